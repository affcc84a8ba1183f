"""What a reader should know beside the bytes: clocks, incomplete captures, links, strangers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from osint_helpers.evidence import layout
from osint_helpers.evidence.findings import Finding
from osint_helpers.evidence.founding import ATTRIBUTES
from osint_helpers.evidence.history import History
from osint_helpers.evidence.outcomes import SOUND
from osint_helpers.evidence.verifying.codes import found
from osint_helpers.evidence.verifying.inventory import Inventory

CLOCK_S: Final = 120.0
_FAR_S: Final = 1e12  # what a record may say is not bounded; what is printed is


def places(inventory: Inventory) -> Iterator[Finding]:
    """Yield links, things that are no file, what cannot be read, strangers and hidden files."""
    for path in inventory.links:
        yield found("symlink", path, "is a link: what it leads to may change without a trace")
    for path in inventory.others:
        yield found("not-a-file", path, "is a pipe, a socket or a device")
    for path, why in inventory.unreadable.items():
        yield found("unreadable", path, f"could not be read: {why}")
    for path in inventory.hidden:
        yield found("hidden", path, "is a hidden file among the evidence")
    for path in inventory.below(layout.LOG):
        if layout.SEGMENT.fullmatch(path.removeprefix(f"{layout.LOG}/")) is None:
            yield found("stranger", path, "is no file of the log")
    for path in inventory.below(layout.SEALS):
        seal, beside, _ = path.partition(".sha256.")  # what stands beside a seal, and no list
        if layout.SEAL_MEMBER.fullmatch(path.removeprefix(f"{layout.SEALS}/")) is None or (
            beside and f"{seal}.sha256" not in inventory.files
        ):
            yield found("stranger", path, "is no seal and belongs to none")


def attributes(inventory: Inventory) -> Iterator[Finding]:
    """Say when git may change line ends in a case that holds evidence."""
    if not (inventory.captures or inventory.below(layout.LOG) or inventory.below(layout.SEALS)):
        return
    path = inventory.case / ATTRIBUTES
    try:
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    except OSError:
        text = ""
    if "* -text" not in [" ".join(line.split()) for line in text.splitlines()]:
        yield found("attributes", ATTRIBUTES, 'does not say "* -text" for the whole folder')


def captures(records: dict[str, dict[str, Any]], past: History) -> Iterator[Finding]:
    """Yield what the records themselves say: clocks apart, captures that are not whole."""
    partial = [name for name, one in records.items() if not one["complete"]
               or one["outcome"] not in SOUND]  # fmt: skip
    if partial:
        names = ", ".join(sorted(partial)[:3]) + (" …" if len(partial) > 3 else "")
        message = f"{len(partial)} of {len(records)} captures failed or are not complete: {names}"
        yield found("incomplete", layout.CAPTURES, message)
    for name, one in sorted(records.items()):
        apart = _apart(one.get("hops"))
        if apart is not None:
            message = f"the clock of the server was {apart:+.0f} s from the one here"
            yield found("clock", f"{layout.CAPTURES}/{name}", message)
        of = one.get("derived_from")
        if isinstance(of, dict) and str(of.get("capture")) in past.removed:
            message = f"was made from {of['capture']}, which was removed"
            yield found("rests-on-removed", f"{layout.CAPTURES}/{name}", message)


def _apart(hops: object) -> float | None:
    """Return the greatest difference of clocks when it is above the bound."""
    listed = [hop for hop in hops if isinstance(hop, dict)] if isinstance(hops, list) else []
    apart = [hop.get("server_minus_local_s") for hop in listed]
    numbers = [one for one in apart if isinstance(one, int | float) and abs(one) > CLOCK_S]
    worst = max(numbers, key=abs, default=None)
    return None if worst is None else max(-_FAR_S, min(_FAR_S, worst))
