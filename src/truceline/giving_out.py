"""Giving out: briefs, pictures and files, made from the state of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from truceline.answers import Exported
from truceline.errors import InputError
from truceline.given import Moment, check_order
from truceline.looking import Looking
from truceline.record import Asked, View

if TYPE_CHECKING:
    from truceline.assessment import Assessment
    from truceline.brief import Brief, Chart, FigureCourse, PeoplePicture
    from truceline.brief.contested import Matter
    from truceline.outlook.runway import Runway
    from truceline.reading.gazetteer import Town
    from truceline.reading.whereabouts import Whereabouts

FORMATS = ("csv", "jsonl", "plover")
BRIEF_FORMATS = ("md", "html", "json")


class GivingOut(Looking):
    """What of one journal is given out; nothing is added to it."""

    def brief(
        self,
        as_of: Moment | None = None,
        since: Moment | None = None,
        assessed: Callable[[str], Assessment] | None = None,
    ) -> Brief:
        """The situation brief as of a moment; ``since`` is where "what changed" begins.

        ``assessed`` gives the assessment by an agreement's id as of that moment, where it is known already. Raises
        ValueProblem where ``since`` lies after ``as_of``.
        """
        from truceline.brief import agreement_part, assemble

        view = self.view(as_of)
        check_order(since, as_of, view.settings.zone if view.settings else None)
        current = view.current
        found = assessed or partial(self.assess, as_of=as_of)
        texts = enumerate(self.agreements(as_of), start=1)
        return assemble(
            title=(view.settings.title if view.settings else "") or self.path.stem,
            reports=view.reports,
            claims=[c.claim for c in current],
            copies=self._copies(view),
            as_of=as_of,
            since=since,
            unread=view.unread,
            status={c.id: c.status.value for c in current},
            agreements=[agreement_part(found(text.id), n) for n, text in texts],
            entry=view.entry,
        )

    def contested(self, as_of: Moment | None = None) -> tuple[Matter, ...]:
        """The matters on which two voices differ, figures and versions, whether an agreement speaks of them or not.

        What accounts of an agreement differ in is in ``Assessment.matrix``.
        """
        from truceline.brief.contested import matters
        from truceline.brief.statements import statements

        view = self.view(as_of)
        copies = self._copies(view)
        return matters(statements(view.reports, (c.claim for c in view.current), copies))

    @staticmethod
    def render(brief: Brief, format: str) -> str:
        """A brief as text: md (Markdown), html (one page that needs nothing else) or json. Raises InputError."""
        from truceline import brief as room

        writers = {"md": room.render_markdown, "html": room.render_html, "json": room.render_json}
        if format not in writers:
            what = f"a brief cannot be written as {format!r}."
            raise InputError(what, todo=f"Choose one of {', '.join(BRIEF_FORMATS)}.")
        return writers[format](brief)

    @staticmethod
    def charts(brief: Brief) -> tuple[Chart, ...]:
        """The pictures of a brief: name, title, Vega-Lite ``spec``, ``svg``, ``alt``, ``caption`` and ``section``."""
        from truceline import brief as room

        return room.charts(brief)

    @staticmethod
    def people_over_time(found: Assessment) -> tuple[PeoplePicture, ...]:
        """Who was held and who had been released, day by day, by account: a picture for each population that moves.

        Each has its ``courses`` (numbers by account), Vega-Lite ``spec``, ``alt`` and ``caption``.
        """
        from truceline import brief as room

        return room.people_pictures(room.courses_of(found))

    @staticmethod
    def figures(view: View, claims: Iterable[str] | None = None) -> tuple[FigureCourse, ...]:
        """How many people are said to be held, or were released, over time: by kind of people and by speaker.

        ``claims`` are the ids of those of the view that count; without them, all that stand.
        """
        from truceline import brief as room

        wanted = None if claims is None else frozenset(claims)
        counted = [c.claim for c in view.current if c.claim.act.figures and (wanted is None or c.id in wanted)]
        named = {c.report for c in counted}
        return room.courses(counted, [r for r in view.reports if r.id in named])

    @staticmethod
    def whereabouts(places: Iterable[str], parties: Iterable[str] = ()) -> dict[str, Whereabouts]:
        """Where each of the places lies that claims name, with how far that is uncertain, and why.

        Of several places of one name, those are meant that lie in the states of the other places, or else in those
        of the ``parties`` of the record.
        """
        from truceline.reading.whereabouts import countries_of_parties, countries_of_places, whereabouts

        names = tuple(dict.fromkeys(places))
        home, others = countries_of_places(names), countries_of_parties(parties)
        return {name: whereabouts(name, home, others) for name in names}

    @staticmethod
    def towns(south: float, west: float, north: float, east: float, most: int = 40) -> tuple[Town, ...]:
        """The towns with most people between these degrees, to find one's way on a map by."""
        from truceline.reading.gazetteer import Gazetteer

        return Gazetteer.load().largest(south, west, north, east, most)

    def runways_as_told(self, as_of: Moment | None = None) -> tuple[Runway, ...]:
        """How many more days a truce could be extended by a rule that reports only tell ("a day for every ten").

        It asks for no agreement: one runway for each rule and each who says how many are left. Empty where no rule
        is told, or nobody says that.
        """
        from truceline.accounts.facts import facts_of
        from truceline.model.when import tzinfo
        from truceline.outlook.told import rate_as_told

        view = self.view(as_of)
        known = {id: a.known for id, a in view.arrivals.items()}
        copies = self._copies(view)
        return rate_as_told(facts_of(view.current, known, copies, tzinfo(self.settings.zone)))

    def export(self, format: str, out: TextIO, as_of: Moment | None = None, **filters: Any) -> Exported:
        """Write the claims that ``claims`` would give as csv, jsonl or plover. Raises InputError for another format."""
        from truceline import exports

        if format not in FORMATS:
            raise InputError(f"there is no export format {format!r}.", todo=f"Choose one of {', '.join(FORMATS)}.")
        found, reports = self.claims(as_of, **filters), self.reports(as_of)
        claims = [c.claim for c in found]
        if format == "csv":
            return Exported(exports.write_csv(claims, reports, out, status={c.id: c.status.value for c in found}))
        if format == "jsonl":
            return Exported(exports.write_jsonl(claims, reports, out))
        codes = {p.name: p.party.code for p in self.parties(as_of) if p.party and p.party.code}
        count = exports.write_plover(claims, reports, out, codes=codes)
        left_out = (("STATE", count.states), ("unknown", count.unknown))
        return Exported(count.written, tuple((kind, number) for kind, number in left_out if number))

    def exported(self, format: str, asked: Asked | None = None) -> Iterator[str]:
        """The claims that ``find`` would give, all of them and in that order, in pieces of csv, jsonl or plover.

        Which claims these are is settled at once, each is written as it then stands; little is held in memory.
        Raises InputError for another format, and as ``find`` does, before the first piece.
        """
        from truceline.streamed import pieces

        if format not in FORMATS:
            raise InputError(f"there is no export format {format!r}.", todo=f"Choose one of {', '.join(FORMATS)}.")
        return pieces(self._journal.finding, format, self.ids(asked))
