"""Reading: what files are that somebody gave, and reading them into the record. Runs in a worker's process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from truceline import words
from truceline.case import Case, Read
from truceline.web.working import Working

Files = Sequence[Sequence[str]]
"""Where each file lies, and what it is called."""


def preview(working: Working, files: Files) -> dict[str, int]:
    """What each report in the files would be. Nothing is written to the record."""
    return _read(working, working.case, files, dry_run=True)


def read(working: Working, files: Files, author: str) -> dict[str, int]:
    """Read the files into the record; ``author`` signs. Each report is added with its claims, or not at all."""
    return _read(working, working.case.signed(author), files, dry_run=False)


def _read(working: Working, case: Case, files: Files, *, dry_run: bool) -> dict[str, int]:
    working.told({"all": 0})
    done = case.read_named(
        [(Path(path), name) for path, name in files],
        dry_run=dry_run,
        step=lambda one: working.told({"found": plain(one)}),
    )
    return {"reports": len(done)}


def plain(one: Read) -> dict[str, Any]:
    """What became of one report, as ``Found`` of the server has it."""
    report, error = one.report, one.error
    return {
        "where": one.where,
        "state": one.state.value,
        "report": report.id if report else None,
        "title": report.title if report else "",
        "publisher": (report.publisher or "") if report else "",
        "published": words.when_words(report.published) if report else "",
        "language": (report.language or "") if report else "",
        "claims": len(one.claims),
        "unread": one.unread or "",
        "what": error.what if error else "",
        "todo": error.todo if error else "",
        "notes": list(one.notes),
    }
