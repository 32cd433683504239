"""scu store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import DestinationAndFiles, Display, Wire, Words
from scu.commands.parsing import OptionGroup, flat
from scu.errors import FileProblem, UsageError

if TYPE_CHECKING:
    from scu.results import Instance, Outgoing


@dataclass(frozen=True)
class Sending(OptionGroup):
    """What is sent."""

    panel: ClassVar[str] = "What to send"

    input: Annotated[
        Words,
        Option(
            "--input",
            "-i",
            metavar="FILE",
            help="A file or folder to send, beside those named after the host. May be repeated.",
            show_default=False,
        ),
    ] = None
    recursive: Annotated[bool, Option("--recursive", "-r", help="Go down into the folders of a folder.")] = False
    halt: Annotated[bool, Option("--halt", help="Stop at the first object that cannot be stored.")] = False


@flat
def store(to: DestinationAndFiles, sending: Sending, wire: Wire, show: Display) -> None:
    """Send DICOM files and folders to a server (C-STORE)."""
    from scu.dimse import contexts, services
    from scu.dimse.establish import connect
    from scu.output import views
    from scu.output.transfers import StoreReport

    peer, words = to.peer_and_files()
    outgoing, unreadable = _scan([*(sending.input or ()), *words], sending, host=peer.host)
    network = wire.network()
    total = len(outgoing) * wire.repeat + len(unreadable)
    shown = views.for_objects(show.chosen, done="stored", quiet=show.quiet, total=total)
    with StoreReport(peer, *shown, total=total) as report:
        for instance in unreadable:
            report.add(instance)
        for proposals, batch in contexts.batches(outgoing):
            if sending.halt and report.went_wrong:
                break
            with connect(peer, proposals, network) as association:
                report.associated(association)
                for instance in _until_failure(services.store(association, batch * wire.repeat), sending.halt):
                    report.add(instance)


def _scan(paths: list[str], sending: Sending, *, host: str) -> tuple[list[Outgoing], list[Instance]]:
    """Return what can be sent and what cannot; nothing is connected yet."""
    from scu.results import Outgoing
    from scu.storage.scan import scan

    if not paths:
        raise UsageError(
            "no file is given to send",
            cause=f"{host!r} was taken for the host",
            remedy="name files or folders after the host, or set SCU_HOST and name files alone",
        )
    found = list(scan(paths, recursive=sending.recursive))
    outgoing = [each for each in found if isinstance(each, Outgoing)]
    unreadable = [each for each in found if not isinstance(each, Outgoing)]
    if unreadable and (sending.halt or not outgoing):
        first = unreadable[0]
        raise FileProblem(f"{first.file} cannot be sent: {first.reason}", cause=_others(unreadable))
    if not outgoing:
        raise FileProblem(
            f"there is no DICOM file in {', '.join(paths)}",
            remedy="" if sending.recursive else "add --recursive if they are further down",
        )
    return outgoing, unreadable


def _others(unreadable: list[Instance]) -> str:
    return f"nor can {len(unreadable) - 1} more" if len(unreadable) > 1 else ""


def _until_failure(instances: Iterable[Instance], halt: bool) -> Iterator[Instance]:
    """Yield them all, or with `halt` up to the first that was not stored."""
    for instance in instances:
        yield instance
        if halt and not (instance.status and instance.status.ok):
            return
