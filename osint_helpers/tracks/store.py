"""A store of positions on disk: sorted by track and time, with what was removed beside it."""

from __future__ import annotations

# ruff: noqa: S608  (SQL of names and numbers of this room; texts pass mapping.literal)
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._json import canonical
from osint_helpers.errors import TracksError, shown
from osint_helpers.tracks import cards, manifests, quality
from osint_helpers.tracks.extras import need, stoppable

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

SCHEMA: Final = "osint-tracks/1"
MANIFEST: Final = "store.json"
_CHUNK: Final = 1 << 22
_MAKE: Final = (
    "make one of AIS files: osint tracks import FILE --to FOLDER, or tracks.import_positions"
)


@dataclass(frozen=True, repr=False, eq=False)
class Store:
    """Positions in Parquet, as ``import_positions`` makes them.

    Attributes
    ----------
    folder
        Where it is.
    manifest
        ``store.json``: inputs with SHA-256 and rows, rule, counts by reason, files with SHA-256.
    """

    folder: Path
    manifest: dict[str, Any]

    @property
    def id(self) -> str:
        """SHA-256 of the canonical manifest: it stands for every input, the rule and every byte."""
        return hashlib.sha256(canonical(self.manifest).encode()).hexdigest()

    @property
    def window(self) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """First and last moment of the positions kept, UTC; None when there is none."""
        import pandas as pd

        first, last = self.manifest["first_us"], self.manifest["last_us"]
        if first is None:
            return None
        return (pd.Timestamp(first, unit="us", tz="UTC"), pd.Timestamp(last, unit="us", tz="UTC"))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files of the positions, each sorted by (track, t_us); no track is in two."""
        return tuple(
            self.folder / one["path"]
            for one in self.manifest["files"]
            if one["path"].startswith("positions/")
        )

    def quality(self) -> pd.DataFrame:
        """Return what became of the rows, as ``quality.table`` describes it."""
        return quality.table(self.manifest["counts"], self.manifest["rows_in"])

    def identities(self) -> pd.DataFrame:
        """Return the static values as sent.

        Returns
        -------
        pandas.DataFrame
            ``track, imo, name, callsign, ship_type, length_m, width_m, first_us, last_us,
            messages``; one row a track and set of values.
        """
        return self._read("identities/part-0.parquet")

    def removed(self) -> pd.DataFrame:
        """Return the rows taken out, with ``reason`` and, where it could not be read, ``sent``."""
        return self._read("removed/part-0.parquet")

    def frame(
        self,
        *,
        track: int | None = None,
        mmsi: int | str | None = None,
        start: dt.datetime | str | None = None,
        end: dt.datetime | str | None = None,
    ) -> pd.DataFrame:
        """Return positions, by track and time.

        Parameters
        ----------
        track
            One track.
        mmsi
            All tracks of one MMSI, as number or text.
        start, end
            From and before which moment; without a zone it is UTC.

        Raises
        ------
        TracksError
            When both track and MMSI are given, or one of the values cannot be read.
        """
        from osint_helpers.tracks import reading

        tests, paths = _tests(track, mmsi, start, end), self.paths
        number = track // 100 if track is not None else _number(mmsi)
        if number is not None:
            paths = (self.paths[bucket_of(number, self.manifest["buckets"])],)
        listed = ", ".join(map(reading.escaped, paths))
        where = f"where {' and '.join(tests)}" if tests else ""
        with stoppable(), need("duckdb").connect() as con:
            con.execute("set timezone = 'UTC'")
            found: pd.DataFrame = (
                con.execute(
                    f"select * from read_parquet([{listed}], hive_partitioning = false) "
                    f"{where} order by track, t_us"
                )
                .to_arrow_table()
                .to_pandas()
            )
        return found

    def verify(self) -> None:
        """Compare every file with its SHA-256.

        Raises
        ------
        TracksError
            When one is missing or differs.
        """
        _check_sizes(self.folder, self.manifest)
        for one in self.manifest["files"]:
            if _sha256(self.folder / one["path"]) != one["sha256"]:
                raise TracksError(f"its part {one['path']} differs from what was written",
                                  file=self.folder, advice="import again")  # fmt: skip

    def _read(self, name: str) -> pd.DataFrame:
        found: pd.DataFrame = need("pyarrow.parquet").read_table(self.folder / name).to_pandas()
        return found

    def __repr__(self) -> str:
        return f"Store({self.folder.name!r}, {self.manifest['rows']:,} positions)"

    def _repr_html_(self) -> str:
        return cards.card(self)


def open_store(folder: str | Path) -> Store:
    """Open a store; files are checked by size (``Store.verify`` checks every byte).

    Raises
    ------
    TracksError
        When there is no store, it has another schema, or a file is missing or of another size.
    """
    from osint_helpers.tracks import working

    path = Path(folder).absolute()
    working.settle_stopped(path)
    try:
        manifest = json.loads((path / MANIFEST).read_text("utf-8"))
    except FileNotFoundError as error:
        raise TracksError("is no store: it holds no store.json" if path.is_dir() else
                          "is not there", file=path, advice=_MAKE) from error  # fmt: skip
    except NotADirectoryError as error:
        raise TracksError("is a file and no store", file=path, advice=_MAKE) from error
    except (OSError, ValueError) as error:
        raise TracksError("cannot be read", file=path / MANIFEST,
                          advice="import again") from error  # fmt: skip
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        held = manifest.get("schema") if isinstance(manifest, dict) else None
        raise TracksError(f"has schema {held!r}, not {SCHEMA!r}", file=path / MANIFEST,
                          advice="import again with this version")  # fmt: skip
    manifests.check(manifest, path / MANIFEST)
    _check_sizes(path, manifest)
    return Store(path, manifest)


def bucket_of(mmsi: int, buckets: int) -> int:
    """Return the bucket of an MMSI (Knuth's multiplicative hash)."""
    return ((mmsi * 2_654_435_761) % (1 << 32)) * buckets >> 32


def files(folder: Path) -> list[dict[str, Any]]:
    """Return path, size and SHA-256 of every Parquet file of a store, sorted."""
    return [
        {
            "path": one.relative_to(folder).as_posix(),
            "bytes": one.stat().st_size,
            "sha256": _sha256(one),
        }
        for one in sorted(folder.rglob("*.parquet"))
    ]


def _tests(track: int | None, mmsi: int | str | None, start: Any, end: Any) -> list[str]:  # noqa: ANN401
    if track is not None and mmsi is not None:
        raise TracksError("track and mmsi are both given", advice="give one of them")
    if track is not None and (isinstance(track, bool) or not hasattr(track, "__index__")):
        raise TracksError(
            f"{shown(track)} is no track", advice="a whole number, as in the column track"
        )
    number = _number(mmsi)
    return [
        *([f"track = {int(track)}"] if track is not None else []),
        *([f"track between {number * 100} and {number * 100 + 99}"] if number is not None else []),
        *([f"t_us >= {_moment(start)}"] if start is not None else []),
        *([f"t_us < {_moment(end)}"] if end is not None else []),
    ]


def _number(mmsi: int | str | None) -> int | None:
    if mmsi is None:
        return None
    text = str(mmsi).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise TracksError(f"{shown(mmsi)} is no MMSI", advice="nine digits, as number or text")
    return int(text)


def _moment(value: dt.datetime | str) -> int:
    import pandas as pd

    try:
        found = pd.Timestamp(value)
    except (ValueError, TypeError) as error:
        raise TracksError(f"{shown(value)} is no time", advice="as in 2020-06-30T12:00Z") from error
    if pd.isna(found):
        raise TracksError(f"{shown(value)} is no time", advice="as in 2020-06-30T12:00Z")
    found = found.tz_localize("UTC") if found.tzinfo is None else found.tz_convert("UTC")
    return int((found - pd.Timestamp(0, tz="UTC")) // pd.Timedelta(1, "us"))


def _check_sizes(folder: Path, manifest: dict[str, Any]) -> None:
    for one in manifest["files"]:
        path = folder / one["path"]
        if not path.is_file() or path.stat().st_size != one["bytes"]:
            raise TracksError(f"its part {one['path']} is missing or not of the size that was "
                              "written", file=folder, advice="import again")  # fmt: skip


def _sha256(path: Path) -> str:
    made = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            made.update(chunk)
    return made.hexdigest()
