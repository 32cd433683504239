"""A TCP proxy that delays all that passes, and limits nothing: `python -m tests.bench.delay PORT TO_PORT MS`.

Each way has a thread that reads and a thread that waits until what was read is due: measured, 10 ms each way make a
C-ECHO of 20.5 ms. netem would need privileges and a kernel module. It acknowledges at once and buffers all, so it shows
neither what Nagle's algorithm nor what TCP's windows cost over such a way.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from queue import SimpleQueue

from tests.bench.listening import listen, wait_less
from tests.peers.processes import LOCALHOST

_CHUNK = 256 * 1024


def _read(source: socket.socket, passing: SimpleQueue[tuple[float, bytes]], delay: float, earliest: float) -> None:
    data = b"-"
    while data:
        wait_less(source)
        try:
            data = source.recv(_CHUNK)
        except ConnectionError:
            data = b""
        passing.put((max(time.monotonic() + delay, earliest), data))


def _write(sink: socket.socket, passing: SimpleQueue[tuple[float, bytes]]) -> None:
    while True:
        due, data = passing.get()
        time.sleep(max(0.0, due - time.monotonic()))
        try:
            if not data:
                sink.shutdown(socket.SHUT_WR)
                return
            sink.sendall(data)
        except OSError:  # the other side went away, and what is left has nowhere to go
            return


def pass_on(client: socket.socket, port: int, delay: float) -> None:
    """Connect to the server, and pass on what either says until both have ended."""
    # A connection costs a round trip before anything can be said.
    earliest = time.monotonic() + 3 * delay
    with socket.create_connection((LOCALHOST, port)) as server:
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threads = []
        for source, sink in ((client, server), (server, client)):
            passing: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
            threads.append(threading.Thread(target=_read, args=(source, passing, delay, earliest), daemon=True))
            threads.append(threading.Thread(target=_write, args=(sink, passing), daemon=True))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def main() -> None:
    port, to_port, milliseconds = sys.argv[1:]
    listen(int(port), lambda client: pass_on(client, int(to_port), float(milliseconds) / 1000))


if __name__ == "__main__":
    main()
