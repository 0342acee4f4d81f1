"""Reading: files that were given, what they are, and reading them into the record."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Annotated, BinaryIO

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from truceline.web.guard import Role, needs
from truceline.web.pages import page, person_of
from truceline.web.room import Here
from truceline.web.uploads import Found, Upload, file_of

router = APIRouter(prefix="/reports/reading", dependencies=[needs(Role.ANALYST)])
ROWS = 500
"""Reports that are shown one by one; of more, those that ask for something to be done come first."""
PASTED = "pasted text"
_ORDER = ("unreadable", "changed", "coded again", "new", "same")
Line = Annotated[str, Form(max_length=4000)]


@router.post("")
def give(
    request: Request,
    here: Here,
    files: Annotated[list[UploadFile], File()] = [],  # noqa: B006 (FastAPI makes a new one each time)
    text: Annotated[str, Form()] = "",
    title: Line = "",
    publisher: Line = "",
    published: Line = "",
    url: Line = "",
) -> Response:
    """Keep files and a pasted text apart, and find out what they are. Raises as ``Uploads.add`` does."""

    def given() -> Iterator[tuple[str, BinaryIO]]:
        for file in files:
            if file.filename or file.size:
                yield file.filename or "", file.file
        if text.strip():
            about = {"Title": title, "Publisher": publisher, "Published": published, "URL": url}
            yield PASTED, io.BytesIO(with_header(text, about).encode("utf-8", "replace"))

    upload = here.uploads.add(person_of(request).name, given())
    here.uploads.look(upload)
    return RedirectResponse(f"/reports/reading/{upload.id}", 303)


@router.get("/{id}")
def look(request: Request, here: Here, id: str) -> Response:
    """What was given, and how far it is. Raises UnknownId for what is somebody else's, or was put away."""
    upload = here.uploads.get(id, person_of(request).name).as_it_is_now()
    answer = page(request, "reading.html", block="state", upload=upload, rows=_rows(upload))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/{id}/read")
def read(request: Request, here: Here, id: str, wanted: Annotated[list[int], Form()] = []) -> Response:  # noqa: B006
    """Read the files with the numbers ``wanted``, in the person's name. Raises as ``Uploads.read`` does."""
    name = person_of(request).name
    upload = here.uploads.get(id, name)
    here.uploads.read(upload, name, leave_out=set(range(len(upload.files))) - set(wanted))
    return RedirectResponse(f"/reports/reading/{upload.id}", 303)


@router.post("/{id}/leave")
def leave(request: Request, here: Here, id: str) -> Response:
    """Put the files away unread. Raises as ``Uploads.remove`` does."""
    here.uploads.remove(id, person_of(request).name)
    return RedirectResponse("/reports", 303)


def with_header(text: str, about: dict[str, str]) -> str:
    """The text with what is known about it as the lines that a reader takes it from; as it is where nothing is."""
    lines = [f"{key}: {' '.join(value.split())}" for key, value in about.items() if value.strip()]
    return "\n".join([*lines, "", text.lstrip("\r\n")]) if lines else text


def _rows(upload: Upload) -> list[tuple[int, Found, bool]]:
    """The number of its file, what became of it, and whether it is the first of its file, for each report."""
    found = sorted(enumerate(upload.found), key=lambda pair: (_ORDER.index(pair[1].state), pair[0]))
    shown = [one for _, one in (found if len(found) > ROWS else list(enumerate(upload.found)))][:ROWS]
    rows: list[tuple[int, Found, bool]] = []
    seen: set[int] = set()
    for one in shown:
        number = file_of(one.where, upload.files)
        rows.append((number, one, number not in seen))
        seen.add(number)
    return rows
