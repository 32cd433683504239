"""The examples of docs/library.md do what they say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from scu.practice.server import PracticeServer
from tests.peers.command import ENVIRONMENT
from tests.peers.instances import carried_by_pydicom
from tests.peers.processes import LOCALHOST, free_port

PAGE = Path(__file__).parent.parent / "docs" / "library.md"
BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
MARK = "--- next\n"


def test_the_examples_show_what_the_page_says(tmp_path: Path) -> None:
    """All of them in one program, in a folder with a study, beside a practice server."""
    ports = {"11112": "", "11113": str(free_port()), "11119": str(free_port())}
    for folder, names in {
        "practice": ("CT_small", "MR_small"),
        "study": ("CT_small", "MR_small_RLE", "SC_rgb_jpeg_dcmtk"),
    }.items():
        (tmp_path / folder).mkdir()
        for name in names:
            shutil.copy(carried_by_pydicom(f"{name}.dcm"), tmp_path / folder)
    blocks = [(found[1], found[2] or "") for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]
    program = f"print({MARK!r}, end='')\n".join(code for code, _ in blocks)
    with PracticeServer(tmp_path / "practice", peers={"SCU": (LOCALHOST, int(ports["11113"]))}) as server:
        ports["11112"] = str(server.port)
        for said, real in ports.items():
            program = program.replace(said, real)
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            cwd=tmp_path,
            env=ENVIRONMENT,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    assert done.stderr == ""
    shown = done.stdout
    for said, real in ports.items():
        shown = re.sub(rf"(?<![\d.]){real}(?!\d)", said, shown)
    assert shown.split(MARK) == [text for _, text in blocks]
    assert len(blocks) > 5


def test_the_examples_are_well_typed(tmp_path: Path) -> None:
    program = "\n".join(found[1] for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8")))
    (tmp_path / "examples.py").write_text(program, encoding="utf-8")
    cache = PAGE.parent.parent / ".mypy_cache"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", f"--cache-dir={cache}", str(tmp_path / "examples.py")],
        cwd=PAGE.parent.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.stdout.startswith("Success"), done.stdout
