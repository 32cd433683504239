"""The letter of `scu doctor`, what it leaves out with --redact, and the verdict."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scu import __version__
from scu.diagnosis import Diagnosis, Facts, Finding, Outcome, Problem, Stage, named_in
from scu.errors import ExitStatus, Refused
from scu.explanations import Who
from scu.output import letter
from scu.output.doctor import stage_lines, verdict_lines
from scu.output.redaction import Redaction
from scu.results import Peer
from tests.peers import scripts
from tests.peers.command import run_here
from tests.peers.examined import holding, under_tls
from tests.peers.instances import make_instances
from tests.peers.moving import completed, store
from tests.peers.orthanc import Orthanc
from tests.peers.processes import LOCALHOST, free_port
from tests.peers.scripted import Message, scripted_peer
from tests.peers.tls import Hospital, python_context

pytestmark = pytest.mark.usefixtures("steady_times")

WHEN = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
PEER = Peer("pacs.example.org", 104, "PACS", "Research")
FORMS = [[], ["--letter"], ["--format", "json"], ["--format", "json", "--letter"]]

FAILED_LETTER = f"""\
Subject: DICOM connection of 'Research' to 'PACS' at pacs.example.org

Dear PACS administrator,

on 2026-02-03 at 04:05:06 UTC we tested our DICOM connection to your server,
and it does not work yet. May we ask for your help? Below is who we are, what
we need, and what happened; your server's log of that moment may say more.

Who we are
  AE title:  'Research' (8 characters, capital and small letters)
  address:   192.0.2.7 (as this machine has it on the route to your server)
  port:      11112, for what a C-MOVE sends to us
  software:  scu {__version__}, implementation SCU_{__version__}
             (2.25.149728556144136633944410307580207664640)

Whom we call
  AE title:   'PACS' (4 characters)
  host:       pacs.example.org
  port:       104
  addresses:  192.0.2.1
  software:   it calls itself ARCHIVE_5

What we need registered
  to ask:        the AE title 'Research' from 192.0.2.7, with the right to
                 C-ECHO, C-FIND and C-MOVE (study root)
  to send to:    the AE title 'Research' as a move destination, with address
                 192.0.2.7 and port 11112
  accepted now:  C-ECHO; C-FIND (study root)

What failed

  C-MOVE: the server does not know 'Research' as a move destination: A801 Move
    destination unknown
    code: A801
    likely cause: the server has no entry for that AE title
    what would help: please register 'Research' with address 192.0.2.7 and
      port 11112

What was tested
  name:         ok
  association:  ok
  C-MOVE:       failed
  return path:  not tried

Kind regards"""

GOOD_LETTER = f"""\
Subject: DICOM connection of 'Research' to 'PACS' at pacs.example.org

Dear PACS administrator,

for your records: on 2026-02-03 at 04:05:06 UTC we tested our DICOM connection
to your server. It is registered and working; nothing has to be done. These
are the facts.

Who we are
  AE title:  'Research' (8 characters, capital and small letters)
  address:   192.0.2.7 (as this machine has it on the route to your server)
  software:  scu {__version__}, implementation SCU_{__version__}
             (2.25.149728556144136633944410307580207664640)

Whom we call
  AE title:  'PACS' (4 characters)
  host:      pacs.example.org
  port:      104 with TLS

What is registered for us
  to ask:  the AE title 'Research' from 192.0.2.7, with the right to C-ECHO
           and C-FIND

What was tested
  C-ECHO:  ok

Kind regards"""

UNKNOWN = Problem(
    "the server does not know 'Research' as a move destination: A801 Move destination unknown",
    "the server has no entry for that AE title",
    "ask the PACS administrator to register 'Research' with address 192.0.2.7 and port 11112",
    Who.PACS_ADMIN,
    "A801",
    kind="peer_failure",
    exit_status=ExitStatus.FAILED,
)
LATE = Problem("the certificate expires in 3 days", "nobody renewed it", "renew it", Who.PACS_ADMIN, "tls")


def facts(port_scp: int | None = 11112, *, tls: bool = False, tests_move: bool = True) -> Facts:
    return Facts(PEER, tls, port_scp, tests_move, own_address="192.0.2.7")


def diagnosis(facts: Facts, *findings: Finding, interrupted: Stage | None = None) -> Diagnosis:
    return Diagnosis(facts, findings, WHEN, 1.5, interrupted)


def joined(text: str) -> str:
    return " ".join(text.split())


def unknown_destination() -> Diagnosis:
    known = facts()
    known.implementation, known.accepted = "ARCHIVE_5", ("C-ECHO", "C-FIND (study root)")
    return diagnosis(
        known,
        Finding(Stage.NAME, Outcome.OK, "found", 0.001, details={"addresses": ["192.0.2.1"]}),
        Finding(Stage.ASSOCIATION, Outcome.OK, "associated", 0.002),
        Finding(Stage.MOVE, Outcome.FAILED, UNKNOWN.message, 0.003, UNKNOWN),
        Finding(Stage.RETURN_PATH, Outcome.NOT_TRIED, "pointless"),
    )


def test_the_letter_when_something_failed() -> None:
    assert letter.write(unknown_destination()) == FAILED_LETTER


def test_the_letter_when_all_is_well() -> None:
    well = diagnosis(facts(None, tls=True), Finding(Stage.ECHO, Outcome.OK, "C-ECHO in 1 ms", 0.001))

    assert letter.write(well) == GOOD_LETTER


def test_it_is_not_said_to_be_registered_where_nothing_came_back() -> None:
    half = letter.write(diagnosis(facts(tests_move=False), Finding(Stage.MOVE, Outcome.OK, "0000", 0.001)))

    assert "What we need registered" in half
    assert "Not tested is whether your server can send to us" in joined(half)


def test_the_letter_tells_warnings() -> None:
    late = letter.write(diagnosis(facts(None), Finding(Stage.TLS, Outcome.WARNING, "TLSv1.3", 0.1, LATE)))

    assert "It works, and something should be looked at" in joined(late)
    assert "What should be looked at\n\n  TLS: the certificate expires in 3 days\n    code: tls\n" in late


@given(st.text(max_size=300))
def test_no_line_is_too_long_and_nothing_moves_the_cursor(said: str) -> None:
    odd = Problem(said, said, said, Who.YOU, "code", said, "aborted", ExitStatus.NO_ASSOCIATION)
    told = diagnosis(facts(), Finding(Stage.PLAIN, Outcome.FAILED, said, 0.1, odd))

    written, stages = letter.write(told).split("\n"), stage_lines(told.findings[0], 80)
    for line in [*written, *verdict_lines(told), *stages]:
        assert not any(unicodedata.category(character) == "Cc" for character in line)
    assert max(map(len, written)) <= 78
    assert max(map(len, stages)) <= 80


def test_the_verdict_is_the_first_failure_then_an_interrupt_then_a_warning() -> None:
    warned = Finding(Stage.TLS, Outcome.WARNING, "TLSv1.3", 0.1, LATE)
    refused = Problem.of(Refused("refused", cause="closed", remedy="ask the PACS administrator"), "ECONNREFUSED")
    broken = Finding(Stage.ECHO, Outcome.FAILED, "refused", 0.1, refused)

    both = diagnosis(facts(None), warned, broken)
    assert (both.verdict.stage, both.exit_status) == (Stage.ECHO, ExitStatus.NO_ASSOCIATION)
    interrupted = diagnosis(facts(None), warned, interrupted=Stage.FIND)
    assert interrupted.verdict.headline == "Interrupted at C-FIND; nothing was wrong until then"
    two = diagnosis(facts(None), warned, warned)
    assert verdict_lines(two) == [
        "It works, with 2 warnings, the first at TLS: the certificate expires in 3 days",
        "  likely cause: nobody renewed it",
        "  what to do: renew it (the PACS administrator)",
    ]
    assert two.exit_status is ExitStatus.DONE


@pytest.mark.parametrize(
    ("remedy", "who"),
    [
        ("check the address", Who.YOU),
        ("ask the PACS administrator; then the network administrator", Who.PACS_ADMIN),
        ("ask the network administrator; then the PACS administrator", Who.NETWORK_ADMIN),
        ("look into the peer's log, or ask its administrator to", Who.PACS_ADMIN),
    ],
)
def test_who_is_named_in_a_remedy(remedy: str, who: Who) -> None:
    assert named_in(remedy) is who


def test_a_redacted_letter() -> None:
    whole = unknown_destination()
    hidden = letter.write(Redaction(whole.facts.secrets).diagnosis(whole))

    assert hidden.startswith("Subject: DICOM connection of 'CALLING-AE' to 'CALLED-AE' at HOST\n")
    for secret in ("Research", "'PACS'", "example", "192.0.2"):
        assert secret not in hidden
    assert "please register 'CALLING-AE' with address ADDRESS and port 11112" in joined(hidden)
    assert "AE title:  'CALLING-AE'\n" in hidden


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pacs.example.org:104", "HOST:104"),
        ("'PACS' (4 characters)", "'CALLED-AE' (4 characters)"),
        ("OTHERPACS and PACS-1 are others", "OTHERPACS and PACS-1 are others"),
        ("at 10.1.2.3 port 104, [fe80::1%eth0]", "at ADDRESS port 104, [ADDRESS%eth0]"),
        ("1.2.840.10008.1.1 at 12:34:56", "1.2.840.10008.1.1 at 12:34:56"),
        ("10.1.2.3.", "ADDRESS."),
    ],
)
def test_what_is_redacted(text: str, shown: str) -> None:
    assert Redaction(Facts(PEER).secrets).text(text) == shown


def assert_redacted(words: Sequence[object], secrets: Sequence[str], status: int) -> None:
    for form in FORMS:
        done = run_here("doctor", *words, "--redact", "-v", *form)
        assert done.returncode == status, done.stdout + done.stderr
        for secret in secrets:
            assert secret not in done.stdout, done.stdout
            assert secret not in done.stderr, done.stderr
        assert "CALLING-AE" in done.stdout or "HOST" in done.stdout


def test_rejections_are_redacted() -> None:
    with scripted_peer(scripts.reject(1, 1, 7)) as peer:
        words = [peer.address, "-aec", "theirs", "-aet", "ours", "--try-variants"]
        assert_redacted(words, ["theirs", "'ours'", "THEIRS", LOCALHOST], 3)


def test_names_without_addresses_are_redacted() -> None:
    assert_redacted(["no-such-host.invalid"], ["no-such-host", "ANY-SCP"], 3)


def test_certificates_are_redacted(hospital: Hospital) -> None:
    options = ["--anonymous-tls", "--add-cert-file", hospital.authority.certificate]
    with scripted_peer(under_tls(python_context(hospital.server), scripts.succeed)) as peer:
        assert_redacted([peer.address, *options], [LOCALHOST, "trustme", "ANY-SCP"], 0)


def test_the_return_path_is_redacted(strict_orthanc: Orthanc, move_ports: dict[str, int]) -> None:
    words = [strict_orthanc.address, "--port-scp", move_ports["SCU"], "--move-test", "PatientID=P1"]
    assert_redacted(words, [LOCALHOST, "'SCU'", "ORTHANC", "P1"], 0)


def test_those_who_were_rejected_are_redacted(tmp_path: Path) -> None:
    (made,) = make_instances(tmp_path)
    port = free_port()

    def call_otherwise(request: Message) -> tuple[int, dict[str, int]]:
        with pytest.raises(AssertionError):
            store(port, [made])
        return 0xA702, completed(0, failed=1)

    with scripted_peer(holding(made, call_otherwise)) as peer:
        words = [peer.address, "-aet", "OURS", "--port-scp", port, "--move-test", f"StudyInstanceUID={made.study}"]
        assert_redacted(words, [LOCALHOST, "'US'", "'OURS'", "SENDER"], 1)
