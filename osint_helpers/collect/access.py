"""Who may see which key: decided from the address asked, before every single request."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from osint_helpers._card import Carded
from osint_helpers.collect import keys as keyring
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.rates import Rates, host_of
from osint_helpers.collect.tokens import Tokens
from osint_helpers.errors import CollectError
from osint_helpers.evidence.net.posting import post
from osint_helpers.evidence.net.settings import Settings

_TOKEN_INTERVAL = 1.0  # seconds between two questions for a token


class Access(Carded):
    """Keys and tokens of one client.

    Parameters
    ----------
    keys
        Given as arguments, by source name: they go to the servers given as arguments, too.
    servers
        Given as arguments.
    environment
        Its keys go to a source's own servers only.
    rates
        Turns, for questions for a token.
    """

    def __init__(
        self,
        keys: Mapping[str, str],
        servers: Mapping[str, str],
        environment: Mapping[str, str],
        rates: Rates,
    ) -> None:
        self._keys = {name: keyring.Key(key) for name, key in keys.items()}
        self._servers, self._environment, self._rates = dict(servers), environment, rates
        self._tokens = Tokens(self._post)

    def credentials(self, manifest: Manifest, url: str, settings: Settings) -> keyring.Sent:
        """Return what carries the key of a source to `url`; nothing for any other host.

        Parameters
        ----------
        settings
            For the question for a token; no key in them.

        Raises
        ------
        KeyMissingError
            When the source needs a key and there is none.
        CollectError
            When no token was given for it.
        """
        key = self._key(manifest, url)
        if not key or manifest.auth.kind != "oauth2":
            return keyring.sent(manifest, key)
        giver = self._giver(manifest)
        login = self._key(manifest, giver)
        if not login:  # it would go from the environment to a server that is not the source's own
            raise keyring.missing(manifest)
        token = self._tokens.get(giver, login, settings, title=manifest.title)
        return keyring.sent(manifest, token)

    def forget_token(self, manifest: Manifest) -> None:
        """Give up the token of a source that was refused; the next question asks for another."""
        giver = self._giver(manifest)
        self._tokens.forget(giver, self._key(manifest, giver))

    def _giver(self, manifest: Manifest) -> str:
        return self._servers.get(f"{manifest.name}:auth") or manifest.servers["auth"]

    def _key(self, manifest: Manifest, url: str) -> str:
        given = self._keys.get(manifest.name, "")
        named = [base for name, base in self._servers.items()
                 if name.partition(":")[0] == manifest.name]  # fmt: skip
        if any(keyring.same_origin(url, base) for base in named):
            return given
        if not keyring.owns(manifest, url):
            return ""
        return given or keyring.key_of(manifest, self._environment)

    def _post(self, url: str, data: bytes, content_type: str, settings: Settings) -> bytes:
        try:
            self._rates.turn(host_of(url), _TOKEN_INTERVAL, within=settings.seconds)
        except TimeoutError:
            raise CollectError(
                f"the next turn at {host_of(url)} comes after the time limit",
                advice="wait, then go on",
            ) from None
        return post(url, data, content_type, settings)


def addresses(servers: Mapping[str, str]) -> frozenset[str]:
    """Return the addresses among the hosts an analyst named as servers."""
    found = set()
    for base in servers.values():
        host = urlsplit(base).hostname or ""
        try:
            found.add(str(ipaddress.ip_address(host)))
        except ValueError:
            continue
    return frozenset(found)
