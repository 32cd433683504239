"""The command line: the Typer app, and `main`, the one place where an error becomes a message and an exit status.

Results go to standard output, everything else to standard error. An error that nobody foresaw, a bug, is shown by
`sys.excepthook`; Python then ends with exit status 1.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import threading
from contextlib import suppress
from typing import Annotated, TextIO

import typer

from scu import __version__, command_files, compat, logs
from scu.commands.configured import CONFIG
from scu.commands.parsing import Group
from scu.commands.verbs import VERBS
from scu.dimse import confided, interrupts
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
  scu getscu --help                           the old tools' command lines

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
    config: Annotated[
        str | None,
        typer.Option("--config", metavar="FILE", help="The configuration file (SCU_CONFIG); '' is for none."),
    ] = None,
) -> None:
    """The five DICOM operations: echo, store, find, move and get."""
    context.meta[CONFIG] = config
    if context.invoked_subcommand is None:
        raise UsageError(
            "what is to be done? Say echo, store, find, move or get",
            remedy="for example `scu echo pacs.example.org 104`; `scu demo` shows all five, `scu --help` tells more",
        )


def main() -> None:
    """Run the command line, and end the process with its exit status."""
    sys.excepthook = messages.show_bug
    threading.excepthook = messages.show_bug_in_thread
    sys.exit(run(compat.as_called(sys.argv)))


def run(arguments: list[str]) -> int:
    """Run one command line.

    Args:
        arguments: what follows `scu`.

    Returns:
        The exit status.
    """
    _prepare_streams()
    confided.forget()
    logs.configure()
    status: int = ExitStatus.DONE
    try:
        status = _attempt(arguments)
        sys.stdout.flush()
        return status
    except (BrokenPipeError, SystemExit):  # whoever read our output has seen enough; rich makes an exit of that
        pass
    except OSError as error:
        messages.show_error(FileProblem(f"the output cannot be written: {error.strerror}"))
        status = ExitStatus.LOCAL
    finally:
        _give_up(sys.stderr)  # a log that is full changes nothing
    _give_up(sys.stdout)
    return status


def _give_up(stream: TextIO) -> None:
    """What is left in its buffer and cannot be written may not fail once more when Python ends."""
    try:
        stream.flush()
    except OSError:
        os.dup2(_nowhere(), stream.fileno())


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
            arguments = command_files.expand(arguments)
            if "--arguments" in arguments:
                from shlex import join

                from scu.commands.typed import without_secrets

                print(join(["scu", *without_secrets(arguments)]), file=sys.stderr)
            if compat.speaks(arguments):
                translated = compat.translate(arguments)
                if translated is None:
                    return ExitStatus.DONE
                arguments = translated
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
    except ImportError as error:
        if os.strerror(errno.EMFILE) not in str(error):  # that is all that a loader says of it
            raise
        problem = FileProblem("no more files can be opened", remedy="allow more at a time (ulimit -n)")
        return _fail(problem, arguments)
    except OSError as error:
        name = str(error.filename or "")
        what = name or "a file, or standard output,"
        return _fail(FileProblem(f"{what} cannot be used: {error.strerror or error}", file=name), arguments)


def _invoke(arguments: list[str]) -> ExitStatus | None:
    """Parse and run. Typer's own way in makes an exit of its own of interrupts and broken pipes."""
    command = typer.main.get_command(app)
    with command.make_context("scu", list(arguments)) as context:
        status: ExitStatus | None = command.invoke(context)
    return status


def _fail(error: ScuError, arguments: list[str]) -> ExitStatus:
    """Show an error where people look and, if a script asked for JSON, where it looks."""
    messages.show_error(error)
    logs.record_error(messages.error_lines(error, kept=True))
    if formats.asked_for(arguments) in formats.MACHINE_READABLE and not error.reported:
        with suppress(BrokenPipeError):  # which makes no success of it
            messages.print_document(_verb(arguments), error)
    return error.exit_status


def _verb(arguments: list[str]) -> str | None:
    return next((word for word in arguments if word in VERBS), None)


def _usage_error(error: typer.TyperException, arguments: list[str]) -> UsageError:
    """Put Typer's usage errors in our form."""
    context: typer.Context | None = getattr(error, "ctx", None)
    option: str | None = getattr(error, "option_name", None)
    path = context.command_path if context else " ".join(filter(None, ("scu", _verb(arguments))))
    remedy = f"`{path} --help` lists what there is"
    if context and option and hasattr(error, "possibilities"):
        known = [name for param in context.command.get_params(context) for name in param.opts]
        typed = _word_with(option, arguments)
        from difflib import get_close_matches

        near = get_close_matches(typed, known, n=3, cutoff=0.7)
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
