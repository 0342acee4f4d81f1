"""Counted: the noun that a number counts, where it stands beside it, before it or nowhere."""

from __future__ import annotations

from dataclasses import replace

from truceline.reading.figures.counts import is_count
from truceline.reading.figures.noun import Counted, measures, named_category
from truceline.reading.figures.numbers import Form, Number
from truceline.reading.figures.words import Words, word_set
from truceline.reading.times.words import WEEKDAYS

_CURRENCIES = {"$": "dollars", "us$": "dollars", "€": "euros", "£": "pounds"}
_VOLUMES = word_set(
    "litre litres liter liters l ton tons tonne tonnes t kg kilogram kilograms kilo kilos gallon gallons barrel "
    "barrels bag bags box boxes load loads shipment shipments batch batches"
)
"""Their category is that of what they hold: "130,000 litres of diesel" is fuel."""
_MEMBERS = frozenset(["member", "members", "group", "groups", "team", "teams"])
_PRONOUNS = frozenset({"them", "whom", "these", "those", "which", "us"})
_DETERMINERS = word_set("the its their his her our these those this that all both other remaining")
_STATES = frozenset({"alive", "unaccounted"})
_WEEKDAYS = word_set(" ".join(WEEKDAYS) + " today yesterday tomorrow tonight overnight")
_COPULAS = frozenset({"are", "were", "is", "was", "being"})
_TOTAL_VERBS = word_set(
    "to at is was are were reached reaching be by hit than over from stood stands put between totalled totaled"
)
_THE_NUMBER = frozenset({("the", "number"), ("the", "total"), ("the", "figure")})
_ALL_OF_THEM = frozenset({"population", "force", "workforce", "staff", "personnel", "fleet", "contingent"})
_PUTTING = frozenset({"put", "place", "estimate", "set", "reckon", "assess", "gauge", "calculate"})
_BARE_NOT_AFTER = word_set("at in by since page no no. # into part")
_MODIFIER_TAGS = ("JJ", "NN", "VBN", "VBG", "RB", "POS", "HYPH")
_QUOTES = frozenset({"``", "''"})
_APART = frozenset({"npadvmod", "appos", "dep", "conj", "attr", "nsubj"})
_BESIDE = frozenset({",", ";", "and", "plus", "including"})
_PAIRED = frozenset({"by", "of", "after", "that", "than", "as"})
"""After "one" these speak of no one: "one by one", "one after the other"."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "appos", "attr", "nummod"})


def counted(words: Words, number: Number) -> Counted | None:
    """What the number counts; an empty unit where it stands alone; None where it is no count at all."""
    if number.form is Form.RATIO:
        return _bare(number)
    if number.form is Form.SHARE:
        return _shared(words, number)
    found = _found(words, number)
    if found is None or not found.unit:
        return _alone(words, number, found)
    return found if is_count(words, number, found) else None


def _shared(words: Words, number: Number) -> Counted | None:
    """What a share is taken of: "a fifth of the district's residents", "half of whom", "about a third are children"."""
    i = number.end
    if words.low[i] == "of":
        if words.low[i + 1] in _PRONOUNS:
            return _of_pronoun(words, number, i + 2)
        taken = next((t.i for t in words.doc[i].children if t.dep_ == "pobj"), None)
        known = taken is not None and (words.low[taken] in _ALL_OF_THEM or named_category(words.low[taken]) is not None)
        if taken is None or not (known or words.tag(taken) == "NNS"):
            return None
        noun = _noun(words, i + 1, taken)
        return None if noun.measure else noun
    token = words.doc[number.end - 1]
    fraction = number.first + 1 < number.end and words.low[number.end - 1] != "handful"
    before, after = words.word(number.start - 1), words.tag(number.end)
    if before in (",", ";") and after == "IN" and token.dep_ in _APART:
        return _bare(number, "pronoun")  # "an army of 30,000, half from each side"
    loose = fraction and number.start == number.first  # "a third was shot": the third man
    if loose:
        return None
    subject = token.dep_ in _SUBJECTS and words.tag(i).startswith(("VB", "MD")) and token.head.i >= i
    return _bare(number) if subject or (token.dep_ == "dobj" and words.tag(i) in (".", ",", ":", "")) else None


def _bare(number: Number, of: str = "") -> Counted:
    return Counted(number.first, number.end - 1, number.head, "", of=of)


def _found(words: Words, number: Number) -> Counted | None:
    end = number.end
    if words.low[end] in ("-", "‑") and words.joined(end - 1) and words.joined(end):
        return _compound(words, end + 1)
    if (money := _CURRENCIES.get(words.word(number.first - 1))) is not None:
        return Counted(number.first - 1, number.end - 1, number.head, money)
    if number.form is Form.VAGUE_KNOWN and (noun := _of_the_number(words, end)) is not None:
        return noun
    return (
        _percent(words, end)
        or _of(words, number)
        or _names_the_number(words, number)
        or _by_parse(words, number)
        or _run(words, end, one=number.form is Form.ONE)
        or _predicate(words, number)
        or _stated_before(words, number)
    )


def _of_the_number(words: Words, i: int) -> Counted | None:
    """ "half of the 120 captives", "most of its 51 hostages": the noun behind the number of all of them."""
    if words.low[i] != "of" and words.word(i - 1) != "of":
        return None
    i += words.low[i] == "of"
    while words.low[i] in _DETERMINERS or words.tag(i) == "PRP$":
        i += 1
    return _run(words, i + 1) if words.tag(i) == "CD" else None


def _compound(words: Words, i: int) -> Counted | None:
    """The noun of "a four-day truce"; other hyphenated numbers ("a 12-member team") describe, and count nothing."""
    word = words.low[i]
    if measures(word):
        return Counted(i, i, i, words.parse.words(i))
    category = named_category(word)
    return None if category is None else Counted(i, i, i, words.parse.words(i), category.name)


def _percent(words: Words, i: int) -> Counted | None:
    word = words.low[i]
    if word in ("percentage", "percent") and words.low[i + 1] in ("point", "points"):
        return Counted(i, i + 1, i + 1, "percentage points")
    if word in ("%", "percent", "pct"):
        return Counted(i, i, i, "percent")
    return Counted(i, i + 1, i + 1, "percent") if word == "per" and words.low[i + 1] == "cent" else None


def _of(words: Words, number: Number) -> Counted | None:
    """Partitives: "dozens of people", "13 of its hostages", "16 of the 33", "two of them"."""
    i = number.end
    if words.low[i] != "of":
        return None
    i += 1
    if words.low[i] in _PRONOUNS and not words.tag(i + 1).startswith(("NN", "JJ")):
        return _of_pronoun(words, number, i + 1)
    if words.low[i] in _PRONOUNS and words.low[i] != "these" and words.low[i] != "those":
        return _of_pronoun(words, number, i + 1)
    while words.low[i] in _DETERMINERS or words.tag(i) == "PRP$" or words.low[i] in ("'s", "’s"):
        i += 1
    if words.low[i] and (words.low[i][0].isdigit() or words.tag(i) == "CD"):
        return _bare(number, "number")
    return _run(words, i)


def _of_pronoun(words: Words, number: Number, i: int) -> Counted:
    """ "17 of them women", "two of whom were soldiers", "25 of them alive"."""
    i += words.low[i] in _COPULAS
    noun = None if words.tag(i).startswith("VB") and named_category(words.low[i]) is None else _run(words, i)
    if noun is not None and noun.category is not None:
        return Counted(number.first, noun.last, noun.head, noun.unit, noun.category, noun.kinds, "pronoun")
    return _bare(number, "pronoun")


def _names_the_number(words: Words, number: Number) -> Counted | None:
    """ "40 is the number of farmers taken", "900 the number who have left"."""
    i = number.end
    i += words.low[i] in ("is", "was", ",", "being")
    if tuple(words.low[i : i + 2]) not in _THE_NUMBER:
        return None
    if words.low[i + 2] in ("who", "that"):
        return Counted(number.first, number.end - 1, i + 1, "")
    noun = _run(words, i + 3) if words.low[i + 2] == "of" else None
    return None if noun is None else replace(noun, first=number.first, last=number.end - 1)


def _by_parse(words: Words, number: Number) -> Counted | None:
    """The noun that the parser hangs the number on, where only modifiers and other numbers stand between."""
    token = words.doc[number.head]
    head = token.head.i
    if token.dep_ != "nummod" or not number.end <= head <= number.end + 6 or not _is_noun(words, head):
        return None
    between = range(number.end, head)
    if not all(words.tag(k).startswith((*_MODIFIER_TAGS, "CC", "CD", ",")) for k in between):
        return None
    if any(words.tag(k) in (",", "CC") and words.tag(k - 1).startswith("NN") for k in between):
        return None
    while words.tag(head + 1) in ("NN", "NNS") and words.doc[head + 1].dep_ != "npadvmod":
        head += 1
    noun = _noun(words, number.end, head)
    shared = any(words.tag(k) == "CD" for k in between)
    return replace(noun, first=number.first, last=number.end - 1) if shared else noun


def _run(words: Words, i: int, *, one: bool = False) -> Counted | None:
    """The noun at the end of the modifiers and nouns that begin at token i."""
    last = -1
    for k in range(i, min(len(words), i + 7)):
        if _is_noun(words, k, one=one) and not _ends_run(words, k, last):
            last = k
        elif last >= 0 or not _modifies(words, k, first=k == i):
            break
    if last >= 0:
        return _noun(words, i, last)
    category = named_category(words.low[i])
    if category is not None or words.low[i] in _STATES:
        return Counted(i, i, i, words.parse.words(i), category.name if category else None)
    return None


def _modifies(words: Words, k: int, *, first: bool) -> bool:
    """Whether token k may stand between a number and its noun."""
    tag = words.tag(k)
    if tag.startswith(_MODIFIER_TAGS) or tag in _QUOTES:
        return True
    if words.low[k] in ("and", "or", ","):
        return _between_adjectives(words, k)
    return first and tag == "VBD" and words.tag(k + 1) == "NNS"


def _between_adjectives(words: Words, k: int) -> bool:
    """ "sick and wounded prisoners"."""
    return all(words.tag(i).startswith(("JJ", "VBN")) for i in (k - 1, k + 1))


def _ends_run(words: Words, k: int, last: int) -> bool:
    """Whether a name or a day after a plural noun belongs no more to it ("13 hostages Friday")."""
    return last >= 0 and (words.tag(k).startswith("NNP") or words.tag(last) == "NNS")


def _is_noun(words: Words, k: int, *, one: bool = False) -> bool:
    tag, word = words.tag(k), words.low[k]
    if word in _WEEKDAYS or word in _PRONOUNS:
        return False
    mention = words.parse.mentions.get(k)
    if mention is not None:
        return mention.form == "people" or (mention.form == "adjective" and one and _closes(words, k + 1))
    if tag == "NNP":
        return (word.endswith("s") and not words.tag(k + 1).startswith("NN")) or (one and _closes(words, k + 1))
    return tag in ("NN", "NNS", "NNPS") or (word.endswith("s") and named_category(word) is not None)


def _closes(words: Words, k: int) -> bool:
    return not words.tag(k).startswith(("NN", "JJ"))


def _noun(words: Words, floor: int, head: int) -> Counted:
    """The unit around a head noun: the longest phrase the codebook names, joint kinds included."""
    phrase = words.parse.words
    joined = _joined(words, head)
    if len(joined) > 1:
        return _joint(words, head, joined)
    for last in _ends(words, head):
        for first in range(max(floor, head - 2), head + 1):
            category = named_category(_plain(phrase(first, last + 1)))
            if category is not None and (last > head or not joined):
                return Counted(first, last, head, phrase(first, last + 1), category.name, category.members)
    if joined:
        return _joint(words, head, joined)
    unit = phrase(head)
    mention = words.parse.mentions.get(head)
    if mention is not None:
        people = named_category("people")
        return Counted(head, head, head, unit, people.name if people else None)
    if words.low[head] in _VOLUMES | _MEMBERS and words.low[head + 1] == "of":
        inner = _run(words, head + 2)
        if inner is not None:
            return Counted(head, inner.last, head, phrase(head), inner.category)
    return Counted(head, head, head, unit)


def _plain(phrase: str) -> str:
    return phrase.lower().replace("-", " ").replace("\n", " ")


def _ends(words: Words, head: int) -> tuple[int, ...]:
    """Where the phrase may end: after "and children", after "of war", or at the head."""
    if words.low[head + 1] in ("and", "or", "of") and head + 2 < len(words):
        return (head + 2, head)
    return (head,)


def _joined(words: Words, head: int) -> tuple[int, ...]:
    """The further nouns of the same population counted by the same number ("40 doctors, nurses and drivers")."""
    first = named_category(words.low[head])
    found: list[int] = []
    k = head + 1
    while first is not None and words.low[k] in (",", "and", "or"):
        closed = words.low[k] != ","
        k += 1
        other = named_category(words.low[k])
        plural = words.tag(k) == "NNS" or words.low[k] in ("elderly", "sick")
        if other is None or other.population != first.population or not plural or words.tag(k + 1).startswith("NN"):
            return ()
        found.append(k)
        if closed:
            return tuple(found) if len(found) > 1 or _is_conjunct(words, head, k) else ()
        k += 1
    return ()


def _is_conjunct(words: Words, head: int, other: int) -> bool:
    token = words.doc[other]
    return token.dep_ == "conj" and token.head.i == head


def _joint(words: Words, head: int, others: tuple[int, ...]) -> Counted:
    categories = {named_category(words.low[k]) for k in (head, *others)}
    same = next(iter(categories)) if len(categories) == 1 else None
    kinds = () if same else tuple(words.doc[k].lemma_.lower() for k in (head, *others))
    unit = words.parse.words(head, others[-1] + 1)
    return Counted(head, others[-1], head, unit, same.name if same else None, kinds)


def _predicate(words: Words, number: Number) -> Counted | None:
    """ "115 are men": the noun after the verb, where the number is its subject."""
    i = number.end
    if words.low[i] not in _COPULAS or words.doc[number.head].dep_ not in _SUBJECTS:
        return None
    noun = _run(words, i + 1)
    if noun is None or noun.category is None or words.tag(noun.head) in ("VBN", "VBD"):
        return None
    return Counted(number.first, noun.last, noun.head, noun.unit, noun.category, noun.kinds)


def _stated_before(words: Words, number: Number) -> Counted | None:
    """The noun before: "hostages: 13", "prisoners (39)", "the number of hostages rose to 140"."""
    i = number.start - 1
    if words.word(i) in (":", "("):
        closed = words.low[number.end] == ")" if words.low[i] == "(" else words.tag(number.end) in (".", ",", ":", "")
        k = i - 2 if words.tag(i - 1) in ("VBN", "VBD") and words.tag(i - 2).startswith("NN") else i - 1
        category = named_category(words.word(k))
        if closed and k >= 0 and category is not None:
            last = number.end if words.low[i] == "(" else number.end - 1
            return Counted(k, last, k, words.parse.words(k), category.name, category.members)
        return None
    return _total(words, number) if words.word(i) in _TOTAL_VERBS else None


def _put_at(words: Words, number: Number) -> Counted | None:
    """ "put civilian deaths at six", "estimates its losses at about 40", "fighters, put at 50,000", "put it at 5"."""
    at = words.doc[number.start - 1]
    verb = at.head
    if at.lower_ != "at" or verb.lemma_ not in _PUTTING or verb.i > at.i:
        return None
    sought = ("dobj", "nsubjpass", "nsubj") if verb.tag_ == "VBN" else ("dobj", "nsubjpass")
    nouns = [c for c in verb.children if c.dep_ in sought and c.i < at.i]
    if not nouns and verb.dep_ == "acl" and verb.tag_ in ("VBN", "VB"):
        nouns = [verb.head]
    if len(nouns) != 1:
        return None
    noun = nouns[0].i
    if words.tag(noun) in ("PRP", "DT"):
        return _bare(number)
    if words.tag(noun) != "NNS" and named_category(words.low[noun]) is None:
        return None
    found = _noun(words, noun - 1, noun)
    return Counted(number.first, number.end - 1, number.head, found.unit, found.category, found.kinds)


def _total(words: Words, number: Number) -> Counted | None:
    if (put := _put_at(words, number)) is not None:
        return put
    sentence = words.sentence_start(number.head)
    for k in range(number.start - 1, max(sentence, number.start - 20) - 1, -1):
        if words.low[k] in ("number", "total", "count") and words.low[k + 1] == "of":
            noun = _run(words, k + 3 if words.low[k + 2] in _DETERMINERS else k + 2)
            if noun is None or noun.last >= number.start:
                return None
            return Counted(number.first, number.end - 1, number.head, noun.unit, noun.category, noun.kinds)
        if words.low[k] == "toll":
            return Counted(number.first, number.end - 1, number.head, *_toll(words, k))
    return None


def _toll(words: Words, k: int) -> tuple[str, str | None]:
    unit = words.parse.words(k - 1, k + 1) if words.word(k - 1) == "death" else words.parse.words(k)
    category = named_category(unit.lower())
    return unit, category.name if category else None


def _alone(words: Words, number: Number, found: Counted | None) -> Counted | None:
    """A number with no noun: kept where it can count something left out ("killed 184, wounded 589")."""
    if number.form is Form.ONE and found is None and _one_beside(words, number):
        return _bare(number)
    if number.form is Form.ONE or number.form is Form.NONE:
        return found if found is not None and found.of and number.form is Form.ONE else None
    if not number.bare or number.form is Form.VAGUE_KNOWN:
        return found if found is not None and (found.of == "pronoun" or _taken_from(found, number)) else None
    if found is not None:
        return found
    if (put := _put_at(words, number)) is not None:
        return put
    if _stands_for_sides(words, number):
        return None
    before = words.word(number.start - 1)
    hyphen = words.low[number.end] in ("-", "‑") and words.joined(number.end - 1)
    if hyphen or before in _BARE_NOT_AFTER or (before == "(" and words.tag(number.start - 2) == ""):
        return None
    return _bare(number)


def _stands_for_sides(words: Words, number: Number) -> bool:
    """ "each of the four must withdraw", "a meeting of the two": those who were named, and not how many."""
    if words.word(number.start - 1) != "the" or number.high is None or number.high > 5:
        return False
    before = words.word(number.start - 2)
    return (before == "of" and words.word(number.start - 3) in ("each", "either", "neither", "meeting", "talks")) or (
        before == "between"
    )


def _taken_from(found: Counted, number: Number) -> bool:
    return bool(found.of) and number.form is not Form.VAGUE_KNOWN


def _one_beside(words: Words, number: Number) -> bool:
    """ "four whom the navy freed and one who was found", "six were hurt, one with burns": one more, or one of them."""
    if words.word(number.start - 1) not in _BESIDE or words.tag(number.end) not in ("IN", "TO", "WP", "VBN"):
        return False
    if words.low[number.end] in _PAIRED:
        return False
    return any(words.tag(k) == "CD" for k in range(words.sentence_start(number.start), number.start))
