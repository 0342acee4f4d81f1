"""Claims for other programs: a flat table, JSON lines, and PLOVER event records."""

from truceline.exports.csv import COLUMNS, write_csv
from truceline.exports.jsonl import write_jsonl
from truceline.exports.plover import PloverCount, write_plover

__all__ = ["COLUMNS", "PloverCount", "write_csv", "write_jsonl", "write_plover"]
