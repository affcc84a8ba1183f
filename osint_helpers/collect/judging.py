"""Which answers are good, and the typed error of one that is not."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import Final

from osint_helpers.collect.answers import Answer
from osint_helpers.collect.waiting import retry_after
from osint_helpers.errors import CollectError, SourceRefusedError

_OUTCOMES: Final = {
    "dns": "nothing was asked: check the network, or OSINT_PROXY",
    "proxy": "check OSINT_PROXY; nothing was asked past the proxy",
    "too-large": "nothing whole came: allow more with Client(max_body=…)",
    "timeout": "nothing whole came: ask again, or allow more time with Client(policy=…)",
    "tls": "nothing was asked: the connection is not the one of the source",
    "blocked-address": "name a server on your own machine in Client(servers=…) by its address",
}


def good(outcome: str, status: int | None, also: Collection[int]) -> bool:
    """Say whether an answer is one: a success, or a whole one with a status in `also`."""
    return outcome == "ok" or (outcome == "http-status" and status in also)


def whole(answer: Answer, also: Collection[int]) -> Answer:
    """Return a good answer as it is.

    Raises
    ------
    SourceRefusedError
        For a whole answer that is none: an error status, a login page, a challenge.
    CollectError
        When no whole answer came.
    """
    if good(answer.outcome, answer.status, also):
        return answer
    said = "" if answer.path is None else answer.said()
    asked = retry_after(answer.headers, time.time())
    wait = "" if not asked else f"; it asks to wait {asked:.0f} s"
    text = f"{answer.source}: {answer.reason}{said}{wait}"
    if answer.complete:
        raise SourceRefusedError(text, status=answer.status, advice=_advice(answer.status))
    raise CollectError(text, advice=_OUTCOMES.get(answer.outcome, "nothing whole came: ask again"))


def _advice(status: int | None) -> str:
    if status == 429:
        return "the source limits how often it may be asked: wait, then go on"
    if status in {401, 403}:
        return "the source refuses this key, this question or this address"
    return "read what it says; the capture keeps it"
