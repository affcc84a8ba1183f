"""One Spark session for the whole run; skipped, with the reason, where it cannot be."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator

import pandas as pd
import pytest

from osint_helpers.tracks import DuckDB, Spark
from tests.tracks.frames import real_day


@pytest.fixture(scope="session")
def duck() -> Iterator[DuckDB]:
    with DuckDB(threads=2) as engine:
        yield engine


@pytest.fixture(scope="session")
def spark() -> Iterator[Spark]:
    missing = [
        what
        for what, there in (
            ("pyspark", importlib.util.find_spec("pyspark")),
            ("Java", shutil.which("java") or os.environ.get("JAVA_HOME")),
        )
        if not there
    ]
    if missing:
        reason = f"{' and '.join(missing)} not on this machine"
        if os.environ.get("OSINT_REQUIRE_SPARK") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with Spark() as engine:
        yield engine


@pytest.fixture(scope="session")
def day() -> pd.DataFrame:
    found = real_day()
    if found is None:
        pytest.skip("the public data are not on this machine (set OSINT_SHARED)")
    return found
