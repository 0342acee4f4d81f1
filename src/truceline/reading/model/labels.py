"""The label sets of the reader's heads, in the order of the columns that the encoder gives.

PLOVER's 16 types and their modes: PLOVER draft 2.0 (openeventdata/PLOVER), with NONE for no event.  The five classes
are those of ConfliBERT's CAMEO data; S, T and R its source, target and reciprocal actors.  The fillers,
effects and incidents are MUC-4's.
"""

from __future__ import annotations

ATTRIBUTION = ("source", "cue", "content")
TYPES = tuple(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE"
    " COERCE ASSAULT NONE".split()
)
MODES = (
    "",
    *"abduct access aerial allege arrest assist ban beat boycott ceasefire censor change cleansing convict"
    " crowd-control curfew cyber demo deport destroy disapprove disarm discontinue drone execute expel explosives"
    " firearms heavy-weapons hunger investigate martial-law massacre meet militia misinformation multilateral obstruct"
    " phone police primitive release relations resign restrict return riot seize sexual strike suicide-attack targeted"
    " territory third-party torture troops unconventional vandalize violence visit weapons withdraw withhold"
    " yield".split(),
)
CODES = (*TYPES[:-1], "STATE")
"""What a claim may be coded as: PLOVER's types, and STATE."""
MANNERS = (
    *MODES,
    "condition",
    "displaced",
    "expired",
    "held",
    "in-force",
    "killed",
    "missing",
    "no-comment",
    "stalled",
)
MANNERS += ("total", "unclear", "wounded")
"""The modes of all of these."""
MOODS = ("happened", "ongoing", "planned", "offered", "demanded", "hypothetical", "denied")
"""Modalities of a claim."""
VOICED = ("report", "somebody")
"""Whether a claim is the report's own, or somebody is told to say it."""
QUADS = ("statement", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
ROLES = ("S", "T", "R")
FILLERS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
EFFECTS = ("killed", "injured", "held", "released")
INCIDENTS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
ENTITIES = (
    "DocumentReference",
    "Location",
    "MilitaryPlatform",
    "Money",
    "Nationality",
    "Organisation",
    "Person",
    "Quantity",
    "Temporal",
    "Weapon",
)
LINK = 48  # width of the vectors that point from a content to its source and its cue
POINTERS = ("when", "source")
"""What the second reading points to from a claim: the words that name its time and its speaker."""


def columns() -> dict[str, tuple[int, int]]:
    """Name of each head and its first and last (exclusive) column in the encoder's output.

    A layer of BIO tags has the columns O, B, I (attribution) or O, B-first, I-first, B-second ... (the others).
    A head over a sentence has one column a label and, before them, one with the weight of each piece; the incidents
    are read from a window's first special piece.
    """
    widths = {f"bio_{role}": 3 for role in ATTRIBUTION}
    widths |= {"roles": 1 + 2 * len(ROLES), "fillers": 1 + 2 * len(FILLERS), "entities": 1 + 2 * len(ENTITIES)}
    widths |= {"type": 1 + len(TYPES), "mode": 1 + len(MODES), "quad": 1 + len(QUADS)}
    widths |= {"ask_source": LINK, "ask_cue": LINK, "be_source": LINK, "be_cue": LINK}
    widths |= {"effects": 1 + 2 * len(EFFECTS), "incidents": len(INCIDENTS)}
    out, at = {}, 0
    for name, width in widths.items():
        out[name] = (at, at + width)
        at += width
    return out


def claim_columns() -> dict[str, tuple[int, int]]:
    """First and last (exclusive) column of each head of the second reading; the first of a head weighs the pieces.

    A pointer has two parts: what the claim's pieces ask for, weighed like the labels, and what each piece of a text is.
    The first column of what is asked for is how much it leans to the words that the rules have.
    """
    widths = {"code": 1 + len(CODES), "manner": 1 + len(MANNERS), "mood": 1 + len(MOODS)}
    for pointer in POINTERS:
        widths |= {f"ask_{pointer}": 2 + LINK, f"be_{pointer}": LINK}
    out, at = {}, 0
    for name, width in widths.items():
        out[name] = (at, at + width)
        at += width
    return out
