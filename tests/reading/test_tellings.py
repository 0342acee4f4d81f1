"""Who speaks, told in the ways that news, ministries and monitors tell it, in sentences of our own."""

from __future__ import annotations

import pytest
from coded import claims, with_words

from truceline.model import Modality, PartyKind, Stance


def teller(text: str, words: str) -> str:
    """The voice of the claim that has these words."""
    return with_words(text, words).speaker


# --- asides and quotations --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Some of the lorries were empty, muttered a customs officer.", "lorries were empty", "customs officer"),
        ("The gate had been shut all day, a porter grumbled.", "gate had been shut", "porter"),
        ("Congress, said a member of its budget panel, would have to be asked first.", "have to be asked", "panel"),
        ("Since Monday, says the relief office, mines have killed two farmers.", "killed two farmers", "relief office"),
        ("Peruvian soldiers, the ministry went on, looted two shops and drove off 50 cows.", "drove off", "ministry"),
        ("Peruvian soldiers, the ministry went on, looted two shops and drove off 50 cows.", "looted", "ministry"),
        ('"The buses left on time," the porter went on. "I saw it."', "buses left", "porter"),
        ('"Our boats have not left port," read a note from the army. "Theirs have left it."', "Theirs have", "army"),
        ('General Luis Paz: "Our men never opened fire."', "never opened fire", "Luis Paz"),
        ("Two were hurt on Monday, villagers said, when men shot at a bus.", "men shot at a bus", "villagers"),
        ("Some 900 people live there and no aid has come, according to the clinic.", "900 people live", "clinic"),
        ("A group in Cusco blamed the police; the police denied it.", "the police", "group"),
    ],
)
def test_who_speaks_stands_beside_the_verb(text: str, words: str, speaker: str) -> None:
    assert speaker in teller(text, words)


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = (
        'The mayor spoke to callers. "Every gun was sawn up within the hour," he said. "We watched.\n\n'
        '"Nobody fired a shot," he went on. "I call that a beginning."'
    )
    assert "mayor" in teller(text, "Nobody fired a shot")


def test_what_is_said_first_is_no_part_of_the_clause_that_an_aside_speaks_of() -> None:
    text = "On Monday Peru handed over four bodies, one of which, Bolivian experts found, was not that of a soldier."
    assert "experts" in teller(text, "was not that")
    assert next(c for c in claims(text) if c.quote.startswith("On Monday")).voice.kind is PartyKind.REPORT


@pytest.mark.parametrize(
    "text",
    [
        "The rebels freed nine sailors, and Peru refused.",
        "Peru, which had itself announced a pause, counted nine raids since Monday.",
        "On Monday Peru accused Chile of delay, and said a first list had been given to its side.",
        "Peru and Chile have agreed to a truce, after a shorter one ran out.",
    ],
)
def test_what_only_looks_like_an_aside_is_none(text: str) -> None:
    assert not {c.speaker for c in claims(text)} - {"The report", "Peru", "Chile"}


def test_one_half_of_a_sentence_is_said_by_whoever_said_the_other() -> None:
    text = "There had been no raid, the Chilean foreign ministry maintained; it was Peru that had burned the pier."
    assert "Foreign Affairs" in teller(text, "burned the pier") or "foreign ministry" in teller(text, "burned the pier")


def test_a_half_sentence_after_a_cue_that_leads_is_the_reports() -> None:
    text = "Peru puts its losses at 93 soldiers; the army has published no list."
    assert teller(text, "published no list") == "The report"


# --- verbs ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "speaker", "stance", "act"),
    [
        ("Peru claims to have captured 40 fighters.", "Peru", "asserts", "ASSAULT"),
        ("Peru admits to holding nine soldiers.", "Peru", "asserts", "STATE"),
        ("Peru vowed in a speech that no soldier would leave.", "Peru", "promises", None),
        ("Asked to free ten men, Peru has so far refused.", "Peru", "rejects", "REJECT"),
        ("The envoy deemed it a violation of the accord.", "envoy", "asserts", "REJECT"),
        ("Peru ridiculed the claim.", "Peru", "denies", None),
        ("Peru brushes all this aside.", "Peru", "denies", None),
        ("Peru calls that false.", "Peru", "denies", None),
        ("The rebels gave the navy until 20 March to release the prisoners.", "rebels", "demands", "RETREAT"),
        ("Peru threatened to quit the truce.", "Peru", "asserts", "THREATEN"),
        ("A man of 54 told the mission that shrapnel had wounded his wife.", "man", "asserts", "ASSAULT"),
    ],
)
def test_verbs_that_say_demand_and_deny(text: str, speaker: str, stance: str, act: str | None) -> None:
    fits = [c for c in claims(text) if c.stance is Stance(stance) and speaker in c.speaker]
    assert fits, [(c.speaker, c.stance, c.act.type, c.quote) for c in claims(text)]
    assert act is None or act in {c.act.type for c in fits}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A clinic admitted 14 wounded on Monday.", 14),
        ("Armed men denied 12 monitors passage.", 12),
        ("The raid had threatened to derail talks on 40 prisoners.", 40),
    ],
)
def test_what_is_no_telling_stays_the_reports(text: str, number: float) -> None:
    found = [c for c in claims(text) if c.act.figures and c.act.figures[0].low == number]
    assert all(c.voice.kind is PartyKind.REPORT for c in found)


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ('"We will shoot," the commander was quoted by a local paper as telling shopkeepers.', ("paper", "commander")),
        ("Peru was quoted by a local paper as saying that 40 men had been freed.", ("paper", "Peru")),
        ("Twenty men had been seized, a local paper reported, citing a note of the police.", ("paper", "police")),
        ("The mission, quoting a local doctor, said ten soldiers had died.", ("mission", "doctor")),
    ],
)
def test_whoever_is_quoted_speaks_inside_what_another_tells(text: str, voices: tuple[str, ...]) -> None:
    deepest = max(claims(text), key=lambda c: len(c.voices))
    assert [next((w for w in voices if w in v.name), v.name) for v in deepest.voices] == list(voices)


# --- rows of numbers --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Peru has announced 57 dead, 184 wounded and 242 missing.", {57, 184, 242}),
        ("Peru put the toll at 3,645 dead, 5,017 injured and 148 missing.", {3645, 5017, 148}),
        ("Peru puts its own losses at 93 civilians killed and 407 wounded.", {93, 407}),
    ],
)
def test_a_row_of_numbers_is_of_whoever_gave_the_first(text: str, numbers: set[float]) -> None:
    found = {c.act.figures[0].low: c for c in claims(text) if c.act.figures}
    assert numbers <= set(found)
    assert {found[n].speaker for n in numbers} == {"Peru"}
    assert {found[n].act.modality for n in numbers} == {Modality.HAPPENED}


# --- whom words stand for ---------------------------------------------------------------------------
def test_each_side_is_both_of_the_two_last_named_together() -> None:
    text = "Peru and Chile signed the accord. Each side was to free 20 prisoners."
    freed = next(c for c in claims(text) if c.act.type == "RETREAT")
    assert set(freed.act.actors) == {"Peru", "Chile"}
    told = claims("Peru and Chile met. Both governments said that 20 prisoners had been freed.")
    assert {"Peru", "Chile"} <= {c.speaker for c in told}


def test_each_side_of_three_is_nobody() -> None:
    text = "Peru shelled a town. Chile shelled a town. Sudan shelled a town. Each side was to free 20 prisoners."
    freed = next(c for c in claims(text) if c.act.type == "RETREAT")
    assert freed.act.actors == ()


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Peru issued a statement. The statement said ten men had died.", "ten men", "Peru"),
        ("A letter from the police came. Rebels fled. The text said ten men had died.", "ten men", "police"),
        ("The mission said nine men had died. Chile shelled a town. It put the wounded at 40.", "40", "mission"),
        ('"We will leave," the mayor said. "Our men have freed 20 prisoners."', "20 prisoners", "mayor"),
    ],
)
def test_who_spoke_last_is_meant(text: str, words: str, speaker: str) -> None:
    assert speaker in teller(text, words)


def test_we_is_whoever_speaks() -> None:
    demand = next(c for c in claims("We call on Chile to free the prisoners.") if c.stance is Stance.DEMANDS)
    assert demand.voice.kind is PartyKind.REPORT
    found = claims('"We call on Chile to free the prisoners," the Peruvian envoy said.')
    assert all("envoy" in c.speaker for c in found)


def test_a_sentence_in_the_words_of_whoever_spoke_is_theirs() -> None:
    text = "The mission said the truce held. Only what it called bandits had attacked a convoy."
    assert "mission" in teller(text, "attacked a convoy")


@pytest.mark.parametrize(
    ("text", "act", "actors"),
    [
        ("The envoy urged Peru to let aid through.", "RETREAT", ("Peru",)),
        ("Peru gave the rebels until 20 March to release the prisoners.", "RETREAT", ("rebels",)),
        ("Peru demanded the release of the prisoners.", "RETREAT", ()),
        ("Peru used the pause to bring in reinforcements.", "MOBILIZE", ("Peru",)),
        ("The mission pointed to looting by the rebels.", "COERCE", ("rebels",)),
    ],
)
def test_who_does_what_is_wanted_or_named(text: str, act: str, actors: tuple[str, ...]) -> None:
    found = [c.act.actors for c in claims(text) if c.act.type == act]
    assert actors in found


# --- clauses ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chile said the crew had painted the boat and sold the nets.", ("had painted the boat", "sold the nets")),
        ("The crew painted the boat and sold the nets to a trader.", ("sold the nets",)),
        ("Chile left the port, which was to have been painted by the crew on Sunday.", ("which was to have been",)),
        ("The crew, Chile said, painted the boat after Peru shelled it on Sunday.", ("painted the boat", "shelled")),
    ],
)
def test_each_clause_with_a_deed_of_its_own_is_a_claim(text: str, words: tuple[str, ...]) -> None:
    quotes = [c.quote for c in claims(text)]
    used = [next((q for q in quotes if w in q), None) for w in words]
    assert None not in used, quotes
    assert len(set(used)) == len(words)


def test_a_condition_is_no_claim_of_its_own() -> None:
    assert not [c for c in claims("The talks will resume if Chile frees the prisoners.") if c.act.type == "RETREAT"]


@pytest.mark.parametrize(
    "text",
    [
        "PUNO - Monitors said nine men had died.",
        "PUNO, Peru, March 5 (Example Wire) - Monitors said nine men had died.",
        "Complaints\nMonitors said nine men had died.",
    ],
)
def test_a_dateline_or_heading_is_no_part_of_the_first_name(text: str) -> None:
    assert {c.speaker for c in claims(text)} <= {"monitors", "Monitors"}
