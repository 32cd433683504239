"""Run one command and tell its time and its peak memory: JSON on standard input, JSON on standard output.

A process of its own, and a small one (`python -I -S`): a child's peak memory begins with that of the process which
forked it (Linux counts what the child had before exec), and the harness is bigger than most of what it measures.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from types import FrameType


def main() -> None:
    """Keys in: command, env, cwd, stdout, stderr, timeout (seconds). Out: seconds, cpu_seconds, peak_bytes, status."""
    task = json.load(sys.stdin)
    os.chdir(task["cwd"])
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, task["stdout"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, task["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    ]
    command: list[str] = task["command"]
    began = time.perf_counter()
    pid = os.posix_spawn(command[0], command, task["env"], file_actions=actions, setpgroup=0)

    def stop(signum: int, frame: FrameType | None) -> None:
        os.killpg(pid, signal.SIGKILL)

    for signum in (signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, stop)
    signal.alarm(task["timeout"])
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - began
    json.dump(
        {
            "seconds": seconds,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * 1024,
            "status": os.waitstatus_to_exitcode(status),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
