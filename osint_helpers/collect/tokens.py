"""Tokens of OAuth 2 (RFC 6749, client credentials): asked for, kept in memory, never stored."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from osint_helpers.collect import strictly
from osint_helpers.collect.keys import Key
from osint_helpers.errors import CollectError, EvidenceError
from osint_helpers.evidence.net.posting import post
from osint_helpers.evidence.net.settings import Settings

FORM: Final = "application/x-www-form-urlencoded"
_USUAL: Final = 300.0  # seconds a token is kept when the server does not say how long it holds
_LONGEST: Final = 86_400.0  # seconds; no source gives a token for longer
_EARLY: Final = 30.0  # seconds before its end it is asked for anew
Post = Callable[[str, bytes, str, Settings], bytes]


class Tokens:
    """The tokens of one client, each until it expires.

    Parameters
    ----------
    post
        ``post(url, data, content_type, settings) -> bytes``.
    now
        A clock in seconds that never goes back.
    """

    def __init__(self, post: Post = post, now: Callable[[], float] = time.monotonic) -> None:
        self._post, self._now = post, now
        self._held: dict[tuple[str, str], tuple[Key, float]] = {}

    def __repr__(self) -> str:
        """Return how many there are."""
        return f"<{len(self._held)} tokens>"

    def get(self, url: str, login: str, settings: Settings, *, title: str) -> Key:
        """Return a token that holds.

        Parameters
        ----------
        url
            Where tokens are given.
        login
            Client id and secret, parted by the first colon.
        settings
            Of the request; no key in them.
        title
            Of the source, for errors.

        Raises
        ------
        CollectError
            When there is no token in the answer; its text is never repeated.
        """
        held = self._held.get((url, login))
        if held is not None and self._now() < held[1]:
            return held[0]
        client, _, secret = login.partition(":")
        data = urlencode({"grant_type": "client_credentials", "client_id": client,
                          "client_secret": secret}).encode()  # fmt: skip
        try:
            answer = self._post(url, data, FORM, settings)
        except EvidenceError as error:
            raise _none(title, error.what) from None
        token, seconds = _read(answer, title)
        until = self._now() + seconds - min(_EARLY, seconds / 10)
        self._held[url, login] = (token, until)
        return token

    def forget(self, url: str, login: str) -> None:
        """Give up a token that was refused."""
        self._held.pop((url, login), None)


def _read(answer: bytes, title: str) -> tuple[Key, float]:
    try:
        found: Any = strictly.json_of(answer, source=title)
    except CollectError:
        raise _none(title, "the answer is no JSON") from None
    fields = found if isinstance(found, dict) else {}
    token, kind = fields.get("access_token"), fields.get("token_type", "Bearer")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token:
        raise _none(title, "the answer holds none")
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise _none(title, "it is of another kind than Bearer")
    seconds = fields.get("expires_in", _USUAL)
    # an absurd life is no life: a day is more than any source gives
    fit = isinstance(seconds, int | float) and 0 < seconds <= _LONGEST
    return Key(token), float(seconds) if fit else _USUAL


def _none(title: str, why: str) -> CollectError:
    return CollectError(
        f"{title} gave no token: {why}",
        advice="check the client id and the secret in the environment",
    )
