from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from osint_helpers.errors import TracksError
from osint_helpers.tracks import DuckDB, Spark, gaps
from osint_helpers.tracks.engines import chosen
from osint_helpers.tracks.engines.compiling import sql_of
from osint_helpers.tracks.positions import of_arrow
from tests.tracks.frames import frame


@dataclass(frozen=True)
class Least:
    n: int = 2


def kernel(tables: Any, rule: Least) -> Any:
    words = tables["words"]
    return words.filter(words.n >= rule.n)


WORDS = of_arrow(pa.table({"n": [1, 2, 3], "x": [0.5, None, 2.5], "word": ["a", None, "c"]}))


def test_a_kernel_runs_on_duckdb(duck: DuckDB) -> None:
    found = duck.run(kernel, {"words": WORDS}, Least())
    assert found.to_pydict() == {"n": [2, 3], "x": [None, 2.5], "word": [None, "c"]}


def test_spark_keeps_what_is_missing_missing(spark: Spark) -> None:
    found = spark.run(kernel, {"words": WORDS}, Least())
    assert sorted(found.to_pylist(), key=lambda row: row["n"]) == [
        {"n": 2, "x": None, "word": None},
        {"n": 3, "x": 2.5, "word": "c"},
    ]


KEYS = of_arrow(pa.table({
    "g": [1, 1, 1, 2, 2], "key": [None, 2, 3, None, None], "word": [None, "b", "c", "d", "e"],
    "rank": [1, 2, 3, 1, 2],
}))  # fmt: skip


def first_words(tables: Any, rule: Least) -> Any:
    words = tables["words"]
    found = words.group_by("g").aggregate(
        by_key=words.word.argmin(words.key), by_rank=words.word.argmin(words.rank)
    )
    return found.filter(found.g >= rule.n - 1)


def test_argmin_without_any_key_gives_some_row_on_duckdb(duck: DuckDB) -> None:
    """Why docs/tracks.md bans it: where every key is NULL the engines differ (next test)."""
    found = {row["g"]: row for row in duck.run(first_words, {"words": KEYS}, Least()).to_pylist()}
    assert found[2]["by_key"] in {"d", "e"}
    assert (found[1]["by_key"], found[1]["by_rank"]) == ("b", None)


def test_argmin_without_any_key_gives_null_on_spark(spark: Spark) -> None:
    rows = spark.run(first_words, {"words": KEYS}, Least()).to_pylist()
    found = {row["g"]: row for row in rows}
    assert found[2]["by_key"] is None
    assert (found[1]["by_key"], found[1]["by_rank"]) == ("b", None)


def test_a_kernel_is_compiled_once_a_rule(duck: DuckDB) -> None:
    duck.run(kernel, {"words": WORDS}, Least())
    before = sql_of.cache_info()
    duck.run(kernel, {"words": WORDS}, Least())
    again = sql_of.cache_info()
    assert (again.hits, again.misses) == (before.hits + 1, before.misses)
    assert duck.run(kernel, {"words": WORDS}, Least(3)).num_rows == 1


def test_duckdb_fetches_no_extension(duck: DuckDB) -> None:
    settings = dict(
        duck._connection.execute(
            "select name, value from duckdb_settings() where name in "
            "('autoinstall_known_extensions', 'autoload_known_extensions', 'TimeZone')"
        ).fetchall()
    )
    assert settings == {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "TimeZone": "UTC",
    }


def test_memory_threads_and_spill_reach_duckdb(tmp_path: Path) -> None:
    with DuckDB(memory="300MB", threads=1, spill=tmp_path) as engine:
        rows = engine._connection.execute(
            "select current_setting('threads'), current_setting('memory_limit'), "
            "current_setting('temp_directory')"
        ).fetchone()
    assert rows[0] == 1
    assert rows[1].startswith("286")  # MiB
    assert rows[2].startswith(str(tmp_path))


def test_too_little_memory_is_a_typed_error() -> None:
    rows = of_arrow(
        pa.table({"n": list(range(200_000)), "word": [f"{i:0500}" for i in range(200_000)]})
    )

    def sort(tables: Any, _: object) -> Any:
        return tables["words"].order_by("word")

    with DuckDB(memory="40MB", threads=1) as engine:
        engine._connection.execute("set max_temp_directory_size = '1MB'")
        with pytest.raises(TracksError, match="memory or the folder for spilling is full"):
            engine.run(sort, {"words": rows})


def test_settings_duckdb_refuses_are_a_typed_error() -> None:
    with pytest.raises(TracksError, match="DuckDB refuses its settings"):
        DuckDB(memory="much")


def test_an_engine_of_another_name_is_refused() -> None:
    with pytest.raises(TracksError, match="no engine 'polars'"):
        gaps(frame((0, 0, 0, 0)), engine="polars")


def test_an_engine_made_by_its_name_is_closed_and_a_given_one_is_not(duck: DuckDB) -> None:
    with chosen("duckdb") as made:
        folder = Path(made._own.name)  # type: ignore[attr-defined]
        assert folder.is_dir()
    assert not folder.exists()
    with chosen(duck) as given:
        assert given is duck
    assert duck.run(kernel, {"words": WORDS}, Least()).num_rows == 2


def test_a_given_session_is_left_running_and_clean(spark: Spark) -> None:
    with Spark(spark._session) as engine:
        engine.run(kernel, {"words": WORDS}, Least())
    assert not spark._session.catalog.tableExists("osint_words")
    assert spark.run(kernel, {"words": WORDS}, Least()).num_rows == 2
