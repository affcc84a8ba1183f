"""Rows of an analyst's own spreadsheet into a table of a case: mapped, checked, accounted for.

Pure: a read file and the text of the table in, a plan out. `osint_helpers.cli.importing` reads and
writes.
"""

from __future__ import annotations

from osint_helpers.case.importing.mapping import ColumnMap, headers, of_toml
from osint_helpers.case.importing.planning import Existing, Plan, plan

__all__ = ["ColumnMap", "Existing", "Plan", "headers", "of_toml", "plan"]
