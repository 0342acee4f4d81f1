"""Identity is a function of the judgements, and hides no contradiction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from truceline.record import About, Contradiction, Identity, Judgement, SameVerdict

SAME, DIFFERENT, UNSURE = SameVerdict.SAME, SameVerdict.DIFFERENT, SameVerdict.UNSURE


def judge(a: str, b: str, verdict: SameVerdict, about: About = About.PARTY) -> Judgement:
    return Judgement(about, a, b, verdict, "because")


def parties(*judgements: tuple[str, str, SameVerdict]) -> Identity:
    return Identity.of([judge(*j) for j in judgements], About.PARTY)


def test_without_a_judgement_everything_is_itself() -> None:
    none = parties()
    assert (none.main("a"), none.group("a"), none.groups(), none.same("a", "b")) == ("a", ("a",), (), False)
    assert none.verdict("a", "b") is None


def test_what_is_the_same_as_the_same_is_the_same() -> None:
    joined = parties(("d", "c", SAME), ("b", "a", SAME), ("c", "b", SAME))
    assert joined.group("c") == ("a", "b", "c", "d")
    assert joined.groups() == (("a", "b", "c", "d"),)
    assert {joined.main(x) for x in "abcd"} == {"a"}


def test_different_and_unsure_join_nothing() -> None:
    apart = parties(("a", "b", DIFFERENT), ("b", "c", UNSURE))
    assert apart.groups() == ()
    assert apart.verdict("c", "b") is UNSURE
    assert apart.contradictions() == ()


def test_a_later_judgement_replaces_an_earlier_one_whichever_way_round() -> None:
    assert not parties(("a", "b", SAME), ("b", "a", DIFFERENT)).same("a", "b")
    assert not parties(("a", "b", SAME), ("b", "a", UNSURE)).same("a", "b")
    assert parties(("a", "b", DIFFERENT), ("b", "a", SAME)).same("a", "b")


def test_parties_and_incidents_are_kept_apart() -> None:
    both = [judge("a", "b", SAME), judge("a", "b", DIFFERENT, About.INCIDENT)]
    assert Identity.of(both, About.PARTY).same("a", "b")
    assert not Identity.of(both, About.INCIDENT).same("a", "b")


def test_a_contradiction_is_reported_with_the_chain_that_makes_it() -> None:
    torn = parties(("a", "b", SAME), ("b", "c", SAME), ("c", "d", SAME), ("a", "c", DIFFERENT))
    assert torn.contradictions() == (Contradiction("a", "c", ("a", "b", "c")),)
    assert torn.same("a", "c")


def test_the_chain_is_the_shortest() -> None:
    torn = parties(
        ("a", "b", SAME), ("b", "z", SAME), ("a", "m", SAME), ("m", "n", SAME), ("n", "z", SAME), ("z", "a", DIFFERENT)
    )
    assert torn.contradictions() == (Contradiction("a", "z", ("a", "b", "z")),)


def test_taking_a_link_back_ends_the_contradiction() -> None:
    assert parties(("a", "b", SAME), ("b", "c", SAME), ("a", "c", DIFFERENT), ("b", "c", UNSURE)).contradictions() == ()


PAIRS = st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] < p[1])
TABLES = st.dictionaries(PAIRS, st.sampled_from(SameVerdict), max_size=12)


@given(TABLES.flatmap(lambda t: st.tuples(st.just(t), st.permutations(sorted(t)), st.randoms(use_true_random=False))))
def test_the_order_and_direction_of_judgements_on_different_pairs_change_nothing(drawn: tuple) -> None:  # type: ignore[type-arg]
    table, order, chance = drawn
    turned = [(p if chance.random() < 0.5 else p[::-1]) for p in order]
    shuffled = parties(*((a, b, table[(min(a, b), max(a, b))]) for a, b in turned))
    straight = parties(*((a, b, v) for (a, b), v in sorted(table.items())))
    assert shuffled == straight
    assert shuffled.contradictions() == straight.contradictions()


@given(TABLES)
def test_groups_are_what_same_connects_and_every_torn_pair_is_reported(
    table: dict[tuple[str, str], SameVerdict],
) -> None:
    found = parties(*((a, b, v) for (a, b), v in table.items()))
    reach = {x: {x} for x in "abcdef"}
    for _ in reach:
        for (a, b), verdict in table.items():
            if verdict is SAME:
                reach[a] = reach[b] = reach[a] | reach[b]
                for x in reach[a]:
                    reach[x] = reach[a]
    assert {x: found.group(x) for x in reach} == {x: tuple(sorted(r)) for x, r in reach.items()}
    torn = {p for p, v in table.items() if v is DIFFERENT and p[1] in reach[p[0]]}
    assert {(c.a, c.b) for c in found.contradictions()} == torn
    for contradiction in found.contradictions():
        steps = list(zip(contradiction.chain, contradiction.chain[1:], strict=False))
        assert (contradiction.chain[0], contradiction.chain[-1]) == (contradiction.a, contradiction.b)
        assert all(found.verdict(a, b) is SAME for a, b in steps)
