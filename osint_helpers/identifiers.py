"""Numbers that follow a thing: IMO, MMSI, VIN, ISO 6346 container and LEI.

A check says whether the form and, where there is one, the check digit are right. It never
says that the number was issued, and a failed check never drops the value: on public vessel
lists a few numbers in a thousand fail, mostly by typing errors, so the raw text is kept
and the fault is flagged.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from osint_helpers._card import Carded
from osint_helpers.errors import IdentifierError

_SEPARATORS: Final = re.compile(r"[\s.\-/_]+", re.ASCII)
# ISO 3779: capital letters without I, O and Q, and digits.
_VIN_ALPHABET: Final = frozenset(string.ascii_uppercase + string.digits) - frozenset("IOQ")
# 49 CFR 565.15: value of each letter, and the weight of each of the 17 positions.
_VIN_VALUES: Final = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
# Recommendation ITU-R M.585: leading digits, station, position of the MID (None: no MID).
_STATIONS: Final[tuple[tuple[str, str, int | None], ...]] = (
    ("00", "coast station", 2),
    ("0", "group of ship stations", 1),
    ("111", "search and rescue aircraft", 3),
    ("8", "handheld VHF with DSC and GNSS", 1),
    ("970", "AIS search and rescue transmitter (AIS-SART)", None),
    ("972", "man-overboard device (MOB)", None),
    ("974", "emergency position indicating radio beacon with AIS (EPIRB-AIS)", None),
    ("98", "craft associated with a parent ship", 2),
    ("99", "aid to navigation", 2),
    *((first, "ship station", 0) for first in "234567"),
)


@dataclass(frozen=True, repr=False)
class IdentifierCheck(Carded):
    """Outcome of a check.

    Attributes
    ----------
    kind
        ``"imo"``, ``"container"``, ``"lei"``, ``"mmsi"`` or ``"vin"``.
    raw
        The text as it was given.
    normal
        Upper case without prefix and separators; ``raw`` stripped where the form is wrong.
    valid
        ``True`` and ``False`` decide form and check digit; ``None`` means the form is right
        and no check digit applies or is given.
    reason
        What was found, in one clause.
    parts
        What the number itself says (``owner``, ``station``, ``mid``, ``wmi``, …).
    """

    kind: str
    raw: str
    normal: str
    valid: bool | None
    reason: str
    parts: Mapping[str, str] = field(default_factory=dict, hash=False)

    def require(
        self,
        *,
        file: str | Path | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> IdentifierCheck:
        """Return the check itself, or raise when it failed.

        Raises
        ------
        IdentifierError
            When ``valid`` is ``False``.
        """
        if self.valid is False:
            raise IdentifierError(
                f"{self.kind} {self.raw!r}: {self.reason}",
                advice="compare with the source; keep the value as printed",
                file=file,
                row=row,
                column=column,
            )
        return self


def check_imo(text: str) -> IdentifierCheck:
    """Check an IMO ship identification number (IMO resolution A.1117(30)): seven digits.

    Parameters
    ----------
    text
        With or without ``IMO``, ``IMO No.``, spaces, hyphens or dots, in any case.
    """
    normal, fault = _clean(text, r"IMO(?:\s*(?:NUMBER|NO\b\.?))?\s*[:#]?")
    fault = fault or _digits_fault(normal, 7)
    if fault:
        return IdentifierCheck("imo", text, normal, False, fault)
    if normal == "0000000":
        return IdentifierCheck("imo", text, normal, False, "seven zeros are a placeholder")
    from stdnum import imo

    return _digit_check("imo", text, normal, imo.calc_check_digit(normal[:6]), normal[6:])


def check_container(text: str) -> IdentifierCheck:
    """Check a freight container number (ISO 6346): owner, category, serial, check digit.

    ``valid`` is ``None`` when the number is complete but for its check digit. The owner
    code is not looked up: its register (BIC) is in no open package.
    """
    normal, fault = _clean(text, r"CONTAINER\b\s*(?:NUMBER|NO\b\.?)?\s*[:#]?")
    if not fault and not re.fullmatch(r"[A-Z]{3}[UJZ]\d{6,7}", normal):
        fault = "not three letters, U, J or Z, six digits and a check digit"
    if fault:
        return IdentifierCheck("container", text, normal, False, fault)
    from stdnum import iso6346

    parts = {"owner": normal[:3], "category": normal[3], "serial": normal[4:10]}
    digit = iso6346.calc_check_digit(normal[:10])
    if len(normal) == 10:
        reason = f"form correct; no check digit given (it would be {digit})"
        return IdentifierCheck("container", text, normal, None, reason, parts)
    return _digit_check("container", text, normal, digit, normal[10:], parts=parts)


def check_lei(text: str) -> IdentifierCheck:
    """Check a legal entity identifier (ISO 17442): 18 characters and two check digits."""
    normal, fault = _clean(text, r"LEI(?:\s*CODE)?(?:\s*[:#]|\s)")
    if not fault and len(normal) != 20:
        fault = f"{len(normal)} characters; an LEI has 20"
    if not fault and not re.fullmatch(r"[A-Z0-9]{18}\d{2}", normal):
        fault = "not 18 letters or digits and two check digits"
    if fault:
        return IdentifierCheck("lei", text, normal, False, fault)
    from stdnum.iso7064 import mod_97_10

    parts = {"issuer": normal[:4]}
    digits = mod_97_10.calc_check_digits(normal[:18])
    return _digit_check("lei", text, normal, digits, normal[18:], parts=parts)


def check_mmsi(text: str) -> IdentifierCheck:
    """Check a maritime mobile service identity (Recommendation ITU-R M.585): nine digits.

    An MMSI has no check digit, so ``valid`` speaks of the form alone. ``parts`` holds
    ``station`` and, where the form carries them, the three flag digits ``mid``. Whether
    the MID is allocated, and to whom, is ``reference.flag_of``.
    """
    normal, fault = _clean(text, r"MMSI(?:\s*(?:NUMBER|NO\b\.?))?\s*[:#]?")
    fault = fault or _digits_fault(normal, 9)
    if fault:
        if re.fullmatch(r"\d{7,8}", normal):
            fault += "; a spreadsheet may have dropped leading zeros"
        return IdentifierCheck("mmsi", text, normal, False, fault)
    for prefix, station, at in _STATIONS:
        mid = "" if at is None else normal[at : at + 3]
        if normal.startswith(prefix) and (at is None or mid[0] in "234567"):
            parts = {"station": station} | ({"mid": mid} if mid else {})
            reason = f"form correct ({station}); an MMSI has no check digit"
            return IdentifierCheck("mmsi", text, normal, True, reason, parts)
    reason = "no station has an identity of this form"
    return IdentifierCheck("mmsi", text, normal, False, reason)


def check_vin(text: str) -> IdentifierCheck:
    """Check a vehicle identification number (ISO 3779): 17 characters without I, O and Q.

    The check digit at position 9 is computed where it is required by law: vehicles made
    in North America (first character 1 to 5; 49 CFR 565.15). Elsewhere position 9 is
    the maker's own, so ``valid`` is ``None``: European Mercedes-Benz numbers carry neither
    that digit nor a model-year letter. No model year is read from any number.
    """
    normal, fault = _clean(text, r"VIN(?:\s*(?:NUMBER|NO\b\.?))?(?:\s*[:#]|\s)")
    if not fault and len(normal) != 17:
        fault = f"{len(normal)} characters; a VIN has 17"
    strange = sorted(set(normal) - _VIN_ALPHABET)
    if not fault and strange:
        fault = f"{', '.join(strange)} cannot occur in a VIN"
    if fault:
        return IdentifierCheck("vin", text, normal, False, fault)
    parts = {"wmi": normal[:3], "vds": normal[3:9], "vis": normal[9:]}
    if normal[0] not in "12345":
        reason = "form correct; check digit not applicable (not made in North America)"
        return IdentifierCheck("vin", text, normal, None, reason, parts)
    total = sum(
        weight * (int(sign) if sign.isdigit() else _VIN_VALUES[sign])
        for sign, weight in zip(normal, _VIN_WEIGHTS, strict=True)
    )
    digit = "X" if total % 11 == 10 else str(total % 11)
    return _digit_check("vin", text, normal, digit, normal[8], parts=parts)


def _clean(text: str, prefix: str) -> tuple[str, str]:
    """Return the upper-case text without prefix and separators, and what is wrong with it."""
    if not isinstance(text, str):
        raise IdentifierError(
            f"a {type(text).__name__} is not an identifier",
            advice="read the column as text, so that leading zeros stay",
        )
    strange = sorted({sign for sign in text if not sign.isascii() and not sign.isspace()})
    if strange:
        shown = ", ".join(f"U+{ord(sign):04X}" for sign in strange)
        return text.strip(), f"holds characters that are not plain letters and digits ({shown})"
    bare = re.sub(rf"^\s*{prefix}", "", " ".join(text.upper().split()), flags=re.ASCII)
    normal = _SEPARATORS.sub("", bare)
    if not normal:
        return text.strip(), "nothing is given"
    return normal, ""


def _digits_fault(normal: str, length: int) -> str:
    if not normal.isdigit():
        return f"not {length} digits"
    return "" if len(normal) == length else f"{len(normal)} digits; {length} are needed"


def _digit_check(
    kind: str,
    raw: str,
    normal: str,
    computed: str,
    given: str,
    *,
    parts: Mapping[str, str] | None = None,
) -> IdentifierCheck:
    noun = "check digit" if len(computed) == 1 else "check digits"
    right = computed == given
    reason = f"{noun} correct" if right else f"{noun} {given}, computed {computed}"
    return IdentifierCheck(kind, raw, normal, right, reason, dict(parts or {}))
