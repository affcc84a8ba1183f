"""Identifiers as lists print them: what kind, the normal form, and whether it can be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from osint_helpers import identifiers
from osint_helpers.collect.sanctions.days import missing

# In this order: the first expression found in what the list calls the number decides.
_TYPES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(words, re.I))
    for kind, words in (
        ("imo_company", r"company.*\bimo\b|\bimo company|identification number imo"),
        ("imo", (r"\bimo\b|vessel registration|ship identification|"
                r"maritime organi[sz]ation")),
        ("mmsi", r"mmsi|maritime mobile"),
        ("lei", r"\blei\b|legal entity ident"),
        ("vin", r"\bvin\b|vehicle ident|chassis"),
        ("call_sign", r"call ?sign"),
        ("icao24", r"mode s|transponder"),
        ("aircraft_serial", r"aircraft.*(?:serial|construction|\bmsn\b)"),
        ("registration", r"aircraft.*tail|tail number"),
        ("hull", r"\bhull\b|\bhin\b"),
        ("digital_currency", r"digital currency"),
        ("swift", r"swift|\bbic\b"),
        ("passport", r"passport|passeport|pasaporte|stateless person id card"),
        ("tax", (r"\btax|\bfiscal|\bvat\b|v\.a\.t|\bnit\b|\br\.?f\.?c\b|\bruc\b|\brif\b|fein|"
                r"\binn\b|\bcuit\b|\brtn\b")),
        ("duns", r"d-u-n-s|\bduns\b"),
        ("driver_licence", r"driver"),
        ("national_id", (r"national (?:foreign )?id|identi(?:ty|fication) (?:card|n)|personal id|"
                        r"cedula|c\.u\.r\.p|\bcurp\b|d\.n\.i|\bssn\b|birth cert|electoral|"
                        r"i\.f\.e|\bid card|citizen'?s? card|residen|travel document|"
                        r"social insurance|kimlik")),
        ("registration", (r"regist|company n|matricula|folio mercantil|trade licen|\bc\.?r\.? no|"
                         r"commercial|business n|licen[sc]e|chamber of commerce|enterprise n|"
                         r"ogrn|charter")),
        ("email", r"e-?mail"),
        ("website", r"website|\burl\b|web site"),
        ("phone", r"phone|\bfax\b|mobile"),
    )
)  # fmt: skip
_CHECKS: Final[dict[str, Callable[[str], identifiers.IdentifierCheck]]] = {
    "imo": identifiers.check_imo,
    "mmsi": identifiers.check_mmsi,
    "lei": identifiers.check_lei,
    "vin": identifiers.check_vin,
}
_BIC: Final = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_IMO_TEXT: Final = re.compile(
    r"(?<!Company )(?<!Company Number )(?<!company )(?<!company number )\bIMO"
    r"(?:\s*(?:number|no\b\.?))?\s*+(?:[:#]\s*+)?(\d{7})(?!\d)",
    re.I,
)
_TOKEN: Final = re.compile(r"(?<![\w/.-])[A-Z]{0,4}\d[\d-]{3,}+[A-Z0-9]*+(?![\w/-])")
_IMO_WORD: Final = re.compile(r"IMO\b", re.I)
_MMSI_TEXT: Final = re.compile(
    r"\bMMSI(?:\s*(?:number|no\b\.?))?\s*+(?:[:#]\s*+)?(\d{9})(?!\d)", re.I
)


def type_of(published: str) -> str:
    """Return the kind of a number from what the list calls it; ``other`` when no word is known."""
    return next((kind for kind, words in _TYPES if words.search(published)), "other")


def identifier(
    published: str,
    raw: str | None,
    *,
    kind: str = "",
    country: str | None = None,
    note: str | None = None,
) -> dict[str, Any] | None:
    """Return one identifier; None when the cell is empty.

    Parameters
    ----------
    published
        What the list calls the number.
    raw
        As printed. Words such as ``Does not exist`` stay as `raw` with an empty value.
    kind
        The type where the field itself says it; else taken from `published`.

    Returns
    -------
    dict
        ``type, value, raw, valid, reason, as_published, country, note``. `valid` is None where no
        check is defined or the list gives no number.
    """
    if raw is None or not raw.strip() or raw.strip() in {"-0-", "-0"}:
        return None
    found = kind or type_of(published)
    if found in {"registration", "national_id", "other"} and _IMO_WORD.match(raw.strip()):
        found = "imo_company"  # OFAC: "Identification Number IMO 1234567" of a company
    value, valid, reason = _checked(found, raw.strip())
    return {"type": found, "value": value, "raw": raw, "valid": valid, "reason": reason,
            "as_published": published, "country": country or "", "note": note or ""}  # fmt: skip


def in_text(text: str | None, *, published: str, vessel: bool) -> list[dict[str, Any]]:
    """Return the ship numbers a free text names with their word: ``IMO 1234567``, ``MMSI: …``.

    Parameters
    ----------
    vessel
        Whether the entry is a ship. In the text about a company or person the number is another's
        or that of a company: its type is then ``imo_mentioned`` or ``mmsi_mentioned``.
    """
    found: list[dict[str, Any] | None] = []
    for kind, words in (("imo", _IMO_TEXT), ("mmsi", _MMSI_TEXT)):
        for one in words.finditer(text or ""):
            made = identifier(published, one.group(0), kind=kind)
            if made is not None and not vessel:
                fits = "" if made["valid"] else " not"
                made |= {"type": f"{kind}_mentioned", "valid": None,
                         "reason": "named in a text, which says whose it is; the form of a ship's "
                                   f"number does{fits} fit"}  # fmt: skip
            found.append(made)
    return distinct(found)


def distinct(found: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """Return the identifiers without repetitions of type and value, in their order."""
    held: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in found:
        if one is not None:
            held.setdefault((one["type"], one["value"] or one["raw"], one["country"]), one)
    return list(held.values())


def _checked(kind: str, raw: str) -> tuple[str, bool | None, str]:
    if missing(raw):
        return "", None, "the list gives no number"
    if kind in _CHECKS:
        check = _CHECKS[kind](raw)
        return check.normal, check.valid, check.reason
    if kind == "imo_company":
        digits = re.sub(r"\D", "", raw)
        return digits or raw, None, "number of a company in the IMO scheme, not of a ship"
    if kind == "swift":
        bare = re.sub(r"\s", "", raw).upper()
        right = _BIC.fullmatch(bare) is not None
        return bare, None if right else False, (
            "form of a BIC; it has no check digit" if right else "not the form of a BIC"
        )  # fmt: skip
    plain = " ".join(raw.split())
    if kind in {"passport", "national_id"} and " " in plain:
        # older lists put the number into a sentence; two numbers in one cell stay as printed
        found = _TOKEN.findall(plain)
        if len(found) == 1:
            return found[0], None, "the one number in the text; no check is defined for it"
    return plain, None, "no check is defined for it"
