"""Tokens: the words of a parsed text as plain values.

The rules ask for a word's lemma or its children some hundred times for each word. spaCy makes an object and looks a
string up at each asking, so all is taken over from its ``Doc`` once, under the names that it has there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP")
_place = attrgetter("i")
_FLAGS = ("LIKE_NUM", "IS_PUNCT", "IS_QUOTE")


class Token:
    """One word of a text, or a known party's whole name. ``i`` is its number; a root is its own ``head``."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "is_punct",
        "is_quote",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "sent",
        "tag_",
        "text",
    )
    children: Sequence[Token]
    doc: Tokens
    head: Token
    sent: Sentence

    def __init__(
        self,
        i: int,
        text: str,
        lower: str,
        lemma: str,
        pos: str,
        tag: str,
        dep: str,
        like_num: bool,
        is_punct: bool,
        is_quote: bool,
    ) -> None:
        self.i, self.text, self.lower_, self.lemma_ = i, text, lower, lemma
        self.pos_, self.tag_, self.dep_ = pos, tag, dep
        self.like_num, self.is_punct, self.is_quote = like_num, is_punct, is_quote

    def __repr__(self) -> str:
        return f"<{self.i} {self.text}>"

    @property
    def rights(self) -> list[Token]:
        """The children after it."""
        return [c for c in self.children if c.i > self.i]

    @property
    def subtree(self) -> list[Token]:
        """It and all that hangs from it, in the order of the text."""
        found = [self]
        for token in found:
            found += token.children
        return sorted(found, key=_place) if len(found) > 1 else found

    @property
    def left_edge(self) -> Token:
        """The first token of all that hangs from it."""
        return self.subtree[0]

    @property
    def right_edge(self) -> Token:
        """The last token of all that hangs from it."""
        return self.subtree[-1]

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs from, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Whether the other hangs from it."""
        return any(above is self for above in other.ancestors)

    @property
    def conjuncts(self) -> list[Token]:
        """The other members of the list that it stands in, the first member's own children first."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for member in found:
            found += [c for c in member.children if c.dep_ == "conj" and c.i > member.i]
        return [t for t in found if t is not self]

    def nbor(self, by: int = 1) -> Token:
        """The token so many places after it. Raises IndexError where there is none."""
        if self.i + by < 0:
            raise IndexError(f"there is no token {self.i + by}.")
        return self.doc[self.i + by]


class Sentence(tuple[Token, ...]):
    """The tokens of one sentence, from number ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    root: Token
    """The first token that hangs from no other."""

    @classmethod
    def of(cls, doc: Tokens, start: int, end: int) -> Sentence:
        made = cls(doc[start:end])
        made.start, made.end = start, end
        made.root = next((t for t in made if t.head is t), made[0])
        for token in made:
            token.sent = made
        return made


class Tokens(tuple[Token, ...]):
    """All tokens of a text, and its sentences."""

    sents: tuple[Sentence, ...]
    _parsed: Doc

    @classmethod
    def of(cls, doc: Doc) -> Tokens:
        """What a parser has made of a text."""
        table = doc.to_array(["HEAD", "SENT_START", *_FLAGS, *_STRINGS])
        heads, opens = table[:, :2].view("int64").T.tolist()
        flags = table[:, 2 : 2 + len(_FLAGS)].astype(bool).T.tolist()
        strings = [_spelt(doc, column) for column in table[:, 2 + len(_FLAGS) :].T.tolist()]
        made = cls(Token(i, *row) for i, row in enumerate(zip(*strings, *flags, strict=True)))
        below: dict[Token, list[Token]] = {}
        for token, away in zip(made, heads, strict=True):
            token.doc, token.head = made, made[token.i + away]
            if away:
                below.setdefault(token.head, []).append(token)
        for token in made:
            token.children = below.get(token, ())
        starts = [i for i, first in enumerate(opens) if first == 1 or not i]
        ends = [*starts[1:], len(made)] if starts else []
        made.sents = tuple(Sentence.of(made, a, b) for a, b in zip(starts, ends, strict=True))
        made._parsed = doc
        return made

    def loosen(self) -> None:
        """Undoes the ties between the tokens when nothing more is asked of them.

        What holds itself in a ring is freed only when Python looks through all it has, which takes long.
        """
        for token in self:
            del token.children, token.doc, token.head, token.sent

    @cached_property
    def noun_chunks(self) -> tuple[tuple[int, int], ...]:
        """The noun phrases that hold no other, as ranges of tokens."""
        return tuple((c.start, c.end) for c in self._parsed.noun_chunks)


def _spelt(doc: Doc, numbers: list[int]) -> list[str]:
    """The strings that the parser has numbers for."""
    strings: Any = doc.vocab.strings
    known = {n: strings[n] for n in set(numbers)}
    return [known[n] for n in numbers]
