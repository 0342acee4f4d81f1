"""Asides: "..., an officer grumbled, ...", ""...," read the note", ", said a member of the panel,".

Who speaks in an aside stands right beside the verb, so the order of the words shows it even where the parser takes the
aside for something else. Found here are those that the rules over the tree have missed or have no source for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import clauses, lexicon, syntax
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.parse import Parse
from truceline.reading.parties import role_kind

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_EDGES = frozenset({",", ";", ":", "—", "–", "--", "(", ")"})
_MARKS = frozenset({'"', "“", "”", "«", "»", "„", "''", "``"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"who", "which", "whose", "whom", "that", "where", "when", "while", "as", "if", "because"})
_LONGEST = 16
_NAME_LENGTH = 9
_TOLD_TO = frozenset({"tell", "inform", "assure", "remind", "warn", "brief", "notify", "advise", "urge", "beg"})
_TURNING = frozenset({"say", "add", "write", "explain", "warn", "read"})
"""Verbs whose speaker often stands behind them."""
_BESIDE = frozenset({"nsubj", "dobj", "pobj", "attr", "dep", "appos", "ROOT", "conj", "npadvmod", "ccomp", "oprd"})


def asides(parse: Parse, known: Sequence[Attribution], quoted: Sequence[tuple[int, int]]) -> Iterator[Attribution]:
    """The attributions of asides whose cue no known attribution with a source has."""
    taken = {i: a for a in known if a.source_head is not None and a.content for i in a.cue}
    inside = {i for start, end in quoted for i in range(start, end)}
    for verb in parse.doc:
        if verb.i in inside or not _is_finite(verb, inside) or not _says(verb):
            continue
        segment = _segment(verb, inside)
        source = _speaker(verb, segment, inside)
        if source is None or (verb.i in taken and not _turned(source, verb, taken[verb.i], segment)):
            continue
        source = _whose_document(verb, source, segment)
        names = [i for i in syntax.subtree(source) if segment[0] <= i < segment[1] and i != verb.i]
        own = {*range(*segment), *_behind(verb, source, segment)}
        for words in _contents(parse, verb, segment, own, quoted):
            content = trimmed(parse, words)
            if len(content) < 2 or not any(syntax.is_verb(parse.doc[i]) for i in content):
                continue
            head = _head(parse, content)
            readings = lexicon.cues().verbs.get(verb.lemma_.lower(), ())
            stance = clauses.stance_of(readings, head, readings[0].stance) if readings else Stance.ASSERTS
            cue = (verb.i, *(p.i for p in syntax.children(verb, "prt")))
            kept = tuple(sorted(i for i in names if i not in cue and i not in content))
            yield Attribution(kept or (source.i,), source.i, cue, tuple(content), head.i, stance, Kind.CLAUSE)


def quoted_behind(parse: Parse, known: Sequence[Attribution]) -> Iterator[Attribution]:
    """ "Twelve bodies were found, local media quoted officials as saying", where a parser takes the verb for none."""
    taken = {i for a in known for i in a.cue}
    for verb in parse.doc:
        if verb.lower_ not in ("quoted", "quotes") or verb.i in taken or verb.i + 3 >= verb.sent.end:
            continue
        first, last = _segment(verb, set())
        saying = verb.doc[last] if last + 1 < verb.sent.end and verb.doc[last].lower_ == "as" else None
        if saying is None or saying.nbor(1).lower_ != "saying":
            continue
        content = trimmed(parse, range(verb.sent.start, first))
        before = [t for t in verb.doc[first : verb.i] if t.pos_ in _NAMING]
        after = [t for t in verb.doc[verb.i + 1 : last] if t.pos_ in _NAMING]
        if not before or not after or not any(syntax.is_verb(parse.doc[i]) for i in content):
            continue
        head = _head(parse, content)
        outer, inner = tuple(range(first, verb.i)), tuple(range(verb.i + 1, last))
        told = (*content, *inner)
        yield Attribution(outer, before[-1].i, (verb.i,), told, head.i, Stance.ASSERTS, Kind.CLAUSE)
        yield Attribution(inner, after[-1].i, (last + 1,), tuple(content), head.i, Stance.ASSERTS, Kind.CLAUSE)


def _whose_document(verb: Token, source: Token, segment: tuple[int, int]) -> Token:
    """ "read a note from the army": the army's, wherever the parser hangs the "from"."""
    after = verb.doc[source.i + 1 : min(source.i + 3, segment[1])]
    if (
        source.lemma_.lower() not in lexicon.cues().documents
        or not after
        or after[0].lower_ not in ("from", "by", "of")
    ):
        return source
    return next(iter(syntax.children(after[0], "pobj")), source)


def named_lines(parse: Parse, quoted: Sequence[tuple[int, int]]) -> Iterator[Attribution]:
    """ "General Luis Paz: "Our men never fired"": a name and a colon before a quotation that opens or fills a line."""
    for start, end in quoted:
        colon = start - 2
        if colon < 1 or parse.doc[colon].text != ":" or end - start < 2:
            continue
        first = max(parse.doc[colon].sent.start, colon - _LONGEST)
        words = [t for t in parse.doc[first:colon] if not t.is_punct]
        tops = [t for t in words if t.pos_ in _NAMING and t.head not in words]
        if not words or any(syntax.is_verb(t) for t in words) or len(words) > _NAME_LENGTH:
            continue
        named = tops or [t for t in words if t.pos_ in _NAMING]
        if named:
            source = named[-1]
            head = _head(parse, range(start, end)) if _has_verb(parse, start, end) else parse.doc[start]
            names = tuple(t.i for t in words)
            yield Attribution(names, source.i, (colon,), tuple(range(start, end)), head.i, Stance.ASSERTS, Kind.CLAUSE)


def _has_verb(parse: Parse, start: int, end: int) -> bool:
    return any(syntax.is_verb(parse.doc[i]) for i in range(start, end))


def _is_finite(verb: Token, inside: set[int]) -> bool:
    """Finite by its tag, or "read", right behind a quotation, which the parser may take for a participle."""
    if verb.tag_ in _FINITE or verb.tag_ not in ("VB", "VBN"):
        return verb.tag_ in _FINITE
    return not inside.isdisjoint(range(verb.i - 3, verb.i)) and not syntax.children(verb, "aux", "auxpass")


def _turned(source: Token, verb: Token, known: Attribution, segment: tuple[int, int]) -> bool:
    """ "Congress, said a member, would be asked": who stands behind the verb speaks, not what stands before it."""
    if known.source_head is None:
        return False
    thing = verb.doc[known.source_head]
    if thing.i < segment[0] and source.pos_ == "PROPN" and thing.pos_ == "NOUN" and not role_kind(thing.lemma_.lower()):
        return True  # "The pause, its secretary, Ann Lind, told reporters, had been agreed"
    before = known.source_head < verb.i < source.i
    # "the presidency in Lima said": not the last name before the verb, but whoever is described by it.
    inner = source.i < known.source_head < verb.i and known.source_head in {t.i for t in source.subtree}
    return inner or (before and verb.lemma_ in _TURNING)


def _says(verb: Token) -> bool:
    words = lexicon.cues()
    lemma = verb.lemma_.lower()
    particles = [c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod") and c.i == verb.i + 1]
    after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    phrases = {lemma, *(f"{lemma} {p}" for p in particles), f"{lemma} {after}"}
    negated = any(c.dep_ == "neg" for c in verb.children)
    tells = lemma in words.verbs and words.verbs[lemma][0].stance is Stance.ASSERTS
    runs = lemma == "run" and any(c.lemma_.lower() in words.documents for c in syntax.children(verb, "nsubj"))
    return not negated and (tells or runs or bool(phrases & words.aside_verbs))


def _segment(verb: Token, inside: set[int]) -> tuple[int, int]:
    """The words between the commas, quotation marks or sentence limits around a verb."""
    first = verb.i
    while first > verb.sent.start and not _limits(verb.doc[first - 1], inside):
        first -= 1
    last = verb.i + 1
    while last < verb.sent.end and not _limits(verb.doc[last], inside) and verb.doc[last].lower_ not in _RELATIVE:
        last += 1
    return first, last


def _limits(token: Token, inside: set[int]) -> bool:
    stop = token.text == "." and token.dep_ != "compound"  # not that of "Col. Ann Lind"
    return token.i in inside or token.text in _EDGES or token.text in _MARKS or stop


def _speaker(verb: Token, segment: tuple[int, int], inside: set[int]) -> Token | None:
    """Who stands right before or right after the verb; None where the words are no aside."""
    first, last = segment
    sent = verb.sent
    quoted = any(i in inside for i in range(max(first - 3, 0), first))
    if last - first > _LONGEST or (first == sent.start and last >= sent.end - 1 and not quoted):
        return None
    before = [verb.doc[i] for i in range(first, verb.i)]
    after = [verb.doc[i] for i in range(verb.i + 1, last)]
    if any(t.lower_ in _RELATIVE or t.dep_ == "mark" or t.tag_ in ("WDT", "WP", "TO", "MD") for t in before):
        return None
    if any(t.tag_ in _FINITE or t.tag_ == "MD" for t in (*before, *after)) or (
        before and before[0].tag_ in ("IN", "CC")
    ):
        return None
    objects = [t for t in after if t.dep_ == "dobj" and t.head.i == verb.i]
    if before and objects and verb.lemma_.lower() not in _TOLD_TO:
        return None
    closed = last >= sent.end - 1 or verb.doc[last].text in _EDGES or verb.doc[last].text in _MARKS
    opened = first == sent.start or verb.doc[first - 1].text not in (";", ":")
    nouns = [t for t in before if t.pos_ in _NAMING]
    if nouns:
        starts = first > sent.start or quoted or verb.doc[min(last, len(verb.doc) - 1)].text == ":"
        own = [t for t in nouns if t.head.i == verb.i and t.dep_ == "nsubj"]
        tops = own or [t for t in nouns if t.head.i not in {n.i for n in nouns} and t.dep_ in _BESIDE]
        return _one_of(tops[-1]) if opened and closed and _to_whom(after) and starts and tops else None
    led = first == verb.i and (first > sent.start or quoted)
    if not led or not opened or not closed or (syntax.children(verb, "nsubj") and verb.lemma_ not in _TURNING):
        return None
    named = [t for t in after if t.pos_ in _NAMING and not (t.dep_ == "pobj" and t.head.head.i == verb.i)]
    top = next((t for t in named if t.head.i not in {n.i for n in named}), None)
    told = top is not None and (top.pos_ in ("PROPN", "PRON") or any(c.i < top.i for c in top.children))
    return top if told else None


def _one_of(noun: Token) -> Token:
    """The "one" of "one of their captains"."""
    of = noun.head
    counted = noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ in ("one", "some", "another", "several")
    return of.head if counted else noun


def _to_whom(after: list[Token]) -> bool:
    """Whether nothing follows but whom it was said to, when and where."""
    return all(t.pos_ in ("ADP", "NOUN", "PROPN", "DET", "ADV", "ADJ", "NUM", "PART", "PRON") for t in after)


def _behind(verb: Token, source: Token, segment: tuple[int, int]) -> set[int]:
    """The clause that describes the speaker: ", who asked not to be named"."""
    found = {i for c in source.subtree if c.dep_ in ("relcl", "appos") and c.i >= segment[1] for i in syntax.subtree(c)}
    last = segment[1] + 1 if segment[1] < verb.sent.end and verb.doc[segment[1]].text == "," else segment[1]
    if last < verb.sent.end and verb.doc[last].lower_ in ("who", "which", "whose", "whom"):
        end = next((i for i in range(last, verb.sent.end) if verb.doc[i].text in _EDGES), verb.sent.end)
        found |= set(range(last, end))
    return found


def _contents(
    parse: Parse, verb: Token, segment: tuple[int, int], own: set[int], quoted: Sequence[tuple[int, int]]
) -> list[list[int]]:
    """The quotations beside the aside; else the rest of the sentence, or of its half between semicolons."""
    near = [(i, j) for i, j in quoted if _beside(parse, segment, i, j)]
    if near:
        return [list(range(i, j)) for i, j in near]
    start, end = verb.sent.start, verb.sent.end
    if segment[1] < end and verb.doc[segment[1]].text == ":":
        start = segment[1] + 1
    marks = [t.i for t in verb.sent if t.text == ";"]
    start = max([start, *(m + 1 for m in marks if m < segment[0])])
    end = min([end, *(m for m in marks if m >= segment[1])])
    return [[i for i in range(start, end) if i not in own]]


def _beside(parse: Parse, segment: tuple[int, int], start: int, end: int) -> bool:
    """Whether only punctuation stands between a quotation and the aside."""
    if end <= segment[0]:
        return all(parse.doc[n].is_punct or parse.doc[n].is_quote for n in range(end, segment[0]))
    return (
        start >= segment[1] and all(parse.doc[n].is_punct for n in range(segment[1], start)) and start - segment[1] < 4
    )


def _head(parse: Parse, content: Sequence[int]) -> Token:
    """The verb of what is said that the other words hang from."""
    verbs = [parse.doc[i] for i in content if syntax.is_verb(parse.doc[i])]
    within = set(content)
    tops = [v for v in verbs if v.head.i not in within or syntax.is_root(v)]
    return (tops or verbs)[0]
