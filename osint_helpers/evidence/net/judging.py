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


def judge(last: Hop, body: Body, stop: ExchangeError | None) -> Verdict:
    """Judge a fetch by its last hop.

    Parameters
    ----------
    body
        Its decoded body; only the beginning is looked at.
    stop
        Why a redirect was not followed.
    """
    problem = stop or last.problem
    if problem is not None:
        outcome, reason = problem.outcome, problem.what
    elif last.coding:
        coding = re.sub(r"[^a-z0-9, -]", "", last.coding.lower())[:40]
        outcome, reason = "unknown-coding", f"the content coding is {coding!r}, kept as it was sent"
    else:
        outcome, reason = _page(last, body)
        reason = "; ".join(filter(None, (reason, *last.notes)))
    return Verdict(outcome, outcome in _WHOLE, reason)


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
