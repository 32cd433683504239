"""Where the configuration file is."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from scu.errors import FileProblem

VARIABLE = "SCU_CONFIG"
_NAME = "config.toml"


def usual(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return where the file is unless someone says otherwise, whether it is there or not."""
    if platform == "linux":
        # What platformdirs says here. Importing it takes longer than all that a run without such a file does.
        base = environment.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
        return Path(base, "scu", _NAME)
    from platformdirs import user_config_path

    return user_config_path("scu", appauthor=False) / _NAME


def named(option: str | None = None, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the file that --config or else SCU_CONFIG names; empty if it is said that there is none, None if not."""
    return option if option is not None else environment.get(VARIABLE)


def find(option: str | None = None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the file to read; None where there is none, or none shall be read (`--config ''`, `SCU_CONFIG=`).

    Raises:
        FileProblem: the file that --config or SCU_CONFIG names is not there.
    """
    said = named(option, environment)
    if said is None:
        path = usual(environment)
        return path if path.exists() else None
    if not said:
        return None
    path = Path(said)
    if not path.exists():
        by = "--config" if option is not None else VARIABLE
        raise FileProblem(
            f"there is no configuration file {said}",
            cause=f"{by} names it",
            remedy=f"name one that is there, or leave {by} out; {by} with an empty value is for none at all",
        )
    return path
