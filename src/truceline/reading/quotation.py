"""Quotation: what quotation marks, colons and "this was reported by" add to the attributions of a parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import arguments, framing, lexicon, syntax
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.paragraphs import BLANK_LINE, parted
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Sentence, Token


_OPEN = {"“": "”", "«": "»", "„": "“"}
_POINTING = frozenset({"this", "that", "these", "it"})
_CONFIRMING = frozenset({"confirm", "announce", "disclose"})


def quotations(parse: Parse) -> list[tuple[int, int]]:
    """Token ranges [i, j) between quotation marks, the marks left out; an open one ends with its paragraph."""
    found, start, close = [], -1, ""
    for i, word in enumerate(t.text for t in parse.doc):
        if start >= 0 and (word == close or _paragraph_break(parse, i)):
            if i > start:
                found.append((start, i))
            # A mark that opens a paragraph goes on with a quotation that the one before has left open.
            start, closed = -1, word == close and not _paragraph_break(parse, i)
            if closed:
                continue
        if start < 0 and (word in _OPEN or word == '"'):
            start, close = i + 1, _OPEN.get(word, '"')
    if 0 <= start < len(parse):
        found.append((start, len(parse)))
    return found


def completed(parse: Parse, attributions: list[Attribution], quoted: list[tuple[int, int]]) -> tuple[Attribution, ...]:
    """The attributions with quotations taken whole, and sentences that an earlier or later cue governs."""
    whole = [framing.after_colon(parse, _whole_quotation(parse, a, quoted)) for a in attributions]
    back = _back_references(parse)
    told = {a.cue_head for a in back}
    whole = [a for a in whole if a.cue_head not in told]
    more = [*_following(parse, whole, quoted), *back, *_blocks(parse, whole)]
    more += _run_on(parse, [*whole, *more], quoted)
    more += framing.continued(parse, [*whole, *more])
    more += framing.broken_down(parse, [*whole, *more])
    return tuple(sorted([*whole, *more], key=lambda a: (a.cue, a.content)))


def _whole_quotation(parse: Parse, attribution: Attribution, quoted: list[tuple[int, int]]) -> Attribution:
    """A quotation that the content has a part of belongs to it whole, over sentence limits too."""
    content = set(attribution.content)
    own = {*attribution.source, *attribution.cue}
    for i, j in quoted:
        if content.isdisjoint(range(i, j)):
            continue
        inside = content.intersection(range(i, j))
        if len(inside) * 2 >= len(content) and not own.intersection(range(i, j)):
            content.update(range(i, j))
    if content == set(attribution.content):
        return attribution
    return replace(attribution, content=tuple(trimmed(parse, content)))


def _following(parse: Parse, attributions: list[Attribution], quoted: list[tuple[int, int]]) -> list[Attribution]:
    """Quoted sentences without a cue of their own, after one that has it, in the same paragraph."""
    found = []
    for i, j in quoted:
        if j - i < 3 or _is_taken(attributions, i, j):
            continue
        before = [a for a in attributions if a.cue[0] < i and a.source and _same_paragraph(parse, a.cue[0], i)]
        if not before and (leader := _before_alone(parse, attributions, i, j)) is not None:
            found.append(replace(leader, content=tuple(range(i, j)), content_head=parse.doc[i].sent.root.i))
            continue
        sentence = parse.doc[i].sent
        goes_on = bool(before) and sentence.start <= before[-1].cue[0] and before[-1].content[-1] < before[-1].cue[0]
        if before and (i - sentence.start <= 1 or goes_on):
            found.append(replace(before[-1], content=tuple(range(i, j)), content_head=sentence.root.i))
    return found


def _before_alone(parse: Parse, attributions: list[Attribution], start: int, end: int) -> Attribution | None:
    """Who spoke last in the paragraph before a quotation that is a paragraph of its own."""
    last = next((n for n in range(end, len(parse)) if not parse.doc[n].is_punct and not parse.doc[n].is_quote), None)
    opens = _paragraph_break(parse, start - 1) if start > 1 else False
    if not opens or (last is not None and not parted(parse.text, parse.ends[end - 1], parse.starts[last])):
        return None
    first = next((n for n in range(start - 2, 0, -1) if _paragraph_break(parse, n)), 0)
    spoke = [a for a in attributions if first <= a.cue_head < start - 1 and a.source and a.kind is Kind.CLAUSE]
    return spoke[-1] if spoke and spoke[-1].stance is Stance.ASSERTS else None


def _run_on(parse: Parse, attributions: list[Attribution], quoted: list[tuple[int, int]]) -> list[Attribution]:
    """The paragraphs of a quotation that runs over several: whoever is told to say one of them says them all."""
    found: list[Attribution] = []
    run: list[tuple[int, int]] = []
    for i, j in [*quoted, (len(parse), len(parse))]:
        if run and not (_left_open(parse, run[-1][1]) and _paragraph_break(parse, i - 1)):
            found += _of_run(parse, attributions, run)
            run = []
        run.append((i, j))
    return found


def _of_run(parse: Parse, attributions: list[Attribution], run: list[tuple[int, int]]) -> Iterator[Attribution]:
    if len(run) < 2:
        return
    outside = [a for a in attributions if a.source and not any(i <= a.cue_head < j for i, j in run)]
    outside = [a for a in outside if any(i <= t < j for t in a.content for i, j in run) and a.kind is Kind.CLAUSE]
    if not outside:
        return
    for i, j in run:
        if not _is_taken(attributions, i, j):
            head = parse.doc[i].sent.root.i
            yield replace(outside[0], content=tuple(range(i, j)), content_head=head)


def _left_open(parse: Parse, end: int) -> bool:
    """Whether a quotation that ends there has no closing mark, but only its paragraph ends."""
    return end < len(parse) and _paragraph_break(parse, end)


def _is_taken(attributions: list[Attribution], start: int, end: int) -> bool:
    """Whether somebody outside a quotation says something of it."""
    outside = (a for a in attributions if a.source and not start <= a.cue_head < end)
    return any(start <= i < end for a in outside for i in a.content)


def _back_references(parse: Parse) -> list[Attribution]:
    """ "This was reported by the ministry": the content is the sentence before."""
    found, before = [], None
    telling = lexicon.cues().hearsay | _CONFIRMING
    for sentence in parse.sentences():
        verb = sentence.root
        topic, source = arguments.direct_object(verb), arguments.agent(verb) if syntax.is_passive(verb) else None
        pointing = topic is not None and topic.lower_ in _POINTING and topic.dep_ != "det"
        if before is not None and pointing and source is not None and verb.lemma_.lower() in telling:
            content = tuple(trimmed(parse, range(before.start, before.end)))
            names = tuple(sorted(syntax.subtree(source)))
            found.append(Attribution(names, source.i, (verb.i,), content, before.root.i, Stance.ASSERTS, Kind.CLAUSE))
        elif before is not None and (told := _comes_from(sentence)) is not None:
            content = tuple(trimmed(parse, range(before.start, before.end)))
            names = tuple(sorted(syntax.subtree(told)))
            found.append(Attribution(names, told.i, (verb.i,), content, before.root.i, Stance.ASSERTS, Kind.CLAUSE))
        before = sentence
    return found


def _comes_from(sentence: Sentence) -> Token | None:
    """ "That is from the observatory": whoever the sentence before is laid to."""
    verb = sentence.root
    topic = arguments.subject(verb)
    if verb.lemma_ not in ("be", "come") or topic is None or topic.lower_ not in _POINTING:
        return None
    return next(iter(syntax.prep_objects(verb, "from")), None)


def _blocks(parse: Parse, attributions: list[Attribution]) -> list[Attribution]:
    """A sentence with a cue that ends in a colon governs the rest of its paragraph, or the next list."""
    found, leader, opened = [], None, 0
    taken = {i for a in attributions for i in a.content}
    for sentence in parse.sentences():
        if leader is not None and not _governed(parse, opened, sentence.start):
            leader = None
        if leader is not None and sentence.root.i not in taken:
            numbers = trimmed(parse, range(sentence.start, sentence.end))
            if numbers:
                found.append(replace(leader, content=tuple(numbers), content_head=sentence.root.i))
        if (colon := _colon(parse, sentence)) is not None:
            before = (a for a in reversed(attributions) if sentence.start <= a.cue[0] < colon and a.source)
            leader = next(before, None) or _opener(sentence) or leader
            opened = min(colon + 1, len(parse) - 1)
    return found


def _opener(sentence: Sentence) -> Attribution | None:
    """ "The monitors reported:" has a source and a cue, and its content is still to come."""
    verb = sentence.root
    source = arguments.agent(verb) if syntax.is_passive(verb) else arguments.subject(verb)
    if verb.lower_ in lexicon.cues().according:
        source = next(iter(syntax.prep_objects(verb, "to")), None)
    elif source is None or verb.lemma_.lower() not in lexicon.cues().verbs:
        return None
    if source is None:
        return None
    names = tuple(sorted(syntax.subtree(source)))
    return Attribution(names, source.i, (verb.i,), (), verb.i, Stance.ASSERTS, Kind.CLAUSE)


def _colon(parse: Parse, sentence: Sentence) -> int | None:
    """A colon at the end of a sentence or of a line: what it opens goes on after it."""
    for token in sentence:
        if token.text != ":":
            continue
        last = token.i + 1 == sentence.end
        if last or "\n" in parse.text[parse.ends[token.i] : parse.starts[token.i + 1]]:
            return token.i
    return None


def _governed(parse: Parse, opened: int, start: int) -> bool:
    """Whether a sentence is in the paragraph that a colon opened, or in the list that goes on after it."""
    between = parse.text[parse.starts[opened] : parse.starts[start] + 1]
    return all(part.lstrip().startswith(("-", "*", "•", "–")) for part in BLANK_LINE.split(between)[1:])


def _paragraph_break(parse: Parse, i: int) -> bool:
    return i > 0 and parted(parse.text, parse.ends[i - 1], parse.starts[i])


def _same_paragraph(parse: Parse, i: int, j: int) -> bool:
    return not parted(parse.text, parse.ends[i], parse.starts[j])
