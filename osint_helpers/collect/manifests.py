"""What a collector says of its source: publisher, terms, licence class, key, limits, rate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.collect.licences import CLASSES
from osint_helpers.errors import CollectError
from osint_helpers.evidence.net.secrets import is_key_header

KINDS: Final = (
    "shipping", "news", "vessels", "flights", "parties", "imagery", "sanctions",
)  # fmt: skip
AUTH_KINDS: Final = ("none", "header", "query", "bearer", "basic", "oauth2")
# How we know the shape of the answers; printed in docs/sources.md.
BASES: Final[dict[str, str]] = {
    "recorded": "built from recorded answers of the source",
    "documented": "built from the documentation of the source or of its own client",
    "unverified": "parts rest on memory; to be confirmed at the first live call",
}
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Auth(Carded):
    """How a source wants its key.

    Attributes
    ----------
    kind
        One of :data:`AUTH_KINDS`. ``header``: the header `name`; ``query``: the parameter `name`;
        ``bearer``: ``Authorization: Bearer``; ``basic``: the key as user name without password;
        ``oauth2``: client id and secret, exchanged for a token at the server ``auth``.
    name
        Header or query parameter.
    variables
        Environment variables, the first one set wins; for ``oauth2`` id and secret, both needed.
    optional
        True: the source also answers without a key.
    """

    kind: str = "none"
    name: str = ""
    variables: tuple[str, ...] = ()
    optional: bool = False

    def __post_init__(self) -> None:
        if self.kind not in AUTH_KINDS or (self.kind != "none") != bool(self.variables):
            raise CollectError(f"{self.kind!r} is no way to send a key, or names no variable")
        if self.kind in {"header", "query"} and not self.name:
            raise CollectError(f"a key sent as {self.kind} needs the name of the {self.kind}")
        if self.kind == "header" and not is_key_header(self.name):
            # what is not known as a key would be stored, and would follow a redirect
            raise CollectError(f"the header {self.name!r} is not recognised as one with a key")
        if self.kind == "oauth2" and len(self.variables) != 2:
            raise CollectError("oauth2 needs two variables: of the client id and of its secret")


@dataclass(frozen=True)
class Rate(Carded):
    """How often a host may be asked: at most `calls` in `seconds`, evenly spread.

    Attributes
    ----------
    basis
        Where the figure comes from.
    pause
        Seconds to wait after a refusal (429) that does not say how long.
    """

    calls: int = 1
    seconds: float = 1.0
    basis: str = "chosen to be polite; the source publishes no figure"
    pause: float = 0.0

    @property
    def interval(self) -> float:
        """Seconds between two calls."""
        return self.seconds / self.calls


@dataclass(frozen=True, repr=False)
class Manifest(Carded):
    """One public source.

    Attributes
    ----------
    name
        Short name, as in ``comtrade``: the first part of every collector ``comtrade.trade``.
    kind
        One of :data:`KINDS`, the folder the module lies in.
    title, publisher
        As counsel should read them.
    servers
        Name to base address without a final slash; ``""`` is the main one. Empty: files only.
    terms, terms_url
        The terms in a sentence; where they stand.
    licence
        A key of :data:`osint_helpers.collect.licences.CLASSES`.
    attribution
        The line the report prints.
    signed
        True: answers come by a redirect to an address the server has signed.
    limits
        What the data cannot show, a sentence each; goes into ``meta.limits`` of every result.
    calls
        The public functions of the module that return `Collected`.
    schema
        Version of our reading of the answers, such as ``comtrade/1``.
    basis
        A key of :data:`BASES`.
    contact_required
        True: the source wants to know whom to write to, so it is not asked without a contact.
    """

    name: str
    kind: str
    title: str
    publisher: str
    terms: str
    licence: str
    attribution: str
    calls: tuple[str, ...]
    schema: str
    basis: str
    servers: Mapping[str, str] = field(default_factory=dict)
    terms_url: str = ""
    auth: Auth = field(default_factory=Auth)
    rate: Rate = field(default_factory=Rate)
    limits: tuple[str, ...] = ()
    contact_required: bool = False
    signed: bool = False

    def __post_init__(self) -> None:
        known = {"kind": KINDS, "licence": CLASSES, "basis": BASES}
        for name, allowed in known.items():
            if getattr(self, name) not in allowed:
                raise CollectError(f"{getattr(self, name)!r} is no {name}", column=name)
        if not _NAME.fullmatch(self.name) or not self.calls or not self.limits:
            raise CollectError(
                f"the manifest {self.name!r} needs a plain name, its calls and its limits"
            )
        if self.auth.kind == "oauth2" and "auth" not in self.servers:
            raise CollectError(f"{self.name!r} names no server 'auth' to get a token from")
        if any(base.endswith("/") for base in self.servers.values()):
            raise CollectError(f"a server of {self.name!r} ends with a slash")
