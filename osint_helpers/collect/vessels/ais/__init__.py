"""AIS positions of any source as one canonical frame, with a count for every row of the file.

`frame` has the columns, `tally` the counts, `archives` opens csv, zip, zst, gz and Parquet safely,
`lines` turns bytes into columns without losing the number of a line, `cleaning` makes them
canonical, `reading` is what the sources call. docs/ais-files.md tells the analyst.
"""

from osint_helpers.collect.vessels.ais.frame import COLUMNS, row_locator, schema
from osint_helpers.collect.vessels.ais.locating import line_at
from osint_helpers.collect.vessels.ais.question import Question
from osint_helpers.collect.vessels.ais.tally import Tally

__all__ = ["COLUMNS", "Question", "Tally", "line_at", "row_locator", "schema"]
