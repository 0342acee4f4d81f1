"""MiniLM as one encoder with many heads, in plain PyTorch; names of the parameters are those of the base model."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from truceline.reading.model.labels import columns
from truceline.reading.model.pieces import QUOTES, SHAPES

WIDTH, HEADS, INNER, VOCABULARY, PLACES = 384, 12, 1536, 30522, 512


class FusedAttention(torch.autograd.Function):
    """Stands, in an exported file, for onnxruntime's own attention operation."""

    @staticmethod
    def symbolic(g, q, k, v):  # type: ignore[no-untyped-def]
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=HEADS)

    @staticmethod
    def forward(ctx, q, k, v):  # type: ignore[no-untyped-def]
        return q + k + v


class Layer(nn.Module):
    def __init__(self, drop: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(drop)
        self.p = drop

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        b, t, _ = x.shape
        if torch.onnx.is_in_onnx_export():
            y = FusedAttention.apply(*self.qkv(x).split(WIDTH, -1))
        else:
            q, k, v = self.qkv(x).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
            y = functional.scaled_dot_product_attention(q, k, v, attn_mask=None if mask is None else mask.to(q.dtype))
            y = y.transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + self.drop(self.out(y)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Net(nn.Module):
    """Gives one row of numbers a word piece; ``labels.columns`` says which columns belong to which head."""

    def __init__(self, layers: int = 6, drop: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.words.weight.requires_grad_(False)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.quotes = nn.Embedding(QUOTES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.quotes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(layers))
        self.heads = nn.Linear(WIDTH, max(end for _, end in columns().values()))
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)
        # transitions between O, B and I of each attribution layer, with a start row; a B or I never follows wrongly
        self.moves = nn.Parameter(torch.zeros(3, 4, 3))

    def forward(
        self, ids: torch.Tensor, shapes: torch.Tensor, quotes: torch.Tensor, present: torch.Tensor | None = None
    ) -> torch.Tensor:
        """``present`` is 0 where a text is padded; an exported network reads texts of one length only."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(at) + self.shapes(shapes) + self.quotes(quotes)
        x = self.drop(self.norm(x))
        mask = None if present is None else ((1.0 - present.float()) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.heads(self.drop(x))

    def load_base(self, state: dict[str, torch.Tensor]) -> None:
        """Take the weights of the base model (BERT's names)."""
        with torch.no_grad():
            self.words.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.places.weight.copy_(
                state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][:1]
            )
            self.norm.load_state_dict(_part(state, "embeddings.LayerNorm."))
            for n, layer in enumerate(self.layers):
                own = f"encoder.layer.{n}."
                for kind in ("weight", "bias"):
                    parts = [state[f"{own}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                layer.out.load_state_dict(_part(state, own + "attention.output.dense."))
                layer.norm1.load_state_dict(_part(state, own + "attention.output.LayerNorm."))
                layer.up.load_state_dict(_part(state, own + "intermediate.dense."))
                layer.down.load_state_dict(_part(state, own + "output.dense."))
                layer.norm2.load_state_dict(_part(state, own + "output.LayerNorm."))


def _part(state: dict[str, torch.Tensor], start: str) -> dict[str, torch.Tensor]:
    return {kind: state[start + kind] for kind in ("weight", "bias")}


def chain_loss(logits: torch.Tensor, gold: torch.Tensor, moves: torch.Tensor) -> torch.Tensor:
    """Summed negative log-likelihood of a linear chain.

    ``logits`` (n, t, 3), ``gold`` (n, t) with -1 where there is no label, ``moves`` (n, 4, 3) whose last row starts.
    A stretch without labels is passed over: the chain goes from its last label to the next.
    """
    known = gold >= 0
    safe = gold.clamp(min=0)
    emitted = logits.gather(2, safe[..., None])[..., 0]
    n = torch.arange(gold.shape[0])
    before = torch.full_like(safe[:, 0], 3)
    total = torch.zeros(gold.shape[0])
    alpha = None
    for t in range(gold.shape[1]):
        k = known[:, t]
        step = emitted[:, t] + moves[n, before, safe[:, t]]
        total = total + torch.where(k, step, 0.0)
        if alpha is None:
            alpha = torch.where(k[:, None], moves[:, 3] + logits[:, t], torch.full_like(logits[:, t], -1e4))
            began = k
        else:
            on = torch.logsumexp(alpha[:, :, None] + moves[:, :3], 1) + logits[:, t]
            first = moves[:, 3] + logits[:, t]
            new = torch.where(began[:, None], on, first)
            alpha = torch.where(k[:, None], new, alpha)
            began = began | k
        before = torch.where(k, safe[:, t], before)
    whole = torch.logsumexp(alpha, 1)
    return torch.where(began, whole - total, 0.0).sum()
