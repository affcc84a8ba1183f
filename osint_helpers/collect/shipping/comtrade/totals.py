"""Which rows of UN Comtrade are totals, so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    import pandas as pd

# column -> code that stands for "all", and the word for it in total_over
PARTS: Final[dict[str, tuple[str, str]]] = {
    "partner": ("0", "partners"),
    "partner2": ("0", "second partners"),
    "customs": ("C00", "customs procedures"),
    "mode_of_transport": ("0", "modes of transport"),
    "mode_of_supply": ("0", "modes of supply"),
    "commodity": ("TOTAL", "products"),
}
_SUBJECT: Final = ("kind", "frequency", "period", "reporter", "flow", "partner", "commodity",
                   "classification")  # fmt: skip
_OVER: Final = ("partner2", "customs", "mode_of_transport", "mode_of_supply")


def total_over(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a row is a total over, as in ``("second partners", "modes of transport")``.

    A product code that has finer ones below it is a total over those: ``finer products``.
    """
    found = [word for name, (code, word) in PARTS.items() if row.get(name) == code]
    if row.get("is_leaf") is False and "products" not in found:
        found.append("finer products")
    return tuple(found)


def totals(reported: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each reporter, partner, flow, product and period: the totals.

    Rows by second partner, customs procedure or mode of transport are parts of them and are left
    out. A column a tariff line lacks does not part rows.

    Parameters
    ----------
    reported
        Frame of `trade`, `tariff_lines` or `preview`.

    Raises
    ------
    CollectError
        When a subject has parts but no total (or two): then only the analyst can say what to add.
    """
    import pandas as pd

    keep = pd.Series(data=True, index=reported.index)
    for name in _OVER:
        column = reported[name]
        keep &= (column == PARTS[name][0]) | column.isna()
    kept = reported[keep]
    keys = list(_SUBJECT)
    twice = kept.duplicated(keys, keep=False)
    if twice.any():
        raise CollectError(
            f"{int(twice.sum())} rows say the same flow more than once: "
            f"{_named(kept[twice].iloc[0])}",
            advice="choose the rows by is_aggregate, is_original_classification or the other codes",
        )
    whole = set(map(tuple, kept[keys].itertuples(index=False)))
    for row in reported[~keep].to_dict("records"):
        if tuple(row[name] for name in keys) not in whole:
            raise CollectError(
                f"{_named(row)} is given in parts without their total",
                advice="ask with partner2='0', modes_of_transport=('0',) and customs=('C00',)",
            )
    return kept


def _named(row: Any) -> str:  # noqa: ANN401  (a row, however it is held)
    return (f"reporter {row['reporter']}, partner {row['partner']}, flow {row['flow']}, "
            f"product {row['commodity']}, {row['period']}")  # fmt: skip
