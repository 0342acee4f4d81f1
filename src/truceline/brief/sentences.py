"""Sentences: a voice, a neutral verb, and the words as reported or a coded figure.

The program says nothing of its own: what stands between quotation marks is the report's, what
stands before them names the voice, and what follows in brackets is when, and how sure the words are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.brief import context
from truceline.brief.brief import Part, PartKind, Sentence
from truceline.brief.statements import Statement
from truceline.brief.times import published_words, when_words
from truceline.brief.voices import inner_words, report_voice, voice_words
from truceline.brief.words import (
    PLAIN_CUES,
    SAID,
    SAYS,
    capital,
    few,
    figure_words,
    listed,
    modality_words,
    points,
    shorten,
    tidy,
)
from truceline.model import Basis, Modality, Polarity, Stance, codebook

_PLAIN = (Modality.HAPPENED, Modality.ONGOING)
_RELEASED = {"release": "released", "return": "returned"}
_HANGING = frozenset({"for", "of", "on", "over", "about", "with", "against", "from", "in"})
"""Words that a content may begin with and that need the verb they hang on."""
_CUE_REACH = 40
"""Code points that a cue in several pieces ("emphasized the need") may cover to be quoted whole."""
_SHORT = 3
"""Fewer words than this do not stand alone as what somebody says."""
_SUBORDINATE = frozenset(
    "after although as because before by either having how if since than thus until when where whether which while "
    "who whom whose".split()
)
_ASKING = frozenset({"how", "whether", "why"})
"""Words that open a question inside a longer sentence ("How many there are is not known")."""
_WISHING = (Stance.OFFERS, Stance.DEMANDS, Stance.PROMISES, Stance.ACCUSES, Stance.DOUBTS)
"""Stances whose verb carries a short content well: "demanded: 10 living hostages"."""
_STATES = ("held", "killed", "wounded", "missing", "displaced")


def sentence(statement: Statement, *, coded: bool = False) -> Sentence:
    """One sentence for a statement. ``coded`` asks for its figures in words instead of its quote,
    which is done only where the stance, polarity and modality are plain."""
    body = _figures(statement) if coded and can_be_coded(statement) else _quoted(statement)
    tag = _tag(statement, body)
    parts = (_voice(statement), *body, *tag, Part("."))
    return Sentence(parts, statement.ids)


def joined(sentence: Sentence, others: Sequence[Statement]) -> Sentence:
    """The sentence resting also on the claims of ``others``, whose words it holds already."""
    more = (i for s in others for i in s.ids)
    return replace(sentence, claims=tuple(dict.fromkeys((*sentence.claims, *more))))


def change(statement: Statement, before: Statement) -> Sentence:
    """A voice's new figure with its figure before that, in one sentence."""
    new, old = sentence(statement, coded=True), sentence(before, coded=True)
    parts = (*new.parts[:-1], Part("; before that: "), *old.parts[2:])
    return Sentence(parts, new.claims + old.claims)


def can_be_coded(statement: Statement) -> bool:
    """Whether the figures alone say what the claim says: plainly asserted, with a number."""
    claim, act = statement.claim, statement.claim.act
    plain = claim.stance is Stance.ASSERTS and act.polarity is Polarity.POSITIVE and act.modality in _PLAIN
    told = act.mode in (_STATES if act.type == "STATE" else _RELEASED)
    return plain and told and bool(act.figures) and not statement.negated and not _half_a_rate(statement)


def _half_a_rate(statement: Statement) -> bool:
    """Whether the words count against something that the figure does not hold."""
    return statement.is_rate and not any(f.per for f in statement.claim.act.figures)


def _voice(statement: Statement) -> Part:
    claim = statement.claim
    if statement.is_report:
        copies = tuple(r for r in statement.reports[1:] if r.id != statement.report.id)
        return Part(report_voice(statement.report, copies), PartKind.VOICE)
    return Part(capital(voice_words(claim.voice)) + inner_words(claim), PartKind.VOICE)


def _in_its_sentence(statement: Statement) -> str:
    """The sentence of a content that alone is a piece of one ("this", "because the talks had failed"); else "".
    A few words are given their whole sentence, a clause its sentence up to there."""
    claim = statement.claim
    if _scrap(statement) and (found := context.whole(claim, statement.report)):
        return found if shorten(found) != shorten(claim.quote) else ""
    first = claim.quote.split()[0].casefold()
    piece = first in _SUBORDINATE or first.endswith("ing") or (statement.is_report and first in ("that", "to"))
    if not _scrap(statement) and not (claim.stance is Stance.ASSERTS and claim.quote[:1].islower() and piece):
        return ""
    found = context.opening(claim, statement.report)
    return found if found != claim.quote else ""


def _scrap(statement: Statement) -> bool:
    """Whether the content says nothing on its own: it points back, asks inside a sentence, or is a few words
    that the verb does not carry."""
    claim = statement.claim
    asks = claim.quote.split()[0].casefold() in _ASKING and "?" not in claim.quote
    if claim.stance is Stance.ASSERTS:
        cased = claim.quote[0].upper() != claim.quote[0].lower() or claim.quote[0].isdigit()
        # Scripts without case say much in two words.
        return points(claim.quote) or asks or (cased and len(claim.quote.split()) < _SHORT)
    return points(claim.quote) or asks or (few(claim.quote) and claim.stance not in _WISHING)


def _quoted(statement: Statement) -> tuple[Part, ...]:
    wider = _with_cue(statement)
    if not wider or few(wider) or few(statement.claim.quote):
        wider = _in_its_sentence(statement) or wider
    quotes = [shorten(wider or statement.claim.quote)]
    quotes += [shorten(p.claim.quote) for p in _unquoted_parts(statement, wider or statement.claim.quote)]
    told = not statement.is_report and (wider or _quotes_its_cue(statement))
    verb = ", as reported" if told else f" {_verb(statement)}"
    parts = [Part(f"{verb}: ")]
    for n, quote in enumerate(quotes):
        parts += [Part("; ")] * bool(n) + [Part(quote, PartKind.QUOTE)]
    return tuple(parts)


def _with_cue(statement: Statement) -> str:
    """The report's own verb and the content in one quote, where a plain "said" or "demanded" would
    not carry the meaning: "condemned the suffering", "the need for a halt"; else ""."""
    claim, text = statement.claim, statement.report.text
    words = claim.quote.casefold().split()
    if not claim.spans.cue or not claim.spans.content or not words or not claim.quote[0].isalnum():
        return ""
    cue, content = claim.spans.cue, claim.spans.content[0]
    end = content.start + len(claim.quote)
    joined = 0 <= content.start - cue[-1].end <= 1 and text[content.start : end] == claim.quote
    hangs = words[0] in _HANGING
    needed = hangs or (claim.stance is Stance.ASSERTS and words[0] != "that" and not _plain_cue(cue[-1].quote))
    if not joined or not needed:
        return ""
    start = cue[0].start if 0 <= cue[-1].end - cue[0].start <= _CUE_REACH else cue[-1].start
    return text[start:end]


def _quotes_its_cue(statement: Statement) -> bool:
    """Whether the quoted words hold the verb of saying themselves: "a claim that they deny"."""
    spans = statement.claim.spans
    return any(o.start <= c.start and c.end <= o.end for c in spans.cue for o in spans.content)


def _plain_cue(cue: str) -> bool:
    """Whether the report's verb says no more than "said" does."""
    return not cue.split() or bool({w.casefold().strip(",:") for w in cue.split()} & PLAIN_CUES)


def _unquoted_parts(statement: Statement, shown: str) -> list[Statement]:
    """Parts whose words the quote shown does not already hold."""
    found = []
    for part in statement.parts:
        if shorten(part.claim.quote) not in tidy(shown):
            found.append(part)
        found += _unquoted_parts(part, part.claim.quote)
    return found


def _verb(statement: Statement) -> str:
    claim = statement.claim
    whom = claim.act.recipients if claim.act.type == "ACCUSE" else claim.act.actors
    accused = listed([tidy(a) for a in whom])
    if claim.stance is Stance.ACCUSES and accused:
        return f"{'accuses' if statement.is_report else 'accused'} {accused}"
    return (SAYS if statement.is_report else SAID)[claim.stance]


def _figures(statement: Statement) -> tuple[Part, ...]:
    act = statement.claim.act
    words = listed([figure_words(f) for f in act.figures]) + _done(statement)
    words += _breakdown(statement, ", including ", "")
    return (Part(f" {_verb(statement)}: "), Part(words, PartKind.FIGURE))


def _done(statement: Statement) -> str:
    """What became of those counted, in the act's own mode; by whom, where the words say so."""
    act = statement.claim.act
    done = _RELEASED.get(act.mode or "", act.mode or "")
    category = codebook().categories.get(act.figures[-1].category or "") or codebook().category(act.figures[-1].unit)
    if category is not None and category.population == "casualties" and act.type == "STATE":
        done = ""  # "42 wounded" says it already
    by = listed([tidy(a) for a in act.actors])
    return (f" {done}" if done else "") + (f" by {by}" if by else "")


def _breakdown(statement: Statement, before: str, after: str) -> str:
    inner = [
        listed([figure_words(f) for f in part.claim.act.figures]) + _breakdown(part, " (including ", ")")
        for part in statement.parts
    ]
    return before + listed(inner) + after if inner else ""


def _tag(statement: Statement, body: Sequence[Part]) -> tuple[Part, ...]:
    """Modality, place and time in brackets, each only where it adds something."""
    claim = statement.claim
    place = tidy(claim.act.place or "") if body[-1].kind is PartKind.FIGURE else ""
    shown_words = " ".join(p.text for p in body)
    maybe = claim.act.modality is Modality.HYPOTHETICAL and statement.negated  # "had not been able": no possibility
    modality = "" if maybe else modality_words(claim.act.modality, claim.stance, shown_words)
    items = [modality, place, time_words(statement)]
    shown = [i for i in items if i]
    return (Part(f" ({'; '.join(shown)})", PartKind.TIME),) if shown else ()


def time_words(statement: Statement) -> str:
    """When the act was, or, where the words give no time, when it was reported."""
    when = statement.claim.act.when
    if when is not None and when.basis is not Basis.PUBLICATION:
        return when_words(when)
    if statement.is_report:
        return ""
    if statement.report.published is None:
        return "date not known"
    return f"reported {published_words(statement.report)}"
