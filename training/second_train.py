"""Train the second reading: python training/second_train.py --texts OUT/claims.jsonl --out OUT

It goes on from the encoder that ships, which stays as it is; from a newly trained one with ``--checkpoint``. With
``--fold N`` the reports learnt from are parted in three and the Nth part is only measured; without it everything is
trained on, and OUT/second.pt is what training/second_export.py takes.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from net import Net
from parts import part_of
from second import TABLES, Second, below
from shipped import weights_of
from torch.nn import functional

from truceline.reading.model.labels import CODES, LINK, MANNERS, MOODS, POINTERS, claim_columns
from truceline.reading.model.pieces import FIRST, LAST, LIMIT, Pieces, pieces, windows
from truceline.reading.model.wordpiece import WordPiece

C = claim_columns()
READER = Path(__file__).parents[1] / "src/truceline/data/reader"
SHARES = {"code": 1.0, "manner": 0.3, "mood": 0.7, "when": 0.5, "source": 0.6}
"""How much the heads count."""
UNTOLD = {"learnt": 0.5, "open": 0.5, "demo": 0.6, "passage": 0.15}
"""How often the rules' opinion is kept from it: they were made with the reports in view, and are better there than they
will be elsewhere."""


@dataclass(frozen=True, slots=True)
class One:
    """A claim in the pieces of a window, last exclusive; numbers of the rules' opinion (0 for none), and labels.

    ``pointers`` has for each that is known the pieces that it may point to: the window's first special piece for none,
    its last for words that stand in another window. ``held`` has those that the rules have.
    """

    first: int
    end: int
    opinion: tuple[int, int, int]
    labels: dict[str, int]
    pointers: dict[str, frozenset[int]]
    held: dict[str, frozenset[int]]
    voiced: bool
    """Whether it is known that somebody says it."""
    rules: dict[str, bool]
    """Whether the rules have the time and the speaker right, where that is known."""

    def untold(self) -> One:
        """Without what the rules take it for."""
        return replace(self, opinion=NONE, held={})


@dataclass(frozen=True, slots=True)
class Window:
    ids: list[int]
    shapes: list[int]
    quotes: list[int]
    times: list[int]
    claims: list[One]
    kind: str

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Text:
    name: str
    kind: str
    text: str
    cut: Pieces
    times: list[Any]
    claims: list[Any]

    def windows(self, first: int | None = None, by_hand: float = 0.0, rng: random.Random | None = None) -> list[Window]:
        """Its windows with the claims that begin in them; a claim that runs on is cut.

        A share ``by_hand`` of the claims is marked where the coder has it, and not where the rules have.
        """
        claims = [
            (one["by_hand"] if one.get("by_hand") and rng and rng.random() < by_hand else one["at"], one)
            for one in self.claims
        ]
        return [self._window(a, b, claims) for a, b in windows(self.text, self.cut, first=first)]

    def _pieces(self, place: Any) -> range:
        return range(bisect_right(self.cut.ends, place[0]), bisect_left(self.cut.starts, place[1]))

    def _window(self, a: int, b: int, claims: list[Any]) -> Window:
        cut, inside = self.cut, []
        for at, one in claims:
            found = self._pieces(at)
            if found and a <= found.start < b:
                points = {n: self._pointed(one[n], a, b) for n in POINTERS if one.get(n) is not None}
                held = {n: self._pointed(at, a, b) for n, at in one.get("held", {}).items() if at is not None}
                labels = _labels(one["told"]) if one["told"] else {}
                voiced = bool(one["told"] and one["told"][3])
                place = found.start - a + 1, min(found.stop, b) - a + 1
                opinion, rules = _opinion(one["opinion"]), one.get("rules", {})
                inside.append(One(*place, opinion, labels, points, held, voiced, rules))
        times = {i for place in self.times if place for i in self._pieces(place)}
        shown = [0, *(int(i in times) for i in range(a, b)), 0]
        ids = [FIRST, *cut.ids[a:b], LAST]
        return Window(ids, [0, *cut.shapes[a:b], 0], [0, *cut.quotes[a:b], 0], shown, inside, self.kind)

    def _pointed(self, places: list[Any], a: int, b: int) -> frozenset[int]:
        if not places:
            return frozenset({0})
        found = {i - a + 1 for place in places for i in self._pieces(place) if a <= i < b}
        return frozenset(found or {b - a + 1})


NONE = (0, 0, 0)


def _opinion(told: list[Any] | None) -> tuple[int, int, int]:
    return (1 + CODES.index(told[0]), 1 + MOODS.index(told[1]), 1 + told[2]) if told else NONE


def _labels(told: list[Any]) -> dict[str, int]:
    kind, mode, mood, _ = told
    found = {"code": CODES.index(kind), "mood": MOODS.index(mood)}
    if mode in MANNERS:
        found["manner"] = MANNERS.index(mode)
    return found


def texts_of(path: Path, tokenizer: WordPiece) -> list[Text]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Text(r["name"], r["kind"], r["text"], pieces(tokenizer, r["text"]), r["times"], r["claims"]) for r in rows]


def packed(found: list[Window], rng: random.Random) -> list[Window]:
    """Short passages of one kind joined, so that a window holds about as much as one of a report."""
    out: list[Window] = []
    for one in found:
        last = out[-1] if out else None
        if last and one.kind == last.kind == "passage" and len(last) + len(one) - 2 <= rng.randint(60, LIMIT):
            out[-1] = _joined(last, one)
        else:
            out.append(one)
    return out


def _joined(one: Window, other: Window) -> Window:
    off, end = len(one) - 2, len(one) + len(other) - 3
    claims = [_moved(c, lambda i: end if i == len(one) - 1 else i, 0) for c in one.claims]
    claims += [_moved(c, lambda i: i + off if i else 0, off) for c in other.claims]
    rows = ([*getattr(one, n)[:-1], *getattr(other, n)[1:]] for n in ("ids", "shapes", "quotes", "times"))
    return Window(*rows, claims, one.kind)


def _moved(claim: One, to: Callable[[int], int], off: int) -> One:
    points, held = (
        {name: frozenset(map(to, pieces)) for name, pieces in found.items()} for found in (claim.pointers, claim.held)
    )
    return replace(claim, first=claim.first + off, end=claim.end + off, pointers=points, held=held)


def batches(found: list[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, in random order."""
    out: list[list[Window]] = []
    for one in sorted(found, key=lambda one: len(one) + rng.random() * 6):
        if out and (len(out[-1]) + 1) * max(len(one), len(out[-1][0])) <= budget:
            out[-1].append(one)
        else:
            out.append([one])
    rng.shuffle(out)
    return out


def less_told(window: Window, rng: random.Random) -> Window:
    """Without the rules' opinion of some claims."""
    share = UNTOLD[window.kind]
    return replace(window, claims=[one.untold() if rng.random() < share else one for one in window.claims])


def opinions(window: Window) -> list[tuple[int, ...]]:
    """Mark, opinion, and whether it is of a time and of a speaker, for each piece; of claims in one another the
    shortest has it."""
    found = [(0, 0, 0, 0)] * len(window)
    order = sorted(range(len(window.claims)), key=lambda n: window.claims[n].first - window.claims[n].end)
    for n in order:
        one = window.claims[n]
        found[one.first : one.end] = [(1 + n % 2, *one.opinion)] * (one.end - one.first)
    spoken = {i for one in window.claims for i in one.held.get("source", ()) if 0 < i < len(window) - 1}
    return [(*told, time, int(i in spoken)) for i, (told, time) in enumerate(zip(found, window.times, strict=True))]


def rows_of(net: Net, second: Second, after: int, batch: list[Window]) -> torch.Tensor:
    width = max(map(len, batch))
    pad = lambda rows, none=0: torch.tensor([[*row, *[none] * (width - len(row))] for row in rows])  # noqa: E731
    ids, shapes, quotes = (pad(getattr(one, name) for one in batch) for name in ("ids", "shapes", "quotes"))
    fed = pad(map(opinions, batch), (0,) * len(TABLES))
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = second(below(net, after, ids, shapes, quotes), fed, (ids > 0).long())
    return out.float()


def scores(rows: torch.Tensor, head: str) -> torch.Tensor:
    """Of the labels of a head for the words in ``rows``; the head's first column weighs these."""
    part = rows[:, slice(*C[head])]
    return (torch.softmax(part[:, 0], 0)[:, None] * part[:, 1:]).sum(0)


def pointed(rows: torch.Tensor, claim: One, name: str) -> torch.Tensor:
    """How much a claim points to each piece of its window."""
    asked = scores(rows[claim.first : claim.end], f"ask_{name}")
    lean = torch.zeros(len(rows))
    lean[sorted(claim.held.get(name, ()))] = 1.0
    return rows[:, slice(*C[f"be_{name}"])] @ asked[1:] / LINK**0.5 + lean * asked[0]


def pointing_loss(rows: torch.Tensor, claim: One, name: str) -> torch.Tensor | None:
    """Of all that it may point to; where it is only known that somebody speaks, of all but the first piece."""
    wanted = claim.pointers.get(name)
    if wanted is None and name == "source" and claim.voiced:
        wanted = frozenset(range(1, len(rows)))
    if wanted is None:
        return None
    found = torch.log_softmax(pointed(rows, claim, name), 0)
    return -torch.logsumexp(found[sorted(wanted)], 0)


def trained(net: Net, texts: list[Text], tests: list[Text], a: argparse.Namespace) -> None:
    """Writes OUT/second.pt after every round."""
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    second = Second(net, a.after)
    low = [*second.layers.parameters()]
    high = [p for name, p in second.named_parameters() if not name.startswith("layers.")]
    adam = torch.optim.AdamW(
        [{"params": low, "lr": 0.0, "base": a.rate}, {"params": high, "lr": 0.0, "base": a.head_rate}],
        weight_decay=0.01,
    )
    began = time.time()
    for turn in range(a.rounds):
        second.train()
        order = list(texts)
        rng.shuffle(order)
        order.sort(key=lambda t: t.kind)
        found = [w for t in order for w in t.windows(rng.randint(20, LIMIT) if t.kind != "passage" else None, 0.3, rng)]
        found = [w for w in packed(found, rng) if any(c.labels or c.pointers for c in w.claims)]
        parts = batches(found, a.batch, rng)
        total = 0.0
        for number, whole in enumerate(parts):
            left = 1 - (turn + number / len(parts)) / a.rounds
            for group in adam.param_groups:
                group["lr"] = group["base"] * min(left, (turn * len(parts) + number + 1) / 50)
            batch = [less_told(one, rng) for one in whole]
            out = rows_of(net, second, a.after, batch)
            lost: dict[str, list[torch.Tensor]] = {name: [] for name in C}
            wanted: dict[str, list[int]] = {name: [] for name in C}
            points: dict[str, list[torch.Tensor]] = {name: [] for name in POINTERS}
            for rows, one in zip(out.unbind(0), batch, strict=True):
                for claim in one.claims:
                    for head, label in claim.labels.items():
                        lost[head].append(scores(rows[claim.first : claim.end], head))
                        wanted[head].append(label)
                    for name, kept in points.items():
                        if (missed := pointing_loss(rows[: len(one)], claim, name)) is not None:
                            kept.append(missed)
            loss = torch.zeros(())
            for name, kept in points.items():
                if kept:
                    loss = loss + SHARES[name] * torch.stack(kept).mean()
            for head, told in lost.items():
                if told:
                    gold = torch.tensor(wanted[head])
                    loss = loss + SHARES[head] * functional.cross_entropy(torch.stack(told), gold, label_smoothing=0.1)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*low, *high], 1.0)
            adam.step()
            adam.zero_grad(set_to_none=True)
            total += float(loss.detach())
        print(f"round {turn}: {total / len(parts):.3f}, {time.time() - began:.0f} s", end=" ", flush=True)
        torch.save({"second": second.state_dict(), "after": a.after}, a.out / "second.pt")
        for kind in sorted({t.kind for t in tests}):
            print(kind, measured(net, second, [t for t in tests if t.kind == kind], a), end=" ")
        print(flush=True)


def measured(net: Net, second: Second, tests: list[Text], a: argparse.Namespace) -> dict[str, tuple[float, int]]:
    """Shares right of the claims that the rules find, with their opinion and without, beside the rules'."""
    second.eval()
    right: dict[str, list[bool]] = {}
    for window in (w for text in tests for w in text.windows()):
        asked = [c for c in window.claims if c.labels and c.opinion != NONE]
        if not asked:
            continue
        for told in (True, False):
            fed = window if told else replace(window, claims=[c.untold() for c in window.claims])
            with torch.no_grad():
                out = rows_of(net, second, a.after, [fed])[0]
            for claim in [c for c, one in zip(fed.claims, window.claims, strict=True) if one in asked]:
                for head, label in claim.labels.items():
                    best = int(scores(out[claim.first : claim.end], head).argmax())
                    right.setdefault(f"{head}{'' if told else ' alone'}", []).append(best == label)
                for name, wanted in claim.pointers.items() if told else ():
                    best = int(pointed(out, claim, name).argmax())
                    kind = "none" if 0 in wanted else "elsewhere" if len(window) - 1 in wanted else "named"
                    right.setdefault(f"{name} {kind}", []).append(best in wanted)
                    if name in claim.rules:
                        right.setdefault(f"rules' {name} {kind}", []).append(claim.rules[name])
        for claim in asked:
            labels = claim.labels
            for head, took in zip(("code", "mood"), claim.opinion, strict=False):
                if head in labels:
                    right.setdefault(f"rules' {head}", []).append(took - 1 == labels[head])
    return {name: (round(sum(all) / len(all), 3), len(all)) for name, all in sorted(right.items())}


def encoder(checkpoint: Path | None) -> Net:
    if checkpoint is None:
        net = Net()
        net.load_state_dict(weights_of(READER / "encoder.onnx"), strict=False)  # its table of moves is not used here
        return net
    kept = torch.load(checkpoint, weights_only=False, map_location="cpu")
    net = Net(kept["layers"])
    net.load_state_dict(kept["net"])
    return net


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--texts", type=Path, required=True)
    ap.add_argument("--checkpoint", type=Path, help="of a new encoder; otherwise the shipped one")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--after", type=int, default=2, help="the encoder's layer below")
    ap.add_argument("--fold", type=int, default=-1)
    ap.add_argument("--without", default="", help="passages of this hand are only measured")
    ap.add_argument("--rounds", type=int, default=4)
    ap.add_argument("--batch", type=int, default=1000)
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=1.5e-3)
    ap.add_argument("--seed", type=int, default=7)
    a = ap.parse_args()
    torch.set_num_threads(1)
    a.out.mkdir(parents=True, exist_ok=True)
    net = encoder(a.checkpoint)
    net.eval()
    texts = texts_of(a.texts, WordPiece.from_json((READER / "tokenizer.json").read_text(encoding="utf-8")))
    tests = [t for t in texts if t.kind == "learnt" and part_of(t.name) == a.fold]
    tests += [t for t in texts if t.kind == "passage" and a.without and t.name.startswith(a.without)]
    names = {t.name for t in tests}
    trained(net, [t for t in texts if t.name not in names], tests, a)


if __name__ == "__main__":
    main()
