"""How an association is refused or ends: A-ASSOCIATE-RJ, A-ABORT, presentation contexts (PS3.8 9.3.3, 9.3.4, 9.3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from scu.explanations import Explanation, Who

_RJ: Final = "PS3.8 table 9-21"
_AB: Final = "PS3.8 table 9-26"
_PC: Final = "PS3.8 table 9-18"
_ABOUT: Final = ("association",)
_LOG: Final = "ask the PACS administrator what the server's log says of this moment"

RESULTS: Final = {1: "rejected permanent", 2: "rejected transient"}
REJECTION_SOURCES: Final = {
    1: "service user",
    2: "service provider, ACSE",
    3: "service provider, presentation",
}
ABORT_SOURCES: Final = {0: "service user", 2: "service provider"}

_BUSY: Final = (
    "the server has as many associations open as it allows",
    "associations of ours, or of a run that was killed, still hang there",
)

# By source and reason; the result, permanent or transient, changes little.
_REJECTIONS: Final = {
    (1, 1): Explanation(
        "rejected 1 1 1",
        "no reason given",
        ("an AE title: the server does not know ours, or does not go by the one that we called",),
        "check both AE titles with the PACS administrator; capital letters and spaces count",
        Who.PACS_ADMIN,
        _RJ,
        _ABOUT,
        ("no reason given", "no-reason-given", "no reason", "noreasongiven"),
    ),
    (1, 2): Explanation(
        "rejected 1 1 2",
        "application context name not supported",
        ("the server is not what it should be: there is one application context in DICOM",),
        _LOG,
        Who.PACS_ADMIN,
        _RJ,
        _ABOUT,
        (
            "application context name not supported",
            "application-context-name-not-supported",
            "applicationcontextnotsupported",
        ),
    ),
    (1, 3): Explanation(
        "rejected 1 1 3",
        "calling AE title not recognized",
        (
            "the server does not know our AE title; capital letters and spaces count",
            "it knows it with another address than the one that we come from",
        ),
        "ask the PACS administrator to register our AE title with our address, or give a registered one with --aetitle",
        Who.PACS_ADMIN,
        _RJ,
        _ABOUT,
        (
            "calling ae title not recognized",
            "calling ae title not recognised",
            "calling-ae-title-not-recognized",
            "calling-aet-not-recognized",
            "callingaenotrecognized",
        ),
    ),
    (1, 7): Explanation(
        "rejected 1 1 7",
        "called AE title not recognized",
        (
            "the server does not go by the AE title that we called; capital letters and spaces count",
            "another server listens on that port",
        ),
        "ask the PACS administrator for the server's AE title, and give it with --call",
        Who.YOU,
        _RJ,
        _ABOUT,
        (
            "called ae title not recognized",
            "called ae title not recognised",
            "called-ae-title-not-recognized",
            "called-aet-not-recognized",
            "calledaenotrecognized",
        ),
    ),
    (2, 1): Explanation(
        "rejected 1 2 1",
        "no reason given",
        (
            "the server's DICOM library turned us down before its own program saw us",
            "an address that it does not let in",
        ),
        _LOG,
        Who.PACS_ADMIN,
        _RJ,
        _ABOUT,
    ),
    (2, 2): Explanation(
        "rejected 1 2 2",
        "protocol version not supported",
        ("the server speaks another version of the upper layer protocol: there is one, so it is faulty",),
        _LOG,
        Who.PACS_ADMIN,
        _RJ,
        _ABOUT,
        ("protocol version not supported", "protocol-version-not-supported", "protocolversionnotsupported"),
    ),
    (3, 1): Explanation(
        "rejected 2 3 1",
        "temporary congestion",
        _BUSY,
        "try again later; if it stays, the PACS administrator can raise the limit",
        Who.PACS_ADMIN,
        _RJ,
        _ABOUT,
        ("temporary congestion", "temporary-congestion", "temporarycongestion"),
    ),
    (3, 2): Explanation(
        "rejected 2 3 2",
        "local limit exceeded",
        _BUSY,
        "try again later, with fewer --associations; if it stays, the PACS administrator can raise the limit",
        Who.PACS_ADMIN,
        _RJ,
        _ABOUT,
        ("local limit exceeded", "local-limit-exceeded", "locallimitexceeded"),
    ),
}

_OWN_ERROR: Final = (
    "the server met an error of its own, or does not let us do this and has no other word for it",
    "something in the request that it cannot bear",
)
_CONFUSED: Final = ("one of the two sides broke the rules of the protocol",)

_ABORTS: Final = {
    (0, 0): Explanation(
        "abort 0 0",
        "aborted without a reason",
        _OWN_ERROR,
        _LOG,
        Who.PACS_ADMIN,
        "PS3.8 7.3, table 9-26",
        _ABOUT,
        ("peer aborted association (or never connected)", "peer aborted association", "association aborted", "a-abort"),
    ),
    **{
        (2, reason): Explanation(
            f"abort 2 {reason}",
            meaning,
            causes,
            remedy,
            Who.PACS_ADMIN,
            _AB,
            _ABOUT,
        )
        for reason, meaning, causes, remedy in (
            (
                0,
                "no reason given",
                ("the server waited for too long, or is being shut down", *_OWN_ERROR),
                _LOG,
            ),
            (
                1,
                "unrecognized PDU",
                ("what it got is no DICOM: TLS to a port without it, or another program's bytes", *_CONFUSED),
                "check whether that port speaks TLS; then " + _LOG,
            ),
            (2, "unexpected PDU", _CONFUSED, "report it with --trace to the makers of both sides; " + _LOG),
            (
                4,
                "unrecognized PDU parameter",
                ("the server does not know an item of our association request, such as an identity or a window",),
                "leave out --user, --async and extended negotiation; then " + _LOG,
            ),
            (5, "unexpected PDU parameter", _CONFUSED, "report it with --trace to the makers of both sides; " + _LOG),
            (
                6,
                "invalid PDU parameter value",
                ("the server does not like a value in a PDU: an AE title, a UID or a length",),
                "check the AE titles and --max-pdu; then " + _LOG,
            ),
        )
    },
}

_CONTEXTS: Final = {
    0: Explanation("context 0", "acceptance", (), "nothing: all is well", Who.NOBODY, _PC, ("presentation context",)),
    1: Explanation(
        "context 1",
        "user-rejection",
        ("the server knows the SOP class, and does not offer it to our AE title",),
        "ask the PACS administrator to allow it to our AE title",
        Who.PACS_ADMIN,
        _PC,
        ("presentation context",),
        ("user rejection", "user-rejection"),
    ),
    2: Explanation(
        "context 2",
        "no-reason (provider rejection)",
        ("the server's DICOM library turned it down", "the server did not answer this context at all"),
        _LOG,
        Who.PACS_ADMIN,
        _PC,
        ("presentation context",),
        ("provider rejection", "provider-rejection"),
    ),
    3: Explanation(
        "context 3",
        "abstract-syntax-not-supported (provider rejection)",
        ("the server does not offer this SOP class: another kind of server, or a service that is not switched on",),
        "ask the PACS administrator to enable the SOP class; for old servers try the other query model "
        "(--patientroot, --studyroot)",
        Who.PACS_ADMIN,
        _PC,
        ("presentation context",),
        ("abstract syntax not supported", "abstract-syntax-not-supported"),
    ),
    4: Explanation(
        "context 4",
        "transfer-syntaxes-not-supported (provider rejection)",
        ("the server takes this SOP class, but in none of the transfer syntaxes that we proposed",),
        "have `scu store --transcode auto` convert what it can, or ask the PACS administrator to enable the syntax",
        Who.YOU,
        _PC,
        ("presentation context",),
        (
            "transfer syntaxes not supported",
            "transfer syntax not supported",
            "transfer-syntaxes-not-supported",
            "transfer-syntax-not-supported",
        ),
    ),
}


def every() -> Iterator[Explanation]:
    """The catalogue's rows."""
    yield from _REJECTIONS.values()
    yield from _ABORTS.values()
    yield from _CONTEXTS.values()


def rejection(result: int, source: int, reason: int) -> Explanation:
    """An A-ASSOCIATE-RJ."""
    known = _REJECTIONS.get((source, reason))
    code = f"rejected {result} {source} {reason}"
    if known is None:
        meaning = f"an unknown reason, {reason}"
        causes = ("a code that the standard does not have",)
        return Explanation(code, meaning, causes, _LOG, Who.PACS_ADMIN, _RJ, _ABOUT)
    return replace(known, code=code)


def abort(source: int, reason: int) -> Explanation:
    """An A-ABORT; a service user gives no reason, whatever it writes there."""
    known = _ABORTS.get((0, 0) if source == 0 else (source, reason))
    if known is not None:
        return known
    meaning = "a reason that the standard does not have"
    return Explanation(f"abort {source} {reason}", meaning, _OWN_ERROR, _LOG, Who.PACS_ADMIN, _AB, _ABOUT)


def context(result: int) -> Explanation:
    """The answer to a presentation context."""
    known = _CONTEXTS.get(result)
    if known is not None:
        return known
    meaning = f"result {result}, which the standard does not have"
    return Explanation(
        f"context {result}", meaning, ("a faulty server",), _LOG, Who.PACS_ADMIN, _PC, ("presentation context",)
    )
