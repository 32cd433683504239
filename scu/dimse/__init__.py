"""The wire: DIMSE messages over an association that is ours.

One thread that blocks on one socket. `pynetdicom.Association` polls in two threads, and measured on loopback it
stalls 44 ms an object on a peer with Nagle's algorithm and lost a response in 3 of 20 runs of 1,000 stores; a
plain blocking loop with gathered writes and quick ACKs needs 0.1 to 0.2 ms and has nothing to race with.

`pdu` and `command` are functions over bytes and know no socket. pynetdicom encodes, decodes and decides the
negotiation (`negotiation`, `contexts`): once an association, where its speed does not matter and its care does.
"""
