"""Attacks, tolls and blame in the manner of news agencies; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        # The clause is of the attack, not of the place or party that it was on.
        (
            "The war began with the rebels' attack on southern Peru, which killed about 1,200 people.",
            "which killed",
            ("rebels",),
        ),
        ("A strike on a camp in Chile, which left 60 people dead, angered the bishop.", "which left 60", ()),
        ("Chile feared the rebels, which has killed thousands.", "which has killed", ("rebels",)),
        # Whose means they are: by name, by owner, by "by", and by the word for a force.
        ("Peruvian shells landed on the market, killing nine.", "shells landed", ("Peru",)),
        ("Peruvian missiles slammed into a school, killing nine.", "killing nine", ("Peru",)),
        ("An army air strike on a market killed 30 people.", "killed 30", ("army",)),
        ("The rebels' raid killed nine men.", "killed nine", ("rebels",)),
        ("Nine soldiers were killed in an ambush by rebels.", "were killed", ("rebels",)),
        # Who is blamed by a name that no list knows.
        ("The government blamed the Tigers for the blast.", "the blast", ("Tigers",)),
        ("The rebels shelled the port and accused the army of bombing villagers.", "bombing villagers", ("army",)),
        # Who says so in an aside has killed nobody.
        ("Bombers struck at noon, the ministry said, killing nine.", "killing nine", ("Bombers",)),
        # Who says to have done it, of an attack that the words describe.
        ("Rebels claimed responsibility for a bombing in Norham that killed eight.", "bombing", ("Rebels",)),
        (
            "Peru bombed the port. The rebels admitted responsibility for the murder of a driver.",
            "the murder",
            ("rebels",),
        ),
        ("Near the Peruvian city of Norham, a Peruvian drone attack killed two.", "killed two", ("Peru",)),
        ("Of 900 violations, 300 were committed by armed groups.", "committed by", ("armed groups",)),
        # Who denies a part in it is who would have done it.
        ("Gunmen killed nine men in Norham. The army denied responsibility.", "responsibility", ("army",)),
    ],
)
def test_who_did_it(text: str, words: str, actors: tuple[str, ...]) -> None:
    assert with_words(text, words).act.actors == actors


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("The violence killed nine people.", "killed nine", ("STATE", "killed")),
        ("The fighting has wounded more than 300 people.", "wounded", ("STATE", "wounded")),
        ("The conflict left 40 people dead.", "left 40", ("STATE", "killed")),
        ("A bus overturned, leaving nine dead.", "leaving nine", ("STATE", "killed")),
        ("The raid left nine dead.", "left nine", ("ASSAULT", None)),
        ("Gunmen stormed a village, leaving nine people dead.", "leaving nine", ("ASSAULT", None)),
        ("At least 34 nurses have been killed since the war began.", "34 nurses", ("STATE", "killed")),
        ("The rebels left nine prisoners behind.", "left nine", ("RETREAT", "withdraw")),
        ("The troops opened fire on Monday.", "opened fire", ("ASSAULT", "firearms")),
        ("Soldiers fired across the river.", "fired across", ("ASSAULT", "firearms")),
        ("The troops opened fire with mortars.", "opened fire", ("ASSAULT", "heavy-weapons")),
        ("A missile slammed into a school.", "slammed into", ("ASSAULT", "heavy-weapons")),
        ("Peru and Chile exchanged fire. The exchange lasted two hours.", "The exchange", ("ASSAULT", None)),
        ("The exchange of prisoners lasted two hours.", "The exchange", ("RETREAT", "release")),
        ("Fighting has driven 3,000 people from their homes.", "driven", ("STATE", "displaced")),
    ],
)
def test_which_act(text: str, words: str, act: tuple[str, str | None]) -> None:
    claim = with_words(text, words)
    assert (claim.act.type, claim.act.mode) == act


@pytest.mark.parametrize(
    "text",
    [
        "The rebels committed a terrorist attack, the minister said.",
        "The minister said that the rebels had committed genocide.",
        "The rebels have committed war crimes, the minister said.",
    ],
)
def test_what_is_committed_is_done(text: str) -> None:
    claim = with_words(text, "committed")
    assert (claim.speaker, claim.stance.value) == ("minister", "asserts")
    assert (claim.act.type, claim.act.modality.value, claim.act.actors) == ("ASSAULT", "happened", ("rebels",))


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Peru and Chile accused each other of opening fire first.", "ASSAULT"),
        ("Peru and Chile blamed each other for the shelling.", "ASSAULT"),
        ("Peru and Chile signed a truce. Each side accused the other of shelling villages.", "ASSAULT"),
        ("Peru and Chile traded blame for the shelling of the port.", "ASSAULT"),
        ("Peru and Chile accused each other of breaking the truce.", "REJECT"),
    ],
)
def test_each_accuses_the_other(text: str, type: str) -> None:
    accused = {c.speaker: c.act.actors for c in claims(text) if c.stance.value == "accuses" and c.act.type == type}
    assert accused == {"Peru": ("Chile",), "Chile": ("Peru",)}


@pytest.mark.parametrize("text", ["Both sides traded blame.", "Peru and Chile traded accusations over the truce."])
def test_blame_that_names_no_deed(text: str) -> None:
    assert {c.act.type for c in claims(text)} == {"ACCUSE"}


@pytest.mark.parametrize(
    ("text", "words", "figure"),
    [
        ("Shelling forced 3,000 people to flee their homes.", "to flee", 3000),
        ("Clashes broke out, forcing 400 families to flee.", "to flee", 400),
        ("A soldier was killed and two others were wounded in a raid.", "two others", 2),
    ],
)
def test_how_many_it_befell(text: str, words: str, figure: int) -> None:
    claim = with_words(text, words)
    assert ([f.low for f in claim.act.figures], claim.act.modality.value) == ([figure], "happened")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Bombers struck at noon, the ministry said, killing nine.", "killing nine", "ministry"),
        ("Rebels took the port, the army said on Monday, killing nine.", "killing nine", "army"),
        ("Peru denied hitting the port, where nine died, according to the mayor.", "hitting", "Peru"),
        ("Peru denied hitting the port, where nine died, according to the mayor.", "nine died", "mayor"),
    ],
)
def test_who_says_it(text: str, words: str, speaker: str) -> None:
    assert with_words(text, words).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The monitors recorded 351 violations by the rebels and 20 by the army.",
        "The mission counted 351 attacks by the rebels and 20 by the army.",
    ],
)
def test_whose_the_second_number_is(text: str) -> None:
    whose = {f.low: c.act.actors for c in claims(text) for f in c.act.figures}
    assert whose[20] == ("army",)
    assert whose[351] in (("rebels",), ())
