"""A SYNTHETIC page in the structure of EUR-Lex's consolidated texts."""

from __future__ import annotations

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>SYNTHETIC 02017R1509</title></head><body>
<p class="reference">02017R1509 \u2014 EN \u2014 03.08.2018 \u2014 011.001</p>
<p class="norm">SYNTHETIC text; IMO 0000012 stands before the annexes.</p>
<div id="anx_XIII"><p class="title-annex-1">ANNEX XIII</p>
<table><tr><td><p class="tbl-txt">Name</p></td><td><p class="tbl-txt">Born</p></td></tr>
<tr><td>SYNTHETIC PERSON</td><td>1961</td></tr></table></div>
<div id="anx_XIV"><hr class="separator-annex"/><p class="title-annex-1">ANNEX XIV</p>
<p class="title-gr-seq-level-1">SYNTHETIC vessels</p><p class="modref">\u25bcM7</p>
<table class="borderOj">
<tr><td><p class="tbl-txt"> </p></td><td><p class="tbl-txt">Vessel name</p></td>
<td><p class="tbl-txt">IMO number</p></td><td><p class="tbl-txt">Flag</p></td>
<td><p class="tbl-txt">Date of UN designation</p></td><td><p class="tbl-txt">Measure</p></td></tr>
<tr><td>1.</td><td>\u25baM7 SYNTHETIC ORVELIN STAR \u25c4</td><td>9999993</td><td>SYNTHETIC</td>
<td>30.3.2018</td><td>Port entry</td></tr>
<tr><td>2.</td><td>SYNTHETIC ZUMBRAK</td><td>0000012</td><td></td><td></td><td>Flag</td></tr>
</table></div></body></html>
"""


def page() -> bytes:
    """Return the page."""
    return PAGE.encode()
