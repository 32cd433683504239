"""What this machine can do of TLS: the lists of --list-profiles and --list-ciphers."""

from __future__ import annotations

import ssl

from scu.dimse.tls.ciphers import ciphers
from scu.dimse.tls.profiles import profiles


def show_profiles() -> None:
    """List the profiles with their options, and say what this machine's OpenSSL lacks."""
    print(f"TLS profiles, with {ssl.OPENSSL_VERSION}:\n")
    for support in profiles():
        remarks = ["retired"] if support.rules.retired else []
        if support.missing:
            remarks.append(f"not usable here: OpenSSL lacks {', '.join(support.missing)}")
        elif support.absent:
            remarks.append(f"here without {', '.join(support.absent)}")
        remark = f" ({'; '.join(remarks)})" if remarks else ""
        print(f"  {f'--profile-{support.profile}':<22} {support.rules.title}{remark}")


def show_ciphers() -> None:
    """List the cipher suites, by the names that --cipher takes."""
    print(f"Cipher suites of {ssl.OPENSSL_VERSION}:\n")
    width = max(len(suite.name) for suite in ciphers())
    for suite in ciphers():
        remarks = [f"{suite.bits} bits" if suite.bits else "no encryption"]
        if not suite.authenticated:
            remarks.append("no certificate")
        print(f"  {suite.name:<{width}}  {suite.protocol:<8}{', '.join(remarks)}")
