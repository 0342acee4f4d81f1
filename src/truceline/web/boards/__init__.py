"""Boards: what needs the whole record, worked out beside the server. Each is a function of a ``Working``."""
