"""A transcript of a list of designated vessels in the documented shape. All ships SYNTHETIC.

A published spreadsheet: CSV with one column a resolution paragraph, several values in a cell as
``1: … 2: …``, dates as 03-Oct-17, ``NA`` where nothing holds. ``page`` is what scripts get for the
page of the list itself: a challenge.
"""

from __future__ import annotations

import csv
import io

from tests.collect.fakes.server import Reply, Request

PARAGRAPHS = (
    "Paragraph 8 (d) of resolution 1718 (2006) and paragraph 12 of resolution 2270 (2016)",
    "Paragraph 12 (a) of resolution 2321 (2016)",
    "Paragraph 12 (d) of resolution 2321 (2016)",
    "Paragraph 6 of resolution 2371 (2017) and paragraph 6 of resolution 2375 (2017)",
    "Economic resources controlled or operated by Ocean Maritime Management (KPe.020)",
)
HEADER = ("#", "vessel_name", "imo_number", "mmsi", "flag", "call_sign", "type",
          "designated_owner", "date_of_designation", *PARAGRAPHS, "other_information",
          "image_url")  # fmt: skip
ROWS: tuple[tuple[str, ...], ...] = (
    ("1", "SYNTHETIC TRADER", "9999993", "999000001", "Testland", "SYN1", "General cargo",
     "Synthetic Shipping (Test)", "03-Oct-17", "NA", "NA", "NA", "Yes", "",
     "SYNTHETIC: no such ship", ""),
    ("2", "1: TEST VESSEL 2: TEST VESSEL II", "0000001", "1: 999000002 2: 99900", ("1: Testland "
     "2: Sampleland"), "NA", "Tanker", "", "1: 03-Oct-17 2: 30-Mar-18", "Yes", "NA", "na", "yes",
     "", "one, \"two\"\nlines", ""),
    ("3", "SYNTHETIC PIONEER", "NA", "", "", "", "", "", "Mar-16", "Yes", "", "", "", "Yes",
     "", ""),
)  # fmt: skip


def table(rows: tuple[tuple[str, ...], ...] = ROWS, header: tuple[str, ...] = HEADER) -> bytes:
    """Return a transcript as a spreadsheet exports it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode()


def answer(request: Request) -> Reply:
    """Answer as a published spreadsheet."""
    if request.path == "pub" and request.one("output") == "csv":
        return Reply(table(), "text/csv")
    if request.path == "page":
        return Reply(b"<!doctype html><title>Just a moment...</title>", "text/html", 403)
    return Reply(b"<html>not found</html>", "text/html", 404)
