"""The data files of known names: every entry is sound, and none is treated apart."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest

from truceline.model import PartyKind
from truceline.reading.parties import Registry

DATA = files("truceline") / "data" / "parties"
KINDS = ("states", "territories", "groups", "forces", "bodies", "international", "outlets", "officials")
PARTIES = [f"{name}.toml" for name in KINDS]
NAMES = [*PARTIES, "names.toml", "roles.toml", "peoples.toml"]
KEYS = {"name", "code", "kind", "aliases", "adjectives", "people", "of"}


def read(name: str) -> dict[str, object]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_tells_its_version_source_and_licence(name: str) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    head = " ".join(line.lstrip("# ") for line in text.split("\n") if line.startswith("#"))
    assert re.match(r"\d{4}-\d{2}$", str(read(name)["version"]))
    assert re.search(r"Sources?:", head)
    assert "Licence:" in head


@pytest.mark.parametrize("name", PARTIES)
def test_rows_have_known_fields_and_no_name_twice(name: str) -> None:
    data = read(name)
    assert isinstance(data["party"], dict)
    for id, row in data["party"].items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id), id
        assert set(row) <= KEYS, id
        known = [row["name"], *row.get("aliases", ())]
        assert len(known) == len(set(known)), id
        assert all(n == n.strip() and n for n in known), id


def test_ids_are_unique_over_all_files() -> None:
    ids = [id for name in PARTIES for id in read(name)["party"]]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids)) == len(Registry.load().parties)


def test_memberships_point_to_parties_and_end_after_they_begin() -> None:
    registry = Registry.load()
    for party in registry.parties.values():
        for m in party.member_of:
            assert m.of in registry.parties, party.id
            assert m.of != party.id, party.id
            assert not (m.since and m.until and m.until <= m.since), (party.id, m.role)


def test_no_party_belongs_to_itself_through_others() -> None:
    registry = Registry.load()
    for party in registry.parties.values():
        reached, level = set(), {m.of for m in party.member_of}
        while level:
            assert party.id not in level, party.id
            reached |= level
            level = {m.of for id in level for m in registry.get(id).member_of} - reached


def test_a_name_that_several_parties_share_has_a_stated_resolution() -> None:
    registry = Registry.load()
    otherwise = {str(k).casefold(): v for k, v in read("names.toml")["otherwise"].items()}  # type: ignore[attr-defined]
    owners: dict[str, set[str]] = {}
    for id, words in registry.words.items():
        for name, _ in words.forms():
            for written in {name, name.upper()} if len(name) > 3 else {name}:
                owners.setdefault(written, set()).add(id)
    shared = {name: ids for name, ids in owners.items() if len(ids) > 1}
    assert {n.casefold() for n in shared} == set(otherwise)
    for name, ids in shared.items():
        assert otherwise[name.casefold()] in {*ids, ""}


def test_every_state_has_the_same_fields_and_a_code_of_its_own() -> None:
    states = [p for p in Registry.load().parties.values() if p.kind is PartyKind.STATE]
    assert len(states) > 195
    assert all(re.fullmatch(r"[A-Z]{3}", p.code or "") for p in states)
    assert len({p.code for p in states}) == len(states)
    assert not [p.id for p in states if p.member_of]
    assert [p.id for p in states if not p.adjectives] == ["serbia-and-montenegro"]


def test_parties_of_a_kind_are_listed_in_one_way() -> None:
    """No armed group is a member of a state that it fights, and each names its conflict by code or not at all."""
    registry = Registry.load()
    groups = [p for p in registry.parties.values() if p.kind is PartyKind.ARMED_GROUP]
    assert len(groups) >= 150
    of_states = {p.id for p in groups for m in p.member_of if registry.get(m.of).kind is PartyKind.STATE}
    assert of_states == {"africa-corps"}


def test_one_office_has_one_holder_at_a_time() -> None:
    held: dict[tuple[str, str], list[tuple[object, object, str]]] = {}
    for party in Registry.load().parties.values():
        if party.kind is PartyKind.OFFICIAL:
            for m in party.member_of:
                if m.role in {"president", "prime minister", "secretary-general", "vice president"} and m.since:
                    held.setdefault((m.of, m.role), []).append((m.since, m.until, party.id))
    for office, terms in held.items():
        terms.sort(key=lambda t: str(t[0]))
        for (_, until, who), (since, _, after) in pairwise(terms):
            assert until is not None, (office, who, after)
            assert until <= since, (office, who, after)  # type: ignore[operator]


def test_roles_name_kinds_and_each_noun_once() -> None:
    data = read("roles.toml")
    seen: dict[str, str] = {}
    for section, row in data["role"].items():  # type: ignore[attr-defined]
        assert PartyKind(row["kind"])
        assert row["belongs"] in {"all", "groups", "none"}
        if section in ("army", "named"):
            continue
        for word in row["words"]:
            assert word == word.lower()
            assert word not in seen, (word, section, seen.get(word))
            seen[word] = section
