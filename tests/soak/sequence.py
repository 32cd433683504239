"""Associations of one process, one after the other, by the library: `python -m tests.soak.sequence ADDRESS N FILE`."""

from __future__ import annotations

import sys

import scu


def main() -> None:
    """An echo and a store in turn, each on an association of its own; a line for each."""
    address, count, file = sys.argv[1:]
    for number in range(int(count)):
        if number % 2:
            scu.connect(address).store([file]).raise_for_status()
        else:
            with scu.connect(address) as peer:
                peer.echo()
        print("associated", number)


if __name__ == "__main__":
    main()
