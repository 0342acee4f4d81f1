"""Review in a real browser: ten claims with the keyboard alone, several at once, two people at once."""

from __future__ import annotations

import pytest
from browser_pages import Visits, axe, picture, wider_than_the_window
from playwright.sync_api import Page, expect

from browser_server import Served

SAID = "#review-said"


def review(visits: Visits, path: str = "/review", **more: object) -> Page:
    """The queue, when it is worked out what rests on what."""
    page = visits.open(path, **more)  # type: ignore[arg-type]
    expect(page.locator("#review-why")).not_to_contain_text("being worked out", timeout=60_000)
    page.goto(path)
    return page


def current(page: Page) -> str:
    found = page.locator("[data-claim]").get_attribute("data-claim")
    assert found
    return found


def press(page: Page, key: str) -> None:
    """Press a key that leads to another claim, and wait for that."""
    before = current(page)
    page.keyboard.press(key)
    expect(page.locator("[data-claim]")).not_to_have_attribute("data-claim", before)


def test_ten_claims_are_reviewed_with_the_keyboard_alone(own_visits: Visits) -> None:
    page = review(own_visits)
    seen = [current(page)]
    for turn in range(10):
        if turn == 3:
            page.keyboard.press("r")
            expect(page.locator("#reason")).to_be_focused()
            page.keyboard.press("2")
            expect(page.locator("#reason")).to_have_value("the words do not say this")
            press(page, "Enter")
            expect(page.locator(SAID)).to_contain_text("Rejected")
        elif turn == 6:
            page.keyboard.press("c")
            expect(page.locator("#f-stance")).to_be_focused()
            page.locator("#f-place").focus()
            page.keyboard.type("Rafah")
            page.locator("#f-reason").focus()
            page.keyboard.type("the line before says so")
            press(page, "Enter")
            expect(page.locator(SAID)).to_contain_text("Corrected")
        else:
            press(page, "a")
            expect(page.locator(SAID)).to_contain_text("Accepted")
        expect(page.locator("#one-head")).to_be_focused()
        seen.append(current(page))
    assert len(set(seen)) == 11
    press(page, "u")
    assert current(page) == seen[9]
    expect(page.locator(SAID)).to_contain_text("It waits again")
    assert page.locator(SAID).get_attribute("role") == "status"


def test_the_address_is_the_place_in_the_queue(own_visits: Visits) -> None:
    page = review(own_visits)
    press(page, "n")
    second = current(page)
    press(page, "j")
    press(page, "k")
    assert current(page) == second
    page.reload()
    assert current(page) == second
    press(page, "p")
    page.go_back()
    expect(page.locator("[data-claim]")).to_have_attribute("data-claim", second)


def test_a_form_is_left_with_escape_and_nothing_is_decided(own_visits: Visits) -> None:
    page = review(own_visits)
    first = current(page)
    for key in ("r", "c"):
        page.keyboard.press(key)
        expect(page.locator(".deciding [data-focus]")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".deciding")).to_have_count(0)
    assert current(page) == first
    assert page.locator(".decided").count() == 0


def test_marked_claims_are_accepted_together(own_visits: Visits) -> None:
    page = review(own_visits)
    first = current(page)
    expect(page.locator("[data-marks]")).to_be_disabled()
    page.keyboard.press("m")
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    expect(page.locator("[data-marks]")).to_contain_text("(2)")
    marked = page.locator("#review input[name=marked]:checked").evaluate_all(
        "all => all.map(e => e.value.split(':')[0])"
    )
    page.keyboard.press("A")
    expect(page.locator(SAID)).to_contain_text("2 claims accepted")
    assert current(page) == first
    left = page.locator("#review input[name=marked]").evaluate_all("all => all.map(e => e.value.split(':')[0])")
    assert not set(marked) & set(left)


def test_a_verdict_that_changes_is_told(own_visits: Visits) -> None:
    page = review(own_visits)
    page.keyboard.press("r")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.press("1")
    press(page, "Enter")
    expect(page.locator("#review-told")).to_contain_text("changed", timeout=60_000)
    expect(page.locator("#review-told a").first).to_have_attribute("href", "/matrix")


def test_two_browsers_at_one_claim_write_nothing_over(own_visits: Visits, own_room: Served) -> None:
    own_visits.expected += ["409"]
    one = review(own_visits)
    claim = current(one)
    other = own_visits.open(f"/review?claim={claim}&form=reject")
    press(one, "a")
    other.locator("#reason").fill("a heading")
    other.keyboard.press("Enter")
    expect(other.locator(".conflict")).to_contain_text("Nothing of yours was added")
    expect(other.locator(".conflict")).to_contain_text("accepted")
    expect(other.locator(".conflict")).to_contain_text("a heading")
    other.get_by_role("button", name="Reject it all the same").click()
    expect(other.locator(SAID)).to_contain_text("Rejected")
    again = own_visits.open(f"/review?claim={claim}")
    assert again.locator(".history > li").count() == 2


@pytest.mark.parametrize("form", ["", "correct"])
def test_a_line_says_live_that_the_claim_was_decided_in_another_window(own_visits: Visits, form: str) -> None:
    one = review(own_visits)
    claim = current(one)
    other = own_visits.open(f"/review?claim={claim}&form={form}")
    if form:
        other.locator("#f-place").fill("Rafah")
    expect(other.locator("#review-since")).to_be_empty()
    press(one, "a")
    expect(other.locator("#review-since")).to_contain_text("decided on this claim", timeout=15_000)
    expect(other.locator("#review-since")).to_be_in_viewport()
    if form:
        expect(other.locator("#f-place")).to_have_value("Rafah")
    one.wait_for_timeout(2500)
    expect(one.locator("#review-since")).to_be_empty()
    # Who has just decided is told of the other window's decisions all the same.
    other.goto(f"/review?claim={current(one)}")
    other.keyboard.press("a")
    expect(one.locator("#review-since")).to_contain_text("decided on this claim", timeout=15_000)


def test_all_wrong_fields_are_marked_and_the_first_has_the_focus(own_visits: Visits) -> None:
    own_visits.expected += ["422"]
    page = review(own_visits)
    page.keyboard.press("c")
    page.locator("#f-figures").fill("a great many")
    page.locator("#f-when").fill("some day")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-invalid=true]")).to_have_count(3)
    expect(page.locator("#f-figures")).to_be_focused()
    expect(page.locator("#wrong-when")).to_be_visible()
    expect(page.locator("#f-when")).to_have_value("some day")
    assert axe(page) == []
    picture(page, "review-wrong-1440")


def test_pairs_are_judged_by_key(own_visits: Visits) -> None:
    page = own_visits.open("/review?queue=incidents")
    page.locator(".two").wait_for(timeout=60_000)
    fields = page.locator(".judging form").first.locator("input[type=hidden]")
    before = fields.evaluate_all("all => all.map(e => e.value).join()")
    page.keyboard.press("d")
    expect(page.locator(SAID)).to_contain_text("Judged different")
    assert fields.evaluate_all("all => all.map(e => e.value).join()") != before
    page.keyboard.press("u")
    expect(page.locator(SAID)).to_contain_text("The two wait again")


def test_a_key_pressed_as_soon_as_the_next_pair_is_there_is_answered_in_the_page(own_visits: Visits) -> None:
    page = own_visits.open("/review?queue=incidents")
    page.locator(".two").wait_for(timeout=60_000)
    page.evaluate(
        """() => new MutationObserver((_, watch) => {
            if (!document.querySelector("#main [data-key=u]")) return;
            watch.disconnect();
            document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "u", bubbles: true, cancelable: true }));
        }).observe(document.querySelector("#main"), { childList: true, subtree: true })"""
    )
    page.keyboard.press("d")
    expect(page.locator(SAID)).to_contain_text("The two wait again")


@pytest.mark.parametrize("path", ["/review", "/review?queue=incidents", "/review?queue=parties"])
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "light"), (1440, "dark"), (390, "dark")])
def test_the_page_is_readable_at_both_widths(visits: Visits, path: str, width: int, theme: str) -> None:
    page = visits.open(path, width=width, theme=theme)
    page.locator(".panel").first.wait_for(timeout=60_000)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"review-{path.rpartition('=')[2].strip('/')}-{width}-{theme}")


@pytest.mark.parametrize("form", ["reject", "correct"])
def test_the_forms_are_readable(visits: Visits, form: str) -> None:
    page = visits.open("/review")
    claim = current(page)
    for width in (1440, 390):
        shown = visits.open(f"/review?claim={claim}&form={form}", width=width)
        assert wider_than_the_window(shown) == []
        assert axe(shown) == []
        picture(shown, f"review-{form}-{width}")
