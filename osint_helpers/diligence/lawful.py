"""The law along each row: origin, ports in between, destination and flag on its days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from osint_helpers import law
from osint_helpers.diligence.rows import Consignment
from osint_helpers.law.families import ANY
from osint_helpers.law.passages import COLUMNS as LAW_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

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


def timeline(rows: Iterable[Consignment]) -> pd.DataFrame:
    """Return `law.timeline` of every row as one frame, with ``row`` and ``consignment``.

    Each distinct leg is asked once. The sentences are those of the law room.
    """
    import pandas as pd

    known: dict[tuple[object, ...], pd.DataFrame] = {}
    frames = []
    for one in rows:
        asked, goods = leg(one), one.goods.asked or ANY
        key = (asked.departed, asked.arrived, asked.origin, asked.destination, asked.flag,
               asked.transit, goods)  # fmt: skip
        if key not in known:
            known[key] = law.timeline([asked], goods)
        found = known[key].drop(columns="leg")
        found.insert(0, "row", one.row)
        found.insert(1, "consignment", one.id)
        frames.append(found)
    if not frames:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(frames, ignore_index=True)[list(COLUMNS)]
