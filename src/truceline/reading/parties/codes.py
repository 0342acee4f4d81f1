"""Codes: the state, or the kind of body, that the words for an actor stand for.

Three-letter codes as in CAMEO and PLOVER: ISO 3166-1 alpha-3 for states, and IGO, NGO, NGM (movements) and IMG (armed
groups of no one state) for bodies. Known parties come first; then the names of PETRARCH2's dictionaries
(openeventdata/petrarch2, MIT; ``data/parties/petrarch.tsv.gz``), with the days on which they hold; then towns. Peoples
whose name tells a country are in ``data/parties/peoples.toml``.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from truceline.model import Party
from truceline.reading.parties.capitals import capitals
from truceline.reading.parties.names import table
from truceline.reading.parties.registry import Registry
from truceline.reading.parties.spelling import folded

_WORD = re.compile(r"\w+(?:\.\w+)*")
_JOINS = re.compile(r"\s*(?:,|;|\band\b|\bor\b|&|\bas well as\b)\s*(?:the\s+)?")
_LONGEST = 7
_CAPITALISED = re.compile(r"(?:[Aa]l-|[Ee]l-)?[A-ZÀ-Þ][\w'’-]+(?: (?:(?:de|del|la|al|el|ez) )?[A-ZÀ-Þ][\w'’-]+)*")
_TOWN = 10_000
_RELATION = frozenset({"pro", "anti", "non", "member", "backed", "allied", "led", "based", "born", "sponsored", "run"})
_MEMBER = frozenset({"member", "backed", "sponsored", "allied", "born", "based", "supported"})
_BODIES = frozenset({"IGO", "NGO", "NGM", "IMG", "MNC"})
_OFFICE = re.compile(
    r"\b(?i:president|premier|(?:prime )?minister|chancellor|king|queen|emir|sultan|gen(?:eral|\.)?|colonel|marshal"
    r"|mrs?\.?|leader|ayatollah|secretary(?: of state)?|ruler|dictator|prince(?:ss)?|ambassador|senator)\s+"
    r"(?:[A-Z][\w'’.-]*\s+)*([A-Z][\w'’-]+)"
)


def country(text: str, day: date | None = None, around: str = "") -> str | None:
    """The three-letter code of the actor that ``text`` names ("Israeli police", "the Kremlin", "Dushanbe"), or None.

    Of several, the first that is not only said beside another ("NATO-member Norway" is Norway). On a ``day``, names
    that stand for different states at different times mean the one of that day. ``around`` is the sentence: where the
    words themselves name no state ("the rebels"), the only state named in it counts.
    """
    found = next(iter(countries(text, day)), None)
    if found is None and around:
        named = {code for code, _ in _codes(around, day)} - _BODIES
        return named.pop() if len(named) == 1 else None
    return found


def countries(text: str, day: date | None = None) -> tuple[str, ...]:
    """The codes of all actors that ``text`` names, in order, each once: "Jordan and Britain" gives JOR and GBR.

    Inside one phrase ("Israeli troops in Lebanon") only the first counts.
    """
    found: dict[str, None] = {}
    for part in _JOINS.split(text):
        codes = list(_codes(part, day))
        leading = [c for c, aside in codes if not aside] or [c for c, _ in codes]
        leading = leading or list(_by_role(part)) or list(_by_town(part))
        if leading:
            found.setdefault(leading[0])
    return tuple(found)


def actor_code(text: str, day: date | None = None) -> str | None:
    """The CAMEO code of an actor: its state's code and its sector where a noun tells it ("Israeli police": ISRCOP)."""
    state = country(text, day)
    known = Registry.load().find(text)
    if known is not None and known.code and known.code.startswith(state or "-"):
        return known.code
    role = sector(text)
    return None if state is None else state + (role or "")


def sector(text: str) -> str | None:
    """The CAMEO sector that the last telling noun of ``text`` stands for ("riot police": COP), or None."""
    words = folded(text).split()
    agents = _names().agents
    for end in range(len(words), 0, -1):
        for size in range(min(4, end), 0, -1):
            noun = " ".join(words[end - size : end])
            for form in (noun, noun.removesuffix("s"), noun.removesuffix("es"), re.sub("men$", "man", noun)):
                if form in agents:
                    return agents[form]
    return None


def _by_role(text: str) -> Iterator[str]:
    """The kind of body that nouns alone tell: "a human rights group"."""
    words = f" {folded(text)} "
    yield from (code for noun, code in _names().roles.items() if f" {noun} " in words)


def _by_town(text: str) -> Iterator[str]:
    """The state of a town, where nothing else in the words tells one and it is sure which town is meant."""
    from truceline.reading.gazetteer import Gazetteer, settled

    for found in _CAPITALISED.finditer(text):
        towns = [t for t in Gazetteer.load().find(found[0]) if t.exact]
        town = settled(towns) if not any(t.common for t in towns) else None
        if town is not None and town.people >= _TOWN:
            yield town.country


# --- one phrase ---------------------------------------------------------------------------------
def _codes(text: str, day: date | None) -> Iterator[tuple[str, bool]]:
    """Codes in order of the text; True for a name that is only said beside another ("NATO-member")."""
    registry = Registry.load()
    taken: list[tuple[int, int, str]] = []
    for mention in registry.mentions(text):
        code = _party_code(mention.party, registry, day)
        if code is not None:
            taken.append((mention.start, mention.end, code))
    for start, end, code in _listed(text, day):
        if not any(start < e and s < end for s, e, _ in taken):
            taken.append((start, end, code))
    for held in _OFFICE.finditer(text) if not taken else ():
        if (of := _names().rulers.get(folded(held[1]))) is not None:
            taken.append((*held.span(1), of))
    for start, end, code in sorted(taken):
        after = re.match(r"[-\s]+(\w+)", text[end:])
        before = re.search(r"(\w+)-$", text[:start])
        aside = bool(before and before[1].lower() in _RELATION) or bool(
            after and text[end] == "-" and after[1].lower() in _MEMBER
        )
        yield code, aside


def _party_code(party: Party, registry: Registry, day: date | None) -> str | None:
    if party.code:
        return party.code[:3]
    for side in registry.sides(party.id, day) or registry.sides(party.id):
        known = registry.find(side)
        if known is not None and known.code:
            return known.code[:3]
    return _codes_of_memberships(party, registry)


def _codes_of_memberships(party: Party, registry: Registry) -> str | None:
    """The state of an office, whatever the day."""
    codes = [registry.get(m.of).code for m in party.member_of]
    return next((c[:3] for c in codes if c), None)


def _listed(text: str, day: date | None) -> Iterator[tuple[int, int, str]]:
    """Names of the dictionaries and capitals in a text, the longest at each place; the first letter is a capital."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            start, end = words[at].start(), words[at + size - 1].end()
            name = text[start:end]
            code = _code_of(name, day) if words[at][0][0].isupper() and "," not in name else None
            if code is not None:
                yield start, end, code
                at += size - 1
                break
        at += 1


def _code_of(name: str, day: date | None) -> str | None:
    state = capitals().get(name)
    if state is not None:
        return Registry.load().get(state).code
    key = folded(name)
    names = _names().actors
    if name in _names().peoples:
        return _names().peoples[name]
    senses = names.get(key) or names.get(key.removesuffix("s"))
    return _on_day(senses, day) if senses else None


def _on_day(senses: Sequence[tuple[str, str, str]], day: date | None) -> str:
    """The code that holds on the day; else a state's before a body's, the undated before the dated."""
    if day is not None:
        on = f"{day:%Y%m%d}"
        for code, since, until in senses:
            if (since or until) and since <= on <= (until or "99999999"):
                return code[:3]
    first = sorted(senses, key=lambda s: (bool(s[1] or s[2]), s[0][:3] in _BODIES))
    return first[0][0][:3]


# --- the dictionaries ---------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Names:
    actors: Mapping[str, tuple[tuple[str, str, str], ...]]
    agents: Mapping[str, str]
    rulers: Mapping[str, str]
    """Last words of the names of persons, where all of that name are of one state."""
    peoples: Mapping[str, str]
    roles: Mapping[str, str]


@cache
def _names() -> _Names:
    raw = gzip.decompress((files("truceline") / "data" / "parties" / "petrarch.tsv.gz").read_bytes()).decode()
    actors: dict[str, tuple[tuple[str, str, str], ...]] = {}
    agents: dict[str, str] = {}
    for line in raw.splitlines():
        if line.startswith("#"):
            continue
        name, *codes = line.split("\t")
        if name.startswith("~"):
            agents[name[1:]] = codes[0]
        else:
            actors[name] = tuple(_sense(c) for c in codes)
    data = table("peoples")
    peoples = {name: code for code, names in data["people"].items() for name in names}
    roles = {folded(noun): code for code, nouns in data["role"].items() for noun in nouns}
    return _Names(actors, agents, _rulers(actors), peoples, roles)


def _rulers(actors: Mapping[str, Sequence[tuple[str, str, str]]]) -> dict[str, str]:
    """Family name -> code of the one state of all who bear it."""
    found: dict[str, set[str]] = {}
    for name, senses in actors.items():
        codes = {code[:3] for code, _, _ in senses} - _BODIES
        if " " in name and codes:
            found.setdefault(name.rsplit(" ", 1)[1], set()).update(codes)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _sense(code: str) -> tuple[str, str, str]:
    """A code with its first and last day, empty where open."""
    parts = [*code.split(" "), "", ""]
    return parts[0], parts[1], parts[2]
