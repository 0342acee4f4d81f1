"""The layers of the second reading on whole texts: shares, claims in one another, long texts, nothing to judge."""

from __future__ import annotations

import pytest

from truceline.reading.model import Opinion, Reader
from truceline.reading.model.labels import CODES, MANNERS, MOODS

TEXT = "The army said that nine men had been freed at the bridge. The rebels would not hear of a second exchange."


def opinion(text: str, words: str, code: str = "STATE", mood: str = "happened", voiced: bool = True) -> Opinion:
    start = text.index(words)
    return Opinion(start, start + len(words), code, mood, voiced)


def test_shares_add_up_to_one(reader: Reader) -> None:
    (seen,) = reader.read([TEXT])
    (told,) = reader.judge(seen, [opinion(TEXT, "nine men had been freed")])
    assert told is not None
    for shares, labels in ((told.codes, CODES), (told.manners, MANNERS), (told.moods, MOODS)):
        assert tuple(shares) == labels
        assert sum(shares.values()) == pytest.approx(1.0, abs=1e-4)


def test_plain_deeds_are_seen_where_no_opinion_helps(reader: Reader) -> None:
    (seen,) = reader.read([TEXT])
    freed, refused = reader.judge(
        seen, [opinion(TEXT, "nine men had been freed"), opinion(TEXT, "would not hear of a second exchange")]
    )
    assert freed is not None
    assert refused is not None
    assert max(freed.codes, key=freed.codes.__getitem__) == "RETREAT"
    assert max(refused.codes, key=refused.codes.__getitem__) == "REJECT"


def test_no_claims_no_judgement(reader: Reader) -> None:
    (seen, empty) = reader.read([TEXT, ""])
    assert reader.judge(seen, []) == []
    assert reader.judge(empty, []) == []


def test_a_claim_without_a_piece_of_text_is_not_judged(reader: Reader) -> None:
    (seen,) = reader.read([TEXT])
    assert reader.judge(seen, [Opinion(3, 3, "STATE", "happened", False)]) == [None]


def test_claims_in_one_another_and_twice_told_are_all_judged(reader: Reader) -> None:
    (seen,) = reader.read([TEXT])
    inner, outer = opinion(TEXT, "nine men"), opinion(TEXT, "nine men had been freed at the bridge")
    assert all(told is not None for told in reader.judge(seen, [outer, inner, outer]))


def test_a_claim_longer_than_a_window_is_judged_by_what_it_begins_with(reader: Reader) -> None:
    text = "The list has " + "fishermen and sailors and pilots and drivers and nurses and " * 60 + "no more."
    (seen,) = reader.read([text])
    assert len(seen.windows) > 1
    (told,) = reader.judge(seen, [Opinion(0, len(text), "STATE", "ongoing", False)])
    assert told is not None


def test_what_is_judged_in_one_window_does_not_hang_on_another(reader: Reader) -> None:
    long = TEXT + "\n\n" + "Rain fell on the harbour and the ferries waited for the wind to turn. " * 30
    (seen,) = reader.read([long])
    claim = opinion(long, "nine men had been freed")
    later = Opinion(len(long) - 60, len(long) - 5, "STATE", "ongoing", False)
    (alone,), (first, _) = reader.judge(seen, [claim]), reader.judge(seen, [claim, later])
    assert alone is not None
    assert first is not None
    assert (alone.codes, alone.manners, alone.moods) == (first.codes, first.manners, first.moods)


def test_it_points_to_words_with_shares_that_add_up_to_one(reader: Reader) -> None:
    (seen,) = reader.read([TEXT])
    (told,) = reader.judge(seen, [opinion(TEXT, "nine men had been freed")])
    assert told is not None
    for pointed in (told.when, told.source):
        whole = pointed.none + pointed.of(0, len(TEXT)) + pointed.elsewhere
        assert whole == pytest.approx(1.0, abs=1e-4)
        parts = pointed.of(0, TEXT.index("said")) + pointed.of(TEXT.index("said"), len(TEXT))
        assert parts == pytest.approx(pointed.of(0, len(TEXT)), abs=1e-4)
        for start, share in pointed.likely:
            assert share == pytest.approx(pointed.of(start, start + 1), abs=1e-4)


def test_it_hears_the_army_and_sees_the_day(reader: Reader) -> None:
    text = "The rebels left the bridge on Monday. The army said that nine men had been freed there on Tuesday."
    (seen,) = reader.read([text])
    times = [(text.index(words), text.index(words) + len(words)) for words in ("on Monday", "on Tuesday")]
    (told,) = reader.judge(seen, [opinion(text, "nine men had been freed there on Tuesday", "RETREAT")], times)
    assert told is not None
    monday, tuesday = (told.when.of(*place) for place in times)
    assert tuesday > 0.5 > monday
    army, rebels = (told.source.of(text.index(w), text.index(w) + len(w)) for w in ("The army", "The rebels"))
    assert army > 0.5 > rebels


def test_words_in_another_window_have_no_share(reader: Reader) -> None:
    text = TEXT + "\n\n" + "Rain fell on the harbour and the ferries waited for the wind to turn. " * 30
    (seen,) = reader.read([text])
    assert len(seen.windows) > 1
    (told,) = reader.judge(seen, [opinion(text, "nine men had been freed")])
    assert told is not None
    assert told.when.of(len(text) - 60, len(text) - 5) == 0.0


def test_it_leans_to_the_words_that_the_rules_have(reader: Reader) -> None:
    text = "The rebels left the bridge on Monday. The army came back. Nine men had been freed there on Tuesday."
    (seen,) = reader.read([text])
    army, rebels = ((text.index(w), text.index(w) + len(w)) for w in ("The army", "The rebels"))
    place = text.index("Nine"), text.index(" on Tuesday")
    asked = [Opinion(*place, "RETREAT", "happened", True, None, source) for source in ((army,), (rebels,), None)]
    told = [reader.judge(seen, [one])[0] for one in asked]
    first, second, neither = (t.source for t in told if t is not None)
    assert first.of(*army) > neither.of(*army) > second.of(*army)
    assert second.of(*rebels) > neither.of(*rebels) > first.of(*rebels)


def test_a_speaker_whom_the_rules_have_in_another_window_is_leant_to_as_elsewhere(reader: Reader) -> None:
    text = TEXT + "\n\n" + "Rain fell on the harbour and the ferries waited for the wind to turn. " * 30
    (seen,) = reader.read([text])
    place, far = (0, len("The army said that nine men had been freed")), (len(text) - 60, len(text) - 55)
    here, there = (
        reader.judge(seen, [Opinion(*place, "RETREAT", "happened", True, (), source)])[0] for source in (None, (far,))
    )
    assert here is not None
    assert there is not None
    assert there.source.elsewhere > here.source.elsewhere
