"""A zip from elsewhere: a bundle is unpacked, anything else is refused and leaves nothing."""

from __future__ import annotations

import contextlib
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint_helpers.errors import EvidenceError
from osint_helpers.evidence.bundling import bundle, unpack
from osint_helpers.evidence.names import fault, twins
from osint_helpers.evidence.unpacking import Limits
from tests.evidence import handmade


def zipped(path: Path, *members: str | zipfile.ZipInfo, data: bytes = b"SYNTHETIC") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, data)
    return path


def info(name: str, mode: int) -> zipfile.ZipInfo:
    one = zipfile.ZipInfo(name)
    one.create_system, one.external_attr = 3, mode << 16
    return one


def refused(archive: Path, words: str, **limits: int) -> None:
    folder = archive.parent / "out"
    with pytest.raises(EvidenceError, match=words):
        unpack(archive, folder, limits=Limits(**limits))
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_a_bundle_comes_out_as_it_went_in(tmp_path: Path) -> None:
    case = handmade.case(tmp_path / "synthetic-case")
    made = bundle(case, tmp_path / "b.zip")
    top = unpack(made.path, tmp_path / "new" / "out")
    assert top == tmp_path / "new" / "out" / "synthetic-case-counsel"
    with zipfile.ZipFile(made.path) as archive:
        for name in archive.namelist():
            assert (top.parent / name).read_bytes() == archive.read(name)
    assert sum(path.is_file() for path in top.rglob("*")) == made.files
    assert [path.name for path in top.parent.parent.iterdir()] == ["out"]
    assert stat.S_IMODE(top.parent.stat().st_mode) == 0o755


def test_a_bundle_that_was_packed_again_with_folders_is_taken(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as again:
        again.writestr("top/", b"")
        again.writestr("top/a b/", b"")
        again.writestr("top/a b/ü.txt", b"SYNTHETIC" * 1000)
    (tmp_path / "out").mkdir()
    top = unpack(archive, tmp_path / "out")
    assert (top / "a b/ü.txt").read_bytes() == b"SYNTHETIC" * 1000


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../a", r"'\.\.'"), ("top/../../a", r"'\.\.'"), ("/top/a", "absolute"),
        ("top//a", "empty part"), ("top/./a", "empty part"), ("top/a\\b", "holds one of"),
        ("C:/a", "holds one of"), ("top/a:b", "holds one of"), ("top/a\nb", "control"),
        ("top/a\x1bb", "control"), ("top/a\u202eb", "control"), ("top/a.", "Windows"),
        ("top/NUL.txt", "Windows"), ("top/" + "x" * 300, "longer"),
    ],
)  # fmt: skip
def test_a_name_that_leads_out_or_hides_is_refused(tmp_path: Path, name: str, words: str) -> None:
    refused(zipped(tmp_path / "a.zip", "top/good", info(name, stat.S_IFREG | 0o644)), words)


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", "top/aXb")
    archive.write_bytes(archive.read_bytes().replace(b"aXb", b"a\0b"))
    refused(archive, "control")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_a_link_or_special_file_is_refused(tmp_path: Path, kind: int) -> None:
    refused(zipped(tmp_path / "a.zip", info("top/a", kind | 0o777), data=b"/etc"), "a link")


@pytest.mark.parametrize("twin", ["top/a", "top/A", "top/e\u0301"])
def test_names_that_meet_on_some_system_are_refused(tmp_path: Path, twin: str) -> None:
    same = twin == "top/a"
    with pytest.warns(UserWarning, match="Duplicate") if same else contextlib.nullcontext():
        archive = zipped(tmp_path / "a.zip", "top/a", "top/\u00e9", twin)
    refused(archive, "twice")


def test_a_file_that_is_also_a_folder_is_refused(tmp_path: Path) -> None:
    refused(zipped(tmp_path / "a.zip", "top/a", "top/a/b"), "cannot be unpacked")


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
def test_an_encrypted_member_is_refused(tmp_path: Path, flag: int) -> None:
    archive = zipped(tmp_path / "a.zip", "top/a")
    data = bytearray(archive.read_bytes())
    at = data.index(b"PK\x01\x02") + 8
    data[at : at + 2] = struct.pack("<H", flag)
    archive.write_bytes(data)
    refused(archive, "encrypted")


def test_another_way_of_packing_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("top/a", b"SYNTHETIC")
    refused(tmp_path / "a.zip", "packed by method 12")


def test_more_than_one_folder_at_the_top_or_none_is_refused(tmp_path: Path) -> None:
    for names in (("top/a", "other/b"), ("top/a", "b"), ("a",), ()):
        refused(zipped(tmp_path / "a.zip", *names), "one folder at the top")


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("top/a", bytes(4 << 20))
    refused(tmp_path / "a.zip", "are too many")


def test_more_than_the_limits_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", "top/a", "top/b")
    refused(archive, "too much", size=17)
    refused(archive, "too much", files=1)
    unpack(archive, tmp_path / "out", limits=Limits(files=2, size=18))


def test_a_member_larger_than_announced_is_cut_and_refused(tmp_path: Path) -> None:
    """The directory announces 9 bytes, the packed stream holds 8 MB: the announced size counts."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("top/a", bytes(8 << 20))
    data = path.read_bytes().replace(struct.pack("<I", 8 << 20), struct.pack("<I", 9))
    path.write_bytes(data)
    refused(path, "cannot be unpacked")


def test_a_member_smaller_than_announced_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", "top/a")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    path.write_bytes(data)
    refused(path, "cannot be unpacked")


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", "top/a")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 20
    data[at : at + 8] = struct.pack("<II", 5000, 5000)
    path.write_bytes(data)
    refused(path, "overlap")


def test_broken_bytes_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", "top/a")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"SYNTHETIC", b"SYNTHETIX"))
    refused(path, "cannot be unpacked")
    path.write_bytes(b"no zip")
    refused(path, "cannot be unpacked")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "a.zip", "top/a")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine").write_text("SYNTHETIC")
    with pytest.raises(EvidenceError, match="there already"):
        unpack(archive, tmp_path / "out")
    assert (tmp_path / "out/mine").read_text() == "SYNTHETIC"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_gives_the_files_or_an_evidence_error(tmp_path_factory, data) -> None:
    folder = tmp_path_factory.mktemp("zip")
    path = zipped(folder / "a.zip", "top/a", "top/ü/b", data=b"SYNTHETIC data")
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw)
    try:
        top = unpack(path, folder / "in" / "out")
    except EvidenceError:
        assert not (folder / "in" / "out").exists()
    else:
        outside = [one for one in folder.rglob("*") if one.is_file() and one != path]
        assert all(one.is_relative_to(top) for one in outside)


@given(st.text(max_size=30))
def test_a_name_without_fault_stays_inside_and_needs_no_escape(name: str) -> None:
    if fault(name):
        return
    assert not name.startswith("/")
    assert not {"", ".", ".."} & set(name.split("/"))
    assert not any(ord(sign) < 0x20 or sign == "\\" for sign in name)


def test_twins_are_names_one_system_takes_for_another() -> None:
    assert twins(["a", "A", "\u00e9", "e\u0301", "b", "stra\u00dfe", "STRASSE"]) == [
        "A", "e\u0301", "STRASSE",
    ]  # fmt: skip
