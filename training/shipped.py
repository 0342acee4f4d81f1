"""The weights of a shipped 8-bit file as 32-bit numbers again, to train on from."""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx.numpy_helper import to_array

_QUANTIZED, _MATRIX = "_quantized", "/MatMul_quant"


def weights_of(path: Path) -> dict[str, torch.Tensor]:
    """Name of each parameter of the network and its numbers, as exact as the file has them."""
    graph = onnx.load(str(path)).graph
    kept = {one.name: to_array(one) for one in graph.initializer}

    def numbers(name: str) -> torch.Tensor:
        base = name.removesuffix(_QUANTIZED)
        whole = kept[name].astype("float32") - kept[f"{base}_zero_point"].astype("float32")
        return torch.from_numpy(whole * kept[f"{base}_scale"])

    found = {name: torch.from_numpy(kept[name].copy()) for name in kept if name.endswith((".weight", ".bias"))}
    for name in kept:
        if name.endswith(".weight" + _QUANTIZED):
            found[name.removesuffix(_QUANTIZED)] = numbers(name)
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.name.endswith(_MATRIX):
            own = node.name.removesuffix(_MATRIX).strip("/").replace("/", ".")
            found[f"{own}.weight"] = numbers(node.input[1]).T.contiguous()
    return found
