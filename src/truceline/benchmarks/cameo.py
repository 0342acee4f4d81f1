"""The CAMEO sets: one of five classes for a sentence, and who acts on whom in it.

Classes come from the reader's head for them and from the reading's own events (``truceline.reading.happenings``);
spans from the reader's roles, or by rules the phrases of the sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from truceline.reading.happenings import Happening, Happenings
from truceline.reading.parse import Parse, parse
from truceline.reading.parties import Registry

if TYPE_CHECKING:
    from truceline.reading.model import Reader, Seen

_CLASS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 2,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "SANCTION": 3,
    "PROTEST": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
"""The class of each type in these data: sanctions stand among the verbal conflicts there."""
_LEAST = 0.75
"""The share of belief that a target must have, tuned on a tenth of the training sentences kept aside."""
_RULE = 0.5
"""How much the rules' event adds to the reader's belief in its class."""


def classes(texts: Sequence[str], reader: Reader | None) -> list[int]:
    """The class of each text: 0 statement, 1 and 2 verbal and material cooperation, 3 and 4 the same for conflict."""
    finder, registry = Happenings(), Registry.load()
    seen: Sequence[Seen | None] = reader.read(texts) if reader is not None else [None] * len(texts)
    out = []
    for text, one in zip(texts, seen, strict=True):
        shares = [0.0] * 5
        if one is not None:
            from truceline.reading.model import acts

            shares = list(acts.quads(one, 0, len(text)).values())
        found = _found(parse(text, registry.mentions(text)), finder)
        shares[_CLASS.get(found[0].type, 0) if found else 0] += _RULE
        out.append(shares.index(max(shares)))
    return out


def tags(sentences: Sequence[Sequence[str]], reader: Reader | None) -> list[list[str]]:
    """BIO tags of each sentence's words: S source, T target, R one of several who do the same."""
    texts = [" ".join(words) for words in sentences]
    if reader is None:
        finder, registry = Happenings(), Registry.load()
        return [_by_rules(words, text, finder, registry) for words, text in zip(sentences, texts, strict=True)]
    from truceline.reading.happenings.roles import roles

    registry, out = Registry.load(), []
    for words, text, seen in zip(sentences, texts, reader.read(texts), strict=True):
        found = roles(seen, parse(text, registry.mentions(text)), _LEAST)
        out.append(_tags(words, [(r.role, r.start, r.end) for r in found]))
    return out


def _found(parsed: Parse, finder: Happenings) -> list[Happening]:
    return sorted((h for s in parsed.sentences() for h in finder.find(parsed, s)), key=lambda h: -h.score)


def _by_rules(words: Sequence[str], text: str, finder: Happenings, registry: Registry) -> list[str]:
    parsed = parse(text, registry.mentions(text))
    found = _found(parsed, finder)
    spans: list[tuple[str, int, int]] = []
    if found:
        for role, phrases in (("S", found[0].sources), ("T", found[0].targets)):
            for start, end in phrases[:1]:
                span = (parsed.starts[start], parsed.ends[end - 1])
                if not any(a < span[1] and span[0] < b for _, a, b in spans):
                    spans.append((role, *span))
    return _tags(words, spans)


def _tags(words: Sequence[str], spans: Sequence[tuple[str, int, int]]) -> list[str]:
    out, at = [], 0
    last = None
    for word in words:
        inside = next(((r, a) for r, a, b in spans if a < at + len(word) and at < b), None)
        out.append("O" if inside is None else f"{'I' if inside == last else 'B'}-{inside[0]}")
        last = inside
        at += len(word) + 1
    return out
