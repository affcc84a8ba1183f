"""Keys: from the environment, to the host that owns them, and nowhere else."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from osint_helpers.collect.manifests import Manifest
from osint_helpers.errors import KeyMissingError


@dataclass(frozen=True)
class Sent:
    """What carries a key in one request; never shown."""

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def key_of(manifest: Manifest, environment: Mapping[str, str]) -> str:
    """Return the key of a source, ``""`` when it needs none or it is optional and not set.

    Raises
    ------
    KeyMissingError
        When it is needed and not set; names the variables, never a value.
    """
    auth = manifest.auth
    found = next((environment[one] for one in auth.variables if environment.get(one)), "")
    if not found and auth.variables and not auth.optional:
        raise KeyMissingError(
            f"{manifest.title} needs a key",
            advice=f"set {' or '.join(auth.variables)} in the environment",
        )
    return found.strip()


def owns(manifest: Manifest, url: str) -> bool:
    """Say whether an address belongs to a source, by scheme, host and port of its servers."""
    asked = urlsplit(url)
    bases = [urlsplit(base) for base in manifest.servers.values()]
    return any((one.scheme, one.netloc) == (asked.scheme, asked.netloc) for one in bases)


def sent(manifest: Manifest, key: str) -> Sent:
    """Return the headers or query parameters that carry `key`."""
    auth = manifest.auth
    if not key:
        return Sent()
    if auth.kind == "header":
        return Sent(headers={auth.name: key})
    if auth.kind == "query":
        # some portals issue a key percent-encoded: it is encoded once, when it is sent
        return Sent(secrets={auth.name: unquote(key)})
    if auth.kind == "basic":
        login = base64.b64encode(f"{key}:".encode()).decode()
        return Sent(headers={"Authorization": f"Basic {login}"})
    return Sent(headers={"Authorization": f"Bearer {key}"})
