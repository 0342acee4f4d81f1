"""A brief as JSON, for other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from truceline.brief.brief import Brief
from truceline.model import codec

FORMAT = 1
"""Raised when a field changes its meaning or goes away."""


def render_json(brief: Brief) -> str:
    """The brief as one JSON object: format, title, as_of, entry, sections, notes, sources, copies, silent.

    Sentences carry their plain ``text`` beside their parts; quotes in ``notes`` are the report's
    exact words. The claims themselves are named by id and not repeated here.
    """
    data = codec.dump(replace(brief, claims=(), reports=(), courses=()))
    del data["claims"], data["reports"], data["courses"]
    for section, shown in zip(brief.sections, data["sections"], strict=True):
        for group, made in zip(section.groups, shown["groups"], strict=True):
            _add_texts(group.sentences, made["sentences"])
            _add_texts(group.answers, made["answers"])
    return json.dumps({"format": FORMAT, **data}, ensure_ascii=False, indent=2) + "\n"


def _add_texts(sentences: Any, made: list[dict[str, Any]]) -> None:
    for sentence, one in zip(sentences, made, strict=True):
        one["text"] = sentence.text
