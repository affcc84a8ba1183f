"""The fields of ``capture.json`` and of the log: names, types, meaning. The one place that says so.

Whoever adds a field adds a row here: a test compares every record and log line that the cases of
this repository hold.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Field(NamedTuple):
    """One field; ``kinds`` are the kinds of capture that have it, none for all of them."""

    name: str
    type: str
    about: str
    kinds: tuple[str, ...] = ()


class Event(NamedTuple):
    """One event of the log: its facts, and what it says."""

    name: str
    facts: tuple[str, ...]
    about: str


_FETCHED: Final = ("fetched",)
_FILE: Final = ("file",)
_DERIVED: Final = ("derived",)
RECORD: Final[tuple[Field, ...]] = (
    Field("schema", "text", "`osint-capture/1`"),
    Field("kind", "text", "`fetched` from an address, `file` handed over, or `derived`"),
    Field("work", "text", "12 hexadecimal digits that tie the record to its lines in the log"),
    Field("who", "text", "handle of the analyst"),
    Field("why", "text", "what it is to show, in the analyst's words"),
    Field("authority", "text", "what allows it (an order, a licence), where the analyst says so"),
    Field("title", "text", "title of the page or document, as found or given"),
    Field("started_utc", "text", "start, UTC, to the microsecond; makes the name of the capture"),
    Field("finished_utc", "text", "end, UTC"),
    Field("seconds", "number", "duration by a clock that is never set back, in seconds"),
    Field("outcome", "text", "one word of the outcomes below"),
    Field("complete", "boolean", "whether nothing is missing from the bytes"),
    Field("reason", "text", "what is unusual; empty for a plain success"),
    Field("content_type", "text", "media type as the server or the person named it"),
    Field("body", "text or null", "name of the body file; null when no byte of a body arrived"),
    Field("files", "object", "name -> bytes and sha256 of every file beside the record"),
    Field("tool", "object", "name, version, Python, system and what else made the bytes"),
    Field("url_asked", "text", "the address asked, without keys and login", _FETCHED),
    Field("url_final", "text", "the last address asked, after redirects", _FETCHED),
    Field("status", "number or null", "HTTP status of the last answer", _FETCHED),
    Field("hops", "list", "one entry a request, also one that failed", _FETCHED),
    Field("request_headers", "object", "headers of the first request, keys as REDACTED", _FETCHED),
    Field("redacted", "list", "names of what was replaced by REDACTED", _FETCHED),
    Field("limits", "object", "seconds, bytes and hops that were allowed", _FETCHED),
    Field("allowed_addresses", "list", "addresses not public that were allowed by name", _FETCHED),
    Field("certificate_exception", "object or null", "a certificate accepted, and why", _FETCHED),
    Field("range", "text", "only when a part was asked for: `bytes=0-99`", _FETCHED),
    Field("proxy", "object", "only through a proxy: scheme, host, port; never its login", _FETCHED),
    Field("sent", "object", "only of a POST: bytes, media type, SHA-256 of them", _FETCHED),
    Field("collector", "text", "only of a pull: the source asked", _FETCHED),
    Field("terms", "object", "only of a pull: class of licence, attribution, whether handing on "
          "needs a reason", _FETCHED),
    Field("attempts", "list", "only of a pull: each attempt with time, status, reason, wait",
          _FETCHED),
    Field("obtained", "text", "who gave the file, how and when", _FILE),
    Field("original_name", "text", "its name where it came from", _FILE),
    Field("url_stated", "text", "where it is said to be published; nobody looked", _FILE),
    Field("derived_from", "object", "capture, file and sha256 it was made from", _DERIVED),
    Field("method", "text or object", "of a POST the word; of a derived one, name, version and "
          "settings of what made it", ("fetched", "derived")),
)  # fmt: skip
HOP: Final[tuple[Field, ...]] = (
    Field("url", "text", "the address of this request"),
    Field("status", "number or null", "HTTP status"),
    Field("peer", "text", "address of the connected socket"),
    Field("peer_port", "number", "its port"),
    Field("tls", "object or null", "version, cipher, SHA-256 of the server's certificate"),
    Field("started_utc", "text", "start of the request, UTC"),
    Field("wire_bytes", "number", "bytes the server sent, heads included"),
    Field("wire_sha256", "text", "SHA-256 of these bytes"),
    Field("server_date", "text", "the server's Date header"),
    Field("server_minus_local_s", "number or null", "its clock minus ours, in seconds"),
    Field("content_type", "text", "as the server named it"),
    Field("content_encoding", "text", "as the server named it"),
    Field("problem", "text or null", "outcome and reason where the request failed"),
)
LINE: Final[tuple[Field, ...]] = (
    Field("n", "number", "place in the analyst's chain, from 1, over all files of the analyst"),
    Field("at", "text", "UTC, ISO 8601 with microseconds"),
    Field("who", "text", "handle of the analyst"),
    Field("event", "text", "two words with a dot"),
    Field("prev", "text", "SHA-256 of the exact line before, without its line break; 64 zeros "
          "before the first"),
    Field("after_seal", "text", "first line of a file only: SHA-256 of the newest seal"),
)  # fmt: skip
EVENTS: Final[tuple[Event, ...]] = (
    Event("capture.begin", ("work", "kind", "url", "name", "why"),
          "a capture is begun; url of an address, name of a file"),
    Event("capture.done", ("work", "capture", "capture_sha256", "outcome", "complete", "recovered"),
          "it has its name; the hash is that of its record; recovered: another process logged it"),
    Event("capture.refused", ("work", "code"), "it must not be made as asked; nothing is stored"),
    Event("capture.failed", ("work", "code"), "the machine failed; nothing is stored"),
    Event("capture.abandoned", ("work", "files"),
          "it was stopped; the hashes of what was there, which is deleted"),
    Event("capture.removed", ("capture", "reason", "files"), "the tombstone of a removal"),
    Event("capture.skipped", ("url", "why"), "what was not taken, and why"),
    Event("search.nothing", ("where", "question"), "what was looked for and not found"),
    Event("pull.done", ("pull", "collector", "parameters", "state", "rows", "table_sha256",
                        "captures", "schema", "licence", "problem"),
          "what became of a row of pulls.csv"),
    Event("licence.reason", ("licence", "reason"),
          "why data of a class of licence may leave the house"),
    Event("seal.begin", ("number",), "a seal is made; its files of the log end here"),
    Event("seal.stamped", ("number", "authority"), "an RFC 3161 time stamp stands beside it"),
    Event("seal.signed", ("number", "identity"), "an SSH signature stands beside it"),
    Event("bundle.made", ("edition", "sha256"), "a bundle left the case"),
    Event("export.made", ("format", "name", "bytes", "sha256"), "captures left for another tool"),
)  # fmt: skip
