"""What went over the wire, written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import need
from scu.commands.parsing import OptionGroup
from scu.commands.running import current

if TYPE_CHECKING:
    from scu.capture.evidence import Evidence
    from scu.capture.taps import Maker
    from scu.dimse.network import Network


@dataclass(frozen=True)
class Capture(OptionGroup):
    """Files and lines about what is sent and received."""

    panel: ClassVar[str] = "What went over the wire"

    pcap: Annotated[
        Path | None,
        Option(
            "--pcap",
            metavar="FILE",
            help="Write what is sent and received to a new file for Wireshark, or into a named pipe. It needs no "
            "privileges, under TLS it is in the clear, and it holds patient data; never a password or a token.",
        ),
    ] = None
    pcap_redact: Annotated[
        bool, Option("--pcap-redact", help="With --pcap: blank data sets, so that PDUs and commands remain.")
    ] = False
    trace: Annotated[
        bool,
        Option(
            "--trace",
            help="Show PDUs and DIMSE messages as they go and come, without data sets; with --debug contexts and "
            "elements of commands too.",
        ),
    ] = False
    evidence: Annotated[
        Path | None,
        Option(
            "--evidence",
            metavar="FILE",
            help="Write down for others what happened, as JSON in a new file, on failure too: versions, command line, "
            "negotiation, messages, how it ended and what that means. Without patient data and values of keys.",
        ),
    ] = None
    with_values: Annotated[
        bool, Option("--with-values", help="With --evidence: with values of keys, names of files, and matches.")
    ] = False

    def take_effect(self) -> None:
        need({"--pcap-redact": self.pcap_redact}, {"--pcap": self.pcap is not None})
        need({"--with-values": self.with_values}, {"--evidence": self.evidence is not None})

    def applied(self, network: Network) -> Network:
        """Return the settings with taps, if any are asked for; the files are there from now on.

        Raises:
            UsageError: a file is there already.
            FileProblem: it cannot be written.
        """
        if self.pcap is None and not self.trace and self.evidence is None:
            return network
        from scu.capture.taps import numbered

        makers = [maker for maker in (self._captured, self._recorded, self._traced) if maker is not None]
        if self._evidence is not None:
            self._evidence.network = network
        return replace(network, tap=numbered(makers))

    @cached_property
    def _traced(self) -> Maker | None:
        if not self.trace:
            return None
        from scu import logs
        from scu.capture import trace

        logs.show(trace.__name__)
        return trace.Trace().tap

    @cached_property
    def _captured(self) -> Maker | None:
        if self.pcap is None:
            return None
        from scu.capture.pcapng import Pcap

        return current().at_end.enter_context(Pcap(self.pcap, redacted=self.pcap_redact)).tap

    @cached_property
    def _recorded(self) -> Maker | None:
        return None if self._evidence is None else self._evidence.record.tap

    @cached_property
    def _evidence(self) -> Evidence | None:
        if self.evidence is None:
            return None
        from scu.capture.evidence import Evidence
        from scu.capture.record import Record
        from scu.commands.typed import Typed

        run = current()
        typed = Typed(run, with_values=self.with_values)
        record = Record(with_values=self.with_values, hide=typed.hide)
        evidence = Evidence(self.evidence, record, typed.words, typed.hide, with_values=self.with_values)
        return run.at_end.enter_context(evidence)
