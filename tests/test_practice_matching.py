"""What the practice server takes for a match (PS3.4 C.2.2.2)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu.practice.matching import matcher


@pytest.mark.parametrize(
    ("vr", "wanted", "values"),
    [
        # Universal: an empty key matches all, empty attributes too; and so does a lone asterisk.
        ("LO", [], ["anything"]),
        ("LO", [], []),
        ("LO", [""], []),
        ("UI", [], ["1.2"]),
        ("LO", ["*"], []),
        # Single value.
        ("LO", ["P1"], ["P1"]),
        ("CS", ["CT"], ["CT"]),
        ("CS", ["MR"], ["CT", "MR"]),
        ("IS", ["7"], ["07"]),
        ("DS", ["1.50"], ["1.5"]),
        # List of UID, and alternatives of other VRs.
        ("UI", ["1.2", "1.3"], ["1.3"]),
        ("CS", ["CT", "MR"], ["MR"]),
        # Wild card.
        ("LO", ["A*"], ["ABC"]),
        ("LO", ["A*"], ["A"]),
        ("LO", ["*C"], ["ABC"]),
        ("LO", ["A?C"], ["ABC"]),
        ("LO", ["A.[b](c)*"], ["A.[b](c)d"]),
        # Person names: any case, a group alone, delimiters left out at the end.
        ("PN", ["müller*"], ["MÜLLER^Jürgen"]),
        ("PN", ["Yamada^Tarou"], ["Yamada^Tarou=山田^太郎"]),
        ("PN", ["山田*"], ["Yamada^Tarou=山田^太郎=やまだ^たろう"]),
        ("PN", ["Doe^Jane"], ["Doe^Jane^^^"]),
        ("PN", ["Doe^Jane^"], ["Doe^Jane"]),
        # Dates and times: single, and the three ranges, ends included; the old way to write them.
        ("DA", ["20240229"], ["20240229"]),
        ("DA", ["20240229"], ["2024.02.29"]),
        ("DA", ["20240101-20241231"], ["20240229"]),
        ("DA", ["20240229-20240229"], ["20240229"]),
        ("DA", ["20240229-"], ["20240229"]),
        ("DA", ["-20240229"], ["20240229"]),
        ("DA", ["-20240229"], ["19991231"]),
        ("TM", ["1122"], ["112233.5"]),
        ("TM", ["11-12"], ["125959.999999"]),
        ("TM", ["112233.1-112233.9"], ["112233.5"]),
        ("TM", ["-12"], ["11:22:33"]),
    ],
)
def test_it_matches(vr: str, wanted: list[str], values: list[str]) -> None:
    assert matcher(vr, wanted)(values)


@pytest.mark.parametrize(
    ("vr", "wanted", "values"),
    [
        ("LO", ["P1"], ["P10"]),
        ("LO", ["P1"], ["p1"]),
        ("LO", ["P1"], []),
        ("LO", ["A?"], ["A"]),
        ("LO", ["?*"], []),
        ("LO", ["A.C"], ["ABC"]),
        ("UI", ["1.2*"], ["1.2.3"]),
        ("UI", ["1.2", "1.3"], ["1.4"]),
        ("IS", ["7"], ["70"]),
        ("IS", ["7"], ["seven"]),
        ("IS", ["7"], []),
        ("PN", ["Doe"], ["Doe^Jane"]),
        ("PN", ["Tarou*"], ["Yamada^Tarou=山田^太郎"]),
        ("DA", ["20240229"], ["20240301"]),
        ("DA", ["20240229"], []),
        ("DA", ["20240101-20240228"], ["20240229"]),
        ("DA", ["20240301-"], ["20240229"]),
        ("DA", ["-20240228"], ["20240229"]),
        ("DA", ["20240101-20241231"], []),
        ("TM", ["1122"], ["112300"]),
        ("TM", ["11-12"], ["130000"]),
    ],
)
def test_it_does_not_match(vr: str, wanted: list[str], values: list[str]) -> None:
    assert not matcher(vr, wanted)(values)


@given(st.text("AB*?.^[\\", min_size=1, max_size=8), st.text("AB.^[\\", max_size=8))
def test_only_the_asterisk_and_the_question_mark_are_special(pattern: str, value: str) -> None:
    tokens = (".*" if char == "*" else "." if char == "?" else f"[{re.escape(char)}]" for char in pattern)
    assert matcher("LO", [pattern])([value]) == bool(re.fullmatch("".join(tokens), value))


@given(st.dates(), st.dates(), st.dates())
def test_a_range_is_between_its_ends(first: object, last: object, value: object) -> None:
    low, high, here = (str(date).replace("-", "") for date in (first, last, value))
    assert matcher("DA", [f"{low}-{high}"])([here]) == (low <= here <= high)
