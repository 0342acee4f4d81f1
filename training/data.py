"""Windows with labels, from the data folder and from our own sentences."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from truceline.reading.model.labels import ATTRIBUTION, EFFECTS, ENTITIES, FILLERS, INCIDENTS, MODES, ROLES, TYPES
from truceline.reading.model.pieces import FIRST, LAST, LIMIT, Pieces, pieces, windows

SAME_MODE = {"sieze": "seize", "primative": "primitive", "assassinate": "targeted"}
Span = tuple[int, int]


@dataclass(slots=True)
class Window:
    """One input with all labels that its task has; positions count the first special piece.

    ``attribution`` three rows of O B I, ``tags`` of the other layers (-1 where nothing is known), ``links`` (first and
    last piece of a content, first piece of its source and of its cue, 0 for none, -1 for unknown), ``sentences``
    (first piece, last piece exclusive, type, mode, five-class label, each -1 for unknown, and a weight).
    """

    task: str
    ids: list[int]
    shapes: list[int]
    quotes: list[int]
    attribution: list[list[int]] | None = None
    tags: dict[str, list[int]] = field(default_factory=dict)
    links: list[tuple[int, int, int, int]] = field(default_factory=list)
    sentences: list[tuple[int, int, int, int, int, float]] = field(default_factory=list)
    incidents: list[int] | None = None

    def __len__(self) -> int:
        return len(self.ids)


def lines(path: Path) -> list[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def window(task: str, cut: Pieces, start: int, end: int) -> Window:
    return Window(
        task,
        [FIRST, *cut.ids[start:end], LAST],
        [0, *cut.shapes[start:end], 0],
        [0, *cut.quotes[start:end], 0],
    )


def span_pieces(cut: Pieces, span: Span) -> Span | None:
    """Pieces that a span of characters touches."""
    import bisect

    start = bisect.bisect_right(cut.ends, span[0])
    end = bisect.bisect_left(cut.starts, span[1])
    return (start, end) if end > start else None


def held_out(text: str) -> bool:
    """A tenth of the sentences of the CAMEO sets, which have no dev split, told by their text alone."""
    return int(hashlib.sha256(re.sub(r"\W+", "", text.lower()).encode()).hexdigest(), 16) % 10 == 0


def kept_aside(article: dict[str, Any]) -> bool:
    return int(hashlib.sha256(article["id"].encode()).hexdigest(), 16) % 25 == 0


class Attribution:
    """PolNeAR: three layers of BIO tags and links; windows begin elsewhere in every pass.

    One article in 25 is kept aside, to train the linker and to calibrate the scores (``kept_aside``).
    """

    def __init__(self, path: Path, tokenizer: Any) -> None:
        self.articles = [(a, pieces(tokenizer, a["text"])) for a in lines(path) if not kept_aside(a)]

    def pass_over(self, rng: random.Random) -> list[Window]:
        out = []
        for article, cut in self.articles:
            out += article_windows(article, cut, rng.randint(20, LIMIT))
        rng.shuffle(out)
        return out


def article_windows(article: dict[str, Any], cut: Pieces, first: int | None) -> list[Window]:
    n = len(cut)
    layers = [[0] * n for _ in ATTRIBUTION]
    links = []
    for said in article["attributions"]:
        spans = {role: [p for s in said[role] if (p := span_pieces(cut, (s[0], s[1])))] for role in ATTRIBUTION}
        for layer, role in zip(layers, ATTRIBUTION, strict=True):
            for start, end in spans[role]:
                layer[start] = 1
                for at in range(start + 1, end):
                    layer[at] = 2
        for start, end in spans["content"]:
            links.append((start, end, *(spans[r][0][0] if spans[r] else None for r in ("source", "cue"))))
    for start_char, end_char in article.get("discard") or []:
        if found := span_pieces(cut, (start_char, end_char)):
            for layer in layers:
                layer[found[0] : found[1]] = [-1] * (found[1] - found[0])
    out = []
    for start, end in windows(article["text"], cut, first=first):
        one = window("attribution", cut, start, end)
        one.attribution = [[-1, *layer[start:end], -1] for layer in layers]
        place = lambda at: 0 if at is None else at - start + 1 if start <= at < end else -1  # noqa: B023, E731
        for a, b, source, cue in links:
            if start <= a and b <= end:
                one.links.append((a - start + 1, b - start, place(source), place(cue)))
        out.append(one)
    return out


class Stories:
    """PLOVER's machine-written stories: type and mode of the first sentence, or of the first pieces.

    Types with few stories weigh more.
    """

    def __init__(self, path: Path, tokenizer: Any) -> None:
        self.stories = [(s, pieces(tokenizer, s["text"][:800])) for s in lines(path)]
        counts = Counter(story["type"] for story, _ in self.stories)
        middle = len(self.stories) / len(counts)
        self.weights = {kind: min(2.5, (middle / count) ** 0.7) for kind, count in counts.items()}

    def pass_over(self, rng: random.Random) -> list[Window]:
        out = []
        for story, cut in self.stories:
            found = re.search(r"[.!?][\"”]?\s+(?=[A-Z“\"])", story["text"][60:])
            first = span_pieces(cut, (0, 60 + found.start() + 1 if found else 800))
            whole = min(len(cut), 96)
            end = min(first[1], whole) if first and rng.random() < 0.6 else whole
            show = end if rng.random() < 0.3 else whole
            one = window("stories", cut, 0, show)
            weight = self.weights[story["type"]]
            one.sentences.append((1, end + 1, TYPES.index(story["type"]), mode_of(story["mode"]), -1, weight))
            out.append(one)
        rng.shuffle(out)
        return out


def mode_of(mode: str) -> int:
    mode = SAME_MODE.get(mode.lower(), mode.lower())
    return MODES.index(mode) if mode in MODES else -1


@dataclass(slots=True)
class Sentence:
    """A sentence with whatever labels it has; several are packed into one window."""

    cut: Pieces
    tags: dict[str, list[int]]
    type: int = -1
    mode: int = -1
    quad: int = -1
    weight: float = 1.0


def bio(cut: Pieces, spans: list[tuple[str, int, int]], kinds: tuple[str, ...]) -> list[int]:
    """O, B-first, I-first, B-second ... of spans in characters."""
    row = [0] * len(cut)
    for kind, start, end in spans:
        if found := span_pieces(cut, (start, end)):
            row[found[0]] = 1 + 2 * kinds.index(kind)
            for at in range(found[0] + 1, found[1]):
                row[at] = 2 + 2 * kinds.index(kind)
    return row


def conll(path: Path) -> list[tuple[list[str], list[str]]]:
    out: list[tuple[list[str], list[str]]] = [([], [])]
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if not parts:
            if out[-1][0]:
                out.append(([], []))
            continue
        out[-1][0].append(parts[0] if len(parts) > 1 else "-")
        out[-1][1].append(parts[-1])
    return [one for one in out if one[0]]


def spans_of(words: list[str], tags: list[str]) -> tuple[str, list[tuple[str, int, int]]]:
    """Text of the words joined by blanks, and its tagged spans in characters."""
    text, spans = "", []
    for word, tag in zip(words, tags, strict=True):
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        if tag == "O":
            continue
        if tag[0] == "I" and spans and spans[-1][0] == tag[2:] and spans[-1][2] == start - 1:
            spans[-1] = (tag[2:], spans[-1][1], len(text))
        else:
            spans.append((tag[2:], start, len(text)))
    return text, spans


class Packed:
    """Sentences in random order, one to four in a window, so that a sentence is told from its neighbours."""

    def __init__(self, task: str, sentences: list[Sentence]) -> None:
        self.task, self.sentences = task, sentences

    def pass_over(self, rng: random.Random) -> list[Window]:
        order = rng.sample(self.sentences, len(self.sentences))
        out: list[Window] = []
        room = 0
        for s in order:
            if len(s.cut) > LIMIT or not len(s.cut):
                continue
            if not room or len(out[-1]) + len(s.cut) > LIMIT:
                out.append(Window(self.task, [FIRST, LAST], [0, 0], [0, 0], tags={k: [-1, -1] for k in s.tags}))
                room = rng.choice((1, 1, 2, 3, 4))
            one, room = out[-1], room - 1
            start = len(one) - 1
            one.ids[-1:] = [*s.cut.ids, LAST]
            one.shapes[-1:] = [*s.cut.shapes, 0]
            one.quotes[-1:] = [*s.cut.quotes, 0]
            for layer in one.tags.keys() | s.tags.keys():
                row = one.tags.setdefault(layer, [-1] * (start + 1))
                row[-1:] = [*s.tags.get(layer, [-1] * len(s.cut)), -1]
            if max(s.type, s.mode, s.quad) >= 0:
                one.sentences.append((start, start + len(s.cut), s.type, s.mode, s.quad, s.weight))
        return out


def cameo_sentences(folder: Path, tokenizer: Any, dev: bool) -> list[Sentence]:
    """Five-class sentences and sentences with S, T, R; those in both sets are joined."""
    quads: dict[str, tuple[str, int]] = {}
    flat = lambda text: re.sub(r"\W+", "", text.lower())  # noqa: E731
    for line in (folder / "class_train.tsv").read_text(encoding="utf-8").splitlines():
        text, label = line.rsplit("\t", 1)
        quads[flat(text)] = (text, int(label))
    out, seen = [], set()
    for words, tags in conll(folder / "ner_train.txt"):
        text, spans = spans_of(words, tags)
        if held_out(text) != dev:
            continue
        cut = pieces(tokenizer, text)
        seen.add(flat(text))
        label = quads.get(flat(text), ("", -1))[1]
        out.append(Sentence(cut, {"roles": bio(cut, spans, ROLES)}, quad=label))
    for key, (text, label) in quads.items():
        if key not in seen and held_out(text) == dev:
            out.append(Sentence(pieces(tokenizer, text), {}, quad=label))
    return out


def entity_sentences(path: Path, tokenizer: Any) -> list[Sentence]:
    out = []
    for words, tags in conll(path):
        text, spans = spans_of(words, [t if t == "O" or t[2:] in ENTITIES else "O" for t in tags])
        cut = pieces(tokenizer, text)
        out.append(Sentence(cut, {"entities": bio(cut, spans, ENTITIES)}))
    return out


def own_sentences(folder: Path, tokenizer: Any) -> list[Sentence]:
    """Our own labelled sentences; a line that cannot be used is passed over with a word about it."""
    out = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                cut = pieces(tokenizer, row["text"])
                spans = [("S", *s[:2]) for s in row.get("source") or []]
                spans += [("T", *s[:2]) for s in row.get("target") or []]
                kind = TYPES.index(row["type"] or "NONE")
                mode = mode_of(row["mode"]) if row.get("mode") else -1
                out.append(Sentence(cut, {"roles": bio(cut, spans, ROLES)}, kind, mode, weight=2.0))
            except (ValueError, KeyError, TypeError, IndexError) as problem:
                print(f"{path.name}:{number}: passed over, {problem!r}", flush=True)
    return out


class Fillers:
    """MUC-4: every whole-word occurrence of a gold mention is tagged with its role.

    From the keys of the figures come what became of people (by whole-word occurrences too) and the kinds of incident,
    which are told of windows with any tag and of reports with no incident. Of the windows without tags, a third is
    seen in a pass.
    """

    def __init__(self, path: Path, tokenizer: Any) -> None:
        self.documents = []
        keys = json.loads((path.parent / "figures_train.json").read_text(encoding="utf-8"))
        for document in lines(path):
            text, key = document["doctext"], keys.get(document["docid"])
            cut = pieces(tokenizer, text)
            rows = {"fillers": bio(cut, mention_spans(document), FILLERS)}
            if key is not None:
                rows["effects"] = bio(cut, effect_spans(text, key), EFFECTS)
            self.documents.append((text, cut, rows, incident_row(key)))

    def pass_over(self, rng: random.Random) -> list[Window]:
        out = []
        for text, cut, rows, incidents in self.documents:
            for start, end in windows(text, cut, first=rng.randint(60, LIMIT)):
                told = any(any(row[start:end]) for row in rows.values())
                if rng.random() > 0.35 and not told:
                    continue
                one = window("fillers", cut, start, end)
                one.tags = {layer: [-1, *row[start:end], -1] for layer, row in rows.items()}
                if told or not any(incidents):
                    one.incidents = incidents
                out.append(one)
        rng.shuffle(out)
        return out


def effect_spans(text: str, key: dict[str, Any]) -> list[tuple[str, int, int]]:
    """People of the required incidents, longest names first; a place already taken keeps its effect."""
    told = set()
    for incident in key["incidents"]:
        for person in incident["people"] if not incident["optional"] else []:
            effects = {FATES[e] for e in person["effect"] if e in FATES}
            if "KIDNAPPING" in incident["type"]:
                effects.add("held")
            names = [name.strip(' "').lower() for name in person["who"].split("/") if not person["who"].startswith("?")]
            told |= {(name, effect) for name in names for effect in effects if len(name) > 2}
    return whole_words(text, told)


FATES = {"DEATH": "killed", "INJURY": "injured", "REGAINED FREEDOM": "released", "ESCAPED": "released"}


def incident_row(key: dict[str, Any] | None) -> list[int]:
    """1 for each kind of required incident, 0 for the others, -1 for optional ones and those without a key."""
    if key is None:
        return [-1] * len(INCIDENTS)
    required = {kind for i in key["incidents"] if not i["optional"] for kind in i["type"][:1]}
    optional = {kind for i in key["incidents"] for kind in i["type"]} - required
    return [1 if kind in required else -1 if kind in optional else 0 for kind in INCIDENTS]


def mention_spans(document: dict[str, Any]) -> list[tuple[str, int, int]]:
    mentions = {(m[0], role) for role in FILLERS for entity in document["extracts"].get(role, []) for m in entity}
    return whole_words(document["doctext"], mentions)


def whole_words(text: str, mentions: set[tuple[str, str]]) -> list[tuple[str, int, int]]:
    """Every whole-word occurrence with its label, longest first; a place already taken keeps its label."""
    taken: set[int] = set()
    out = []
    for mention, role in sorted(mentions, key=lambda m: (-len(m[0]), m)):
        for found in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", text):
            if taken.isdisjoint(range(*found.span())):
                taken.update(range(*found.span()))
                out.append((role, *found.span()))
    return out


class Stream:
    """A task's windows without end: pass after pass, each in another order."""

    def __init__(self, task: Any, seed: int) -> None:
        self.task, self.rng, self.left = task, random.Random(seed), []

    def take(self, budget: int) -> Iterator[Window]:
        while budget > 0:
            if not self.left:
                self.left = self.task.pass_over(self.rng)
                if not self.left:
                    return
            one = self.left.pop()
            budget -= len(one)
            yield one
