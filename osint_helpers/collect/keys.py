"""Keys: from the environment, to the host that owns them, and nowhere else."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from osint_helpers._card import Carded
from osint_helpers.collect.manifests import Manifest
from osint_helpers.errors import KeyMissingError


class Key(str):
    """A key: text like any other, but for a debugger or a traceback that prints variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return ``'REDACTED'``."""
        return "'REDACTED'"


@dataclass(frozen=True)
class Sent(Carded):
    """What carries a key in one request; never shown."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def key_of(manifest: Manifest, environment: Mapping[str, str]) -> str:
    """Return the key of a source, ``""`` when it needs none or it is optional and not set.

    For ``oauth2`` it is client id and secret, parted by a colon.

    Raises
    ------
    KeyMissingError
        When it is needed and not set, or one of two is; names the variables, never a value.
    """
    auth = manifest.auth
    values = [environment.get(one, "").strip() for one in auth.variables]
    if auth.kind == "oauth2":
        if all(values):
            return Key(":".join(values))
        if any(values) or not auth.optional:
            raise missing(manifest)
        return ""
    found = next((one for one in values if one), "")
    if not found and auth.variables and not auth.optional:
        raise missing(manifest)
    return Key(found)


def missing(manifest: Manifest) -> KeyMissingError:
    """Return the error for a source whose key is not set."""
    word = " and " if manifest.auth.kind == "oauth2" else " or "
    return KeyMissingError(
        f"{manifest.title} needs a key",
        advice=f"set {word.join(manifest.auth.variables)} in the environment",
    )


def owns(manifest: Manifest, url: str) -> bool:
    """Say whether an address belongs to a source, by scheme, host and port of its servers."""
    return any(same_origin(url, base) for base in manifest.servers.values())


def same_origin(one: str, other: str) -> bool:
    """Say whether two addresses have scheme, host and port in common."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str, int | None]:
    split = urlsplit(url)
    return (
        split.scheme,
        split.hostname or "",
        split.port or {"http": 80, "https": 443}.get(split.scheme),
    )


def sent(manifest: Manifest, key: str) -> Sent:
    """Return the headers or query parameters that carry `key`; of ``oauth2``, the token."""
    auth = manifest.auth
    if not key:
        return Sent()
    if auth.kind == "header":
        return Sent(headers={auth.name: Key(key)})
    if auth.kind == "query":
        # some portals issue a key percent-encoded: it is encoded once, when it is sent
        return Sent(secrets={auth.name: Key(unquote(key))})
    if auth.kind == "basic":
        login = base64.b64encode(f"{key}:".encode()).decode()
        return Sent(headers={"Authorization": Key(f"Basic {login}")})
    return Sent(headers={"Authorization": Key(f"Bearer {key}")})
