"""Drafts: one typed claim -> a Claim, but for the claims it refers to, which must be made first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.agreements.deeds import deed_of, deeds, qualities
from truceline.model import (
    Act,
    Claim,
    Coder,
    Comparator,
    Figure,
    Modality,
    PartyKind,
    Polarity,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    VoiceRole,
    codebook,
)
from truceline.reading.parties import Registry
from truceline.typed.sheet import Cell, near
from truceline.typed.values import bounds, rate, when

KEYS = (
    *("speaker", "speaks for", "through", "says", "stance", "denies", "accuses", "does", "state", "by", "to", "what"),
    *("number", "kinds", "quality", "when", "total", "measure", "per", "where", "answers", "label", "part of"),
    "modality",
)
THE_REPORT = "the report"
IN_ALL = "in all"
_DEAD = "dead"
_MODALITY = {
    Stance.DENIES: Modality.DENIED,
    Stance.OFFERS: Modality.OFFERED,
    Stance.DEMANDS: Modality.DEMANDED,
    Stance.PROMISES: Modality.PLANNED,
}
"""What is told of a deed where only the stance is typed."""
_MODALITIES = tuple(m.value for m in Modality if m is not Modality.DENIED)
_MEASURES = ("flow", "total", "stock")


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as typed, at its place in the text of its report.

    ``label`` is "" where it has none; ``answers`` and ``part_of`` are cells that name other claims.
    """

    cell: Cell
    report: Report
    voices: tuple[Voice, ...]
    stance: Stance
    act: Act
    span: Span
    label: str = ""
    answers: Cell | None = None
    part_of: Cell | None = None

    def claim(self, coder: Coder, answers: str | None, part_of: str | None) -> Claim:
        """The claim, once the ids of those it refers to are known."""
        figures = self.act.figures
        if part_of is not None:
            figures = tuple(replace(f, part_of=part_of) for f in figures)
        return Claim.of(
            report=self.report.id,
            voices=self.voices,
            stance=self.stance,
            act=replace(self.act, answers=answers, figures=figures),
            quote=self.span.quote,
            spans=Spans(content=(self.span,)),
            score=1.0,
            coder=coder,
        )


def draft(cell: Cell, report: Report, span: Span, zone: str) -> Draft:
    """One claim of a report. Raises ValueProblem with the line of what is wrong."""
    fields = cell.record(KEYS, ("speaker", "says"))
    stance = _stance(fields)
    return Draft(
        cell,
        report,
        _voices(fields, report),
        stance,
        _act(cell, fields, stance, zone),
        span,
        fields["label"].text() if "label" in fields else "",
        fields.get("answers"),
        _part_of(fields),
    )


def named(name: str) -> str:
    """A party's own name where the registry knows it, else the name as typed."""
    found = Registry.load().find(name)
    return found.name if found else name


# --- who speaks ---------------------------------------------------------------------------------------
def _voices(fields: dict[str, Cell], report: Report) -> tuple[Voice, ...]:
    through = fields["through"].texts() if "through" in fields else ()
    said = fields["speaker"].text()
    if said.casefold() == THE_REPORT:
        speaker = Voice(report.publisher or "The report", PartyKind.REPORT)
    else:
        speaker = _voice(said, VoiceRole.SPEAKER, report)
    if "speaks for" in fields:
        speaker = replace(speaker, member_of=tuple(named(n) for n in fields["speaks for"].texts()))
    return (*(_voice(n, VoiceRole.THROUGH, report) for n in through), speaker)


def _voice(name: str, role: VoiceRole, report: Report) -> Voice:
    registry = Registry.load()
    party = registry.find(name)
    if party is None:
        return Voice(name, role=role, words=name)
    day = report.published.date if report.published else None
    return Voice(party.name, party.kind, role, party.id, registry.sides(party.id, day), name)


# --- how it is said -----------------------------------------------------------------------------------
def _stance(fields: dict[str, Cell]) -> Stance:
    accuses = "accuses" in fields and fields["accuses"].yes()
    if "stance" not in fields:
        return Stance.ACCUSES if accuses else Stance.ASSERTS
    cell = fields["stance"]
    stance = Stance(_one_of(cell, [s.value for s in Stance], "Known stances"))
    if accuses and stance is not Stance.ACCUSES:
        raise cell.wrong(f"a claim that accuses has no stance {stance.value!r}.", "Leave `stance` out.")
    if stance is Stance.DENIES and "denies" in fields and fields["denies"].yes():
        raise cell.wrong("to deny that it was not so is to say that it was.", "Keep `stance` or `denies`, not both.")
    return stance


def _modality(fields: dict[str, Cell], stance: Stance) -> Modality:
    if "modality" not in fields:
        return _MODALITY.get(stance, Modality.ONGOING if "state" in fields else Modality.HAPPENED)
    return Modality(_one_of(fields["modality"], _MODALITIES, "Known modalities"))


def _one_of(cell: Cell, known: list[str] | tuple[str, ...], all: str) -> str:
    said = cell.text()
    if said not in known:
        raise cell.wrong(f"{cell.key}: there is no {said!r}.", near(said, known, all))
    return said


# --- what is said -------------------------------------------------------------------------------------
def _act(cell: Cell, fields: dict[str, Cell], stance: Stance, zone: str) -> Act:
    what = fields["what"].text() if "what" in fields else None
    type, mode, qualified = _type(cell, fields, what)
    total = _total(cell, fields)
    named_qualities = (*_qualities(fields), *qualified, *((IN_ALL,) if total else ()))
    denied = "denies" in fields and fields["denies"].yes()
    return Act(
        type,
        mode,
        actors=_names(fields.get("by")),
        recipients=_names(fields.get("to")),
        category=_category(what),
        figures=_figures(cell, fields, what),
        when=when(fields["when"], zone, total=total) if "when" in fields else None,
        place=fields["where"].text() if "where" in fields else None,
        polarity=Polarity.NEGATIVE if denied else Polarity.POSITIVE,
        modality=_modality(fields, stance),
        qualities=tuple(dict.fromkeys(named_qualities)),
    )


def _type(cell: Cell, fields: dict[str, Cell], what: str | None) -> tuple[str, str | None, tuple[str, ...]]:
    """Type and mode of the act, and the quality that goes with a state."""
    if ("does" in fields) == ("state" in fields):
        raise cell.wrong("a claim tells a deed (`does`) or how things stand (`state`).", "Give exactly one of the two.")
    if "does" in fields:
        type, mode = _told(fields["does"], what, fields["says"].text())
        return type, mode, ()
    state = fields["state"]
    modes = codebook().acts["STATE"].modes
    if state.text() == _DEAD:
        return "STATE", "killed", (_DEAD,)
    return "STATE", _one_of(state, (*modes, _DEAD), "Known states"), ()


def _told(cell: Cell, what: str | None, sentence: str) -> tuple[str, str | None]:
    """The first act of a deed by which it, and no other deed, is told."""
    name = _one_of(cell, tuple(deeds()), "Known deeds")
    deed, category = deeds()[name], _category(what)
    for act in deed.acts:
        type, _, mode = act.partition("/")
        if deed_of(type, mode or None, category, sentence) == name:
            return type, mode or None
    type, _, mode = deed.acts[0].partition("/")
    other = deed_of(type, mode or None, category, sentence)
    words = ", ".join((*deed.about, *deed.said))
    needed = f"Use one of these words in `what` or `says`: {words}." if words else "Word it otherwise."
    if other:
        raise cell.wrong(f"this would be read as {other!r}.", f"Write `does: {other}` if it is that. {needed}")
    raise cell.wrong(f"nothing says that this is {name!r}.", needed)


def _category(what: str | None) -> str | None:
    if what is None:
        return None
    known = codebook().category(what.casefold())
    return known.name if known else what


def _names(cell: Cell | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(named(n) for n in cell.texts())) if cell else ()


def _qualities(fields: dict[str, Cell]) -> tuple[str, ...]:
    if "quality" not in fields:
        return ()
    cell = fields["quality"]
    for said in cell.texts():
        if said not in qualities():
            raise cell.wrong(f"there is no quality {said!r}.", near(said, qualities(), "Known qualities"))
    return cell.texts()


def _total(cell: Cell, fields: dict[str, Cell]) -> bool:
    """Whether the figure is a running total, which must say over what time."""
    total = "total" in fields and fields["total"].yes()
    if "measure" in fields:
        measure = _one_of(fields["measure"], _MEASURES, "Known measures")
        if (measure == "stock") != ("state" in fields):
            raise fields["measure"].wrong("a stock is a `state`, and a deed is none.", "Leave `measure` out.")
        total = total or measure == "total"
    if total and ("when" not in fields or "number" not in fields):
        raise cell.wrong("a running total needs a number and the time it covers.", 'Add `when: "A to B"`.')
    return total


def _figures(cell: Cell, fields: dict[str, Cell], what: str | None) -> tuple[Figure, ...]:
    kinds = fields["kinds"].texts() if "kinds" in fields else ()
    per = rate(fields["per"]) if "per" in fields else None
    if "number" not in fields:
        if per is not None:
            raise fields["per"].wrong("a rate needs a number.", "Add `number:`.")
        return (Figure(None, None, Comparator.VAGUE, what or "", "", _category(what), kinds),) if kinds else ()
    if what is None:
        raise cell.wrong("a number must say what is counted.", "Add `what:`.")
    low, high, comparator = bounds(fields["number"])
    words = fields["number"].text()
    return (Figure(low, high, comparator, what, words, _category(what), kinds, None, per),)


def _part_of(fields: dict[str, Cell]) -> Cell | None:
    cell = fields.get("part of")
    if cell is not None and "number" not in fields:
        raise cell.wrong("only a figure can be part of another.", "Add `number:`, or leave `part of` out.")
    return cell
