"""The layers of the second reading: what a claim of the rules tells, by the words around it and the rules' opinion."""

from __future__ import annotations

import torch
from net import WIDTH, Layer, Net
from torch import nn

from truceline.reading.model.labels import CODES, MOODS, VOICED, claim_columns

MARKS = 3
"""Outside of claims, and in every other claim 1 or 2, so that neighbours are told apart."""
TABLES = (MARKS, 1 + len(CODES), 1 + len(MOODS), 1 + len(VOICED), 2, 2)
"""What each piece is given of its claim: its mark, and the rules' act type, modality and kind of speaker; and whether
it stands in words for a time, and in words for a speaker that the rules have for some claim."""


class Second(nn.Module):
    """Layers above a layer of the shipped encoder, with the claims marked in what they are given.

    ``hidden`` (texts, pieces, 384) is what the encoder has after that layer; ``opinions`` (texts, pieces, 6) has
    for each piece the numbers in ``TABLES``.
    """

    def __init__(self, net: Net, after: int, drop: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(drop) for _ in net.layers[after:])
        self.layers.load_state_dict(net.layers[after:].state_dict())
        self.told = nn.ModuleList(nn.Embedding(size, WIDTH) for size in TABLES)
        self.told_last = nn.ModuleList(nn.Embedding(size, WIDTH) for size in TABLES)
        for table in (*self.told, *self.told_last):
            nn.init.normal_(table.weight, std=0.02)
        self.drop = nn.Dropout(drop)
        self.heads = nn.Linear(WIDTH, max(end for _, end in claim_columns().values()))
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    def forward(
        self, hidden: torch.Tensor, opinions: torch.Tensor, present: torch.Tensor | None = None
    ) -> torch.Tensor:
        x = self.drop(hidden + self._of(self.told, opinions))
        mask = None if present is None else ((1.0 - present.float()) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.heads(self.drop(x) + self._of(self.told_last, opinions))

    def _of(self, tables: nn.ModuleList, opinions: torch.Tensor) -> torch.Tensor:
        return sum(table(opinions[..., k]) for k, table in enumerate(tables))


def below(net: Net, after: int, ids: torch.Tensor, shapes: torch.Tensor, quotes: torch.Tensor) -> torch.Tensor:
    """What the encoder has after its layer ``after`` (0: its embeddings), nothing trained in it."""
    with torch.no_grad():
        x = net.norm(net.words(ids) + net.places(torch.arange(ids.shape[1])) + net.shapes(shapes) + net.quotes(quotes))
        mask = ((1.0 - (ids > 0).float()) * -1e4)[:, None, None, :]
        for layer in net.layers[:after]:
            x = layer(x, mask)
    return x
