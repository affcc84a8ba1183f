"""Keys: where they go, how they are hidden, and the proof that none is stored."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote, quote_plus, unquote_plus, unquote_to_bytes

from osint_helpers.errors import CaptureRefusedError
from osint_helpers.evidence.net.settings import Settings
from osint_helpers.evidence.net.urls import Url

REDACTED: Final = "REDACTED"
_LONG: Final = 8  # a part of a header counts as a secret from this length on
_KEY_HEADERS: Final = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})
_KEY_WORD: Final = re.compile(
    r"key|token|secret|auth|passw|pwd|session|credential|signature|cookie|jwt"
)


def is_key_header(name: str) -> bool:
    """Say whether a request header carries a key, by its name."""
    plain = name.lower()
    return plain in _KEY_HEADERS or _KEY_WORD.search(plain) is not None


def with_secrets(url: Url, secrets: Mapping[str, str]) -> tuple[Url, Url]:
    """Return the URL to ask and the URL to store: the same but for the values of the secrets.

    A parameter that already stands in the URL keeps its place; others follow at the end.
    """
    if not secrets:
        return url, url
    path, _, query = url.target.partition("?")
    parts = query.split("&") if query else []
    missing = sorted(set(secrets) - {_name(part) for part in parts})

    def filled(shown: bool) -> Url:
        found = [
            f"{part.partition('=')[0]}={_value(secrets[_name(part)], shown)}"
            if _name(part) in secrets
            else part
            for part in parts
        ]
        found += [f"{quote(name, safe='')}={_value(secrets[name], shown)}" for name in missing]
        return Url(url.scheme, url.host, url.port, f"{path}?{'&'.join(found)}")

    return filled(False), filled(True)


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0])


def _value(secret: str, shown: bool) -> str:
    return REDACTED if shown else quote(secret, safe="")


def request_headers(
    settings: Settings, authority: str, encodings: str, *, keyed: bool
) -> dict[str, str]:
    """Return the headers of one request.

    Parameters
    ----------
    authority
        For the Host header.
    encodings
        Content codings this tool takes.
    keyed
        Whether headers that carry a key may go: to the origin they are meant for, and no other.
    """
    set_by_us = {
        "Host": authority,
        "User-Agent": settings.user_agent,
        "Accept": "*/*",
        "Accept-Encoding": encodings,
        "Connection": "close",
    }
    given = {
        name: text for name, text in settings.headers.items() if keyed or not is_key_header(name)
    }
    names = {name.lower() for name in given}
    return {
        **{name: text for name, text in set_by_us.items() if name.lower() not in names},
        **given,
    }


def shown_headers(headers: Mapping[str, str], secrets: Secrets) -> dict[str, str]:
    """Return request headers as they may be stored."""
    return {
        name: REDACTED if is_key_header(name) else secrets.redact(text.encode()).decode()
        for name, text in headers.items()
    }


class Secrets:
    """Every form in which the secrets of a fetch could reach a file.

    Forms: literal, percent-encoded, base64 at every alignment, JSON- and HTML-escaped. A secret
    in any other form (compressed in a coding this tool cannot read, encrypted, split by markup)
    is not found.
    """

    def __init__(self, settings: Settings) -> None:
        values = set(settings.secrets.values())
        for name, value in settings.headers.items():
            if is_key_header(name) and value.strip():
                values |= {value.strip(), *_parts(value)}
        if settings.via is not None and settings.via.scheme == "http" and settings.via.user:
            values |= {settings.via.password, settings.via.login.partition(" ")[2]}
        found = {form for value in values for form in _forms(value)}
        self.forms = tuple(sorted(found, key=lambda form: (-len(form), form)))
        self.names = sorted(
            [*settings.secrets, *(name for name in settings.headers if is_key_header(name))]
        )

    def redact(self, data: bytes) -> bytes:
        """Return bytes that were sent with every secret replaced; longest forms first."""
        for form in self.forms:
            data = data.replace(form, REDACTED.encode())
        return data

    def refuse(self, data: bytes) -> None:
        """Raise when whole data holds a secret, as it stands or percent-decoded.

        Raises
        ------
        CaptureRefusedError
            ``secret-echoed``.
        """
        once = unquote_to_bytes(data)
        for text in (data, once, unquote_to_bytes(once)):
            self.watch().feed(text)

    def watch(self) -> Watch:
        """Return a watch over one stream."""
        return Watch(self.forms)


def tells(text: str, settings: Settings) -> bool:
    """Say whether a text holds a secret in one of its forms, as it stands or percent-decoded."""
    try:
        Secrets(settings).refuse(text.encode("utf-8", "replace"))
    except CaptureRefusedError:
        return True
    return False


class Watch:
    """Looks for secrets in a stream, also where they lie across two pieces."""

    def __init__(self, forms: tuple[bytes, ...]) -> None:
        self._forms = forms
        self._overlap = max(map(len, forms), default=1) - 1
        self._tail = b""

    def feed(self, data: bytes | bytearray | memoryview) -> None:
        """Look at the next piece.

        Raises
        ------
        CaptureRefusedError
            ``secret-echoed``.
        """
        if not self._forms:
            return
        text = self._tail + bytes(data)
        if any(form in text for form in self._forms):
            raise CaptureRefusedError(
                "secret-echoed", "the answer repeats a key of the request, so nothing is stored",
                advice="ask an address that does not repeat it, for instance the one it leads to",
            )  # fmt: skip
        self._tail = text[-self._overlap :] if self._overlap else b""


def _parts(value: str) -> Iterator[str]:
    """Yield what a header value hides: token, login, cookie values, when long enough."""
    scheme, _, rest = value.strip().partition(" ")
    found = [rest.strip()] if rest else []
    found += [part.partition("=")[2].strip().strip('"') for part in value.split(";")]
    if scheme.lower() == "basic":
        try:
            login = base64.b64decode(rest, validate=True).decode("utf-8", "replace")
        except ValueError:
            login = ""
        name, _, word = login.partition(":")
        found += [login, word or name]  # some take the key as the name, without a password
    yield from (part for part in found if len(part) >= _LONG)


def _forms(secret: str) -> Iterator[bytes]:
    texts = [secret, html.escape(secret), html.escape(secret, quote=False)]
    texts += [json.dumps(secret, ensure_ascii=plain_ascii)[1:-1] for plain_ascii in (True, False)]
    texts += [texts[-1].replace("/", "\\/")]
    for coded in (quote(secret, safe=""), quote(secret), quote_plus(secret)):
        texts += [coded, re.sub("%..", lambda found: found[0].lower(), coded)]
    plain = {text.encode() for text in texts}
    if not secret.isascii() and max(secret) <= "\xff":
        plain.add(secret.encode("latin-1"))
    for form in plain:
        yield form
        for offset in range(3):
            yield from _base64(form, offset)


def _base64(plain: bytes, offset: int) -> Iterator[bytes]:
    """Yield the characters that stand whatever lies before and behind the secret."""
    if len(plain) < _LONG and offset:
        return
    first = (offset * 8 + 5) // 6
    last = (offset + len(plain)) * 8 // 6
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        yield encode(b"\0" * offset + plain)[first:last]
