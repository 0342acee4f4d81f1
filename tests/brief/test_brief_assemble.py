"""The brief as a whole: sections, notes, order, what is new, what is missing."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from typing import Any

import brief_sample as sample
import pytest

from truceline.brief import Brief, Section, assemble
from truceline.brief.assemble import sentences
from truceline.model import Modality, PartyKind, Polarity, Stance, Voice


@pytest.fixture(scope="module")
def brief() -> Brief:
    reports, claims, copies = sample.record()
    return assemble(title="A truce", reports=reports, claims=claims, copies=copies, unread={reports[-1].id: "Turkish"})


def _section(brief: Brief, key: str) -> Section:
    return next(s for s in brief.sections if s.key == key)


def _texts(brief: Brief, key: str) -> list[str]:
    return [s.text for s in sentences(_section(brief, key))]


def _one(quote: str = "talks had ended", **rest: Any) -> Brief:
    report, claim = sample.single(quote, **rest)
    return assemble(title="T", reports=[report], claims=[claim])


def test_no_claim_goes_unsaid(brief: Brief) -> None:
    said = {id for s in brief.sections for x in sentences(s) for id in x.claims}
    left = {id for s in brief.sections for id in (*s.more, *(i for g in s.groups for i in g.more))}
    assert said | left == {c.id for c in brief.claims}


def test_notes_are_numbered_in_order_of_first_use(brief: Brief) -> None:
    used = list(dict.fromkeys(n for s in brief.sections for x in sentences(s) for n in x.notes))
    assert used == list(range(1, len(brief.notes) + 1))
    assert [n.number for n in brief.notes] == used


def test_every_note_opens_to_the_exact_words_of_its_report(brief: Brief) -> None:
    texts = {r.id: r.text for r in brief.reports}
    for note in brief.notes:
        assert note.quote in texts[note.report]
        assert note.speaker
        assert note.voices
        assert note.published


def test_every_sentence_has_as_many_notes_as_claims(brief: Brief) -> None:
    for section in brief.sections:
        for sentence in sentences(section):
            assert len(sentence.notes) == len(sentence.claims) > 0


def test_the_order_of_arrival_changes_nothing(brief: Brief) -> None:
    reports, claims, copies = sample.record()
    for seed in range(4):
        shuffled_reports, shuffled = list(reports), list(claims)
        random.Random(seed).shuffle(shuffled_reports)
        random.Random(seed).shuffle(shuffled)
        again = assemble(
            title="A truce",
            reports=shuffled_reports,
            claims=shuffled,
            copies=copies,
            unread={reports[-1].id: "Turkish"},
        )
        assert again == brief


def test_where_things_stand_keeps_each_speakers_latest_and_counts_the_rest() -> None:
    reports = [sample.report(f"talks went on, day {d}", "T", "P", sample.day(d)) for d in (1, 5)]
    claims = [sample.claim(r, "Qatar", r.text, "CONSULT") for r in reports]
    brief = assemble(title="T", reports=reports, claims=claims)
    (group,) = _section(brief, "stands").groups
    assert [s.text for s in group.sentences] == ["Qatar said: “talks went on, day 5” (reported 5 November 2023)."]
    assert group.more == (claims[0].id,)


def test_sentences_of_a_group_run_by_time(brief: Brief) -> None:
    truce = next(g for g in _section(brief, "stands").groups if g.heading == "Truce")
    times = [s.text for s in truce.sentences]
    assert [t.split("(")[-1] for t in times] == [
        "30 November 2023, 06:55 UTC+2).",
        "reported 27 November 2023).",
        "24 November 2023, 07:00 UTC+2).",
    ]


def _stands(*said: tuple[str | None, int, dict[str, Any]]) -> list[str]:
    reports = [sample.report(f"talks went on {n}", "T", f"P{n}", sample.day(d)) for n, (_, d, _) in enumerate(said)]
    claims = [sample.claim(r, who, r.text, "CONSULT", **rest) for r, (who, _, rest) in zip(reports, said, strict=True)]
    (group,) = _section(assemble(title="T", reports=reports, claims=claims), "stands").groups
    return [s.text.split("“")[1][14:].split("”")[0] for s in group.sentences]


def test_where_things_stand_begins_with_the_newest() -> None:
    assert _stands(("Qatar", 1, {}), ("Hamas", 5, {}), ("Israel", 3, {})) == ["1", "2", "0"]


def test_a_party_is_told_twice_at_most_whoever_speaks_for_it() -> None:
    office = "Prime Minister's Office"
    assert len(_stands(("Israel", 5, {}), (office, 5, {}), ("Israel Defense Forces", 5, {}))) == 2
    assert _stands(("Israel", 5, {}), (office, 3, {})) == ["0"]


def test_all_reports_in_their_own_words_count_as_one_speaker() -> None:
    assert _stands(*((None, d, {}) for d in range(1, 8))) == ["6", "5", "4"]


def test_what_only_might_be_stands_nowhere_while_anything_firmer_does() -> None:
    maybe = {"modality": Modality.HYPOTHETICAL}
    assert _stands(("Qatar", 1, {}), ("Hamas", 5, maybe)) == ["0"]
    assert _stands(("Hamas", 5, maybe)) == ["0"]


@pytest.mark.parametrize(
    ("quote", "act", "there"),
    [
        ("the sides agreed on two days", {"type": "AGREE", "actors": ("Israel", "Hamas")}, True),
        ("it had offered through the night", {"type": "AGREE", "actors": ("Hamas",)}, False),
        ("less aid than was agreed", {"type": "AGREE", "actors": ("Hamas",)}, False),
        ("the agreement was welcomed", {"type": "AGREE"}, False),
        ("20 hostages are to be freed", {"type": "RETREAT", "mode": "release", "modality": Modality.PLANNED}, True),
        ("no 20 hostages to be freed", {"type": "RETREAT", "polarity": Polarity.NEGATIVE}, False),
        ("20 hostages were freed", {"type": "RETREAT", "mode": "release"}, False),
    ],
)
def test_terms_are_what_an_agreement_holds(quote: str, act: dict[str, Any], there: bool) -> None:
    figures = (sample.number(20, "hostages"),) if "20" in quote else ()
    report, claim = sample.single(quote, figures=figures, **act)
    brief = assemble(title="T", reports=[report], claims=[claim])
    assert ("terms" in {s.key for s in brief.sections}) is there


@pytest.mark.parametrize(
    ("quote", "rest", "there"),
    [
        ("39 prisoners were freed", {}, True),
        ("who decides on releases", {"figures": ()}, False),
        ("had not released 39 prisoners", {"polarity": Polarity.NEGATIVE}, False),
        ("three prisoners for each of them", {}, False),
    ],
)
def test_releases_are_figures_of_people_let_go(quote: str, rest: dict[str, Any], there: bool) -> None:
    act = {"figures": (sample.number(39, "prisoners"),), **rest}
    report, claim = sample.single(quote, type="RETREAT", mode="release", **act)
    brief = assemble(title="T", reports=[report], claims=[claim])
    assert ("people" in {s.key for s in brief.sections}) is there


def test_offers_demands_and_refusals_stand_under_their_headings(brief: Brief) -> None:
    headings = {g.heading: [s.text for s in g.sentences] for g in _section(brief, "wishes").groups}
    assert any("20 more hostages" in t for t in headings["Offered"])
    assert any("ten living hostages" in t for t in headings["Demanded"])
    assert any("the list" in t for t in headings["Refused"])


def test_an_offer_told_by_another_speaker_stands_under_offered() -> None:
    brief = _one("the other side offered a swap", type="RETREAT", mode="release", modality=Modality.OFFERED)
    assert _section(brief, "wishes").groups[0].heading == "Offered"


def test_people_are_grouped_by_speaker(brief: Brief) -> None:
    held = next(g for g in _section(brief, "people").groups if g.heading == "Held")
    speakers = [s.parts[0].text for s in held.sentences]
    assert speakers == sorted(speakers, key=speakers.index)
    assert len([s for n, s in enumerate(speakers) if n == 0 or s != speakers[n - 1]]) == len(set(speakers))


def test_rates_and_planned_quotas_count_as_terms(brief: Brief) -> None:
    texts = _texts(brief, "terms")
    assert any("three prisoners would be freed for each hostage" in t for t in texts)
    assert any("200 trucks of aid a day were to enter" in t for t in texts)


def test_what_changed_tells_the_figure_before(brief: Brief) -> None:
    changed = _texts(brief, "changed")
    told = next(t for t in changed if "138 hostages" in t)
    assert "before that: 136 hostages held" in told


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2023, 12, 2), {"2 December", "6 December"}),
        (datetime(2023, 12, 3, tzinfo=UTC), {"6 December"}),
        (None, {"6 December"}),
    ],
)
def test_what_changed_begins_at_the_moment_asked_for(since: Any, expected: set[str]) -> None:
    reports, claims, _ = sample.record()
    brief = assemble(title="T", reports=reports, claims=claims, since=since)
    used = {n for s in sentences(_section(brief, "changed")) for n in s.notes[:1]}
    assert {" ".join(n.published.split()[:2]) for n in brief.notes if n.number in used} == expected


def test_a_record_of_one_day_does_not_repeat_itself_as_news() -> None:
    changed = _section(_one(), "changed")
    assert not changed.groups
    assert "nothing from before" in changed.lead


def test_a_moment_with_nothing_new_says_so() -> None:
    report, claim = sample.single()
    brief = assemble(title="T", reports=[report], claims=[claim], since=date(2024, 1, 1))
    assert "nothing new since 1 January 2024" in _section(brief, "changed").lead


def test_sections_without_claims_are_left_out_and_listed() -> None:
    brief = _one()
    assert [s.key for s in brief.sections] == ["stands", "changed"]
    assert "People held and released" in brief.silent
    assert "Breaches alleged, and the answer to each" in brief.silent
    assert "Contested" in brief.silent
    assert "Where things stand" not in brief.silent


def test_an_empty_record_makes_an_empty_brief() -> None:
    brief = assemble(title="T", reports=[], claims=[])
    assert brief.sections == ()
    assert len(brief.silent) == 9


def test_a_statement_of_no_other_kind_stands_under_other_statements() -> None:
    assert _texts(_one("support for the envoy", type="SUPPORT"), "others")


def test_an_unknown_act_type_is_not_lost() -> None:
    assert _texts(_one("something", type="NOVEL"), "others")


def test_long_groups_keep_the_latest_and_name_what_they_leave_out() -> None:
    reports = [sample.report(f"An attack, number {n}.", "T", "P", sample.day(1 + n)) for n in range(25)]
    claims = [sample.claim(r, "OCHA", r.text, "ASSAULT") for r in reports]
    brief = assemble(title="T", reports=reports, claims=claims)
    (group,) = _section(brief, "fighting").groups
    assert len(group.sentences) + len(group.more) == 25
    assert "number 24" in group.sentences[-1].text
    assert group.more[0] == claims[0].id


def test_words_inside_another_quote_of_the_same_voice_are_not_told_twice() -> None:
    report = sample.report("many deaths, some of them in a building", "T", "P", sample.day(1, 12))
    whole = sample.claim(report, "OCHA", report.text, "ASSAULT")
    inner = sample.claim(report, "OCHA", "some of them in a building", "ASSAULT", "aerial")
    other = sample.claim(report, "Qatar", "some of them in a building", "ASSAULT", "aerial")
    brief = assemble(title="T", reports=[report], claims=[whole, inner, other])
    told = list(sentences(_section(brief, "fighting")))
    assert [set(s.claims) for s in told] == [{whole.id, inner.id}, {other.id}]


def test_sources_count_their_claims_and_tell_what_was_not_read(brief: Brief) -> None:
    unread = [s for s in brief.sources if s.unread]
    assert [s.unread for s in unread] == ["Turkish"]
    assert unread[0].claims == 0
    assert sum(s.claims for s in brief.sources) == len(brief.claims)


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        (date(2023, 12, 1), "As known at the end of 1 December 2023"),
        (datetime(2023, 12, 1, 7), "As known at 1 December 2023, 07:00"),
        (None, "From reports up to 6 December 2023"),
    ],
)
def test_the_brief_says_what_it_knows_up_to(as_of: Any, words: str) -> None:
    reports, claims, _ = sample.record()
    assert assemble(title="T", reports=reports, claims=claims, as_of=as_of).as_of == words


def test_the_status_of_a_review_reaches_the_note() -> None:
    report, claim = sample.single()
    brief = assemble(title="T", reports=[report], claims=[claim], status={claim.id: "accepted"})
    assert brief.notes[0].status == "accepted"


def _swapped(swap: bool) -> list[str]:
    """The sentences of a small quarrel between two sides, told with their names swapped."""
    a, b = ("Estria", "Westia") if not swap else ("Westia", "Estria")
    report = sample.report("shelling a town; holding 40 men; holding 30 men; no shelling", "T", "P", sample.day(1))

    def by(name: str, quote: str, *rest: Any, **act: Any) -> Any:
        return sample.claim(report, name, quote, *rest, **act)

    men = {"category": "men", "actors": (b,)}
    claims = [
        by(a, "shelling a town", "ASSAULT", stance=Stance.ACCUSES, actors=(b,)),
        by(b, "no shelling", "ASSAULT", stance=Stance.DENIES, actors=(b,)),
        by(a, "holding 40 men", "STATE", "held", figures=(sample.number(40, "men"),), **men),
        by(b, "holding 30 men", "STATE", "held", figures=(sample.number(30, "men"),), **men),
    ]
    made = assemble(title="T", reports=[report], claims=claims)
    turn = {a: "A", b: "B"}
    texts = [
        f"{s.key} {g.heading} {x.text}" for s in made.sections for g in s.groups for x in (*g.sentences, *g.answers)
    ]
    for name, letter in turn.items():
        texts = [t.replace(name, letter) for t in texts]
    return sorted(texts)


def test_swapping_the_names_of_the_sides_swaps_them_and_nothing_else() -> None:
    assert _swapped(swap=False) == _swapped(swap=True)


def test_a_voice_that_is_only_described_is_kept_as_described() -> None:
    report, claim = sample.single(speaker="a source familiar with the talks")
    assert claim.voice == Voice("a source familiar with the talks", PartyKind.SOURCE, words=claim.speaker)
    brief = assemble(title="T", reports=[report], claims=[claim])
    assert brief.sections[0].groups[0].sentences[0].text.startswith("A source familiar with the talks said:")
