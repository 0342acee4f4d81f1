"""Words that tell of harm done to people and things, by kind: the triggers that MUC-4's incidents are told with."""

from __future__ import annotations

KINDS: dict[str, str] = {
    "KILL": "kill murder assassinate assassination murderer assassin killing death die dead massacre slay execute "
    "execution slaughter fatality corpse body casualty killer decapitate",
    "HURT": "wound injure injury wounded injured hurt hospitalize",
    "HOLD": "kidnap kidnapping abduct abduction hostage hold captive kidnapper seize capture captivity abductor ransom "
    "detain disappear disappearance missing",
    "FREE": "release free rescue liberate escape liberation",
    "BLOW": "bomb explosion explode detonate dynamite blast bombing grenade car-bomb charge device mine",
    "HIT": "attack attempt shoot machinegun ambush fire shot strafe gun assault raid clash combat fight riddle throw",
    "BURN": "burn arson torch",
    "HARM": "victim crime attacker perpetrate threat threaten",
}
KIND_OF: dict[str, str] = {lemma: kind for kind, lemmas in KINDS.items() for lemma in lemmas.split()}
"""Lemma to kind."""

TITLES = frozenset(
    "mr mrs dr msgr monsignor gen general col colonel lt lieutenant capt captain major father priest senator president "
    "minister mayor bishop archbishop governor judge congressman deputy engineer lawyer attorney dr. rev reverend "
    "sergeant sgt fr representative councilman professor rector journalist newsman businessman leader commander "
    "ambassador comrade sister cardinal candidate".split()
)
"""Words before a person's name."""

SETTING = frozenset(
    "not no if would could may might will threaten attempt deny try fail against year ago last today yesterday night "
    "month army soldier guerrilla terrorist combat battle clash troop rebel unidentified report condemn accuse "
    "investigate claim responsibility".split()
)
"""Lemmas of a sentence that tell whether it reports, recalls, fears or denies, and who fights whom."""
SCENE = frozenset(
    "today yesterday night morning explode responsibility unidentified year ago claim dynamite car house building "
    "office embassy bank pole bridge pipeline bus vehicle soldier army troop combat priest peasant civilian worker "
    "mayor judge report if threaten".split()
)
"""Lemmas beside a trigger that tell what kind of incident it is."""
MODALS = frozenset("would could may might will can should to".split())
