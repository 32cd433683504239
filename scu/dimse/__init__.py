"""The wire: DIMSE messages over an association that is ours.

One thread that blocks on one socket. `pynetdicom.Association` polls in two threads, and measured on loopback it
stalls 44 ms an object on a peer with Nagle's algorithm and lost a response in 3 of 20 runs of 1,000 stores; a
plain blocking loop with gathered writes and quick ACKs needs 0.1 to 0.2 ms and has nothing to race with.

`pdu`, `command` and `associate_pdu` are functions over bytes and know no socket. What a peer asks of us is pynetdicom's
to decode and decide (`acceptance`), as are the meanings of statuses; what we ask is not, because importing it takes
longer than a whole C-ECHO.
"""
