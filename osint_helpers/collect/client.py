"""The one HTTP client: replay what a case recorded, record into it, or ask live."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import urlsplit

import requests

from osint_helpers import _paths
from osint_helpers._card import Card, Carded
from osint_helpers.collect.access import Access, addresses
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.judging import whole
from osint_helpers.collect.keys import Sent
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.rates import Rates, state_folder
from osint_helpers.collect.reach import Reach
from osint_helpers.collect.retrying import Policy
from osint_helpers.collect.shelf import Shelf
from osint_helpers.collect.wire import WireAdapter
from osint_helpers.errors import CollectError, EvidenceError
from osint_helpers.evidence.net import proxying
from osint_helpers.evidence.net.settings import USER_AGENT, Settings

MODES: Final = ("replay", "record", "live")
MODE_VARIABLE: Final = "OSINT_MODE"
CONTACT_VARIABLE: Final = "OSINT_CONTACT"
ANALYST_VARIABLE: Final = "OSINT_ANALYST"


class Client(Carded):
    """Asks public sources, in one of three modes.

    ``replay`` (the default) answers from the captures of a case and touches no network.
    ``record`` answers likewise where there is a sound capture, and otherwise asks the source and
    keeps the answer as a capture. ``live`` asks and keeps nothing beyond the life of the client.

    Parameters
    ----------
    case
        Folder of a case, or its name. Needed to record; without one nothing can be replayed.
    mode
        One of :data:`MODES`; else the environment variable ``OSINT_MODE``; else ``replay``.
    who, why
        Handle of the analyst (else ``OSINT_ANALYST``) and the purpose, stored with each capture.
    again
        Record anew although there is a sound capture.
    contact
        Address for the User-Agent (else ``OSINT_CONTACT``): who may be written to.
    servers
        Server of a source to ask instead of its own: ``{"comtrade": "http://127.0.0.1:8000/c"}``,
        ``{"opensky:auth": …}``. An address given here may be asked although it is not public.
    keys
        Keys by source name (``id:secret`` for a source with OAuth 2); else the environment, and
        then for the source's own servers only.
    proxy
        ``socks5h://host:port``, ``http://…`` or ``direct``; else ``OSINT_PROXY``. A proxy that
        fails is never gone around.
    policy
        How often and how long to ask again.
    max_body
        Bytes an answer may have.
    pins
        Replay from these captures only.
    tolerate
        New fields to pass over, by source name.
    rates
        The rate table; by default that of the user.
    answered
        Called with the title of the source after each answer, for a progress bar.
    environment
        By default that of the process.

    Raises
    ------
    CollectError
        For an unknown mode, a case that is not there, or an unusable proxy.
    EvidenceError
        For a pin that is not there.

    Examples
    --------
    As a context manager it deletes in the end what live answers left on the disk::

        with Client("maybach-2018") as client:
            table = comtrade.trade(client, …)
    """

    def __init__(
        self,
        case: Path | str | None = None,
        mode: str | None = None,
        *,
        who: str = "",
        why: str = "",
        again: bool = False,
        contact: str = "",
        servers: Mapping[str, str] | None = None,
        keys: Mapping[str, str] | None = None,
        proxy: str | None = None,
        policy: Policy | None = None,
        max_body: int = 200 << 20,
        pins: Collection[str] = (),
        tolerate: Mapping[str, Collection[str]] | None = None,
        rates: Rates | None = None,
        answered: Callable[[str], None] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.environment = os.environ if environment is None else environment
        self.mode = mode or self.environment.get(MODE_VARIABLE, "") or "replay"
        if self.mode not in MODES:
            raise CollectError(f"{self.mode!r} is no mode", advice=f"use one of {', '.join(MODES)}")
        self.case = None if case is None else _folder(case)
        self.who = who or self.environment.get(ANALYST_VARIABLE, "")
        self.why, self.again = why, again
        self.contact = contact or self.environment.get(CONTACT_VARIABLE, "")
        self.servers = dict(servers or {})
        self._proxy = proxy
        if proxy:
            self._chosen_proxy()
        self.policy, self.max_body = policy or Policy(), max_body
        self.rates = rates or Rates(state_folder() / "rates")
        self.reach = Reach()
        self.shelf, self.answered = Shelf(self.case, pins), answered
        self.replayed = 0  # answers the case held already, since this client was made
        self._tolerate = {name: tuple(found) for name, found in (tolerate or {}).items()}
        self._lock = threading.Lock()
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._access = Access(keys or {}, self.servers, self.environment, self.rates)
        if self.mode == "record" and self.case is None:
            raise CollectError("nothing can be recorded without a case", advice="name one")

    def tolerated(self, manifest: Manifest) -> tuple[str, ...]:
        """Return the new fields of a source that the analyst lets pass unread."""
        return self._tolerate.get(manifest.name, ())

    def address(self, manifest: Manifest, path: str, *, server: str = "") -> str:
        """Return a whole address: `path` below a server of the source, or itself when whole."""
        if urlsplit(path).scheme:
            return path
        name = f"{manifest.name}:{server}" if server else manifest.name
        base = self.servers.get(name) or manifest.servers[server]
        return f"{base}/{path.lstrip('/')}"

    def ask(
        self,
        manifest: Manifest,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,  # noqa: ANN401
        form: Mapping[str, str] | None = None,
        server: str = "",
        collector: str = "",
        also: Collection[int] = (),
        idempotent: bool = True,
        keyed: bool = True,
        span: tuple[int, int] | None = None,
        again: bool = False,
    ) -> Answer:
        """Ask once (and again where that is safe); return a whole answer.

        Parameters
        ----------
        path
            Below the server of the source, or a whole address.
        params
            Query; a value may be a list. Never a key.
        headers
            Further request headers. Never a key.
        json, form
            What is posted; the call is a GET without either.
        server
            Name of another server in the manifest.
        collector
            ``comtrade.trade``; stored with the capture.
        also
            Statuses that are answers too, such as 404 for "unknown id".
        idempotent
            False: a POST that changes something there is never sent twice.
        keyed
            False: send no key with it.
        span
            First and last byte, both included, when a part of a resource is asked for.
        again
            Record anew although there is a sound capture: what changes, such as a state. In replay
            the newest answers.

        Raises
        ------
        NotRecorded
            In replay, when the case holds no answer to this question.
        KeyMissingError
            When the source needs a key; never in replay.
        SourceRefusedError
            On an error status, a login page, a challenge.
        CollectError
            When no whole answer came.
        """
        try:
            request = requests.Request(
                "GET" if json is None and form is None else "POST",
                self.address(manifest, path, server=server),
                params=params, headers=dict(headers or {}), json=json, data=form,
            ).prepare()  # fmt: skip
        except (requests.RequestException, ValueError):
            raise CollectError(
                f"the question to {manifest.title} cannot be sent",
                advice="check the server's address, and that numbers are no NaN",
            ) from None
        wire = WireAdapter(
            self, manifest, collector=collector, also=also, idempotent=idempotent, keyed=keyed,
            span=span, again=again or self.again,
        )  # fmt: skip
        answer = whole(wire.answer(request), also)
        if self.answered is not None:
            self.answered(manifest.title)
        return answer

    def settings(self, manifest: Manifest) -> Settings:
        """Return limits, identity and way of a request to a source, without any key.

        Raises
        ------
        CollectError
            When the source wants a contact and there is none, or it is not said whether a proxy
            of the environment is to be used.
        """
        if manifest.contact_required and not self.contact:
            raise CollectError(
                f"{manifest.title} wants to know whom to write to",
                advice="say Client(contact='name@example.org') or set OSINT_CONTACT",
            )
        contact = f"; {self.contact}" if self.contact else ""
        return Settings(
            seconds=self.policy.seconds, max_wire=self.max_body, max_body=self.max_body,
            user_agent=USER_AGENT.replace(")", f"{contact})"), allow=addresses(self.servers),
            proxy=self._chosen_proxy(),
        )  # fmt: skip

    def _chosen_proxy(self) -> str:
        try:
            return proxying.chosen(self.environment, self._proxy)
        except EvidenceError as error:
            raise CollectError(error.what, advice=error.advice) from None

    def credentials(self, manifest: Manifest, url: str) -> Sent:
        """Return what carries the key of a source to `url`; nothing for any other host.

        A key given as an argument goes to the servers given as arguments too; a key of the
        environment only ever to the source's own.

        Raises
        ------
        KeyMissingError
            When the source needs a key and there is none.
        CollectError
            When no token was given for it.
        """
        return self._access.credentials(manifest, url, self.settings(manifest))

    def forget_token(self, manifest: Manifest) -> None:
        """Give up the token of a source that was refused; the next question asks for another."""
        self._access.forget_token(manifest)

    def scratch(self) -> Path:
        """Return a new folder that lives as long as this client, for live answers."""
        with self._lock:  # a second folder would take the first one, and its answers, with it
            if self._scratch is None:
                self._scratch = tempfile.TemporaryDirectory(prefix="osint-live-")
            return Path(tempfile.mkdtemp(dir=self._scratch.name))

    def close(self) -> None:
        """Delete what live answers left on the disk."""
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the client."""
        self.close()

    def _card_(self) -> Card:
        """Return mode, case and analyst; never a key."""
        return Card("client", self.mode, (("case", "" if self.case is None else self.case.name),))


def _folder(case: Path | str) -> Path:
    path = Path(case)
    named = (folder / path for folder in _paths.case_folders())
    inside = next((one for one in named if one.is_dir()), _paths.cases_folder() / path)
    found = path if path.is_dir() or path.is_absolute() else inside
    if not found.is_dir():
        raise CollectError("is no case folder", file=found, advice="name a case or its folder")
    return found
