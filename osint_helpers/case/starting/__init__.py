"""What a new case starts from: its name, case.toml, tables with help on every column, prose.

Pure: text in, text out. `osint_helpers.cli.starting` writes it.
"""

from __future__ import annotations

from osint_helpers.case.starting.files import Asked, case_files
from osint_helpers.case.starting.names import check_name, file_number
from osint_helpers.case.starting.notebook import script

__all__ = ["Asked", "case_files", "check_name", "file_number", "script"]
