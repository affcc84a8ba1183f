from __future__ import annotations

from pathlib import Path

import pytest

from osint_helpers.errors import ReferenceDataError
from osint_helpers.reference import provenance
from osint_helpers.reference.provenance import Provenance, cited, package, package_file, rows


def test_text_of_each_kind() -> None:
    assert package("searoute").text() == "package data: searoute 1.6.0 (Apache-2.0)"
    assert cited("places.csv", "NLRTM", "UNECE").text() == (
        "cited fact: data/reference/places.csv, row NLRTM, UNECE"
    )
    assert Provenance("derived", "days_between").text() == "derived: days_between"


def test_package_that_is_not_installed() -> None:
    with pytest.raises(ReferenceDataError, match="not installed"):
        package("synthetic-package-that-is-not-there")
    with pytest.raises(ReferenceDataError, match="not installed"):
        package_file("synthetic_package_that_is_not_there", "x")
    with pytest.raises(ReferenceDataError, match="not installed"):
        package_file("synthetic_parent.child", "x")


def test_package_file_checks_presence_and_hash() -> None:
    with pytest.raises(ReferenceDataError, match=r"no\.zip is not in the package"):
        package_file("searoute", "data", "no.zip")
    assert package_file("searoute", "data", "ports.geojson").is_file()
    with pytest.raises(ReferenceDataError, match="not the pinned 00"):
        package_file("searoute", "data", "ports.geojson", sha256="0" * 64)


def test_table_faults_name_file_and_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "reference_folder", lambda: tmp_path)
    (tmp_path / "short.csv").write_text("a,b\n1,2\n3\n", encoding="utf-8")
    (tmp_path / "long.csv").write_text("a,b\n1,2,3\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"short\.csv:3: wrong number of cells"):
        rows("short.csv")
    with pytest.raises(ReferenceDataError, match=r"long\.csv:2: wrong number of cells"):
        rows("long.csv")
    with pytest.raises(ReferenceDataError, match=r"absent\.csv: the reference table is missing"):
        rows("absent.csv")
