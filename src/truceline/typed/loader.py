"""Loader: a file of typed claims -> reports and claims."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from truceline.errors import UnreadableReport, ValueProblem
from truceline.model import Claim, Coder, Report, Span, codec
from truceline.model.when import When
from truceline.reports.clean import clean_line
from truceline.reports.drafts import Draft as Text
from truceline.reports.drafts import load as load_text
from truceline.reports.published import check_not_future
from truceline.typed.drafts import KEYS, Draft, draft
from truceline.typed.sheet import Cell, read_sheet
from truceline.typed.values import checked_zone, when

CODER = "typed by hand"
UNCONFIRMED = "unconfirmed"
SHEET_KEYS = ("case", "zone", "reports", "note")
REPORT_KEYS = ("title", "publisher", "published", "url", "confirmed", "note", "claims")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a file of typed claims holds. ``places`` and ``reports`` run in parallel; ``labels`` leads to claim ids."""

    title: str
    zone: str
    reports: tuple[tuple[Report, tuple[Claim, ...]], ...]
    places: tuple[str, ...]
    labels: Mapping[str, str]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(c for _, claims in self.reports for c in claims)


def load(path: str | Path) -> Typed:
    """The reports and claims of a file. Raises ValueProblem with file and line, and what to write instead."""
    file = Path(path)
    try:
        return parse(file.read_text(encoding="utf-8-sig"), file.name)
    except OSError as error:
        todo = "Give the path of a file of typed claims."
        raise ValueProblem(f"it cannot be opened ({error.strerror}).", where=str(file), todo=todo) from None
    except UnicodeDecodeError:
        raise ValueProblem("it is not UTF-8.", where=str(file), todo="Save it as UTF-8.") from None


def parse(text: str, name: str, now: datetime | None = None) -> Typed:
    """As ``load``, for a text at hand; ``now`` tells which publication dates lie ahead."""
    fields = read_sheet(text, name).record(SHEET_KEYS, ("case", "zone", "reports"))
    sheet = _Sheet(fields["case"].text(), checked_zone(fields["zone"]), now or datetime.now(UTC))
    cells = fields["reports"].items()
    drafts = [_report(cell, sheet) for cell in cells]
    _check_addresses(cells, [report for report, _ in drafts])
    ids = _Ids([d for _, found in drafts for d in found])
    reports = tuple((report, tuple(_coded([ids.claim(d) for d in found]))) for report, found in drafts)
    return Typed(sheet.case, sheet.zone, reports, tuple(c.where for c in cells), ids.labels())


# --- reports ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Sheet:
    case: str
    zone: str
    now: datetime


def _report(cell: Cell, sheet: _Sheet) -> tuple[Report, list[Draft]]:
    fields = cell.record(REPORT_KEYS, ("title", "publisher", "claims"))
    claims = fields["claims"].items()
    if not claims:
        raise fields["claims"].wrong("the report has no claims.", "Add one, or leave the report out.")
    sentences = [_sentence(c) for c in claims]
    lines = list(dict.fromkeys(sentences))
    report = _made(cell, fields, "\n".join(lines), sheet)
    spans = _spans(report.text, lines)
    drafts = [draft(c, report, spans[s], sheet.zone) for c, s in zip(claims, sentences, strict=True)]
    return report, drafts


def _sentence(cell: Cell) -> str:
    said = cell.record(KEYS, ("speaker", "says"))["says"]
    sentence = clean_line(said.text())
    if not any(c.isalpha() for c in sentence):
        raise said.wrong(f"{sentence!r} is no sentence.", "Say in words what the speaker holds.")
    return sentence


def _made(cell: Cell, fields: dict[str, Cell], text: str, sheet: _Sheet) -> Report:
    loaded = load_text(Text(text), cell.where, sheet.now)
    if loaded.report is None:
        error = loaded.error or UnreadableReport("it cannot be read.", where=cell.where)
        raise ValueProblem(error.what, where=cell.where, todo=error.todo)
    title = clean_line(fields["title"].text())
    return Report.of(
        loaded.report.text,
        title=title,
        publisher=_publisher(fields),
        published=_published(fields.get("published"), sheet),
        url=fields["url"].text() if "url" in fields else _address(sheet.case, title),
        language=loaded.report.language,
    )


def _publisher(fields: dict[str, Cell]) -> str:
    name = clean_line(", ".join(fields["publisher"].texts()))
    sure = "confirmed" not in fields or fields["confirmed"].yes()
    return name if sure or UNCONFIRMED in name else f"{name}, {UNCONFIRMED}"


def _published(cell: Cell | None, sheet: _Sheet) -> When | None:
    if cell is None:
        return None
    published = when(cell, sheet.zone)
    try:
        check_not_future(published, sheet.now)
    except UnreadableReport as error:
        raise cell.wrong(error.what, error.todo) from None
    return published


def _address(case: str, title: str) -> str:
    """A name that stays when the sentences are edited, so that the edited report takes the old one's place."""
    return f"typed:{_slug(case)}/{_slug(title)}"


def _slug(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words.casefold()).strip("-")


def _check_addresses(cells: Sequence[Cell], reports: Sequence[Report]) -> None:
    """Two reports of one address would be taken for two versions of one report."""
    seen: dict[str | None, Cell] = {}
    for cell, report in zip(cells, reports, strict=True):
        if report.url in seen:
            what = f"the report {report.title!r} has the title or address of the one on line {seen[report.url].line}."
            raise cell.wrong(what, "Give it another title, or put its claims there.")
        seen[report.url] = cell


def _spans(text: str, lines: Sequence[str]) -> dict[str, Span]:
    spans, start = {}, 0
    for line in lines:
        spans[line] = Span.of(text, start, start + len(line))
        start += len(line) + 1
    return spans


# --- claims -------------------------------------------------------------------------------------------
def _coded(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a report, signed. A coder's version follows from what it coded: an edited sheet is a new one."""
    coder = Coder(CODER, codec.content_id("1", [c.id for c in claims]))
    return [Claim(c.id, c.report, c.voices, c.stance, c.act, c.quote, c.spans, c.score, coder) for c in claims]


class _Ids:
    """Makes claims in the order in which they refer to one another, since an id follows from what it refers to."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._previous = {id(b): a for a, b in pairwise(drafts) if a.report.id == b.report.id}
        self._labelled = self._by_label(drafts)
        self._made: dict[int, Claim] = {}
        self._claims: dict[str, Draft] = {}

    def labels(self) -> dict[str, str]:
        """The id of each labelled claim, once all are made."""
        return {label: self._made[id(d)].id for label, d in self._labelled.items()}

    def claim(self, draft: Draft) -> Claim:
        """The claim of a draft. Raises ValueProblem for what refers to nothing, or to itself."""
        under_way = [draft]
        while under_way:
            waits_for = self._waits_for(under_way[-1])
            if waits_for is None:
                self._make(under_way.pop())
            elif any(waits_for is d for d in under_way):
                raise waits_for.cell.wrong("these claims refer to one another in a circle.", "Drop a reference.")
            else:
                under_way.append(waits_for)
        return self._made[id(draft)]

    def _waits_for(self, draft: Draft) -> Draft | None:
        """A claim that must be made before this one; None where it can be made."""
        if id(draft) in self._made:
            return None
        cells = (draft.answers, draft.part_of)
        others = [self._other(draft, cell) for cell in cells if cell is not None]
        return next((o for o in others if id(o) not in self._made), None)

    def _make(self, draft: Draft) -> None:
        if id(draft) in self._made:
            return
        claim = draft.claim(Coder(CODER, ""), self._id(draft, draft.answers), self._id(draft, draft.part_of))
        if claim.id in self._claims:
            line = self._claims[claim.id].cell.line
            raise draft.cell.wrong(f"this claim is on line {line} already.", "Keep one of the two.")
        self._claims[claim.id] = draft
        self._made[id(draft)] = claim

    def _id(self, draft: Draft, cell: Cell | None) -> str | None:
        return None if cell is None else self._made[id(self._other(draft, cell))].id

    def _other(self, draft: Draft, cell: Cell) -> Draft:
        """The claim that a cell of this one names."""
        name = cell.text()
        other = self._previous.get(id(draft)) if name == "previous" else self._labelled.get(name)
        if other is None and name == "previous":
            raise cell.wrong("no claim stands before this one in its report.", "Give the other a `label:`.")
        if other is None:
            raise cell.wrong(f"no claim has the label {name!r}.", "Give the other claim this `label:`.")
        return other

    @staticmethod
    def _by_label(drafts: Sequence[Draft]) -> dict[str, Draft]:
        labelled: dict[str, Draft] = {}
        for found in drafts:
            if not found.label:
                continue
            if found.label in labelled:
                line = labelled[found.label].cell.line
                raise found.cell.wrong(f"the label {found.label!r} is on line {line} already.", "Choose another.")
            labelled[found.label] = found
        return labelled
