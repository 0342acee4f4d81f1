"""Who speaks where no verb of saying stands beside the words, and by what name; each in invented sentences."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Claim, Report, When
from truceline.reading.blocks import Block, Blocks
from truceline.reading.rules import RuleCoder
from truceline.reports import read_stream


def claims(text: str, title: str | None = None) -> tuple[Claim, ...]:
    report = Report.of(text, title=title, publisher="Harbour Post", published=When.day(date(2021, 5, 7)), language="en")
    return RuleCoder().code(report)


def speaker_of(words: str, text: str, title: str | None = None) -> str:
    return next(c.speaker for c in claims(text, title) if words in c.quote)


@pytest.mark.parametrize(
    ("opening", "speaker"),
    [
        ("The Ministry of Defence informs the public of the following.", "Ministry of Defence"),
        ("The Army Command brings the following to the notice of all.", "Army Command"),
        ("The harbour police report on the night of Sunday.", "Harbour Post"),
        ("The harbour was quiet on Sunday.", "Harbour Post"),
    ],
)
def test_what_follows_an_opening_is_said_by_whom_it_names(opening: str, speaker: str) -> None:
    found = speaker_of("wounded two porters", f"{opening}\n\nGunmen wounded two porters at the pier on Sunday.")
    assert speaker in found


def test_a_communique_is_its_issuers_by_its_title() -> None:
    text = "Gunmen wounded two porters at the pier.\n\nThe guild said that it had freed three men."
    title = "Communique of the Ministry of Information on the night of Sunday"
    assert speaker_of("wounded two porters", text, title) == "Ministry of Information"
    assert "guild" in speaker_of("freed three men", text, title)
    assert speaker_of("wounded two porters", text, "Communique angers the guild") == "Harbour Post"


@pytest.mark.parametrize(
    ("sender", "speaker"),
    [
        ("ICRC", "International Committee of the Red Cross"),
        ("OSCE", "OSCE"),
        ("Reuters", "Harbour Post"),
        ("TASS", "Harbour Post"),
    ],
)
def test_a_text_with_a_bodys_name_where_an_agency_has_its_own_is_that_bodys(sender: str, speaker: str) -> None:
    text = f"publisher: Harbour Post\npublished: 2021-05-07\n\nGENEVA, May 7 ({sender}) - Gunmen wounded two porters.\n"
    report = next(read_stream(text.encode(), "dispatch.txt")).report
    assert report is not None
    assert [c.speaker for c in RuleCoder().code(report)] == [speaker]


def test_a_reply_below_its_heading_is_another_speakers() -> None:
    text = (
        "The Ministry of Defence informs the public of the following.\n\nGunmen wounded two porters.\n\n"
        "(From the reply of the Harbour Council.) Soldiers killed four sailors."
    )
    assert speaker_of("wounded two porters", text) == "Ministry of Defence"
    assert speaker_of("killed four sailors", text) == "Harbour Council"


def test_the_answers_of_a_press_conference_are_the_speakers() -> None:
    text = (
        "Spokesman: Gunmen killed four sailors on Sunday.\n\nQuestion: The army burned two boats.\n\n"
        "Spokesman: The guild freed three men on Monday."
    )
    assert speaker_of("killed four sailors", text) == speaker_of("freed three men", text) == "Spokesman"
    assert speaker_of("burned two boats", text) == "Harbour Post"


def test_a_briefing_is_told_on_in_the_past_perfect() -> None:
    text = (
        "The deputy spokesperson said that the talks had ended.\n\nGunmen had killed four sailors on Sunday. "
        "Three men had been freed."
    )
    assert speaker_of("killed four sailors", text, "Readout: a night at the pier") == "deputy spokesperson"
    assert speaker_of("killed four sailors", text, "A night at the pier") == "Harbour Post"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The guild's chief negotiator, Ann Lind, said that gunmen had killed four sailors.", "Ann Lind"),
        (
            "Their commander, who goes by the name of Otto Brand, said that gunmen had killed four sailors.",
            "Otto Brand",
        ),
        ("A rower who calls himself Otto Brand said that gunmen had killed four sailors.", "Otto Brand"),
        ("Governor Ann Lind left at noon. Gunmen had killed four sailors, the governor said.", "Ann Lind"),
        ("President Ann Lind left at noon. Gunmen had killed four sailors, the head of state said.", "Ann Lind"),
        ("The governor, Ann Lind, left at noon. The governor said that gunmen had killed four sailors.", "Ann Lind"),
        ("A widow, Ann Lind, wept. Gunmen killed four sailors, she said.", "Ann Lind"),
        ("The bishop left. An aunt of his was found. She said that gunmen had killed four sailors.", "aunt"),
        ("The Loyal Valley Front met. The LVF said that gunmen had killed four sailors.", "Loyal Valley Front"),
        ("Harbour officials met. Gunmen killed four sailors, one of them said.", "one of Harbour officials"),
        ("The council met. The militia freed two men; it says that gunmen killed four sailors.", "militia"),
    ],
)
def test_a_speaker_has_the_name_that_the_text_gives(text: str, speaker: str) -> None:
    assert speaker in speaker_of("killed four sailors", text)


@pytest.mark.parametrize(
    "said",
    [
        "The pier was safe, the mayor said, and gunmen had killed four sailors.",
        "The mayor said that the pier was safe, but that gunmen had killed four sailors.",
        "The mayor rejected the charge outright: gunmen had killed four sailors.",
        "The mayor came back with a complaint: gunmen had killed four sailors.",
        "Gunmen killed four sailors, by the mayor's reckoning.",
        '"The pier is safe," the mayor said on Sunday, "and gunmen killed four sailors."',
        "Gunmen killed four sailors, the mayor grinned.",
    ],
)
def test_words_are_laid_to_whoever_speaks_around_them(said: str) -> None:
    assert "mayor" in speaker_of("killed four sailors", said)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We counted four sailors killed at the pier.", "four sailors"),
        ("By our own count gunmen killed four sailors.", "killed four sailors"),
        ("Nobody says that gunmen killed four sailors.", "killed four sailors"),
        ("Gunmen killed four sailors, concluded on Sunday a count by this newspaper.", "killed four sailors"),
    ],
)
def test_the_reports_own_count_is_its_own(text: str, words: str) -> None:
    assert all(c.speaker == "Harbour Post" for c in claims(text) if words in c.quote)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The mayor intends to free 12 sailors.", "free 12 sailors", "mayor"),
        ("The mayor objected to the release of 12 sailors.", "12 sailors", "mayor"),
        ("The navy now gives 17 sailors dead, two of them officers.", "17 sailors dead", "navy"),
        ("Losses were given by the mayor as 62 killed.", "62", "mayor"),
        ("Elders at Norham charge that gunmen killed four sailors.", "killed four sailors", "Elders"),
        ("The mayor wrote to the council, which says that it holds 40 sailors.", "40 sailors", "council"),
        ("The spokesman gave his word that 12 sailors would be freed.", "12 sailors", "spokesman"),
    ],
)
def test_more_verbs_and_nouns_of_saying(text: str, words: str, speaker: str) -> None:
    assert any(speaker in c.speaker for c in claims(text) if words in c.quote)


KILLED = "Gunmen killed four sailors."


@pytest.mark.parametrize(
    ("opening", "speaker"),
    [
        ("The council announces the following measures.", "council"),
        ("The ministry reports as follows.", "ministry"),
        ("The council draws attention to the following.", "council"),
        ("The president resigned the following day.", "Harbour Post"),
        ("The guild announced the closure on the following Monday.", "Harbour Post"),
        ("The mayor said that he would leave the following week.", "Harbour Post"),
        ("The mayor said that a storm follows.", "Harbour Post"),
        ("The rebels brought the following goods.", "Harbour Post"),
    ],
)
def test_only_what_is_announced_follows_in_its_announcers_words(opening: str, speaker: str) -> None:
    assert speaker in speaker_of("killed four sailors", f"{opening}\n\n{KILLED}")


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Statement by minister angers opposition", "Harbour Post"),
        ("Statement by Minister Angers Opposition", "Harbour Post"),
        ("Statement by the mayor has split the guild", "Harbour Post"),
        ("Statement by army officers", "army officers"),
        ("Statement by the Minister of Harbours", "Minister of Harbours"),
    ],
)
def test_a_headline_is_no_title_of_a_paper(title: str, speaker: str) -> None:
    assert speaker_of("killed four sailors", KILLED, title) == speaker


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Mayor shot at press conference", "Harbour Post"),
        ("Press conference ends in uproar", "Harbour Post"),
        ("Press briefing by the mayor", "mayor"),
        ("Summary of the noon briefing", "mayor"),
        ("Readout of the mayor's call", "mayor"),
        ("Harbour Ministry briefing, Tuesday: boats and piers", "mayor"),
        ("Rebels shell ministry briefing", "Harbour Post"),
    ],
)
def test_a_briefing_is_known_by_the_head_of_its_title(title: str, speaker: str) -> None:
    text = "The mayor said that the talks had ended.\n\nGunmen had killed four sailors on Sunday."
    assert speaker_of("killed four sailors", text, title) == speaker


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [
        ("[Note by the editor] ", "Harbour Post"),
        ("(Report by a correspondent) ", "Harbour Post"),
        ("[Note by the Editor] ", "Harbour Post"),
        ("(From the reply of the council) ", "council"),
        ("(From the reply of the Harbour General Staff.) ", "Harbour General Staff"),
        ("Background, from an official: ", "official"),
        ("Background, from an official:\n\n", "official"),
    ],
)
def test_a_heading_hands_over_to_others_than_the_outlets_own(heading: str, speaker: str) -> None:
    text = f"The pier was shut.\n\n{heading}{KILLED}\n\nThe council met."
    assert speaker_of("killed four sailors", text) == speaker


def test_what_follows_a_heading_with_a_colon_is_one_paragraph() -> None:
    text = f"The pier was shut.\n\nBackground, from an official:\n\nThe boats left.\n\n{KILLED}"
    assert speaker_of("killed four sailors", text) == "Harbour Post"


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Ann King, the mayor, said that the pier was safe.", "Ann King"),
        ("Sergeant Bishop left.", "Sergeant Bishop"),
        ("Anna Prince, a nurse, wept.", "Anna Prince"),
    ],
)
def test_a_surname_tells_nothing_of_he_or_she(before: str, speaker: str) -> None:
    assert speaker_of("killed four sailors", f"{before} She said that gunmen had killed four sailors.") == speaker


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("The rebels would free ten more on Friday.", "envoy"),
        ("The rebels would later shell the port.", "Harbour Post"),
        ("The rebels would eventually shell the port.", "Harbour Post"),
        ("The rebels would go on to shell the port.", "Harbour Post"),
    ],
)
def test_what_came_of_it_later_nobody_told_at_the_time(told: str, speaker: str) -> None:
    text = f"The envoy said that six were freed. {told}"
    assert speaker_of("port" if "port" in told else "ten more", text) == speaker


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ("The minister rejected the plan: the army would shell the town.", "Harbour Post"),
        ("The minister rejected the plan: the army had shelled the town.", "minister"),
        ("The minister rejected the plan: it would cut off the town.", "minister"),
        ("The minister rejected the plan: the army had left, though it might return to the town.", "minister"),
        ("The minister rejected the plan: the army would not shell the town.", "minister"),
    ],
)
def test_behind_a_refusal_only_a_reason_is_the_refusers(told: str, speaker: str) -> None:
    assert speaker in {c.speaker for c in claims(told) if c.quote.endswith("the town")}
    assert speaker == "minister" or all(c.speaker == speaker for c in claims(told) if c.quote.endswith("the town"))


@pytest.mark.parametrize(
    "text",
    [
        "The children ran. Three others, who were fishing, were killed by soldiers.",
        "The children went to three shops. At one of them gunmen also opened fire.",
        "The envoy told reporters so. Three fishermen are held. One of them was wounded by gunmen.",
        "The hostages went home. The one for Friday is still awaited.",
    ],
)
def test_one_of_the_people_before_is_named_only_where_they_are_meant(text: str) -> None:
    assert not any(n.startswith("one of") for c in claims(text) for n in (c.speaker, *c.act.actors, *c.act.recipients))


@pytest.mark.parametrize(
    "text",
    ["The ministry put the dead at nine, — two boys among them.", "The police estimate the dead at 12,,,"],
)
def test_stray_marks_behind_a_count_do_no_harm(text: str) -> None:
    assert any("nine" in c.quote or "12" in c.quote for c in claims(text))


def test_a_toll_ends_with_its_sentence() -> None:
    assert all(c.speaker != "mayor" for c in claims("The mayor gives 17 sailors boats. Dead fish lay there."))


def test_a_block_inside_another_holds_as_long_as_it_lasts() -> None:
    found = Blocks([Block(0, 20, None), Block(2, 5, 1), Block(3, 9, 2), Block(3, 4, 3), Block(12, 14, 4)])
    at = [found.at(n) for n in (0, 2, 3, 4, 8, 10, 13, 19, 20)]
    assert [b.speaker if b else 0 for b in at] == [None, 1, 2, 2, 2, None, 4, None, 0]


def test_an_accusation_of_what_is_no_act_is_made_by_one_and_put_to_another() -> None:
    (claim,) = (c for c in claims("The ministry accuses the rebels of splitting a family.") if "splitting" in c.quote)
    assert [any(who in n for n in claim.act.recipients) for who in ("rebels", "ministry")] == [True, False]


@pytest.mark.parametrize(
    "words", ["The report of the letter", "A statement of the communique", "The letter of the report"]
)
def test_a_document_of_a_document_whose_owner_is_not_told_is_nobodys(words: str) -> None:
    """Each would be traced to the other without end."""
    assert speaker_of("nine men had been released", f"{words} said on Monday that nine men had been released.")
