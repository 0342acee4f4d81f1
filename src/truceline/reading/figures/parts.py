"""Parts: which figure is a part of which ("136 hostages, including 17 women and children")."""

from __future__ import annotations

from itertools import pairwise

from truceline.model import Comparator, codebook
from truceline.reading.figures.numbers import Form
from truceline.reading.figures.tally import Tally
from truceline.reading.figures.words import Words, word_set

_INCLUDING = word_set("including includes include included comprising comprises comprised consisting namely")
_OF_WHOM = frozenset((a, b) for a in ("of", "among", "amongst") for b in ("them", "whom", "these", "those", "which"))
_LIST_WORDS = word_set(", and ; or as well another a further the other plus")
_LINKS = word_set(", and ; of aid")
_OPENERS = frozenset({":", "(", "—", "–", "-", "["})
_KINDS = {
    **dict.fromkeys(("captives", "casualties", "displaced", "people", "forces"), "people"),
    **dict.fromkeys(("aid", "goods"), "things"),
    "hostilities": "events",
}
"""Population to what is counted: nothing of one kind is a part of another."""
_VERB_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})


def find_parts(words: Words, tallies: list[Tally]) -> list[int | None]:
    """For each tally the place of the tally that it is a part of, or None."""
    return _Parts(words, tallies).find()


class _Parts:
    """One pass over the tallies in order; ``wholes`` fills up as it goes."""

    def __init__(self, words: Words, tallies: list[Tally]) -> None:
        self.words, self.tallies = words, tallies
        self.wholes: list[int | None] = []
        self.opened: int | None = None
        """The whole whose list of parts the last tally stood in."""
        self.fresh = False
        """Whether the last tally began a list of its own ("of them"), not to be added to the one before."""
        self.items: list[int] = []
        """The parts in that list so far."""
        self.counts_on = -1
        """The last sentence with a part in it."""

    def find(self) -> list[int | None]:
        for k, tally in enumerate(self.tallies):
            if k and self.tallies[k - 1].sentence != tally.sentence:
                self.opened = None
            none = tally.number.high == 0
            whole = None if tally.noun.measure or tally.per is not None or none else self._whole(k)
            self.wholes.append(whole)
            if whole is None:
                self.opened, self.items = self._opens_list(k), []
            else:
                self.counts_on = tally.sentence + 1
                self.items = [*(self.items if whole == self.opened and not self.fresh else ()), k]
                self.opened = whole
        return self.wholes

    def _whole(self, k: int) -> int | None:
        tally = self.tallies[k]
        self.fresh = True
        if tally.noun.of == "number":
            return self._next(k)
        gap = self._gap(k)
        if tally.noun.of == "pronoun" or self._says_of_whom(k, gap):
            return self._antecedent(k, gap)
        if _INCLUDING.intersection(gap[-8:]):
            return self._antecedent(k, gap)
        if k and (self._lists(k, gap) or self._adds_up(k, gap)):
            return k - 1 if self._fits(k, k - 1) else None
        if k and not gap and not tally.noun.unit and self.counts_on == tally.sentence:
            return self._counted_on(k)
        self.fresh = False
        return self._continued(k, gap)

    def _gap(self, k: int) -> list[str]:
        """The words between the tally before (or the start of the sentence) and this one."""
        tally = self.tallies[k]
        start = self.words.sentence_start(tally.number.head)
        if k and self.tallies[k - 1].sentence == tally.sentence:
            start = max(start, self.tallies[k - 1].end)
        return self.words.low[start : tally.start]

    def _next(self, k: int) -> int | None:
        """ "16 of the 33": 33 stands after it. A number that is no figure by itself gives none."""
        after = k + 1
        close = after < len(self.tallies) and self.tallies[after].start - self.tallies[k].end <= 4
        return after if close and self._fits(k, after) else None

    def _says_of_whom(self, k: int, gap: list[str]) -> bool:
        """ "of whom 61", "61 women among them", "eight of these women", "with 8 children included"."""
        if _OF_WHOM & set(pairwise(gap[-4:])):
            return True
        number, end = self.tallies[k].number.end, self.tallies[k].end
        after, next = self.words.word(end), self.words.word(end + 1)
        if after in ("among", "amongst"):
            return next in ("them", "whom")
        if after == "included":
            return next not in ("in", "on", "among")
        return (self.words.word(number), self.words.word(number + 1)) == ("of", "these")

    def _antecedent(self, k: int, gap: list[str]) -> int | None:
        """The figure that "including" or "of them" looks back to: the nearest that is large enough.

        After a semicolon or in a new sentence it looks back to a whole, not to a part.
        """
        tally = self.tallies[k]
        if k and self.tallies[k - 1].noun.measure and tally.noun.category is None:
            return None
        far = ";" in gap or not k or self.tallies[k - 1].sentence != tally.sentence
        for j in range(k - 1, -1, -1):
            if tally.sentence - self.tallies[j].sentence > 1:
                return None
            if far and self._whole_of(j) is not None:
                continue
            if self._fits(k, j):
                return j
        return None

    def _whole_of(self, j: int) -> int | None:
        return self.wholes[j] if j < len(self.wholes) else None

    def _lists(self, k: int, gap: list[str]) -> bool:
        """Whether a colon, a bracket or a dash alone stands between a figure and this one."""
        before = self.tallies[k - 1]
        if before.sentence != self.tallies[k].sentence or before.noun.measure:
            return False
        return any(g in _OPENERS for g in gap) and all(
            g in _OPENERS or g in ("of", "them", "whom", "only", "just") for g in gap
        )

    def _adds_up(self, k: int, gap: list[str]) -> bool:
        """ "11 were let go: 10 men and one woman", "110 came, 86 men and 24 women": the items make up the whole."""
        before = self.tallies[k - 1]
        if not gap or gap[-1] not in (":", ",", "—", "–") or before.noun.measure or before.number.low is None:
            return False
        total, last = 0.0, k
        for j in range(k, len(self.tallies)):
            item = self.tallies[j]
            between = self.words.low[self.tallies[j - 1].end : item.start] if j > k else []
            if item.sentence != before.sentence or not all(w in _LINKS for w in between):
                break
            total, last = total + _least(item), j
        return last > k and total == before.number.low == before.number.high

    def _counted_on(self, k: int) -> int | None:
        """ "Ten are ill", after the parts of a whole: a part of that whole too."""
        whole = self._whole_of(k - 1)
        while whole is not None and self._whole_of(whole) is not None:
            whole = self._whole_of(whole)
        return whole if whole is not None and self._fits(k, whole) else None

    def _opens_list(self, k: int) -> int | None:
        """ "Of the 137 people, 115 are men": what follows is a part, though nothing more says so."""
        tally = self.tallies[k]
        before = tally.start - 1
        while self.words.word(before) in ("the", "these", "those", "its", "all", "their"):
            before -= 1
        if self.words.word(before) not in ("of", "among") or not self._comma_after(k):
            return None
        before -= self.words.word(before - 1) == "out"
        starts = before == self.words.doc[before].sent.start or self.words.word(before - 1) in (
            ",",
            ";",
            "that",
            ":",
            "“",
            '"',
        )
        return k if starts else None

    def _comma_after(self, k: int) -> bool:
        limit = self.tallies[k + 1].start if k + 1 < len(self.tallies) else self.tallies[k].end + 1
        return "," in self.words.low[self.tallies[k].end : limit]

    def _continued(self, k: int, gap: list[str]) -> int | None:
        """A further item of a list of parts."""
        if self.opened is None or not k or self.tallies[k - 1].sentence != self.tallies[k].sentence:
            return None
        if ")" in gap and any(
            g in ("(", "[") for g in self.words.low[self.tallies[self.opened].end : self.tallies[k - 1].start]
        ):
            return None
        first = k - 1 == self.opened
        tags = {self.words.tag(i) for i in range(self.tallies[k - 1].end, self.tallies[k].start)}
        linked = any(g in _LIST_WORDS for g in gap)
        clause = bool(tags & _VERB_TAGS) and not self._goes_on(k, gap)
        if not first and (not linked or clause or len(gap) > 8):
            return None
        return self.opened if self._fits(k, self.opened) else None

    def _goes_on(self, k: int, gap: list[str]) -> bool:
        """ "four whom the navy freed and one who was found": a clause of the item before stands between."""
        tally = self.tallies[k]
        return not tally.noun.unit and gap[-1:] == ["and"] and self.words.low[tally.end] in ("who", "whom")

    def _fits(self, k: int, j: int) -> bool:
        """Whether k can be a part of j, beside the parts in the list that it continues."""
        whole, part = self.tallies[j], self.tallies[k]
        if whole.noun.measure or whole.number.form in (Form.NONE, Form.RATIO) or whole.number.high == 0:
            return False
        if not _same_kind(whole, part):
            return False
        size = _least(part)
        if not self.fresh:
            size += sum(_least(self.tallies[i]) for i in self.items)
        high = whole.number.high
        slack = 1.1 if whole.number.comparator is Comparator.ABOUT else 1.0
        return high is None or size <= high * slack


def _same_kind(whole: Tally, part: Tally) -> bool:
    """Whether both count people, both things or both events, as far as the codebook knows."""
    kinds = {_KINDS.get(_population(t), "") for t in (whole, part)} - {""}
    return len(kinds) < 2


def _population(tally: Tally) -> str:
    category = codebook().categories.get(tally.noun.category or "")
    return category.population if category is not None else ""


def _least(tally: Tally) -> float:
    return tally.number.low or 0.0
