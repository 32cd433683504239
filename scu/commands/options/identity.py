"""Who the user is."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from typer import Option

from scu.commands.choices import Choice, OneOf
from scu.commands.options import need, refuse_together
from scu.commands.options.secrets import ask, warn_of_process_list
from scu.commands.parsing import OptionGroup
from scu.errors import FileProblem, UsageError

if TYPE_CHECKING:
    from scu.dimse.identity import UserIdentity

VARIABLE = "SCU_PASSWORD"


@dataclass(frozen=True)
class Identity(OptionGroup):
    """The user identity that goes with the association (PS3.7 D.3.3.7)."""

    panel: ClassVar[str] = "User identity"

    user: Annotated[
        str | None, Option("--user", "-usr", metavar="NAME", help="The user's name; alone, or with a password.")
    ] = None
    password: Annotated[
        str | Callable[[], str] | None,
        OneOf(
            Choice(
                "--password",
                "-pwd",
                metavar="PASSWORD",
                help="The user's password. Others on this machine can read it here: rather use "
                "SCU_PASSWORD, --password-file or --ask-password.",
            ),
        ),
    ] = field(default=None, repr=False)
    password_file: Annotated[
        Path | None,
        Option("--password-file", metavar="FILE", help="The user's password is the first line of this file."),
    ] = None
    empty_password: Annotated[bool, Option("--empty-password", "-epw", help="The user's password is empty.")] = False
    ask_password: Annotated[bool, Option("--ask-password", help="Ask for the user's password.")] = False
    kerberos: Annotated[
        Path | None, Option("--kerberos", "-kt", metavar="FILE", help="The file of a Kerberos ticket.")
    ] = None
    saml: Annotated[Path | None, Option("--saml", metavar="FILE", help="The file of a SAML assertion.")] = None
    jwt: Annotated[Path | None, Option("--jwt", metavar="FILE", help="The file of a JSON web token.")] = None
    pos_response: Annotated[
        bool, Option("--pos-response", "-rsp", help="Go on only if the server confirms that it knows the user.")
    ] = False

    def presented(self) -> UserIdentity | None:
        """Return the user identity, None where there is none.

        Raises:
            UsageError: options contradict each other, or miss their partners.
            FileProblem: a file cannot be read, or is of no use.
        """
        files = {"--kerberos": self.kerberos, "--saml": self.saml, "--jwt": self.jwt}
        kinds = {"--user": self.user is not None} | {name: path is not None for name, path in files.items()}
        passwords = {
            "--password": self.password is not None,
            "--password-file": self.password_file is not None,
            "--empty-password": self.empty_password,
            "--ask-password": self.ask_password,
        }
        refuse_together(kinds)
        refuse_together(passwords)
        need(passwords, {"--user": self.user is not None})
        need({"--pos-response": self.pos_response}, kinds)
        if self.user is not None:
            return self._named(self.user)
        for (name, path), kind in zip(files.items(), ("KERBEROS", "SAML", "JWT"), strict=True):
            if path is not None:
                return self._identity(kind, _read(path, name))
        return None

    def _named(self, user: str) -> UserIdentity:
        if not user:
            raise UsageError("--user '' is empty", remedy="give the user's name")
        from scu.dimse.identity import encoded

        password = self._password(user)
        if password is None:
            return self._identity("USER_NAME", encoded(user, "--user"))
        return self._identity("USER_NAME_AND_PASSWORD", encoded(user, "--user"), encoded(password, "the password"))

    def _password(self, user: str) -> str | None:
        if self.ask_password:
            return ask(f"Password of {user}: ", f"set {VARIABLE}, or give --password-file")
        if self.empty_password:
            return ""
        if self.password_file is not None:
            from scu.config import passwords

            return passwords.read(Path(self.password_file))  # as text, where the configuration says it
        if callable(self.password):
            return self.password()  # of the configuration: looked up now that it is needed
        if self.password is None:
            return os.environ.get(VARIABLE)
        warn_of_process_list("--password", f"{VARIABLE}, --password-file or --ask-password")
        return self.password

    def _identity(self, kind: str, primary: bytes, secondary: bytes = b"") -> UserIdentity:
        from scu.dimse.identity import IdentityType, UserIdentity

        return UserIdentity(IdentityType[kind], primary, secondary, self.pos_response)


def _read(path: Path, option: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileProblem(f"the file of {option}, {path}, cannot be read: {error.strerror}") from error
    if option == "--jwt":
        content = content.strip()  # the line end is none of it
    from scu.dimse.identity import LONGEST

    if not 0 < len(content) <= LONGEST:
        size = f"has {len(content)} bytes, and {LONGEST} are the most" if content else "is empty"
        raise FileProblem(f"the file of {option}, {path}, {size}", cause="it is another file")
    return content
