"""The TLS profiles of PS3.15 annex B: which protocol versions and cipher suites each of them allows.

A profile is set as a whole or refused: what OpenSSL would really offer is read from its hello.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from scu.dimse.tls.ciphers import OLDEST, Cipher, by_name, cipher, hello, is_tls_1_3
from scu.errors import UsageError

log = logging.getLogger(__name__)


class Profile(StrEnum):
    """The profiles by the last part of their option, `--profile-…`."""

    RFC8996 = "8996"
    RFC8996_MODIFIED = "8996-mod"
    BCP195_NON_DOWNGRADING = "bcp195-nd"
    BCP195 = "bcp195"
    BCP195_EXTENDED = "bcp195-ex"
    BASIC = "basic"
    AES = "aes"
    NULL = "null"


@dataclass(frozen=True)
class Rules:
    """What a profile allows.

    Attributes:
        required: cipher suites that must be there; those of TLS 1.3 come with that version.
        optional: cipher suites that are used where OpenSSL has them.
        security_level: OpenSSL's, None for this machine's own. TLS 1.0 and suites without encryption need 0.
        closed: whether further cipher suites are refused.
    """

    title: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    minimum: ssl.TLSVersion = ssl.TLSVersion.TLSv1_2
    maximum: ssl.TLSVersion = ssl.TLSVersion.MAXIMUM_SUPPORTED
    security_level: int | None = None
    retired: bool = False
    closed: bool = False


@dataclass(frozen=True)
class ProfileSupport:
    """Whether this machine's OpenSSL can do a profile: `missing` says what it lacks, `absent` what it could spare."""

    profile: Profile
    rules: Rules
    missing: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def usable(self) -> bool:
        return not self.missing


def _suites(exchanges: str, *encryptions: str) -> tuple[str, ...]:
    return tuple(f"TLS_{exchange}_WITH_{encryption}" for encryption in encryptions for exchange in exchanges.split())


_GCM: Final = ("AES_128_GCM_SHA256", "AES_256_GCM_SHA384")
_CHACHA20: Final = "CHACHA20_POLY1305_SHA256"
_CCM: Final = ("AES_128_CCM", "AES_256_CCM", "AES_128_CCM_8", "AES_256_CCM_8")
_3DES: Final = "TLS_RSA_WITH_3DES_EDE_CBC_SHA"
_AES_128: Final = "TLS_RSA_WITH_AES_128_CBC_SHA"
_TLS_1_2: Final = ssl.TLSVersion.TLSv1_2

RULES: Final[Mapping[Profile, Rules]] = MappingProxyType(
    {
        Profile.RFC8996: Rules("BCP 195 RFC 8996 TLS Profile", _suites("ECDHE_RSA ECDHE_ECDSA", *_GCM)),
        Profile.RFC8996_MODIFIED: Rules(
            "Modified BCP 195 RFC 8996 TLS Profile",
            _suites("ECDHE_RSA ECDHE_ECDSA", *_GCM, _CHACHA20) + _suites("ECDHE_ECDSA", *_CCM),
            closed=True,
        ),
        Profile.BCP195_NON_DOWNGRADING: Rules(
            "Non-downgrading BCP 195 TLS Profile", _suites("ECDHE_RSA DHE_RSA", *_GCM), retired=True
        ),
        Profile.BCP195: Rules(
            "BCP 195 TLS Profile",
            (*_suites("ECDHE_RSA DHE_RSA", *_GCM), _AES_128),
            optional=(_3DES,),
            minimum=OLDEST,
            security_level=0,
            retired=True,
        ),
        Profile.BCP195_EXTENDED: Rules(
            "Extended BCP 195 TLS Profile",
            _suites("ECDHE_RSA DHE_RSA ECDHE_ECDSA", *_GCM),
            maximum=_TLS_1_2,
            retired=True,
            closed=True,
        ),
        Profile.BASIC: Rules(
            "Basic TLS Secure Transport Connection Profile",
            (_3DES,),
            minimum=OLDEST,
            maximum=_TLS_1_2,
            security_level=0,
            retired=True,
        ),
        Profile.AES: Rules(
            "AES TLS Secure Transport Connection Profile",
            (_AES_128,),
            optional=(_3DES,),
            minimum=OLDEST,
            maximum=_TLS_1_2,
            security_level=0,
            retired=True,
        ),
        Profile.NULL: Rules(
            "Authenticated unencrypted communication",
            ("TLS_RSA_WITH_NULL_SHA",),
            minimum=OLDEST,
            maximum=_TLS_1_2,
            security_level=0,
            retired=True,
        ),
    }
)


def profiles() -> list[ProfileSupport]:
    """Every profile, and what this machine's OpenSSL lacks of it."""
    known = by_name()
    return [
        ProfileSupport(
            profile,
            rules,
            missing=tuple(name for name in rules.required if name not in known) or _missing(rules),
            absent=tuple(name for name in rules.optional if name not in known),
        )
        for profile, rules in RULES.items()
    ]


def restrict(context: ssl.SSLContext, profile: Profile, extra: Iterable[str] = ()) -> None:
    """Let the context negotiate what the profile allows and the extra cipher suites, and nothing else.

    Args:
        extra: names of cipher suites, as the TLS standards or as OpenSSL spells them.

    Raises:
        UsageError: the profile does not allow an extra suite, or this machine's OpenSSL cannot do all that it asks for.
    """
    rules = RULES[profile]
    known = by_name()
    if lacking := [name for name in rules.required if name not in known]:
        raise _incapable(profile, lacking)
    if absent := [name for name in rules.optional if name not in known]:
        log.info("profile %s without %s, which %s cannot do", profile, ", ".join(absent), ssl.OPENSSL_VERSION)
    suites = [known[name] for name in (*rules.required, *rules.optional) if name in known]
    suites += [_allowed(profile, cipher(name)) for name in extra]
    _apply(context, rules, suites)
    verify(profile, suites)


def verify(profile: Profile, suites: Sequence[Cipher]) -> None:
    """Read from the hello that OpenSSL would send whether it offers these cipher suites and no others.

    Raises:
        UsageError: it does not; never anything less in silence.
    """
    rules = RULES[profile]
    offered = {suite.openssl_name for suite in _offered(rules, suites)}
    wanted = {suite.openssl_name for suite in suites}
    if lacking := [suite.name for suite in suites if suite.openssl_name not in offered]:
        raise _incapable(profile, lacking)
    surplus = [name for name in offered - wanted if not is_tls_1_3(name) or rules.maximum == _TLS_1_2]
    if surplus:
        raise UsageError(
            f"{ssl.OPENSSL_VERSION} would offer {', '.join(sorted(surplus))}, and TLS profile {profile} forbids it",
            cause="the system's cryptographic policy, or its OpenSSL, adds cipher suites of its own",
            remedy="choose another profile, or ask this machine's administrator to change the policy",
        )


def _allowed(profile: Profile, suite: Cipher) -> Cipher:
    """The suite, if the profile takes it beside its own."""
    reason = ""
    if suite.bits == 0 and profile is not Profile.NULL:
        reason = "it does not encrypt"
    elif is_tls_1_3(suite.name) and RULES[profile].maximum == _TLS_1_2:
        reason = "it is one of TLS 1.3, which the profile excludes"
    elif profile is Profile.RFC8996 and suite.name.endswith(("_SHA", "_MD5")):
        reason = "BCP 195 forbids SHA-1 and MD5"
    if reason:
        raise UsageError(
            f"cipher suite {suite.name} is not allowed with TLS profile {profile}: {reason}",
            remedy="leave out --cipher, or choose another suite or profile",
        )
    return suite


def _incapable(profile: Profile, lacking: Sequence[str]) -> UsageError:
    return UsageError(
        f"TLS profile {profile} needs {', '.join(lacking)}, which {ssl.OPENSSL_VERSION} cannot do here",
        cause="this OpenSSL was built without it, or the system's cryptographic policy forbids it",
        remedy="choose a profile that --list-profiles shows as usable; the peer must allow it too",
    )


def _apply(context: ssl.SSLContext, rules: Rules, suites: Sequence[Cipher]) -> None:
    context.minimum_version = rules.minimum
    context.maximum_version = rules.maximum
    level = rules.security_level
    if not all(suite.authenticated for suite in suites):
        level = 0  # any higher one leaves anonymous suites out
    # Python cannot choose among the suites of TLS 1.3; the version brings them.
    names = [suite.openssl_name for suite in suites if not is_tls_1_3(suite.openssl_name)]
    context.set_ciphers(":".join(names) + ("" if level is None else f":@SECLEVEL={level}"))


def _missing(rules: Rules) -> tuple[str, ...]:
    """The suites that OpenSSL knows and yet does not offer."""
    known = by_name()
    suites = [known[name] for name in rules.required]
    offered = _offered(rules, suites)
    return tuple(suite.name for suite in suites if suite not in offered)


def _offered(rules: Rules, suites: Sequence[Cipher]) -> list[Cipher]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    _apply(context, rules, suites)
    return hello(context)
