"""scu as a library: a configured name in place of an address."""

from __future__ import annotations

from pathlib import Path

import pytest
from pynetdicom.pdu_primitives import UserIdentityNegotiation

import scu
from tests.peers import secure
from tests.peers.archive import Archive
from tests.peers.instances import make_instances
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.recording import Recorder, recording_scp
from tests.peers.tls import Hospital


def configured(path: Path, server: Recorder | Archive, **settings: object) -> Path:
    lines = [
        f"{name} = {str(value).lower() if isinstance(value, bool) else repr(value)}" for name, value in settings.items()
    ]
    path.write_text("\n".join(["[peers.main]", f"host = {LOCALHOST!r}", f"port = {server.port}", *lines]))
    return path


def test_its_settings_hold_where_nothing_else_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACS_PASSWORD", "secret")
    with recording_scp() as server:
        path = configured(
            tmp_path / "config.toml",
            server,
            call="RECORDER",
            aetitle="WS1",
            user="jane",
            password_env="PACS_PASSWORD",
            model="patientroot",
            charset="ISO_IR 100",
        )
        monkeypatch.setenv("SCU_CONFIG", str(path))
        with scu.connect("main") as peer:
            list(peer.find("STUDY", {"PatientID": "1"}))
            list(peer.find("STUDY", {"PatientID": "1"}, model="studyroot", charset="ISO_IR 192"))
        with scu.connect("OTHER@main", aetitle="WS2", user="joe", password="other"):
            pass

    assert peer.peer == scu.Peer(LOCALHOST, server.port, "RECORDER", "WS1")
    first, second = server.requests
    assert (second.called_ae_title, second.calling_ae_title) == ("OTHER", "WS2")
    names = [
        (item.primary_field, item.secondary_field)
        for request in (first, second)
        for item in request.user_information
        if isinstance(item, UserIdentityNegotiation)
    ]
    assert names == [(b"jane", b"secret"), (b"joe", b"other")]
    assert [asked.model for asked in server.asked] == ["1.2.840.10008.5.1.4.1.2.1.1", "1.2.840.10008.5.1.4.1.2.2.1"]
    assert [asked.identifier.SpecificCharacterSet for asked in server.asked] == ["ISO_IR 100", "ISO_IR 192"]


def test_a_file_of_the_programs_own_and_none(tmp_path: Path) -> None:
    with recording_scp() as server:
        path = configured(tmp_path / "own.toml", server)
        with scu.connect("main", config=path) as peer:
            assert peer.peer.port == server.port

    assert scu.connect("main", config="").peer == scu.Peer("main", 104, "ANY-SCP", "SCU")


def test_its_port_for_moves(tmp_path: Path) -> None:
    made, port = make_instances(tmp_path / "theirs", 2), free_port()
    with Archive(tmp_path / "theirs", peers={"WS1": (LOCALHOST, port)}) as server:
        path = configured(tmp_path / "config.toml", server, aetitle="WS1", port_scp=port, associations=2)
        with scu.connect("main", config=path) as peer:
            found = {dataset.SOPInstanceUID for dataset in peer.move(keys={"StudyInstanceUID": made[0].study})}

    assert found == {one.uid for one in made}


def test_its_tls(dcmtk: object, hospital: Hospital, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(hospital.authority.certificate.read_bytes())
    with secure.storescp(tmp_path / "stored", hospital) as server:
        path = tmp_path / "config.toml"
        path.write_text(
            f"""
            [peers.main]
            host = "{LOCALHOST}"
            port = {server.port}
            tls = true
            tls_key = "{hospital.client.key}"
            tls_certificate = "{hospital.client.certificate}"
            tls_ca_files = ["ca.pem"]
            """
        )
        with scu.connect("main", config=path) as peer:
            assert peer.echo().status.ok


def test_a_password_that_is_to_be_asked_for(tmp_path: Path) -> None:
    with recording_scp() as server:
        path = configured(tmp_path / "config.toml", server, user="jane", password_ask=True)
        with pytest.raises(scu.UsageError, match="asked for at the terminal"):
            scu.connect("main", config=path)
        with scu.connect("main", config=path, password="secret"):
            pass

    assert len(server.requests) == 1


def test_a_file_that_makes_no_sense(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[peers.main]\nhots = 'h'\n")
    with pytest.raises(scu.UsageError, match="line 2"):
        scu.connect("main", config=path)
