"""Truceline: who says what, held against what was agreed."""

__version__ = "0.1.0"
