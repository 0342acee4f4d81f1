"""Case: the Python API. What was known when, in whatever order it was read, and what people decided."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from pathlib import Path

import pytest

from truceline.answers import is_only_a_kind, sentence_around
from truceline.case import DEMO, Case, Read, ReadState, default_author, moment
from truceline.errors import InputError, NotARecord, UnknownId, UnreadableReport, ValueProblem
from truceline.model import Act, Basis, Claim, Coder, PartyKind, Report, Span, Spans, Stance, Voice, When
from truceline.record import Status


class WordCoder:
    """Claims of the form "X said that ...": enough to tell reports and speakers apart."""

    name, version, languages = "words", "1", frozenset({"en"})

    def __init__(self) -> None:
        self.read: list[str] = []

    def code(self, report: Report) -> tuple[Claim, ...]:
        self.read.append(report.id)
        return tuple(_claim(report, m) for m in re.finditer(r"([A-Z]\w+) (said) that ([^.]+)", report.text))


def _claim(report: Report, match: re.Match[str]) -> Claim:
    source, cue, content = (Span.of(report.text, *match.span(n)) for n in (1, 2, 3))
    day = report.published.date if report.published else None
    return Claim.of(
        report=report.id,
        voices=(Voice(match[1], PartyKind.BODY, words=match[1]),),
        stance=Stance.ASSERTS,
        act=Act("STATE", actors=("Gamma",), when=When.day(day, basis=Basis.PUBLICATION) if day else None),
        quote=content.quote,
        spans=Spans((source,), (cue,), (content,)),
        score=0.5,
        coder=Coder("words", "1"),
    )


def text(day: str, words: str, url: str = "") -> str:
    head = f"Title: Report of {day}\nPublisher: Wire\nPublished: {day}\n" + (f"URL: {url}\n" if url else "")
    return f"{head}\n{words} All of this was told to reporters in the capital on that day.\n"


DAYS = {
    "a.txt": text("2023-11-24", "Alpha said that 3 lorries had crossed.", "https://wire.example/1"),
    "b.txt": text("2023-11-25", "Beta said that no lorries had crossed."),
    "c.txt": text("2023-11-26", "Alpha said that 5 lorries had crossed.", "https://wire.example/1"),
    "d.txt": text("2023-11-27", "Delta said that the road was closed."),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, words in DAYS.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    return tmp_path


@pytest.fixture
def coder() -> WordCoder:
    return WordCoder()


@pytest.fixture
def case(folder: Path, coder: WordCoder) -> Iterator[Case]:
    Case.create(folder / "case.db", title="Lorries", zone="Africa/Cairo", author="Ana").close()
    with Case.open(folder / "case.db", author="Ana", coder=coder) as opened:
        yield opened


def filled(case: Case, folder: Path) -> Case:
    case.read(sorted(folder.glob("*.txt")))
    return case


def states(done: tuple[Read, ...]) -> list[str]:
    return [r.state.value for r in done]


# --- reading ----------------------------------------------------------------------------------------
def test_each_report_is_read_once(case: Case, folder: Path, coder: WordCoder) -> None:
    assert states(case.read([folder / "a.txt", folder / "b.txt"])) == ["new", "new"]
    assert states(case.read([folder / "a.txt", folder / "b.txt", folder / "c.txt"])) == ["same", "same", "changed"]
    assert len(coder.read) == 3
    assert case.verify().reports == 3


def test_another_coder_reads_again_and_the_first_coding_stays_in_the_journal(case: Case, folder: Path) -> None:
    filled(case, folder)
    newer = WordCoder()
    newer.version = "2"
    with Case.open(case.path, coder=newer) as again:
        assert states(again.read([folder / "a.txt"])) == [ReadState.RECODED.value]
        assert states(again.read([folder / "a.txt"])) == ["same"]


def test_step_hears_of_each_report_when_it_is_kept(case: Case, folder: Path) -> None:
    seen: list[tuple[str, int]] = []
    case.read([folder / "a.txt", folder / "b.txt"], step=lambda r: seen.append((r.where, case.verify().reports)))
    assert [count for _, count in seen] == [1, 2]
    assert seen[0][0].endswith("a.txt")


def test_a_step_that_raises_ends_the_reading_with_whole_reports(case: Case, folder: Path) -> None:
    class StopError(Exception):
        pass

    def stop(_: Read) -> None:
        raise StopError

    with pytest.raises(StopError):
        case.read(sorted(folder.glob("*.txt")), step=stop)
    assert case.verify().reports == 1
    assert case.view().unread == {}


def test_a_coder_that_fails_adds_nothing_of_its_report(case: Case, folder: Path, coder: WordCoder) -> None:
    def fail(report: Report) -> tuple[Claim, ...]:
        raise RuntimeError("no luck")

    case.read([folder / "a.txt"])
    coder.code = fail  # type: ignore[method-assign]
    with pytest.raises(RuntimeError, match="no luck"):
        case.read([folder / "b.txt"])
    assert case.verify().reports == 1


def test_a_dry_run_adds_nothing_and_codes_nothing(case: Case, folder: Path, coder: WordCoder) -> None:
    case.read([folder / "a.txt"])
    before, read = case.verify(), len(coder.read)
    paths = sorted(folder.glob("*.txt"))
    assert states(case.read([*paths, *paths[1:2]], dry_run=True)) == ["same", "new", "changed", "new"]
    assert (case.verify(), len(coder.read)) == (before, read)
    (folder / "copy.txt").write_bytes((folder / "b.txt").read_bytes())
    assert states(case.read([folder / "b.txt", folder / "copy.txt"], dry_run=True)) == ["new", "same"]


def test_texts_at_hand_are_read_as_files_are(case: Case) -> None:
    (read,) = case.read_text(DAYS["a.txt"], name="a.txt")
    assert (read.state, len(read.claims)) == (ReadState.NEW, 1)
    (wrong,) = case.read_text(b"%PDF-1.7", name="b.pdf")
    assert wrong.state is ReadState.UNREADABLE
    assert isinstance(wrong.error, UnreadableReport)


def test_a_language_that_cannot_be_read_is_kept_and_never_half_read(case: Case, coder: WordCoder) -> None:
    (read,) = case.read_text("Le ministère a déclaré samedi que les camions avaient traversé le pont dans la matinée.")
    assert read.state is ReadState.NEW
    assert read.unread == "its language (fr) cannot be read yet"
    assert coder.read == []
    assert list(case.view().unread.values()) == [read.unread]
    assert "its language (fr)" in Case.render(case.brief(), "md")


def test_the_sources_leave_out_the_record_itself(case: Case, folder: Path) -> None:
    assert [p.name for p in case.sources([folder])] == sorted(DAYS)


# --- two clocks -------------------------------------------------------------------------------------
@pytest.mark.parametrize("format", ["md", "html", "json"])
def test_the_order_of_reading_changes_no_brief(folder: Path, coder: WordCoder, format: str) -> None:
    briefs = set()
    for number, order in enumerate(permutations(DAYS)):
        if number % 5 == 0:
            path = folder / f"{number}.db"
            Case.create(path, title="Lorries").close()
            with Case.open(path, coder=coder) as case:
                for name in order:
                    case.read([folder / name])
                briefs.add(Case.render(case.brief(), format))
    assert len(briefs) == 1


@pytest.mark.parametrize("day", range(23, 29))
def test_a_brief_as_of_a_day_is_the_brief_of_what_was_published_by_then(
    case: Case, folder: Path, coder: WordCoder, day: int
) -> None:
    as_of = date(2023, 11, day)
    filled(case, folder)
    Case.create(folder / "then.db", title="Lorries", zone="Africa/Cairo").close()
    with Case.open(folder / "then.db", coder=coder) as then:
        known = [folder / name for name, words in DAYS.items() if f"Published: {as_of}" >= words.splitlines()[2]]
        for path in known:
            then.read([path])
        # Each names the last entry of its own record, and all else is the same.
        assert Case.render(replace(case.brief(as_of), entry=0), "json") == Case.render(
            replace(then.brief(as_of), entry=0), "json"
        )
        assert [c.claim for c in case.claims(as_of)] == [c.claim for c in then.claims()]
        assert case.parties(as_of) == then.parties()
        assert {h.report for h in case.search("lorries", as_of=as_of)} == {h.report for h in then.search("lorries")}


def test_a_later_version_of_an_address_replaces_the_first_only_once_it_was_known(case: Case, folder: Path) -> None:
    filled(case, folder)
    quotes = {day: [c.claim.quote for c in case.claims(date(2023, 11, day), speaker="Alpha")] for day in (25, 26)}
    assert quotes == {25: ["3 lorries had crossed"], 26: ["5 lorries had crossed"]}
    both = case.claims(date(2023, 11, 26), speaker="Alpha", rejected=True)
    assert [c.claim.quote for c in both] == [*quotes[25], *quotes[26]]


def test_a_moment_counts_to_the_end_of_the_day_of_publication(case: Case, folder: Path) -> None:
    filled(case, folder)
    assert len(case.reports(case.moment("2023-11-24T23:59"))) == 0
    assert len(case.reports(datetime(2023, 11, 25, 0, 0, tzinfo=UTC))) == 1


# --- looking ----------------------------------------------------------------------------------------
def test_claims_are_found_by_parts_of_names(case: Case, folder: Path) -> None:
    filled(case, folder)
    assert [c.claim.speaker for c in case.claims(speaker="alph")] == ["Alpha"]
    assert len(case.claims(party="gamma")) == 3
    assert len(case.claims(act="state")) == 3
    assert [c.claim.speaker for c in case.claims(report=case.reports()[1].id[:8])] == ["Beta"]
    with pytest.raises(ValueProblem, match="no act 'BOMB'"):
        case.claims(act="bomb")
    with pytest.raises(UnknownId):
        case.claims(report="r-none")


def test_a_claim_is_shown_in_its_sentence(case: Case, folder: Path) -> None:
    filled(case, folder)
    shown = case.show(case.claims(speaker="Delta")[0].id[:10])
    assert shown.report.text[shown.start : shown.end] == "Delta said that the road was closed."


@pytest.mark.parametrize(
    ("words", "inner", "sentence"),
    [
        ("One. Two here. Three.", "here", "Two here."),
        ("Only this", "this", "Only this"),
        ("Title\nBody of it. End.", "Body", "Body of it."),
        ("He said: “Go.” She went. End", "She", "She went."),
        ("Why? Because. So", "Because", "Because."),
        ("One. Two. Three.", "One. Two", "One. Two."),
    ],
)
def test_the_sentence_around_words(words: str, inner: str, sentence: str) -> None:
    start = words.index(inner)
    assert words[slice(*sentence_around(words, start, start + len(inner)))] == sentence


def test_the_timeline_follows_the_times_spoken_of(case: Case, folder: Path) -> None:
    filled(case, folder)
    case.read_text("Echo said that the bridge was open. It was told to reporters in the capital of the country.")
    last = case.claims(speaker="Delta")[0].id
    case.correct(last, {"when": When.day(date(2023, 11, 20))}, "the day is named")
    assert [c.claim.speaker for _, c in case.timeline()] == ["Delta", "Beta", "Alpha", "Echo"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2023-12-01", date(2023, 12, 1)),
        ("2023-12-01T07:00+02:00", datetime.fromisoformat("2023-12-01T07:00+02:00")),
        ("2023-12-01T07:00", datetime.fromisoformat("2023-12-01T07:00+02:00")),
    ],
)
def test_moments_are_read_in_the_zone_of_the_case(words: str, found: object) -> None:
    assert moment(words, "Africa/Cairo") == found


@pytest.mark.parametrize("words", ["", "yesterday", "2023-13-01", "1 December 2023", "2023-12-01T25:00"])
def test_what_is_no_moment_is_refused(words: str) -> None:
    with pytest.raises(ValueProblem, match=r"Write 2023-12-01"):
        moment(words, None)


# --- deciding ---------------------------------------------------------------------------------------
def test_a_decision_stands_beside_the_machine_coding(case: Case, folder: Path) -> None:
    filled(case, folder)
    id = case.claims(speaker="Beta")[0].id
    assert case.accept(id[:8]).status is Status.ACCEPTED
    corrected = case.correct(id, {"act": "ASSAULT", "mode": "aerial", "place": "Port"}, "misread")
    assert (corrected.claim.act.type, corrected.machine.act.type) == ("ASSAULT", "STATE")
    assert corrected.machine.act.place is None
    assert [d.status.value for d in corrected.history] == ["accepted", "corrected"]
    case.reject(id, "a headline")
    assert case.claims(speaker="Beta") == ()
    assert [c.status for c in case.claims(speaker="Beta", rejected=True)] == [Status.REJECTED]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"act": "BOMB"}, "no act 'BOMB'"),
        ({"act": 7}, "no act 7"),
        ({"mode": "aerial"}, "no mode 'aerial'"),
        ({"score": 1.0}, "cannot be corrected"),
        ({"polarity": "neutral"}, "expected one of"),
        ({}, "at least one field"),
    ],
)
def test_a_wrong_correction_changes_nothing(case: Case, folder: Path, changes: dict[str, object], words: str) -> None:
    filled(case, folder)
    before = case.verify()
    with pytest.raises(InputError, match=words):
        case.correct(case.claims()[0].id, changes, "misread")
    assert case.verify() == before


def test_the_quote_follows_the_spans(case: Case, folder: Path) -> None:
    claim = filled(case, folder).claims(speaker="Delta")[0].claim
    text = case.view().report(claim.report).text
    with pytest.raises(ValueProblem, match="the quote follows the spans"):
        case.correct(claim.id, {"quote": "abc"}, "misread")
    with pytest.raises(ValueProblem, match="the quote follows the spans"):
        case.correct(claim.id, {"spans": claim.spans, "quote": "abc"}, "misread")
    start = claim.spans.content[0].start
    two = Span.of(text, start, start + 3), Span.of(text, start + 4, start + 8)
    seen = case.correct(claim.id, {"spans": Spans(claim.spans.source, claim.spans.cue, two)}, "too long")
    assert seen.claim.quote == "the road" == text[start : start + 8]
    assert seen.machine.quote == claim.quote
    assert case.verify().claims == 4


@pytest.mark.parametrize("spans", [7, {"content": [{"start": "x"}]}, {"content": []}, {"voice": []}])
def test_spans_that_are_none_are_refused(case: Case, folder: Path, spans: object) -> None:
    id = filled(case, folder).claims()[0].id
    with pytest.raises(ValueProblem):
        case.correct(id, {"spans": spans}, "misread")


AT = datetime.fromisoformat


@pytest.mark.parametrize(
    ("since", "as_of", "fits"),
    [
        (date(2023, 11, 26), date(2023, 11, 26), True),
        (date(2023, 11, 27), date(2023, 11, 26), False),
        (AT("2023-11-26T23:59+02:00"), date(2023, 11, 26), True),
        (AT("2023-11-27T00:00+02:00"), date(2023, 11, 26), False),
        (date(2023, 11, 26), AT("2023-11-26T00:00+02:00"), True),
        (date(2023, 11, 27), AT("2023-11-26T23:59+02:00"), False),
        (AT("2023-11-26T12:00+02:00"), AT("2023-11-26T10:00+00:00"), True),
        (AT("2023-11-26T12:01+02:00"), AT("2023-11-26T10:00+00:00"), False),
        (AT("2023-11-26T12:01"), AT("2023-11-26T10:00+00:00"), False),
        (date(2023, 11, 27), None, True),
        (None, date(2023, 11, 20), True),
    ],
)
def test_what_changed_cannot_begin_after_what_is_known(
    case: Case, folder: Path, since: date | None, as_of: date | None, fits: bool
) -> None:
    filled(case, folder)
    if fits:
        assert case.brief(as_of, since)
        return
    with pytest.raises(ValueProblem, match=r"cannot begin .* Give an earlier --since|no UTC offset"):
        case.brief(as_of, since)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("people", True),
        ("Many people", True),
        ("prisoners", True),
        ("Prisoners", True),
        ("released prisoners", True),
        ("women and children", True),
        ("several groups", True),
        ("12 residents", True),
        ("gunmen", True),
        ("negotiators", False),
        ("armed wing of Alpha", False),
        ("Alpha's prisoners", False),
        ("Seven Rivers Council", False),
        ("Several Alphan outlets", False),
        ("Alpha", False),
        ("many", False),
    ],
)
def test_a_name_may_only_say_what_kind_of_people(name: str, kind: bool) -> None:
    assert is_only_a_kind(name) is kind


def test_kinds_of_people_are_no_parties_but_whoever_speaks_is_listed(case: Case, folder: Path) -> None:
    claims = filled(case, folder).claims()
    case.correct(claims[0].id, {"actors": ("Many people", "Beta Front", "prisoners")}, "as written")
    case.correct(claims[1].id, {"speaker": "Residents", "recipients": ("children",)}, "as written")
    names = {p.name: (p.speaks, p.acts) for p in case.parties()}
    assert names["Residents"] == (1, 0)
    assert names["Beta Front"] == (0, 1)
    assert not {"Many people", "prisoners", "children"} & set(names)


@pytest.mark.parametrize("reason", ["", "  "])
def test_decisions_against_a_claim_need_a_reason(case: Case, folder: Path, reason: str) -> None:
    id = filled(case, folder).claims()[0].id
    with pytest.raises(ValueProblem, match="needs a reason"):
        case.reject(id, reason)
    with pytest.raises(ValueProblem, match="needs a reason"):
        case.correct(id, {"place": "Port"}, reason)


def test_judgements_on_names_and_on_incidents(case: Case, folder: Path) -> None:
    filled(case, folder)
    assert case.same("Alpha", "Beta").about.value == "party"
    assert {p.name: p.same_as for p in case.parties()}["Alpha"] == ("Beta",)
    a, b = (c.id for c in case.claims()[:2])
    assert case.different(a[:9], b[:9]).pair == tuple(sorted((a, b)))
    with pytest.raises(UnknownId, match="truceline parties"):
        case.same("Alpha", "Omega")
    with pytest.raises(ValueProblem, match="a claim and a party"):
        case.same("Alpha", b)
    case.unsure("Alpha", "Beta")
    assert {p.name: p.same_as for p in case.parties()}["Alpha"] == ()


# --- giving out -------------------------------------------------------------------------------------
def test_exports_hold_what_the_list_holds(case: Case, folder: Path) -> None:
    filled(case, folder)
    case.accept(case.claims(speaker="Beta")[0].id)
    out = io.StringIO()
    assert case.export("jsonl", out, date(2023, 11, 25)).written == 2
    found = [Claim.from_json(json.loads(line)) for line in out.getvalue().splitlines()]
    assert found == [c.claim for c in case.claims(date(2023, 11, 25))]
    table = io.StringIO()
    case.export("csv", table, speaker="Beta")
    assert table.getvalue().splitlines()[1].endswith(",accepted")
    assert case.export("plover", io.StringIO()).left_out == (("STATE", 3),)


@pytest.mark.parametrize("call", [lambda c: c.export("xls", io.StringIO()), lambda c: Case.render(c.brief(), "pdf")])
def test_an_unknown_form_is_refused_with_those_that_there_are(case: Case, call: object) -> None:
    with pytest.raises(InputError, match="Choose one of"):
        call(case)  # type: ignore[operator]


def test_an_empty_case_gives_an_empty_brief(case: Case) -> None:
    for format in ("md", "html", "json"):
        assert "Lorries" in Case.render(case.brief(), format)
    assert (case.claims(), case.parties(), case.timeline(), case.search("lorries")) == ((), (), (), ())


def test_the_demo_reads_the_dispatches_that_ship(tmp_path: Path, coder: WordCoder) -> None:
    Case.create(tmp_path / "demo.db", title=DEMO).close()
    with Case.open(tmp_path / "demo.db", coder=coder) as case:
        done = case.read_demo()
        assert len(done) >= 12
        assert set(states(done)) == {"new"}
        assert all(r.report and r.report.published for r in done)
        assert set(states(case.read_demo())) == {"same"}


# --- opening ----------------------------------------------------------------------------------------
def test_a_case_needs_its_file(tmp_path: Path) -> None:
    with pytest.raises(NotARecord, match="truceline init"):
        Case.open(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_the_settings_of_a_case(case: Case) -> None:
    assert (case.settings.title, case.settings.zone, case.path.name) == ("Lorries", "Africa/Cairo", "case.db")


def test_entries_are_signed(case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    id = filled(case, folder).claims()[0].id
    assert case.accept(id).history[-1].author == "Ana"
    monkeypatch.setenv("TRUCELINE_AUTHOR", " Ben ")
    assert default_author() == "Ben"
    with Case.open(case.path) as other:
        assert other.accept(id).history[-1].author == "Ben"
