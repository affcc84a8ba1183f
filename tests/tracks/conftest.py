"""What the tests of tracks share; the one Spark of a run is in ``tests/conftest.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from osint_helpers.tracks import DuckDB
from tests.tracks.frames import real_day


@pytest.fixture(scope="session")
def duck() -> Iterator[DuckDB]:
    with DuckDB(threads=2) as engine:
        yield engine


@pytest.fixture(scope="session")
def day() -> pd.DataFrame:
    found = real_day()
    if found is None:
        pytest.skip("the public data are not on this machine (set OSINT_SHARED)")
    return found
