"""Who may connect and how much: addresses, names, sizes and counts, without a socket."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu.dimse import quota as quotas
from scu.dimse.admission import Gatekeeper, Limits, networks, size
from scu.dimse.contexts import is_storage
from scu.dimse.quota import Quota
from scu.dimse.refusals import Refusals, TurnedAway
from scu.errors import Aborted, Unresolved, UsageError
from tests.peers.command import run_here

Resolving = Callable[[str, list[str]], None]


@pytest.fixture
def resolving(monkeypatch: pytest.MonkeyPatch) -> Resolving:
    """What gives a host name addresses; other names have none."""
    known: dict[str, list[str]] = {}

    def getaddrinfo(host: str, port: int, *rest: object) -> list[tuple[object, ...]]:
        if host not in known:
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    def knows(host: str, addresses: list[str]) -> None:
        known[host] = addresses

    return knows


def admits(gatekeeper: Gatekeeper, address: str) -> bool:
    try:
        gatekeeper.enter(address).leave()
    except TurnedAway as error:
        assert address in error.message and address not in error.why
        return False
    return True


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1", 1),
        ("500M", 500_000_000),
        ("20G", 20 * 10**9),
        ("1T", 10**12),
        ("1.5k", 1500),
        ("7 ", 7),
        ("3MB", 3 * 10**6),
        ("0.5K", 500),
    ],
)
def test_sizes(text: str, count: int) -> None:
    assert size(text) == count


@pytest.mark.parametrize(
    "text", ["", "0", "0G", "-1", "1X", "G", "1e9", "١G", "1 000", "0.0001", "nan", "1.5.5", "1" * 50]
)
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="is no size"):
        size(text)


@given(st.integers(1, 999_999), st.sampled_from("KMGT"))
def test_a_size_is_what_it_says(count: int, unit: str) -> None:
    assert size(f"{count}{unit}") == count * 1000 ** ("KMGT".index(unit) + 1)


@given(st.ip_addresses(v=4), st.integers(0, 32))
def test_an_ipv4_network_has_its_addresses_in_either_clothes(address: ipaddress.IPv4Address, prefix: int) -> None:
    for text in (f"{address}/{prefix}", f"::ffff:{address}/{96 + prefix}"):
        gatekeeper = Gatekeeper(Limits(accept_from=(text,)))
        assert admits(gatekeeper, str(address))
        assert admits(gatekeeper, f"::ffff:{address}")
        other = ipaddress.IPv4Address(int(address) ^ 1 << 31)
        assert admits(gatekeeper, str(other)) is (prefix == 0)


@given(st.ip_addresses(v=6), st.integers(1, 128))
def test_an_ipv6_network_has_its_addresses_and_no_others(address: ipaddress.IPv6Address, prefix: int) -> None:
    (network,) = networks(f"{address}/{prefix}")
    if network.version == 4:
        return
    gatekeeper = Gatekeeper(Limits(accept_from=(f"{address}/{prefix}",)))
    other = ipaddress.IPv6Address(int(address) ^ 1 << 127)
    if address.ipv4_mapped is None:
        assert admits(gatekeeper, str(address))
    assert not admits(gatekeeper, str(other))


@pytest.mark.parametrize("text", ["10.0.0.0/33", "/", "", " ", "2001:db8::/129", "10.1.0.0/255.0.255.0", "host/16"])
def test_what_is_no_network(text: str) -> None:
    with pytest.raises(UsageError, match="is no network"):
        networks(text)


def test_a_name_is_all_of_its_addresses(resolving: Resolving) -> None:
    resolving("node", ["192.0.2.1", "2001:db8::7", "fe80::1%eth0"])
    gatekeeper = Gatekeeper(Limits(accept_from=("node", "198.51.100.0/24")))

    admitted = ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::7", "fe80::1%eth0", "198.51.100.9"]
    assert all(admits(gatekeeper, address) for address in admitted)
    assert not any(admits(gatekeeper, address) for address in ("192.0.2.2", "2001:db8::8", "nowhere"))


def test_a_name_that_nobody_has_is_an_error(resolving: Resolving) -> None:
    with pytest.raises(UsageError, match=r"--accept-from: the host 'nobody\.invalid' has no address"):
        Gatekeeper(Limits(accept_from=("127.0.0.1", "nobody.invalid")))


def test_only_the_peer(resolving: Resolving) -> None:
    resolving("pacs", ["192.0.2.1", "192.0.2.2"])
    gatekeeper = Gatekeeper(Limits(only_peer=True), "pacs")
    assert [admits(gatekeeper, f"192.0.2.{n}") for n in (1, 2, 3)] == [True, True, False]
    gatekeeper.meet("192.0.2.3")  # a name with more addresses than one answer tells
    assert admits(gatekeeper, "::ffff:192.0.2.3")
    with pytest.raises(TurnedAway, match=r"192\.0\.2\.9: not an address of pacs \(--only-peer\)$"):
        gatekeeper.enter("192.0.2.9")


def test_the_peer_and_others_add_up(resolving: Resolving) -> None:
    resolving("pacs", ["192.0.2.1"])
    gatekeeper = Gatekeeper(Limits(accept_from=("198.51.100.0/24",), only_peer=True), "pacs")
    assert [admits(gatekeeper, each) for each in ("192.0.2.1", "198.51.100.4", "192.0.2.2")] == [True, True, False]
    with pytest.raises(TurnedAway, match=r"and not in --accept-from$"):
        gatekeeper.enter("192.0.2.2")


def test_a_peer_without_an_address(resolving: Resolving) -> None:
    with pytest.raises(Unresolved):
        Gatekeeper(Limits(only_peer=True), "pacs")
    with pytest.raises(UsageError, match="--only-peer cannot tell who 'pacs' is") as caught:
        Gatekeeper(Limits(only_peer=True), "pacs", direct=False)
    assert "--accept-from" in caught.value.remedy


def test_behind_a_proxy_its_address_is_not_the_peers(resolving: Resolving) -> None:
    resolving("pacs", ["192.0.2.1"])
    gatekeeper = Gatekeeper(Limits(only_peer=True), "pacs", direct=False)
    gatekeeper.meet("192.0.2.200")
    assert [admits(gatekeeper, each) for each in ("192.0.2.1", "192.0.2.200")] == [True, False]


def test_whom_nobody_need_be_told_of(resolving: Resolving) -> None:
    resolving("pacs", ["192.0.2.1"])
    assert Gatekeeper(Limits()).is_expected("192.0.2.9")
    gatekeeper = Gatekeeper(Limits(), "pacs")
    assert [gatekeeper.is_expected(f"192.0.2.{n}") for n in (1, 9)] == [True, False]
    assert admits(gatekeeper, "192.0.2.9")
    assert not Gatekeeper(Limits(), "unknown").is_expected("192.0.2.9")


def test_places() -> None:
    gatekeeper = Gatekeeper(Limits(max_associations=2))
    waiting = [gatekeeper.enter("192.0.2.1") for _ in range(64)]
    with pytest.raises(TurnedAway, match="more than 64 connections that are no associations yet"):
        gatekeeper.enter("192.0.2.1")
    assert [place.seat() for place in waiting[:3]] == [True, True, False]
    waiting += [gatekeeper.enter("192.0.2.1") for _ in range(2)]
    waiting.pop(0).leave()
    assert [waiting[1].seat(), waiting[2].seat()] == [True, False]
    for place in waiting:
        place.leave()
    again = [gatekeeper.enter("192.0.2.2") for _ in range(64)]
    assert [place.seat() for place in again[:3]] == [True, True, False]


def test_one_address_leaves_room_for_others() -> None:
    gatekeeper = Gatekeeper(Limits())
    for address in ("192.0.2.1", "192.0.2.2"):
        for _ in range(64):
            gatekeeper.enter(address)
    with pytest.raises(TurnedAway):
        gatekeeper.enter("192.0.2.3")


@given(st.lists(st.tuples(st.sampled_from(["enter", "seat", "leave"]), st.integers(0, 9)), max_size=200))
def test_never_more_than_there_may_be(steps: list[tuple[str, int]]) -> None:
    gatekeeper = Gatekeeper(Limits(max_associations=3))
    places = []
    for step, number in steps:
        if step == "enter":
            places.append(gatekeeper.enter("192.0.2.1"))
        elif places and step == "leave":
            places.pop(number % len(places)).leave()
        elif places and not (place := places[number % len(places)]).seated:
            stood = sum(each.seated for each in places)
            assert place.seat() is (stood < 3)
        assert sum(place.seated for place in places) <= 3


def pieces(*sizes: int) -> list[memoryview]:
    return [memoryview(bytes(size)) for size in sizes]


def take(quota: Quota, *sizes: int) -> str:
    """One object of these fragments: why it is not kept, empty if it is."""
    beyond = quota.begin()
    for _ in quota.counted(iter(pieces(*sizes)), kept=not beyond):
        pass
    return beyond


def test_objects_beyond_a_count() -> None:
    quota = Quota(Limits(max_objects=2))
    assert [take(quota, 5) for _ in range(4)] == ["", "", *["beyond --max-objects 2"] * 2]
    assert quota.refused == {"beyond --max-objects 2": 2}


def test_bytes_up_to_the_limit_and_no_more() -> None:
    quota = Quota(Limits(max_bytes=2000))
    assert [take(quota, 600, 600), take(quota, 800), take(quota, 1)] == ["", "", "beyond --max-bytes 2,000"]
    quota = Quota(Limits(max_bytes=2000))
    with pytest.raises(Aborted, match="beyond --max-bytes 2,000: the association was aborted") as caught:
        take(quota, 1500, 501)
    assert caught.value.remedy.startswith("allow more with --max-bytes,")
    assert quota.refused == {"beyond --max-bytes 2,000": 1}


def test_what_is_thrown_away_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "_MOST_THROWN_AWAY", 1000)
    monkeypatch.setattr(quotas, "_MOST_REFUSED", 3)
    quota = Quota(Limits(max_bytes=10))
    take(quota, 10)
    with pytest.raises(Aborted, match="beyond --max-bytes"):
        take(quota, *[100] * 20)
    quota = Quota(Limits(max_objects=1))
    assert [bool(take(quota, 1)) for _ in range(4)] == [False, True, True, True]
    with pytest.raises(Aborted, match="beyond --max-objects"):
        take(quota, 1)


def test_an_object_of_nothing_without_end_has_one() -> None:
    with pytest.raises(Aborted, match="beyond --max-bytes"):
        take(Quota(Limits(max_bytes=100)), *[0] * 101)


def test_little_is_no_progress() -> None:
    quota = Quota(Limits())
    began = quota.progress_at
    take(quota, *[10] * 100)
    assert quota.progress_at == began
    take(quota, 24)
    assert quota.progress_at > began


def test_refusals_are_counted_and_not_kept() -> None:
    refusals = Refusals()
    for number in range(1000):
        refusals.add(f"192.0.2.{number % 200}", TurnedAway(f"a scanner from {number % 200}", "a scanner"))
    refusals.add("192.0.2.0", Aborted("a scanner from 0"), associated=True)
    assert [kind.count for kind in refusals.kinds] == [5] * 50
    assert (refusals.others, refusals.total, len(refusals.words)) == (751, 1001, 50)
    refusals.clear()
    assert (refusals.kinds, refusals.total, refusals.words) == ([], 0, [])


def test_what_is_kept_of_a_refusal_holds_nothing_else() -> None:
    """The frames that an error went through have the buffers and the socket of its association."""
    refusals = Refusals()
    try:
        try:
            raise OSError("it broke")
        except OSError as error:
            raise Aborted("it broke") from error
    except Aborted as error:
        refusals.add("192.0.2.1", error)
    (kept,) = refusals.kinds
    assert (kept.error.__traceback__, kept.error.__cause__, kept.error.__context__) == (None, None, None)


def test_no_service_but_storage_counts_as_storage() -> None:
    from pynetdicom import sop_class

    others = {
        uid
        for name, classes in vars(sop_class).items()
        if name.endswith("_CLASSES") and name != "_STORAGE_CLASSES" and isinstance(classes, dict)
        for keyword, uid in classes.items()
        if isinstance(uid, str) and not keyword.endswith("Storage")
    }
    assert len(others) > 50
    assert [uid for uid in others if is_storage(uid)] == []


USAGE = {
    "--accept-from nobody.invalid": "--accept-from: the host 'nobody.invalid' has no address",
    "--accept-from 10.0.0.0/40": "--accept-from '10.0.0.0/40' is no network",
    "--max-bytes 12Q": "--max-bytes takes a size such as 500M, 20G or 1T, not '12Q'",
    "--max-bytes 0": "--max-bytes takes a size",
    "--max-associations 0": "--max-associations takes a whole number from 1",
    "--max-objects 0": "--max-objects takes a whole number from 1",
    "--idle-timeout 0": "--idle-timeout takes a number from 0.001",
}


@pytest.mark.parametrize("words", USAGE)
def test_limits_that_mean_nothing_are_told_before_anything_is_sent(words: str) -> None:
    line = f"move 127.0.0.1:1 --port-scp 11112 --ignore -k StudyInstanceUID=1 {words}"
    done = run_here(*line.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"scu: error: {USAGE[words]}")


ALONE = (
    "--accept-from ::1",
    "--only-peer",
    "--max-objects 1",
    "--max-bytes 1G",
    "--idle-timeout 1",
    "--max-associations 2",
)


@pytest.mark.parametrize("words", ALONE)
def test_limits_need_a_port(words: str) -> None:
    done = run_here(*f"move 127.0.0.1:1 --move THIRD -k StudyInstanceUID=1 {words}".split())
    assert (done.returncode, done.stderr.partition("\n")[0]) == (
        2,
        f"scu: error: {words.split()[0]} needs --port-scp",
    )
