"""What is blanked in a capture: secrets always, data sets if that is asked for; and everything else is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.filereader import dcmread
from pynetdicom.pdu import A_ASSOCIATE_RQ
from pynetdicom.pdu_primitives import UserIdentityNegotiation

from scu.capture.blanking import Mask
from scu.dimse import command, pdu
from scu.dimse.associate_pdu import encode_request
from scu.dimse.contexts import verification
from scu.dimse.identity import IdentityType, UserIdentity
from scu.results import Peer
from tests.peers import tshark
from tests.peers.command import run_here
from tests.peers.instances import Attributes, make_instances
from tests.peers.recording import Recorder, recording_scp

NAMES = [b"Zebra", b"Quagga", b"okapi", b"hartebeest"]
PEER = Peer("host", 104, "CALLED", "CALLING")
SECRETS = [
    UserIdentity(IdentityType.USER_NAME, b"okapi"),
    UserIdentity(IdentityType.USER_NAME_AND_PASSWORD, b"okapi", b"hartebeest", True),
    UserIdentity(IdentityType.KERBEROS, b"\0\1okapi\xff"),
    UserIdentity(IdentityType.SAML, b"<saml>okapi</saml>"),
    UserIdentity(IdentityType.JWT, b"okapi.hartebeest.okapi"),
]


def blanked(data: bytes, *, data_sets: bool = False, at: int = 0) -> bytes:
    """What becomes of it, given in two parts."""
    mask = Mask({}, data_sets=data_sets)
    parts = [part for part in (data[:at], data[at:]) if part]
    return b"".join(piece for part in parts for piece in mask.blank([part]))


def request(identity: UserIdentity | None) -> bytes:
    return encode_request(PEER, dict(enumerate(verification(), 1)), 16384, identity, 16)


@pytest.mark.usefixtures("tshark")
@pytest.mark.parametrize("options", [[], ["--propose-little"], ["--propose-implicit"], ["--propose-big"]])
def test_a_redacted_capture_names_no_patient_and_has_every_status(options: list[str], tmp_path: Path) -> None:
    """Of matches of any length, in any transfer syntax: Wireshark keeps its way through what is blanked."""
    for number in range(8):
        make_instances(tmp_path / "in", 1, Attributes(patient_name="Zebra^Quagga", description="x" * 2 * number))
    matches = [dcmread(path) for path in (tmp_path / "in").iterdir()]
    matches[0].PixelData *= 100  # more than one fragment
    user = ["--user", "okapi", "--password", "hartebeest"]
    with recording_scp(Recorder(matches=matches)) as server:
        asked: dict[str, list[object]] = {
            "store": [tmp_path / "in"],
            "find": ["-k", "PatientName=Zebra*", *options],
        }
        for verb, words in asked.items():
            capture = tmp_path / verb
            done = run_here(verb, server.address, *words, *user, "--pcap", capture, "--pcap-redact")
            assert done.returncode == 0, done.stderr
            content = capture.read_bytes()
            assert [name for name in NAMES if name in content] == []
            answers = [it for it in tshark.messages(capture, server.port) if "RSP" in it]
            assert [it.split(" ")[0] for it in answers] == [f"C-{verb.upper()}-RSP"] * {"store": 8, "find": 9}[verb]
            assert answers[-1].endswith("(Success)")
    assert str(server.asked[0].identifier.PatientName) == "Zebra*"
    assert len(server.stored) == 8


@pytest.mark.parametrize("identity", SECRETS, ids=lambda it: it.kind.name)
def test_of_a_user_identity_only_its_kind_is_left(identity: UserIdentity) -> None:
    plain = request(identity)
    for at in range(len(plain)):
        shown = blanked(plain, at=at)
        assert len(shown) == len(plain)
        assert b"okapi" in plain and b"okapi" not in shown and b"hartebeest" not in shown
    decoded = A_ASSOCIATE_RQ()
    decoded.decode(shown)
    items = decoded.to_primitive().user_information
    (item,) = [it for it in items if isinstance(it, UserIdentityNegotiation)]
    assert item.user_identity_type == identity.kind
    assert len(item.primary_field or b"") == len(identity.primary)
    differing = sum(ours != theirs for ours, theirs in zip(plain, shown, strict=True))
    secret = identity.primary + identity.secondary
    assert differing == len(secret) - secret.count(0)


def test_the_servers_response_to_it_is_a_secret_too() -> None:
    item = b"\x59\0\0\x09\0\7ticket!"
    body = bytes(68) + b"\x50\0" + len(item).to_bytes(2, "big") + item
    plain = bytes((pdu.ASSOCIATE_AC, 0)) + len(body).to_bytes(4, "big") + body
    assert blanked(plain) == plain.replace(b"ticket!", bytes(7))


@pytest.mark.parametrize(
    "broken",
    [
        b"\x50\0\xff\xff\x58\0\0\x05okapi",  # longer than its PDU
        b"\x50\0\0\x0d\x58\0\0\xffokapi....",  # longer than the item around it
        b"\x58\0\0\x05okapi",  # too short for its fields
        b"\x58\0\0\x0d\2\0\xff\xffhartebeest",  # a field longer than the item
        b"\x50\0\0",
    ],
)
def test_what_may_be_a_secret_is_one(broken: bytes) -> None:
    body = bytes(68) + broken
    plain = bytes((pdu.ASSOCIATE_RQ, 0)) + len(body).to_bytes(4, "big") + body + pdu.RELEASE_RQ_PDU
    shown = blanked(plain)
    assert b"okapi" not in shown and b"hartebeest" not in shown
    assert shown.endswith(pdu.RELEASE_RQ_PDU)  # the next PDU is found again


def test_a_request_longer_than_any_is_not_shown() -> None:
    shown = blanked(bytes((pdu.ASSOCIATE_RQ, 0)) + b"\xff\xff\xff\xff" + b"okapi" * 9)
    assert shown[6:] == bytes(45)


MESSAGE = b"".join(
    (
        request(SECRETS[1]),
        *pdu.frame(1, pdu.COMMAND, command.c_store_rq(1, "1.2.3", "1.2.3.4"), 100, last=True),
        *pdu.frame(1, 0, b"Zebra^Quagga" * 50, 100, last=True),
        pdu.RELEASE_RQ_PDU,
    )
)


@given(at=st.integers(0, len(MESSAGE)))
def test_commands_are_left_and_data_sets_are_not(at: int) -> None:
    shown = blanked(MESSAGE, data_sets=True, at=at)
    assert len(shown) == len(MESSAGE)
    assert b"Zebra" not in shown and b"Quagga" not in shown and bytes(90) in shown
    assert b"1.2.3.4" in shown
    assert shown == blanked(blanked(MESSAGE, at=at), data_sets=True)
    assert blanked(MESSAGE, at=at).count(b"Zebra^Quagga") >= 40


@given(data=st.binary(max_size=300), at=st.integers(0, 300), sets=st.booleans())
def test_whatever_comes_keeps_its_length(data: bytes, at: int, sets: bool) -> None:
    shown = blanked(data, data_sets=sets, at=at)
    assert len(shown) == len(data)
    assert sets or all(ours in (0, theirs) for ours, theirs in zip(shown, data, strict=True))
    assert blanked(data, data_sets=sets) == shown


@given(values=st.binary(min_size=1, max_size=200), at=st.integers(0, 200))
def test_of_a_p_data_pdu_that_makes_no_sense_nothing_is_left(values: bytes, at: int) -> None:
    """A value that claims more than there is: what follows may be a patient's."""
    plain = bytes((pdu.P_DATA, 0)) + (6 + len(values)).to_bytes(4, "big") + b"\xff\xff\xff\xff\1\2" + values
    assert blanked(plain, data_sets=True, at=at)[12:] == bytes(len(values))
