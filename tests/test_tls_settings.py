"""TLS profiles and cipher suites, and which settings do not go together."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from scu.dimse.tls import profiles as profiles_module
from scu.dimse.tls.ciphers import cipher, ciphers, hello
from scu.dimse.tls.profiles import RULES, Profile, profiles, restrict
from scu.dimse.tls.settings import CRLCheck, TLSSettings, client_context, server_context
from scu.errors import UsageError
from tests.peers.certificates import Authority, Identity

ANYBODY = TLSSettings(verify_peer=False)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls") / "authority")


@pytest.fixture(scope="module")
def device(authority: Authority) -> Identity:
    return authority.issue("device")


# Profiles and cipher suites


def test_cipher_names_are_those_of_the_standards(openssl: None) -> None:
    everything = "ALL:COMPLEMENTOFALL:@SECLEVEL=0"
    done = subprocess.run(["openssl", "ciphers", "-stdname", everything], capture_output=True, check=True, text=True)
    names = {words[2]: words[0] for words in map(str.split, done.stdout.splitlines())}

    assert len(ciphers()) > 30
    assert {suite.openssl_name: suite.name for suite in ciphers()} == {
        suite.openssl_name: names[suite.openssl_name] for suite in ciphers()
    }


def test_both_spellings() -> None:
    suite = cipher("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
    assert suite == cipher("ECDHE-RSA-AES128-GCM-SHA256")
    assert (suite.protocol, suite.bits, suite.authenticated) == ("TLSv1.2", 128, True)
    assert cipher("TLS_RSA_WITH_NULL_SHA").bits == 0
    assert not cipher("TLS_DH_anon_WITH_AES_128_CBC_SHA").authenticated


def test_unknown_cipher_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match="did you mean TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256") as caught:
        client_context(replace(ANYBODY, ciphers=("TLS_ECDHE_RSA_WITH_AES_128_GMC_SHA256",)))
    assert ssl.OPENSSL_VERSION in caught.value.message


def test_what_openssl_cannot_do_is_said() -> None:
    """RC4 with MD5 export left OpenSSL in 1.1."""
    with pytest.raises(UsageError, match=f"{ssl.OPENSSL_VERSION} has no cipher suite 'EXP-RC4-MD5'"):
        client_context(replace(ANYBODY, ciphers=("EXP-RC4-MD5",)))


def test_every_profile_is_whole_or_refused() -> None:
    assert [support.profile for support in profiles()] == list(Profile)
    for support in profiles():
        wanted = replace(ANYBODY, profile=support.profile)
        if support.usable:
            offered = {suite["name"] for suite in client_context(wanted).get_ciphers()}
            assert {cipher(name).openssl_name for name in RULES[support.profile].required} <= offered
        else:
            with pytest.raises(UsageError, match=f"TLS profile {support.profile} needs {support.missing[0]}"):
                client_context(wanted)


def test_modern_profiles_are_usable() -> None:
    usable = {support.profile for support in profiles() if support.usable}
    assert {
        Profile.RFC8996,
        Profile.RFC8996_MODIFIED,
        Profile.BCP195_NON_DOWNGRADING,
        Profile.BCP195_EXTENDED,
    } <= usable


def test_profile_that_openssl_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As RC4 is lacking everywhere: the profile is refused, and listed as what it is."""
    rules = replace(RULES[Profile.BASIC], required=("TLS_RSA_EXPORT_WITH_RC4_40_MD5",))
    monkeypatch.setattr(profiles_module, "RULES", {**RULES, Profile.BASIC: rules})
    with pytest.raises(UsageError, match=f"RC4_40_MD5, which {ssl.OPENSSL_VERSION} cannot do") as caught:
        restrict(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), Profile.BASIC)
    assert "--list-profiles" in caught.value.remedy
    assert {support.profile: support.missing for support in profiles()}[Profile.BASIC] == rules.required


def test_suite_that_the_security_level_takes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = replace(RULES[Profile.NULL], security_level=2)
    monkeypatch.setattr(profiles_module, "RULES", {**RULES, Profile.NULL: rules})
    with pytest.raises(UsageError, match="TLS profile null needs TLS_RSA_WITH_NULL_SHA"):
        restrict(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), Profile.NULL)
    assert not {support.profile: support.usable for support in profiles()}[Profile.NULL]


def test_suites_outside_the_profile_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the system's policy added one."""
    monkeypatch.setattr(profiles_module, "hello", lambda context: [*hello(context), cipher("AES128-SHA256")])
    with pytest.raises(UsageError, match="would offer AES128-SHA256, and TLS profile 8996 forbids it"):
        restrict(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), Profile.RFC8996)


def test_tls_1_3_is_outside_some_profiles() -> None:
    for profile, newest in ((Profile.BCP195_EXTENDED, "TLSv1_2"), (Profile.RFC8996, "MAXIMUM_SUPPORTED")):
        assert client_context(replace(ANYBODY, profile=profile)).maximum_version is ssl.TLSVersion[newest]


@pytest.mark.parametrize(
    ("profile", "name", "reason"),
    [
        (Profile.RFC8996, "NULL-SHA256", "it does not encrypt"),
        (Profile.RFC8996, "TLS_RSA_WITH_AES_128_CBC_SHA", "SHA-1"),
        (Profile.AES, "TLS_AES_128_GCM_SHA256", "TLS 1.3"),
    ],
)
def test_cipher_that_the_profile_forbids(profile: Profile, name: str, reason: str) -> None:
    with pytest.raises(UsageError, match=f"not allowed with TLS profile {profile}: .*{reason}"):
        client_context(replace(ANYBODY, profile=profile, ciphers=(name,)))


@pytest.mark.parametrize("profile", [Profile.BCP195_EXTENDED, Profile.RFC8996_MODIFIED])
def test_closed_profiles_take_no_further_cipher(profile: Profile) -> None:
    with pytest.raises(UsageError, match=f"--cipher does not go with --profile-{profile}"):
        TLSSettings(profile=profile, ciphers=("AES128-SHA256",))


# Conflicts


def test_key_and_certificate_go_together(device: Identity) -> None:
    with pytest.raises(UsageError, match="a private key and a certificate go together"):
        TLSSettings(key_file=device.key)


def test_write_seed_needs_seed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--write-seed and --write-seed-file need --seed"):
        TLSSettings(write_seed_file=tmp_path / "seed")


@pytest.mark.parametrize("name", ["", ".test", "two words", "a" * 70 + ".test", "bell\a.test"])
def test_server_name_must_be_one(name: str) -> None:
    with pytest.raises(UsageError, match="is no host name"):
        TLSSettings(server_name=name)


def test_verification_needs_something_trusted() -> None:
    with pytest.raises(UsageError, match="no certificate is trusted") as caught:
        client_context(TLSSettings())
    assert "--add-cert-file" in caught.value.remedy
    assert "--ignore-peer-cert" in caught.value.remedy


def test_revocation_check_needs_a_list(authority: Authority) -> None:
    with pytest.raises(UsageError, match="--enable-crl-all needs a revocation list"):
        client_context(TLSSettings(trusted_files=(authority.certificate,), crl_check=CRLCheck.CHAIN))


def test_acceptor_needs_a_certificate() -> None:
    with pytest.raises(UsageError, match="cannot listen with TLS without a certificate of its own"):
        server_context(ANYBODY)


def test_anonymous_cipher_shows_nothing_to_verify(authority: Authority) -> None:
    name = "TLS_DH_anon_WITH_AES_128_GCM_SHA256"
    with pytest.raises(UsageError, match=f"--cipher {name} does not go with --require-peer-cert"):
        client_context(TLSSettings(trusted_files=(authority.certificate,), ciphers=(name,)))
