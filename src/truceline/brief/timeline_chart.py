"""The timeline: a lane for each party, a mark for what is said to have been done or said that day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from truceline.brief.drawing import (
    INK,
    LINE,
    WIDTH,
    Window,
    inline,
    moment_of,
    stamp,
    styled,
    time_axis,
    window,
    wrapped,
)
from truceline.brief.statements import Statement
from truceline.brief.words import capital, counted
from truceline.model import Modality, PartyKind, Stance, codebook

QUADS = ("verbal cooperation", "material cooperation", "state", "verbal conflict", "material conflict")
NAMES = dict(
    zip(
        QUADS,
        ("Agreement in words", "Cooperation in deeds", "State or figure", "Conflict in words", "Conflict in deeds"),
        strict=True,
    )
)
"""The codebook's classes in plain words."""
_SHAPES = dict(zip(QUADS, ("circle", "square", "stroke", "triangle-up", "diamond"), strict=True))
_FILLS = dict(zip(QUADS, ("#d3d6d9", "#a2a8ae", "#7f858b", "#6b7177", "#232629"), strict=True))
"""From light to dark as shapes change too, so that neither a printer nor colour blindness hides a kind."""
ROW = 19
"""Height of a lane's row in pixels."""
LINE_HEIGHT = 15
LANES = 8
UNNAMED = "No party named"
_SPOKEN = {
    Stance.OFFERS: "verbal cooperation",
    Stance.PROMISES: "verbal cooperation",
    Stance.DEMANDS: "verbal conflict",
    Stance.REJECTS: "verbal conflict",
    Stance.DENIES: "verbal conflict",
    Stance.DOUBTS: "verbal conflict",
    Stance.ACCUSES: "verbal conflict",
}
"""An offer, demand or accusation is drawn as the speech that it is, in its speaker's lane."""


OTHERS = "Others"
_NO_SIDE = frozenset({PartyKind.REPORT, PartyKind.OUTLET, PartyKind.SOURCE, PartyKind.PEOPLE})


def marks(found: Sequence[Statement]) -> tuple[list[tuple[str, datetime, str]], int]:
    """(lane, moment, quad) for all that can be drawn, and how many statements cannot: those of acts
    that are only planned or possible, and those without any time."""
    drawn, left, known = [], 0, sides_known(found)
    for statement in found:
        quad, moment = _quad(statement), moment_of(statement, spoken=statement.claim.stance in _SPOKEN)
        if quad is None or moment is None:
            left += 1
        else:
            drawn += [(lane, moment, quad) for lane in _lanes(statement, known)]
    return drawn, left


def sides_known(found: Sequence[Statement]) -> dict[str, str]:
    """The names of known parties in the record, each with the side that its lane is called by: a state's
    offices and officials stand in the state's lane. Outlets speak for themselves alone."""
    known: dict[str, str] = {}
    for voice in (v for s in found for c in s.claims for v in c.voices if v.kind not in _NO_SIDE):
        side = voice.member_of[-1] if voice.member_of else voice.name
        if not side[:1].islower() and (voice.party or voice.member_of):
            known[voice.name] = side
            known |= {member: known.get(member, side) for member in voice.member_of}
    return known


def _lane(name: str, known: Mapping[str, str]) -> str:
    """A party's lane: its side's where it is known, its own where it has a name, else that of the others: words
    that only describe ("gunmen") name no party."""
    return known.get(name) or (OTHERS if name[:1].islower() else name)


def _quad(statement: Statement) -> str | None:
    claim = statement.claim
    if claim.stance in _SPOKEN:
        return _SPOKEN[claim.stance]
    known = codebook().acts.get(claim.act.type)
    plain = claim.act.modality in (Modality.HAPPENED, Modality.ONGOING)
    return known.quad if known is not None and plain else None


def _lanes(statement: Statement, known: Mapping[str, str]) -> tuple[str, ...]:
    spoken = statement.claim.stance in _SPOKEN
    if statement.claim.act.actors and not spoken:
        return tuple(dict.fromkeys(_lane(a, known) for a in statement.claim.act.actors))
    voice = statement.claim.voice
    if voice.kind in _NO_SIDE:
        return (UNNAMED,) if statement.is_report else (OTHERS,)
    return (_lane(voice.name, known),)


def lanes(drawn: Sequence[tuple[str, datetime, str]], known: Collection[str] = ()) -> dict[str, str]:
    """Each party's lane label: ``known`` parties and those most spoken of, by name; the others share one lane."""
    counts = Counter(lane for lane, _, _ in drawn)
    by_count = sorted(counts.keys() - {OTHERS, UNNAMED}, key=lambda n: (n not in known, -counts[n], n.casefold(), n))
    last = [n for n in (OTHERS, UNNAMED) if n in counts]
    room = LANES - len(last)
    if len(by_count) > room:
        room, last = LANES - len({*last, OTHERS}), [OTHERS, *(n for n in last if n != OTHERS)]
    kept = sorted(by_count[:room], key=lambda n: (n.casefold(), n))
    labels = {n: capital(wrapped(n)) for n in (*kept, *last)}
    return labels | dict.fromkeys(by_count[room:], OTHERS)


def timeline(found: Sequence[Statement]) -> tuple[dict[str, Any], str, str] | None:
    """The specification, its description in words and its caption; None where nothing can be drawn."""
    drawn, left = marks(found)
    shown = window(found, [m for _, m, _ in drawn])
    if shown is None:
        return None
    near = [d for d in drawn if shown.holds(d[1].date())]
    left += len(drawn) - len(near)
    labels = lanes(near, set(sides_known(found).values()))
    return styled(_chart(near, labels, shown)), _alt(near, shown), _caption(left)


def _caption(left: int) -> str:
    first = "A mark stands for what is said, not for what happened; offers, demands, denials and accusations stand in "
    first += "their speaker's lane. Offices and officials stand with their side. "
    first += "A number counts the claims of one kind on one day."
    if not left:
        return first
    return f"{first} Not drawn: {counted(left, 'claim')} on plans, on what might be, or on times far from the reports."


def _alt(drawn: Sequence[tuple[str, datetime, str]], shown: Window) -> str:
    counts = Counter(lane for lane, _, _ in drawn)
    most = [f"{capital(n)} {c}" for n, c in sorted(counts.items(), key=lambda x: (-x[1], x[0]))[:6]]
    return f"Timeline by party from {shown.first} to {shown.last}. Marks by party: {', '.join(most)}."


@dataclass(frozen=True, slots=True)
class Lane:
    """A party's lane: its label, its first row and how many rows it has."""

    label: str
    top: int
    rows: int

    @property
    def middle(self) -> float:
        return self.top + self.rows / 2

    @property
    def first_line(self) -> float:
        """Where the label's first line stands so that all its lines are centred."""
        return self.middle - self.label.count("\n") * LINE_HEIGHT / ROW / 2


def _cells(drawn: Sequence[tuple[str, datetime, str]], labels: dict[str, str]) -> dict[tuple[str, str], Counter[str]]:
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for lane, moment, quad in drawn:
        cells[labels[lane], stamp(moment, whole_day=True)][quad] += 1
    return cells


def _laid_out(cells: dict[tuple[str, str], Counter[str]], order: list[str]) -> dict[str, Lane]:
    """Lanes from the top down, each as high as its fullest day or its label needs."""
    placed, top = {}, 0
    for label in order:
        kinds = max(len(kinds) for (lane, _), kinds in cells.items() if lane == label)
        rows = max(kinds, label.count("\n") + 1)
        placed[label] = Lane(label, top, rows)
        top += rows
    return placed


def _marked(cells: dict[tuple[str, str], Counter[str]], placed: dict[str, Lane]) -> list[dict[str, Any]]:
    rows = []
    for (label, day), kinds in cells.items():
        first = placed[label].middle - len(kinds) / 2 + 0.5
        for n, quad in enumerate(sorted(kinds, key=QUADS.index)):
            count = kinds[quad]
            rows.append({"day": day, "row": first + n, "kind": NAMES[quad], "claims": str(count) if count > 1 else ""})
    return rows


def _chart(drawn: Sequence[tuple[str, datetime, str]], labels: dict[str, str], shown: Window) -> Any:
    import altair as alt

    cells = _cells(drawn, labels)
    placed = _laid_out(cells, list(dict.fromkeys(labels.values())))
    total = sum(lane.rows for lane in placed.values())
    scale = alt.Scale(domain=[0, total], reverse=True, nice=False, zero=False)

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=scale, axis=None)

    names = [{"label": lane.label, "middle": lane.first_line} for lane in placed.values()]
    edges = [{"edge": n} for n in (*(lane.top for lane in placed.values()), total)]
    x = alt.X(
        "day:T",
        scale=alt.Scale(type="utc", domain=shown.domain),
        axis=alt.Axis(**{**time_axis(shown), "grid": True, "gridOpacity": 0.45}),
    )
    marked = alt.Chart(inline(_marked(cells, placed))).encode(x=x, y=y("row"))
    kinds = [NAMES[q] for q in QUADS if q in {q for _, _, q in drawn}]
    points = marked.mark_point(filled=True, strokeWidth=1, stroke=INK, opacity=1, size=85).encode(
        shape=_by_kind(alt, alt.Shape, kinds, _SHAPES), fill=_by_kind(alt, alt.Fill, kinds, _FILLS)
    )
    counts = marked.mark_text(align="left", dx=8, fontSize=11, color=INK).encode(text="claims:N")
    lines = alt.Chart(inline(edges)).mark_rule(color=LINE).encode(y=y("edge"))
    labelled = (
        alt.Chart(inline(names))
        .mark_text(align="right", baseline="middle", lineBreak="\n", lineHeight=LINE_HEIGHT, fontSize=12, color=INK)
        .encode(x=alt.value(-10), y=y("middle"), text="label:N")
    )
    return alt.layer(lines, points, counts, labelled).properties(width=WIDTH, height=ROW * total)


def _by_kind(alt: Any, channel: Any, names: list[str], values: dict[str, str]) -> Any:
    legend = alt.Legend(orient="top", title=None, columns=3, symbolSize=85, columnPadding=36, offset=12)
    quads = {name: quad for quad, name in NAMES.items()}
    return channel("kind:N", scale=alt.Scale(domain=names, range=[values[quads[n]] for n in names]), legend=legend)
