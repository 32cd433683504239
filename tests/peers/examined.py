"""Runs of `scu doctor`, and peers that it is to find something wrong with."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydicom.dataset import Dataset
from pynetdicom import AE, AllStoragePresentationContexts, QueryRetrievePresentationContexts, evt
from pynetdicom.pdu_primitives import A_ASSOCIATE

from scu.dimse.contexts import VERIFICATION
from tests.peers.command import answer_here, run_here
from tests.peers.instances import Made
from tests.peers.processes import LOCALHOST
from tests.peers.scripted import Conversation, Message, Script
from tests.peers.scripts import C_CANCEL_RQ, C_FIND_RQ, PENDING, SUCCESS

C_MOVE_RQ = 0x0021

Ending = tuple[int, dict[str, Any]]
"""The status of a C-MOVE, and its counts."""


def examine(*words: object, status: int) -> tuple[list[str], dict[str, Any]]:
    """The lines and the document of two runs that end so; nothing is said on standard error but notes."""
    done = run_here("doctor", *words)
    assert done.returncode == status, done.stdout + done.stderr
    assert "scu: error" not in done.stderr
    document: dict[str, Any] = answer_here("doctor", *words, status=status)
    assert document["command"] == "doctor"
    assert document["ok"] is (status == 0)
    assert document["verdict"]["message"].partition(":")[0] == done.stdout.partition(":")[0]
    assert ("error" in document) is (status != 0)
    if status:
        assert document["error"]["exit_status"] == status
    return done.stdout.splitlines(), document


def outcomes(document: dict[str, Any]) -> dict[str, str]:
    """How each stage came out."""
    return {stage["name"]: stage["outcome"] for stage in document["stages"]}


def stage(document: dict[str, Any], name: str) -> dict[str, Any]:
    (only,) = [each for each in document["stages"] if each["name"] == name]
    assert isinstance(only, dict)
    return only


def whats(document: dict[str, Any]) -> object:
    """Which of all that can happen on the return path it was."""
    return stage(document, "return path")["details"]["what"]


@contextmanager
def full_queue() -> Iterator[int]:
    """A port where connections are neither taken nor refused, as behind a silent firewall."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.socket())
        listening.bind((LOCALHOST, 0))
        listening.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        yield listening.getsockname()[1]


class _Quiet(BaseHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Nobody wants to know."""

    def do_GET(self) -> None:
        self.send_error(404)


@contextmanager
def web_server() -> Iterator[int]:
    """Python's own; its port."""
    with ThreadingHTTPServer((LOCALHOST, 0), _Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def banner(text: bytes) -> Script:
    """Say this upon the connection, and wait."""

    def greet(conversation: Conversation) -> None:
        conversation.send(text)
        conversation.wait_until_closed()

    return greet


def under_tls(context: ssl.SSLContext, script: Script) -> Script:
    """The script under TLS, whoever does not speak it being left."""

    def talk(conversation: Conversation) -> None:
        with (
            suppress(ssl.SSLError),
            context.wrap_socket(conversation.socket, server_side=True, suppress_ragged_eofs=False) as tls,
        ):
            conversation.socket = tls
            script(conversation)

    return talk


def answering(statuses: dict[int, int]) -> Script:
    """Accept everything, and answer each kind of request with this status, else with success."""

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            request = conversation.receive_message()
            if request.command.CommandField != C_CANCEL_RQ:
                conversation.respond(request, statuses.get(request.command.CommandField, SUCCESS))

    return answer


def holding(made: Made, on_move: Callable[[Message], Ending], of_nothing: int = SUCCESS) -> Script:
    """An archive of one object; `on_move` does what a C-MOVE of it asks, and says its status and counts.

    `of_nothing` is the status of a C-MOVE that matches nothing.
    """

    def answer(conversation: Conversation) -> None:
        conversation.accept()
        while True:
            request = conversation.receive_message()
            field = request.command.CommandField
            if field == C_CANCEL_RQ:
                continue
            asked = request.data_set() if request.data else Dataset()
            is_there = asked.get("StudyInstanceUID") in ("", None, made.study)
            if field == C_FIND_RQ and is_there:
                conversation.respond(request, PENDING, _match(made, asked))
            if field == C_MOVE_RQ and is_there:
                status, counts = on_move(request)
                conversation.respond(request, status, **counts)
            elif field == C_MOVE_RQ:
                conversation.respond(request, of_nothing)
            else:
                conversation.respond(request, SUCCESS)

    return answer


def _match(made: Made, asked: Dataset) -> Dataset:
    match = Dataset()
    match.QueryRetrieveLevel = asked.QueryRetrieveLevel
    match.StudyInstanceUID, match.SeriesInstanceUID, match.SOPInstanceUID = made.study, made.series, made.uid
    return match


@contextmanager
def strict_scp(title: str, known: Sequence[str] = ()) -> Iterator[tuple[str, list[A_ASSOCIATE]]]:
    """pynetdicom's server, which insists on how it is called, and on who calls; its address and the requests."""
    entity = AE(title)
    entity.require_called_aet = True
    entity.require_calling_aet = list(known)
    for context in [*QueryRetrievePresentationContexts, *AllStoragePresentationContexts]:
        entity.add_supported_context(context.abstract_syntax or "")
    entity.add_supported_context(VERIFICATION)
    requests: list[A_ASSOCIATE] = []

    def note(event: evt.Event) -> None:
        assert event.assoc.requestor.primitive is not None
        requests.append(event.assoc.requestor.primitive)

    def find(event: evt.Event) -> Iterator[tuple[int, None]]:
        yield SUCCESS, None

    handlers: list[evt.EventHandlerType] = [(evt.EVT_REQUESTED, note), (evt.EVT_C_FIND, find)]
    server = entity.start_server((LOCALHOST, 0), block=False, evt_handlers=handlers)
    assert server is not None and server.socket is not None
    try:
        yield f"{LOCALHOST}:{server.socket.getsockname()[1]}", requests
    finally:
        server.shutdown()
