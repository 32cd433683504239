"""What the times of a connection say: a peer that is far, one that is slow, and waits that nobody needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median
from typing import Final

from scu.explanations import Who

# A delayed acknowledgement (RFC 1122 4.2.3.2) takes 40 ms with Linux and 200 ms with Windows and macOS, and a little
# for the timers. TCP retransmits after 200 ms at the soonest, and a lost first packet after one second (RFC 6298).
_DELAYED_ACKS: Final = ((0.038, 0.048), (0.190, 0.215))
_RETRANSMITTED: Final = 0.200
_FIRST_RETRANSMITTED: Final = 0.9
_NEAR: Final = 0.010
_FAR: Final = 0.030
_SLOW: Final = 0.100
_MILLISECONDS: Final = 1000


class Pace(Enum):
    """What kind of times they are."""

    FINE = "fine"
    FAR = "far"
    DELAYED_ACK = "delayed acknowledgement"
    SLOW = "slow"
    LOSSY = "lossy"


@dataclass(frozen=True, slots=True)
class Latency:
    """A verdict: what is the matter, why, what to do and who. All of it is empty where nothing is."""

    pace: Pace
    words: str = ""
    cause: str = ""
    remedy: str = ""
    who: Who = Who.NOBODY

    @property
    def is_wrong(self) -> bool:
        """Whether somebody should do something; a long way is nobody's fault."""
        return self.pace not in (Pace.FINE, Pace.FAR)


def judge(connect: float, answers: Sequence[float]) -> Latency:
    """What the times of small requests say, C-ECHO above all.

    Args:
        connect: seconds that TCP took to connect: one round trip.
        answers: seconds from each request to its response: a round trip and what the peer needs.
    """
    if not answers:
        return Latency(Pace.FINE)
    typical, own = median(answers), [max(0.0, answer - connect) for answer in answers]
    if connect < _NEAR and any(_cluster(answers, *band) for band in _DELAYED_ACKS):
        return _delayed(typical)
    if max(answers) - typical >= _RETRANSMITTED:
        return _lossy(f"one of {len(answers)} answers took {_ms(max(answers))}, and most of them {_ms(typical)}")
    if connect >= _FIRST_RETRANSMITTED and typical < connect / 2:
        return _lossy(f"connecting took {_ms(connect)}, and an answer {_ms(typical)}")
    if median(own) >= max(_SLOW, 2 * connect):
        return _slow(typical, connect)
    if connect >= _FAR:
        return Latency(Pace.FAR, f"the way there and back takes {_ms(connect)}, and so does every answer")
    return Latency(Pace.FINE)


def _cluster(answers: Sequence[float], least: float, most: float) -> bool:
    """Whether more than half of the answers lie there."""
    return 2 * sum(least <= answer <= most for answer in answers) > len(answers)


def _delayed(typical: float) -> Latency:
    return Latency(
        Pace.DELAYED_ACK,
        f"answers take {_ms(typical)}, the time of a delayed acknowledgement",
        "the server sends its answer in two pieces with Nagle's algorithm on, and holds the second back until the "
        "first is acknowledged",
        "ask the PACS administrator to have TCP_NODELAY switched on in the server",
        Who.PACS_ADMIN,
    )


def _lossy(words: str) -> Latency:
    return Latency(
        Pace.LOSSY,
        words,
        "packets are lost on the way and sent again, by a saturated or faulty link; or the server paused",
        "try again; if it stays, ask the network administrator to look for lost packets between this machine and the "
        "server",
        Who.NETWORK_ADMIN,
    )


def _slow(typical: float, connect: float) -> Latency:
    return Latency(
        Pace.SLOW,
        f"answers take {_ms(typical)}, of which the way takes {_ms(connect)}",
        "the server is busy, or does something slow for each request: a look-up of our address's name, for example",
        "ask the PACS administrator what the server does meanwhile",
        Who.PACS_ADMIN,
    )


def _ms(seconds: float) -> str:
    return f"{seconds * _MILLISECONDS:.0f} ms"
