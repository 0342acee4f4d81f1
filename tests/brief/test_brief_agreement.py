"""The part on an agreement: whose account, with its notes, the same for both sides, and inert."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser

import agreement_sample as valley
import brief_sample
import pytest
from markdown_it import MarkdownIt

from truceline.brief import (
    AgreementPart,
    Brief,
    Group,
    Part,
    Section,
    Sentence,
    Table,
    agreement_part,
    assemble,
    render_html,
    render_json,
    render_markdown,
)
from truceline.brief.assemble import sentences

BLAME = re.compile(r"\b(missed|broken)\b")
FAILED = ("missed", "broken", "partly met")


@pytest.fixture(scope="module")
def brief() -> Brief:
    return valley.brief()


@pytest.fixture(scope="module")
def section(brief: Brief) -> Section:
    return next(s for s in brief.sections if s.key == "agreement")


@pytest.fixture(scope="module")
def html(brief: Brief) -> str:
    return render_html(brief)


def group(section: Section, heading: str) -> Group:
    return next(g for g in section.groups if g.heading == heading)


def table(section: Section, heading: str) -> Table:
    found = group(section, heading).table
    assert found is not None
    return found


def texts(section: Section, heading: str) -> list[str]:
    return [s.text for s in group(section, heading).sentences]


# --- what it says -----------------------------------------------------------------------------------
def test_what_every_account_comes_to_is_no_word_of_those_who_say_nothing() -> None:
    found, _, _ = valley.assessed()
    told = agreement_part(replace(found, telling=frozenset({valley.WEST}))).section
    runway = texts(told, "For how long releases could extend the truce")
    assert runway == ["According to Westland (no other account denies it), 3 more days. 32 = 3 x 10: 3 more days."]
    assert texts(told, "Until when the truce binds")[0].startswith(
        "According to Westland (Northland does not deny it), the truce"
    )


def test_it_stands_after_what_is_new_and_before_the_rest(brief: Brief) -> None:
    keys = [s.key for s in brief.sections]
    assert keys.index("changed") + 1 == keys.index("agreement")
    assert brief.sections[keys.index("agreement")].title == "The agreement: Pause in the valley"


def test_it_says_until_when_the_truce_binds_by_whose_account(section: Section) -> None:
    ours, theirs = texts(section, "Until when the truce binds")
    assert ours == (
        "According to Northland, Westland and what nobody disputes, the truce binds until 8 March 2024, 07:00 UTC+1 "
        "(4 days + 1 day)."
    )
    assert theirs == "According to Southland, the truce ran out on 6 March 2024, 07:00 UTC+1 (4 days)."


def test_the_matrix_is_a_table_of_duties_by_account(section: Section) -> None:
    found = table(section, "Every duty, by account")
    assert found.columns == (
        "Duty",
        "According to Northland",
        "According to Southland",
        "According to Westland; undisputed",
        "They differ in",
    )
    rows = {line.head: [e.text for e in line.entries] for line in found.lines}
    assert rows["Release"] == ["met 20 of 20", "met 20 of 20", "met 20 of 20", "counting"]
    assert rows["Daily list"] == ["1 missed, 2 unknown", "unknown, 3 of 3", "unknown, 3 of 3", ""]
    assert rows["No attacks"] == [
        "kept: no case told",
        "broken: Northland (1 case told)",
        "kept so far: no case told",
        "event",
    ]


def test_below_a_disputed_duty_stands_what_a_reading_changes(section: Section) -> None:
    under = [n for n in table(section, "Every duty, by account").lines if n.under]
    assert [n.head for n in under] == ["If outside is read as ‘those of the deal’"]
    assert [e.text for e in under[0].entries] == ["partly met 18 of 20", "same", "same", ""]


def test_disputes_are_sentences_with_their_kind_and_notes(section: Section) -> None:
    first, second = group(section, "Where the accounts differ").sentences
    assert first.text == (
        "Release, differs in counting: partly met, according to Northland; met, according to Southland (6 or 8)."
    )
    assert second.text == (
        "No attacks, Northland, differs in event: kept, according to Northland; broken, according to Southland "
        "(whether it happened)."
    )
    assert len(first.notes) == len(first.claims) == 2


def test_the_crux_the_figures_the_talks_and_the_runway_are_told(section: Section) -> None:
    assert texts(section, "What would make them agree")[0].startswith(
        "Release would be met, according to Northland and"
    )
    (finding,) = texts(section, "What the figures come to")
    assert finding == (
        "Figures that cannot all be true (captives), according to Northland: 3 x 6 = 18 against 24. They agree if two "
        "of them count."
    )
    assert [e.text for e in table(section, "Talks beside truce").lines[0].entries] == [
        "under way, 4 March 2024",
        "in force, 3 March 2024, 07:00 UTC+1",
    ]
    assert texts(section, "For how long releases could extend the truce") == [
        "According to every account, 3 more days. 32 = 3 x 10: 3 more days."
    ]


def test_people_stand_by_account_with_unknown_left_out(section: Section) -> None:
    found = table(section, "People, by account")
    assert [line.head for line in found.lines] == ["Captives", "Held"]
    assert [e.text for e in found.lines[1].entries] == ["34", "32", "32 to 34"]


def test_the_sums_carry_the_claims_of_every_verdict(section: Section) -> None:
    said = texts(section, "The sums behind the table")
    assert "Daily list: missed, according to Northland. 4 March 2024: no list told." in said
    assert all(s.claims for s in group(section, "The sums behind the table").sentences)


# --- laws -------------------------------------------------------------------------------------------
def test_nobody_has_missed_or_broken_anything_but_by_an_account(section: Section) -> None:
    for sentence in sentences(section):
        if BLAME.search(sentence.text):
            assert "according to" in sentence.text.casefold()
    for found in filter(None, (g.table for g in section.groups)):
        for line in found.lines:
            for column, entry in zip(found.columns[1:], line.entries, strict=False):
                assert not entry.text.startswith(FAILED) or "According to" in column


@pytest.mark.parametrize("render", [render_markdown, render_json])
def test_exchanging_the_parties_exchanges_their_names_and_nothing_else(render: object) -> None:
    assert callable(render)
    there = valley.swapped(str(render(valley.brief(swap=True))))
    assert there == render(valley.brief())


def test_every_id_survives_json_and_is_a_claim_of_the_brief(brief: Brief, section: Section) -> None:
    data = json.loads(render_json(brief))
    shown = next(s for s in data["sections"] if s["key"] == "agreement")
    for made, told in zip(shown["groups"], section.groups, strict=True):
        assert [s["claims"] for s in made["sentences"]] == [list(s.claims) for s in told.sentences]
        assert [s["text"] for s in made["sentences"]] == [s.text for s in told.sentences]
        if told.table is not None:
            cells = [[e["claims"] for e in line["entries"]] for line in made["table"]["lines"]]
            assert cells == [[list(e.claims) for e in line.entries] for line in told.table.lines]
    assert set(re.findall(r"c-[0-9a-f]{12}", json.dumps(shown))) <= {c.id for c in brief.claims}
    assert "Infinity" not in render_json(brief)


def test_notes_are_numbered_through_sentences_and_tables_in_the_order_they_are_read(brief: Brief) -> None:
    seen = []
    for one in brief.sections:
        for part in one.groups:
            lines = part.table.lines if part.table else ()
            seen += [n for line in lines for entry in line.entries for n in entry.notes]
            seen += [n for s in (*part.sentences, *part.answers) for n in s.notes]
    assert list(dict.fromkeys(seen)) == [n.number for n in brief.notes]


def test_a_claim_that_the_brief_does_not_have_is_shown_without_a_note() -> None:
    found, one, claims = valley.assessed()
    lost = replace(found, claims=(*found.claims[:5], "c-000000000000"))
    made = assemble(title="T", reports=[one], claims=claims, agreements=[agreement_part(lost)])
    told = [s for section in made.sections for s in sentences(section) if "c-000000000000" in s.claims]
    assert told
    assert all(len(s.notes) < len(s.claims) for s in told)


# --- forms ------------------------------------------------------------------------------------------
def test_markdown_tables_are_tables(brief: Brief) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(render_markdown(brief))
    assert sum(t.type == "table_open" for t in tokens) == 4


class Cells(HTMLParser):
    """The tables of a page: the class of each, and its cells with what they are of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[str] = []
        self.of: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {k: v or "" for k, v in attrs}
        self.tables += [found.get("class", "")] if tag == "table" else []
        self.of += [found.get("data-of", "")] if tag == "td" else []
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"][1:]] if found.get("href", "").startswith("#") else []


def test_on_the_page_every_cell_says_whose_it_is_and_every_note_opens(html: str) -> None:
    page = Cells(html)
    assert page.tables == ["duties", "people", "people", "duties"]
    assert all(page.of)
    assert len(page.ids) == len(set(page.ids))
    assert set(page.links) - {"closed"} <= set(page.ids)


def test_on_the_page_a_tint_never_stands_without_its_word(html: str) -> None:
    for state in re.findall(r'<span class="state [a-z]+">(.*?)</span></?td?', html):
        assert re.search(r"[a-z]{3}", re.sub(r"<[^>]+>", "", state))


def test_many_notes_are_folded_away_and_stay_reachable() -> None:
    one = brief_sample.report("word " * 30, "T", "P", brief_sample.day(5))
    claims = [brief_sample.claim(one, None, "word " * n, "STATE") for n in range(2, 16)]
    said = Sentence((Part("All of it."),), tuple(c.id for c in claims))
    part = AgreementPart(Section("agreement", "The agreement", "", (Group((said,)),)))
    html = render_html(assemble(title="T", reports=[one], claims=claims, agreements=[part]))
    folded = html.split('<details class="notes-more">')[1].split("</details>")[0]
    assert "+8" in folded
    assert folded.count("#note-") == 8


@pytest.mark.parametrize("word", ["<b>bold</b>", "a | b", "*star*", "[x](https://example.org/)", "`code`"])
def test_what_a_file_says_is_inert(word: str) -> None:
    found, one, claims = valley.assessed()
    hostile = replace(found, text=valley.TEXT.replace("Pause in the valley", f"'Pause {word}'"))
    made = assemble(title="T", reports=[one], claims=claims, agreements=[agreement_part(hostile)])
    tokens = MarkdownIt("commonmark").enable("table").parse(render_markdown(made))
    heading = next(t for t in tokens if t.type == "inline" and t.content.startswith("The agreement"))
    assert "".join(c.content for c in heading.children or ()) == f"The agreement: Pause {word}"
    assert f"Pause {escape(word)}" in render_html(made)


def test_two_agreements_have_two_parts() -> None:
    found, one, claims = valley.assessed()
    parts = [agreement_part(found), agreement_part(found, 2)]
    made = assemble(title="T", reports=[one], claims=claims, agreements=parts)
    assert [s.key for s in made.sections if s.key.startswith("agreement")] == ["agreement", "agreement-2"]
    assert len(Cells(render_html(made)).ids) == len(set(Cells(render_html(made)).ids))
