"""What is generated says all there is: names, columns, fields, commands, codes, notebooks."""

from __future__ import annotations

import json
import re
from collections import defaultdict

import pytest

pytest.importorskip("sphinx", reason="Sphinx is not installed (extra: docs)")

from osint_helpers import journey, open_case
from osint_helpers.case.faults import FAULTS
from osint_helpers.case.rules import rules
from osint_helpers.case.tables import TABLES
from osint_helpers.cli.commands import COMMANDS
from osint_helpers.collect import registry
from osint_helpers.evidence import fields
from osint_helpers.evidence.verifying import codes as verification
from osint_helpers.tracks import columns as tracks
from scripts.docsite import api, codes, commands, dictionary, gallery, navigation, pictures
from tests.conftest import REPO


def test_every_public_name_says_what_it_is():
    assert api.undocumented() == []


def test_every_room_and_source_has_a_page_that_names_all_it_hands_on():
    made = api.pages()
    rooms = {room: made[f"api/{room.removeprefix('osint_helpers.')}.rst"][0]
             for room in api.rooms()[1:]}  # fmt: skip
    missing = [f"{room}.{name}" for room, text in rooms.items() for name in api.public(room)
               if not re.search(rf"[.`: ]{name}[ `\n<]", text)]  # fmt: skip
    assert missing == []
    kinds = "".join(text for path, (text, _) in made.items() if path.startswith("api/collect."))
    assert [one for those in api.sources().values() for one in those if one not in kinds] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_case_has_type_and_meaning(name: str):
    part = dictionary.case_tables().split(f"## {name}.csv\n")[1].split("\n## ")[0]
    rows = {row[0].strip("`"): row for row in _rows(part)}
    assert tuple(rows) == TABLES[name].columns
    for column, row in rows.items():
        assert row[1] in ("text", "number", "list")
        assert row[5], f"{name}.{column} has no meaning in docs/case-folder.md"
        assert ("required" in row[2]) == (column in TABLES[name].required)
        assert all(word in row[4] for word in TABLES[name].vocab.get(column, ()))


def test_every_column_of_every_collector_is_there_with_its_unit():
    text = dictionary.collected_columns()
    for name in registry.collectors():
        part = text.split(f"## {name}\n")[1].split("\n## ")[0]
        found = [(row[0].strip("`"), row[1], row[2]) for row in _rows(part)]
        assert found == [(one.name, one.kind, one.unit) for one in registry.columns(name)]


def test_every_column_of_positions_and_events_is_there():
    text = dictionary.track_columns()
    for those in (tracks.POSITIONS, tracks.COVERAGE, *tracks.EVENTS.values()):
        assert [one.name for one in those if f"| `{one.name}` | {one.type} |" not in text] == []


def test_every_field_of_a_capture_and_of_the_log_is_known():
    record = {one.name: one for one in fields.RECORD}
    hop, line = ({one.name for one in those} for those in (fields.HOP, fields.LINE))
    kinds = defaultdict(set)
    for path in REPO.glob("data/cases/*/captures/*/capture.json"):
        held = json.loads(path.read_text("utf8"))
        for name in held:
            kinds[name].add(held["kind"])
        assert {key for one in held.get("hops", []) for key in one} <= hop
    assert [name for name in kinds if name not in record] == []
    wrong = {n: k for n, k in kinds.items() if record[n].kinds and not k <= set(record[n].kinds)}
    assert wrong == {}
    events = {one.name: set(one.facts) for one in fields.EVENTS}
    for path in REPO.glob("data/cases/*/log/*.jsonl"):
        for text in path.read_text("utf8").splitlines():
            held = json.loads(text)
            assert set(held) - line <= events[held["event"]]


def test_every_event_the_code_writes_is_known():
    form = re.compile(r'"((?:capture|seal|bundle|export|pull|licence|search)\.[a-z-]+)"')
    code = (path.read_text("utf8") for path in (REPO / "osint_helpers").rglob("*.py"))
    found = {name for text in code for name in form.findall(text)} - {"capture.json"}
    assert found - {one.name for one in fields.EVENTS} == set()


def test_every_command_and_argument_has_its_place():
    text = commands.page()
    for words, command in _leaves(COMMANDS):
        part = text.split(f"## osint {words}\n")[1].split("\n## ")[0]
        named = [names[-1] for names, _ in command.arguments if names[-1].startswith("-")]
        assert [one for one in named if one not in part] == []


def test_every_code_has_its_row():
    listed = set(re.findall(r"^\| `([\w-]+)` \|", codes.page(), re.MULTILINE))
    assert listed == {*FAULTS, *rules(), *verification.CODES}


def test_the_gallery_has_every_notebook_with_what_its_legs_say():
    those = gallery.notebooks()
    text = gallery.page(those)
    assert [one.name for one in those] == sorted(p.stem for p in REPO.glob("notebooks/*.ipynb"))
    for one in those:
        part = text.split(f"## {one.name}: ")[1].split("\n## ")[0]
        assert f"(notebooks/{one.name}.ipynb)" in part
        for leg in journey.legs(open_case(one.case)) if one.case else ():
            row = next(line for line in part.splitlines() if leg.label.split()[0] in line)
            assert leg.status.replace("_", " ") in row or len(journey.legs(open_case(one.case))) > 1


def test_what_is_made_up_is_stamped_in_the_gallery():
    for one in gallery.notebooks():
        drawn = one.picture()
        assert drawn is not None, f"{one.name} has no exhibit that can be drawn"
        assert (gallery.SYNTHETIC in drawn) or not one.synthetic
        assert drawn.count("rotate(-24") == int(one.synthetic)


def test_a_stamp_is_escaped_and_needs_a_size():
    svg = '<svg viewBox="0 0 90 60"></svg>'
    assert "&lt;b&gt;" in pictures.stamped(svg, "<b>")
    with pytest.raises(ValueError, match="view box"):
        pictures.stamped("<svg></svg>", "x")


def test_a_page_in_no_section_and_a_line_without_a_page_are_named():
    pages = [*navigation.written(), "gallery.md", "api/x.rst"]
    with pytest.raises(SystemExit) as stop:
        navigation.sections([*pages, "docs/stray.md"], {"api/x.rst": ""})
    said = str(stop.value)
    assert "docs/stray.md: in no section" in said
    assert "reference/codes.md: in the navigation, but there is no such page" in said


def _rows(part: str) -> list[list[str]]:
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [[c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def _leaves(those, above=()):
    for one in those:
        if one.parts:
            yield from _leaves(one.parts, (*above, one.name))
        else:
            yield " ".join((*above, one.name)), one
