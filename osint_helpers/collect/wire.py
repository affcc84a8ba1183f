"""The transport under `requests`: captures of a case, or the guarded wire of the evidence room."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from osint_helpers.collect import shelf
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.retrying import Fetch, retrying
from osint_helpers.errors import CollectError, NotRecorded
from osint_helpers.evidence import redacting
from osint_helpers.evidence.net.settings import USER_AGENT, Settings

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client
    from osint_helpers.evidence.record import Capture

_OWN = frozenset({"user-agent", "accept-encoding", "connection", "content-length", "content-type"})


class WireAdapter(BaseAdapter):
    """Answers one request for a client, in its mode.

    Attributes
    ----------
    answer
        What came, set by :meth:`send`.
    """

    answer: Answer

    def __init__(
        self, client: Client, manifest: Manifest, *, collector: str, idempotent: bool, keyed: bool
    ) -> None:
        super().__init__()
        self._client, self._manifest = client, manifest
        self._collector = collector or manifest.name
        self._idempotent, self._keyed = idempotent, keyed

    def send(  # type: ignore[override]
        self,
        request: requests.PreparedRequest,
        **_: Any,  # noqa: ANN401
    ) -> requests.Response:
        """Answer a prepared request; limits and proxies are those of the client."""
        self.answer = self._answer(request)
        return _response(request, self.answer)

    def close(self) -> None:
        """Nothing is held open."""

    def _answer(self, request: requests.PreparedRequest) -> Answer:
        client, url = self._client, str(request.url)
        data = request.body.encode() if isinstance(request.body, str) else request.body
        asked = shelf.identity(str(request.method), redacting.safe(url), data)
        if not (client.mode == "live" or (client.mode == "record" and client.again)):
            held = client.shelf.find(asked)
            if held is not None and (client.mode == "replay" or held.sound):
                return self._held(held)
        if client.mode == "replay":
            raise self._not_recorded(redacting.safe(url))
        settings = self._settings(request, data)
        if client.mode == "live":
            folder = client.scratch()
            return self._of(self._fetch(url)(url, folder, settings), folder, "")
        return self._record(url, settings)

    def _held(self, capture: Capture) -> Answer:
        shelf.body_of(capture)
        return self._of(capture.record, capture.folder, capture.id)

    def _record(self, url: str, settings: Settings) -> Answer:
        from osint_helpers.evidence.storing import Store

        client = self._client
        if client.case is None or not client.who:
            raise CollectError(
                "nobody is named as the analyst", advice="say Client(who=…) or set OSINT_ANALYST"
            )
        why = client.why or f"{self._collector} for the case {client.case.name}"
        store = Store(client.case, client.who, fetch=self._fetch(url))
        capture = store.capture(url, why=why, settings=settings)
        client.shelf.add(capture)
        return self._of(capture.record, capture.folder, capture.id)

    def _fetch(self, url: str) -> Fetch:
        from osint_helpers.evidence.net.fetching import fetch

        def collected(url: str, folder: Path, settings: Settings) -> dict[str, Any]:
            return {**fetch(url, folder, settings), "collector": self._collector,
                    "licence": self._manifest.licence}  # fmt: skip

        return retrying(
            collected, self._client.policy, rates=self._client.rates, host=urlsplit(url).netloc,
            interval=self._manifest.rate.interval, idempotent=self._idempotent,
        )  # fmt: skip

    def _settings(self, request: requests.PreparedRequest, data: bytes | None) -> Settings:
        client = self._client
        sent = client.credentials(self._manifest, str(request.url)) if self._keyed else None
        headers = {name: str(text) for name, text in request.headers.items()
                   if name.lower() not in _OWN}  # fmt: skip
        if sent is not None:
            headers |= sent.headers
        contact = f"; {client.contact}" if client.contact else ""
        return Settings(
            seconds=client.policy.seconds, max_wire=client.max_body, max_body=client.max_body,
            user_agent=USER_AGENT.replace(")", f"{contact})"), headers=headers,
            secrets={} if sent is None else sent.secrets, allow=_named(client.servers),
            signed=self._manifest.signed,
            data=data, data_type=str(request.headers.get("Content-Type", "")) if data else "",
        )  # fmt: skip

    def _of(self, record: Mapping[str, Any], folder: Path, capture: str) -> Answer:
        name = record["body"]
        digest = record["files"][name]["sha256"] if name and "files" in record else ""
        if name and not digest:
            from osint_helpers.evidence import hashing

            digest = hashing.of_file(folder / name)
        hops = record["hops"]
        return Answer(
            str(record["url_asked"]), record["status"], shelf.headers_of(folder),
            folder / name if name else None, digest, str(record["outcome"]),
            bool(record["complete"]), str(record["reason"]), capture,
            str(hops[0]["started_utc"]) if hops else "", self._manifest.title,
            shelf.synthetic(dict(record)),
        )  # fmt: skip

    def _not_recorded(self, shown: str) -> NotRecorded:
        case = self._client.case
        if case is None:
            return NotRecorded(
                f"no case is named to replay {self._collector} from",
                advice="say Client(case), or mode='live' to ask the source without keeping it",
            )
        name = shlex.quote(case.name)
        return NotRecorded(
            f"the case {case.name} has no recorded answer of {self._manifest.title} for {shown}",
            advice=f"osint pull {name} records what its pulls.csv asks for; OSINT_MODE=record "
            "records what a notebook asks for",
        )


def _named(servers: Mapping[str, str]) -> frozenset[str]:
    """Return the addresses among the hosts an analyst named as servers."""
    import ipaddress

    found = set()
    for base in servers.values():
        host = urlsplit(base).hostname or ""
        try:
            found.add(str(ipaddress.ip_address(host)))
        except ValueError:
            continue
    return frozenset(found)


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    response = requests.Response()
    response.request = request
    response.url = answer.url
    response.status_code = answer.status or 0
    response.headers = CaseInsensitiveDict(answer.headers)
    response.reason = answer.reason
    if answer.path is not None:
        response.raw = answer.path.open("rb")
    return response
