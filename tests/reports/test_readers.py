"""Files, folders and streams become reports, or errors that say what to do."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from truceline.errors import SetupError, UnreadableReport
from truceline.model import Basis, Precision, Report
from truceline.reports import MAX_CHARACTERS, Loaded, expand, language, read_path, read_stream

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
SENTENCE = "The ministry said on Friday that talks about the exchange would go on in the capital. "


def read(data: bytes | str, name: str = "report.txt") -> list[Loaded]:
    return list(read_stream(data.encode() if isinstance(data, str) else data, name, now=NOW))


def report(data: bytes | str, name: str = "report.txt") -> Report:
    (loaded,) = read(data, name)
    assert loaded.error is None, str(loaded.error)
    assert loaded.report is not None
    return loaded.report


def error(data: bytes | str, name: str = "report.txt") -> str:
    (loaded,) = read(data, name)
    assert loaded.report is None
    assert isinstance(loaded.error, UnreadableReport)
    assert loaded.error.todo, "says what to do"
    return str(loaded.error)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>Talks resume</title>{head}</head><body>{body}</body></html>"


ARTICLE = (
    "<nav><a href=/>Home</a></nav><article><h1>Talks resume</h1><p>JUBA, South Sudan – Delegates met on Thursday to "
    "discuss the plan, the ministry said in a statement.</p><p>Délégates said a second round follows.</p></article>"
)


def docx() -> bytes:
    with io.BytesIO() as buffer:
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("[Content_Types].xml", "x")
            archive.writestr("word/document.xml", "y")
        return buffer.getvalue()


# plain text


def test_the_date_form_gives_the_day_and_leaves_the_text() -> None:
    found = report(" date 2023-12-02 Nairobi, Kenya – Talks had stalled.\n\nMore followed.\n")
    assert found.text == "Nairobi, Kenya – Talks had stalled.\n\nMore followed."
    assert found.published is not None
    assert (found.published.date, found.published.precision, found.published.basis) == (
        date(2023, 12, 2),
        Precision.DAY,
        Basis.STATED,
    )
    assert found.published.zone == found.zone == "Africa/Nairobi"
    assert found.dateline is not None
    assert found.text.startswith(found.dateline.words)


def test_a_header_block_is_about_the_text_and_not_in_it() -> None:
    found = report(
        "title: Talks go on\nPUBLISHER: Example Wire\nPublished: 2023-11-30 14:05 GMT\nURL: https://example.org/x\n"
        "Note: Written from\n  public facts.\n\nDOHA, Qatar (Example) - Talks went on.\n"
    )
    assert (found.title, found.publisher, found.url) == ("Talks go on", "Example Wire", "https://example.org/x")
    assert found.text == "DOHA, Qatar (Example) - Talks went on."
    assert found.published is not None
    assert found.published.start is not None
    assert found.published.start.isoformat() == "2023-11-30T17:05:00+03:00"


@pytest.mark.parametrize(
    "text",
    [
        "Note: this is the text\n\nIt goes on.",
        "Sources: two officials\n\nIt goes on.",
        "Title of honour was given\n\nIt goes on.",
    ],
)
def test_other_first_lines_with_a_colon_are_text(text: str) -> None:
    assert report(text).text == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Title: Talks\nAuthor: Me\n\nText here",
            ["report.txt:2", "'Author: Me'", "Known: Title, Publisher, Published, URL, Note"],
        ),
        ("\nTitle: Talks\nTitle: More\n\nText here", ["report.txt:3", "'title' twice"]),
        ("Title: Talks\nPublished: soon\n\nText here", ["'soon' cannot be read", "2023-12-01"]),
        ("Title: Talks\nPublished: 2023-11-30\n", ["it is empty"]),
        ("date 2023-02-31 Geneva - Talks went on.", ["'2023-02-31' cannot be read"]),
    ],
)
def test_a_broken_header_says_what_is_wrong(text: str, words: list[str]) -> None:
    assert all(word in error(text) for word in words)


def test_an_unknown_publication_stays_unknown() -> None:
    assert report("GENEVA (AP) — Talks went on.").published is None
    assert report("CAIRO, March 3 (Agency) - Talks went on.").published is None


def test_the_dateline_dates_a_report_only_when_nothing_else_does() -> None:
    own = report("KHARTOUM, 3 May 2023 (Agency) – Talks went on.").published
    given = report("date 2023-05-04 KHARTOUM, 3 May 2023 (Agency) – Talks went on.").published
    assert own is not None
    assert given is not None
    assert (own.date, own.zone, given.date) == (date(2023, 5, 3), "Africa/Khartoum", date(2023, 5, 4))


def test_the_same_bytes_give_the_same_id_and_another_text_another() -> None:
    assert report(SENTENCE).id == report(SENTENCE).id == report(SENTENCE.replace("\n", "\r\n") + "\r\n").id
    assert report(SENTENCE).id != report(SENTENCE + "More.").id


# encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_exact(encoding: str) -> None:
    text = "Délégates – القاهرة 🙂 said so."
    assert report(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Israel’s ministry said “no” – and Müller met José Ramos. " + SENTENCE, "cp1252"),
        (
            "Le ministère a déclaré vendredi que les négociations se poursuivaient, où les délégués étaient. " * 3,
            "latin-1",
        ),
        ("Bakanlık cuma günü görüşmelerin süreceğini açıkladı; ateşkes için çağrı yapıldı.", "cp1254"),
        ("O ministério disse que as negociações não serão interrompidas até amanhã.", "latin-1"),
        ("Ministerstwo oświadczyło w piątek, że rozmowy będą kontynuowane.", "cp1250"),
        ("Министерство обороны заявило в пятницу, что переговоры продолжаются. " * 3, "cp1251"),
        ("وقالت الوزارة يوم الجمعة إن المحادثات مستمرة في العاصمة القاهرة. " * 3, "cp1256"),
    ],
)
def test_older_encodings_are_told_from_the_bytes_and_said(text: str, encoding: str) -> None:
    (loaded,) = read(text.encode(encoding))
    assert loaded.report is not None, str(loaded.error)
    assert loaded.report.text == text.strip()
    assert "not UTF-8" in loaded.notes[0]


def test_a_name_that_reads_differently_in_likely_encodings_is_not_guessed() -> None:
    message = error(("Erdoğan said so. " + SENTENCE).encode("cp1254"))
    assert "byte 4" in message
    assert "reads differently as Windows-1250, Windows-1252 and Windows-1254" in message
    assert "UTF-8" in message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Minister’s “dead end” in talks".encode() + b"\xe2\x80 more", ["broken UTF-8", "byte 36"]),
        (SENTENCE.encode() + b"\xc3\x28 more", ["not UTF-8", f"byte {len(SENTENCE)}"]),
        (SENTENCE.encode() + b"\xff\xfe more", ["not UTF-8", f"byte {len(SENTENCE)}"]),
        ("Talks went on.".encode("utf-16")[:-1], ["broken UTF-16", "byte 28"]),
    ],
)
def test_broken_text_names_the_byte_and_replaces_nothing(data: bytes, words: list[str]) -> None:
    message = error(data)
    assert all(word in message for word in [*words, "save it as UTF-8"])


# wrong input


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["it is empty"]),
        (b"\xef\xbb\xbf", ["it is empty"]),
        (b" \r\n\t\n ", ["only white space"]),
        (b"--- 123 ---", ["no words"]),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ["PDF document", "save it as text or HTML first"]),
        (docx(), ["Word document (DOCX)", "save it as text or HTML first"]),
        (b"PK\x03\x04\x14\0\0\0", ["ZIP archive", "Unpack it"]),
        (b"\x89PNG\r\n\x1a\n\0\0", ["PNG image"]),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", ["JPEG image"]),
        (b"\x7fELF\x02\x01\x01\0", ["a program", "Name the report instead"]),
        (b"MZ\x90\0\x03\0\0\0", ["a program"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", ["older Office document"]),
        (b"{\\rtf1\\ansi Talks}", ["RTF document"]),
        (b"\x1f\x8b\x08\0", ["gzip archive"]),
        (b"SQLite format 3\0", ["a database"]),
        (b"Talks resumed\0 on Friday", ["binary file", "NUL byte at byte 13", "Give it as text, HTML or JSON lines"]),
        (SENTENCE.encode() * 200 + b"\0", ["binary file", f"NUL byte at byte {200 * len(SENTENCE)}"]),
        (b"<?xml version='1.0'?><rss><channel/></rss>", ["XML document or a feed"]),
        (b'[\n{"text": "x"}]', ["JSON document", "one object a line"]),
        (b'{\n  "text": "x"\n}', ["JSON document", "one object a line"]),
        (b"date 2031-01-02 Geneva, Switzerland - Talks will go on.", ["2031-01-02", "after today, 2024-06-01"]),
        (("a" + "\u0301\u0316" * 300_000).encode(), ["accents"]),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_with_a_way_out(data: bytes, words: list[str]) -> None:
    message = error(data, "strange.txt")
    assert message.startswith("strange.txt")
    assert all(word.lower() in message.lower() for word in words), message


@pytest.mark.parametrize(
    "text",
    [
        "MZUZU, Malawi – Talks went on.",
        "ID3 is what the group calls itself.",
        "BM Ndiaye met envoys.",
        "RIFF raff was said.",
    ],
)
def test_words_that_look_like_the_start_of_a_binary_file_are_text(text: str) -> None:
    assert report(text).text == text


def test_a_file_of_one_line_of_fifty_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        for _ in range(50):
            file.write(b"a" * 1_000_000)
    tracemalloc.start()
    (loaded,) = read_path(path, now=NOW)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "long.txt: it has 50.0 MB; one report may have 10 MB. Split it" in str(loaded.error)
    assert peak < 5_000_000


def test_a_stream_of_fifty_megabytes_is_refused() -> None:
    assert "one report may have 10 MB" in error(b"a" * 50_000_000, "stdin")


def test_a_text_over_the_limit_of_characters_is_refused() -> None:
    assert f"{MAX_CHARACTERS:,} characters" in error("a" * (MAX_CHARACTERS + 1))
    assert len(report("a" * MAX_CHARACTERS).text) == MAX_CHARACTERS


# pages


def test_a_page_gives_its_article_and_what_its_head_states() -> None:
    head = (
        '<meta property="article:published_time" content="2021-03-04T23:20:00Z">'
        '<meta property="og:site_name" content="Example Wire"><link rel="canonical" href="https://example.org/a">'
    )
    found = report(page(ARTICLE, head), "saved.html")
    assert (found.title, found.publisher, found.url) == ("Talks resume", "Example Wire", "https://example.org/a")
    assert found.text.startswith("JUBA, South Sudan – Delegates met")
    assert found.text.count("\n\n") == 1
    assert "Home" not in found.text
    assert found.published is not None
    assert found.published.start is not None
    assert found.published.start.isoformat() == "2021-03-05T01:20:00+02:00"
    assert found.published.basis is Basis.STATED


def test_a_page_is_known_by_its_content() -> None:
    assert report(page(ARTICLE), "saved.txt").title == "Talks resume"


def test_a_page_states_its_time_in_json_too() -> None:
    script = '<script type="application/ld+json">{"@graph":[{"datePublished":"2021-03-04T10:20:00Z"}]}</script>'
    found = report(page(ARTICLE, script))
    assert found.published is not None
    assert found.published.precision is Precision.MINUTE


def test_a_day_read_off_the_layout_is_marked_as_inferred() -> None:
    found = report(page(ARTICLE.replace("<p>JUBA", '<time datetime="2021-03-04">4 March</time><p>JUBA')))
    assert found.published is not None
    assert (found.published.date, found.published.basis) == (date(2021, 3, 4), Basis.INFERRED)


@pytest.mark.parametrize("foot", ["", "<footer>© 2019 Example Wire</footer>", "<p>They last met on 2 May 2018.</p>"])
def test_a_page_without_a_date_has_none(foot: str) -> None:
    assert report(page(ARTICLE + foot)).published is None


def test_the_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(SENTENCE.encode()))))
    (loaded,) = read_path(Path("-"), now=NOW)
    assert loaded.where == "stdin"
    assert loaded.report is not None


def test_a_page_states_its_encoding() -> None:
    data = page(ARTICLE.replace("–", "-"), '<meta charset="iso-8859-1">').encode("latin-1")
    assert "Délégates" in report(data).text


@pytest.mark.parametrize(
    "body",
    ["", "<nav><a href=/>Home</a> <a href=/a>About us</a></nav>", "<form>User <input></form><p>Please log in.</p>",
     "".join(f"<div><a href=/{i}>Some headline about things {i}</a></div>" for i in range(20))],
    ids=["empty", "menu", "log-in", "links"],
)  # fmt: skip
def test_a_page_without_an_article_is_refused(body: str, capfd: pytest.CaptureFixture[str]) -> None:
    message = error(page(body), "saved.html")
    assert "saved.html: no article is found" in message
    assert "copy the text" in message
    assert capfd.readouterr() == ("", "")


def test_a_page_dated_in_the_future_is_refused() -> None:
    assert "2031-01-02" in error(page(ARTICLE, '<meta name="date" content="2031-01-02">'))


# JSONL


def test_lines_are_reports_and_errors_name_their_line() -> None:
    loaded = read(
        '{"text": "Talks went on.", "title": "T", "publisher": "P", "published": "2023-12-01", "url": "https://example.org"}\n'
        '{"text": 5}\n\nnot json\n{"title": "x"}\n[1]\n{"text": ""}\n{"text": "x\\ud800y"}\n'
        '{"text": "Later on.", "published": "2031-01-02"}\n{"text": "The last one.", "colour": "red"}',
        "many.jsonl",
    )
    assert [item.where for item in loaded] == [f"many.jsonl:{n}" for n in (1, 2, 4, 5, 6, 7, 8, 9, 10)]
    first, *broken, last = loaded
    assert first.report is not None
    assert (first.report.title, first.report.publisher, first.report.url) == ("T", "P", "https://example.org")
    expected = ["'text' is int", "no JSON", "no 'text'", "no JSON object", "it is empty", "U+D800", "2031-01-02"]
    for item, words in zip(broken, expected, strict=True):
        assert str(item.error).startswith(item.where)
        assert words in str(item.error)
    assert last.report is not None
    assert last.notes == ("fields not used: colour",)


def test_lines_are_known_by_their_content_in_a_stream() -> None:
    assert len(read('{"text": "One report."}\n{"text": "Another."}\n', "stdin")) == 2


def test_broken_utf8_in_a_line_leaves_the_others() -> None:
    bad, good = read(b'{"text": "b\xff"}\n{"text": "Talks went on."}', "many.jsonl")
    assert "many.jsonl:1: broken UTF-8 at byte 11" in str(bad.error)
    assert good.report is not None


def test_a_line_that_is_too_long_leaves_the_others() -> None:
    bad, good = read(b'{"text": "' + b"a" * 11_000_000 + b'"}\n{"text": "Talks went on."}', "many.jsonl")
    assert "longer than the 10 MB" in str(bad.error)
    assert good.report is not None
    assert good.where == "many.jsonl:2"


def test_an_empty_collection_says_so() -> None:
    assert "holds no report" in error(b"\n\n", "many.jsonl")


# files, folders, globs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "deeper/c.txt", ".hidden", "deeper/.git/config"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SENTENCE + name, "utf-8")
    (tmp_path / "deeper" / "loop").symlink_to(tmp_path)
    return tmp_path


def names(paths: tuple[Path, ...], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_a_folder_is_read_in_order_with_all_that_is_in_it(folder: Path) -> None:
    assert names(expand([str(folder)]), folder) == ["a.txt", "b.txt", "deeper/c.txt"]
    assert [item.where for item in read_path(folder, now=NOW)] == [str(p) for p in expand([str(folder)])]


def test_globs_and_files_are_taken_once(folder: Path) -> None:
    found = expand([str(folder / "b.txt"), str(folder / "*.txt"), str(folder / "**" / "c.*")])
    assert names(found, folder) == ["b.txt", "a.txt", "deeper/c.txt"]


def test_a_name_with_brackets_is_a_name_before_it_is_a_pattern(tmp_path: Path) -> None:
    path = tmp_path / "report [1].txt"
    path.write_text(SENTENCE, "utf-8")
    assert expand([str(path)]) == (path,)


def test_the_standard_input_is_passed_through() -> None:
    assert expand(["-"]) == (Path("-"),)


@pytest.mark.parametrize("argument", ["missing.txt", "*.none", ""])
def test_what_matches_nothing_is_an_error(argument: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreadableReport, match=r"nothing matches.*Check the name|is no name of a file"):
        expand([argument])


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="holds no files"):
        expand([str(tmp_path)])


def test_a_missing_file_is_an_error_in_its_place(tmp_path: Path) -> None:
    (loaded,) = read_path(tmp_path / "gone.txt", now=NOW)
    assert "gone.txt: it cannot be opened" in str(loaded.error)


class Broken(io.BytesIO):
    """As a file on a disk that fails: the first bytes can be seen, and no more."""

    def peek(self, size: int = 0) -> bytes:
        return self.getvalue()

    def read(self, *_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    readline = read


@pytest.mark.parametrize("start", [b"The convoy ", b'{"text": "The convoy'])
def test_what_breaks_off_while_it_is_read_is_an_error_in_its_place(
    start: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Broken(start)))
    (loaded,) = read_path(Path("-"))
    assert str(loaded.error).startswith("stdin: it cannot be read: Input/output error.")


def test_a_full_temporary_folder_makes_no_report_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.EFBIG, "File too large")

    monkeypatch.setattr("py3langid.langid.LanguageIdentifier.from_model_file", full)
    language._identifier.cache_clear()
    (tmp_path / "a.txt").write_text("The convoy crossed the river in the morning, the council said.", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "The convoy crossed the river in the morning."}\n', "utf-8")
    for name in ("a.txt", "b.jsonl"):
        with pytest.raises(SetupError, match=r"tells languages.*File too large.*TMPDIR"):
            list(read_path(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("claims.yaml", "case: A truce\nreports:\n  - title: One\n", "truceline enter"),
        ("claims.yml", "reports:\n  - title: One\n", "truceline enter"),
        ("truce.yaml", "agreement: Truce\ntext_of: 2024-03-01\n", "truceline agreement add"),
    ],
)
def test_typed_claims_and_agreements_are_no_reports(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (found,) = read_path(tmp_path / name, now=NOW)
    assert found.report is None
    assert found.error is not None
    assert told in found.error.todo


def test_prose_in_a_file_of_another_kind_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "note.yaml").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "note.txt").write_text(f"reports: {SENTENCE}", encoding="utf-8")
    assert [r.report is not None for n in ("note.yaml", "note.txt") for r in read_path(tmp_path / n, now=NOW)] == [
        True,
        True,
    ]


def test_a_broken_file_does_not_stop_the_folder(folder: Path) -> None:
    (folder / "aa.pdf").write_bytes(b"%PDF-1.7")
    found = list(read_path(folder, now=NOW))
    assert [item.report is not None for item in found] == [True, False, True, True]


def test_a_pipe_can_be_read(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, SENTENCE.encode())
    os.close(writer)
    (loaded,) = read_path(Path(f"/dev/fd/{reader}"), now=NOW)
    os.close(reader)
    assert loaded.report is not None


def test_importing_the_room_is_cheap() -> None:
    heavy = ("trafilatura", "py3langid", "rensa", "charset_normalizer", "lxml", "numpy", "spacy")
    code = f"import sys, truceline.reports, truceline.reports.copies; print([m for m in {heavy!r} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
