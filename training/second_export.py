"""Turn the second reading into the package's 8-bit file: python training/second_export.py --second OUT/second.pt

Writes second.onnx beside the encoder, lets the encoder give out the layer that it stands on as ``hidden``, and brings
the hashes of the manifest up to date. Nothing else of the encoder changes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import onnx
import torch
from export import FOLDER, eight_bit, fused, plain
from net import WIDTH, Net
from second import TABLES, Second


def opened(path: Path, after: int) -> None:
    """The encoder with what it has after layer ``after`` given out beside its rows."""
    model = onnx.load(str(path))
    while len(model.graph.output) > 1:
        model.graph.output.pop()
    norms = [n for n in model.graph.node if n.op_type in ("LayerNormalization", "SkipLayerNormalization")]
    named = {"hidden": "not given out", norms[2 * after].output[0]: "hidden"}  # another layer may have been before
    for node in model.graph.node:
        node.output[:] = [named.get(name, name) for name in node.output]
        node.input[:] = [named.get(name, name) for name in node.input]
    value = onnx.helper.make_tensor_value_info("hidden", onnx.TensorProto.FLOAT, ["texts", "pieces", WIDTH])
    model.graph.output.append(value)
    onnx.save(model, str(path))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--second", type=Path, required=True)
    ap.add_argument("--to", type=Path, default=FOLDER)
    ap.add_argument("--name", default="reader-4")
    a = ap.parse_args()
    kept = torch.load(a.second, weights_only=False, map_location="cpu")
    second = Second(Net(), kept["after"])
    second.load_state_dict(kept["second"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "second.onnx"
        told = torch.ones(2, 8, len(TABLES), dtype=torch.long)
        plain(second, path, {"hidden": torch.zeros(2, 8, WIDTH), "opinions": told})
        fused(path, len(second.layers))
        eight_bit(path, a.to / "second.onnx")
    opened(a.to / "encoder.onnx", kept["after"])
    manifest = json.loads((a.to / "manifest.json").read_text(encoding="utf-8"))
    names = sorted({*manifest["files"], "second.onnx"})
    manifest["name"] = a.name
    manifest["files"] = {name: hashlib.sha256((a.to / name).read_bytes()).hexdigest() for name in names}
    (a.to / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print({name: (a.to / name).stat().st_size for name in names})


if __name__ == "__main__":
    main()
