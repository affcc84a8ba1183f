"""The store: what it keeps, what it refuses, what it writes down."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import ClassVar

import pytest

from osint_helpers.errors import CaptureRefusedError, EvidenceError
from osint_helpers.evidence import Store, captures, layout, ledger, verify
from tests.evidence.store_cases import (
    URL,
    NoSettings,
    case_with,
    codes,
    events,
    fetcher,
    sha,
    store,
    take,
    tree,
)

OF_ALL = {"schema", "kind", "work", "who", "why", "authority", "started_utc", "finished_utc",
          "seconds", "title", "outcome", "complete", "reason", "content_type", "files", "body",
          "tool"}  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "case"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "given.pdf"
    path.write_bytes(b"%PDF SYNTHETIC")
    return path


def hand(to: Store, path: Path | str) -> dict[str, object]:
    return to.add_file(path, obtained="by hand, SYNTHETIC", why="SYNTHETIC").record


def test_new_store_makes_its_folders_and_touches_nothing(case: Path) -> None:
    case.mkdir()
    (case / ".gitattributes").write_text("*.png binary\n")
    Store(case, "ana")
    Store(case, "ana")
    assert sorted(one.name for one in case.iterdir()) == [".gitattributes", *layout.EVIDENCE]
    assert (case / ".gitattributes").read_text() == "*.png binary\n"


def test_new_store_writes_git_attributes(case: Path) -> None:
    Store(case, "ana")
    assert (case / ".gitattributes").read_bytes() == b"* -text\n"


def test_evidence_folder_that_is_a_link_is_refused(case: Path, tmp_path: Path) -> None:
    case.mkdir()
    (case / "log").symlink_to(tmp_path)
    with pytest.raises(EvidenceError, match="log: is not a folder"):
        Store(case, "ana")


@pytest.mark.parametrize("who", ["", "Ana", "a/b", "../x", "a" * 33, "-a", "a b", "a\n"])
def test_handle_that_cannot_name_a_file_is_refused(case: Path, who: str) -> None:
    with pytest.raises(EvidenceError, match="cannot name an analyst"):
        Store(case, who)


def test_capture_keeps_bytes_record_and_log(case: Path) -> None:
    one = take(store(case))
    assert (one.folder / "body.txt").read_bytes() == b"SYNTHETIC page"
    assert one.record.keys() > OF_ALL
    assert one.record["files"]["wire.warc"]["sha256"] == sha(one.folder / "wire.warc")
    assert one.id == layout.capture_id(one.at, sha(one.folder / "body.txt"))
    begin, done = events(case)
    assert begin["url"] == URL
    assert begin["why"] == "SYNTHETIC test"
    assert done["capture_sha256"] == sha(one.folder / "capture.json")
    assert (done["work"], done["capture"]) == (begin["work"], one.id)
    assert captures(case)[0].record == one.record


def test_files_of_a_capture_are_read_only(case: Path) -> None:
    one = take(store(case))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in one.folder.iterdir()}
    assert modes == {0o444}
    assert sorted(path.name for path in one.folder.iterdir()) == [
        "body.txt", "capture.json", "wire.warc",
    ]  # fmt: skip


def test_tool_names_versions_and_neither_machine_nor_user(case: Path) -> None:
    tool = take(store(case)).record["tool"]
    assert set(tool) == {"name", "version", "python", "system", "urllib3", "openssl"}
    assert tool["name"] == "osint-helpers"
    text = json.dumps(tool)
    assert os.uname().nodename not in text
    assert "/" not in text


@pytest.mark.parametrize(
    ("facts", "named_by"),
    [({}, "body.txt"), ({"body": None}, "wire.warc")],
)
def test_id_holds_the_hash_of_body_or_wire(
    case: Path, facts: dict[str, object], named_by: str
) -> None:
    one = take(store(case, **facts))
    assert one.id.endswith(sha(one.folder / named_by)[:8])


def test_id_of_nothing_holds_the_hash_of_the_record(case: Path) -> None:
    def fetch(url: str, folder: Path, settings: object) -> dict[str, object]:
        return {"outcome": "dns", "complete": False, "reason": "no address", "body": None}

    one = take(Store(case, "ana", fetch=fetch))
    assert one.id.endswith(sha(one.folder / "capture.json")[:8])
    assert one.body is None
    assert codes(case) == ["incomplete", "pending"]


def test_tied_ids_are_numbered(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    ids = [take(store(case)).id for _ in range(3)]
    assert [one[25:] for one in ids] == ["", "-2", "-3"]
    assert codes(case) == ["pending"]


def test_failed_fetch_is_stored_like_any_other(case: Path) -> None:
    one = take(store(case, outcome="http-status", status=403, complete=True))
    assert (one.outcome, one.sound) == ("http-status", False)
    assert events(case)[-1]["outcome"] == "http-status"


def test_what_fetch_says_cannot_replace_what_the_store_knows(case: Path) -> None:
    lies = {"who": "somebody", "why": "x", "work": "0", "files": {}, "kind": "file", "schema": "x"}
    one = take(Store(case, "ana", fetch=fetcher(**lies)))
    assert (one.record["who"], one.record["why"], one.kind) == ("ana", "SYNTHETIC test", "fetched")
    assert set(one.record["files"]) == {"body.txt", "wire.warc"}
    assert codes(case) == ["pending"]


@pytest.mark.parametrize(
    "facts", [{"outcome": "fine"}, {"body": "../body.txt"}, {"body": "x"}, {"complete": None}]
)
def test_fetch_that_answers_nonsense_is_an_error_and_closed(
    case: Path, facts: dict[str, object]
) -> None:
    with pytest.raises(EvidenceError):
        take(store(case, **facts))
    assert events(case)[-1]["event"] == "capture.failed"
    assert captures(case) == []
    assert codes(case) == ["pending"]


def test_refused_capture_leaves_its_code_and_no_folder(case: Path) -> None:
    def fetch(url: str, folder: Path, settings: object) -> dict[str, object]:
        (folder / "wire.warc").write_bytes(b"SYNTHETIC")
        raise CaptureRefusedError("secret-echoed", "SYNTHETIC")

    with pytest.raises(CaptureRefusedError):
        take(Store(case, "ana", fetch=fetch))
    last = events(case)[-1]
    assert (last["event"], last["code"]) == ("capture.refused", "secret-echoed")
    assert list((case / "captures").iterdir()) == []


def test_interrupted_capture_is_closed_as_abandoned(case: Path) -> None:
    def fetch(url: str, folder: Path, settings: object) -> dict[str, object]:
        (folder / "wire.warc").write_bytes(b"SYNTHETIC half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(Store(case, "ana", fetch=fetch))
    last = events(case)[-1]
    assert last["event"] == "capture.abandoned"
    assert set(last["files"]) == {"wire.warc"}
    assert list((case / "captures").iterdir()) == []
    assert codes(case) == ["pending"]


def test_secrets_and_logins_never_reach_the_log(case: Path) -> None:
    class Settings:
        secrets: ClassVar[dict[str, str]] = {"apikey_of_site": "hunter2SYNTHETIC"}

    url = "https://ann:pw@example.org/a/hunter2SYNTHETIC?apikey_of_site=q&token=abc&day=1#x=y"
    with pytest.raises(CaptureRefusedError):
        Store(case, "ana", fetch=refusing).capture(url, why="SYNTHETIC", settings=Settings())
    data = (case / "log" / "0001-ana.jsonl").read_text()
    for secret in ("ann", "pw@", "hunter2", "=q", "abc", "=y"):
        assert secret not in data.replace("ana", "")
    assert "day=1" in data


def refusing(url: str, folder: Path, settings: object) -> dict[str, object]:
    raise CaptureRefusedError("userinfo-in-url", "SYNTHETIC")


@pytest.mark.parametrize("why", ["", "  ", "\n"])
def test_blank_reason_is_refused(case: Path, given: Path, why: str) -> None:
    one = store(case)
    with pytest.raises(EvidenceError, match="'why' is blank"):
        take(one, why=why)
    with pytest.raises(EvidenceError, match="'obtained' is blank"):
        one.add_file(given, obtained=why, why="SYNTHETIC")
    with pytest.raises(EvidenceError, match="'reason' is blank"):
        one.remove(take(one).id, reason=why)


def test_file_is_kept_with_its_name(case: Path, given: Path) -> None:
    one = store(case).add_file(
        given, obtained="by hand", why="SYNTHETIC", title="T", url="https://u:p@example.org/x",
        authority="instruction 1",
    )  # fmt: skip
    facts = one.record
    assert (one.kind, one.outcome, one.sound) == ("file", "received", True)
    assert (facts["original_name"], facts["body"]) == ("given.pdf", "body.pdf")
    assert (facts["obtained"], facts["url_stated"]) == ("by hand", "https://example.org/x")
    assert (facts["title"], facts["authority"]) == ("T", "instruction 1")
    assert one.body is not None
    assert one.body.read_bytes() == given.read_bytes()
    assert events(case)[0]["name"] == "given.pdf"


@pytest.mark.parametrize(
    ("name", "shown", "body"),
    [
        ("CON", "CON", "body.bin"),
        ("a\u202egpj.exe", "a\\u202egpj.exe", "body.bin"),
        ("x.html", "x.html", "body.html.txt"),
        ("x.SVG", "x.SVG", "body.svg.txt"),
        ("new\nline.pdf", "new\\nline.pdf", "body.pdf"),
        ("back\\slash.pdf", "back\\slash.pdf", "body.pdf"),
        ("tab\t.csv", "tab\\t.csv", "body.csv"),
        ("-rf", "-rf", "body.bin"),
        ("caf\udce9.txt", "caf\\udce9.txt", "body.txt"),
        ("пример.pdf", "пример.pdf", "body.pdf"),
    ],
)
def test_hostile_names_are_harmless(
    case: Path, tmp_path: Path, name: str, shown: str, body: str
) -> None:
    (tmp_path / name).write_bytes(b"SYNTHETIC")
    record = hand(store(case), tmp_path / name)
    assert (record["original_name"], record["body"]) == (shown, body)
    assert codes(case) == ["pending"]


def test_name_with_folders_keeps_only_its_last_part(case: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "x").write_bytes(b"SYNTHETIC")
    assert hand(store(case), tmp_path / "a" / ".." / "x")["original_name"] == "x"


def test_name_of_four_thousand_characters_is_no_traceback(case: Path) -> None:
    with pytest.raises(EvidenceError, match="cannot be read") as caught:
        hand(store(case), "x" * 4000)
    assert len(str(caught.value)) < 300
    with pytest.raises(EvidenceError, match="cannot be read"):
        hand(store(case), "a\0b")


def test_folders_links_and_devices_are_refused(case: Path, tmp_path: Path, given: Path) -> None:
    (tmp_path / "link").symlink_to(given)
    os.mkfifo(tmp_path / "pipe")
    one = store(case)
    for path in (
        tmp_path,
        tmp_path / "link",
        tmp_path / "pipe",
        Path("/dev/null"),
        tmp_path / "no",
    ):
        with pytest.raises(EvidenceError):
            hand(one, path)
    assert captures(case) == []
    assert ledger.lines(case) == []


def test_file_that_changes_while_it_is_copied_is_an_error(
    case: Path, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from osint_helpers.evidence import copying

    real = copying._again

    def changing(source: int) -> str:
        given.write_bytes(b"%PDF SYNTHETIC, edited")
        return real(source)

    monkeypatch.setattr(copying, "_again", changing)
    with pytest.raises(EvidenceError, match="changed while it was copied"):
        hand(store(case), given)
    assert events(case)[-1]["code"] == "source-changed"
    assert captures(case) == []


def test_large_file_is_copied_whole(case: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    path.write_bytes(os.urandom(3_500_000))
    one = store(case).add_file(path, obtained="SYNTHETIC", why="SYNTHETIC")
    assert one.sha256 == sha(path)
    assert codes(case) == ["pending"]


def test_empty_file_is_evidence_too(case: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    one = store(case).add_file(tmp_path / "empty.csv", obtained="SYNTHETIC", why="SYNTHETIC")
    assert one.body is not None
    assert one.body.stat().st_size == 0
    assert codes(case) == ["pending"]


def derive(to: Store, **more: object) -> object:
    of = take(to)
    facts = {"ending": "txt", "method": {"name": "m", "version": "1"}, "why": "SYNTHETIC"}
    return to.add_derived(of, **{"data": b"SYNTHETIC text", **facts, **more})  # type: ignore[arg-type]


def test_derived_capture_names_what_it_was_made_from(case: Path, tmp_path: Path) -> None:
    one = derive(store(case))
    of = next(each for each in captures(case) if each.kind == "fetched")
    assert one.record["derived_from"] == {  # type: ignore[attr-defined]
        "capture": of.id, "file": "body.txt", "sha256": of.sha256,
    }  # fmt: skip
    assert one.sound  # type: ignore[attr-defined]
    assert one.record["method"] == {"name": "m", "version": "1"}  # type: ignore[attr-defined]


def test_derived_bytes_may_come_from_a_file(case: Path, given: Path) -> None:
    one = derive(store(case), data=given, ending="pdf")
    assert one.body.name == "body.pdf"  # type: ignore[attr-defined]
    assert one.body.read_bytes() == given.read_bytes()  # type: ignore[attr-defined]


def test_derived_nothing_has_no_body_and_its_reason(case: Path) -> None:
    one = derive(store(case), data=b"", outcome="no-text", reason="the pages are pictures")
    assert (one.body, one.complete, one.outcome) == (None, False, "no-text")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("ending", "body"),
    [("txt", "body.txt"), ("html", "body.html.txt"), ("html.txt", "body.html.txt"),
     ("png", "body.png"), ("exe", "body.bin"), ("../x", "body.bin"), ("", "body.bin")],
)  # fmt: skip
def test_derived_ending_is_made_safe(case: Path, ending: str, body: str) -> None:
    assert derive(store(case), ending=ending).record["body"] == body  # type: ignore[attr-defined]


def test_nothing_is_derived_from_a_changed_body(case: Path) -> None:
    one = store(case)
    of = take(one)
    (of.folder / "body.txt").chmod(0o644)
    (of.folder / "body.txt").write_bytes(b"SYNTHETIC forged")
    with pytest.raises(EvidenceError, match="no body as recorded"):
        one.add_derived(of, b"x", ending="txt", method={"name": "m"}, why="SYNTHETIC")


def test_note_is_a_line_of_the_log(case: Path) -> None:
    line = store(case).note("search.nothing", where="SYNTHETIC register", question="Q")
    assert events(case) == [line]
    assert (line["n"], line["event"], line["where"]) == (1, "search.nothing", "SYNTHETIC register")


@pytest.mark.parametrize(
    ("event", "facts"),
    [("capture.done", {}), ("seal.begin", {}), ("capture.removed", {}), ("x", {}),
     ("a.b", {"n": 1}),
     ("a.b", {"prev": ""}), ("a.b", {"x": float("nan")}), ("a.b", {"x": {1, 2}}), ("a.b\n", {}),
     ("a.b", {"x": "y" * (1 << 20)})],
)  # fmt: skip
def test_note_that_is_no_note_is_refused(case: Path, event: str, facts: dict[str, object]) -> None:
    with pytest.raises(EvidenceError):
        store(case).note(event, **facts)
    assert ledger.lines(case) == []


def test_removal_leaves_a_tombstone_with_hashes(case: Path) -> None:
    one = store(case)
    capture = take(one)
    files = {path.name: sha(path) for path in capture.folder.iterdir()}
    one.remove(capture.id, reason="SYNTHETIC privacy")
    last = events(case)[-1]
    assert (last["event"], last["files"]) == ("capture.removed", files)
    assert last["reason"] == "SYNTHETIC privacy"
    assert list((case / "captures").iterdir()) == []
    assert codes(case) == ["pending", "removed"]


@pytest.mark.parametrize("name", ["", "..", ".", "../x", "20261121T000000Z-00000000", ".work-00"])
def test_only_a_capture_can_be_removed(case: Path, name: str) -> None:
    one = store(case)
    take(one)
    before = tree(case)
    with pytest.raises(EvidenceError, match="there is no capture"):
        one.remove(name, reason="SYNTHETIC")
    assert tree(case) == before


def test_removed_source_of_a_derived_capture_is_named(case: Path) -> None:
    one = store(case)
    derive(one)
    of = next(each for each in captures(case) if each.kind == "fetched")
    one.remove(of.id, reason="SYNTHETIC")
    assert codes(case) == ["pending", "removed", "rests-on-removed"]


def test_same_bytes_captured_again_after_removal_in_the_same_second(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The id comes back; the tombstone speaks of the first record only."""
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    one = store(case)
    first = take(one)
    one.remove(first.id, reason="SYNTHETIC")
    second = take(one)
    assert second.id == first.id
    assert one.settle() == []
    assert second.folder.is_dir()
    assert codes(case) == ["pending", "removed"]
    assert verify(case).captures == 1


def test_settling_a_sound_case_does_nothing(tmp_path: Path) -> None:
    case = case_with(tmp_path)
    before = tree(case)
    assert store(case).settle() == []
    assert tree(case) == before


def test_system_without_locks_is_one_plain_error(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    one = store(case)
    take(one)
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(EvidenceError, match="no POSIX file locks"):
        take(one)
    assert codes(case) == ["pending"]


def test_fetch_and_settings_default_to_those_of_the_package(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys
    import types

    asked: list[object] = []

    def fetch(url: str, folder: Path, settings: object) -> dict[str, object]:
        asked.append(settings)
        return fetcher()(url, folder, settings)

    modules = {"fetching": {"fetch": fetch}, "settings": {"Settings": NoSettings}}
    for name, content in modules.items():
        module = types.ModuleType(name)
        module.__dict__.update(content)
        monkeypatch.setitem(sys.modules, f"osint_helpers.evidence.net.{name}", module)
    Store(case, "ana").capture(URL, why="SYNTHETIC")
    assert isinstance(asked[0], NoSettings)
