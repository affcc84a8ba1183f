"""The arithmetic of reach: from intervals of distance and time to answers that hold.

All functions take numpy arrays, one element a port (or an itinerary).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osint_helpers.journey.reach.ends import Range

Array = Any  # numpy.ndarray[float64]; numpy loads inside the functions
UNREACHABLE: Final = "unreachable"
UNDETERMINED: Final = "undetermined"
REACHABLE: Final = "reachable"
ANSWERS: Final = (REACHABLE, UNDETERMINED, UNREACHABLE)


@dataclass(frozen=True)
class Constraint(Carded):
    """A distance that has to be covered in some hours.

    Attributes
    ----------
    low_nm, high_nm
        What no line undercuts, and the length of a line that exists; ``inf`` without water, NaN
        in `high_nm` where no line is known.
    hours
        Range of the time for it; below 0 when the stays alone are longer.
    """

    low_nm: Array
    high_nm: Array
    hours: Range


def flips(constraints: Sequence[Constraint]) -> tuple[Array, Array]:
    """Return (unreachable below, reachable from) in knots.

    Below the first speed the sailing is impossible for every time, end point and line in the
    ranges; from the second on it is possible for every time and end point in them. With several
    constraints each must hold, so the greater speed counts.

    Returns
    -------
    arrays
        ``inf``: at no speed. NaN in the second: no line is known.
    """
    import numpy as np

    below = [_speed(one.low_nm, one.hours.high) for one in constraints]
    above = [_speed(one.high_nm, one.hours.low) for one in constraints]
    # np.maximum hands NaN on: what is not known stays so.
    return np.maximum.reduce(below), np.maximum.reduce(above)


def _speed(nm: Array, hours: float) -> Array:
    import numpy as np

    if hours > 0:
        return nm / hours
    stays = (nm == 0) & (hours == 0)
    return np.where(stays, 0.0, np.where(np.isnan(nm), np.nan, np.inf))


def margins(constraints: Sequence[Constraint], speeds: Range) -> tuple[Array, Array]:
    """Return (worst, best) of the miles left over, the budget less the miles needed.

    The worst is at the low speed, in the shortest time, along a line that exists; the best at
    the high speed, in the longest time, along the shortest line there can be. With several
    constraints the smallest margin counts.
    """
    import numpy as np

    worst = [speeds.low * one.hours.low - one.high_nm for one in constraints]
    best = [speeds.high * one.hours.high - one.low_nm for one in constraints]
    return np.minimum.reduce(worst), np.minimum.reduce(best)


def answers(below: Array, above: Array, speeds: Range) -> Array:
    """Return one of `ANSWERS` for each element, over a whole range of speeds.

    ``reachable`` holds at the low speed and so at every other, ``unreachable`` at the high
    speed and so at every other. What lies between depends on the assumptions.
    """
    import numpy as np

    found = np.where(above <= speeds.low, REACHABLE, UNDETERMINED).astype(object)
    found[(below > speeds.high) | np.isinf(below)] = UNREACHABLE
    return found


def down(values: Array, digits: int) -> Array:
    """Round towards minus infinity; a whole multiple hidden by binary fractions stays."""
    import numpy as np

    unit = 10.0**digits
    return np.floor(np.round(values * unit, 6)) / unit


def up(values: Array, digits: int) -> Array:
    """Round towards plus infinity; likewise."""
    import numpy as np

    unit = 10.0**digits
    return np.ceil(np.round(values * unit, 6)) / unit
