"""Bytes of a workbook → figures and problems. Pure, but for the workers that isolate the parsing."""
