"""The one HTTP client: replay what a case recorded, record into it, or ask live."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import requests

from osint_helpers import _paths
from osint_helpers.collect import keys as keyring
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.rates import Rates, state_folder
from osint_helpers.collect.retrying import Policy
from osint_helpers.collect.shelf import Shelf
from osint_helpers.collect.wire import WireAdapter
from osint_helpers.errors import CollectError, SourceRefusedError

MODES: Final = ("replay", "record", "live")
MODE_VARIABLE: Final = "OSINT_MODE"
CONTACT_VARIABLE: Final = "OSINT_CONTACT"
ANALYST_VARIABLE: Final = "OSINT_ANALYST"


class Client:
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
        Keys by source name; else the environment, and then for the source's own servers only.
    proxy
        ``http://…`` or ``socks5h://…``; else ``OSINT_PROXY``. A proxy that fails is never gone
        around.
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
        For an unknown mode, or a case that is not there.
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
        self.servers, self.keys = dict(servers or {}), dict(keys or {})
        self.proxy = proxy
        self.policy = policy or Policy()
        self.max_body = max_body
        self.rates = rates or Rates(state_folder() / "rates")
        self.shelf = Shelf(self.case, pins)
        self.answered = answered
        self._tolerate = {name: tuple(found) for name, found in (tolerate or {}).items()}
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
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
        url = self.address(manifest, path, server=server)
        request = requests.Request(
            "GET" if json is None and form is None else "POST",
            url, params=params, headers=dict(headers or {}), json=json, data=form,
        ).prepare()  # fmt: skip
        with requests.Session() as session:
            session.trust_env = False
            adapter = WireAdapter(
                self, manifest, collector=collector, idempotent=idempotent, keyed=keyed
            )
            session.mount("http://", adapter)
            session.mount("https://", adapter)
            session.send(request, allow_redirects=False)
        if self.answered is not None:
            self.answered(manifest.title)
        return _whole(adapter.answer, also)

    def credentials(self, manifest: Manifest, url: str) -> keyring.Sent:
        """Return what carries the key of a source to `url`; nothing for any other host.

        A key given as an argument goes to the servers given as arguments too; a key of the
        environment only ever to the source's own.

        Raises
        ------
        KeyMissingError
            When the source needs a key and there is none.
        """
        given = self.keys.get(manifest.name)
        named = [base for name, base in self.servers.items()
                 if name.partition(":")[0] == manifest.name]  # fmt: skip
        if any(_below(url, base) for base in named):
            return keyring.sent(manifest, given) if given else keyring.Sent()
        if not keyring.owns(manifest, url):
            return keyring.Sent()
        return keyring.sent(manifest, given or keyring.key_of(manifest, self.environment))

    def scratch(self) -> Path:
        """Return a new folder that lives as long as this client, for live answers."""
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="osint-live-")
        return Path(tempfile.mkdtemp(dir=self._scratch.name))

    def close(self) -> None:
        """Delete what live answers left on the disk."""
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None


def _below(url: str, base: str) -> bool:
    asked, own = urlsplit(url), urlsplit(base)
    return (asked.scheme, asked.netloc) == (own.scheme, own.netloc)


def _folder(case: Path | str) -> Path:
    path = Path(case)
    found = path if path.is_dir() or path.is_absolute() else _paths.cases_folder() / path
    if not found.is_dir():
        raise CollectError("is no case folder", file=found, advice="name a case or its folder")
    return found


def _whole(answer: Answer, also: Collection[int]) -> Answer:
    """Return a whole answer with a good status, or raise what it is instead."""
    if answer.outcome == "ok" or (answer.complete and answer.status in also):
        return answer
    said = "" if answer.path is None else answer.said()
    text = f"{answer.source}: {answer.reason}{said}"
    if answer.complete:
        raise SourceRefusedError(text, status=answer.status, advice=_advice(answer.status))
    raise CollectError(text, advice="nothing whole came: ask again later")


def _advice(status: int | None) -> str:
    if status == 429:
        return "the source limits how often it may be asked: wait, then go on"
    if status in {401, 403}:
        return "the source refuses this key, this question or this address"
    return "read what it says; the capture keeps it"
