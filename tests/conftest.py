"""Hypothesis tries the same examples in every run, so that a run says what the code does and not what luck does."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
