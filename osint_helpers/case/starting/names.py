"""Names a case may have: the same plain word as folder, file name and id on every system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from osint_helpers.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 60  # characters, a choice of ours: paths of captures go below it
# Names Windows keeps for devices, whatever ending follows: Microsoft, "Naming Files, Paths, and
# Namespaces".
DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_NUMBERED: Final = re.compile(r"([0-9][0-9])-.+\.(?:py|ipynb)", re.ASCII)
_ADVICE: Final = "a name is lower-case letters, digits and single hyphens, such as my-case"


def check_name(name: str) -> str:
    """Return the name when a case may have it.

    Raises
    ------
    CaseError
        Saying which sign or word is in the way, and a name that would do where there is one.
    """
    fault = _fault(name)
    if not fault:
        return name
    better = _better(name)
    hint = f"; try {better!r}" if better else ""
    raise CaseError(f"{name[:80]!r} cannot name a case: {fault}", advice=f"{_ADVICE}{hint}")


def _fault(name: str) -> str:
    """Return why a name will not do, the most telling reason first; ``""`` when it will."""
    signs = {
        "it is empty": not name,
        "it leads out of the folder": ".." in name,
        "it starts with a dot": name.startswith("."),
        "it holds a slash": "/" in name or "\\" in name,
        "it holds a space": any(char.isspace() for char in name),
        "it holds capital letters": name.lower() != name and bool(_NAME.fullmatch(name.lower())),
        "its hyphens stand at an end or side by side": bool(re.fullmatch(r"[a-z0-9-]+", name))
        and not _NAME.fullmatch(name),
        "it holds other signs than letters, digits and hyphens": not _NAME.fullmatch(name),
        f"it is longer than {LONGEST} characters": len(name) > LONGEST,
        "Windows keeps this name for a device": name in DEVICES,
    }
    return next((text for text, found in signs.items() if found), "")


def _better(name: str) -> str:
    """Return the nearest good name, ``""`` where none is near."""
    made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST].strip("-")
    return made if made and not _fault(made) else ""


def file_number(taken: Iterable[str]) -> str:
    """Return the two digits after the highest of the notebooks' names, ``01`` for the first.

    Parameters
    ----------
    taken
        File names of the folder of notebooks.

    Raises
    ------
    CaseError
        After 99.
    """
    numbers = [int(found[1]) for name in taken if (found := _NUMBERED.fullmatch(name))]
    number = max(numbers, default=0) + 1
    if number > 99:
        raise CaseError("the notebooks are numbered up to 99", advice="renumber or move some")
    return f"{number:02d}"
