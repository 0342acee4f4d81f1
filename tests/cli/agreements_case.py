"""A small case for the commands on an agreement: its text and claims typed by hand, with invented parties."""

from __future__ import annotations

from pathlib import Path

from truceline.case import Case

AGREEMENT = """\
agreement: Pause in the valley
id: valley
text_of: 2024-03-01
zone: Europe/Rome
parties: {north: Northland, south: Southland}
mediators: [Westland]
people:
  captives: {held_by: south, called: [captives]}
  prisoners: {held_by: north, called: [prisoners]}
truce:
  from: 2024-03-03 07:00
  for: 2 days
  extended:
    by: 1 day
    for_each: 10 captives
    enough:
      readings:
        ten means ten: {means: 10}
        eight will do: {means: 8, held_by: [north]}
  then: lapses
duties:
  release: {by: south, release: 20 captives, within: 2 days}
  exchange: {by: north, release: 3 prisoners, for_each: 1 captive, taken on: {by: south}, within: same day}
  daily list: {by: south, hand over: list of captives, each: day, before: "07:00"}
  no attacks: {by: both, refrain from: attack, where: {readings: {the valley: {}, everywhere: {held_by: [north]}}}}
"""
CLAIMS = """\
case: The valley
zone: Europe/Rome
reports:
  - title: First day
    publisher: Hill Post
    published: 2024-03-03 22:00
    claims:
      - {speaker: Westland, says: Southland freed 12 captives under the deal on 3 March., does: release, by: Southland,
         what: captives, number: 12, when: 2024-03-03, quality: [in the deal]}
      - {speaker: Westland, says: Northland freed 36 prisoners on 3 March., does: release, by: Northland,
         what: prisoners, number: 36, when: 2024-03-03, quality: [in the deal]}
      - {speaker: Northland, says: Southland still holds 40 captives., state: held, what: captives, number: 40,
         when: 2024-03-03}
  - title: Second day
    publisher: Lake Post
    published: 2024-03-04 22:00
    claims:
      - {speaker: Southland, says: We freed eight captives on 4 March., does: release, by: Southland, what: captives,
         number: 8, when: 2024-03-04, quality: [in the deal]}
      - {speaker: Northland, says: Southland freed six captives on 4 March., does: release, by: Southland,
         what: captives, number: 6, when: 2024-03-04, quality: [in the deal]}
      - {speaker: Northland, says: Southland sent no list by 07:00 on 4 March., does: hand over, what: list of captives,
         by: Southland, when: 2024-03-04, denies: yes, accuses: yes}
      - {speaker: Southland, says: Northland shelled the valley on 4 March., does: attack, by: Northland,
         where: the valley, when: 2024-03-04, accuses: yes}
      - {speaker: Northland, says: We did not shell the valley on 4 March., does: attack, by: Northland,
         where: the valley, when: 2024-03-04, denies: yes}
      - {speaker: Westland, says: Talks on a longer pause are under way., does: meet, what: talks, when: 2024-03-04}
"""
SWAP = {"Northland": "Southland", "Southland": "Northland", "north": "south", "south": "north"}


def swapped(text: str) -> str:
    """The text with the two parties exchanged."""
    for n, name in enumerate(SWAP):
        text = text.replace(name, f"\0{n}\0")
    for n, name in enumerate(SWAP.values()):
        text = text.replace(f"\0{n}\0", name)
    return text


def made(folder: Path, agreement: str = AGREEMENT, claims: str = CLAIMS) -> Path:
    """A record with the agreement and the claims."""
    folder.mkdir(exist_ok=True)
    path = folder / "valley.db"
    typed = folder / "claims.yaml"
    typed.write_text(claims, encoding="utf-8")
    with Case.create(path, title="The valley", zone="Europe/Rome", author="Ana") as case:
        case.read_typed(typed)
        case.add_agreement(agreement)
    return path
