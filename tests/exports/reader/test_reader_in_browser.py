"""The reading pages in a real Chromium, as a person meets them: reading, searching, folding, taking away.

Needs Debian's ``chromium``; without it these tests say so and are skipped.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from loopback import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: apt-get install chromium"
)

FLAGS = (
    "--no-sandbox",  # root has none
    "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",  # loopback only
)  # fmt: skip
DESKTOP, PHONE = 1280, 390
READ = ("/archive", "/archive/search?q=une&site=leguidon", "/archive/articles/1", "/archive/articles/2")
MORE = (
    "/archive/articles/6",
    "/archive/articles/8",
    "/archive/charts?q=usines",
    "/archive/completeness",
    "/archive/questions",
    "/archive/questions/fil_de_commentaires?article=1",
    "/archive/questions/recherche",
)


@pytest.fixture(scope="module")
def address(sample: Path) -> Iterator[str]:
    """Where ``scrapy serve`` serves the sample archive."""
    command = [sys.executable, "-m", "scrapy", "serve", "--port", "0", "-s", f"ARCHIVE={sample}"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        yield process.stderr.readline().split()[1].removesuffix("/archive")
        process.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Any]:
    """Opens a page; fails at the end if one asked elsewhere, complained, or opened a dialog."""
    complaints: list[str] = []
    contexts = []

    def open_page(path: str, width: int = DESKTOP, **options: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="fr-FR", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: "status of 451" in told.text or complaints.append(told.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda asked: asked.url.startswith(address) or complaints.append(asked.url))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("path", [*READ, *MORE])
def test_axe_finds_nothing_and_nothing_overflows(path: str, visit) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(path, bypass_csp=True)
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page).response["violations"]
            told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]
            assert told == [], (width, scheme)


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without script"])
def test_a_reader_searches_reads_and_follows_a_source(scripts: bool, visit) -> None:
    page = visit("/archive", java_script_enabled=scripts)
    page.get_by_label("Chercher dans les articles et les commentaires").fill("électrique")
    page.get_by_role("button", name="Chercher").click()
    assert page.locator(".hits mark").first.inner_text() == "électrique"
    page.get_by_role("link", name="Essai de la citadine").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Essai de la citadine")
    assert page.get_by_role("complementary", name="Avis de la rédaction").is_visible()
    page.get_by_role("link", name="3 articles la citent").click()
    assert page.locator(".hits > li").count() == 3


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without script"])
def test_a_branch_is_folded_and_unfolded(scripts: bool, visit) -> None:
    page = visit("/archive/articles/1", PHONE, java_script_enabled=scripts)
    deepest = page.get_by_text("Enfin une unité sérieuse.")
    assert deepest.is_visible()
    page.get_by_text("5 réponses", exact=True).click()
    assert not deepest.is_visible()
    assert page.get_by_text("Des amis à 1,90 € le litre.").is_visible()
    page.get_by_text("5 réponses", exact=True).click()
    assert deepest.is_visible()


def test_the_deepest_reply_has_room_on_a_phone(visit) -> None:
    page = visit("/archive/articles/1", PHONE)
    box = page.get_by_text("Enfin une unité sérieuse.").bounding_box()
    assert box["width"] > PHONE * 0.7
    assert box["x"] + box["width"] <= PHONE


def test_a_permalink_shows_its_comment(visit) -> None:
    page = visit("/archive/articles/1", PHONE)
    comment = page.locator("article.comment", has_text="311 litres")
    comment.locator(".permalink").click()
    assert comment.evaluate("node => node.matches(':target')")
    assert comment.evaluate(
        "node => { const box = node.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight }"
    )
    comment.get_by_role("link", name="Ali").click()
    assert page.locator(":target .who").inner_text() == "Ali"


def test_comments_can_be_read_by_date_and_skipped(visit) -> None:
    page = visit("/archive/articles/2")
    page.get_by_role("link", name="Lire dans l’ordre des dates").click()
    assert page.locator(".comment .who").all_inner_texts() == ["Max", "Troll", "Zoé"]
    assert page.get_by_text("retiré du site").is_visible()
    page.get_by_role("link", name="Passer les commentaires").click()
    assert page.url.endswith("#apres")


@pytest.mark.parametrize("form", ["CSV", "RIS", "BibTeX"])
def test_results_are_taken_away(form: str, visit) -> None:
    page = visit("/archive/search?source=AFP")
    with page.expect_download() as download:
        page.get_by_role("link", name=form, exact=True).click()
    assert download.value.suggested_filename.startswith("recherche.")
    assert "Essai de la citadine" in Path(download.value.path()).read_text(encoding="utf-8")


def test_versions_and_tables_unfold(visit) -> None:
    page = visit("/archive/articles/2")
    assert page.locator("ins", has_text="avril").is_visible()
    page = visit("/archive/charts")
    page.get_by_text("Voir en tableau").first.click()
    assert page.get_by_role("table").first.is_visible()


def test_a_reader_asks_without_sql_and_takes_the_answer_away(visit) -> None:
    page = visit("/archive", PHONE)
    page.get_by_role("link", name="Questions").click()
    page.get_by_role("link", name="Rechercher dans les commentaires").click()
    page.get_by_label("Mots").fill("batterie")
    page.get_by_role("button", name="Demander").click()
    assert page.get_by_role("cell", name="Nadège").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="RIS").click()
    assert "TI  - Essai de la citadine" in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("link", name="Essai de la citadine").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Essai de la citadine")


def test_hostile_text_is_only_text(visit) -> None:
    page = visit("/archive/articles/6")
    assert '<script>alert("x")</script>' in page.get_by_role("heading", level=1).inner_text()
    links = page.locator("main a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(links) <= {"http:", "https:"}


@pytest.mark.skipif(hasattr(Datasette, "add_query"), reason="1.0 fills scripts with data: those stay off")
def test_datasettes_own_pages_work_behind_the_fence(visit) -> None:
    page = visit("/archive/article_overview")
    page.locator("th .dropdown-menu-icon").first.click()
    assert page.get_by_text("Sort descending").is_visible()
    page = visit("/archive?tables")
    page.locator(".CodeMirror").wait_for()


def test_on_paper_the_words_stay(visit) -> None:
    page = visit("/archive/articles/1")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Pages de l’archive").is_visible()
    assert not page.get_by_text("Lire dans l’ordre des dates").is_visible()
    assert page.get_by_text("Enfin une unité sérieuse.").is_visible()
