"""Case: one dispute, its record and its settings. Everything outside calls this, and nothing below it.

with Case.create("gaza.db", title="Gaza truce") as case:
    case.read(["dispatches/"])
    print(case.brief(as_of=date(2023, 11, 30)).title)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TextIO
from weakref import WeakValueDictionary, ref

from truceline import __version__
from truceline.agreeing import Agreements
from truceline.answers import Exported, NamedParty, Shown, SuggestedSame, is_only_a_kind, sentence_around
from truceline.deciding import Deciding
from truceline.errors import InputError
from truceline.given import (
    Moment,
    check_codes,
    check_order,
    checked_author,
    checked_reason,
    default_author,
    end_of,
    moment,
)
from truceline.intake import Before, Intake, Read, ReadState, staged
from truceline.model import Claim, Report, When
from truceline.model.verbatim import Verbatim
from truceline.model.when import tzinfo
from truceline.record import (
    FACETS,
    KINDS,
    About,
    AgreementVersion,
    Asked,
    Decision,
    Facet,
    Identity,
    Journal,
    Judged,
    Judgement,
    Link,
    Listed,
    Noted,
    Page,
    Recorded,
    ReportLine,
    ReportPage,
    ReviewDecision,
    SameVerdict,
    SearchHit,
    Settings,
    Sort,
    Status,
    Verified,
    View,
    ViewedClaim,
)

if TYPE_CHECKING:
    from truceline.agreements.agreement import Agreement
    from truceline.assessment import Assessment
    from truceline.brief import Brief, Chart, FigureCourse, PeoplePicture
    from truceline.brief.contested import Matter
    from truceline.consolidation import Consolidated
    from truceline.outlook.runway import Runway
    from truceline.reading.coder import Coder
    from truceline.reading.gazetteer import Town
    from truceline.reading.whereabouts import Whereabouts
    from truceline.reports import Loaded

FORMATS = ("csv", "jsonl", "plover")
BRIEF_FORMATS = ("md", "html", "json")
DEMO = "Gaza truce, 24 November to 2 December 2023"
"""The title of the demo case."""
DEMO_ZONE = "Asia/Jerusalem"


class Case(Agreements):
    """An open case. Close it, or use it in a ``with`` statement."""

    def __init__(
        self, journal: Journal, *, author: str | None = None, coder: Coder | None = None, device: str = "cpu"
    ) -> None:
        super().__init__(journal, author or default_author())
        self._intake = Intake(journal, self._author, coder, device)
        self._lent = False
        self._views: WeakValueDictionary[tuple[object, ...], View] = WeakValueDictionary()
        self._near: tuple[ref[View], tuple[tuple[str, ...], ...]] | None = None

    # --- opening --------------------------------------------------------------------------------
    @classmethod
    def create(cls, where: str | Path, *, title: str = "", zone: str | None = None, author: str | None = None) -> Self:
        """A new case in the file ``where``. Raises RecordError where the file exists, ValueProblem for a bad zone."""
        settings, author = Settings(title=title or Path(where).stem, zone=zone), checked_author(author)
        case = cls(Journal.create(where), author=author)
        case._journal.append([settings], case._author)
        return case

    @classmethod
    def open(
        cls, where: str | Path, *, author: str | None = None, coder: Coder | None = None, device: str = "cpu"
    ) -> Self:
        """The case in the file ``where``. Raises NotARecord where there is none.

        ``author`` signs what is added (default: TRUCELINE_AUTHOR, else the name of the user);
        ``coder`` reads reports (default: the one that ships with the package, on ``device``, cpu or cuda).
        """
        author = checked_author(author)
        return cls(Journal.open(where), author=author, coder=coder, device=device)

    def signed(self, author: str) -> Case:
        """The same open case, for somebody else who signs what is added; closing it closes nothing.

        Raises ValueProblem for the name that the program itself signs with.
        """
        other = Case(self._journal, author=checked_author(author))
        other._intake = self._intake.signed(other._author)
        other._lent = True
        return other

    def close(self) -> None:
        if not self._lent:
            self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- reading --------------------------------------------------------------------------------
    @property
    def coder(self) -> Coder:
        """What reads reports: "rules and reader", or "rules" where the trained reader's weights are not installed.

        Raises AlteredModel, MissingExtra, SetupError.
        """
        return self._intake.coder

    def read(
        self, sources: Sequence[str | Path], *, dry_run: bool = False, step: Callable[[Read], None] | None = None
    ) -> tuple[Read, ...]:
        """Read files, folders, globs or "-" into the record, and say what became of each report.

        A report and its claims are added in one transaction; nothing is added on ``dry_run``. After
        the last one, what the claims say of incidents is noted (``consolidate``).
        ``step`` is told of each report as it is done. Raises UnreadableReport where a source
        matches nothing, RecordBusy, RecordUnwritable, and SetupError where what the reading needs
        is missing.
        """
        from truceline.reports import read_path

        loaded = (item for path in self.sources(sources) for item in read_path(path))
        return self.read_loaded(loaded, dry_run=dry_run, step=step)

    def sources(self, sources: Sequence[str | Path]) -> tuple[Path, ...]:
        """The files that ``read`` would read. Raises UnreadableReport where a source matches nothing.

        The record itself, and the desk of its server, are left out where they lie among them.
        """
        from truceline.reports import expand

        found = expand([str(s) for s in sources])
        files = (self.path.absolute(), Path(f"{self.path.absolute()}-desk"))
        own = {Path(f"{file}{end}") for file in files for end in ("", "-wal", "-shm", "-journal")}
        return tuple(path for path in found if path.absolute() not in own) or found

    def read_demo(self, *, step: Callable[[Read], None] | None = None) -> tuple[Read, ...]:
        """As ``read``, for the dispatches that ship with the package, written for the demo case."""
        from truceline.reports import read_stream

        shipped = sorted((files("truceline") / "data" / "demo").iterdir(), key=lambda file: file.name)
        texts = [file for file in shipped if file.name.endswith(".txt")]
        loaded = (item for file in texts for item in read_stream(file.read_bytes(), file.name))
        return self.read_loaded(loaded, step=step)

    def add_demo_agreement(self) -> Agreement:
        """The agreement that ships with the package for the demo case; it is added where it is not there yet."""
        file = files("truceline") / "data" / "demo" / "agreement.yaml"
        text = file.read_text(encoding="utf-8")
        known = {a.id: a for a in self.agreements()}
        wanted = self.read_agreement(text, name=file.name)
        return known.get(wanted.id) or self.add_agreement(text, name=file.name)

    def read_text(self, text: str | bytes, *, name: str = "text", dry_run: bool = False) -> tuple[Read, ...]:
        """As ``read``, for a text that is at hand."""
        from truceline.reports import read_stream

        data = text.encode("utf-8") if isinstance(text, str) else text
        return self.read_loaded(read_stream(data, name), dry_run=dry_run)

    def read_named(
        self,
        files: Iterable[tuple[str | Path, str]],
        *,
        dry_run: bool = False,
        step: Callable[[Read], None] | None = None,
    ) -> tuple[Read, ...]:
        """As ``read``, for files that have other names than those they lie under: each a path, and its name."""
        return self.read_loaded(staged(files), dry_run=dry_run, step=step)

    def read_loaded(
        self, loaded: Iterable[Loaded], *, dry_run: bool = False, step: Callable[[Read], None] | None = None
    ) -> tuple[Read, ...]:
        """As ``read``, for reports that a reader has made."""
        done: list[Read] = []
        before = Before() if dry_run else None
        for item in loaded:
            done.append(self._intake.read(item, before))
            if step is not None:
                step(done[-1])
        if not dry_run:
            self.consolidate()
        return tuple(done)

    def read_typed(self, path: str | Path, *, dry_run: bool = False) -> tuple[Read, ...]:
        """Read a file of claims that were entered by hand, and say what became of each of its reports.

        All of it is added in one transaction; what is there already changes nothing, and a report whose
        claims were edited is coded again. With ``dry_run`` nothing is added. Raises ValueProblem with file and
        line for what cannot be read, RecordBusy and RecordUnwritable.
        """
        from truceline.typed import load

        done = self._intake.read_typed(load(path), self.view(), dry_run=dry_run)
        if not dry_run:
            self.consolidate()
        return done

    def consolidate(self) -> Consolidated:
        """Note in the record which claims speak of one incident, and which may, each with the reason.

        The entries are judgements by "truceline"; nothing is added where all is noted already, nor on a pair
        that a person judged. Reading does it at its end, and so does judging two claims. Raises RecordBusy,
        RecordUnwritable.
        """
        from truceline.consolidation import consolidate

        return consolidate(self._journal)

    # --- looking --------------------------------------------------------------------------------
    def view(self, as_of: Moment | None = None, recorded_by: datetime | None = None) -> View:
        """The whole state, as of a moment of the world and of the record; the same one as long as somebody holds it."""
        key = (self.head().hash, as_of, recorded_by)
        found = self._views.get(key)
        if found is None:
            found = self._views[key] = View.of(self._journal, as_of, recorded_by)
        return found

    def reports(self, as_of: Moment | None = None) -> tuple[Report, ...]:
        return self.view(as_of).reports

    def doubtful(self, as_of: Moment | None = None) -> tuple[ViewedClaim, ...]:
        """The claims that nobody has looked at yet, those whose coding is least sure first."""
        waiting = (c for c in self.claims(as_of) if c.status is Status.CODED and c.claim.score < 1)
        return tuple(sorted(waiting, key=lambda c: c.claim.score))

    def claims(
        self,
        as_of: Moment | None = None,
        *,
        speaker: str | None = None,
        party: str | None = None,
        act: str | None = None,
        report: str | None = None,
        rejected: bool = False,
    ) -> tuple[ViewedClaim, ...]:
        """The claims as they stand, in order of publication and place.

        ``speaker`` and ``party`` are (parts of) names, of who speaks or of anyone who takes part;
        ``act`` is a type of the codebook; ``report`` an id or its beginning. ``rejected`` adds the
        claims that were rejected and those of superseded versions of a report. Raises ValueProblem
        for an unknown act, UnknownId and AmbiguousId for a report.
        """
        view = self.view(as_of)
        if act is not None:
            check_codes(act.upper(), None)
        wanted = view.report(report).id if report else None
        found = view.claims if rejected else view.current
        return tuple(
            c
            for c in found
            if (wanted is None or c.claim.report == wanted)
            and (act is None or c.claim.act.type == act.upper())
            and (speaker is None or _within(speaker, (c.claim.speaker,)))
            and (party is None or _within(party, _names(c.claim)))
        )

    @staticmethod
    def sentence(claim: Claim, report: Report) -> tuple[int, int]:
        """Where the sentence, or sentences, around a claim begin and end in the text of its report."""
        spans = claim.spans
        places = [*spans.source, *spans.cue, *spans.content]
        return sentence_around(report.text, min(s.start for s in places), max(s.end for s in places))

    def timeline(self, as_of: Moment | None = None, **filters: Any) -> tuple[tuple[When | None, ViewedClaim], ...]:
        """The claims by the time they speak of; those without one come last, in order of publication."""
        found = [(c.claim.act.when, c) for c in self.claims(as_of, **filters)]
        return tuple(sorted(found, key=lambda pair: _stamp(pair[0])))

    def parties(self, as_of: Moment | None = None) -> tuple[NamedParty, ...]:
        """Everyone who speaks or acts in the claims, the most frequent first.

        Words that only say what kind of people act ("prisoners", "many people") are left out;
        whoever speaks is kept, however described.
        """
        return self._parties(self.view(as_of))

    @staticmethod
    def _parties(view: View) -> tuple[NamedParty, ...]:
        from truceline.reading.parties import Registry

        registry = Registry.load()
        speaks = Counter(c.claim.speaker for c in view.current)
        acts = Counter(n for c in view.current for n in {*c.claim.act.actors, *c.claim.act.recipients})
        same = view.identity(About.PARTY)
        names = sorted({*speaks, *acts}, key=lambda n: (-speaks[n] - acts[n], n))
        found = (NamedParty(n, registry.find(n), speaks[n], acts[n], _others(same, n)) for n in names)
        return tuple(p for p in found if p.party or p.speaks or not is_only_a_kind(p.name))

    def suggested_names(self, as_of: Moment | None = None) -> tuple[SuggestedSame, ...]:
        """Names in the claims that may mean one party, the likeliest reason first, until somebody judges the two.

        Names that the data file lists, and somebody who speaks for the other, are not suggested.
        """
        from truceline.reading.parties import Registry, describe, pairs

        registry, view = Registry.load(), self.view(as_of)
        by_name, same = {p.name: p for p in self._parties(view)}, view.identity(About.PARTY)
        return tuple(
            SuggestedSame(by_name[a], by_name[b], why.value)
            for a, b, why in pairs(by_name, registry)
            if same.verdict(a, b) in (None, SameVerdict.UNSURE)
            and not same.same(a, b)
            and not any(y in describe(x, registry=registry).member_of for x, y in ((a, b), (b, a)))
        )

    def identity(self, about: About) -> Identity:
        """What was judged the same, different or unsure: of incidents, by people and by the program's own rules."""
        return self.view().identity(about)

    # --- deciding -------------------------------------------------------------------------------
    # ``seen`` is the number of the last entry that decided on the claim when it was looked at (``decided`` of
    # what was shown, 0 for none): where somebody decided since, Changed is raised and nothing is added.
    def accept(self, id: str, reason: str = "", *, seen: int | None = None) -> ViewedClaim:
        """Accept a claim as coded. Raises UnknownId, AmbiguousId, Changed."""
        return self._deciding.review(id, ReviewDecision.ACCEPTED, reason, seen)

    def reject(self, id: str, reason: str, *, seen: int | None = None) -> ViewedClaim:
        """Reject a claim; it stays, marked so. Raises as ``accept`` does, and ValueProblem without a reason."""
        return self._deciding.review(id, ReviewDecision.REJECTED, checked_reason(reason), seen)

    def correct(self, id: str, changes: Mapping[str, object], reason: str, *, seen: int | None = None) -> ViewedClaim:
        """Correct parts of a claim; the machine's values stay beside the new ones.

        ``changes`` are fields of ``Claim.to_json`` and their new values; the quote follows the spans.
        Raises UnknownId, AmbiguousId, Changed, and ValueProblem for a field or a value that cannot be.
        """
        return self._deciding.correct(id, changes, reason, seen)

    def undo(self, id: str, reason: str = "", *, seen: int | None = None) -> ViewedClaim:
        """Take back the last decision on a claim that was not taken back yet; the history keeps both.

        Raises UnknownId, AmbiguousId, Changed, and ValueProblem where there is none.
        """
        return self._deciding.undo(id, reason, seen)

    # Here ``seen`` is the number of the last entry of all when the pair was looked at (``head``): Changed is
    # raised where a person judged the pair since. What was taken together by way of two claims is worked out anew,
    # which takes the whole record: ``consolidate=False`` leaves that to a later ``consolidate``.
    def same(self, a: str, b: str, reason: str = "", *, seen: int | None = None, consolidate: bool = True) -> Judgement:
        """Judge that two parties, or the incidents two claims speak of, are one. Raises UnknownId, Changed."""
        return self._judge(a, b, SameVerdict.SAME, reason, seen, consolidate)

    def different(
        self, a: str, b: str, reason: str = "", *, seen: int | None = None, consolidate: bool = True
    ) -> Judgement:
        """Judge that two parties, or the incidents two claims speak of, are not one; this undoes a merge."""
        return self._judge(a, b, SameVerdict.DIFFERENT, reason, seen, consolidate)

    def unsure(
        self, a: str, b: str, reason: str = "", *, seen: int | None = None, consolidate: bool = True
    ) -> Judgement:
        """Take back a judgement on two parties or incidents, or say that it cannot be made."""
        return self._judge(a, b, SameVerdict.UNSURE, reason, seen, consolidate)

    def note(self, about: str, text: str) -> None:
        """Add a note about a claim, a report or a party."""
        self._deciding.note(about, text)

    # --- giving out -----------------------------------------------------------------------------
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

    def backup(self, to: str | Path) -> None:
        """A copy of the record in the new file ``to``, whole also while others write, that its owner alone may read.

        Raises RecordError where something has that name, RecordUnwritable, RecordBusy.
        """
        self._journal.backup(to)

    def verify(self, holds: str | None = None) -> Verified:
        """Check the whole record.

        Raises BrokenChain at the first entry that was altered, RecordError where only what can be
        made again (``rebuild_index``) is wrong.
        """
        return self._journal.verify(holds)

    def rebuild_index(self) -> None:
        """Make the index again from the entries, and put back what keeps those from being changed.

        Raises BrokenChain where the entries are not sound, RecordBusy, RecordUnwritable.
        """
        self._journal.rebuild()

    def moment(self, words: str) -> Moment:
        """A day (2023-12-01) or a time (2023-12-01T07:00, in the case's zone unless it has an offset).

        A case without a zone counts in that of its agreement, where it has one agreement.
        """
        zone = self.settings.zone
        if zone is None:
            zones = {a.zone for a in self.agreements()}
            zone = zones.pop() if len(zones) == 1 else None
        return moment(words, zone)

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

    # --- inside ---------------------------------------------------------------------------------
    def _copies(self, view: View) -> tuple[tuple[str, ...], ...]:
        """The groups of reports that carry one text, worked out once as long as the view is held."""
        from truceline.reports.copies import near_copies

        if self._near is None or self._near[0]() is not view:
            groups = near_copies([r for r in view.reports if r.id not in view.superseded])
            self._near = (ref(view), groups)
        return self._near[1]

    def assess(
        self,
        agreement: str | None = None,
        *,
        as_of: Moment | None = None,
        at: Moment | None = None,
        silence: str = "undenied",
        recorded_by: datetime | None = None,
    ) -> Assessment:
        """The record held against an agreement (its id; without one, the only one there is).

        ``as_of`` is what was known by then, ``at`` the moment judged: by default the same moment, or when the
        last claim was known. ``recorded_by`` leaves out what was entered in the record later. ``silence`` says how
        an account is read where its speaker is silent: undenied, strict or consent. Raises UnknownId, AmbiguousId,
        and ValueProblem for another policy.
        """
        from truceline.assessment import Assessment, policy_named

        view, policy = self.view(as_of, recorded_by), policy_named(silence)
        text = self.agreement(agreement or "", as_of)
        moment = at if at is not None else as_of
        copies = self._copies(view)
        return Assessment.of(view, text, at=end_of(moment, text.zone), policy=policy, copies=copies)

    @property
    def _deciding(self) -> Deciding:
        return Deciding(self._journal, self._author)

    def _judge(
        self, a: str, b: str, verdict: SameVerdict, reason: str, seen: int | None, consolidate: bool
    ) -> Judgement:
        judgement = self._deciding.judge(a, b, verdict, reason, seen)
        if consolidate and judgement.about is About.INCIDENT:
            # What was taken together by way of this pair may no longer be.
            self.consolidate()
        return judgement


def _within(part: str, names: Iterable[str]) -> bool:
    return any(part.casefold() in name.casefold() for name in names)


def _names(claim: Claim) -> set[str]:
    voices = (n for v in claim.voices for n in (v.name, *v.member_of))
    return {*voices, *claim.act.actors, *claim.act.recipients}


def _others(same: Identity, name: str) -> tuple[str, ...]:
    return tuple(n for n in same.group(name) if n != name)


def _stamp(when: When | None) -> str:
    if when is None:
        return "~"
    moment = when.start or when.end
    return moment.astimezone(tzinfo(None)).isoformat() if moment else "~"


__all__ = [
    "BRIEF_FORMATS",
    "DEMO",
    "DEMO_ZONE",
    "FACETS",
    "FORMATS",
    "KINDS",
    "About",
    "AgreementVersion",
    "Asked",
    "Case",
    "Decision",
    "Exported",
    "Facet",
    "Judged",
    "Judgement",
    "Link",
    "Listed",
    "Moment",
    "NamedParty",
    "Noted",
    "Page",
    "Read",
    "ReadState",
    "Recorded",
    "ReportLine",
    "ReportPage",
    "SearchHit",
    "Shown",
    "Sort",
    "Status",
    "Verbatim",
    "Verified",
    "View",
    "ViewedClaim",
    "__version__",
    "default_author",
    "moment",
]
