"""Real public AIS to try things on: read from the data package ``tracktable-data``, never run.

The package is an extra (``sample-data``). Its files are opened as text; no code of the package
is imported, and a file with another SHA-256 than the one written here is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers._card import Carded
from osint_helpers.errors import ReferenceDataError, TracksError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

PACKAGE: Final = "tracktable-data"
_MODULE: Final = "tracktable_data"
_FOLDER: Final = "python_example_data"
_HEAD: Final = 5  # *T*, id, domain, number of points, number of properties of the trajectory
_POINT: Final = ("*P*", "terrestrial", "2", "1", "1", "0")  # 2 coordinates, id, time, nothing else
_NO_HEADING: Final = 511.0  # ITU-R M.1371: not available
_NO_SPEED: Final = 102.3
_SIGNED: Final = 409.6  # course of twelve bits read as signed


@dataclass(frozen=True, repr=False)
class Sample(Carded):
    """One file of the package.

    Attributes
    ----------
    name
        Short name, the ``source`` of its rows.
    file, sha256
        File of the package and the hash it must have.
    rows, vessels
        What it holds: positions and distinct MMSIs.
    about, limits
        What it is, and what a reader must know before taking silence in it for silence at sea.
    """

    name: str
    file: str
    sha256: str
    rows: int
    vessels: int
    about: str
    limits: tuple[str, ...]

    @property
    def provenance(self) -> str:
        """Package, version, licence, origin and hash in one line."""
        return (
            f"package data: {PACKAGE} {_version()} (BSD, Sandia National Laboratories), file "
            f"{self.file}, SHA-256 {self.sha256}; upstream: public AIS of the United States "
            f"government"
        )


_CHOSEN: Final = (
    "The authors of the package joined positions to trajectories and left others out by rules "
    "they do not publish: no piece has fewer than 10 positions or a pause of 2 hours. A time "
    "without positions in the file is therefore no proof that none were received."
)
_COAST: Final = "Stations on land hear a ship only near the coast; the file names no receiver."
_FEW: Final = (
    "Of what ships send, only MMSI, time and position are in it: no speed, no name, no IMO number."
)
US_COASTAL: Final = Sample(
    "us_coastal_2020-06-30", "US_coastal_2020_06_30.traj",
    "af0a4b7fdaeb66669b2a54977bf92328758cf9f3e4bc268b4f04baae67b255b3", 235_967, 1_185,
    "AIS off all coasts of the United States on 30 June 2020: number, time and position",
    (_CHOSEN, _COAST, _FEW),
)  # fmt: skip
NY_HARBOR: Final = Sample(
    "nyharbor_2020-06-30", "NYHarbor_2020_06_30_first_hour.csv",
    "5b81f49dae4063dca6170a9b96dfcf5d10d680edc1529bbe68170180b23a8329", 8_689, 295,
    "AIS in New York harbour on 30 June 2020, first hour, with what ships state of themselves",
    (_COAST, "One hour and one harbour.", "Names, numbers and sizes are as sent, not verified."),
)  # fmt: skip
SAMPLES: Final = {one.name: one for one in (US_COASTAL, NY_HARBOR)}


def us_coastal() -> pd.DataFrame:
    """Return one day of AIS off the coasts of the United States, as received.

    Returns
    -------
    DataFrame
        ``mmsi`` (integer), ``t`` (UTC), ``t_us`` (microseconds since 1970), ``lat``, ``lon``
        (degrees, WGS 84), ``source``, ``line`` (the trajectory of the file); sorted by MMSI, time
        and line. Nothing is removed: repeated rows stay. Tracks are the work of
        `import_positions`.

    Raises
    ------
    TracksError
        When the package is not installed, is another version, or a line cannot be read.
    """
    path = _path(US_COASTAL)
    return _counted(_positions(_trajectories(path), US_COASTAL), US_COASTAL)


def ny_harbor() -> pd.DataFrame:
    """Return one hour of AIS in New York harbour, as received, with identities as sent.

    Returns
    -------
    DataFrame
        As `us_coastal`, and ``sog_kn``, ``cog_deg``, ``heading_deg``, ``nav_status`` (code as
        in the file), ``transceiver``, ``imo``, ``name``, ``callsign``, ``ship_type`` (code),
        ``length_m``, ``width_m``; nothing known is missing (NaN, empty text). ``line`` counts as
        an editor does.
    """
    import pandas as pd

    path = _path(NY_HARBOR)
    read = pd.read_csv(path, dtype=str, keep_default_na=False)
    return _counted(_positions(_harbour(read), NY_HARBOR), NY_HARBOR)


def _harbour(read: pd.DataFrame) -> dict[str, Any]:
    import pandas as pd

    def numbers(field: str, missing: float | None = None) -> pd.Series[float]:
        found = read[field].where(read[field] != "").astype(float)
        return found if missing is None else found.mask(found == missing)

    course = numbers("COG")
    course = course.mask(course < 0, course + _SIGNED)
    codes = {ours: read[theirs].str.removesuffix(".0") for ours, theirs in
             (("nav_status", "Status"), ("ship_type", "VesselType"))}  # fmt: skip
    return {
        "mmsi": read["MMSI"].astype("int64"),
        "t": pd.to_datetime(read["BaseDateTime"], format="%Y-%m-%dT%H:%M:%S", utc=True),
        "lat": numbers("LAT"), "lon": numbers("LON"), "sog_kn": numbers("SOG", _NO_SPEED),
        "cog_deg": course.mask(course >= 360), "heading_deg": numbers("Heading", _NO_HEADING),
        "nav_status": codes["nav_status"], "transceiver": read["TranscieverClass"],
        "imo": read["IMO"].str.removeprefix("IMO"), "name": read["VesselName"],
        "callsign": read["CallSign"], "ship_type": codes["ship_type"],
        "length_m": numbers("Length"), "width_m": numbers("Width"),
        "line": pd.Series(range(2, len(read) + 2), dtype="int64"),
    }  # fmt: skip


def _trajectories(path: Path) -> dict[str, Any]:
    """Return the points of a file of trajectories, one a line (form of tracktable 1.7)."""
    import pandas as pd

    columns: dict[str, list[str]] = {"mmsi": [], "t": [], "lon": [], "lat": []}
    lines: list[int] = []
    with path.open(encoding="ascii", newline="") as stream:
        for number, line in enumerate(stream, start=1):
            points = _points(line.rstrip("\r\n").split(","), path, number)
            for at, name in enumerate(columns):
                columns[name] += points[at::4]
            lines += [number] * (len(points) // 4)
    try:
        return {
            "mmsi": pd.Series(columns["mmsi"], dtype=object).astype("int64"),
            "t": pd.to_datetime(
                pd.Series(columns["t"]), format="%Y-%m-%d %H:%M:%S", utc=True, exact=True
            ),
            "lat": pd.Series(columns["lat"], dtype=object).astype(float),
            "lon": pd.Series(columns["lon"], dtype=object).astype(float),
            "line": pd.Series(lines, dtype="int64"),
        }
    except ValueError as error:
        raise TracksError(f"a point cannot be read: {error}", file=path) from error


def _points(cells: list[str], path: Path, number: int) -> list[str]:
    """Return the cells of the points of one trajectory: number, time, longitude, latitude."""
    head, points = cells[: _HEAD + len(_POINT)], cells[_HEAD + len(_POINT) :]
    good = head[0] == "*T*" and tuple(head[_HEAD:]) == _POINT and head[4] == "0"
    if not good or len(points) % 4 or head[3] != str(len(points) // 4):
        raise TracksError(
            "the line is no trajectory of points with number, time and two coordinates",
            file=path, row=number, advice="install the version named in pyproject.toml",
        )  # fmt: skip
    return points


def _positions(found: dict[str, Any], sample: Sample) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(found)
    frame["t"] = frame["t"].astype("datetime64[us, UTC]")
    frame.insert(2, "t_us", frame["t"].astype("int64"))
    frame["source"] = sample.name
    return frame.sort_values(["mmsi", "t_us", "line", "lat", "lon"], kind="stable").reset_index(
        drop=True
    )


def _counted(frame: pd.DataFrame, sample: Sample) -> pd.DataFrame:
    found = (len(frame), frame["mmsi"].nunique())
    if found != (sample.rows, sample.vessels):
        raise TracksError(
            f"{found[0]:,} positions of {found[1]:,} vessels are read, not "
            f"{sample.rows:,} of {sample.vessels:,}", file=sample.file,
        )  # fmt: skip
    return frame


def _path(sample: Sample) -> Path:
    from osint_helpers.reference.provenance import package_file

    try:
        return package_file(_MODULE, _FOLDER, sample.file, sha256=sample.sha256)
    except ReferenceDataError as error:
        raise TracksError(error.what, advice="pip install osint-helpers[sample-data]") from error


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "(not installed)"
