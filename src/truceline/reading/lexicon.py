"""Lexicon: which words report and take a stance, and which words are which act.

The words are data: ``data/codebook/cues.toml`` and ``data/codebook/events.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from truceline.model import Stance


@dataclass(frozen=True, slots=True)
class Cue:
    """What a reporting verb may take as its content besides a clause or a quotation."""

    stance: Stance
    nominal: bool = False
    infinitive: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """``verbs`` maps a lemma to its readings by stance; the first one is the plain one."""

    verbs: dict[str, tuple[Cue, ...]]
    frames: dict[tuple[str, str], Stance]
    """(verb lemma, preposition) -> stance: ("call", "for") demands."""
    light_verbs: frozenset[str]
    light_nouns: dict[str, Stance]
    according: frozenset[str]
    account_preps: frozenset[str]
    account_nouns: frozenset[str]
    documents: frozenset[str]
    hearsay: frozenset[str]
    aside_verbs: frozenset[str] = frozenset()
    """Verbs and phrases that report in an aside only: "..., an officer grumbled"."""
    adjectives: dict[str, Stance] = field(default_factory=dict)
    """Adjectives whose clause is the content: "is convinced that"."""
    copular: frozenset[str] = frozenset()
    """Nouns whose clause is the content: "the council's view is that"."""
    numbers: frozenset[str] = frozenset()
    """Nouns of which somebody has one: "the army's count stands at 40"."""
    laying: dict[str, frozenset[str]] = field(default_factory=dict)
    answering: dict[str, frozenset[str]] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    """Nouns for what somebody puts forward before a colon: "came back with conditions: ..."."""
    listing: frozenset[str] = frozenset()
    """Verbs whose subject gives what follows after a colon: "listed three results: ..."."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A verb in a setting, and the act it then is. Classes are names of noun classes."""

    verbs: frozenset[str]
    act: str
    mode: str | None = None
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    prep: frozenset[str] = frozenset()
    prep_object: tuple[str, ...] = ()
    passive: bool = False
    recipients: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    needs: str = ""
    weak: bool = False
    apart: bool = False
    """Each noun is an event of its own, with its own words ("enable the release and the delivery")."""
    carries: bool = False
    """The verb's complement names what it is about ("refused to release the women")."""
    bare_passive: dict[str, str] = field(default_factory=dict)
    """Lemma -> STATE mode when the clause is passive and names neither doer nor means."""


@dataclass(frozen=True, slots=True)
class EventNoun:
    act: str
    mode: str | None
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Events:
    """``rules`` by verb, in the order of the file; ``nouns`` by lemma; ``classes`` of nouns."""

    rules: dict[str, tuple[tuple[int, Rule], ...]]
    nouns: dict[str, EventNoun]
    classes: dict[str, frozenset[str]]
    instruments: dict[str, str]
    misread: dict[str, str]
    """Words as they are written, and the base form that the parser does not give them: "raped"."""
    paired: frozenset[str]
    """Classes that hold pairs of nouns: "assembly area"."""


def _read(name: str) -> dict[str, Any]:
    path = files("truceline") / "data" / "codebook" / name
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def cues() -> Cues:
    data = _read("cues.toml")
    verbs: dict[str, list[Cue]] = {}
    for group in data["verb"]:
        cue = Cue(Stance(group["stance"]), group.get("nominal", False), group.get("infinitive", False))
        for lemma in group["lemmas"]:
            verbs.setdefault(lemma, []).append(cue)
    frames = {(v, p): Stance(f["stance"]) for f in data["frame"] for v in f["lemmas"] for p in f["prepositions"]}
    nouns = {n: Stance(g["stance"]) for g in data["light_noun"] for n in g["lemmas"]}
    return Cues(
        verbs={lemma: tuple(found) for lemma, found in verbs.items()},
        frames=frames,
        light_verbs=frozenset(data["light"]["verbs"]),
        light_nouns=nouns,
        according=frozenset(data["according"]["heads"]),
        account_preps=frozenset(data["account"]["prepositions"]),
        account_nouns=frozenset(data["account"]["nouns"]),
        documents=frozenset(data["documents"]["lemmas"]),
        hearsay=frozenset(data["hearsay"]["lemmas"]),
        aside_verbs=frozenset(data["aside"]["lemmas"]),
        adjectives={w: Stance(g["stance"]) for g in data["adjective"] for w in g["lemmas"]},
        copular=frozenset(data["copular"]["nouns"]),
        numbers=frozenset(data["copular"]["numbers"]),
        laying={name: frozenset(words) for name, words in data["laying"].items()},
        listing=frozenset(data["listing"]["lemmas"]),
        terms=frozenset(data["listing"]["terms"]),
        answering={name: frozenset(words) for name, words in data["answering"].items()},
    )


@cache
def events() -> Events:
    data = _read("events.toml")
    rules: dict[str, list[tuple[int, Rule]]] = {}
    for number, entry in enumerate(data["rule"]):
        rule = _rule(entry)
        for verb in rule.verbs:
            rules.setdefault(verb, []).append((number, rule))
    nouns = {
        noun: EventNoun(n["act"], n.get("mode"), tuple(n.get("of", ()))) for n in data["noun"] for noun in n["nouns"]
    }
    return Events(
        rules={verb: tuple(found) for verb, found in rules.items()},
        nouns=nouns,
        classes={name: frozenset(words) for name, words in data["class"].items()},
        instruments={word: mode for mode, words in data["instrument"].items() for word in words},
        misread=data["misread"],
        paired=frozenset(name for name, words in data["class"].items() if any(" " in w for w in words)),
    )


def _rule(entry: dict[str, Any]) -> Rule:
    bare = entry.get("bare_passive")
    return Rule(
        verbs=frozenset(entry["verbs"]),
        act=entry["act"],
        mode=entry.get("mode"),
        object=tuple(entry.get("object", ())),
        subject=tuple(entry.get("subject", ())),
        prep=frozenset(entry.get("prep", ())),
        prep_object=tuple(entry.get("prep_object", ())),
        passive=entry.get("passive", False),
        recipients=tuple(entry.get("recipients", ())),
        actors=tuple(entry.get("actors", ())),
        needs=entry.get("needs", ""),
        weak=entry.get("weak", False),
        carries=entry.get("carries", False),
        apart=entry.get("apart", False),
        bare_passive=dict(bare[1]) if bare else {},
    )
