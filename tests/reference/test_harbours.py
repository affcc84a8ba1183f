from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from osint_helpers import reference
from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference import read_wpi, seaports
from osint_helpers.reference.harbours import COLUMNS, dropped_seaports
from osint_helpers.reference.provenance import rows
from tests.conftest import REPO, shared_folder

HEADER = "World Port Index Number,Main Port Name,Country Code,Latitude,Longitude\n"


def test_one_row_a_port_in_order() -> None:
    frame = seaports()
    assert list(frame) == list(COLUMNS)
    assert frame["port"].is_unique
    assert frame["port"].is_monotonic_increasing
    assert frame["lat"].abs().max() <= 90
    assert frame["lon"].abs().max() <= 180


def test_no_row_of_the_package_is_lost_silently() -> None:
    cited = [row for row in rows("places.csv") if row["kind"] == "seaport"]
    kept, dropped = seaports(), dropped_seaports()
    assert (len(kept) - len(cited)) + len(dropped) == 3962
    assert len(dropped) - len(dropped[dropped["why"].str.startswith("the project cites")]) == 39
    assert (dropped["why"] != "").all()


def test_a_port_the_project_cites_stands_where_the_project_has_it() -> None:
    frame = seaports().set_index("port")
    gwangyang = frame.loc["KRKAN"]
    assert (gwangyang["lat"], gwangyang["lon"]) == pytest.approx((34.933333, 127.7))
    assert gwangyang["source"].startswith("cited fact: data/reference/places.csv, row")
    assert "CNDLC" not in frame.index  # the package's code for Dalian
    assert frame.loc["CNDAL", "name"] == "Dalian"


def test_a_code_that_stands_twice_keeps_the_terminal() -> None:
    assert seaports().set_index("port").loc["AUDRW", "name"] == "Darwin"
    dropped = dropped_seaports().set_index("name")
    assert "Darwin is kept, 7.8 km away" in dropped.loc["Darwin (Nt)", "why"]


def test_a_country_the_code_contradicts_is_said() -> None:
    assert "Ireland" in seaports().set_index("port").loc["IDCHN", "source"]


def test_the_room_hands_on_the_function_after_the_module_is_loaded() -> None:
    seaports()
    assert callable(reference.seaports)
    assert callable(reference.read_wpi)


def test_the_package_itself_is_not_imported() -> None:
    code = (
        "import sys; from osint_helpers.reference import seaports; seaports();"
        "print('searoute' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPO
    )
    assert done.stdout.strip() == "False"


def test_a_world_port_index_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wpi.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(HEADER + "20,Beta,Japan,1.5,-2\n10,Alpha,Nowhere,3,4\n")
    frame = read_wpi(path)
    assert frame["port"].tolist() == ["WPI 10", "WPI 20"]
    assert frame["country"].tolist() == ["Nowhere", "JP"]
    assert frame["source"].tolist() == [
        "cited fact: World Port Index, wpi.csv.gz, line 3",
        "cited fact: World Port Index, wpi.csv.gz, line 2",
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_number_that_stands_twice_keeps_one_and_names_the_other(
    tmp_path: Path, order: int
) -> None:
    lines = ["7,Beta,Japan,1,2\n", "7,Alpha,Japan,3,4\n"][::order]
    path = tmp_path / "wpi.csv"
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    frame = read_wpi(path)
    assert frame["name"].tolist() == ["Alpha"]
    assert "Beta at 1.0, 2.0 has the same number" in frame.loc[0, "source"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HEADER + "1,A,Japan,91,0\n", "no point on earth"),
        (HEADER + "1,A,Japan,nan,0\n", "no point on earth"),
        (HEADER + "1,A,Japan,north,0\n", "cannot be read"),
        (HEADER + "one,A,Japan,1,0\n", "cannot be read"),
        ("name,lat\n", "no column World Port Index Number"),
    ],
)
def test_a_bad_world_port_index_is_refused(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "wpi.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=word):
        read_wpi(path)


def test_a_short_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wpi.csv"
    path.write_text(HEADER + "1,A\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="cannot be read"):
        read_wpi(path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wpi.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReferenceDataError, match="cannot be read"):
        read_wpi(path)


def test_the_real_file_gives_every_number_once() -> None:
    folder = shared_folder()
    if folder is None:
        pytest.skip("the public data are not on this machine (set OSINT_SHARED)")
    frame = read_wpi(folder / "data/reference/nga_wpi_pub150_2023.csv.gz")
    assert len(frame) == 3766  # 3,768 lines, two numbers stand twice
    assert frame["port"].is_unique
    assert int((frame["country"] == "KP").sum()) == 10
    assert frame["source"].str.contains("left out").sum() == 2
