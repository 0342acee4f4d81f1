"""Voices in words: who speaks, for which side, and through whom."""

from __future__ import annotations

import re

from truceline.brief.times import published_words
from truceline.brief.words import capital, listed, tidy
from truceline.model import Claim, PartyKind, Report, Voice, VoiceRole

_DESCRIBED = {PartyKind.SOURCE, PartyKind.PEOPLE, PartyKind.UNKNOWN}
_SHOWN_COPIES = 3


def speaker_key(claim: Claim) -> str:
    """What makes two claims one voice's: the party where it is known, else the name; for a report's
    own words, the report."""
    voice = claim.voice
    if voice.kind is PartyKind.REPORT:
        return f"report:{claim.report}"
    if voice.party is None and (voice.kind is PartyKind.SOURCE or voice.name[:1].islower()):
        # Two reports that each cite "officials" need not cite the same ones.
        return f"source:{claim.report}:{voice.name.casefold()}"
    return voice.party or voice.name.casefold()


def party_key(voice: Voice) -> str:
    """The widest side that a voice speaks for, else itself: one key for a state, its offices and officials."""
    return tidy(voice.member_of[-1] if voice.member_of else voice.name).casefold()


def sides(voice: Voice) -> tuple[str, ...]:
    """The voice's own name and the sides it speaks for."""
    return (voice.name, *voice.member_of)


def _obvious(side: str, name: str) -> bool:
    """Whether the name already tells the side: "Qatar" in "Qatari foreign ministry", "US officials"."""
    word = re.split(r"[\s-]", side.removeprefix("the ").strip())[0].casefold()
    stem = word[: max(4, len(word) - 2)]
    initials = "".join(w[0] for w in side.split() if w[0].isupper())
    abbreviated = len(initials) > 1 and initials in name.replace(".", "").split()
    whole = side.casefold() in name.casefold() or (len(side.split()) == 1 and stem in name.casefold())
    return whole or abbreviated


def side_words(voice: Voice) -> str:
    """The nearest and the widest side that the name does not tell; "" where there is none."""
    if " and " in voice.name:
        return ""  # "Israeli and American officials": to add one side of the two would be to leave the other out
    nearest, widest = [*voice.member_of[:1]], [*voice.member_of[-1:]]
    if nearest and widest[0].casefold() in nearest[0].casefold():
        nearest = []
    ends = dict.fromkeys((*nearest, *widest))
    return ", ".join(tidy(s) for s in ends if s.strip() and not _obvious(s, voice.name))


def voice_words(voice: Voice) -> str:
    """ "David Barnea (Mossad, Israel)", "A source familiar with the talks"."""
    name = tidy(voice.name)
    name = capital(name) if voice.kind in _DESCRIBED else name
    side = side_words(voice)
    return f"{name} ({side})" if side else name


def inner_words(claim: Claim) -> str:
    """ ", quoting the Emir of Qatar" where the speaker hands on another's words."""
    names = [tidy(v.name) for v in claim.voices if v.role is VoiceRole.INNER]
    return f", quoting {listed(names)}" if names else ""


def report_voice(report: Report, copies: tuple[Report, ...] = ()) -> str:
    """A report as a voice: "The report of 2 December 2023 (Publisher)", with the copies it stands for."""
    name = tidy(report.publisher or "") or (f"“{tidy(report.title)}”" if report.title.strip() else "")
    shown = [tidy(c.publisher or c.title) for c in copies]
    shown = list(dict.fromkeys(s for s in shown if s and s != name))
    more = len(shown) - _SHOWN_COPIES
    copied = listed(shown[:_SHOWN_COPIES] + ([f"{more} more"] if more > 0 else []))
    inside = "; ".join(filter(None, (name, f"carried also by {copied}" if copied else "")))
    of = f"The report of {published_words(report)}" if report.published else "A report without a date"
    return f"{of} ({inside})" if inside else of


def chain_words(claim: Claim, report: Report) -> str:
    """The whole chain of voices for a note: speaker, sides, who is quoted, through whom."""
    voice = claim.voice
    if voice.kind is PartyKind.REPORT:
        return report_voice(report)
    head = capital(", ".join(dict.fromkeys(tidy(s) for s in sides(voice) if s.strip())))
    through = [tidy(v.name) for v in claim.voices if v.role is VoiceRole.THROUGH]
    return head + inner_words(claim) + (f"; through {listed(through)}" if through else "")
