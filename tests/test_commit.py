"""scu store --commit and scu commit: what the server says of every object, wherever it says it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from pydicom.uid import UID, CTImageStorage

from scu.dimse import commitment
from tests.peers.command import answer_here, run_here
from tests.peers.instances import Made, make_instances
from tests.peers.keeper import Keeper, keeping_scp
from tests.peers.orthanc import Orthanc
from tests.peers.processes import free_port

Answer = dict[str, Any]


def said(answer: Answer) -> dict[str, tuple[object, object]]:
    """What is said of each instance: whether it is committed, and the Failure Reason."""
    return {each["sop_instance_uid"]: (each["committed"], each["failure_reason"]) for each in answer["instances"]}


def counts(asked: int, **others: int) -> dict[str, int]:
    return {"asked": asked, "committed": 0, "failed": 0, "unanswered": 0, **others}


def uids(made: list[Made]) -> list[UID]:
    return [one.uid for one in made]


def test_what_is_stored_is_committed_on_the_same_association(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 3)

    with keeping_scp() as keeper:
        answer = answer_here("store", keeper.address, tmp_path, "--commit")

    assert answer["ok"] is True
    assert answer["summary"]["stored"] == 3
    assert answer["commitment"] == counts(3, committed=3)
    assert said(answer) == {one.uid: (True, None) for one in made}
    assert sorted(keeper.stored) == sorted(uids(made))
    (request,) = keeper.requests
    assert UID(request.TransactionUID).is_valid
    asked = {(item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID) for item in request.ReferencedSOPSequence}
    assert asked == {(CTImageStorage, one.uid) for one in made}
    assert keeper.responses == [0x0000]


@pytest.mark.parametrize("role", [True, False])
def test_the_server_may_call_back(tmp_path: Path, role: bool) -> None:
    """Whether it asks for the SCP role, as it should, or does not (PS3.7 D.3.3.4)."""
    made = make_instances(tmp_path, 2)
    port = free_port()

    with keeping_scp(Keeper(call_back=port, role=role)) as keeper:
        answer = answer_here("store", keeper.address, tmp_path, "--commit", "--port-scp", port)

    assert said(answer) == {one.uid: (True, None) for one in made}
    assert keeper.roles == [(False, True) if role else (True, False)]
    assert keeper.responses == [0x0000]


def test_the_port_may_be_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_instances(tmp_path, 1)
    port = free_port()
    monkeypatch.setenv("SCU_PORT_SCP", str(port))

    with keeping_scp(Keeper(call_back=port, called="US")) as keeper:
        answer = answer_here("store", keeper.address, tmp_path, "--commit", "--aetitle", "US", "--bind", "127.0.0.1")

    assert answer["commitment"] == counts(1, committed=1)


def test_orthanc_commits_itself_to_what_it_holds(
    empty_orthanc: Orthanc, move_ports: dict[str, int], tmp_path: Path
) -> None:
    made = make_instances(tmp_path, 4)
    port = move_ports["SCU"]

    answer = answer_here("store", empty_orthanc.address, tmp_path, "--commit", "--port-scp", port)

    assert answer["ok"] is True
    assert said(answer) == {one.uid: (True, None) for one in made}

    empty_orthanc.delete(made[1].uid)
    answer = answer_here("commit", empty_orthanc.address, tmp_path, "--port-scp", port, status=1)

    assert (answer["command"], answer["ok"], answer["status"]) == ("commit", False, "0000")
    assert answer["commitment"] == counts(4, committed=3, failed=1)
    gone = {made[1].uid: (False, "0112")}
    assert said(answer) == {one.uid: (True, None) for one in made} | gone
    assert {each["file"] for each in answer["instances"]} == {str(one.path) for one in made}
    assert answer["error"]["kind"] == "partial"
    assert answer["error"]["message"] == "1 of 4 objects not committed"
    assert answer["error"]["comment"].startswith("0112 no such object instance")
    assert answer["error"]["remedy"].startswith("send the objects again")


def test_without_a_port_orthanc_cannot_answer(empty_orthanc: Orthanc, tmp_path: Path) -> None:
    make_instances(tmp_path, 1)

    answer = answer_here("store", empty_orthanc.address, tmp_path, "--commit", "--commit-wait", "0.5", status=1)

    assert answer["summary"]["stored"] == 1
    assert answer["commitment"] == counts(1, unanswered=1)
    assert answer["error"]["kind"] == "partial"
    assert "no answer about the request within 0.5 s" in answer["error"]["message"]
    assert "--port-scp" in answer["error"]["remedy"]


def test_failures_are_told_in_words(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 3)
    failures = {made[0].uid: 0x0119, made[1].uid: 0x0213}

    with keeping_scp(Keeper(failures=failures)) as keeper:
        answer = answer_here("store", keeper.address, tmp_path, "--commit", status=1)

    assert said(answer) == {made[0].uid: (False, "0119"), made[1].uid: (False, "0213"), made[2].uid: (True, None)}
    why = {each["sop_instance_uid"]: each["not_committed"] for each in answer["instances"]}
    assert why[made[0].uid].startswith("class-instance conflict")
    assert why[made[1].uid].startswith("resource limitation")
    assert why[made[2].uid] is None
    assert answer["error"]["message"] == "2 of 3 objects not committed"


@pytest.mark.parametrize("output_format", ["text", "table"])
def test_a_person_sees_what_is_not_committed(tmp_path: Path, output_format: str) -> None:
    made = make_instances(tmp_path, 3)

    with keeping_scp(Keeper(failures={made[1].uid: 0x0110})) as keeper:
        done = run_here("store", keeper.address, tmp_path, "--commit", "--format", output_format)

    assert done.returncode == 1
    assert "2 of 3 objects, 1 not committed" in done.stdout
    assert "0110 processing failure" in " ".join(done.stdout.split())
    assert done.stdout.count("not committed ") + done.stdout.count("not committed\n") >= 1
    assert done.stderr.startswith("scu: error: 1 of 3 objects not committed\n")
    assert done.stdout.count("\ncommitted ") == (2 if output_format == "text" else 0)


def test_quiet_shows_the_error_alone(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 1)

    with keeping_scp(Keeper(failures={made[0].uid: 0x0110})) as keeper:
        done = run_here("store", keeper.address, tmp_path, "--commit", "--quiet")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("scu: error: 1 of 1 object not committed\n")


def test_what_was_not_stored_is_not_asked_for(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 3)

    with keeping_scp(Keeper(refused=frozenset({made[2].uid}))) as keeper:
        answer = answer_here("store", keeper.address, tmp_path, "--commit", status=1)

    assert answer["commitment"] == counts(2, committed=2)
    assert said(answer)[made[2].uid] == (None, None)
    assert [len(request.ReferencedSOPSequence) for request in keeper.requests] == [2]
    assert "failed" in answer["error"]["message"]


def test_where_nothing_was_stored_nothing_is_asked(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 1)

    with keeping_scp(Keeper(refused=frozenset(uids(made)))) as keeper:
        answer = answer_here("store", keeper.address, tmp_path, "--commit", status=1)

    assert keeper.requests == []
    assert answer["commitment"] == counts(0)


@pytest.mark.parametrize("calling_back", [True, False])
def test_many_objects_take_several_transactions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calling_back: bool
) -> None:
    made = make_instances(tmp_path, 5)
    monkeypatch.setattr(commitment, "_MOST", 2)
    port = free_port() if calling_back else None
    options = ["--port-scp", port] if calling_back else []

    with keeping_scp(Keeper(failures={made[4].uid: 0x0112}, call_back=port)) as keeper:
        answer = answer_here("store", keeper.address, tmp_path, "--commit", *options, status=1)

    assert answer["commitment"] == counts(5, committed=4, failed=1)
    assert said(answer)[made[4].uid] == (False, "0112")
    assert [len(request.ReferencedSOPSequence) for request in keeper.requests] == [2, 2, 1]
    assert len({request.TransactionUID for request in keeper.requests}) == 3


def test_transactions_have_uids_under_the_root_of_the_user(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path, 1)

    with keeping_scp() as keeper:
        done = run_here("commit", keeper.address, made.path, "--root-uid", "1.2.826.0.1.3680043.8.498")

    assert done.returncode == 0
    assert keeper.requests[0].TransactionUID.startswith("1.2.826.0.1.3680043.8.498.")


def test_every_transaction_has_a_uid_of_its_own(tmp_path: Path) -> None:
    made = make_instances(tmp_path, 1)

    with keeping_scp() as keeper:
        answer = answer_here("commit", keeper.address, made[0].path, "--repeat", 2)

    assert answer["commitment"] == counts(1, committed=1)
    assert len({request.TransactionUID for request in keeper.requests}) == 2


def report(made: list[Made], *statuses: str) -> list[dict[str, str]]:
    columns = "file", "sop_class_uid", "sop_instance_uid", "status"
    rows = zip(made, statuses, strict=True)
    return [dict(zip(columns, (str(it.path), it.sop_class, it.uid, status), strict=True)) for it, status in rows]


@pytest.mark.parametrize("suffix", ["csv", "json", "JSON"])
def test_a_report_is_asked_about_later(tmp_path: Path, suffix: str) -> None:
    made = make_instances(tmp_path / "in", 4)
    rows = report(made, "0000", "A700", "B007", "")
    path = tmp_path / f"sent.{suffix}"
    with path.open("w", newline="") as stream:
        if suffix == "csv":
            writer = csv.DictWriter(stream, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        else:
            json.dump({"command": "store", "instances": rows}, stream)

    with keeping_scp() as keeper:
        done = run_here("commit", keeper.address, path, "--format", "json")

    assert done.returncode == 0
    assert f"2 of the objects in {path} were not stored" in done.stderr
    assert said(json.loads(done.stdout)) == {made[0].uid: (True, None), made[2].uid: (True, None)}


def test_of_one_that_was_not_stored_it_speaks_in_the_singular(tmp_path: Path) -> None:
    path = tmp_path / "sent.json"
    path.write_text(json.dumps({"instances": report(make_instances(tmp_path / "in", 2), "0000", "A700")}))

    with keeping_scp() as keeper:
        done = run_here("commit", keeper.address, path)

    assert f"scu: note: 1 of the objects in {path} was not stored, and is not asked for\n" in done.stderr


def test_the_document_of_a_store_is_a_report(tmp_path: Path) -> None:
    made = make_instances(tmp_path / "in", 2)

    with keeping_scp() as keeper:
        sent = run_here("store", keeper.address, tmp_path / "in", "--format", "json")
        (tmp_path / "sent.json").write_text(sent.stdout)
        answer = answer_here("commit", keeper.address, tmp_path / "sent.json", made[0].path)

    assert said(answer) == {one.uid: (True, None) for one in made}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.json", '{"instances": ['),
        ("other.json", '{"answer": 42}'),
        ("rows.json", '[{"sop_class_uid": "1.2.3"}]'),
        ("no-uid.json", '[{"file": "x", "status": "0000", "sop_class_uid": "1.2.3", "sop_instance_uid": "../x"}]'),
        ("deep.json", "[" * 100_000),
        ("other.csv", "a,b\n1,2\n"),
        ("binary.csv", "\udcff\udcfe"),
        ("missing.json", None),
    ],
)
def test_what_is_no_report_is_refused_before_anything_is_asked(tmp_path: Path, name: str, content: str | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))

    with keeping_scp() as keeper:
        done = run_here("commit", keeper.address, path)

    assert done.returncode == 4, done.stderr
    assert str(path) in done.stderr
    assert keeper.associations == 0


def test_files_that_cannot_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("no DICOM")

    with keeping_scp() as keeper:
        nothing = run_here("commit", keeper.address, tmp_path / "empty")
        text = run_here("commit", keeper.address, tmp_path / "text.txt")
        none = run_here("commit", keeper.address)

    assert (nothing.returncode, text.returncode, none.returncode) == (4, 4, 2)
    assert "nothing to ask for" in nothing.stderr
    assert "text.txt cannot be asked for" in text.stderr
    assert "no file is given" in none.stderr
    assert keeper.associations == 0


def test_folders_are_gone_down_into_if_asked(tmp_path: Path) -> None:
    made = [*make_instances(tmp_path / "in", 1), *make_instances(tmp_path / "in" / "deep", 1)]

    with keeping_scp() as keeper:
        answer = answer_here("commit", keeper.address, tmp_path / "in", "-r")

    assert said(answer).keys() == set(uids(made))


def test_commit_options_need_commit(tmp_path: Path) -> None:
    done = run_here("store", "localhost", "11112", tmp_path, "--port-scp", "11113")

    assert done.returncode == 2
    assert "--port-scp needs --commit" in done.stderr


def test_help_tells_of_commit() -> None:
    assert "storage commitment" in run_here("--help").stdout
    helped = run_here("commit", "--help").stdout
    assert "--commit-wait" in helped
    assert "REPORT" in helped
