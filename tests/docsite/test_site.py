"""The built site: it builds without a network, every link leads somewhere, it asks for nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytest.importorskip("sphinx", reason="Sphinx is not installed (extra: docs)")
pytest.importorskip("lxml", reason="lxml is not installed (extra: collect)")

from lxml import html

from scripts.docsite import navigation
from tests.browser import chromium, requests_of
from tests.conftest import REPO

LOADS = {"src": None, "srcset": None, "data": "object", "href": "link"}
LOOKED_AT = ("index.html", "gallery.html", "reference/case-tables.html", "api/tracks.html",
             "docs/what-this-cannot-show.html", "reference/commands.html")  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site once, without any network where the system can take it away."""
    target = tmp_path_factory.mktemp("site")
    cut = ["unshare", "-n"]
    try:
        works = subprocess.run([*cut, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        works = False
    command = [sys.executable, "scripts/make_docs.py", "--to", str(target)]
    done = subprocess.run(
        [*cut, *command] if works else command,
        cwd=REPO, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(REPO)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr
    return target


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site, parsed, by its path."""
    return {path.relative_to(site).as_posix(): html.parse(str(path)).getroot()
            for path in sorted(site.rglob("*.html")) if "_static" not in path.parts}  # fmt: skip


def links(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in page.iter():
        for name in ("href", "src"):
            if isinstance(element.tag, str) and element.get(name):
                yield element.tag, element.get(name)


def test_every_written_page_is_built_and_in_the_navigation(site: Path, pages):
    for path in navigation.written():
        assert f"{path.removesuffix('.md')}.html" in pages
    tree = pages["index.html"].xpath('//div[contains(@class, "sidebar-tree")]//a/@href')
    for path in navigation.written():
        assert f"{path.removesuffix('.md')}.html" in tree


def test_every_internal_link_and_anchor_resolves(site: Path, pages):
    anchors = {name: {*page.xpath("//@id"), *page.xpath("//a/@name")}
               for name, page in pages.items()}  # fmt: skip
    broken = []
    for name, page in pages.items():
        for _, link in links(page):
            parts = urlsplit(link)
            if parts.scheme or link.startswith("//"):
                continue
            here = (site / name).parent / unquote(parts.path) if parts.path else site / name
            where = os.path.relpath(os.path.normpath(here), site)
            known = {"", *anchors[where]} if where in anchors else {unquote(parts.fragment)}
            if not (site / where).exists() or unquote(parts.fragment) not in known:
                broken.append(f"{name}: {link}")
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages):
    for name, page in pages.items():
        loaded = [link for tag, link in links(page) if tag != "a" and urlsplit(link).netloc]
        assert loaded == [], name
    for sheet in site.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", sheet.read_text("utf8"))


def test_every_page_has_a_title_of_its_own_and_one_heading(pages):
    titles = [page.findtext(".//title") for page in pages.values()]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for name, page in pages.items():
        assert name in ("search.html", "genindex.html") or len(page.xpath("//h1")) == 1, name


@pytest.mark.browser
def test_pages_ask_no_server_do_not_overflow_and_pass_axe(site: Path):
    from axe_playwright_python.sync_playwright import Axe

    tags = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    with chromium() as browser:
        for width in (1280, 390):
            context = browser.new_context(viewport={"width": width, "height": 900})
            asked = requests_of(context)
            page = context.new_page()
            for name in LOOKED_AT:
                page.goto((site / name).as_uri())
                over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                assert page.evaluate(over) <= 0, f"{name} at {width}"
                found = Axe().run(page, options=tags).response["violations"]
                told = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
                assert told == [], f"{name} at {width}"
            assert asked == []
            context.close()


@pytest.mark.browser
def test_search_works_from_a_folder(site: Path):
    with chromium() as browser:
        context = browser.new_context()
        asked = requests_of(context)
        page = context.new_page()
        page.goto(f"{(site / 'search.html').as_uri()}?q=loitering")
        page.wait_for_selector("#search-results li")
        found = page.locator("#search-results li").all_inner_texts()
        assert any("Encounters, loitering, identity conflicts" in one for one in found)
        assert asked == []
