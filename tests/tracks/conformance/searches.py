"""The same search on every engine: what is compared, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from osint_helpers import tracks
from osint_helpers.tracks.engines import DuckDB
from osint_helpers.tracks.events import Events
from osint_helpers.tracks.gaps import GapRule
from osint_helpers.tracks.positions import Input, Steps

# floats: metres, nautical miles, knots, hours, degrees
TOLERANCE = 1e-6


class Portable(DuckDB):
    """DuckDB that takes no source for sorted: every step is a window of the expression."""

    def run(self, build: Any, tables: Mapping[str, Input], rule: object = None) -> Any:
        return super().run(build, {name: _unsorted(one) for name, one in tables.items()}, rule)


def _unsorted(table: Input) -> Input:
    if isinstance(table, Steps):
        return replace(table, source=replace(table.source, sorted=False))
    return replace(table, sorted=False)


SEARCHES: dict[str, Callable[..., Events]] = {
    "gaps": lambda store, engine: tracks.gaps(store, GapRule(longer_than_h=2.0), engine=engine),
    "port_calls": lambda store, engine: tracks.port_calls(store, engine=engine),
    "encounters": lambda store, engine: tracks.encounters(store, engine=engine),
    "loitering": lambda store, engine: tracks.loitering(store, engine=engine),
    "identity": lambda store, engine: tracks.identity_conflicts(store, engine=engine),
}


def differing(one: pd.DataFrame, two: pd.DataFrame) -> list[str]:
    """Return the event ids that only one of the two has, sorted."""
    return sorted(set(one["event"]) ^ set(two["event"]))


def assert_equal(one: Events, two: Events) -> None:
    """Check that both have the same events, every column exactly, floats within the tolerance."""
    a, b = one.frame, two.frame
    assert differing(a, b) == []
    assert a["event"].tolist() == b["event"].tolist()
    for name in a.columns:
        if a[name].dtype == np.float64:
            np.testing.assert_allclose(a[name], b[name], rtol=0, atol=TOLERANCE, err_msg=name)
        else:
            pd.testing.assert_series_equal(a[name], b[name])
