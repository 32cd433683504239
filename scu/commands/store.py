"""scu store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import Words
from scu.commands.options.destination import DestinationAndFiles
from scu.commands.options.display import Display
from scu.commands.options.side_by_side import SideBySide, associating
from scu.commands.options.syntaxes import Sendable
from scu.commands.options.wire import Wire
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
    window: Annotated[
        int,
        Option(
            "--async",
            metavar="N",
            min=1,
            max=1024,
            help="Have up to N objects under way at a time, if the server grants it; 1 asks for no such thing.",
        ),
    ] = 16
    halt: Annotated[bool, Option("--halt", help="Stop at the first object that cannot be stored.")] = False


@flat
def store(
    to: DestinationAndFiles, sending: Sending, show: Display, syntaxes: Sendable, beside: SideBySide, wire: Wire
) -> None:
    """Send DICOM files and folders to a server (C-STORE)."""
    from scu.dimse import contexts, services
    from scu.dimse.side_by_side import one_each, side_by_side
    from scu.dimse.storing import lost
    from scu.output import views
    from scu.output.transfers import StoreReport

    peer, words = to.peer_and_files()
    paths = [*(sending.input or ()), *words]
    outgoing, unsendable = _scan(paths, sending, syntaxes.proposed, host=peer.host)
    # What is under way cannot be halted.
    network = replace(wire.network(), window=1 if sending.halt else sending.window)
    total = len(outgoing) * wire.repeat + len(unsendable)
    shown = views.for_objects(show.chosen, done="stored", quiet=show.quiet, total=total)
    with StoreReport(peer, *shown, total=total) as report:
        for instance in unsendable:
            report.add(instance)
        for proposals, batch in contexts.batches(outgoing):
            if sending.halt and report.went_wrong:
                break
            associate = associating(report, peer, proposals, network)
            storing = side_by_side(
                batch * wire.repeat, associate, one_each(services.store), beside.associations, lost=lost
            )
            for instance in _until_failure(storing, sending.halt):
                report.add(instance)


def _scan(
    paths: list[str], sending: Sending, proposed: tuple[str, ...], *, host: str
) -> tuple[list[Outgoing], list[Instance]]:
    """Return what can be sent and what cannot; nothing is connected yet."""
    from scu.results import Outgoing
    from scu.storage.scan import scan

    if not paths:
        raise UsageError(
            "no file is given to send",
            cause=f"{host!r} was taken for the host",
            remedy="name files or folders after the host, or set SCU_HOST and name files alone",
        )
    found = [_proposable(each, proposed) for each in scan(paths, recursive=sending.recursive)]
    outgoing = [each for each in found if isinstance(each, Outgoing)]
    unsendable = [each for each in found if not isinstance(each, Outgoing)]
    if unsendable and (sending.halt or not outgoing):
        first = unsendable[0]
        raise FileProblem(f"{first.file} cannot be sent: {first.reason}", cause=_others(unsendable))
    if not outgoing:
        raise FileProblem(
            f"there is no DICOM file in {', '.join(paths)}",
            remedy="" if sending.recursive else "add --recursive if they are further down",
        )
    return outgoing, unsendable


def _proposable(found: Outgoing | Instance, proposed: tuple[str, ...]) -> Outgoing | Instance:
    """What was found; an Instance that says why if its transfer syntax is not among those to propose."""
    from scu.results import Instance

    if isinstance(found, Instance) or not proposed or found.transfer_syntax_uid in proposed:
        return found
    from pydicom.uid import UID

    name = UID(found.transfer_syntax_uid).name
    uids = found.sop_class_uid, found.sop_instance_uid, found.transfer_syntax_uid
    return Instance(found.file, *uids, None, reason=f"its transfer syntax, {name}, is not one of those to propose")


def _others(unsendable: list[Instance]) -> str:
    return f"nor can {len(unsendable) - 1} more" if len(unsendable) > 1 else ""


def _until_failure(instances: Iterable[Instance], halt: bool) -> Iterator[Instance]:
    """Yield them all, or with `halt` up to the first that was not stored."""
    for instance in instances:
        yield instance
        if halt and not (instance.status and instance.status.ok):
            return
