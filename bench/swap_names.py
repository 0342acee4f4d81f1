"""Whether the coder reads every party alike: claims with the names of two parties exchanged.

usage: swap_names.py [--every] [--step N] [--show N] [--reports] [--rules]

Takes the sentences of tests/reading/swap_sentences.txt and puts pairs of states and armed groups of the data file into
them, both ways round. The claims of each must be those of the same sentence with two parties that stand for all others,
with the names exchanged. Without --every each sentence meets a sample of pairs, in which all parties occur; with it,
every ordered pair of parties meets a sentence. --reports exchanges the parties of the hand-coded reports and of the
demo's dispatches, pair by pair, with others and with each other. --rules leaves the trained model out.

A name keeps its form: its article, its possessive, a state's adjective, people and capital. What differs only because
the data file knows more of one party (its army by a name of its own) is the same claim.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

from truceline.benchmarks.hand import OPEN
from truceline.model import Claim, Party, PartyKind, Report, Voice, When
from truceline.reading.model import Reader
from truceline.reading.parties import Registry, capitals
from truceline.reading.rules import RuleCoder

ROOT = Path(__file__).parent.parent
SENTENCES = ROOT / "tests" / "reading" / "swap_sentences.txt"
STANDING = {"any": ("sudan", "chad"), "states": ("sudan", "chad"), "groups": ("hamas", "hezbollah")}
"""The pair whose claims all others are compared with."""
_THE = re.compile(
    r"^(?:United|Central African|Czech|Dominican|Democratic|Republic|Soviet|Philippines|Netherlands|Bahamas|Gambia"
    r"|Maldives|Comoros|Seychelles|Marshall|Solomon|Federated|Holy See|Vatican|European)|\b(?:Army|Front|Movement"
    r"|Party|Forces|Force|Council|Brigades|Organi[sz]ation|Union|Alliance|Group|State|Republic|Committees|Network"
    r"|network|coalition|Units|Tigers|brigades|forces|Administration|Congress|Rouge|Cong|Faction|Association|Emirate|Province|dissidents|Fighters|Courts"
    r"|Armada|Factions|Conference|Rally|Company|Defence|Azawad|Self-Defence)\b|s$|^[A-Z]{3,}$"
)
_NO_THE = frozenset(
    {"Laos", "Honduras", "Cyprus", "Mauritius", "Barbados", "Belarus", "Hamas", "ETA", "UNITA", "FRELIMO"}
)


@dataclass(frozen=True)
class Side:
    """A party as it stands in a sentence."""

    party: Party
    article: bool
    forms: dict[str, str]

    def written(self, form: str) -> str | None:
        """The words for a slot: "", "'s", " adj", " people" or " capital"; None where the party has none."""
        if form == " mod":
            return self.party.name
        if form in ("", "'s"):
            name = f"the {self.party.name}" if self.article else self.party.name
            return name if not form else name + ("'" if name.endswith("s") else "'s")
        return self.forms.get(form.strip())


@cache
def coder(trained: bool) -> RuleCoder:
    """The rules, alone or with the trained reader."""
    return RuleCoder(reader=Reader.load() if trained else None)


@cache
def sides() -> dict[str, Side]:
    """States and armed groups whose name means them alone, by id."""
    registry = Registry.load()
    seats: dict[str, str] = {}
    for city, state in capitals().items():
        seats.setdefault(state, city)
    found = {}
    for party in registry.parties.values():
        if party.kind not in (PartyKind.STATE, PartyKind.ARMED_GROUP) or registry.find(party.name) != party:
            continue
        words = registry.words[party.id]
        forms = {
            "adj": first([w for w in words.adjectives if w not in words.names], party),
            "people": first(words.people, party),
        }
        forms["capital"] = seats.get(party.id)
        article = bool(_THE.search(party.name)) and party.name not in _NO_THE
        found[party.id] = Side(party, article, {k: v for k, v in forms.items() if v})
    return found


def first(words: Iterable[str], party: Party) -> str | None:
    return next((w for w in words if Registry.load().find(w) == party), None)


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    """(section, sentence) in order."""
    section, found = "", []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            found.append((section, line))
    return tuple(found)


def filled(sentence: str, a: Side, b: Side) -> str | None:
    """The sentence with two parties in it, or None where one lacks a form that it needs."""
    missing = False

    def put(slot: re.Match[str]) -> str:
        nonlocal missing
        words = (a if slot[1] == "A" else b).written(slot[2])
        missing = missing or words is None
        return words or ""

    text = re.sub(r"\{([AB])([^}]*)\}", put, sentence)
    # A sentence, and a quotation after a word, begins with a capital.
    text = re.sub(r"(^[\"“]?|[.?!:] [\"“]|[.?!] )([a-z])", lambda m: m[1] + m[2].upper(), text)
    return None if missing else text


def report(text: str) -> Report:
    return Report.of(text, published=When.day(date(2020, 6, 3)), language="en")


def told(made: Iterable[Claim], a: Party, b: Party) -> list[dict[str, Any]]:
    """Claims with the two parties as A and B, without ids and places in the text."""
    return sorted((_told(c, a, b) for c in made), key=lambda c: json.dumps(c, sort_keys=True))


def _told(claim: Claim, a: Party, b: Party) -> dict[str, Any]:
    def name(words: str) -> str:
        return neutral(words, a, b)

    registry = Registry.load()
    above = {s for p in (a, b) for s in registry.sides(p.id)}
    act, voices = claim.act, claim.voices

    def belongs(voice: Voice) -> list[str]:
        return sorted({name(s) for s in voice.member_of if s not in above} - {name(voice.name)})

    return {
        "voices": [(v.role.value, name(v.name), belongs(v)) for v in voices],
        "stance": claim.stance.value,
        "score": round(claim.score, 2),
        "act": (act.type, act.mode, act.polarity.value, act.modality.value, act.category, list(act.qualities)),
        "actors": [name(n) for n in act.actors],
        "recipients": [name(n) for n in act.recipients],
        "figures": [(f.low, f.high, name(f.unit), f.category, f.part_of is not None) for f in act.figures],
        "when": act.when and (str(act.when.start), str(act.when.end)),
        "answers": act.answers is not None,
        "quote": name(claim.quote),
    }


def neutral(words: str, a: Party, b: Party) -> str:
    """Words with A and B for the names of two parties, and what belongs to them."""
    registry = Registry.load()
    own = registry.find(words)
    army = next((m.of for m in own.member_of if m.role == "armed forces"), None) if own else None
    if army in (a.id, b.id):
        return f"{'A' if army == a.id else 'B'} army"
    out, at = [], 0
    for found in registry.mentions(words):
        which = "A" if found.party == a else "B" if found.party == b else None
        holder = next((m.of for m in found.party.member_of if m.of in (a.id, b.id)), None)
        if which is None and holder is not None and any(m.role == "armed forces" for m in found.party.member_of):
            which = "A army" if holder == a.id else "B army"
        if which is not None:
            out += [words[at : found.start], which]
            at = found.end
    text = "".join([*out, words[at:]])
    for side, mark in ((a, "A"), (b, "B")):
        for city, state in capitals().items():
            if state == side.id:
                text = re.sub(rf"\b{re.escape(city)}\b", mark, text)
    text = re.sub(r"\b[Tt]he (?=[AB]\b)", "", text)
    text = re.sub(r"\b([AB])(?:'s?)? (?:army|military|armed forces)\b", r"\1 army", text)
    text = re.sub(r"\b([AB])'s? (?=\w)", r"\1 ", text)
    # "a commander of Hamas" and "a Sudanese commander" have their own order of words.
    return re.sub(r"^(?!.*\b[AB] )(\w[\w -]*) of ([AB])$", lambda m: f"{m[2]} {m[1]}", text)


def pairs(section: str) -> list[tuple[Side, Side]]:
    """Every ordered pair that a section of the sentences takes."""
    kinds = {"states": {PartyKind.STATE}, "groups": {PartyKind.ARMED_GROUP}}.get(section, set(PartyKind))
    return list(permutations([s for s in sides().values() if s.party.kind in kinds], 2))


def sample(number: int, section: str, size: int) -> Iterator[tuple[Side, Side]]:
    """Some pairs for a sentence, both ways; over all sentences every party occurs."""
    kinds = {"states": {PartyKind.STATE}, "groups": {PartyKind.ARMED_GROUP}}.get(section, set(PartyKind))
    able = [s for s in sides().values() if s.party.kind in kinds]
    half = len(able) // 2
    for n in range(number * size, (number + 1) * size):
        one, other = able[n % half], able[-1 - n % (len(able) - half)]
        yield one, other
        yield other, one


@dataclass(frozen=True)
class Unlike:
    """A sentence in which a pair is read otherwise than the standing pair."""

    sentence: str
    a: str
    b: str
    wanted: list[dict[str, Any]]
    found: list[dict[str, Any]]


@cache
def standing(sentence: str, section: str, trained: bool) -> list[dict[str, Any]]:
    """The claims of a sentence with the pair that stands for all."""
    a, b = (sides()[i] for i in STANDING[section])
    text = filled(sentence, a, b)
    assert text is not None
    return told(coder(trained).code(report(text)), a.party, b.party)


def compared(sentence: str, section: str, a: Side, b: Side, trained: bool = False) -> Unlike | bool | None:
    """None where the claims are alike, an Unlike where not, False where the sentence cannot hold the pair."""
    text = filled(sentence, a, b)
    if text is None:
        return False
    found = told(coder(trained).code(report(text)), a.party, b.party)
    wanted = standing(sentence, section, trained)
    return None if found == wanted else Unlike(sentence, a.party.name, b.party.name, wanted, found)


def every() -> Iterator[tuple[str, str, Side, Side]]:
    """Each ordered pair of parties with one sentence that can hold it, in turn."""
    for section in ("any", "states", "groups"):
        mine = [s for k, s in sentences() if k == section]
        for n, (a, b) in enumerate(pairs(section)):
            yield mine[n % len(mine)], section, a, b


def some(size: int) -> Iterator[tuple[str, str, Side, Side]]:
    """Each sentence with a sample of pairs."""
    met = Counter[str]()
    for section, sentence in sentences():
        met[section] += 1
        for a, b in sample(met[section] - 1, section, size):
            yield sentence, section, a, b


def run(tasks: Iterable[tuple[str, str, Side, Side]], trained: bool = False) -> tuple[int, list[Unlike]]:
    """How many sentences were read, and those read otherwise."""
    read, unlike = 0, []
    for sentence, section, a, b in tasks:
        result = compared(sentence, section, a, b, trained)
        read += result is not False
        if isinstance(result, Unlike):
            unlike.append(result)
    return read, unlike


# --- whole reports ------------------------------------------------------------------------------
@cache
def texts() -> dict[str, str]:
    """The reports coded by hand that anyone may look at, and the demo's dispatches."""
    coded = (ROOT / "tests" / "reading" / "hand" / f"{name}.txt" for name in OPEN)
    demo = sorted((ROOT / "src" / "truceline" / "data" / "demo").glob("*.txt"))
    # One of those coded by hand is a dispatch of the demo, and has no file of its own.
    return {path.stem: path.read_text(encoding="utf-8") for path in [*filter(Path.exists, coded), *demo]}


def present(text: str) -> list[Side]:
    """The states and armed groups that a text names, in order."""
    named = dict.fromkeys(m.party.id for m in Registry.load().mentions(text))
    return [sides()[i] for i in named if i in sides()]


def exchanged(text: str, a: Side, b: Side) -> str | None:
    """The text with two parties exchanged, each name in its form; None where one lacks a form."""
    out, at = [], 0
    other = {a.party.id: b, b.party.id: a}
    forms = {"name": " mod", "adjective": " adj", "people": " people"}
    marks = [
        (m.start, m.end, other[m.party.id].written(forms[m.form]))
        for m in Registry.load().mentions(text)
        if m.party.id in other
    ]
    for one, two in ((a, b), (b, a)):
        city = one.forms.get("capital")
        if city:
            found = re.finditer(rf"\b{re.escape(city)}\b", text)
            marks += [(m.start(), m.end(), two.forms.get("capital")) for m in found]
    for start, end, words in sorted(marks):
        if words is None or start < at:
            return None
        out += [text[at:start], words]
        at = end
    swapped = "".join([*out, text[at:]])
    # A name that makes another with the word beside it ("Turkish Cypriot") is no exchange.
    find = Registry.load().mentions
    return swapped if len(find(swapped)) == len(find(text)) else None


@cache
def sides_of_others(text: str) -> frozenset[str]:
    """The ids of those to whom others that a text names belong."""
    registry = Registry.load()
    found, level = set(), {m.party.id for m in registry.mentions(text)}
    while level:
        level = {m.of for i in level for m in registry.get(i).member_of} - found
        found |= level
    return frozenset(found)


@cache
def first_reading(name: str, trained: bool) -> tuple[Claim, ...]:
    return coder(trained).code(report(texts()[name]))


def compared_report(name: str, a: Side, b: Side, trained: bool = False) -> Unlike | bool | None:
    """As ``compared``, for a whole report with two parties exchanged.

    False as well where the report names somebody who is known to be of one of the two ("Netanyahu", "the IDF").
    """
    if {a.party.id, b.party.id} & sides_of_others(texts()[name]):
        return False
    text = exchanged(texts()[name], a, b)
    if text is None or text == texts()[name]:
        return False
    found = told(coder(trained).code(report(text)), b.party, a.party)
    wanted = told(first_reading(name, trained), a.party, b.party)
    return None if found == wanted else Unlike(f"[{name}]", a.party.name, b.party.name, wanted, found)


def report_pairs(size: int | None = None) -> Iterator[tuple[str, Side, Side]]:
    """Each report with each two of its parties, and each of its parties with others of its kind (``size`` of them)."""
    for number, (name, text) in enumerate(texts().items()):
        here = present(text)
        for n, a in enumerate(here):
            yield from ((name, a, b) for b in here[n + 1 :] if a.party.kind == b.party.kind)
            others = [s for s in sides().values() if s.party.kind == a.party.kind and s not in here]
            step = 1 if size is None else max(1, len(others) // size)
            yield from ((name, a, b) for b in others[(number + n) % step :: step])


def run_reports(tasks: Iterable[tuple[str, Side, Side]], trained: bool = False) -> tuple[int, list[Unlike]]:
    results = [compared_report(*task, trained) for task in tasks]
    return sum(r is not False for r in results), [r for r in results if isinstance(r, Unlike)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", action="store_true", help="every ordered pair")
    parser.add_argument("--rules", action="store_true", help="without the trained reader")
    parser.add_argument("--reports", action="store_true", help="whole reports in place of sentences")
    parser.add_argument("--step", type=int, default=1, help="take only each Nth")
    parser.add_argument("--size", type=int, default=4, help="pairs a sentence, each both ways")
    parser.add_argument("--show", type=int, default=20, help="how many of those read otherwise to print")
    args = parser.parse_args()
    start, trained = time.perf_counter(), not args.rules
    size = None if args.every else args.size
    if args.reports:
        read, unlike = run_reports((t for n, t in enumerate(report_pairs(size)) if n % args.step == 0), trained)
    else:
        tasks = every() if size is None else some(size)
        read, unlike = run((t for n, t in enumerate(tasks) if n % args.step == 0), trained)
    print(
        f"{read} texts read in {time.perf_counter() - start:.0f} s, {len(unlike)} otherwise:"
        f" {1 - len(unlike) / read:.4%} alike"
    )
    for case in unlike[: args.show]:
        print(f"- {case.sentence}   A = {case.a}, B = {case.b}")
        for row in case.wanted:
            if row not in case.found:
                print("    wanted", json.dumps(row))
        for row in case.found:
            if row not in case.wanted:
                print("    found ", json.dumps(row))


if __name__ == "__main__":
    main()
