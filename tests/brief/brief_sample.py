"""A small record made by hand: a dozen invented dispatches from public facts, coded by hand.

The sentences are the project's own and quote nobody; the places and sides are real so that names,
sides and figures are of a realistic length.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from truceline.model import (
    Act,
    Basis,
    Claim,
    Coder,
    Comparator,
    Figure,
    Modality,
    PartyKind,
    Polarity,
    Precision,
    Rate,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    VoiceRole,
    When,
)

ZONE = "Asia/Jerusalem"
HAND = Coder("hand", "1")

SIDES: dict[str, tuple[PartyKind, tuple[str, ...]]] = {
    "Israel": (PartyKind.STATE, ()),
    "Hamas": (PartyKind.ARMED_GROUP, ()),
    "Qatar": (PartyKind.STATE, ()),
    "Prime Minister's Office": (PartyKind.BODY, ("Government of Israel", "Israel")),
    "Israel Defense Forces": (PartyKind.ARMED_FORCE, ("Israel",)),
    "Gaza Health Ministry": (PartyKind.BODY, ("Gaza authorities",)),
    "Qatari Foreign Ministry": (PartyKind.BODY, ("Qatar",)),
    "OCHA": (PartyKind.INTERNATIONAL, ("United Nations",)),
    "Saleh al-Arouri": (PartyKind.OFFICIAL, ("Hamas",)),
    "a source familiar with the talks": (PartyKind.SOURCE, ()),
    "Kamala Harris": (PartyKind.OFFICIAL, ("United States",)),
}


def day(number: int, month: int = 11, *, basis: Basis = Basis.STATED, words: str = "") -> When:
    return When.day(date(2023, month, number), zone=ZONE, basis=basis, words=words)


def at(number: int, month: int, hour: int, minute: int = 0) -> When:
    return When.moment(datetime(2023, month, number, hour, minute, tzinfo=ZoneInfo(ZONE)), zone=ZONE)


def stretch(first: When, last: When | None) -> When:
    return When(first.start, last.end if last else None, Precision.SPAN, Basis.INFERRED, "", ZONE)


def report(text: str, title: str, publisher: str | None, published: When | None, url: str | None = None) -> Report:
    return Report.of(text, title=title, publisher=publisher, published=published, url=url, language="en")


def number(
    n: float | None, unit: str, *, high: float | None = -1, how: Comparator = Comparator.EXACTLY, **rest: Any
) -> Figure:
    """A figure of n; ``high`` is n too unless given (None: open)."""
    return Figure(n, n if high == -1 else high, how, unit, f"{n:g} {unit}" if n is not None else unit, **rest)


def voice(name: str, role: VoiceRole = VoiceRole.SPEAKER) -> Voice:
    kind, member_of = SIDES.get(name, (PartyKind.UNKNOWN, ()))
    party = name.lower().replace(" ", "-") if name in SIDES and kind is not PartyKind.SOURCE else None
    return Voice(name, kind, role, party, member_of, name)


OWN_WORDS = Voice("the report", PartyKind.REPORT)


def claim(
    report: Report,
    speaker: str | None,
    quote: str,
    type: str,
    mode: str | None = None,
    *,
    stance: Stance = Stance.ASSERTS,
    through: str | None = None,
    inner: str | None = None,
    score: float = 0.8,
    **act: Any,
) -> Claim:
    """A claim whose quote is found in the report's text; speaker None is the report itself."""
    start = report.text.index(quote)
    voices = [voice(speaker) if speaker else OWN_WORDS]
    voices += [voice(inner, VoiceRole.INNER)] * bool(inner)
    if through:
        voices.insert(0, voice(through, VoiceRole.THROUGH))
    return Claim.of(
        report=report.id,
        voices=tuple(voices),
        stance=stance,
        act=Act(type, mode, **act),
        quote=quote,
        spans=Spans(content=(Span.of(report.text, start, start + len(quote)),)),
        score=score,
        coder=HAND,
    )


def single(quote: str = "talks had ended", speaker: str | None = "Israel", type: str = "CONSULT", **rest: Any) -> Any:
    """One report with one claim, for small tests: (report, claim)."""
    one = report(f"It was said that {quote}.", "A dispatch", "Agency One", day(1, 12))
    return one, claim(one, speaker, quote, type, **rest)


def record() -> tuple[tuple[Report, ...], tuple[Claim, ...], tuple[tuple[str, ...], ...]]:
    """The reports, the claims and the near-copies of the made-up record."""
    reports: list[Report] = []
    claims: list[Claim] = []
    _first_days(reports, claims)
    _middle_days(reports, claims)
    _last_days(reports, claims)
    copies = ((reports[3].id, reports[4].id),)
    return tuple(reports), tuple(claims), copies


def _add(reports: list[Report], text: str, title: str, publisher: str, published: When) -> Report:
    made = report(text, title, publisher, published, f"https://example.org/{len(reports)}")
    reports.append(made)
    return made


def _first_days(reports: list[Report], claims: list[Claim]) -> None:
    r = _add(
        reports,
        "The office of the prime minister said at least 50 hostages would come home over four days. Hamas said three "
        "prisoners would be freed for each hostage. Qatar said an operations room in Doha would follow the truce. "
        "Hamas said 200 trucks of aid a day were to enter. The truce began at 07:00.",
        "Truce begins in Gaza",
        "Agency One",
        day(24),
    )
    claims += [
        claim(r, "Prime Minister's Office", "at least 50 hostages would come home over four days", "AGREE",
              category="hostages", modality=Modality.PLANNED, actors=("Israel", "Hamas"), when=stretch(day(24),
              day(27)),
              figures=(number(50, "hostages", high=None, how=Comparator.AT_LEAST),)),
        claim(r, "Hamas", "three prisoners would be freed for each hostage", "RETREAT", "release",
              category="prisoners",
              actors=("Israel",), modality=Modality.PLANNED, figures=(number(3, "prisoners", per=Rate(1,
              "hostage")),)),
        claim(r, "Qatar", "an operations room in Doha would follow the truce", "COOPERATE", category="truce",
              modality=Modality.PLANNED),
        claim(r, "Hamas", "200 trucks of aid a day were to enter", "AID", category="trucks",
              modality=Modality.PLANNED,
              figures=(number(200, "trucks", per=Rate(1, "day")),)),
        claim(r, None, "The truce began at 07:00", "RETREAT", "ceasefire", category="truce", when=at(24, 11, 7)),
    ]  # fmt: skip
    r = _add(
        reports,
        "The Qatari foreign ministry said 24 people left Gaza on Friday: 13 Israelis, 10 Thais and one Filipino. "
        "The army said a missile was fired about a quarter of an hour after the start. The health ministry in Gaza "
        "said people walking north were shot at and at least two died. The army said it was looking into it.",
        "First group leaves Gaza",
        "Gulf Wire",
        day(25),
    )
    total = claim(r, "Qatari Foreign Ministry", "24 people left Gaza on Friday", "RETREAT", "release",
          category="people",
                  actors=("Hamas",), when=day(24, basis=Basis.INFERRED, words="on Friday"), figures=(number(24,
                  "people"),))  # fmt: skip
    shot = claim(r, "Gaza Health Ministry", "people walking north were shot at and at least two died", "ASSAULT",
                 "firearms", stance=Stance.ACCUSES, actors=("Israel Defense Forces",), recipients=("Palestinians",),
                 when=day(24), figures=(number(2, "people", high=None, how=Comparator.AT_LEAST),))  # fmt: skip
    claims += [
        total,
        *(claim(r, "Qatari Foreign Ministry", q, "RETREAT", "release", category="people", actors=("Hamas",),
              when=day(24),
                figures=(number(n, u, part_of=total.id),))
          for q, n, u in (("13 Israelis", 13, "Israelis"), ("10 Thais", 10, "Thais"), ("one Filipino", 1,
                "Filipino"))),
        claim(r, "Israel Defense Forces", "a missile was fired about a quarter of an hour after the start", "ASSAULT",
              "heavy-weapons", stance=Stance.ACCUSES, actors=("Hamas",), when=day(24)),
        shot,
        claim(r, "Israel Defense Forces", "it was looking into it", "STATE", "no-comment", answers=shot.id),
    ]  # fmt: skip
    r = _add(
        reports,
        "Hamas said aid to the north was held below the agreed amount and put off the second release. Israel denied "
        "that aid had been held back. OCHA counted 61 trucks reaching the north. Hamas said seven foreigners were "
        "freed on Saturday. The Qatari foreign ministry put the foreigners at four.",
        "Second release delayed for hours",
        "Agency One",
        day(26),
    )
    blocked = claim(r, "Hamas", "aid to the north was held below the agreed amount", "COERCE", "restrict",
                    stance=Stance.ACCUSES, actors=("Israel",), category="aid", when=day(25))  # fmt: skip
    claims += [
        blocked,
        claim(r, "Israel", "that aid had been held back", "COERCE", "restrict", stance=Stance.DENIES,
              actors=("Israel",),
              category="aid", modality=Modality.DENIED, when=day(25)),
        claim(r, "Hamas", "put off the second release", "REJECT", actors=("Hamas",), when=day(25)),
        claim(r, "OCHA", "61 trucks reaching the north", "AID", category="trucks", when=day(25),
              place="northern Gaza",
              figures=(number(61, "trucks"),)),
        claim(r, "Hamas", "seven foreigners were freed on Saturday", "RETREAT", "release",
              category="foreign nationals",
              actors=("Hamas",), when=day(25), figures=(number(7, "foreigners"),)),
        claim(r, "Qatari Foreign Ministry", "the foreigners at four", "RETREAT", "release",
              category="foreign nationals", actors=("Hamas",), when=day(25), figures=(number(4, "foreigners"),)),
    ]  # fmt: skip


def _middle_days(reports: list[Report], claims: list[Claim]) -> None:
    text = (
        "Qatar's foreign ministry said the truce would be extended by two days. Hamas said it offered 20 more "
        "hostages. "
        "About 240 people were taken in October."
    )
    for publisher, words in (("Gulf Wire", text), ("Harbour Daily", text + " Our desk adds nothing.")):
        r = _add(reports, words, "Two more days", publisher, day(27))
        claims += [
            claim(r, "Qatari Foreign Ministry", "the truce would be extended by two days", "AGREE", category="truce",
                  modality=Modality.PLANNED, actors=("Israel", "Hamas"), figures=(number(2, "days"),)),
            claim(r, "Hamas", "20 more hostages", "RETREAT", "release", stance=Stance.OFFERS, category="hostages",
                  modality=Modality.OFFERED, actors=("Hamas",), figures=(number(20, "hostages"),)),
            claim(r, None, "About 240 people were taken in October", "ASSAULT", "abduct", category="people",
                  figures=(number(240, "people", how=Comparator.ABOUT),),
                  when=stretch(day(1, 10), day(31, 10))),
        ]  # fmt: skip
    r = _add(
        reports,
        "The army accused Hamas of setting off three bombs near its troops. Hamas said its fighters had answered a "
        "clear Israeli breach. The prime minister's office said 11 hostages came home on Monday and Israel freed 33 "
        "prisoners. OCHA said supplies remained far below what was needed.",
        "Fourth day of the truce",
        "Levant News",
        day(28),
    )
    bombs = claim(r, "Israel Defense Forces", "setting off three bombs near its troops", "ASSAULT", "explosives",
                  stance=Stance.ACCUSES, actors=("Hamas",), recipients=("Israel Defense Forces",),
                  when=day(28))  # fmt: skip
    claims += [
        bombs,
        claim(r, "Hamas", "its fighters had answered a clear Israeli breach", "ASSAULT", stance=Stance.ACCUSES,
              actors=("Israel",), when=day(28), answers=bombs.id),
        claim(r, "Prime Minister's Office", "11 hostages came home on Monday", "RETREAT", "release",
              category="hostages",
              actors=("Hamas",), when=day(27), figures=(number(11, "hostages"),)),
        claim(r, "Prime Minister's Office", "Israel freed 33 prisoners", "RETREAT", "release", category="prisoners",
              actors=("Israel",), when=day(27), figures=(number(33, "prisoners"),)),
        claim(r, "OCHA", "supplies remained far below what was needed", "STATE", "condition", category="aid"),
    ]  # fmt: skip
    r = _add(
        reports,
        "Hamas gave a list of seven living women and children and three bodies. Israel refused the list and asked for "
        "ten living hostages. A source familiar with the talks said a list of eight was taken in the end. Hamas said "
        "it held no more of the agreed group. The truce was extended by one day minutes before 07:00.",
        "Truce extended at the last minute",
        "Agency One",
        day(30),
    )
    claims += [
        claim(r, "Hamas", "seven living women and children and three bodies", "RETREAT", "release",
              stance=Stance.OFFERS,
              modality=Modality.OFFERED, actors=("Hamas",), category="hostages", when=day(30),
              figures=(number(7, "women and children"), number(3, "bodies"))),
        claim(r, "Israel", "the list", "REJECT", stance=Stance.REJECTS, actors=("Israel",), recipients=("Hamas",)),
        claim(r, "Israel", "ten living hostages", "RETREAT", "release", stance=Stance.DEMANDS,
              modality=Modality.DEMANDED,
              actors=("Hamas",), category="hostages", figures=(number(10, "hostages"),)),
        claim(r, "a source familiar with the talks", "a list of eight was taken in the end", "AGREE",
              through="Agency One",
              category="hostages", figures=(number(8, "hostages"),)),
        claim(r, "Hamas", "it held no more of the agreed group", "STATE", "held", polarity=Polarity.NEGATIVE,
              actors=("Hamas",), category="women and children"),
        claim(r, None, "The truce was extended by one day minutes before 07:00", "RETREAT", "ceasefire",
              category="truce", when=at(30, 11, 6, 55)),
    ]  # fmt: skip


def _last_days(reports: list[Report], claims: list[Claim]) -> None:
    r = _add(
        reports,
        "The army said a rocket was fired from Gaza before the truce ran out. Israel said no list had come by 07:00. "
        "Hamas said its offers had been refused. The Gaza health ministry counted 109 killed and hundreds wounded by "
        "the evening.",
        "Fighting resumes",
        "Levant News",
        at(1, 12, 21, 30),
    )
    claims += [
        claim(r, "Israel Defense Forces", "a rocket was fired from Gaza before the truce ran out", "ASSAULT",
              "heavy-weapons", stance=Stance.ACCUSES, actors=("Hamas",), when=at(1, 12, 6)),
        claim(r, "Israel", "no list had come by 07:00", "REJECT", stance=Stance.ACCUSES, actors=("Hamas",),
              polarity=Polarity.NEGATIVE, when=at(1, 12, 7)),
        claim(r, "Hamas", "its offers had been refused", "REJECT", stance=Stance.ACCUSES, actors=("Israel",),
              when=day(1, 12)),
        claim(r, "Gaza Health Ministry", "109 killed", "STATE", "killed", category="dead", when=day(1, 12),
              figures=(number(109, "killed"),), place="Gaza"),
        claim(r, "Gaza Health Ministry", "hundreds wounded", "STATE", "wounded", category="wounded", when=day(1, 12),
              figures=(Figure(200, 999, Comparator.VAGUE, "wounded", "hundreds"),), place="Gaza"),
    ]  # fmt: skip
    r = _add(
        reports,
        "The prime minister's office said 137 hostages were held: 115 men, 20 women and two children. It said 110 "
        "had returned. Talks had reached a dead end, it said, and the team was called home.",
        "Figures from the prime minister's office",
        "Harbour Daily",
        day(1, 12),
    )
    held = claim(r, "Prime Minister's Office", "137 hostages were held", "STATE", "held", category="hostages",
                 when=day(1, 12), figures=(number(137, "hostages"),), place="Gaza")  # fmt: skip
    claims += [
        held,
        *(claim(r, "Prime Minister's Office", q, "STATE", "held", category=u, when=day(1, 12),
                figures=(number(n, u, part_of=held.id),))
          for q, n, u in (("115 men", 115, "men"), ("20 women", 20, "women"), ("two children", 2, "children"))),
        claim(r, "Prime Minister's Office", "110 had returned", "STATE", "total",
              category="hostages", figures=(number(110, "hostages"),)),
        claim(r, "Prime Minister's Office", "Talks had reached a dead end", "STATE", "stalled", category="talks"),
        claim(r, "Prime Minister's Office", "the team was called home", "SANCTION", "discontinue",
              actors=("Israel",)),
    ]  # fmt: skip
    r = _add(
        reports,
        "The army put the number of hostages at 136, among them 17 women and children, and said it had struck more "
        "than 400 targets in a day. Saleh al-Arouri said those left were soldiers and men who had served. Israel "
        "denied "
        "that they were soldiers. Kamala Harris said talks with Qatar went on. Mediators doubted that enough women and "
        "children could be found. It was not clear how many were with other groups. Hamas warned that it would "
        "answer every strike. Harris voiced concern over civilian deaths and said Israel had a right to defend itself.",
        "Team recalled as talks stop",
        "Agency One",
        day(2, 12),
    )
    army = claim(r, "Israel Defense Forces", "the number of hostages at 136", "STATE", "held", category="hostages",
                 figures=(number(136, "hostages"),), place="Gaza")  # fmt: skip
    claims += [
        army,
        claim(r, "Israel Defense Forces", "17 women and children", "STATE", "held", category="women and children",
              figures=(number(17, "women and children", part_of=army.id, kinds=("woman", "child")),)),
        claim(r, "Israel Defense Forces", "it had struck more than 400 targets in a day", "ASSAULT", "aerial",
              actors=("Israel Defense Forces",), recipients=("Hamas",), when=day(1, 12, basis=Basis.INFERRED,
              words="in a day"),
              figures=(number(400, "targets", high=None, how=Comparator.OVER),)),
        claim(r, "Saleh al-Arouri", "those left were soldiers and men who had served", "STATE", "held",
              category="soldiers", through="Gulf Wire"),
        claim(r, "Israel", "that they were soldiers", "STATE", "held", stance=Stance.DENIES, category="soldiers"),
        claim(r, "Kamala Harris", "talks with Qatar went on", "CONSULT", "third-party", modality=Modality.ONGOING,
              actors=("United States", "Qatar"), category="talks"),
        claim(r, "Mediators", "enough women and children could be found", "STATE", "unclear", stance=Stance.DOUBTS),
        claim(r, None, "not clear how many were with other groups", "STATE", "unclear", category="hostages"),
        claim(r, "Hamas", "it would answer every strike", "THREATEN", "violence", modality=Modality.HYPOTHETICAL,
              actors=("Hamas",), recipients=("Israel",)),
        claim(r, "Kamala Harris", "concern over civilian deaths", "STATE", "condition", category="civilians"),
        claim(r, "Kamala Harris", "Israel had a right to defend itself", "SUPPORT", recipients=("Israel",)),
    ]  # fmt: skip
    r = _add(
        reports,
        "The army corrected its figure to 138 hostages, with 20 women and children. OCHA said an average of 170 trucks "
        "a day had entered from 24 to 30 November.",
        "Army corrects its figure",
        "Gulf Wire",
        day(6, 12),
    )
    army = claim(r, "Israel Defense Forces", "138 hostages", "STATE", "held", category="hostages",
                 figures=(number(138, "hostages"),))  # fmt: skip
    claims += [
        army,
        claim(r, "Israel Defense Forces", "20 women and children", "STATE", "held", category="women and children",
              figures=(number(20, "women and children", part_of=army.id),)),
        claim(r, "OCHA", "an average of 170 trucks a day had entered", "AID", category="trucks",
              when=stretch(day(24), day(30)), figures=(number(170, "trucks", per=Rate(1, "day")),)),
    ]  # fmt: skip
    _add(reports, "Bir metin.", "A report in another language", "Other Wire", day(2, 12))
