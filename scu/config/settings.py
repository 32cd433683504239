"""The settings that a configuration file may have: the one table of them, for reading, checking, and documentation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """What the value of a setting is, in words for people."""

    TEXT = "text"
    HOST = "a host name or address"
    AE_TITLE = "an AE title"
    INTEGER = "a whole number"
    NUMBER = "a number"
    YES_NO = "true or false"
    CHOICE = "one of"
    CHARSET = "a Specific Character Set"
    URL = "http://host:port or socks5://host:port"
    PATH = "a path"
    PATHS = "a list of paths"
    WORDS = "a list of text"
    NAME = "the name of a peer"


Value = str | int | float | bool | list[str]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Attributes:
        name: its key in the file.
        kind: what its value is. A path begins with ~ for the home, or is relative to the folder of the file.
        meaning: what it is for: a sentence without its full stop.
        example: a value as it stands in the file.
        field: the parameter that it fills; empty where it fills none.
        option: the option that wins over it; empty where there is none.
        variable: the environment variable that wins over it.
        default: the value where nobody says one, as people read it.
        bounds: of a number.
        choices: the values of a CHOICE.
        yields: the parameters which, when they are typed, say something else in its place.
    """

    name: str
    kind: Kind
    meaning: str
    example: str
    field: str = ""
    option: str = ""
    variable: str = ""
    default: str = ""
    bounds: tuple[float, float] | None = None
    choices: tuple[str, ...] = ()
    yields: tuple[str, ...] = ()

    @property
    def is_secret(self) -> bool:
        """Whether nobody may see its value."""
        return self.name == "password"

    @property
    def type(self) -> str:
        """What its value is, in full."""
        if self.choices:
            return f"{self.kind.value} {', '.join(self.choices)}"
        if self.bounds:
            return f"{self.kind.value} from {self.bounds[0]:g} to {self.bounds[1]:.0f}"
        return self.kind.value


_DAY: Final = 86400.0
_PORTS: Final = (1, 65535)

MODELS: Final = ("patientroot", "studyroot", "psonly")
_OTHER_MODELS: Final = (
    "worklist",
    "composite",
    "without_bulk_data",
    "hanging_protocol",
    "color_palette",
    "ups",
    "ups_watch",
    "ups_query",
)
_OTHER_USERS: Final = ("kerberos", "saml", "jwt")
_TYPED_PASSWORDS: Final = ("user", "password", "password_file", "empty_password", "ask_password", *_OTHER_USERS)
_TYPED_KEY_PASSWORDS: Final = ("mode", "key_password", "passwd_file")
_PROFILES: Final = ("8996", "8996-mod", "bcp195-nd", "bcp195", "bcp195-ex", "basic", "aes", "null")


def _seconds(name: str, meaning: str, example: str, default: str = "", most: float = _DAY) -> Setting:
    option = f"--{name.replace('_', '-')}"
    return Setting(name, Kind.NUMBER, meaning, example, name, option, "", default, (0.001, most))


def _password(name: str, kind: Kind, meaning: str, example: str) -> Setting:
    return Setting(name, kind, meaning, example, "password", variable="SCU_PASSWORD", yields=_TYPED_PASSWORDS)


PARTS: Final[dict[str, tuple[Setting, ...]]] = {
    "Where to, and as whom": (
        Setting("host", Kind.HOST, "Its host; every peer has one", '"pacs.example.org"'),
        Setting("port", Kind.INTEGER, "Its port", "104", "port", "--port", "SCU_PORT", "104", _PORTS),
        Setting("call", Kind.AE_TITLE, "Its AE title", '"PACS"', "call", "--call", "SCU_CALL", "ANY-SCP"),
        Setting("aetitle", Kind.AE_TITLE, "Our AE title", '"WS1"', "aetitle", "--aetitle", "SCU_AETITLE", "SCU"),
        Setting(
            "port_scp",
            Kind.INTEGER,
            "The port here to which it sends objects, and answers about storage commitment",
            "11112",
            "port_scp",
            "--port-scp",
            "SCU_PORT_SCP",
            bounds=_PORTS,
            yields=("move",),
        ),
        Setting(
            "accept_from",
            Kind.WORDS,
            "Who alone may connect to that port: host names, addresses and networks",
            '["10.1.0.0/16"]',
            "accept_from",
            "--accept-from",
        ),
        Setting(
            "only_peer",
            Kind.YES_NO,
            "Whether only its own addresses may connect to that port, and those of accept_from",
            "true",
            "only_peer",
            "--only-peer",
            default="false",
        ),
    ),
    "Network": (
        _seconds("timeout", "Seconds to connect, for each address", "5", "10"),
        _seconds("acse_timeout", "Seconds to associate and to release", "10", "30"),
        _seconds("dimse_timeout", "Seconds of silence in an operation", "300", "60"),
        _seconds("total_timeout", "Seconds for an association in all", "3600", most=7 * _DAY),
        Setting(
            "associations",
            Kind.INTEGER,
            "How many associations at a time, for store, move and get",
            "4",
            "associations",
            "--associations",
            default="1",
            bounds=(1, 64),
        ),
        Setting(
            "max_pdu",
            Kind.INTEGER,
            "The longest PDU that we take, in bytes",
            "65536",
            "max_pdu",
            "--max-pdu",
            default="131072",
            bounds=(4096, 131072),
        ),
        Setting(
            "proxy",
            Kind.URL,
            "The proxy to connect through",
            '"socks5://proxy.example.org:1080"',
            "proxy",
            "--proxy",
            "SCU_PROXY",
        ),
    ),
    "Query": (
        Setting(
            "model",
            Kind.CHOICE,
            "The query model, where no option chooses one and it has the level that is asked for",
            '"patientroot"',
            "model",
            default="studyroot",
            choices=MODELS,
            yields=(*MODELS, *_OTHER_MODELS),
        ),
        Setting(
            "charset",
            Kind.CHARSET,
            "The character set of queries, save those that are files",
            '"ISO_IR 192"',
            "charset",
            "--charset",
        ),
    ),
    "User identity": (
        Setting("user", Kind.TEXT, "The user's name", '"jane"', "user", "--user", yields=_OTHER_USERS),
        _password("password_env", Kind.TEXT, "The environment variable with the user's password", '"PACS_PASSWORD"'),
        _password("password_file", Kind.PATH, "The file whose first line is the user's password", '"~/.pacs"'),
        _password(
            "password_keyring",
            Kind.YES_NO,
            "Whether the user's password is in the keyring, where `keyring set scu NAME` puts it; needs scu[keyring]",
            "true",
        ),
        _password("password_ask", Kind.YES_NO, "Whether to ask for the user's password at the terminal", "true"),
        _password("password", Kind.TEXT, "The user's password in clear: each use of it gives a warning", '"secret"'),
    ),
    "TLS": (
        Setting(
            "tls",
            Kind.YES_NO,
            "Whether to speak TLS: with tls_key and tls_certificate, or else without a certificate of our own",
            "true",
            "mode",
            "--enable-tls",
            default="false",
            yields=("mode",),
        ),
        Setting("tls_key", Kind.PATH, "Our private key", '"tls/key.pem"', "mode", yields=("mode",)),
        Setting("tls_certificate", Kind.PATH, "Our certificate", '"tls/cert.pem"', "mode", yields=("mode",)),
        Setting(
            "tls_key_format",
            Kind.CHOICE,
            "What key and certificate are",
            '"der"',
            "key_format",
            "--der-keys",
            default="pem",
            choices=("pem", "der"),
        ),
        Setting(
            "tls_key_password_env",
            Kind.TEXT,
            "The environment variable with the key's password",
            '"KEY_PASSWORD"',
            "key_password",
            variable="SCU_TLS_PASSWORD",
            yields=_TYPED_KEY_PASSWORDS,
        ),
        Setting(
            "tls_key_password_file",
            Kind.PATH,
            "The file whose first line is the key's password",
            '"~/.key-password"',
            "passwd_file",
            "--passwd-file",
            "SCU_TLS_PASSWORD",
            yields=_TYPED_KEY_PASSWORDS,
        ),
        Setting("tls_ca_files", Kind.PATHS, "Certificates to trust", '["ca.pem"]', "add_cert_file", "--add-cert-file"),
        Setting("tls_ca_folders", Kind.PATHS, "Folders with such", '["certs"]', "add_cert_dir", "--add-cert-dir"),
        Setting("tls_crl_files", Kind.PATHS, "Revocation lists", '["crl.pem"]', "add_crl_file", "--add-crl-file"),
        Setting(
            "tls_crl_check",
            Kind.CHOICE,
            "Whether its certificate is looked up in the lists, or the issuers' too",
            '"chain"',
            "crl_check",
            "--enable-crl-all",
            choices=("leaf", "chain"),
        ),
        Setting(
            "tls_profile",
            Kind.CHOICE,
            "The TLS profile",
            '"8996"',
            "profile",
            "--profile-8996",
            default="8996",
            choices=_PROFILES,
        ),
        Setting(
            "tls_ciphers",
            Kind.WORDS,
            "Cipher suites beside the profile's",
            '["TLS_RSA_WITH_AES_128_CBC_SHA"]',
            "cipher",
            "--cipher",
        ),
        Setting(
            "tls_server_name",
            Kind.TEXT,
            "The server name to send (SNI), and to insist on in the certificate",
            '"pacs.example.org"',
            "server_name",
            "--request-sni",
        ),
        Setting(
            "tls_verify",
            Kind.YES_NO,
            "Whether to verify its certificate",
            "false",
            "peer_certificate",
            "--ignore-peer-cert",
            default="true",
        ),
    ),
}
"""What may stand under [peers.NAME], by what it is about."""

PEER: Final[dict[str, Setting]] = {setting.name: setting for part in PARTS.values() for setting in part}
PASSWORDS: Final = tuple(name for name in PEER if name.startswith("password"))
"""Those that say where the user's password is: a peer has one of them at the most."""

GENERAL: Final[dict[str, Setting]] = {
    "default": Setting(
        "default", Kind.NAME, "The peer that is meant where no host is given", '"main"', variable="SCU_HOST"
    ),
    "history": Setting(
        "history",
        Kind.YES_NO,
        "Whether store, move and get are written down, for `scu history`",
        "false",
        variable="SCU_HISTORY",
        default="true",
    ),
}
"""What may stand at the top of the file, before the peers."""
