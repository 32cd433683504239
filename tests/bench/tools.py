"""The tools that are compared: their names in the table, their environments, and how each is made to do a work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.data import Study
from tests.bench.measure import Run
from tests.bench.servers import TUNED, Server, needed, program
from tests.peers.command import ENVIRONMENT
from tests.peers.processes import LOCALHOST

SCU, DCMTK, DCMTK_TUNED, PYNETDICOM, GDCM = "scu", "DCMTK", "DCMTK tuned", "pynetdicom", "gdcmscu"
# The AE titles under which each of them receives a C-MOVE.
MOVERS = {SCU: "SCU", DCMTK: "MOVESCU", DCMTK_TUNED: "TUNED", PYNETDICOM: "PYNETDICOM", GDCM: "GDCMSCU"}

Words = Sequence[str | Path]


@dataclass(frozen=True)
class Tool:
    """A tool: `name` in the table. `dies` is for one that ends in an uncaught exception also when all went well."""

    name: str
    env: Mapping[str, str]
    dies: bool = False

    @property
    def is_dcmtk(self) -> bool:
        return self.name in (DCMTK, DCMTK_TUNED)


def tools() -> dict[str, Tool]:
    """Those that are installed; DCMTK has to be."""
    known = [
        Tool(SCU, ENVIRONMENT),
        Tool(DCMTK, ENVIRONMENT),
        Tool(DCMTK_TUNED, {**ENVIRONMENT, **TUNED}),
        Tool(PYNETDICOM, ENVIRONMENT),
    ]
    if program("gdcmscu"):
        known.append(Tool(GDCM, ENVIRONMENT, dies=True))
    return {tool.name: tool for tool in known}


def scu(*words: str | Path) -> Words:
    return [Path(sys.executable).with_name("scu"), *words]


def python(*words: str) -> Words:
    return [sys.executable, *words]


def _pynetdicom(*words: str | Path) -> Words:
    return [sys.executable, "-m", "pynetdicom", *words]


def echo(tool: Tool, port: int, title: str = "ANY-SCP") -> Words:
    if tool.name == SCU:
        return scu("echo", f"{title}@{LOCALHOST}:{port}")
    if tool.name == GDCM:
        return [needed("gdcmscu"), "--echo", "--call", title, LOCALHOST, str(port)]
    words = ["-aec", title, LOCALHOST, str(port)]
    return [needed("echoscu"), *words] if tool.is_dcmtk else _pynetdicom("echoscu", *words)


def store(tool: Tool, port: int, folder: Path, *, title: str = "ANY-SCP", options: Words = ()) -> Words:
    if tool.name == SCU:
        return scu("store", *options, f"{title}@{LOCALHOST}:{port}", folder)
    if tool.name == GDCM:
        return [needed("gdcmscu"), "--store", "--call", title, LOCALHOST, str(port), "-i", folder]
    if tool.is_dcmtk:
        return [needed("storescu"), "+sd", "-aec", title, LOCALHOST, str(port), folder]
    return _pynetdicom("storescu", "-aec", title, LOCALHOST, str(port), folder)


def get(tool: Tool, port: int, study: Study, out: Path, *, title: str = "") -> Words:
    title = title or study.name
    if tool.name == SCU:
        return scu("get", f"{title}@{LOCALHOST}:{port}", "-k", study.keys[1], "-o", out)
    words: Words = ["-S", "-aec", title, *_keys(study), "-od", out, LOCALHOST, str(port)]
    return [needed("getscu"), "+B", *words] if tool.is_dcmtk else _pynetdicom("getscu", *words)


def move(tool: Tool, port: int, study: Study, out: Path, own_port: int, *, title: str = "") -> Words:
    title, own = title or study.name, MOVERS[tool.name]
    if tool.name == SCU:
        there = f"{title}@{LOCALHOST}:{port}"
        return scu("move", "--aetitle", own, "--port-scp", str(own_port), there, "-k", study.keys[1], "-o", out)
    if tool.name == GDCM:
        return [
            *(needed("gdcmscu"), "--move", "--studyroot", "--study", "--aetitle", own, "--call", title),
            *("--port-scp", str(own_port), "--key", f"20,d={study.uid}", "-o", out, LOCALHOST, str(port)),
        ]
    words: Words = ["-S", "-aet", own, "-aec", title, "-aem", own, *_keys(study), "-od", out]
    if tool.is_dcmtk:
        return [needed("movescu"), "+P", str(own_port), *words, LOCALHOST, str(port)]
    return _pynetdicom("movescu", "--store", "--store-port", str(own_port), *words, LOCALHOST, str(port))


def _keys(study: Study) -> list[str]:
    return [word for key in study.keys for word in ("-k", key)]


def find(tool: Tool, port: int, keys: Sequence[str], *options: str) -> Words:
    asked = [word for key in keys for word in ("-k", key)]
    if tool.name == SCU:
        return scu("find", *options, f"{LOCALHOST}:{port}", *asked)
    words = ["-S", "-k", "QueryRetrieveLevel=STUDY", *(f"{word}=" if word != "-k" else word for word in asked)]
    if tool.is_dcmtk:
        return [needed("findscu"), "-v", *words, LOCALHOST, str(port)]
    return _pynetdicom("findscu", *words, LOCALHOST, str(port))


Check = Callable[[int, Run], str]


def ended_well(tool: Tool) -> Check:
    """By its exit status: that of others may hide a failure, but tells of none where there was none."""
    return lambda count, run: f"exit status {run.status}" if run.status and not tool.dies else ""


def filled(tool: Tool, server_or_out: Server | Path) -> Check:
    """By the number of files that are there afterwards."""
    folder = server_or_out if isinstance(server_or_out, Path) else server_or_out.folder

    def check(count: int, run: Run) -> str:
        there = sum(1 for _ in folder.iterdir())
        return ended_well(tool)(count, run) or (f"{there} of {count} objects arrived" if there != count else "")

    return check
