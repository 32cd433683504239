"""What the times of a connection say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu.explanations import Who
from scu.latency import Pace, judge

LAN = 0.0004


@pytest.mark.parametrize(
    ("connect", "answers", "pace"),
    [
        (LAN, [], Pace.FINE),
        (LAN, [0.001, 0.0008, 0.002, 0.0009, 0.001], Pace.FINE),
        (LAN, [0.0404, 0.0412, 0.0001, 0.0440, 0.0402], Pace.DELAYED_ACK),
        (LAN, [0.2003, 0.2101, 0.1990], Pace.DELAYED_ACK),
        (0.012, [0.0404, 0.0412, 0.0440], Pace.FINE),
        (LAN, [0.001, 0.001, 0.205, 0.001, 0.001], Pace.LOSSY),
        (1.03, [0.03, 0.03, 0.031], Pace.LOSSY),
        (LAN, [0.4, 0.5, 0.45], Pace.SLOW),
        (0.08, [0.081, 0.083, 0.082], Pace.FAR),
        (0.08, [0.35, 0.36, 0.34], Pace.SLOW),
    ],
)
def test_verdicts(connect: float, answers: list[float], pace: Pace) -> None:
    verdict = judge(connect, answers)

    assert verdict.pace is pace
    assert bool(verdict.words) is (pace is not Pace.FINE)
    assert verdict.is_wrong is bool(verdict.cause) is bool(verdict.remedy)
    assert verdict.is_wrong is (verdict.who is not Who.NOBODY)


@given(connect=st.floats(0, 0.0099), answers=st.lists(st.floats(0.038, 0.048), min_size=1, max_size=9))
def test_a_cluster_at_forty_milliseconds_is_a_delayed_acknowledgement(connect: float, answers: list[float]) -> None:
    assert judge(connect, answers).pace is Pace.DELAYED_ACK


@given(connect=st.floats(0, 0.0299), answers=st.lists(st.floats(0, 0.0379), max_size=9))
def test_what_is_near_and_quick_is_fine(connect: float, answers: list[float]) -> None:
    assert judge(connect, answers).pace is Pace.FINE


@given(connect=st.floats(0, 100), answers=st.lists(st.floats(0, 100), max_size=20))
def test_the_order_of_the_answers_does_not_matter(connect: float, answers: list[float]) -> None:
    assert judge(connect, answers) == judge(connect, sorted(answers))
