"""The page as a tagged PDF, with fonts of its own and no way to the network."""

from __future__ import annotations

import contextlib
import gc
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from osint_helpers.errors import ReportError
from osint_helpers.report.body import SCREEN_END, SCREEN_ONLY
from osint_helpers.report.parts import asset

# Family, weight, style, package, file: the faces the print style sheet uses.
_FACES: Final = (
    ("Source Serif Pro", 400, "normal", "font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    ("Source Serif Pro", 400, "italic", "font_source_serif_pro", "SourceSerifPro-It.ttf"),
    ("Source Serif Pro", 700, "normal", "font_source_serif_pro", "SourceSerifPro-Bold.ttf"),
    ("Source Sans Pro", 400, "normal", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    ("Source Sans Pro", 400, "italic", "font_source_sans_pro", "SourceSansPro-It.ttf"),
    ("Source Sans Pro", 700, "normal", "font_source_sans_pro", "SourceSansPro-Bold.ttf"),
)
_FACE_SCHEME: Final = "osint-face:"  # of fonts handed over as bytes: as data in a style sheet
# WeasyPrint would take two megabytes of base64 apart character by character
_SCRIPT: Final = re.compile(r"<script\b[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)

# Labels of facts in registers: three thousand inline boxes whose type WeasyPrint sets one by one
# (a fifth of the time of the whole PDF); on paper the colon tells label from fact.
_LABEL: Final = re.compile(r'<i(?: class="mark-[a-z-]+")?>([^<]*:)</i>')
_SCREEN: Final = re.compile(f"{SCREEN_ONLY}.*?{SCREEN_END}", re.DOTALL)


def to_pdf(html: str) -> bytes:
    """Return a report page as a PDF/UA-1 document, the same bytes every time.

    Parameters
    ----------
    html
        What :func:`osint_helpers.report.to_html` returned. Scripts and their data are dropped;
        everything printed is in the markup.

    Returns
    -------
    bytes
        The PDF: tagged, with contents and page numbers, fonts embedded.

    Raises
    ------
    ReportError
        If WeasyPrint, Pango or the font packages are missing, or the page wants to load
        anything.
    """
    weasyprint = _weasyprint()
    refused: list[str] = []
    # at the end of the head, so that it wins over the page's own rules
    own = f"<style>{font_faces()}{asset('pdf.css')}</style></head>"
    plain = _LABEL.sub(r"\1", _SCREEN.sub("", _SCRIPT.sub("", html)))
    source = weasyprint.HTML(
        string=plain.replace("</head>", own, 1),
        base_url=None,
        url_fetcher=_fetcher(weasyprint, refused),
    )
    with _no_collection():
        data = source.write_pdf(pdf_variant="pdf/ua-1")
    if refused:
        raise ReportError(
            f"the page wants to load {refused[0][:80]!r}", advice="a report holds all it shows"
        )
    return bytes(data)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cycle collector still: the trees of a document live until it is written anyway."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def warm() -> None:
    """Load the libraries and fonts a report needs, so that they are there when it is written.

    What is missing is not an error here: the function that needs it says so.
    """
    from osint_helpers.report.loading import nbformat

    nbformat()
    import nbconvert  # noqa: F401
    import nh3  # noqa: F401

    from osint_helpers.exhibits.routemap import coast
    from osint_helpers.report import exporter  # noqa: F401

    coast.world()  # half of the time of a page with maps
    with contextlib.suppress(ReportError):
        _weasyprint()
        font_faces()


def font_faces() -> str:
    """Return ``@font-face`` rules that name the fonts of the report; `_faces` holds them.

    Raises
    ------
    ReportError
        If a font package is not installed.
    """
    held = _faces()
    return "".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
        f"src:url({_FACE_SCHEME}{name})}}\n"
        for family, weight, style, _, name in _FACES
        if name in held
    )


@cache
def _faces() -> dict[str, bytes]:
    """Return the bytes of each font by the name of its file."""
    return {name: _face(package, name) for _, _, _, package, name in _FACES}


def _face(package: str, name: str) -> bytes:
    found = find_spec(package)  # finds the folder without running the package's code
    places = list(found.submodule_search_locations or []) if found is not None else []
    path = Path(places[0]) / "files" / name if places else Path(name)
    if not path.is_file():
        raise ReportError(
            f"the font {name} is missing",
            advice='install the extra: pip install "osint-helpers[pdf]"; the HTML needs no font',
        )
    return path.read_bytes()


def _weasyprint() -> Any:  # noqa: ANN401  (an untyped module)
    for name in ("weasyprint", "fontTools"):
        # both narrate at INFO and warn of CSS rules that are meant for screens
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        import weasyprint
    except ImportError as error:
        raise ReportError(
            "WeasyPrint is not installed",
            advice='pip install "osint-helpers[pdf]"; the HTML report does not need it',
        ) from error
    except OSError as error:  # raised by cffi when a shared library cannot be loaded
        raise ReportError(
            "Pango, which WeasyPrint sets type with, is not installed",
            advice="apt-get install libpango-1.0-0 libpangoft2-1.0-0, or brew install pango; "
            "the HTML report does not need it",
        ) from error
    return weasyprint


def _fetcher(weasyprint: Any, refused: list[str]) -> Any:  # noqa: ANN401
    """Return a fetcher that knows the fonts, reads ``data:`` and notes everything else."""
    faces = _faces()

    class OnlyData(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ANN401
            if url.removeprefix(_FACE_SCHEME) in faces and url.startswith(_FACE_SCHEME):
                return weasyprint.urls.URLFetcherResponse(url, faces[url[len(_FACE_SCHEME) :]])
            if not url.startswith("data:"):
                refused.append(url)
                raise ValueError("a report loads nothing")
            return super().fetch(url, headers)

    return OnlyData()
