"""`scu doctor` and TLS: what the server speaks, and what its certificate says."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from scu.dimse.tls import certificate
from tests.peers import scripts
from tests.peers.certificates import Identity
from tests.peers.command import run_here
from tests.peers.examined import examine, outcomes, stage, under_tls
from tests.peers.processes import LOCALHOST
from tests.peers.scripted import scripted_peer
from tests.peers.secure import anonymous
from tests.peers.tls import Hospital, python_context

pytestmark = pytest.mark.usefixtures("steady_times")


@pytest.fixture(scope="module")
def lasting(hospital: Hospital) -> Identity:
    """A certificate with more than a month to go."""
    return hospital.authority.issue("lasting", until=400)


def test_a_tls_server_where_plain_dicom_is_spoken(hospital: Hospital) -> None:
    script = under_tls(python_context(hospital.server), scripts.succeed)
    with scripted_peer(script) as peer:
        lines, document = examine(peer.address, "-ta", 0.5, status=3)

    assert lines[:3] == [
        "FAILED at plain: the server speaks TLS on that port, and we do not",
        "  likely cause: it is the server's port for TLS",
        "  what to do: give --enable-tls KEY CERT or --anonymous-tls, with --add-cert-file; or ask the PACS "
        "administrator for the port without TLS (you)",
    ]
    assert document["error"]["kind"] == "tls"
    assert outcomes(document)["association"] == "not tried"


def test_all_is_well(hospital: Hospital, lasting: Identity) -> None:
    with scripted_peer(under_tls(python_context(lasting), scripts.succeed)) as peer:
        lines, document = examine(peer.address, *anonymous(hospital), status=0)

    assert lines[0].startswith(f"All is well: 'ANY-SCP' at 127.0.0.1 port {peer.port} answers 'SCU'; C-ECHO in ")
    details = stage(document, "TLS")["details"]
    assert details["version"] == "TLSv1.3"
    assert details["verified"] is True
    assert details["days_left"] == 399
    assert details["subject"].startswith("O=") or details["subject"].startswith("CN=")


def test_an_untrusted_certificate(hospital: Hospital, lasting: Identity) -> None:
    options = ["--anonymous-tls", "--add-cert-file", hospital.stranger.certificate]
    with scripted_peer(under_tls(python_context(lasting), scripts.succeed)) as peer:
        lines, document = examine(peer.address, *options, status=3)

    assert lines[0].startswith("FAILED at TLS: the certificate of the server ")
    assert lines[1].startswith("  likely cause: ")
    assert lines[2].endswith("(the PACS administrator)")
    assert "--add-cert-file" in lines[2]
    assert document["verdict"]["code"].startswith("tls certificate ")
    details = stage(document, "TLS")["details"]
    assert details["verified"] is False
    assert details["issuer"] == certificate.read(_der(hospital.authority.identity)).subject
    assert outcomes(document)["association"] == "not tried"


def test_an_expired_certificate(hospital: Hospital) -> None:
    expired = hospital.authority.issue("expired-for-the-doctor", since=-9, until=-2)
    with scripted_peer(under_tls(python_context(expired), scripts.succeed)) as peer:
        lines, document = examine(peer.address, *anonymous(hospital), status=3)

    assert lines[0] == "FAILED at TLS: the certificate of the server has expired"
    assert document["verdict"]["code"] == "tls certificate 10"
    assert stage(document, "TLS")["details"]["days_left"] == -3


def test_a_certificate_that_will_soon_expire(hospital: Hospital) -> None:
    with scripted_peer(under_tls(python_context(hospital.server), scripts.succeed)) as peer:
        lines, document = examine(peer.address, *anonymous(hospital), status=0)

    days = stage(document, "TLS")["details"]["days_left"]
    assert lines[:3] == [
        f"It works, with a warning at TLS: the server's certificate expires in {days} days",
        "  likely cause: it has not been renewed yet",
        "  what to do: have the PACS administrator install a renewed one in time, or nobody can connect "
        "(the PACS administrator)",
    ]


def test_a_plain_server_where_tls_is_spoken(hospital: Hospital) -> None:
    with scripted_peer(scripts.succeed) as peer:
        lines, document = examine(peer.address, *anonymous(hospital), "-ta", 0.5, status=3)

    assert lines[:3] == [
        f"FAILED at TLS: 127.0.0.1 port {peer.port} speaks plain DICOM, without TLS",
        "  likely cause: TLS is not switched on in the server, or has a port of its own",
        "  what to do: leave the options of TLS out, or ask the PACS administrator for the port with TLS, often 2762 "
        "(you)",
    ]
    assert document["error"]["kind"] == "tls"


def test_unverified_as_asked(hospital: Hospital, lasting: Identity) -> None:
    with scripted_peer(under_tls(python_context(lasting), scripts.succeed)) as peer:
        _, document = examine(peer.address, "--anonymous-tls", "--ignore-peer-cert", status=0)

    assert stage(document, "TLS")["details"]["verified"] is False
    assert "not verified, as asked" in stage(document, "TLS")["summary"]


def test_a_server_that_wants_our_certificate(hospital: Hospital, lasting: Identity) -> None:
    context = python_context(lasting, trusted=hospital.authority.certificate)
    with scripted_peer(under_tls(context, scripts.succeed)) as peer:
        lines, _ = examine(peer.address, *anonymous(hospital), status=3)

    assert "the server requires a certificate of ours, and we have shown none" in lines[0]
    assert "--enable-tls KEY CERT" in lines[2]


def _der(identity: Identity) -> bytes:
    return identity.load().public_bytes(Encoding.DER)


def test_certificates_are_read_as_cryptography_reads_them(hospital: Hospital) -> None:
    for identity in (hospital.server, hospital.authority.identity, hospital.below.identity):
        theirs, ours = identity.load(), certificate.read(_der(identity))
        assert ours.not_before == theirs.not_valid_before_utc
        assert ours.not_after == theirs.not_valid_after_utc
        for name, known in ((ours.subject, theirs.subject), (ours.issuer, theirs.issuer)):
            for attribute in known.get_attributes_for_oid(NameOID.ORGANIZATION_NAME):
                assert isinstance(attribute.value, str)
                assert f"O={attribute.value}" in name


@given(st.data())
def test_whatever_is_no_certificate_is_found_out(hospital: Hospital, data: st.DataObject) -> None:
    der = _der(hospital.server)
    at = data.draw(st.integers(0, len(der) - 1))
    with pytest.raises(ValueError):
        certificate.read(der[:at])
    with suppress(ValueError):
        certificate.read(der[:at] + data.draw(st.binary(min_size=1, max_size=3)) + der[at + 1 :])


def test_a_certificate_that_cannot_be_read_is_found_before_anything_is_sent(tmp_path: Path) -> None:
    done = run_here("doctor", LOCALHOST, "--anonymous-tls", "--add-cert-file", tmp_path / "nothing.pem")

    assert done.returncode == 4
    assert "nothing.pem" in done.stderr
    assert done.stdout == ""
