"""What ``store.json`` must hold, and what else may lie in the folder of a store."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import TracksError

MANIFEST: Final = "store.json"
FAMILY: Final = "osint-tracks/"  # of every schema a store had or will have
_PART: Final = re.compile(r"(positions/bucket=\d{4}|removed|identities)/part-\d+\.parquet")
_NUMBERS: Final = ("buckets", "rows", "rows_in", "vessels", "tracks")
_SHOWN: Final = 5
# 1677 to 2262, the moments pandas can hold in nanoseconds
_MOST_US: Final = 9_223_372_036_854_775


def check(manifest: dict[str, Any], file: Path) -> None:
    """Refuse a manifest that was altered so that it cannot be read.

    Every text and number a reader uses must be there and of its type, and no part may lie outside
    the store. Whether parts are what was written, ``Store.verify`` says.

    Raises
    ------
    TracksError
        With the name of what is wrong.
    """
    for name, right in _tests(manifest).items():
        if not right:
            raise TracksError(f"{name} is not as an import writes it", file=file,
                              advice="import again")  # fmt: skip


def _tests(held: dict[str, Any]) -> dict[str, bool]:
    """Return what is looked at, and whether it is right."""
    moments: list[Any] = [held.get("first_us"), held.get("last_us")]
    known = all(_whole(one) and abs(one) <= _MOST_US for one in moments) and moments == sorted(
        moments
    )
    counts, inputs, parts = held.get("counts"), held.get("inputs"), held.get("files")
    return {
        **{name: _whole(held.get(name)) and held[name] >= 0 for name in _NUMBERS},
        "first_us, last_us": known or moments == [None, None],
        "made_from": isinstance(held.get("made_from"), str),
        "counts": isinstance(counts, dict) and all(map(_whole, counts.values())),
        "inputs": isinstance(inputs, list) and all(map(_input, inputs)),
        "files": isinstance(parts, list) and all(map(_file, parts))
        and sum(one["path"].startswith("positions/") for one in parts) == held.get("buckets"),
    }  # fmt: skip


def _whole(value: Any) -> bool:  # noqa: ANN401  (of a file)
    return isinstance(value, int) and not isinstance(value, bool)


def _input(one: Any) -> bool:  # noqa: ANN401  (of a file)
    return (
        isinstance(one, dict)
        and _whole(one.get("rows"))
        and all(isinstance(one.get(name), str) for name in ("name", "sha256"))
    )


def _file(one: Any) -> bool:  # noqa: ANN401  (of a file)
    return (
        isinstance(one, dict)
        and _whole(one.get("bytes"))
        and all(isinstance(one.get(name), str) for name in ("path", "sha256"))
        and _PART.fullmatch(one["path"]) is not None
    )


def free_or_store(folder: Path) -> None:
    """Refuse a place where something else than a store is; a broken store is one.

    Raises
    ------
    TracksError
        For a file, and for a folder that holds something and no ``store.json`` of ours.
    """
    if not folder.exists():
        return
    if not folder.is_dir() or (any(folder.iterdir()) and not _ours(folder / MANIFEST)):
        raise TracksError(
            "is there and is no store of positions", file=folder, advice="choose another folder"
        )


def only_a_store(folder: Path) -> None:
    """Refuse a store whose replacement would remove what no import wrote.

    Raises
    ------
    TracksError
        When such a file is there; the message names it.
    """
    names = (one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir())
    foreign = sorted(name for name in names if name != MANIFEST and not _PART.fullmatch(name))
    if foreign:
        more = f" and {len(foreign) - _SHOWN} more" if len(foreign) > _SHOWN else ""
        raise TracksError(
            f"holds {', '.join(foreign[:_SHOWN])}{more} beside the store, which a new store in "
            "its place would remove",
            file=folder,
            advice="move it elsewhere, or choose another folder",
        )


def _ours(file: Path) -> bool:
    """Say whether a store.json is one of ours; one that breaks off counts as ours."""
    if not file.is_file():
        return False
    try:
        held = json.loads(file.read_text("utf-8"))
    except ValueError:
        return True
    return isinstance(held, dict) and str(held.get("schema")).startswith(FAMILY)
