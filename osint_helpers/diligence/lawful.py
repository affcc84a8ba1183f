"""The law along each row: origin, ports in between, destination and flag on its days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from osint_helpers import law
from osint_helpers.dates import DateInterval
from osint_helpers.diligence.rows import Consignment
from osint_helpers.diligence.spots import Spot
from osint_helpers.law.families import ANY
from osint_helpers.law.passages import COLUMNS as LAW_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

SHOWN: Final = 8  # rows named in the label of a leg
COLUMNS: Final = ("row", "consignment", *LAW_COLUMNS[1:])


def leg(one: Consignment) -> law.Leg:
    """Return a row as the law room is asked for it.

    The destination is the final one where the row names one; the port of discharge is then one
    of the places in between.
    """
    discharge, final = one.spot("port_of_discharge"), one.spot("final_destination")
    between = [spot.key for spot in one.transit if spot is not None]
    if discharge and final and discharge.key != final.key:
        between.append(discharge.key)
    origin, end = one.spot("port_of_loading"), final or discharge
    return law.Leg(
        one.id, one.date("departed_on"), one.date("arrived_on"), origin.key if origin else "",
        end.key if end else "", one.text("vessel_flag"), tuple(dict.fromkeys(between)),
    )  # fmt: skip


class _Key(NamedTuple):
    """What two rows must share for the law to answer them alike."""

    departed: DateInterval
    arrived: DateInterval
    origin: str
    destination: str
    flag: str
    transit: tuple[str, ...]
    goods: str


def _key(one: Consignment) -> _Key:
    asked = leg(one)
    return _Key(asked.departed, asked.arrived, asked.origin, asked.destination, asked.flag,
                asked.transit, one.goods.asked or ANY)  # fmt: skip


def legs(rows: Iterable[Consignment], frame: pd.DataFrame, most: int) -> tuple[pd.DataFrame, int]:
    """Return the law of each distinct leg once, and how many legs were left out.

    Parameters
    ----------
    frame
        What :func:`timeline` gave for the rows.
    most
        Legs at most, in the order of the file.

    Returns
    -------
    DataFrame
        Columns of `law.timeline`; ``leg`` names the rows and the goods asked for, ``printed`` the
        place in words.
    """
    import pandas as pd

    held: dict[_Key, list[Consignment]] = {}
    for one in rows:
        held.setdefault(_key(one), []).append(one)
    by_row = dict(tuple(frame.groupby("row", sort=False)))
    names: dict[str, str] = {}
    frames = []
    for some in list(held.values())[:most]:
        first = some[0]
        names |= {spot.key: _printed(spot) for spot in _spots(first)}
        label = f"{_rows(some)}: {first.goods.family}"
        frames.append(by_row[first.row].drop(columns=["row", "consignment"]).assign(leg=label))
    if not frames:
        return pd.DataFrame(columns=[*LAW_COLUMNS, "printed"]), 0
    found = pd.concat(frames, ignore_index=True)
    found["printed"] = [names.get(place, place) for place in found["place"]]
    return found[[*LAW_COLUMNS, "printed"]], max(len(held) - most, 0)


def _printed(spot: Spot) -> str:
    return f"{spot.name} ({spot.id})" if spot.id else spot.name


def _rows(some: Sequence[Consignment]) -> str:
    shown = ", ".join(str(one.row) for one in some[:SHOWN])
    more = f" and {len(some) - SHOWN:,} more" if len(some) > SHOWN else ""
    return f"{'row' if len(some) == 1 else 'rows'} {shown}{more}"


def _spots(one: Consignment) -> Iterable[Spot]:
    ends = (one.spot(n) for n in ("port_of_loading", "port_of_discharge", "final_destination"))
    return (spot for spot in (*ends, *one.transit) if spot is not None)


def timeline(rows: Iterable[Consignment]) -> pd.DataFrame:
    """Return `law.timeline` of every row as one frame, with ``row`` and ``consignment``.

    Each distinct leg is asked once. The sentences are those of the law room.
    """
    import pandas as pd

    known: dict[_Key, pd.DataFrame] = {}
    frames = []
    for one in rows:
        key = _key(one)
        if key not in known:
            known[key] = law.timeline([leg(one)], key.goods)
        found = known[key].drop(columns="leg")
        found.insert(0, "row", one.row)
        found.insert(1, "consignment", one.id)
        frames.append(found)
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(frames, ignore_index=True)[list(COLUMNS)]
