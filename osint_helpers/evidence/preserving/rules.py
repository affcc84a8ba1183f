"""What the robots.txt of an origin lets us do (RFC 9309)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from protego import Protego

from osint_helpers.evidence.record import Capture

MOST_BYTES: Final = 512_000  # 500 KiB must be read (RFC 9309, 2.5); the rest is left aside
LONGEST_DELAY: Final = 60.0  # seconds; a site that wants more is left to a person
_AGENT_LINE: Final = re.compile(r"\s*user[- ]?agent[\s:]+(.*)", re.IGNORECASE)
_NO_ANSWER_OK: Final = ("too-many-redirects",)  # may count as unavailable (RFC 9309, 2.3.1.2)
_OTHERS: Final = "some-other-robot"


@dataclass(frozen=True)
class Rules:
    """The rules of one origin.

    Attributes
    ----------
    reason
        Why nothing of the origin may be asked; ``""`` when the rules decide.
    outcome
        What became of asking for the rules, when nobody answered (``dns``, ``tls``, …).
    delay
        Seconds the origin wants between requests, 0.0 when it says nothing.
    """

    reason: str = ""
    delay: float = 0.0
    outcome: str = ""
    _text: Protego | None = None
    _agent: str = ""

    def against(self, url: str) -> str:
        """Return why `url` must not be asked; ``""`` when it may."""
        if self.reason or self._text is None or self._text.can_fetch(url, self._agent):
            return self.reason
        return f"robots.txt of the site disallows it for {self._agent}"


def product(user_agent: str) -> str:
    """Return the product token of a User-Agent header: what robots rules speak to."""
    return re.split(r"[/\s]", user_agent.strip(), maxsplit=1)[0]


def definite(capture: Capture) -> bool:
    """Say whether a robots.txt was answered for good: such an answer may be used again."""
    status = capture.record.get("status")
    return isinstance(status, int) and (200 <= status < 300 or _unavailable(status))


def of_capture(capture: Capture, user_agent: str) -> Rules:
    """Return the rules that follow from a captured robots.txt.

    A status of 400 to 499 means that there are none. Errors of the server, no answer, an answer
    cut by the network and ``429 Too Many Requests`` forbid everything, since nobody can know
    what the rules are.
    """
    status = capture.record.get("status")
    if isinstance(status, int) and _unavailable(status):
        return Rules()
    if capture.outcome in _NO_ANSWER_OK:
        return Rules()
    if not (isinstance(status, int) and 200 <= status < 300):
        found = f"status {status}" if status else capture.outcome
        outcome = "" if status else capture.outcome
        return Rules(f"robots.txt of the site could not be read ({found})", outcome=outcome)
    if not capture.complete and capture.outcome != "too-large":
        return Rules(reason=f"robots.txt of the site arrived in part ({capture.outcome})")
    if capture.outcome == "unknown-coding":
        return Rules(reason="robots.txt of the site arrived in a coding that cannot be read")
    data = b""
    if capture.body is not None:
        with capture.body.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    return of_bytes(data, user_agent, cut=not capture.complete)


def of_bytes(data: bytes, user_agent: str, *, cut: bool = False) -> Rules:
    """Return the rules in the bytes of a robots.txt, whatever these are.

    Parameters
    ----------
    cut
        The bytes end in the middle: the last line is left aside.
    """
    agent = product(user_agent)
    if len(data) > MOST_BYTES or cut:
        data = data[:MOST_BYTES]
        data = data[: max(data.rfind(b"\n"), data.rfind(b"\r")) + 1]
    parsed = Protego.parse(_of_us(data.decode("utf-8-sig", errors="replace"), agent))
    delay = float(parsed.crawl_delay(agent) or 0.0)
    if delay > LONGEST_DELAY:
        return Rules(reason=f"robots.txt of the site asks for {delay:g} s between requests")
    return Rules("", delay, "", parsed, agent)


def _unavailable(status: int) -> bool:
    return 400 <= status < 500 and status != 429


def _of_us(text: str, agent: str) -> str:
    """Give every robot but us one name: thousands of names times thousands of rules are slow."""
    lines = []
    for line in text.splitlines():
        found = _AGENT_LINE.fullmatch(line.partition("#")[0].strip())
        name = "" if found is None else found[1].strip().lower().replace("*", "")
        ours = found is None or not name or name in agent.lower()
        lines.append(line if ours else f"User-agent: {_OTHERS}")
    return "\n".join(lines)
