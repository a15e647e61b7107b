"""Milepost keeps the promises of a three-year action plan beside the figures that counties report."""

__version__ = "0.1.0"
