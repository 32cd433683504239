"""Command files: the words that DCMTK reads in them, and what cannot be read."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from scu import command_files
from scu.errors import ExitStatus, FileProblem, UsageError
from tests.peers.processes import find_program

CASES = {
    b"a b": ["a", "b"],
    b"\n a\tb\r\nc\n\n": ["a", "b", "c"],
    b"": [],
    b" \n\t ": [],
    b"PatientName='Doe John' x": ["PatientName=Doe John", "x"],
    b"it's b' c": ["its b", "c"],
    b"'a'b": ["a", "b"],
    b"'a''b'\"c\"": ["a", "b", "c"],
    b"a'b c'd": ["ab c", "d"],
    b"x '' y": ["x", "", "y"],
    b'""': [""],
    b"' '": [" "],
    b"'a\nb'": ["a\nb"],
    b"'a\"b' \"c'd\"": ['a"b', "c'd"],
    b"a\\ b": ["a\\", "b"],
    b"'a\\'b": ["a\\", "b"],
    b"#x y": ["#x", "y"],
    b"a\x0bb\x0cc": ["a\x0bb\x0cc"],
    "Grün 'é ö'".encode(): ["Grün", "é ö"],
    b"@other '@other' @@x": ["@other", "@other", "@@x"],
}


def in_dcmtk(folder: Path, content: bytes) -> bytes:
    """What a tool of DCMTK says that it was called with."""
    (folder / "command.txt").write_bytes(content)
    program = find_program("dcmsend")
    assert program
    # The last file is missing, so nothing is sent; before that, --arguments speaks.
    line = ["dcmsend", "--arguments", "localhost", "1", "@command.txt", "none"]
    done = subprocess.run(line, executable=program, cwd=folder, capture_output=True, check=False, timeout=60)
    assert done.stderr.startswith(b"I: calling "), done.stderr
    return done.stderr[: done.stderr.index(b"'none' \nI: \n")].replace(b"\nI: ", b"\n")


def as_dcmtk_says(words: list[str]) -> bytes:
    """The same, for these words; it shows no empty ones."""
    shown = "".join(f"'{word}' " for word in words if word)
    count = len(words) + 4
    return f"I: calling 'dcmsend' with {count} arguments: '--arguments' 'localhost' '1' {shown}".encode()


@pytest.fixture
def expand(tmp_path: Path) -> Callable[[bytes], list[str]]:
    def expanded(content: bytes) -> list[str]:
        (tmp_path / "command.txt").write_bytes(content)
        return command_files.expand([f"@{tmp_path / 'command.txt'}"])

    return expanded


@pytest.mark.parametrize("content", CASES)
def test_words(expand: Callable[[bytes], list[str]], content: bytes) -> None:
    assert expand(content) == CASES[content]


@pytest.mark.usefixtures("dcmtk")
@pytest.mark.parametrize("content", CASES)
def test_dcmtk_reads_the_same_words(tmp_path: Path, content: bytes) -> None:
    assert in_dcmtk(tmp_path, content) == as_dcmtk_says(CASES[content])


@pytest.mark.usefixtures("dcmtk")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.text(st.sampled_from("ab@=,#\\'\" \t\n\r\x0cé"), max_size=20).map(str.encode))
def test_dcmtk_reads_the_same_words_in_any_file(
    tmp_path: Path, expand: Callable[[bytes], list[str]], content: bytes
) -> None:
    try:
        words = expand(content)
    except UsageError:
        reject()  # an unclosed quote, which DCMTK takes for closed at the end
    assert in_dcmtk(tmp_path, content) == as_dcmtk_says(words)


def test_command_files_stand_anywhere_and_nothing_else_changes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("-k 10,10=A*\n--call 'MY PACS'")
    second.write_text("PatientID")
    line = ["find", f"@{first}", "pacs:104", "PACS@pacs", "-k", f"@{second}", "-k=@x", "", "@", "@@name", "@@@"]
    assert command_files.expand(line) == [
        "find", "-k", "10,10=A*", "--call", "MY PACS", "pacs:104", "PACS@pacs", "-k", "PatientID", "-k=@x", "", "@",
        "@name", "@@",
    ]  # fmt: skip


@pytest.mark.usefixtures("dcmtk")
def test_dcmtk_too_reads_a_command_file_in_the_place_of_a_value(tmp_path: Path) -> None:
    (tmp_path / "command.txt").write_text("PatientID")
    program = find_program("findscu")
    assert program
    line = [program, "--arguments", "-k", "@command.txt", "localhost", "1"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert b" '--key' 'PatientID' 'localhost' " in done.stderr


def test_a_byte_order_mark_is_no_word_and_bytes_of_another_locale_are_kept(
    expand: Callable[[bytes], list[str]],
) -> None:
    assert expand(b"\xef\xbb\xbfa") == ["a"]
    (word,) = expand(b"Gr\xfcn")
    assert word.encode("utf-8", "surrogateescape") == b"Gr\xfcn"


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        (b"'a b", 1, "the quote ' is never closed"),
        (b"a\nb\nit's c\nd", 3, "the quote ' is never closed"),
        (b"'a'\n'b' \"c\n'", 2, 'the quote " is never closed'),
        (b"a\n\0\0\0'", 2, "a NUL byte; it is no text"),
    ],
)
def test_a_file_that_makes_no_sense(
    expand: Callable[[bytes], list[str]], tmp_path: Path, content: bytes, line: int, why: str
) -> None:
    with pytest.raises(UsageError) as caught:
        expand(content)
    assert caught.value.message.endswith(f"is wrong in line {line}: {why}")
    assert repr(str(tmp_path / "command.txt")) in caught.value.message
    assert caught.value.exit_status == ExitStatus.USAGE


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(FileProblem, match=why) as caught:
            command_files.expand(["echo", f"@{path}"])
        assert repr(str(path)) in caught.value.message
        assert f"@@{path}" in caught.value.remedy
