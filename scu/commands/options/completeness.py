"""How complete a get or a move is to be, and what helps it there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.options import refuse_together
from scu.commands.parsing import OptionGroup
from scu.errors import UsageError
from scu.retrieval.split import Split

if TYPE_CHECKING:
    from scu.commands.options.query import Querying
    from scu.query import Query, Verb
    from scu.retrieval.session import Wanted


@dataclass(frozen=True)
class Completeness(OptionGroup):
    """Parts, what is here already, and the proof at the end."""

    panel: ClassVar[str] = "Completeness"

    split: Annotated[
        Split | None,
        Option(
            "--split",
            metavar="study|series|image",
            help="Make a request of each study, series or image, as C-FIND lists them, so that what goes wrong with "
            "one does not cost the others; with --associations, side by side.",
        ),
    ] = None
    resume: Annotated[
        bool,
        Option("--resume", help="Do not fetch again what is complete in the output folder, or in the folders below."),
    ] = False
    verify: Annotated[
        bool,
        Option("--verify", help="Ask the server afterwards what it holds (C-FIND), and end with 1 if any is missing."),
    ] = False
    missing: Annotated[
        Path | None,
        Option("--missing", metavar="FILE", help="Write a list of what did not come; --only takes it."),
    ] = None
    only: Annotated[
        Path | None,
        Option("--only", metavar="FILE", help="Fetch what a list of --missing names, in place of keys."),
    ] = None
    retry: Annotated[
        int,
        Option(
            "--retry",
            metavar="N",
            min=0,
            max=100,
            help="Ask up to N times again, after a while, for what did not come.",
        ),
    ] = 0

    def requests(self, asking: Querying, verb: Verb, files: list[str], *, relational: bool = False) -> list[Query]:
        """Return the requests; with --only, one that single objects are asked for like.

        Raises:
            UsageError: see `Querying.queries`; or keys are given beside --only.
        """
        if self.only is None:
            return asking.queries(verb, files, relational=relational)
        others = {"--key": bool(asking.key), "a query file": bool(files), "--split": self.split is not None}
        for name, given in others.items():
            refuse_together({"--only": True, name: given}, why="the list says what is fetched")
        from scu import query

        model, _ = asking.model_and_level()
        return [query.build(verb, model, query.Level.IMAGE, [], check=False)]

    def wanted(self, folder: str | None) -> Wanted:
        """Return how complete it is to be.

        Args:
            folder: where objects are written; empty where none are kept, None where a third party gets them.

        Raises:
            UsageError: an option needs what is not there.
            FileProblem: the list of --only cannot be read.
        """
        from scu.dimse.delivery import Retrying
        from scu.retrieval import images
        from scu.retrieval.session import Wanted
        from scu.storage import inventory

        if folder is None:
            self._check_third_party()
        if self.resume and not folder:
            raise UsageError("--resume and --ignore do not go together", cause="what is ignored is not kept")
        return Wanted(
            split=self.split,
            here=inventory.complete(folder) if self.resume and folder else frozenset(),
            only=None if self.only is None else tuple(images.read(self.only)),
            # A list needs no query to be held against what comes; what goes to a third party is not seen.
            verify=self.verify or (self.only is not None and folder is not None),
            missing=self.missing,
            retrying=Retrying(self.retry),
        )

    def _check_third_party(self) -> None:
        needing = {
            "--resume": self.resume,
            "--verify": self.verify,
            "--missing": self.missing is not None,
            "--retry": self.retry > 0,
        }
        for name, given in needing.items():
            if given:
                raise UsageError(
                    f"{name} needs --port-scp",
                    cause="the objects go to a third party, and what arrives there is not seen here",
                    remedy="receive them here with --port-scp N, or compare with scu find at the third party",
                )


@dataclass(frozen=True)
class CompletenessOfGet(Completeness):
    """The same, and whether to ask first what is coming."""

    no_find: Annotated[
        bool,
        Option(
            "--no-find",
            help="Do not ask first (C-FIND) which SOP classes are coming: propose all known ones, in one context each.",
        ),
    ] = False
