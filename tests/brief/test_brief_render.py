"""Markdown, HTML and JSON: complete, self-contained, and deaf to what a hostile report says."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import brief_sample as sample
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from truceline.brief import Brief, assemble, render_html, render_json, render_markdown
from truceline.brief.markdown import inert, isolated
from truceline.brief.shown import safe_url
from truceline.brief.words import tidy

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'x' ](javascript:alert(2)) <img src=x onerror=alert(3)> {{ 7*7 }}"


class Page(HTMLParser):
    """The tags, attributes, addresses and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(k, v or "") for k, v in attrs]
        self.ids += [v or "" for k, v in attrs if k == "id"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def brief() -> Brief:
    reports, claims, copies = sample.record()
    return assemble(title="A truce", reports=reports, claims=claims, copies=copies, unread={reports[-1].id: "Turkish"})


@pytest.fixture(scope="module")
def html(brief: Brief) -> str:
    return render_html(brief)


@pytest.fixture(scope="module")
def hostile() -> Brief:
    text = f"It was said: {HOSTILE} by 40 men."
    report = sample.report(text, HOSTILE, HOSTILE, sample.day(1, 12), "javascript:alert(4)")
    later = sample.report(text, HOSTILE, HOSTILE, sample.day(5, 12), 'https://example.org/?a="><script>')
    claims = [
        sample.claim(report, HOSTILE, HOSTILE, "ASSAULT", actors=(HOSTILE,), place=HOSTILE),
        *(
            sample.claim(r, HOSTILE, "40 men", "STATE", "held", figures=(sample.number(n, HOSTILE),), place=HOSTILE)
            for n, r in ((40, report), (50, later))
        ),
    ]
    return assemble(title=HOSTILE, reports=[report, later], claims=claims, unread={later.id: HOSTILE})


def test_every_sentence_and_note_is_on_the_page(brief: Brief, html: str) -> None:
    page = Page(html)
    for note in brief.notes:
        assert f"note-{note.number}" in page.ids
        assert f"ref-{note.number}" in page.ids
        assert " ".join(note.quote.split()) in page.text
    for section in brief.sections:
        assert section.title in page.text


def test_every_link_inside_the_page_leads_somewhere_and_no_id_is_used_twice(html: str) -> None:
    page = Page(html)
    inside = [v[1:] for k, v in page.attributes if k in ("href", "xlink:href") and v.startswith("#")]
    assert inside
    assert set(inside) - {"closed"} <= set(page.ids)
    assert "closed" not in page.ids
    assert len(page.ids) == len(set(page.ids))


def test_the_page_loads_nothing_and_runs_nothing(html: str) -> None:
    page = Page(html)
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(page.tags)
    assert not [k for k, _ in page.attributes if k.startswith("on")]
    assert not [v for k, v in page.attributes if k in ("src", "srcset", "data", "xlink:href")]
    assert "@import" not in html
    assert not re.search(r"url\((?!#)", html)


def test_a_hostile_report_is_inert_on_the_page(hostile: Brief) -> None:
    page = Page(render_html(hostile))
    assert not {"script", "img"} & set(page.tags)
    assert not [k for k, _ in page.attributes if k.startswith("on")]
    addresses = [v for k, v in page.attributes if k == "href"]
    assert all(a.startswith(("#", "https://example.org/")) for a in addresses)
    assert "{{ 7*7 }}" in page.text
    assert "<script>alert(1)</script>" in page.text


def test_a_hostile_report_is_inert_in_markdown(hostile: Brief) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(render_markdown(hostile))
    inner = [t.type for token in tokens for t in (token.children or [])]
    assert not {"html_inline", "link_open", "image"} & set(inner)
    assert not [t for t in tokens if t.type == "html_block"]


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_made_inert_reads_as_itself(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse("- **voice** " + inert(text))
    inline = [t for t in tokens if t.type == "inline"]
    assert len(inline) == 1
    shown = "".join(c.content for c in inline[0].children or [] if c.type == "text" or c.type == "text_special")
    assert shown.split() == f"voice {tidy(text)}".split()


@pytest.mark.parametrize("start", ["# a", "1. a", "2) a", "- a", "+ a", "> a", "    code", "=== a", "---"])
def test_text_at_the_head_of_a_line_starts_nothing(start: str) -> None:
    kinds = [t.type for t in MarkdownIt("commonmark").parse(inert(start))]
    assert kinds == ["paragraph_open", "inline", "paragraph_close"]


def test_text_of_either_direction_is_kept_to_itself(html: str) -> None:
    assert isolated("هدنة") == "\u2068هدنة\u2069"
    assert isolated("truce") == "truce"
    report = sample.report("قال إن الهدنة انتهت", "خبر", "وكالة", sample.day(1, 12))
    claim = sample.claim(report, "وزارة", "الهدنة انتهت", "STATE", "expired")
    page = render_html(assemble(title="هدنة", reports=[report], claims=[claim]))
    assert '<q dir="auto">الهدنة انتهت</q>' in page
    assert '<blockquote dir="auto"><span class="around">قال إن</span> <mark>الهدنة انتهت</mark></blockquote>' in page
    assert '<b class="voice" dir="auto">وزارة' in page


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org", None),
        ("https://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: str | None) -> None:
    assert safe_url(url) == safe


def test_accusation_and_answer_stand_together(html: str) -> None:
    text = Page(html).text
    assert re.search(
        r"aid to the north was held below the agreed amount.{0,60}Israel denied: that aid had been held", text
    )
    assert "No answer recognised in the record." in text


def test_markdown_has_a_footnote_for_every_mark(brief: Brief) -> None:
    text = render_markdown(brief)
    called = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    given_ = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert called == given_ == {str(n.number) for n in brief.notes}


def test_markdown_says_what_was_left_out_and_what_was_not_read(brief: Brief) -> None:
    assert "not read: Turkish" in render_markdown(brief)
    reports = [sample.report(f"An attack, number {n}.", "T", "P", sample.day(1 + n)) for n in range(15)]
    claims = [sample.claim(r, "OCHA", r.text, "ASSAULT") for r in reports]
    text = render_markdown(assemble(title="T", reports=reports, claims=claims))
    assert "and 3 more claims, see the list of claims" in text
    assert "The record has nothing on: " in text


def test_json_keeps_the_exact_words_and_the_plain_sentences(brief: Brief) -> None:
    data = json.loads(render_json(brief))
    assert data["format"] == 1
    assert [n["quote"] for n in data["notes"]] == [n.quote for n in brief.notes]
    first = data["sections"][0]["groups"][0]["sentences"][0]
    assert first["text"] == brief.sections[0].groups[0].sentences[0].text
    assert "claims" not in data
    assert "reports" not in data


def test_every_file_says_as_of_which_entry_of_the_record_it_was_made() -> None:
    made = assemble(title="T", reports=[], claims=[], entry=1290)
    assert "As of entry 1,290 of the record." in render_markdown(made)
    assert "As of entry 1,290 of the record." in render_html(made)
    assert '@bottom-left { content: "As of entry 1,290 of the record"' in render_html(made)
    assert json.loads(render_json(made))["entry"] == 1290
    of_no_record = assemble(title="T", reports=[], claims=[])
    assert "As of entry" not in render_markdown(of_no_record) + render_html(of_no_record)


def test_the_same_brief_is_written_the_same_way(brief: Brief, html: str) -> None:
    assert render_html(brief) == html
    assert render_markdown(brief) == render_markdown(brief)


@pytest.mark.parametrize("render", [render_html, render_markdown, render_json])
def test_an_empty_brief_can_be_written(render: object) -> None:
    assert callable(render)
    assert "Nothing yet" in render(assemble(title="Nothing yet", reports=[], claims=[]))


def test_the_page_can_be_written_without_pictures(brief: Brief) -> None:
    assert "<svg" not in render_html(brief, pictures=False)


def test_sections_without_anything_are_listed_so_that_titles_with_commas_stay_apart() -> None:
    empty = assemble(title="T", reports=[], claims=[])
    for page in (render_markdown(empty), render_html(empty)):
        assert "The record has nothing on: Where things stand; Offered, demanded, refused; Agreed terms" in page


def test_on_paper_headings_keep_with_their_text_and_pictures_stay_whole(html: str) -> None:
    paper = html[html.index("@media print") : html.index("</style>")]
    assert "h2, h3, .lead, figcaption { break-after: avoid; }" in paper
    assert re.search(r"figure[^{]*\{ break-inside: avoid; \}", paper)
    # One that does not fit at the foot of a page leaves no gap there: the text goes on beside it.
    assert re.search(r"figure \{ float: left;", paper)
    assert ".notes { columns: 2;" in paper


def test_a_narrow_screen_is_told_that_a_picture_moves_sideways(html: str) -> None:
    assert html.count('<p class="scroll">') == html.count('<div class="picture"') > 0


def test_the_page_serves_light_dark_and_paper(html: str) -> None:
    assert "prefers-color-scheme: dark" in html
    assert "size: A4" in html
    assert 'name="viewport"' in html
