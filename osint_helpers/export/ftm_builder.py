"""Entities and statements in the making: one statement a value, entities summed up from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from osint_helpers.errors import ExportError
from osint_helpers.export import ftm_model as model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from osint_helpers.export.account import Account

UNREADABLE: Final = "no value the type of the property can keep"
TOO_LONG: Final = "longer than the type of the property allows"
OTHER_KIND: Final = "the property takes entities of another schema"
CHANGED: Final = "characters that are not shown, blanks or quotation marks were taken out"
# Columns of a statement file, as the library reads them.
STATEMENT: Final = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin",
    "lang", "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_BASE: Final = "id"  # the statement that an entity exists
Json = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """Where a value stands in the case, and the claim it rests on (``""`` for none)."""

    table: str
    key: str
    column: str
    claim: str = ""
    printed: str = ""

    @property
    def origin(self) -> str:
        """Return the claim; for what rests on none, the row of the table."""
        return self.claim or f"{self.table}.csv:{self.key}"


class Builder:
    """Collects what becomes the export.

    Parameters
    ----------
    dataset
        Id of the case.
    account
        Where what is carried and what is lost is written down.
    seen
        Claim -> moment its source was captured.
    """

    def __init__(self, dataset: str, account: Account, seen: Mapping[str, str]) -> None:
        self.account = account
        self._dataset = dataset
        self._seen = seen
        self._schema: dict[str, str] = {}
        self._values: dict[str, dict[str, list[str]]] = {}
        self._statements: dict[str, Json] = {}

    def id(self, kind: str, key: str) -> str:
        """Return the id of a thing of the case: the same in every export of the case."""
        return _digest(self._dataset, kind, key)

    def add(self, kind: str, key: str, schema: str, origin: str) -> str:
        """Make an entity, once; return its id.

        Raises
        ------
        ExportError
            When it stands there with another schema.
        """
        model.schemata()[schema]
        made = self.id(kind, key)
        if self._schema.setdefault(made, schema) != schema:
            raise ExportError(f"{kind} {key!r} would be {self._schema[made]} and {schema}")
        if made not in self._values:
            self._values[made] = {}
            self._state(made, _BASE, "id", made, origin, "", "")
        return made

    def is_a(self, entity: str, schema: str) -> bool:
        """Say whether an entity is of a schema or of one that extends it."""
        return schema in model.schemata()[self._schema[entity]].is_a

    def put(self, entity: str, prop: str, value: str, cell: Cell, *, silent: bool = False) -> bool:
        """Give an entity a value; a cell whose value cannot be kept is lost, with the reason.

        Parameters
        ----------
        entity, prop, value
            Entity, property, and the value before cleaning.
        cell
            Where it stands.
        silent
            The value is made of several cells; the caller accounts for them.

        Returns
        -------
        bool
            Whether the value stands in the export.
        """
        schema = self._schema[entity]
        known = model.property_of(schema, prop)
        target = f"{schema}.{prop}"
        kept, fault = self._fit(known, value)
        if fault:
            self.account.lose(cell.table, cell.key, cell.column, fault, target)
            return False
        if not silent:
            self.account.carry(cell.table, cell.key, cell.column)
        changed = known.type in ("name", "string", "text", "address", "identifier")
        if changed and not known.format and kept != value:
            self.account.lose(cell.table, cell.key, cell.column, CHANGED, target)
        if kept not in self._values[entity].setdefault(prop, []):
            self._values[entity][prop].append(kept)
        printed = cell.printed or (value if kept != value else "")
        self._state(entity, prop, known.type, kept, cell.origin, printed, cell.claim)
        return True

    def _fit(self, known: model.Property, value: str) -> tuple[str, str]:
        """Return the value to write, or why there is none."""
        kept = model.kept(known, value)
        if not kept:
            return "", UNREADABLE
        if len(kept) > known.longest:
            return "", TOO_LONG
        if known.type == "entity" and not self.is_a(kept, known.range):
            return "", OTHER_KIND
        return kept, ""

    def _state(  # noqa: PLR0917  (private, called twice)
        self, entity: str, prop: str, kind: str, value: str, origin: str, printed: str, claim: str
    ) -> None:
        # The library's own id of a statement leaves out the origin: two claims that say the same
        # would be one.
        made = _digest(self._dataset, entity, prop, value, origin)
        seen = self._seen.get(claim, "")
        self._statements.setdefault(made, {
            "canonical_id": entity, "entity_id": entity, "prop": prop, "prop_type": kind,
            "schema": self._schema[entity], "value": value, "dataset": self._dataset,
            "origin": model.clean("string", origin), "lang": "",
            "original_value": model.clean("string", printed), "external": "f",
            "first_seen": seen, "last_seen": seen, "id": made,
        })  # fmt: skip

    def has(self, entity: str, prop: str) -> bool:
        """Say whether an entity has a value of a property."""
        return bool(self._values[entity].get(prop))

    def entities(self) -> tuple[Json, ...]:
        """Return the entities in the order they were made, properties by the alphabet.

        Raises
        ------
        ExportError
            When one lacks what its schema asks for.
        """
        made = []
        for entity, schema in self._schema.items():
            lacking = [p for p in model.schemata()[schema].required if not self.has(entity, p)]
            if lacking:
                raise ExportError(f"{schema} {entity} lacks {', '.join(lacking)}")
            values = self._values[entity]
            listed = {prop: list(values[prop]) for prop in sorted(values)}
            made.append({"id": entity, "schema": schema, "datasets": [self._dataset],
                         "properties": listed})  # fmt: skip
        return tuple(made)

    def statements(self) -> tuple[Json, ...]:
        """Return the statements, those of an entity together: programs read them as a stream."""
        order = {entity: n for n, entity in enumerate(self._schema)}
        return tuple(sorted(self._statements.values(), key=lambda one: order[one["entity_id"]]))


def _digest(*parts: str) -> str:
    """Return 40 hexadecimal digits; the lengths keep parts apart that share their letters."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:40]
