"""The command line: the Typer app, and `main`, the one place where an error becomes a message and an exit status.

Results go to standard output, everything else to standard error. An error that nobody foresaw, a bug, is shown by
`sys.excepthook`; Python then ends with exit status 1.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated

import typer

from scu import __version__
from scu.commands import demo, echo, find, get, move, serve, store
from scu.commands.parsing import Command, Group
from scu.dimse import interrupts
from scu.errors import ExitStatus, FileProblem, Interrupted, ScuError, UsageError
from scu.output import formats, messages

_EXIT_STATUSES = """Exit status: 0 done; 1 the server answered with a failure, or the result is partial; \
2 usage, nothing was sent; 3 no association, or it was lost; 4 a local file or port; 130 interrupted."""

app = typer.Typer(
    cls=Group,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"""Begin with:
  scu demo                                    the five verbs, on real files
  scu echo pacs.example.org 104               does it answer, and know us?
  scu VERB --help                             its options, with examples

{_EXIT_STATUSES}""",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"scu {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _scu(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """The five DICOM operations: echo, store, find, move and get."""
    if context.invoked_subcommand is None:
        raise UsageError(
            "what is to be done? Say echo, store, find, move or get",
            remedy="for example `scu echo pacs.example.org 104`; `scu demo` shows all five, `scu --help` tells more",
        )


def _add(name: str, verb: Callable[..., ExitStatus | None], examples: str, panel: str | None = None) -> None:
    epilog = "Examples:\n" + "\n".join(f"  {line}" for line in examples.strip().splitlines())
    app.command(
        name,
        cls=Command,
        epilog=epilog,
        rich_help_panel=panel,
        context_settings={"help_option_names": ["-h", "--help"]},
    )(verb)


_add(
    "echo",
    echo.echo,
    """
scu echo pacs.example.org 104
scu echo PACS@pacs.example.org:104 --aetitle RESEARCH
SCU_HOST=PACS@pacs.example.org:104 scu echo --repeat 10
""",
)
_add(
    "store",
    store.store,
    """
scu store PACS@pacs.example.org:104 ct.dcm mr.dcm
scu store pacs.example.org 104 --recursive study/
scu store pacs.example.org 104 -i study/ --format json
""",
)
_add(
    "find",
    find.find,
    """
scu find PACS@pacs.example.org:104 -k PatientName='Doe*'
scu find pacs.example.org 104 -k StudyDate=20240101- -k ModalitiesInStudy=CT --format csv
scu find pacs.example.org 104 --series -k StudyInstanceUID=1.2.3
scu find pacs.example.org 104 --worklist -k ScheduledProcedureStepSequence.Modality=CT
scu find --query-help --patientroot
""",
)
_add(
    "move",
    move.move,
    """
scu move pacs.example.org 104 --port-scp 11112 -k StudyInstanceUID=1.2.3 -o study/
scu move pacs.example.org 104 --move WORKSTATION -k StudyInstanceUID=1.2.3
""",
)
_add(
    "get",
    get.get,
    """
scu get pacs.example.org 104 -k StudyInstanceUID=1.2.3 -o study/
scu get pacs.example.org 104 --series -k StudyInstanceUID=1.2.3 -k SeriesInstanceUID=1.2.3.4
""",
)
_add(
    "serve",
    serve.serve,
    """
scu serve study/
scu serve study/ --port 11112 --aetitle PRACTICE --peer SCU@127.0.0.1:11113
""",
    "To practise with",
)
_add("demo", demo.demo, "scu demo", "To practise with")


def main() -> None:
    """Run the command line, and end the process with its exit status."""
    sys.excepthook = messages.show_bug
    threading.excepthook = messages.show_bug_in_thread
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line.

    Args:
        arguments: what follows `scu`.

    Returns:
        The exit status.
    """
    _prepare_streams()
    messages.start_notes()
    try:
        status = _attempt(arguments)
        sys.stdout.flush()
        return status
    except (BrokenPipeError, SystemExit):  # whoever read our output has seen enough; rich makes an exit of that
        status = ExitStatus.DONE
    except OSError as error:
        messages.show_error(FileProblem(f"the output cannot be written: {error.strerror}"))
        status = ExitStatus.LOCAL
    # What is left in the buffer may not fail once more when Python ends.
    os.dup2(_nowhere(), sys.stdout.fileno())
    return status


def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def _prepare_streams() -> None:
    """Standard streams that take every character, even where a caller has closed them."""
    if sys.stdout is None:
        sys.stdout = os.fdopen(_nowhere(), "w", encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(_nowhere(), "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if not sys.stdout.isatty():
        # Typer colours its help wherever GITHUB_ACTIONS is set.
        os.environ["_TYPER_FORCE_DISABLE_TERMINAL"] = "1"


def _attempt(arguments: list[str]) -> int:
    try:
        with interrupts.caught():
            return _invoke(arguments) or ExitStatus.DONE
    except typer.Exit as done:  # after --help and --version
        return done.exit_code
    except ScuError as error:
        return _fail(error, arguments)
    except typer.TyperException as error:
        return _fail(_usage_error(error, arguments), arguments)
    except KeyboardInterrupt:
        return _fail(Interrupted("interrupted"), arguments)
    except BrokenPipeError:
        raise
    except OSError as error:
        what = error.filename or "a file, or standard output,"
        return _fail(FileProblem(f"{what} cannot be used: {error.strerror or error}"), arguments)


def _invoke(arguments: list[str]) -> ExitStatus | None:
    """Parse and run. Typer's own way in makes an exit of its own of interrupts and broken pipes."""
    command = typer.main.get_command(app)
    with command.make_context("scu", list(arguments)) as context:
        status: ExitStatus | None = command.invoke(context)
    return status


def _fail(error: ScuError, arguments: list[str]) -> ExitStatus:
    """Show an error where people look and, if a script asked for JSON, where it looks."""
    messages.show_error(error)
    if formats.asked_for(arguments) in formats.MACHINE_READABLE and not error.reported:
        verbs = [command.name for command in app.registered_commands]
        verb = next((word for word in arguments if word in verbs), None)
        messages.print_document(verb, error)
    return error.exit_status


def _usage_error(error: typer.TyperException, arguments: list[str]) -> UsageError:
    """Put Typer's usage errors in our form."""
    context: typer.Context | None = getattr(error, "ctx", None)
    option: str | None = getattr(error, "option_name", None)
    path = context.command_path if context else "scu"
    remedy = f"`{path} --help` lists what there is"
    if context and option and hasattr(error, "possibilities"):
        known = [name for param in context.command.get_params(context) for name in param.opts]
        typed = _word_with(option, arguments)
        near = get_close_matches(typed, known, n=3)
        return UsageError(
            f"there is no option {typed}",
            remedy=f"did you mean {' or '.join(near)}? Else {remedy}" if near else remedy,
        )
    message, _, meant = error.format_message().rstrip(".?").partition(". Did you mean ")
    if meant:
        remedy = f"did you mean {meant}? Else {remedy}"
    return UsageError(message[:1].lower() + message[1:], remedy=remedy)


def _word_with(option: str, arguments: list[str]) -> str:
    """Return what was typed for an option that Typer does not know: of `-foo` it only speaks of `-f`."""
    words = [word.partition("=")[0] for word in arguments]
    return next((word for word in words if word.startswith(option) and word != option), option)
