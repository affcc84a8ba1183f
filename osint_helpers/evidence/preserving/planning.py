"""What a run will do with each cited address, and how long that takes at least."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from osint_helpers._card import Carded
from osint_helpers.evidence import wayback
from osint_helpers.evidence.preserving import addresses
from osint_helpers.evidence.record import Capture

Action = Literal["capture", "retry", "skip", "refused"]
Archive = Literal["no", "look", "copy"]


@dataclass(frozen=True, repr=False)
class Target(Carded):
    """One cited address.

    Attributes
    ----------
    url
        As the case cites it.
    sources
        Ids of the sources that cite it.
    published
        Day of publication; the archived copy nearest to it is looked for. None: not known.
    """

    url: str
    sources: tuple[str, ...] = ()
    published: dt.date | None = None


@dataclass(frozen=True, repr=False)
class Planned(Carded):
    """What will be done with one address.

    Attributes
    ----------
    target
        With the sources of every target of the same address; the fragment is dropped.
    host
        Whom it will be asked of; ``""`` when it will not be.
    action
        ``capture`` (not tried before, or again because that was asked for), ``retry`` (tried
        before without a sound capture), ``skip`` (a sound capture is there), ``refused``.
    because
        Why, in words.
    earlier
        The capture that `because` speaks of.
    """

    target: Target
    host: str
    action: Action
    because: str
    earlier: Capture | None = None


def plan(
    targets: Iterable[Target],
    captures: Iterable[Capture],
    *,
    again: bool = False,
    removed: Mapping[str, str] | None = None,
) -> list[Planned]:
    """Say what to do with each distinct address, in the order of first citation.

    Parameters
    ----------
    targets
        Cited addresses. Those that differ in no more than fragment, final slash, default port or
        case of the host are one: the first spelling is asked, sources are joined, and the
        earliest day of publication counts.
    captures
        What the case holds.
    again
        Capture also what has a sound capture, or had one that was removed.
    removed
        From `removals.removed`: what was taken out of the case on purpose stays out.
    """
    merged: dict[str, Target] = {}
    for one in targets:
        key = addresses.key(one.url)
        merged[key] = _joined(merged[key], one) if key in merged else _bare(one)
    known = _by_key(captures)
    gone = {} if removed is None or again else removed
    return [
        _refused(one, f"{gone[key]}; captured anew only when asked to")
        if key in gone and not any(capture.sound for capture in known.get(key, []))
        else _planned(one, known.get(key, []), again=again)
        for key, one in merged.items()
    ]


def requests(
    planned: Iterable[Planned], *, archive: Archive = "look", server: wayback.Server | None = None
) -> dict[str, int]:
    """Return how many requests each host gets at least, robots rules included.

    Redirects, further pages of the archive's index, retries, and answers that are fresh enough
    to be used again make it more or less.
    """
    counts: Counter[str] = Counter()
    origins: set[str] = set()
    cdx = (server or wayback.INTERNET_ARCHIVE).cdx
    for one in planned:
        asked = [one.target.url] if one.action in {"capture", "retry"} else []
        if archive != "no" and one.action != "refused":
            asked += [cdx, cdx] if archive == "copy" else [cdx]
        counts.update(addresses.host(url) for url in asked)
        origins.update(addresses.origin(url) for url in asked)
    counts.update(addresses.host(url) for url in origins)
    return dict(sorted(counts.items()))


def shortest(counts: Mapping[str, int], pace: float) -> float:
    """Return the seconds of pauses alone at the busiest host: a run cannot be shorter."""
    return max(((count - 1) * pace for count in counts.values()), default=0.0)


def _bare(one: Target) -> Target:
    return Target(addresses.without_fragment(one.url), tuple(one.sources), one.published)


def _joined(first: Target, other: Target) -> Target:
    days = [day for day in (first.published, other.published) if day is not None]
    sources = tuple(dict.fromkeys((*first.sources, *other.sources)))
    return Target(first.url, sources, min(days, default=None))


def _by_key(captures: Iterable[Capture]) -> dict[str, list[Capture]]:
    """Return the fetched captures under each of their addresses, oldest first."""
    found: dict[str, list[Capture]] = {}
    for one in sorted(captures, key=lambda capture: (capture.at, capture.id)):
        if one.kind != "fetched" or one.not_the_page:
            continue
        for key in dict.fromkeys(addresses.key(url) for url in one.addresses):
            found.setdefault(key, []).append(one)
    return found


def _planned(target: Target, before: list[Capture], *, again: bool) -> Planned:
    fault = addresses.fault(target.url)
    if fault is not None:
        return _refused(target, fault[1])
    host = addresses.host(target.url)
    sound = [one for one in before if one.sound]
    if sound:
        last = sound[-1]
        day = f"captured {_when(last)} as {last.id}"
        if again:
            return Planned(target, host, "capture", f"{day}; again, as asked", last)
        return Planned(target, host, "skip", day, last)
    if before:
        last = before[-1]
        part = "" if last.complete or last.outcome != "ok" else ", not complete"
        return Planned(target, host, "retry", f"tried {_when(last)}: {last.outcome}{part}", last)
    return Planned(target, host, "capture", "not captured yet")


def _refused(target: Target, because: str) -> Planned:
    return Planned(target, "", "refused", because)


def _when(capture: Capture) -> str:
    return f"{capture.at[:16].replace('T', ' ')} UTC"
