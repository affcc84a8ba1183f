"""Search the manifest files: which bills fit, then everything the tables say of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.collect.collected import Collected
from osint_helpers.collect.given import named
from osint_helpers.collect.reading import Reading
from osint_helpers.collect.shipping.us_manifests.about import BILLS, CONTAINERS, GOODS, MANIFEST
from osint_helpers.collect.shipping.us_manifests.building import (
    bill_rows,
    container_rows,
    goods_rows,
)
from osint_helpers.collect.shipping.us_manifests.tables import Row, Tables
from osint_helpers.errors import CollectError

if TYPE_CHECKING:
    from osint_helpers.collect.client import Client

Texts = tuple[str, ...]

# argument -> table and column it is looked for in
_WHERE: Final = {
    "consignee": ("consignee", "consignee_name"),
    "shipper": ("shipper", "shipper_party_name"),
    "notify_party": ("notifyparty", "notify_party_name"),
    "vessel": ("header", "vessel_name"),
    "goods": ("cargodesc", "description_text"),
}
_NOT_PLAIN: Final = re.compile(r"[\W_]+")


def bills(
    client: Client, *, files: Texts, consignee: str = "", shipper: str = "",
    notify_party: str = "", vessel: str = "", container: str = "", goods: str = "",
    identifiers: Texts = (),
) -> Collected:  # fmt: skip
    """Return the bills of a manifest file set that fit every text given, one row a header row.

    Parameters
    ----------
    files
        The CSV files (``ams__header_2018__….csv`` and its fellows, plain or ``.gz``): paths, or
        ids of captures of the case.
    consignee, shipper, notify_party, vessel, goods
        Text the name or description must contain. Case, accents and signs do not count.
    container
        A container number, with or without separators or check digit.
    identifiers
        Only these.

    Returns
    -------
    Collected
        Columns as in ``BILLS``. Several containers, descriptions and parties of a bill are lists
        in its row, so that no row is multiplied and no weight counted twice.

    Raises
    ------
    CollectError
        Without anything to look for, without a header file, or when a file cannot be read.
    """
    got, tables, wanted = _search("bills", client, files, {
        "consignee": consignee, "shipper": shipper, "notify_party": notify_party,
        "vessel": vessel, "goods": goods, "container": container, "identifiers": identifiers,
    })  # fmt: skip
    if "header" not in tables.files:
        raise CollectError("no file of the table header is named", column="files",
                           advice="name ams__header_….csv as well")  # fmt: skip
    rows = bill_rows(tables, wanted, got)
    return got.collected(rows, BILLS)


def containers(
    client: Client, *, files: Texts, consignee: str = "", shipper: str = "",
    notify_party: str = "", vessel: str = "", container: str = "", goods: str = "",
    identifiers: Texts = (),
) -> Collected:  # fmt: skip
    """Return the containers of the same bills, one row each as in the files, checked (ISO 6346).

    Parameters as :func:`bills`; columns as in ``CONTAINERS``. A number that fails is kept.
    """
    got, tables, wanted = _search("containers", client, files, {
        "consignee": consignee, "shipper": shipper, "notify_party": notify_party,
        "vessel": vessel, "goods": goods, "container": container, "identifiers": identifiers,
    })  # fmt: skip
    return got.collected(container_rows(tables, wanted), CONTAINERS)


def goods(
    client: Client, *, files: Texts, consignee: str = "", shipper: str = "",
    notify_party: str = "", vessel: str = "", container: str = "", goods: str = "",
    identifiers: Texts = (),
) -> Collected:  # fmt: skip
    """Return the descriptions of the same bills, one row each as in the files.

    Parameters as :func:`bills`; columns as in ``GOODS``.
    """
    got, tables, wanted = _search("goods", client, files, {
        "consignee": consignee, "shipper": shipper, "notify_party": notify_party,
        "vessel": vessel, "goods": goods, "container": container, "identifiers": identifiers,
    })  # fmt: skip
    return got.collected(goods_rows(tables, wanted), GOODS)


def _search(
    call: str, client: Client, files: Texts, texts: dict[str, Any]
) -> tuple[Reading, Tables, set[str]]:
    given = {name: value for name, value in texts.items() if value}
    if not files or not given:
        raise CollectError(
            "nothing is named to look for" if files else "no file is named",
            column="consignee" if files else "files",
            advice="a file set holds a year of all shipments: name files, and a text to look for",
        )
    held = [named(client, text) for text in dict.fromkeys(files)]
    got = Reading(MANIFEST, call, {"files": tuple(one.name for one in held), **given}, client)
    tables = Tables(got, held)
    found = [tables.matching(table, fits) for table, fits in _filters(given)]
    if "container" in given:
        found.append(_with_container(tables, given["container"]))
    if "identifiers" in given:
        found.append(set(given["identifiers"]))
    return got, tables, set.intersection(*found)


def _filters(given: dict[str, Any]) -> Iterable[tuple[str, Callable[[Row], bool]]]:
    for name, (table, column) in _WHERE.items():
        if name in given:
            sought = plain(given[name])
            if not sought:
                raise CollectError(f"{given[name]!r} has no letter or digit", column=name,
                                   advice="name a word of it")  # fmt: skip
            yield table, _holding(column, sought)


def _holding(column: str, sought: str) -> Callable[[Row], bool]:
    return lambda row: sought in plain(row[column])


def _with_container(tables: Tables, text: str) -> set[str]:
    sought = plain(text).replace(" ", "")
    if len(sought) < 4:
        raise CollectError(f"{text!r} is too short for a container number", column="container",
                           advice="name at least four signs of it")  # fmt: skip
    named = [one for one in ("container", "cargodesc") if one in tables.files]
    if not named:
        named = ["container"]  # whose absence is said by `matching`
    found: set[str] = set()
    for table in named:
        found |= tables.matching(
            table, lambda row: sought in plain(row["container_number"]).replace(" ", "")
        )
    return found


def plain(text: str) -> str:
    """Return text for comparison: no case, no accents, one blank for signs and blanks."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in parts if not unicodedata.combining(one))
    return _NOT_PLAIN.sub(" ", bare).strip()
