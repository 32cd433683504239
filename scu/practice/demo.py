"""The demo: a practice server over real files, and the five verbs against it, as a user would type them."""

import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydicom.data import get_testdata_file

import scu
from scu.errors import FileProblem
from scu.practice.server import PracticeServer

# Real objects that pydicom's wheel carries: what the server has at the beginning, and what is sent to it.
_ON_THE_SERVER = (
    "CT_small.dcm",
    "rtplan.dcm",
    "test-SR.dcm",
    "SC_rgb_small_odd_jpeg.dcm",
    "SC_rgb_jpeg_dcmtk.dcm",
    "SC_rgb_jpeg_lossy_gdcm.dcm",
)
_TO_STORE = ("MR_small.dcm", "examples_overlay.dcm", "examples_palette.dcm", "examples_jpeg2k.dcm")
_LONGEST = 60.0  # seconds that one step may take


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the demo.

    `arguments` are what follows `scu`; `arrives` is the folder that it must fill with `files` files, if it does.
    """

    verb: str
    says: str
    arguments: Sequence[str]
    arrives: str = ""
    files: int = 0

    @property
    def command_line(self) -> str:
        return shlex.join(("scu", *self.arguments))


@dataclass(frozen=True, slots=True)
class Result:
    """How a step went: its exit status, None if it had to be stopped; whether all that it was to do is done."""

    step: Step
    exit_status: int | None
    worked: bool
    seconds: float


def steps(address: str, port_scp: int) -> list[Step]:
    """The five verbs.

    Args:
        address: AET@host:port of the server.
        port_scp: the port that the server sends to when the AE title SCU asks it to.
    """
    # Three compressed images of one patient.
    of_lestrade = ("--patientroot", "--patient", "-k", "PatientID=ID1")
    return [
        Step("echo", "Does the server answer?", ("echo", address)),
        Step("store", "Send four objects to it.", ("store", address, *(f"outbox/{name}" for name in _TO_STORE))),
        Step(
            "find",
            "Which patients does it know?",
            ("find", address, "--patientroot", "--patient", "-k", "10,10=*", "--format", "table"),
        ),
        Step(
            "get",
            "Fetch all of one patient, on the same association.",
            ("get", address, *of_lestrade, "-o", "fetched"),
            arrives="fetched",
            files=3,
        ),
        Step(
            "move",
            "Have the server send the same to a port of ours.",
            ("move", address, "--port-scp", str(port_scp), "-aet", "SCU", *of_lestrade, "-o", "moved"),
            arrives="moved",
            files=3,
        ),
    ]


def run(write: Callable[[str], None]) -> bool:
    """Run the demo in a temporary folder, which is gone afterwards.

    Args:
        write: is given what there is to show, a line at a time, without its end. Part of it is the output of
            the commands and so came from a peer: it is to be shown as it is.

    Returns:
        Whether all five verbs worked.
    """
    with tempfile.TemporaryDirectory(prefix="scu-demo-") as name:
        room = Path(name)
        _copy(_ON_THE_SERVER, room / "server")
        _copy(_TO_STORE, room / "outbox")
        port_scp = _free_port()
        with PracticeServer(room / "server", peers={"SCU": ("127.0.0.1", port_scp)}) as server:
            write(f"A practice server over {len(_ON_THE_SERVER)} real DICOM files: {server.address}")
            results = [_run(step, room, write) for step in steps(server.address, port_scp)]
    _summary(results, write)
    return all(result.worked for result in results)


def _run(step: Step, room: Path, write: Callable[[str], None]) -> Result:
    """Run one step in the folder `room`, and show it with its output."""
    write("")
    write(f"# {step.says}")
    write(f"$ {step.command_line}")
    started = time.perf_counter()
    try:
        done = subprocess.run(
            (sys.executable, "-m", "scu", *step.arguments),
            cwd=room,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        write(f"(stopped: it did not end within {_LONGEST:.0f} s)")
        return Result(step, None, False, _LONGEST)
    seconds = time.perf_counter() - started
    for line in done.stdout.splitlines():
        write(line)
    arrived = len(list((room / step.arrives).glob("*.dcm"))) if step.arrives else 0
    return Result(step, done.returncode, done.returncode == 0 and arrived == step.files, seconds)


def _summary(results: Sequence[Result], write: Callable[[str], None]) -> None:
    write("")
    for result in results:
        if result.worked:
            said = "worked"
        elif result.exit_status == 0:
            said = f"did not write {result.step.files} files"
        else:
            said = "failed" if result.exit_status is None else f"failed with exit status {result.exit_status}"
        write(f"{result.step.verb:<6} {said} in {result.seconds:.2f} s")
    worked = sum(result.worked for result in results)
    write(f"{worked} of {len(results)} verbs worked.")


def _copy(names: Sequence[str], folder: Path) -> None:
    folder.mkdir()
    for name in names:
        path = get_testdata_file(name, download=False)
        if not isinstance(path, str):
            raise FileProblem(
                f"pydicom's test file {name} is not there",
                cause="pydicom was installed without its test files",
                remedy="Install pydicom from PyPI again: pip install --force-reinstall pydicom",
            )
        shutil.copyfile(path, folder / name)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _environment() -> dict[str, str]:
    """The user's environment, without settings of scu that would change the commands, and with this very scu.

    Nor is the demo a part of the user's history.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCU_")} | {"SCU_HISTORY": "off"}
    here = str(Path(scu.__file__).parents[1])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (here, kept.get("PYTHONPATH"))))
    kept["PYTHONIOENCODING"] = "utf-8"
    return kept
