"""One or two calls within a gap: which ports, in which order, fit into the time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import JourneyError
from osint_helpers.journey.reach.bounds import Constraint, answers, down, flips, margins, up
from osint_helpers.journey.reach.ends import End

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from osint_helpers.journey.reach.bounds import Array
    from osint_helpers.journey.reach.ends import Assumptions
    from osint_helpers.journey.reach.result import Reach

ALONE: Final = "ports that do not fit alone"
TOGETHER: Final = "ordered pairs that do not fit together"


@dataclass(frozen=True, repr=False)
class Itineraries(Carded):
    """Ports, or ordered pairs of ports, that fit into a gap under some of the assumptions.

    Attributes
    ----------
    frame
        ``first, second, first_name, second_name`` (the second empty for one call), ``answer``
        (reachable or undetermined), ``at_least_nm, at_most_nm, margin_low_nm, margin_high_nm,
        unreachable_below_kn, reachable_from_kn``, rounded as in `Reach.frame`; by
        ``unreachable_below_kn``, then by codes.
    left_out
        Reason -> number of ports or pairs that are not in the frame.
    text
        The same in words.
    """

    frame: pd.DataFrame = field(repr=False)
    left_out: dict[str, int]
    text: str


def itineraries(
    reach: Reach, calls: int = 2, ports: Sequence[str] | None = None, *, most: int = 60
) -> Itineraries:
    """Return what fits: each port alone, or two different ports one after the other.

    Each call takes the dwell of the assumptions. A deadline holds for the begin of the first
    call only. Two calls in one port without another between them are one call.

    Parameters
    ----------
    reach
        The reach of the gap.
    calls
        1 or 2.
    ports
        Codes among those of the reach; ``None`` for all that fit alone.
    most
        Greatest number of candidates for two calls: each asks the sea graph once.

    Raises
    ------
    JourneyError
        For another number of calls, an unknown port, or more candidates than `most`.
    """
    import numpy as np

    if calls not in (1, 2):
        raise JourneyError(f"{calls} calls are not worked out", advice="ask for 1 or 2")
    index = _chosen(reach, ports)
    below, _ = reach.flips
    high = reach.given.speeds_kn.high
    # The second call has no deadline: it may fit where the first does not.
    later, _ = flips(reach.measured.constraints(reach.given, deadline=False))
    firsts, seconds = index[below[index] <= high], index[later[index] <= high]
    alone = {ALONE: int(len(index) - len(firsts if calls == 1 else seconds))}
    if calls == 1:
        pairs, gap = np.column_stack([firsts, firsts]), np.zeros((2, len(firsts)))
    else:
        if len(seconds) > most:
            raise JourneyError(
                f"{len(seconds)} ports fit alone; pairs are worked out for at most {most}",
                advice="name ports, or raise `most`",
            )
        pairs, gap = _between(reach, firsts, seconds)
    return _fitting(reach, calls, pairs, gap, alone)


def _chosen(reach: Reach, ports: Sequence[str] | None) -> Array:
    """Return the row numbers of the ports asked for."""
    import numpy as np

    codes = list(reach.ports["port"])
    unknown = [] if ports is None else [code for code in ports if code not in codes]
    if unknown:
        what = f"the reach does not hold the port {', '.join(map(repr, unknown))}"
        raise JourneyError(what, advice="name ports of Reach.ports")
    wanted = codes if ports is None else list(dict.fromkeys(ports))
    return np.array([codes.index(code) for code in wanted], dtype=int)


def _between(reach: Reach, firsts: Array, seconds: Array) -> tuple[Array, Array]:
    """Return (pairs of row numbers, [at least, at most] between the two ports of each)."""
    import numpy as np

    from osint_helpers.journey.reach.measure import circle_nm, sea_nm

    points = reach.ports[["lat", "lon"]].to_numpy(dtype=float)
    pairs, low, high = [], [], []
    for first in firsts:
        others = seconds[seconds != first]
        if not len(others):
            continue
        start = End(*points[first])
        at_least, at_most, _ = sea_nm(start, points[others], reach.given.closed, None)
        pairs += [(int(first), int(other)) for other in others]
        low.append(np.maximum(at_least, circle_nm(start, points[others])))
        high.append(at_most)
    if not pairs:
        return np.zeros((0, 2), int), np.zeros((2, 0))
    return np.array(pairs), np.array([np.concatenate(low), np.concatenate(high)])


def _fitting(
    reach: Reach, calls: int, pairs: Array, gap: Array, left_out: dict[str, int]
) -> Itineraries:
    """Return the itineraries that are not impossible, with their figures."""
    given, found = reach.given, reach.measured
    first, second = pairs[:, 0], pairs[:, 1]
    wholes = [Constraint(
        found.out_low[first] + gap[0] + found.back_low[second],
        found.out_high[first] + gap[1] + found.back_high[second], given.window(calls),
    )]  # fmt: skip
    if given.by_h is not None:
        wholes.append(Constraint(found.out_low[first], found.out_high[first], given.by_h))
    frame = _frame(reach, calls, pairs, wholes)
    fits = frame["answer"] != "unreachable"
    if calls == 2:
        left_out = {**left_out, TOGETHER: int((~fits).sum())}
    kept = frame[fits].sort_values(["unreachable_below_kn", "first", "second"], kind="stable")
    return Itineraries(kept.reset_index(drop=True), left_out, _text(given, calls, kept, left_out))


def _frame(reach: Reach, calls: int, pairs: Array, wholes: list[Constraint]) -> pd.DataFrame:
    import pandas as pd

    below, above = flips(wholes)
    worst, best = margins(wholes, reach.given.speeds_kn)
    code, name = (reach.ports[key].to_numpy(dtype=object) for key in ("port", "name"))
    first, second = pairs[:, 0], pairs[:, 1]
    one = calls == 1
    columns: dict[str, Any] = {
        "first": code[first], "second": "" if one else code[second],
        "first_name": name[first], "second_name": "" if one else name[second],
        "answer": answers(below, above, reach.given.speeds_kn),
        "at_least_nm": down(wholes[0].low_nm, 1), "at_most_nm": up(wholes[0].high_nm, 1),
        "margin_low_nm": down(worst, 1), "margin_high_nm": up(best, 1),
        "unreachable_below_kn": down(below, 2), "reachable_from_kn": up(above, 2),
    }  # fmt: skip
    return pd.DataFrame(columns)


def _text(given: Assumptions, calls: int, kept: pd.DataFrame, left_out: dict[str, int]) -> str:
    sure = int((kept["answer"] == "reachable").sum())
    what = "port" if calls == 1 else "ordered pair of ports"
    out = "; ".join(f"{number:,} {reason}" for reason, number in left_out.items())
    many = "" if len(kept) == 1 else "s"
    noun = (
        what.replace("port", f"port{many}") if calls == 1 else what.replace("pair", f"pair{many}")
    )
    return (
        f"{len(kept):,} {noun} within {given.speeds_kn.text('kn')}, {sure:,} of them under every "
        f"assumption. Left out: {out}."
    )
