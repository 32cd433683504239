"""What every part of the bench stands on: a folder on disk, the data, the ports, and the results so far."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from tests.bench.data import Data, Study
from tests.bench.measure import Contestant, Result, take_turns
from tests.bench.scale import Scale
from tests.bench.servers import Server, dcmqrscp, index
from tests.bench.tools import MOVERS, Check, Tool, Words, tools
from tests.peers.processes import free_port

_MEMORY = Path("/dev/shm")


@dataclass
class Stand:
    """`out` is what a tool fills, and `ram` the same in memory, where the system has a folder there.

    `move_ports` says where each tool listens that receives a C-MOVE, by its AE title.
    `stack` ends what is started for several parts.
    """

    folder: Path
    scale: Scale
    stack: ExitStack
    results: list[Result] = field(default_factory=list)
    tools: dict[str, Tool] = field(default_factory=tools)
    move_ports: dict[str, int] = field(default_factory=lambda: {title: free_port() for title in MOVERS.values()})

    def __post_init__(self) -> None:
        self.data = Data(self.folder / "data")
        self.out = self.folder / "out"
        self.out.mkdir()
        memory = _MEMORY if os.access(_MEMORY, os.W_OK) else self.folder
        self.ram = Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="scu-bench-", dir=memory))) / "out"

    @property
    def small(self) -> Callable[[int], Study]:
        return lambda count: self.data.study(count, self.scale.small_bytes)

    @property
    def large(self) -> Callable[[int], Study]:
        return lambda count: self.data.study(count, self.scale.large_bytes)

    @contextmanager
    def archive(self, studies: Sequence[Study], *, tuned: bool) -> Iterator[Server]:
        """A dcmqrscp with these studies."""
        databases = index(self.new_folder("index"), studies)
        with dcmqrscp(self.new_folder("archive"), databases, self.move_ports, tuned=tuned) as server:
            yield server

    @cached_property
    def archives(self) -> tuple[Server, Server]:
        """dcmqrscp as installed and tuned, with what get and move ask for."""
        studies = [self.small(count) for count in sorted({*self.scale.small, *self.scale.slow})]
        studies += [self.large(count) for count in sorted({*self.scale.large, *self.scale.slow})]
        databases = index(self.new_folder("index"), studies)
        installed, tuned = (
            self.stack.enter_context(dcmqrscp(self.new_folder("archive"), databases, self.move_ports, tuned=tuned))
            for tuned in (False, True)
        )
        return installed, tuned

    def new_folder(self, name: str) -> Path:
        """A folder that is not there yet."""
        return self.folder / f"{name}{sum(1 for _ in self.folder.iterdir())}"

    def contestant(
        self,
        who: str,
        server: str,
        command: Callable[[int], Words],
        check: Check,
        counts: Sequence[int] = (1,),
        *,
        called: str = "",
        folder: Path | None = None,
        rounds: int = 0,
    ) -> Contestant:
        """One of the tools, called `called` in the table if not by its own name."""
        return Contestant(
            who=called or who,
            server=server,
            command=command,
            counts=tuple(dict.fromkeys(counts)),
            check=check,
            env=self.tools[who].env,
            rounds=rounds or self.scale.rounds,
            folder=folder,
        )

    def play(self, work: str, contestants: Sequence[Contestant]) -> None:
        """Let them take turns."""
        self.results += take_turns(work, contestants, self.folder / "run")

    def with_environment(self, contestant: Contestant, **env: str) -> Contestant:
        return replace(contestant, env={**contestant.env, **env})
