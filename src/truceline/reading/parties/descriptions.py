"""Descriptions: what a noun phrase that is no known name says of who speaks or acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise

from truceline.model import Party, PartyKind
from truceline.reading.parties.names import plain, table
from truceline.reading.parties.registry import ARTICLE, Mention, Registry


@dataclass(frozen=True, slots=True)
class Described:
    """Who a noun phrase names. ``member_of`` are the names of its sides, nearest first.

    ``party`` is None where no known party is named. ``run_by`` names the party that a body is run by without being it
    ("Hamas-run"); ``role`` is the noun that decided the kind ("spokesman").
    """

    name: str
    kind: PartyKind
    party: Party | None = None
    member_of: tuple[str, ...] = ()
    run_by: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class _Role:
    kind: PartyKind
    belongs: str
    section: str


@dataclass(frozen=True, slots=True)
class _Roles:
    """The table of roles.toml."""

    nouns: Mapping[str, _Role]
    irregular: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    subjects: Mapping[str, str]
    ministry: re.Pattern[str]

    @staticmethod
    @cache
    def load() -> _Roles:
        data = table("roles")
        nouns: dict[str, _Role] = {}
        for section, row in data["role"].items():
            for word in row["words"]:
                nouns.setdefault(word, _Role(PartyKind(row["kind"]), row["belongs"], section))
        words = {k: frozenset(v) for k, v in data["words"].items()}
        words |= {section: frozenset(data["role"][section]["words"]) for section in ("army", "named")}
        subjects = data["ministry"]["subjects"]
        subject = "|".join(sorted(map(re.escape, subjects), key=len, reverse=True))
        noun = "|".join(data["ministry"]["words"])
        pattern = rf"\b(?:(?P<n1>{noun}) (?:of|for) (?:the )?(?P<s1>{subject})|(?P<s2>{subject}) (?P<n2>{noun}))\b"
        return _Roles(nouns, data["irregular"], words, subjects, re.compile(pattern, re.IGNORECASE))

    def find(self, noun: str) -> _Role | None:
        return next((self.nouns[w] for w in self._singulars(noun.lower().rstrip(".")) if w in self.nouns), None)

    def _singulars(self, noun: str) -> Iterator[str]:
        *head, word = noun.split(" ")
        before = " ".join([*head, ""])
        yield noun
        yield before + self.irregular.get(word, word)
        for ending, single in (("spokespeople", "spokesperson"), ("men", "man"), ("ies", "y"), ("es", ""), ("s", "")):
            if word.endswith(ending):
                yield before + word[: -len(ending)] + single

    def is_in(self, word: str, list: str) -> bool:
        return word.lower() in self.words[list]


def role_kind(noun: str) -> PartyKind | None:
    """The kind of party that a common noun names ("spokesmen": official), or None for any other word."""
    role = _Roles.load().find(noun)
    return role.kind if role else None


@dataclass(frozen=True, slots=True)
class _Atom:
    """A word of a phrase, or a known name or a ministry as one piece; ``tail`` is what is attached ("'s", "-run")."""

    start: int
    end: int
    text: str
    tail: str = ""
    mention: Mention | None = None
    ministry: str = ""

    @property
    def plain(self) -> bool:
        return self.mention is None and not self.ministry


def describe(words: str, day: date | None = None, registry: Registry | None = None) -> Described:
    """Who the noun phrase ``words`` names, on a day (roles and memberships change; None where it is not known).

    The name is the party's own, else the words in a steady form: no leading article, no trailing 's, a state as its
    adjective ("Israel's army", "the Israeli army"), a ministry as "Ministry of Health".
    """
    known = Registry.load()
    if registry is None or registry is known:
        return _described(words, day)
    return _Describer(registry, day, _Roles.load()).phrase(words)


@lru_cache(maxsize=20_000)
def _described(words: str, day: date | None) -> Described:
    """By the known parties; the same few phrases come back all through a report, and from one report to the next."""
    return _Describer(Registry.load(), day, _Roles.load()).phrase(words)


def describe_each(words: str, day: date | None = None, registry: Registry | None = None) -> tuple[Described, ...]:
    """Those whom one plural noun with several parties names, each with a name of its own.

    "Eritrean and Amhara forces", "mediators from Qatar and Egypt" are two each. Empty where the words are of another
    form.
    """
    known = registry or Registry.load()
    text = _tidy(words, known)
    named = known.mentions(text)
    # The parties are put out of sight, so that only what stands around them is looked at.
    hidden = text
    for mention in reversed(named):
        hidden = f"{hidden[: mention.start]}\0{hidden[mention.end :]}"
    found = _EACH.fullmatch(hidden) if len(named) > 1 else None
    noun = (found["noun"] or found["head"]) if found else ""
    if found is None or not noun.endswith(("s", "men", "people")) or _Roles.load().find(noun) is None:
        return ()
    link = found["link"]
    parts = [text[m.start : m.end] for m in named]
    each = tuple(describe(f"{noun} {link} {p}" if link else f"{p} {noun}", day, known) for p in parts)
    return each if len({e.name for e in each}) == len(parts) else ()


_LIST = r"(?:the )?\0(?:'s?)?(?:(?:,| and|,? and) (?:the )?\0(?:'s?)?)+"
_EACH = re.compile(rf"(?:{_LIST}) (?P<noun>[a-z][a-z -]*)|(?P<head>[A-Za-z][A-Za-z -]*?) (?P<link>from|of|for) {_LIST}")
_BODIES = frozenset({PartyKind.BODY, PartyKind.GOVERNMENT, PartyKind.ARMED_FORCE, PartyKind.MONITOR})
_JOINING = frozenset({"and", "or", "&", ",", "the", "both"})


@dataclass(frozen=True, slots=True)
class _Describer:
    registry: Registry
    day: date | None
    roles: _Roles

    def phrase(self, words: str) -> Described:
        text = _tidy(words, self.registry)
        atoms = self._atoms(text)
        parties = self._joined(atoms)
        if parties:
            kinds = {p.kind for p in parties}
            kind = kinds.pop() if len(kinds) == 1 else PartyKind.UNKNOWN
            return Described(text, kind, member_of=tuple(dict.fromkeys(p.name for p in parties)))
        first, comma, rest = text.partition(", ")
        if not comma:
            return self._one(text, atoms)
        return self._apposed(self._one(first, self._atoms(first)), self.phrase(rest))

    def _joined(self, atoms: list[_Atom]) -> list[Party]:
        """The parties of a phrase that is nothing but several of them: "Israel and the United States"."""
        rest = [a.text.lower() for a in atoms if not a.mention]
        if not all(w in _JOINING for w in rest):
            return []
        named = [i for i, a in enumerate(atoms) if a.mention]
        apart = all(j - i > 1 or atoms[i].tail == "-" for i, j in pairwise(named))
        return [a.mention.party for a in atoms if a.mention] if apart and len(named) > 1 else []

    def _apposed(self, first: Described, second: Described) -> Described:
        """ "David Barnea, the head of Mossad", either way round; a name counts more than an office."""
        for name, other in ((first, second), (second, first)):
            if name.kind is PartyKind.UNKNOWN and self._proper(name.name.split()) and other.role:
                return replace(other, name=name.name, party=None)
        if second.party and second.party.kind is PartyKind.OFFICIAL and not (first.party and not first.role):
            return second
        return first

    def _proper(self, words: list[str]) -> bool:
        """Whether the words can be a person's name."""
        small = ("al-", "el-", "ul-", "Al-", "El-")
        return bool(words) and all(
            w[0].isupper() or w.startswith(small) or self.roles.is_in(w, "particles") for w in words if w
        )

    def _one(self, text: str, atoms: list[_Atom]) -> Described:
        cut = next((i for i, a in enumerate(atoms) if i and a.plain and self.roles.is_in(a.text, "after")), len(atoms))
        core, post = atoms[:cut], atoms[cut:]
        if not core:
            return Described(text, PartyKind.UNKNOWN)
        last = self._last(core, post)
        if last:
            return self._named(text, last)
        found = self._head(core)
        if found is None:
            return self._some_of(text, core, post)
        start, end = found
        if core[start].ministry and end == len(core):
            return self._ministry(core[:start], core[start].ministry, post)
        return self._role(text, core, start, end, post)

    def _last(self, core: list[_Atom], post: list[_Atom]) -> Mention | None:
        """The known name that closes the phrase: "the militant group Hamas", "the envoy to Sudan Tom Perriello"."""
        if core[-1].mention and not core[-1].tail:
            return core[-1].mention
        if len(post) > 2 and post[-1].mention and not post[-1].tail and post[-2].mention:
            return post[-1].mention if post[-1].mention.party.kind is PartyKind.OFFICIAL else None
        return None

    def _some_of(self, text: str, core: list[_Atom], post: list[_Atom]) -> Described:
        """ "one of the negotiators": what the negotiators are, under the words' own name."""
        if len(post) > 1 and post[0].text == "of" and self.roles.is_in(core[-1].text, "some"):
            return replace(self.phrase(text[post[1].start :]), name=text, party=None)
        return Described(text, PartyKind.UNKNOWN)

    def _named(self, text: str, mention: Mention) -> Described:
        party = mention.party
        if mention.form != "name" and party.kind in {PartyKind.STATE, PartyKind.TERRITORY}:
            return Described(text, PartyKind.PEOPLE)
        return self._party(party)

    def _party(self, party: Party, role: str = "") -> Described:
        return Described(party.name, party.kind, party, self.registry.sides(party.id, self.day), role=role)

    def _head(self, core: list[_Atom]) -> tuple[int, int] | None:
        """Where the deciding noun stands: the last role with nothing but a proper name after it."""
        for end in range(len(core), 0, -1):
            if core[end - 1].ministry:
                return end - 1, end
            for size in (3, 2, 1):
                words = core[max(0, end - size) : end]
                if len(words) == size and all(a.plain for a in words) and self._role_of(words):
                    return end - size, end
            if not self._proper([core[end - 1].text]):
                return None
        return None

    def _role_of(self, atoms: list[_Atom]) -> _Role | None:
        if any(a.tail for a in atoms[:-1]):
            return None
        return self.roles.find(" ".join(a.text for a in atoms))

    def _role(self, text: str, core: list[_Atom], start: int, end: int, post: list[_Atom]) -> Described:
        role, noun = self._role_of(core[start:end]), " ".join(a.text for a in core[start:end]).lower()
        if role is None:
            # Only a ministry's name before a proper name gets here ("the Ministry of Health in Capitals").
            return Described(text, PartyKind.BODY)
        before, said = core[:start], self._said(text, core, post)
        if any(self.roles.is_in(w, "knowing") for w in (a.text for a in post)) and self.roles.is_in(noun, "person"):
            return Described(said, PartyKind.SOURCE, role=noun)
        owners, inner = self._owners(before, role), self._inner(before)
        if not owners and role.belongs != "none" and self._owned_after(noun, post):
            inner = self._real(self.phrase(text[post[1].start :]))
            owners = [inner.party] if inner and inner.party else []
        run_by = tuple(a.mention.party.name for a in before if a.mention and self._runs(a))
        if any(self.roles.is_in(a.text, "former") for a in before if a.plain):
            owners, inner = [], None
        known = None if end < len(core) else self._known(noun, before, owners, inner)
        if known:
            return known
        body = end < len(core) and role.kind in _BODIES and core[end - 1].text[:1].isupper()
        # "Second Army Region", "6th Infantry Division": a longer name, not somebody's name behind a title.
        person = "" if body or role.kind is PartyKind.OUTLET else self._person(text, core, end, post)
        name, kind = person or self._steady(said, core, post), role.kind
        if end < len(core) and kind is PartyKind.SOURCE:
            kind = PartyKind.OFFICIAL
        return Described(name, kind, None, self._chain(owners, inner, role), run_by, noun)

    def _owned_after(self, noun: str, post: list[_Atom]) -> bool:
        if len(post) < 2:
            return False
        link = post[0].text
        return self.roles.is_in(link, "owner") or (
            link == "for" and self.roles.is_in(noun.rsplit(" ", maxsplit=1)[-1], "speaks_for")
        )

    def _owners(self, before: list[_Atom], role: _Role) -> list[Party]:
        """The parties before the noun that it belongs to, those that belong to another of them first."""
        found = [a.mention.party for a in before if a.mention and a.tail in {"", "-", "'s", "'"}]
        inside = any(self.roles.is_in(a.text, "inside") for a in before if a.plain)
        if role.belongs == "groups" and not (inside and role.kind is PartyKind.SOURCE):
            found = [p for p in found if p.kind not in {PartyKind.STATE, PartyKind.GOVERNMENT}]
        if role.belongs == "none":
            return []
        sides = {s for p in found for s in self.registry.sides(p.id, self.day)}
        return [p for p in found if p.name not in sides and p.kind is not PartyKind.TERRITORY]

    def _inner(self, before: list[_Atom]) -> Described | None:
        """The body that the words just before the noun describe: "Israeli army" in "Israeli army spokesman"."""
        for end in range(len(before), 0, -1):
            atom = before[end - 1]
            if atom.mention:
                return None
            role = self.roles.find(atom.text) if atom.plain else None
            if atom.ministry or (role and role.kind in _BODIES):
                return self._real(self.phrase(" ".join(a.text + a.tail for a in before[:end])))
        return None

    @staticmethod
    def _real(found: Described) -> Described | None:
        """What is identified by its words: not a bare "the agency"."""
        return found if found.party or found.member_of or " of " in found.name else None

    def _chain(self, owners: list[Party], inner: Described | None, role: _Role) -> tuple[str, ...]:
        if role.belongs == "none":
            return ()
        names: list[str] = []
        if inner is not None and inner.party is None:
            names += [inner.name] if inner.kind in _BODIES else []
        elif inner is not None and inner.party is not None:
            owners = [inner.party, *owners]
        names += inner.member_of if inner is not None and inner.party is None else ()
        for party in owners:
            names += [] if party.kind in {PartyKind.OFFICIAL, PartyKind.TERRITORY} else [party.name]
            names += self.registry.sides(party.id, self.day)
        return tuple(dict.fromkeys(names))

    def _known(self, noun: str, before: list[_Atom], owners: list[Party], inner: Described | None) -> Described | None:
        """The known party that a noun and its one owner amount to: an army, the group itself. Never an office's holder,
        whom the words do not name."""
        if len(owners) != 1 or (inner is not None and inner.party is None):
            return None
        owner, words = owners[0], [a.text for a in before if a.plain]
        if not words and self.roles.is_in(noun, "named") and owner.kind is PartyKind.ARMED_GROUP:
            return self._party(owner, noun)
        if not words and self.roles.is_in(noun, "army"):
            force = self._army(owner)
            return self._party(force, noun) if force else None
        return None

    def _army(self, state: Party) -> Party | None:
        for party in self.registry.parties.values():
            for m in party.member_of:
                if m.of == state.id and m.role == "armed forces":
                    open_ended = m.since is None and m.until is None
                    if open_ended or (self.day is not None and m.holds_on(self.day)):
                        return party
        return None

    def _ministry(self, before: list[_Atom], name: str, post: list[_Atom]) -> Described:
        """A ministry under one name. One that a group runs, or claims, is not the group."""
        run = [a for a in before if a.mention and self._runs(a)]
        owners = self._owners(before, _Role(PartyKind.BODY, "all", "body"))
        place = next((a for a in before if a.mention and a.mention.party.kind is PartyKind.TERRITORY), None)
        if not before and len(post) > 1 and post[0].text in {"of", "in"} and post[1].mention:
            after = post[1].mention.party
            owners = [after] if post[0].text == "of" and after.kind is not PartyKind.TERRITORY else []
            place = post[1] if after.kind is PartyKind.TERRITORY else None
        groups = [p for p in owners if p.kind in {PartyKind.ARMED_GROUP, PartyKind.UNKNOWN}]
        run_by = tuple(dict.fromkeys([*(a.mention.party.name for a in run if a.mention), *(g.name for g in groups)]))
        states = [] if run else [p for p in owners if p not in groups]
        if run:
            prefix = run[0].text + run[0].tail
        elif groups:
            prefix = groups[0].name
        elif states:
            prefix = _adjective(states[0])
        else:
            prefix = place.text if place else ""
        member_of = self._chain(states, None, _Role(PartyKind.BODY, "all", "body"))
        return Described(f"{prefix} {name}".strip(), PartyKind.BODY, None, member_of, run_by, "ministry")

    def _runs(self, atom: _Atom) -> bool:
        return atom.tail.startswith("-") and self.roles.is_in(atom.tail[1:], "run")

    def _person(self, text: str, core: list[_Atom], end: int, post: list[_Atom]) -> str:
        """The proper name after the noun: "Hamas official X Y", "the UN envoy for Yemen X Y"."""
        if end < len(core):
            return text[core[end].start : core[-1].end]
        last = next((i for i in range(len(post) - 1, 0, -1) if post[i].mention), len(post))
        named = post[last + 1 :]
        if len(named) < 2 or not all(a.plain and self._proper([a.text]) for a in named):
            return ""
        return text[named[0].start : named[-1].end]

    def _said(self, text: str, core: list[_Atom], post: list[_Atom]) -> str:
        """The words without a clause that is no part of a name, and without a trailing 's."""
        clause = next((i for i, a in enumerate(post) if a.plain and self.roles.is_in(a.text, "clause")), len(post))
        return text[core[0].start : [*core, *post[:clause]][-1].end]

    @staticmethod
    def _steady(said: str, core: list[_Atom], post: list[_Atom]) -> str:
        """ "Israel's government" and "the government of Israel" as "Israeli government"."""
        first = core[0]
        if first.mention and first.mention.party.kind is PartyKind.STATE and not first.tail.startswith("-"):
            rest = said[first.end - first.start + len(first.tail) :].strip()
            return f"{_adjective(first.mention.party)} {rest}" if sum(bool(a.mention) for a in core) == 1 else said
        after = [a for a in post if a.text.lower() != "the"]
        last = after[1].mention if len(after) == 2 and after[0].text == "of" else None
        if last and last.party.kind is PartyKind.STATE and not any(a.mention for a in core):
            return f"{_adjective(last.party)} {' '.join(a.text for a in core)}"
        return said

    def _atoms(self, text: str) -> list[_Atom]:
        pieces: list[tuple[int, int, Mention | None, str]] = [
            (m.start, m.end, m, "") for m in self.registry.mentions(text)
        ]
        for found in self.roles.ministry.finditer(text):
            if not any(s < found.end() and found.start() < e for s, e, *_ in pieces):
                noun, subject = found["n1"] or found["n2"], found["s1"] or found["s2"]
                name = f"{noun.capitalize()} of {self.roles.subjects[subject.lower()]}"
                pieces.append((found.start(), found.end(), None, name))
        atoms: list[_Atom] = []
        at = 0
        for start, end, mention, ministry in sorted(pieces, key=lambda p: p[0]):
            atoms += _split(text, at, start)
            tail = _TAIL.match(text, end)
            at = tail.end() if tail else end
            atoms.append(_Atom(start, end, text[start:end], text[end:at], mention, ministry))
        return atoms + _split(text, at, len(text))


_TAIL = re.compile(r"'s?(?!\w)|-(?:[a-z]+)?")
_INITIALS = re.compile(r"\b(?:[A-Z]\.)+[A-Z]\.?\Z")
"""What ends in a stop of its own: "the U.S."."""
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")


def _tidy(words: str, registry: Registry) -> str:
    """Without an article, a possessive, and what stands in parentheses, unless it is a part of a name."""
    text = plain(words)
    if "(" in text:
        named = [(m.start, m.end) for m in registry.mentions(text)]
        cut = (p for p in _PARENTHESIS.finditer(text) if not any(s <= p.start() and p.end() <= e for s, e in named))
        for part in reversed(list(cut)):
            text = text[: part.start()] + text[part.end() :]
    text = " ".join(text.split()).strip(' ,;:.-–—"“”')
    text = re.sub(r"'s?$", "", ARTICLE.sub("", text))
    return f"{text.removesuffix('.')}." if _INITIALS.search(text) else text


def _split(text: str, start: int, end: int) -> list[_Atom]:
    atoms = []
    for m in re.finditer(r"[^\s,]+|,", text[start:end]):
        bare = re.sub(r"'s?$", "", m[0]) or m[0]
        atoms.append(_Atom(start + m.start(), start + m.start() + len(bare), bare, m[0][len(bare) :]))
    return atoms


def _adjective(party: Party) -> str:
    """The first adjective that means this party and no other ("Dominican" is not Dominica's alone), else its name."""
    find = Registry.load().find
    return next((a for a in party.adjectives if find(a) == party), party.name)
