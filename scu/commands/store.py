"""scu store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options.altering import Altering
from scu.commands.options.commitment import Commitment
from scu.commands.options.destination import DestinationAndFiles
from scu.commands.options.extended import ExtendedStoring
from scu.commands.options.inputs import Inputs
from scu.commands.options.priority import PrioritizedWire
from scu.commands.options.probing import ProbeDisplay, Probing
from scu.commands.options.reporting import Reporting
from scu.commands.options.side_by_side import SideBySide, associating
from scu.commands.options.syntaxes import Sendable
from scu.commands.options.transcoding import Transcoding
from scu.commands.parsing import flat
from scu.errors import FileProblem

if TYPE_CHECKING:
    from scu.results import Instance, Outgoing
    from scu.storage.reports import Earlier

_SOME = 5  # of many paths, what a message names


@dataclass(frozen=True)
class Sending(Inputs):
    """What is sent."""

    panel: ClassVar[str] = "What to send"

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
    to: DestinationAndFiles,
    sending: Sending,
    show: ProbeDisplay,
    syntaxes: Sendable,
    transcoding: Transcoding,
    altering: Altering,
    beside: SideBySide,
    commitment: Commitment,
    probing: Probing,
    reporting: Reporting,
    extended: ExtendedStoring,
    wire: PrioritizedWire,
) -> None:
    """Send DICOM files and folders to a server (C-STORE)."""
    from scu.commands import recording
    from scu.dimse.delivery import deliver
    from scu.output import views

    peer, words = to.peer_and_files()
    senders = {"--commit": commitment.commit, "--report": reporting.report is not None, "--rename": sending.rename}
    probing.check(show.format, senders)
    earlier = reporting.earlier(peer)
    paths = earlier.paths(sending.paths(words))
    proposed = transcoding.proposed(syntaxes.proposed)
    if not paths and earlier.report is None and not probing.all_classes:
        raise to.without_files()
    outgoing, unsendable = _scan(paths, sending, proposed, earlier)
    if probing.probe:
        return probing.run(peer, wire.network(), show, outgoing, unsendable)
    outgoing, repeat = altering.applied(outgoing, wire.repeat)
    outgoing, unconvertible = transcoding.transcoder.applied(outgoing)
    unsendable += unconvertible
    # What is under way cannot be halted.
    network = replace(wire.network(), window=1 if sending.halt else sending.window)
    total = len(outgoing) * repeat + len(unsendable)
    shown = views.for_objects(show.chosen, done="stored", quiet=show.quiet)
    shown = [
        *recording.views(),
        *commitment.views(show.chosen, quiet=show.quiet),
        *sending.renaming(repeat=wire.repeat),
        *transcoding.views(),
        *shown,
    ]
    with (
        reporting.writing(peer, outgoing, earlier) as writing,
        commitment.listening(peer, network) as listener,
        commitment.report(peer, *writing, *shown, total=total, remedy=transcoding.remedy) as report,
    ):
        for instance in unsendable:
            report.add(instance)
        associate = associating(report, peer, network)
        results = deliver(
            outgoing,
            lambda proposals: associate(extended.told_of(proposals)),
            associations=beside.associations,
            repeat=repeat,
            halt=sending.halt,
            retrying=reporting.retrying,
            store=transcoding.transcoder.store,
            batches=partial(transcoding.transcoder.batches, syntaxes.proposed),
        )
        for instance in results:
            report.add(instance)
        commitment.ask(report, network, listener)


def _scan(
    paths: list[str], sending: Sending, proposed: tuple[str, ...], earlier: Earlier
) -> tuple[list[Outgoing], list[Instance]]:
    """Return what can be sent and what cannot; nothing is connected yet."""
    from scu.results import Outgoing
    from scu.storage.duplicates import once

    found = list(once(_proposable(each, proposed) for each in sending.found(paths)))
    outgoing = [each for each in found if isinstance(each, Outgoing)]
    unsendable = [each for each in found if not isinstance(each, Outgoing)]
    if unsendable and (sending.halt or not outgoing):
        if not sending.halt:
            sending.give_up(unsendable)
        first = unsendable[0]
        raise FileProblem(
            f"{first.file} cannot be sent: {first.reason}", cause=_others(unsendable), file=first.file or ""
        )
    if not outgoing and paths:
        where = f"{', '.join(paths[:_SOME])}{' …' if len(paths) > _SOME else ''}"
        raise FileProblem(
            f"there is no DICOM file in {where}",
            file=where,
            remedy=sending.how_to_find_more(paths),
        )
    return earlier.left(outgoing), unsendable


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
