"""What the rules make of single sentences: who speaks, with what stance, of which act."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.model import Claim, Modality, PartyKind, Polarity, Report, Stance, VoiceRole, When
from truceline.reading.rules import RuleCoder

PUBLISHED = When.day(date(2023, 6, 2))


@cache
def coder() -> RuleCoder:
    return RuleCoder()


def claims(text: str) -> tuple[Claim, ...]:
    return coder().code(Report.of(text, published=PUBLISHED, language="en"))


def one(text: str, act: str, speaker: str | None = None) -> Claim:
    """The one claim of an act (and a speaker)."""
    found = [c for c in claims(text) if c.act.type == act and speaker in (None, c.speaker)]
    assert len(found) == 1, [(c.speaker, c.act.type, c.quote) for c in claims(text)]
    return found[0]


REPORT = "The report"


@pytest.mark.parametrize(
    ("text", "speaker", "stance", "act"),
    [
        ("Sudan said that the rebels had released 12 hostages.", "Sudan", "asserts", "RETREAT"),
        ("The rebels had released 12 hostages, Sudan said.", "Sudan", "asserts", "RETREAT"),
        ("According to Sudan, the rebels have released 12 hostages.", "Sudan", "asserts", "RETREAT"),
        ("The rebels, Sudan added, had released 12 hostages.", "Sudan", "asserts", "RETREAT"),
        ("Talks had resumed, said a Norwegian mediator.", "Norwegian mediator", "asserts", "CONSULT"),
        ("Concern was expressed by Kenya over the shelling of the market.", "Kenya", "asserts", "ASSAULT"),
        ("Sudan denied that its army had shelled the market.", "Sudan", "denies", "ASSAULT"),
        ("Sudan rejected the charge that its army had shelled the market.", "Sudan", "denies", "ASSAULT"),
        ("Sudan demanded the release of the prisoners.", "Sudan", "demands", "RETREAT"),
        ("Sudan called for a ceasefire.", "Sudan", "demands", "RETREAT"),
        ("Sudan offered to free 20 prisoners.", "Sudan", "offers", "RETREAT"),
        ("Sudan promised to withdraw its troops.", "Sudan", "promises", "RETREAT"),
        ("Sudan rejected the proposal.", "Sudan", "rejects", "REJECT"),
        ("Sudan refused to release the women.", "Sudan", "rejects", "REJECT"),
        ("Sudan accused Chad of shelling the town.", "Sudan", "accuses", "ASSAULT"),
        ("Sudan blamed Chad for the collapse of the truce.", "Sudan", "accuses", "STATE"),
        ("Sudan held Chad responsible for blocking the convoys.", "Sudan", "accuses", "COERCE"),
        ("Fighters shelled the market on Friday.", REPORT, "asserts", "ASSAULT"),
        ("Sudan condemned the attack.", "Sudan", "asserts", "ACCUSE"),
        ("“We will free the prisoners,” a spokesman for Sudan said.", "spokesman for Sudan", "asserts", "RETREAT"),
        ("The talks, Sudan's envoy told Reuters, have collapsed.", "Sudanese envoy", "asserts", "SANCTION"),
    ],
)
def test_the_voice_and_the_stance_are_those_of_the_words(text: str, speaker: str, stance: str, act: str) -> None:
    found = [c for c in claims(text) if c.act.type == act and c.speaker == speaker]
    assert [c.stance for c in found] == [Stance(stance)], [(c.speaker, c.stance, c.act.type) for c in claims(text)]


def test_a_participle_inherits_its_speaker() -> None:
    claim = one("Sudan left the talks, claiming that Chad had shelled the town.", "ASSAULT")
    assert (claim.speaker, claim.act.actors) == ("Sudan", ("Chad",))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Sudan's army fired on the town. It said the rebels had shelled the market.", "Sudanese Armed Forces"),
        ("Vice President Ann Okoro met rebels. She said they had released 12 hostages.", "Ann Okoro"),
        (
            "The Ministry of Health in Chad gave figures. The ministry said rebels had shelled a clinic.",
            "Ministry of Health",
        ),
    ],
)
def test_a_pronoun_or_description_is_the_last_fitting_name(text: str, speaker: str) -> None:
    assert any(speaker in c.speaker or speaker in c.voice.member_of for c in claims(text) if c.spans.cue)


def test_voices_are_nested_as_the_words_nest_them() -> None:
    claim = one("Kenya said that Sudan had reported that rebels shelled the market.", "ASSAULT")
    assert [(v.name, v.role) for v in claim.voices] == [("Kenya", VoiceRole.SPEAKER), ("Sudan", VoiceRole.INNER)]


def test_what_somebody_told_an_outlet_came_through_it() -> None:
    claim = one("Sudan told Reuters that rebels had shelled the market.", "ASSAULT")
    assert [(v.name, v.role) for v in claim.voices] == [("Reuters", VoiceRole.THROUGH), ("Sudan", VoiceRole.SPEAKER)]


def test_two_speakers_with_the_same_words_are_two_claims() -> None:
    found = [c for c in claims("Kenya and Chad said that rebels had shelled the market.") if c.act.type == "ASSAULT"]
    assert {c.speaker for c in found} == {"Kenya", "Chad"}
    assert len({c.id for c in found}) == 2


def test_an_accusation_is_an_act_of_the_accuser_and_a_claim_on_the_accused() -> None:
    text = "Sudan accused Chad of breaking the truce by firing rockets."
    event, deed = one(text, "ACCUSE"), one(text, "ASSAULT")
    assert (event.voice.kind, event.act.actors, event.act.recipients) == (PartyKind.REPORT, ("Sudan",), ("Chad",))
    assert (deed.speaker, deed.stance, deed.act.actors) == ("Sudan", Stance.ACCUSES, ("Chad",))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The group holds 20 hostages.", True),
        ("The minister held a view on the hostages.", False),
        ("The sides held talks on the hostages.", False),
        ("Twenty hostages are being held in Khartoum.", True),
    ],
)
def test_people_are_held_and_views_and_talks_are_not(text: str, held: bool) -> None:
    assert any(c.act.mode == "held" for c in claims(text)) is held


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("Rebels released 12 hostages.", "RETREAT", "happened"),
        ("Rebels will release 12 hostages on Sunday.", "RETREAT", "planned"),
        ("Rebels agreed to release 12 hostages.", "RETREAT", "planned"),
        ("Sudan said it would release 12 hostages.", "RETREAT", "planned"),
        ("Rebels may release 12 hostages.", "RETREAT", "hypothetical"),
        ("Talks are under way in Doha.", "CONSULT", "ongoing"),
        ("Sudan demanded that rebels release 12 hostages.", "RETREAT", "demanded"),
        ("Sudan offered to release 12 hostages.", "RETREAT", "offered"),
        ("Rebels did not release the hostages.", "RETREAT", "denied"),
        ("Talks are due to resume on Sunday.", "CONSULT", "planned"),
    ],
)
def test_what_happened_is_kept_apart_from_what_is_wanted_or_expected(text: str, act: str, modality: str) -> None:
    assert one(text, act).act.modality is Modality(modality)


def test_a_negation_is_the_contents_and_a_denial_the_speakers() -> None:
    plain = one("Rebels did not shell the market.", "ASSAULT")
    denied = one("Sudan denied shelling the market.", "ASSAULT")
    assert (plain.stance, plain.act.polarity) == (Stance.ASSERTS, Polarity.NEGATIVE)
    assert (denied.stance, denied.act.polarity) == (Stance.DENIES, Polarity.POSITIVE)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Sudan did not comment.", "no-comment"),
        ("Sudan declined to comment on the report.", "no-comment"),
        ("Sudan has not said whether it will free them.", "no-comment"),
        ("It is unclear how many hostages are alive.", "unclear"),
    ],
)
def test_silence_and_doubt_are_states_of_their_own(text: str, mode: str) -> None:
    claim = one(text, "STATE")
    assert (claim.act.mode, claim.voice.kind) == (mode, PartyKind.REPORT)


def test_a_refusal_answers_the_offer_before_it() -> None:
    found = claims("Sudan offered to free 20 prisoners. Chad rejected this offer.")
    offer = next(c for c in found if c.stance is Stance.OFFERS)
    answer = next(c for c in found if c.stance is Stance.REJECTS)
    assert (answer.speaker, answer.act.answers) == ("Chad", offer.id)


def test_each_figure_is_a_claim_and_a_part_names_its_total() -> None:
    found = [c for c in claims("Rebels hold 136 hostages, including 17 women and children.") if c.act.figures]
    total, part = sorted(found, key=lambda c: -(c.act.figures[0].low or 0))
    assert (total.act.figures[0].low, part.act.figures[0].low) == (136, 17)
    assert (part.act.figures[0].part_of, part.act.figures[0].kinds) == (total.id, ("woman", "child"))


def test_a_figure_that_is_said_not_to_be_the_one_is_negative() -> None:
    found = {c.act.figures[0].low: c for c in claims("Sudan released 240 prisoners, not 210.") if c.act.figures}
    assert found[240].act.polarity is Polarity.POSITIVE
    assert found[210].act.polarity is Polarity.NEGATIVE


def test_each_days_figure_has_its_own_day() -> None:
    found = claims("Sudan freed 390 people on 23 May and 307 people on 24 May.")
    days = {c.act.figures[0].low: c.act.when.date for c in found if c.act.figures and c.act.when}
    assert days == {390: date(2023, 5, 23), 307: date(2023, 5, 24)}


def test_a_colon_at_the_end_of_a_line_governs_the_list_after_it() -> None:
    text = "The monitors reported:\n- Shells hit a market.\n- Troops left the town.\n\nRain fell in the town."
    voices = {c.quote: c.speaker for c in claims(text)}
    assert voices["Shells hit a market"] == voices["Troops left the town"] == "monitors"
    assert REPORT in {c.speaker for c in claims(text + " Rebels shelled a clinic.")}


def test_a_second_that_goes_on_with_what_was_said() -> None:
    text = (
        "Chad said that it had offered through the night to free prisoners and to return bodies, but that Sudan had "
        "turned down every offer."
    )
    refusal = one(text, "REJECT")
    assert (refusal.speaker, refusal.act.actors) == ("Chad", ("Sudan",))


def test_a_report_without_any_claim_gives_none() -> None:
    assert claims("Photo: archive.") == ()


WORDS = st.sampled_from(
    "Sudan Chad Kenya's rebels the a said that it they accused of denied , . : ; “ ” — ( ) talks truce hostages 12 "
    "seven released refused to agreed by for on Friday which who continuing stop keep going shelled killed and but not "
    "according statement offer demanded held responsible as of 3 May including among them were was had been \n\n".split(
        " "
    )
)


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_no_row_of_words_stops_the_coder(words: list[str]) -> None:
    text = " ".join(words)
    report = Report.of(text, published=PUBLISHED, language="en")
    for claim in coder().code(report):
        assert all(s.holds_in(text) for s in (*claim.spans.source, *claim.spans.cue, *claim.spans.content))
        assert claim.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Stopping the clashes. Keep going to talk.",
        "Sudan said: “ ”.",
        "According to Sudan, .",
        "— and that",
    ],
)
def test_torn_sentences_do_not_stop_the_coder(text: str) -> None:
    assert all(c.spans.content for c in claims(text))


def test_a_lone_bracket_between_two_sayings_is_nobody_s_words() -> None:
    text = "Shells fired by {A} hit a school and wounded four children, a doctor said;\n{B} said it was ready to talk;"
    told = [c.quote for c in claims(text) if c.speaker == "doctor"]
    assert told == ["Shells fired by {A} hit a school", "wounded four children"]
