"""Names in a script from right to left keep to themselves inside a sentence."""

from __future__ import annotations

import pytest

from truceline.web.isolating import isolated


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("26 by Marsh, 29 by Valley", "26 by Marsh, 29 by Valley"),
        ("26 by مجلس التل, 29 by Marsh", "26 by <bdi>مجلس التل</bdi>, 29 by Marsh"),
        ("29 by שר ו-2 by Marsh", "29 by <bdi>שר ו</bdi>-2 by Marsh"),
        ("<b>مجلس</b> & Co", "&lt;b&gt;<bdi>مجلس</bdi>&lt;/b&gt; &amp; Co"),
        ("", ""),
    ],
)
def test_each_name_stands_in_an_element_of_its_own(words: str, expected: str) -> None:
    assert isolated(words) == expected


def test_what_is_markup_already_stays() -> None:
    assert isolated(isolated("مجلس")) == "<bdi>مجلس</bdi>"
