"""Every link of the documentation leads somewhere, and nothing in it belongs to one machine."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from docs_pages import PAGES, ROOT, headings, without_blocks

_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`[^`\n]+`")
_PATH = re.compile(r"`((?:src|tests|bench|scripts|docs|requirements|parties|places)/[\w./-]*)`")
_MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp|home|root|usr|opt|mnt|var)/")
_HOSTS = re.compile(
    r"pypi|pythonhosted|index-url|find-links|registry\.|artifactory|nexus|localhost:|127\.0\.0\.1:", re.I
)
_ALLOWED = ("https://example.org/",)
LONGEST_IMAGE = 300_000


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def links(path: Path) -> list[tuple[bool, str]]:
    text = _CODE.sub("", without_blocks(path.read_text(encoding="utf-8")))
    return [(bool(mark), target) for mark, target in _LINK.findall(text)]


def anchors(path: Path) -> set[str]:
    """The anchors that headings get, as the usual renderers of Markdown make them."""
    made = set()
    for heading in headings(path.read_text(encoding="utf-8")):
        kept = (c for c in heading.lower() if c in "-_ " or unicodedata.category(c)[0] in "LN")
        made.add("".join(kept).replace(" ", "-"))
    return made


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(path: Path) -> None:
    for _, target in links(path):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_images_are_small_and_come_with_the_repository(path: Path) -> None:
    for is_image, target in links(path):
        if is_image:
            assert "://" not in target
            assert (path.parent / target).stat().st_size < LONGEST_IMAGE


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_addresses_are_examples_only(path: Path) -> None:
    found = re.findall(r"https?://[^\s)>\"`]+", path.read_text(encoding="utf-8"))
    assert all(address.startswith(_ALLOWED) for address in found), found


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_nothing_belongs_to_one_machine_or_registry(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not _MACHINE.search(text)
    assert not _HOSTS.search(text)


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_files_that_are_named_are_there(path: Path) -> None:
    for named in _PATH.findall(path.read_text(encoding="utf-8")):
        data = ROOT / "src" / "truceline" / "data" / named
        assert (ROOT / named).exists() or data.exists(), named


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_the_words_are_sober(path: Path) -> None:
    prose = _LINK.sub("", _CODE.sub("", without_blocks(path.read_text(encoding="utf-8"))))
    assert "!" not in prose.replace("<!--", "")


def test_every_page_is_reached_from_the_readme() -> None:
    seen, ahead = set(), [ROOT / "README.md"]
    while ahead:
        path = ahead.pop()
        seen.add(path)
        near = {(path.parent / t.partition("#")[0]).resolve() for _, t in links(path) if "://" not in t}
        ahead += [p for p in near if p.suffix == ".md" and p.is_file() and p not in seen]
    assert seen >= set(PAGES)


def test_the_citation_names_the_version_of_the_program() -> None:
    from truceline import __version__

    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\n## {__version__} - " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version {__version__})" in (ROOT / "docs" / "citing.md").read_text(encoding="utf-8")


def test_the_make_targets_that_are_named_are_there() -> None:
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {m for p in PAGES for m in re.findall(r"\bmake ([a-z]+)\b", _code_of(p))}
    assert all(re.search(rf"^{target}:", made, re.MULTILINE) for target in named), named


def _code_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return "\n".join([*_CODE.findall(text), *re.findall(r"```sh\n(.*?)```", text, re.DOTALL)])
