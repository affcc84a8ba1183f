"""Static data to positions: what was last heard of a ship by then, and when; nothing later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas as pd

NUMBERS: Final = ("draught_m", "length_m", "width_m")
FIELDS: Final = ("name", "imo", "callsign", "ship_type", *NUMBERS, "destination")


def joined(positions: pd.DataFrame, statics: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the positions with static data, in their order.

    Parameters
    ----------
    positions
        With ``mmsi`` and ``t`` (UTC).
    statics
        One a message: ``mmsi``, ``t`` and the fields it has.

    Returns
    -------
    DataFrame
        With :data:`FIELDS` and ``static_t``, the time of the last static message up to ``t``. A
        field is what the last message that filled it said.
    """
    import pandas as pd

    kinds = {"mmsi": "str", "t": "datetime64[us, UTC]", **dict.fromkeys(NUMBERS, "float64")}
    wanted = ["mmsi", "t", *FIELDS]
    held = pd.DataFrame(statics, columns=wanted)
    held = held.astype({name: kinds.get(name, "str") for name in wanted})
    held = held.sort_values("t", kind="stable")
    held[list(FIELDS)] = held.groupby("mmsi", sort=False)[list(FIELDS)].ffill()
    held["static_t"] = held["t"]
    order = positions.assign(_at=range(len(positions))).sort_values("t", kind="stable")
    found = pd.merge_asof(order, held, on="t", by="mmsi", direction="backward")
    return found.sort_values("_at").drop(columns="_at").reset_index(drop=True)
