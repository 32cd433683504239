"""Every file that pydicom carries, sent to each server and fetched again; and the table of what became of it.

`python -m tests.round_trip` writes docs/round-trip.md, which tests hold against what happens.
"""

from __future__ import annotations

import tempfile
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydicom
from pydicom.filereader import dcmread
from pydicom.uid import UID

from tests.peers import dcmtk, orthanc
from tests.peers.command import document, run_here
from tests.peers.processes import free_port

TABLE = Path(__file__).parent.parent / "docs" / "round-trip.md"
HEADING = """\
# Every file to every server

What became of the data sets that pydicom 3.0 carries (those of its tests, its examples, palettes and character sets),
each with a SOP Instance UID of its own, when `scu store` sent them to DCMTK's storescp and dcmqrscp 3.6.7 and to
Orthanc, all as they are installed. What was stored came back equal by `scu get` and `scu move`: data sets element by
element, and pixels byte by byte, or decoded where they had been transcoded. What was not stored was reported with the
reason that stands here. `python -m tests.round_trip` writes this table, and a test compares it with what happens.
"""

# Their data sets end too early. DCMTK aborts the association at once, Orthanc when it has waited for more.
BROKEN = frozenset(("MR_truncated.dcm", "SC_rgb_jpeg.dcm", "rtplan_truncated.dcm"))
IMPATIENT = {"DicomScpTimeout": 2}  # seconds that Orthanc waits
_NO_DATA_SETS = frozenset((".py", ".pyc", ".json", ".md", ".txt", ".dump", ".gz", ".icc", ".zip"))


@dataclass(frozen=True)
class Sent:
    """What became of a file: how it went out, and what the server said, or why it did not."""

    file: Path
    uid: str
    original: str
    network: str
    status: str | None
    said: str
    changes: tuple[str, ...]

    @property
    def is_stored(self) -> bool:
        return self.status == "0000"

    @property
    def outcome(self) -> str:
        """In words, for the table."""
        if self.is_stored and self.original == self.network:
            return "stored as it is"
        if self.is_stored:
            return f"stored, {self.changes[0].split(' from ')[0]} to {UID(self.network).name}"
        why = self.said.split(" while waiting")[0]
        return f"refused: {self.status} {why}" if self.status else f"not stored: {why}"


def corpus(folder: Path) -> list[Path]:
    """Copies of the files with a SOP Instance UID of their own: several are one object, coded otherwise."""
    carried = Path(pydicom.__file__).parent / "data"
    found = sorted(
        path
        for path in carried.rglob("*")
        if path.is_file()
        and path.suffix not in _NO_DATA_SETS
        and path.name != "README"
        and not path.name.startswith("DICOMDIR")  # a list of files, and no object
    )
    return [_copy(path, folder / path.relative_to(carried), number) for number, path in enumerate(found)]


def _copy(path: Path, to: Path, number: int) -> Path:
    """Its bytes, but for the last digits of its UID; what is deflated, and what has no UID, stays as it is."""
    to.parent.mkdir(parents=True, exist_ok=True)
    content = path.read_bytes()
    uids = {said(path, "SOPInstanceUID"), said(path, "MediaStorageSOPInstanceUID")}
    for uid in sorted(uids, key=len, reverse=True):
        if len(uid) > 8 and path.name != "image_dfl.dcm":
            content = content.replace(uid.encode(), f"{uid[:-4]}{1000 + number}".encode())
    to.write_bytes(content)
    return to


def said(path: Path, keyword: str) -> str:
    """What a file says of itself, however odd it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = dcmread(path, force=True, stop_before_pixels=True)
        return str(dataset.get(keyword) or dataset.file_meta.get(keyword) or "")


def send(address: str, files: Iterable[Path], *options: object) -> list[Sent]:
    """Store them. Each must be accounted for, and the exit status be that of a run in which not all were stored."""
    files = list(files)
    broken = [file for file in files if file.name in BROKEN]
    whole = [file for file in files if file.name not in BROKEN]
    # One broken object on an association, so that each is seen to be what ends it.
    lines = [
        ("store", address, *options, *whole),
        ("store", address, *options, "--async", 1, "--associations", 3, *broken),
    ]
    sent: list[Sent] = []
    for line, status in zip(lines, ({0, 1}, {3}), strict=True):
        done = run_here(*line, "--format", "json")
        assert done.returncode in status, done.stderr
        these = [_sent(it) for it in document(done)["instances"]]
        assert (done.returncode == 0) == all(it.is_stored for it in these)
        sent += these
    assert sorted(it.file for it in sent) == sorted(files)
    return sent


def _sent(entry: dict[str, Any]) -> Sent:
    original = entry.get("original_transfer_syntax_uid", entry["transfer_syntax_uid"])
    uids = entry["sop_instance_uid"], original, entry["transfer_syntax_uid"]
    return Sent(Path(entry["file"]), *uids, entry["status"], entry["meaning"], tuple(entry.get("changes", ())))


def fetch(verb: str, address: str, sent: Iterable[Sent], folder: Path, *options: object) -> dict[str, Path]:
    """Ask for the studies of what was stored, all at once; the files that arrived, by SOP Instance UID."""
    studies = sorted({said(it.file, "StudyInstanceUID") for it in sent if it.is_stored} - {""})
    key = "StudyInstanceUID=" + "\\".join(studies)
    done = run_here(verb, address, "-k", key, "-o", folder, "--format", "json", *options)
    assert done.returncode == 0, done.stderr
    return {it["sop_instance_uid"]: Path(it["file"]) for it in document(done)["instances"]}


def held(files: Iterable[Path]) -> dict[str, Path]:
    """Files by their SOP Instance UIDs."""
    return {said(path, "MediaStorageSOPInstanceUID"): path for path in files}


def held_by_orthanc(server: orthanc.Orthanc, folder: Path) -> dict[str, Path]:
    folder.mkdir()
    for uid, content in server.stored().items():
        (folder / uid).write_bytes(content)
    return {path.name: path for path in folder.iterdir()}


def section(server: str, sent: Sequence[Sent]) -> str:
    """The part of the table that is about this server."""
    counts = Counter((UID(it.original).name if it.original else "unknown", it.outcome) for it in sent)
    rows = [f"| {syntax} | {count} | {outcome} |" for (syntax, outcome), count in sorted(counts.items())]
    others = [f"- `{it.file.name}`: {it.outcome}" for it in sorted(sent, key=lambda it: it.file) if not it.is_stored]
    return "\n".join(
        [
            f"\n## {server}\n",
            "| Transfer syntax of the file | Files | What became of them |",
            "|---|---|---|",
            *rows,
            "\nNot stored:\n",
            *others,
            "",
        ]
    )


def sections() -> Iterator[str]:
    """Of all servers; each is started, sent everything and ended."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        files = corpus(folder / "in")
        ports = {"SCU": free_port()}
        servers: dict[str, dcmtk.Server | orthanc.Orthanc] = {
            "storescp": stack.enter_context(dcmtk.storescp(folder / "storescp")),
            "dcmqrscp": stack.enter_context(dcmtk.dcmqrscp(folder / "dcmqrscp", [], ports)),
            "Orthanc": stack.enter_context(orthanc.orthanc(folder / "orthanc", ports, settings=IMPATIENT)),
        }
        for name, server in servers.items():
            yield section(name, send(server.address, files))


if __name__ == "__main__":
    TABLE.write_text(HEADING + "".join(sections()), encoding="utf-8")
