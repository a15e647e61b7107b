"""The only room that touches disk and SQL: append-only tables, originals by digest, plan versions."""
