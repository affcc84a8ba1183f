"""Loads, when imported, what every run of a case needs.

`osint_helpers.cli.several` names it to the process its workers are forked from, so that pandas,
the fonts and the PDF writer are loaded once and not once a case.
"""

from osint_helpers import exhibits, journey  # noqa: F401
from osint_helpers.exhibits import tables  # noqa: F401
from osint_helpers.report import build_notebook, warm, write_report  # noqa: F401

warm()
