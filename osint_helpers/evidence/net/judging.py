"""What became of a fetch, in one word and one sentence."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from osint_helpers.evidence.layout import media_type
from osint_helpers.evidence.net.bodies import Body
from osint_helpers.evidence.net.hops import Hop
from osint_helpers.evidence.net.limits import ExchangeError
from osint_helpers.evidence.net.smells import smell

# Nothing is missing from the bytes; whether they show what was asked for is another question.
_WHOLE: Final = ("ok", "http-status", "login-wall", "challenge-page", "unknown-coding")


class Verdict(NamedTuple):
    """Outcome, whether the bytes are complete, and why: for a success what is unusual, or empty."""

    outcome: str
    complete: bool
    reason: str


def range_of(span: tuple[int, int]) -> str:
    """Return the value of a Range header for a first and a last byte."""
    return f"bytes={span[0]}-{span[1]}"


def judge(
    last: Hop, body: Body, stop: ExchangeError | None, span: tuple[int, int] | None = None
) -> Verdict:
    """Judge a fetch by its last hop.

    Parameters
    ----------
    body
        Its decoded body; only the beginning is looked at.
    stop
        Why a redirect was not followed.
    span
        The part that was asked for; None for the whole.
    """
    problem = stop or (None if span is None else _not_the_part(last, span)) or last.problem
    if problem is not None:
        outcome, reason = problem.outcome, problem.what
    elif last.coding:
        coding = re.sub(r"[^a-z0-9, -]", "", last.coding.lower())[:40]
        outcome, reason = "unknown-coding", f"the content coding is {coding!r}, kept as it was sent"
    else:
        outcome, reason = ("ok", "") if span and last.status == 206 else _page(last, body)
        reason = "; ".join(filter(None, (reason, *last.notes)))
    return Verdict(outcome, outcome in _WHOLE, reason)


def _not_the_part(last: Hop, span: tuple[int, int]) -> ExchangeError | None:
    """Return why an answer to a question for a part is not that part (RFC 9110, section 14.4).

    The whole instead of a part is none: where the part would lie in it is not for us to cut.
    """
    status = last.status or 0
    if 200 <= status < 300 and status != 206:
        return ExchangeError(
            "bad-response", f"a part was asked for, and the server began to send all ({status})"
        )
    if status != 206 or last.problem is not None:
        return None
    told = re.fullmatch(
        r"bytes (\d{1,15})-(\d{1,15})/(?:\d{1,15}|\*)", last.header("Content-Range")
    )
    if told is None or (int(told[1]), int(told[2])) != span or last.header("Content-Encoding"):
        said = re.sub(r"[^a-z0-9 */-]", "", last.header("Content-Range").lower())[:60]
        return ExchangeError(
            "truncated",
            f"{range_of(span)} was asked for, and the answer says {said or 'nothing'!r}",
        )
    wanted = span[1] - span[0] + 1
    if last.received != wanted:
        return ExchangeError("truncated", f"{last.received} of {wanted} bytes of the part came")
    return None


def _page(last: Hop, body: Body) -> tuple[str, str]:
    status = last.status or 0
    kind = media_type(last.header("Content-Type"))
    outcome, reason = smell(kind, bytes(body.data), status, last.header("cf-mitigated"))
    if outcome:
        return outcome, f"{reason}; the status is {status}"
    if status == 206:
        return "truncated", "the server answered with a part only (status 206), although not asked"
    if not 200 <= status < 300:
        return "http-status", f"the server answered with the status {status}"
    return "ok", "" if body.count else "the answer has no body"
