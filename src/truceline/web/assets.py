"""Assets: the files that pages need, all of them shipped with the package."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"


class Assets:
    """``files`` serves them; ``link`` names one with a mark of its content, so that it can be kept for long."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._links: dict[str, tuple[int, str]] = {}
        self.files = _Files(directory=folder)

    def link(self, name: str) -> str:
        """The address of an asset: "/static/css/base.css?v=3f0a91c2"."""
        file = self._folder / name
        stamp = file.stat().st_mtime_ns if file.exists() else 0
        known = self._links.get(name)
        if known is None or known[0] != stamp:
            mark = hashlib.sha256(file.read_bytes()).hexdigest()[:8] if stamp else "missing"
            known = self._links[name] = (stamp, f"/static/{name}?v={mark}")
        return known[1]


class _Files(StaticFiles):
    def file_response(self, full_path: Any, stat_result: Any, scope: Scope, status_code: int = 200) -> Response:
        answer = super().file_response(full_path, stat_result, scope, status_code)
        # A module that another one imports is named without a mark of its content: it is asked for again.
        marked = b"v=" in scope.get("query_string", b"")
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable" if marked else "no-cache"
        return answer
