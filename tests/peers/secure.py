"""Servers with TLS, and the options with which the command reaches them."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.peers import dcmtk
from tests.peers.orthanc import Orthanc, orthanc
from tests.peers.scripted import Conversation, Script
from tests.peers.tls import Hospital


def anonymous(hospital: Hospital) -> list[object]:
    """TLS without a certificate of ours."""
    return ["--anonymous-tls", "--add-cert-file", hospital.authority.certificate]


def known(hospital: Hospital) -> list[object]:
    """TLS with a certificate of ours."""
    client = hospital.client
    return ["--enable-tls", client.key, client.certificate, "--add-cert-file", hospital.authority.certificate]


def storescp(folder: Path, hospital: Hospital, *options: str) -> AbstractContextManager[dcmtk.Server]:
    """DCMTK's storage server, which wants a certificate of ours unless the options say otherwise."""
    server = hospital.server
    trust = ["+cf", str(hospital.authority.certificate)]
    return dcmtk.storescp(folder, "+tls", str(server.key), str(server.certificate), *trust, *options)


@contextmanager
def tls_orthanc(folder: Path, hospital: Hospital, move_ports: dict[str, int]) -> Iterator[Orthanc]:
    """Orthanc, which wants a certificate of ours, and which speaks TLS with those that it moves to."""
    settings = {
        "DicomTlsEnabled": True,
        "DicomTlsCertificate": str(hospital.server.certificate),
        "DicomTlsPrivateKey": str(hospital.server.key),
        "DicomTlsTrustedCertificates": str(hospital.authority.certificate),
        "DicomTlsRemoteCertificateRequired": True,
    }
    with orthanc(folder, move_ports, settings) as server:
        yield server


def under_tls(context: ssl.SSLContext, script: Script) -> Script:
    """The same script under TLS."""

    def talk(conversation: Conversation) -> None:
        with context.wrap_socket(conversation.socket, server_side=True, suppress_ragged_eofs=False) as tls:
            conversation.socket = tls
            script(conversation)

    return talk
