"""What answers a question: the captures of a case, or the guarded wire of the evidence room."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import requests

from osint_helpers._card import Carded
from osint_helpers.collect import shelf
from osint_helpers.collect.answers import Answer
from osint_helpers.collect.judging import good
from osint_helpers.collect.licences import CLASSES
from osint_helpers.collect.manifests import Manifest
from osint_helpers.collect.rates import host_of
from osint_helpers.collect.retrying import Asking, Fetch
from osint_helpers.errors import CollectError, NotRecorded
from osint_helpers.evidence import layout, redacting
from osint_helpers.evidence.net.judging import range_of
from osint_helpers.evidence.net.settings import Settings

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client
    from osint_helpers.evidence.record import Capture

# Set by the connection itself.
_OWN: Final = frozenset(
    {"user-agent", "accept-encoding", "connection", "content-length", "content-type"}
)
_FORM: Final = "application/x-www-form-urlencoded"


class WireAdapter(Carded):
    """Answers prepared requests for a client, in its mode.

    Parameters
    ----------
    client, manifest
        Who asks, and what.
    collector
        Stored with the capture.
    also
        Statuses that are answers, too.
    idempotent
        Whether it may be asked again.
    keyed
        Whether a key goes with it.
    span
        First and last byte, when a part is asked for.
    again
        Record anew although there is a sound capture.
    """

    def __init__(
        self,
        client: Client,
        manifest: Manifest,
        *,
        collector: str = "",
        also: Collection[int] = (),
        idempotent: bool = True,
        keyed: bool = True,
        span: tuple[int, int] | None = None,
        again: bool = False,
    ) -> None:
        self._client, self._manifest = client, manifest
        self._collector = collector or manifest.name
        self._also = frozenset(also)
        self._idempotent, self._keyed = idempotent, keyed
        self._span, self._again = span, again

    def answer(self, request: requests.PreparedRequest) -> Answer:
        """Return what was recorded, or what came; limits and proxy are those of the client.

        Raises
        ------
        NotRecorded
            In replay, when nothing is recorded.
        """
        client, url = self._client, str(request.url)
        data = _posted(request)
        auth = self._manifest.auth
        keys = (auth.name,) if auth.kind == "query" else ()
        if not (client.mode == "live" or (client.mode == "record" and self._again)):
            span = "" if self._span is None else range_of(self._span)
            asked = shelf.identity(str(request.method), url, data, keys, span)
            held = client.shelf.find(asked, self._good)
            if held is not None and (client.mode == "replay" or self._good_capture(held)):
                return self._held(held)
        if client.mode == "replay":
            raise self._not_recorded(redacting.safe(url, keys))
        settings = self._settings(request, data)
        self._reachable(url)
        answer = (self._live if client.mode == "live" else self._record)(url, settings)
        client.reach.note(host_of(url), answer.outcome, answer.reason)
        return answer

    def _reachable(self, url: str) -> None:
        """Refuse a question to a host that did not answer the last ones at all."""
        host = host_of(url)
        reason = self._client.reach.down(host)
        if reason:
            raise CollectError(
                f"{self._manifest.title} was not asked: {host} was not reached a moment ago "
                f"({reason})",
                advice="check the network or OSINT_PROXY; after a minute the same call goes on",
            )

    def _good(self, entry: shelf.Entry) -> bool:
        return entry.sound or good(entry.outcome, entry.status, self._also)

    def _good_capture(self, capture: Capture) -> bool:
        return capture.sound or good(capture.outcome, capture.record.get("status"), self._also)

    def _held(self, capture: Capture) -> Answer:
        shelf.body_of(capture)
        self._client.replayed += 1
        found = self._of(capture.record, capture.folder, capture.id)
        return dataclasses.replace(found, held=True)

    def _live(self, url: str, settings: Settings) -> Answer:
        folder = self._client.scratch()
        return self._of(self._fetch(url)(url, folder, settings), folder, "")

    def _record(self, url: str, settings: Settings) -> Answer:
        from osint_helpers.evidence.storing import Store

        client = self._client
        if client.case is None or not client.who:
            raise CollectError(
                "nobody is named as the analyst", advice="say Client(who=…) or set OSINT_ANALYST"
            )
        why = client.why or f"{self._collector} for the case {client.case.name}"
        who = layout.analyst(client.who)  # before a turn is waited for
        store = Store(client.case, who, fetch=self._fetch(url))
        capture = store.capture(url, why=why, settings=settings)
        client.shelf.add(capture)
        return self._of(capture.record, capture.folder, capture.id)

    def _fetch(self, url: str) -> Fetch:
        """Wait for a turn; return what asks, and asks again where that is safe."""
        from osint_helpers.evidence.net.fetching import fetch

        def collected(url: str, folder: Path, settings: Settings) -> dict[str, Any]:
            return {**fetch(url, folder, settings), "collector": self._collector,
                    "terms": _terms(self._manifest)}  # fmt: skip

        def renewed(settings: Settings) -> Settings:
            self._client.forget_token(self._manifest)
            sent = self._client.credentials(self._manifest, url)
            return dataclasses.replace(settings, headers={**settings.headers, **sent.headers})

        renews = self._keyed and self._manifest.auth.kind == "oauth2"
        return Asking(
            self._client.policy, self._client.rates, host_of(url), self._manifest.rate.interval,
            idempotent=self._idempotent, renew=renewed if renews else None,
            quiet=self._manifest.rate.pause,
        ).by(collected)  # fmt: skip

    def _settings(self, request: requests.PreparedRequest, data: bytes | None) -> Settings:
        client = self._client
        plain = client.settings(self._manifest)
        sent = client.credentials(self._manifest, str(request.url)) if self._keyed else None
        headers = {name: str(text) for name, text in request.headers.items()
                   if name.lower() not in _OWN}  # fmt: skip
        if sent is not None:
            headers |= sent.headers
        kind = "" if data is None else str(request.headers.get("Content-Type") or _FORM)
        return dataclasses.replace(
            plain, headers=headers, secrets={} if sent is None else sent.secrets, data=data,
            data_type=kind, span=self._span, signed=self._manifest.signed,
            max_body=self._most(plain.max_body),
        )  # fmt: skip

    def _most(self, most: int) -> int:
        """Return the bytes a body may have: a server that sends all for a part is stopped early."""
        return most if self._span is None else min(most, self._span[1] - self._span[0] + 1)

    def _of(self, record: Mapping[str, Any], folder: Path, capture: str) -> Answer:
        name, files, hops = record["body"], record.get("files", {}), record["hops"]
        digest = files[name]["sha256"] if name in files else ""
        if name and not digest:
            from osint_helpers.evidence import hashing

            digest = hashing.of_file(folder / name)
        wire = str(files.get(layout.WIRE, {}).get("sha256", ""))
        return Answer(
            str(record["url_asked"]), record["status"], shelf.Headers(folder / layout.WIRE, wire),
            folder / name if name else None, digest, str(record["outcome"]),
            bool(record["complete"]), str(record["reason"]), capture,
            str(hops[0]["started_utc"]) if hops else "", self._manifest.title,
            shelf.synthetic(record),
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


def _terms(manifest: Manifest) -> dict[str, Any]:
    """Return what a capture says of the terms of its data (`evidence.terms`)."""
    return {
        "class": manifest.licence,
        "attribution": manifest.attribution,
        "reason_needed": CLASSES[manifest.licence].reason_to_hand_on,
    }


def _posted(request: requests.PreparedRequest) -> bytes | None:
    if request.method != "POST":
        return None
    return request.body.encode() if isinstance(request.body, str) else request.body or b""
