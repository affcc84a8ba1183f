"""Positions of any AIS frame or file into a store: staged, judged by bucket, put in place whole."""

from __future__ import annotations

# ruff: noqa: S608  (SQL of names and numbers of this room; texts pass mapping.literal)
import hashlib
import math
import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from osint_helpers._json import canonical, readable
from osint_helpers.errors import TracksError
from osint_helpers.tracks import (
    judging,
    manifests,
    mapping,
    quality,
    reading,
    staging,
    working,
    zones,
)
from osint_helpers.tracks.extras import need
from osint_helpers.tracks.quality import QualityRule
from osint_helpers.tracks.store import MANIFEST, SCHEMA, Store, files, open_store

METHOD: Final = 2  # raised when the same inputs and rule would give another store
A_BUCKET: Final = 10_000_000
MOST_BUCKETS: Final = 4096
MEMORY: Final = "1400MB"
THREADS: Final = 4  # each takes its share of the memory
Progress = Callable[[int, int, str], object]


def import_positions(
    sources: Any,  # noqa: ANN401  (a frame, a path, or several of both)
    folder: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    zone: str | None = None,
    rule: QualityRule | None = None,
    buckets: int | None = None,
    progress: Progress | None = None,
) -> Store:
    """Make a store of positions.

    Parameters
    ----------
    sources
        A frame, a path (CSV, also gz, zst, bz2; Parquet; a folder of these), or several.
    folder
        Where the store is to be. An older store there is replaced when the new one is whole; the
        same inputs and rule again return it at once.
    columns
        Ours to theirs, as in ``{"t": "BaseDateTime", "lat": "LAT"}``; ours that are left out are
        looked for by their own name. ``mmsi, t, lat, lon`` are needed. Knots and degrees.
    zone
        IANA name of the zone of times that say none.
    rule
        Thresholds of the quality step.
    buckets
        Parts by hash of the MMSI; without it one for each ten million rows.
    progress
        Called with done, total and what is being done; rows of all steps.

    Returns
    -------
    Store
        What became of every row says ``Store.quality()``.

    Raises
    ------
    TracksError
        When an input cannot be read, lacks a column, or has times without a zone; when the folder
        holds something else, also beside an older store, or the disk is full. An older store
        stays as it was.
    """
    rule = rule or QualityRule()
    tell: Progress = progress or (lambda _done, _total, _what: None)
    target = Path(folder).absolute()
    _check(target, buckets, zone)
    given = reading.inputs(sources, columns, tell)
    lines = sum(one.lines for one in given)
    count = buckets or min(max(1, math.ceil(lines / A_BUCKET)), MOST_BUCKETS)
    plan = {
        "schema": SCHEMA, "method": METHOD, "inputs": [one.plain() for one in given],
        "zone": zone, "rule": quality.plain(rule), "buckets": count, "made_with": _versions(),
    }  # fmt: skip
    digest = hashlib.sha256(canonical(plan).encode()).hexdigest()
    with working.guarded(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with working.locked(target):
            working.settle(target)
            found = _same(target, digest)
            if found is not None:
                working.clear(target)
                return found
            manifests.only_a_store(target)
            run = _Import(target, plan, digest, given=given, rule=rule, tell=tell)
            return run.run()


def _check(target: Path, buckets: int | None, zone: str | None) -> None:
    if buckets is not None and not 1 <= buckets <= MOST_BUCKETS:
        raise TracksError(f"buckets must be 1 to {MOST_BUCKETS}", advice="or leave it out")
    if zone is not None:
        zones.named(zone)
    manifests.free_or_store(target)


def _same(target: Path, digest: str) -> Store | None:
    """Return the store that is there, when it was made of the same."""
    if not (target / MANIFEST).is_file():
        return None
    try:
        found = open_store(target)
    except TracksError:
        return None  # broken: it is made anew
    return found if found.manifest["made_from"] == digest else None


_NOTED: Final = frozenset({*quality.BLANKED, *quality.NOTICED})


def _empty(folder: Path) -> None:
    """Remove what a stopped step left."""
    shutil.rmtree(folder, ignore_errors=True)


def _versions() -> dict[str, str]:
    return {"duckdb": str(need("duckdb").__version__)}


def connect(spill: Path) -> Any:  # noqa: ANN401  (duckdb is untyped)
    """Return a DuckDB that keeps to its memory and spills into a folder."""
    con = need("duckdb").connect()
    con.execute("set timezone = 'UTC'")
    con.execute(f"set threads = {min(os.cpu_count() or 1, THREADS)}")
    con.execute(f"set memory_limit = '{MEMORY}'")
    con.execute(f"set temp_directory = {mapping.literal(str(spill))}")
    con.execute("set partitioned_write_flush_threshold = 60000")
    # in Jupyter without ipywidgets there is no bar, and DuckDB refuses to be told so
    with suppress(need("duckdb").InvalidInputException):
        con.execute("set enable_progress_bar = false")
    return con


class _Import:
    """One run."""

    def __init__(
        self,
        target: Path,
        plan: dict[str, Any],
        digest: str,
        *,
        given: list[reading.Input],
        rule: QualityRule,
        tell: Progress,
    ) -> None:
        self.plan, self.digest, self.given, self.rule = plan, digest, given, rule
        self.work = working.Work(target, digest)
        self.lines = sum(one.lines for one in given)
        self.tell, self.done = tell, 0
        self.con: Any = None

    def run(self) -> Store:
        self.work.prepare()
        self.con = connect(self.work.spill)
        try:
            staged = [self._stage(n, one) for n, one in enumerate(self.given)]
            made = [self._bucket(n) for n in range(self.plan["buckets"])]
            self._gather("removed", len(made))
            self._gather("identities", len(made))
            self._manifest(staged, made)
        finally:
            self.con.close()
        self.work.finish()
        self.tell(self.lines * 3, self.lines * 3, "done")
        return open_store(self.work.target)

    def _step(self, rows: int, what: str) -> None:
        self.tell(min(self.done, self.lines * 3), self.lines * 3, what)
        self.done += rows

    def _stage(self, number: int, one: reading.Input) -> dict[str, Any]:
        self._step(one.lines, f"reading {one.name}")
        target = self._staged(number)

        def make() -> dict[str, Any]:
            _empty(target)
            return staging.stage(
                self.con, one, number, target, zone=self.plan["zone"], rule=self.rule,
                buckets=self.plan["buckets"],
            )  # fmt: skip

        return self.work.step(f"input-{number}", make)

    def _staged(self, number: int) -> Path:
        return self.work.folder / "staged" / str(number)

    def _bucket(self, bucket: int) -> dict[str, Any]:
        name = f"{bucket:04d}"
        positions = self.work.store / "positions" / f"bucket={name}" / "part-0.parquet"
        share = self.lines // self.plan["buckets"]

        def make() -> dict[str, Any]:
            folders = [self._staged(n) for n in range(len(self.given))]
            rows = staging.staged(*folders, bucket=bucket)
            self._step(share, f"judging bucket {name}")
            found = judging.judge(self.con, rows, self.rule)
            self._step(share, f"writing bucket {name}")
            judging.write_positions(self.con, rows, positions)
            judging.write_identities(self.con, rows, self._part("identities", bucket))
            judging.write_removed(self.con, rows, self._part("removed", bucket))
            self.con.execute("drop table verdict")
            return {**found, **self._counted(bucket, positions, rows)}

        return self.work.step(f"bucket-{name}", make)

    def _part(self, kind: str, bucket: int) -> Path:
        return self.work.folder / kind / f"{bucket:04d}.parquet"

    def _counted(self, bucket: int, positions: Path, rows: str) -> dict[str, Any]:
        kept = self.con.execute(
            "select count(*), count(distinct mmsi), count(distinct track), min(t_us), max(t_us) "
            f"from read_parquet({reading.escaped(positions)})"
        ).fetchone()
        reasons = self.con.execute(
            "select reason, count(*) from "
            f"read_parquet({reading.escaped(self._part('removed', bucket))}) group by reason"
        ).fetchall()
        total = self.con.execute(f"select count(*) from {rows}").fetchone()[0]
        counts = {quality.KEPT: kept[0], **dict(sorted(reasons))}
        quality.check(counts, total)
        return {"vessels": kept[1], "tracks": kept[2], "first_us": kept[3], "last_us": kept[4],
                "counts": counts}  # fmt: skip

    def _gather(self, kind: str, buckets: int) -> None:
        """Join the parts of the buckets into one file."""
        parts = ", ".join(reading.escaped(self._part(kind, n)) for n in range(buckets))
        columns, order = {
            "removed": ("* exclude (rid)", "rid"),
            "identities": ("*", ", ".join(["track", "first_us", *judging.STATIC])),
        }[kind]
        target = self.work.store / kind / "part-0.parquet"
        judging.write(
            self.con, f"select {columns} from read_parquet([{parts}]) order by {order}", target
        )

    def _manifest(self, staged: list[dict[str, Any]], made: list[dict[str, Any]]) -> None:
        counts: Counter[str] = Counter()
        for one in staged:
            counts.update({name: n for name, n in one.items() if name in _NOTED})
        for part in made:
            counts.update(part["counts"])
            counts[quality.DISORDER] += part["disorder"]
        rows = sum(one.get("rows", 0) for one in staged)
        quality.check(counts, rows)
        firsts = [part["first_us"] for part in made if part["first_us"] is not None]
        lasts = [part["last_us"] for part in made if part["last_us"] is not None]
        inputs = [
            {**plain, "rows": one.get("rows", 0)}
            for plain, one in zip(self.plan["inputs"], staged, strict=True)
        ]
        totals = {
            name: sum(part[name] for part in made)
            for name in ("vessels", "tracks", "split", "matched", "matched_rows")
        }
        manifest = {
            **self.plan, **totals, "inputs": inputs, "made_from": self.digest, "rows_in": rows,
            "rows": counts[quality.KEPT], "counts": {n: c for n, c in counts.items() if c},
            "first_us": min(firsts, default=None), "last_us": max(lasts, default=None),
            "bucket_of": staging.BUCKET, "files": files(self.work.store),
        }  # fmt: skip
        (self.work.store / MANIFEST).write_text(readable(manifest), "utf-8")
