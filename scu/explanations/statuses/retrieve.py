"""The statuses of C-MOVE and C-GET (PS3.4 C.4.2.1.5, C.4.3.1.4, Y.4)."""

from __future__ import annotations

from typing import Final

from scu.explanations import Who
from scu.explanations.statuses.rows import GET, LOG, MOVE, failure, warning, well
from scu.results import Category

RETRIEVE: Final = (MOVE, GET)
UNKNOWN_DESTINATION: Final = 0xA801
_FRAMES: Final = "PS3.4 Y.4.1.1.4, Y.4.2.1.4"

ROWS: Final = (
    failure(
        (MOVE,),
        UNKNOWN_DESTINATION,
        "Move destination unknown",
        (
            "the server has no entry for that AE title: a move needs it with the address and port to send to",
            "the entry is written in another way: capital letters and spaces count",
            "the server has not read its configuration since the entry was made",
            "it cannot connect there, which servers built on pynetdicom call the same",
        ),
        "ask the PACS administrator to register the destination's AE title with its address and port; "
        "`scu get` needs no such entry",
        "PS3.4 C.4.2.1.5",
    ),
    failure(
        RETRIEVE,
        0xA701,
        "Refused: Out of resources, unable to calculate number of matches",
        ("the request matches too much", "the server's database is busy or broken"),
        "ask for less at a time (--split), or try again later; if it stays, the PACS administrator must look",
        "PS3.4 C.4.2.1.5, C.4.3.1.4",
        Who.YOU,
    ),
    failure(
        (MOVE,),
        0xA702,
        "Refused: Out of resources, unable to perform sub-operations",
        (
            "the server could not connect to the destination: it does not listen, a firewall is between, or the entry "
            "has an old address or port",
            "the destination refused the server's association or its objects",
            "the server is out of resources",
        ),
        "check that the destination listens, and is reachable from the server at the address and port of its entry: "
        "`scu doctor` with --port-scp tells where it ends",
        "PS3.4 C.4.2.1.5",
    ),
    failure(
        (GET,),
        0xA702,
        "Refused: Out of resources, unable to perform sub-operations",
        (
            "none of the objects can come back: their SOP classes or transfer syntaxes were not proposed or accepted",
            "the server is out of resources",
        ),
        "run it with --verbose-pc -v to see what was accepted; else use `scu move`; then " + LOG,
        "PS3.4 C.4.3.1.4",
    ),
    failure(
        RETRIEVE,
        0xA900,
        "Identifier does not match SOP class",
        (
            "a unique key is missing or empty, or there is a key that is none: a retrieve takes unique keys alone",
            "the level does not belong to the model",
        ),
        "look at the request with --dry-run; give the unique keys of each level down to the asked one",
        "PS3.4 C.4.2.1.5, C.4.3.1.4",
        Who.YOU,
    ),
    failure(
        RETRIEVE,
        0xAA00,
        "None of the frames requested were found in the SOP instance",
        ("the object has fewer frames than were asked for",),
        "check the frame numbers against Number of Frames",
        _FRAMES,
        Who.YOU,
    ),
    failure(
        RETRIEVE,
        0xAA01,
        "Unable to create new object for this SOP class",
        ("the server cannot make an object of some of the frames",),
        "ask for the whole object",
        _FRAMES,
        Who.YOU,
    ),
    failure(
        RETRIEVE,
        0xAA02,
        "Unable to extract frames",
        ("the server cannot take the frames out of the object, in this transfer syntax for example",),
        "ask for the whole object",
        _FRAMES,
        Who.YOU,
    ),
    failure(
        RETRIEVE,
        0xAA03,
        "Time-based request received for a non-time-based original SOP Instance",
        ("the object is no recording in time",),
        "ask for frames by their numbers, or for the whole object",
        _FRAMES,
        Who.YOU,
    ),
    failure(
        RETRIEVE,
        0xAA04,
        "Invalid request",
        ("the request for frames is not one that the server understands",),
        "look at the request with --dry-run",
        _FRAMES,
        Who.YOU,
    ),
    failure(
        (GET,),
        (0xC410, 0xC416),
        "Unable to Process",
        ("a server built on pynetdicom could not decode the request, or met an error in its own program",),
        LOG,
        "PS3.4 C.4.3.1.4; pynetdicom",
    ),
    failure(
        (MOVE,),
        (0xC510, 0xC515),
        "Unable to Process",
        (
            "a server built on pynetdicom could not decode the request, or met an error in its own program: often "
            "where it looks for the address of the destination",
        ),
        "ask the PACS administrator whether our AE title is registered with address and port, and what the log says",
        "PS3.4 C.4.2.1.5; pynetdicom",
    ),
    warning(
        (MOVE,),
        0xB000,
        "Sub-operations completed, one or more failures",
        (
            "the destination refused some objects, or they are of a kind that was not negotiated with it",
            "the server has lost some of the files",
        ),
        "fetch again what is missing (--resume); if the same objects fail, " + LOG,
        "PS3.4 C.4.2.1.5",
    ),
    warning(
        (GET,),
        0xB000,
        "Sub-operations complete, one or more failures or warnings",
        (
            "some objects are of a SOP class or in a transfer syntax that was not accepted on this association",
            "the server has lost some of the files",
        ),
        "fetch again what is missing (--resume), or use `scu move`; if the same objects fail, " + LOG,
        "PS3.4 C.4.3.1.4",
    ),
    well(RETRIEVE, 0xFF00, Category.PENDING, "Sub-operations are continuing", "PS3.4 C.4.2.1.5, C.4.3.1.4"),
)
