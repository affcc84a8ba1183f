"""A question to UN Comtrade: what is asked, and how it is cut into smaller ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from osint_helpers.collect.shipping.comtrade.about import MANIFEST
from osint_helpers.errors import CollectError

MOST_PERIODS: Final = 12  # in one call
# A long address gives a page of the web server instead of data, and a capture keeps 2,000
# characters of an address: two questions must differ within them.
LONGEST_URL: Final = 1800

_CODE: Final = {
    "reporters": (re.compile(r"\d{1,3}", re.ASCII), "a number such as 392"),
    "partners": (re.compile(r"\d{1,3}", re.ASCII), "a number such as 408, or 0 for all"),
    "partner2": (re.compile(r"\d{1,3}", re.ASCII), "a number, or 0 for all"),
    "commodities": (re.compile(r"[0-9A-Z]{1,12}", re.ASCII), "digits such as 870323, or TOTAL"),
    "flows": (re.compile(r"[A-Z]{1,4}", re.ASCII), "M, X, RM, RX …"),
    "modes_of_transport": (re.compile(r"\d{1,4}", re.ASCII), "a number, 0 for all"),
    "customs": (re.compile(r"C\d{2}", re.ASCII), "C00 for all"),
}
_PARAMETER: Final = {
    "reporters": "reporterCode", "periods": "period", "partners": "partnerCode",
    "partner2": "partner2Code", "commodities": "cmdCode", "flows": "flowCode",
    "modes_of_transport": "motCode", "customs": "customsCode",
}  # fmt: skip
# column of a record -> part of the question it must belong to
_BELONGS: Final = {
    "period": "periods", "reporter": "reporters", "flow": "flows", "partner": "partners",
    "partner2": "partner2", "mode_of_transport": "modes_of_transport", "customs": "customs",
    "commodity": "commodities",
}  # fmt: skip
_SPLIT: Final = ("periods", "reporters", "commodities", "partners", "flows", "partner2",
                 "modes_of_transport", "customs")  # fmt: skip
_CLASSIFICATION: Final = re.compile(r"HS|H[0-6]|SS|S[1-4]|B[45]|EB(?:02|10|10S)?")


@dataclass(frozen=True)
class Question:
    """What is asked; an empty tuple asks for everything.

    Attributes
    ----------
    periods
        ``2018`` or ``2018-08``, at most :data:`MOST_PERIODS` when it is asked.
    path
        Such as ``data/v1/get/C/A/HS``.
    """

    path: str
    periods: tuple[str, ...]
    reporters: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    commodities: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    partner2: tuple[str, ...] = ()
    modes_of_transport: tuple[str, ...] = ()
    customs: tuple[str, ...] = ()

    def params(self, cap: int) -> dict[str, str]:
        """Return the parameters of the call."""
        held = {name: ",".join(getattr(self, own)) for own, name in _PARAMETER.items()}
        held["period"] = held["period"].replace("-", "")
        return {**{name: text for name, text in held.items() if text},
                "maxRecords": str(cap), "format": "JSON", "includeDesc": "TRUE"}  # fmt: skip

    def split(self) -> tuple[Question, Question] | None:
        """Return two halves of the question; None when nothing is left to split."""
        for name in _SPLIT:
            held = getattr(self, name)
            if len(held) > 1:
                half = len(held) // 2
                return (replace(self, **{name: held[:half]}),
                        replace(self, **{name: held[half:]}))  # fmt: skip
        return None

    def name(self, whole: Question) -> str:
        """Return how a part of `whole` is called: its months, and what else was split."""
        parts = [", ".join(self.periods)]
        for name in _SPLIT[1:]:
            held = getattr(self, name)
            if held != getattr(whole, name):
                parts.append(f"{name.replace('_', ' ')} {', '.join(held)}")
        return "; ".join(parts)

    def check(self, rows: list[dict[str, Any]], *, stems: bool = False) -> list[dict[str, Any]]:
        """Return the rows; a row that was not asked for means a parameter was not understood.

        Parameters
        ----------
        stems
            True: a product code belongs when it begins with one that was asked for.

        Raises
        ------
        CollectError
            For such a row.
        """
        for column, own in _BELONGS.items():
            asked = set(getattr(self, own))
            if not asked or (own == "commodities" and not all(map(str.isdigit, asked))):
                continue  # everything, or a word such as AG6
            codes = {row[column] for row in rows} - {None} - asked
            if stems and own == "commodities":
                codes = {code for code in codes if not code.startswith(tuple(asked))}
            if codes:
                raise CollectError(
                    f"{MANIFEST.title} answered with {column} {min(codes)}, "
                    "which was not asked for",
                    advice="the source does not understand a parameter as documented: report it",
                )
        return rows


def question(
    path: str, *, kind: str, frequency: str, classification: str, periods: tuple[str, ...],
    **codes: tuple[str, ...],
) -> Question:  # fmt: skip
    """Return a checked question.

    Raises
    ------
    CollectError
        For a word the source does not know; the column is named.
    """
    if kind not in {"C", "S"}:
        raise _wrong("kind", kind, "C (goods) or S (services)")
    if frequency not in {"A", "M"}:
        raise _wrong("frequency", frequency, "A (years) or M (months)")
    if _CLASSIFICATION.fullmatch(classification) is None:
        raise _wrong("classification", classification, "HS, H0 to H6, SS, S1 to S4, B4, B5, EB …")
    given: object = periods
    if not periods or isinstance(given, str):
        raise _wrong("periods", str(given), "a tuple with at least one year or month")
    held = {name: _codes(name, texts) for name, texts in codes.items()}
    days = tuple(dict.fromkeys(_period(text, frequency) for text in periods))
    return Question(f"{path}/{kind}/{frequency}/{classification}", days, **held)


def batches(whole: Question) -> Iterator[Question]:
    """Cut a question into calls of at most :data:`MOST_PERIODS` periods."""
    for at in range(0, len(whole.periods), MOST_PERIODS):
        yield replace(whole, periods=whole.periods[at : at + MOST_PERIODS])


def _codes(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    form, example = _CODE[name]
    held: object = texts
    if isinstance(held, str):
        raise _wrong(name, held, "a tuple of codes, as in ('392',)")
    for text in texts:
        if form.fullmatch(text) is None:
            raise _wrong(name, text, example)
    return tuple(dict.fromkeys(texts))


def _period(text: str, frequency: str) -> str:
    found = re.fullmatch(r"(\d{4})(?:-?(0[1-9]|1[0-2]))?", text, re.ASCII)
    if found is None or bool(found[2]) != (frequency == "M"):
        raise _wrong("periods", text, "2018" if frequency == "A" else "2018-08")
    return f"{found[1]}-{found[2]}" if found[2] else found[1]


def _wrong(name: str, text: str, example: str) -> CollectError:
    return CollectError(
        f"{text!r} is nothing {MANIFEST.title} can be asked for", column=name,
        advice=f"write {example}; comtrade.reference lists the codes",
    )  # fmt: skip
