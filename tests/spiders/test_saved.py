"""Saved pages go the same way as fetched ones. All texts are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import PARAGRAPH, article, comments, listing
from loopback import run_scrapy

Crawl = Callable[..., Any]
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "page.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three saved pages: one that says where it is from, one that does not, and a text capture."""
    pages = tmp_path / "pages"
    (pages / "2024").mkdir(parents=True)
    link = '<link rel="canonical" href="https://blog.example/2024/05/un/">'
    (pages / "2024" / "un.html").write_text(
        article("Un", head=link, comments=comments(1, 2)), encoding="utf-8"
    )
    (pages / "deux.html").write_text(article("Deux"), encoding="utf-8")
    (pages / "trois.txt").write_text(
        f"Trois retours en grâce\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n", encoding="utf-8"
    )
    return pages


def test_a_folder_of_saved_pages(crawl: Crawl, folder: Path) -> None:
    beside = folder / "deux_fichiers"
    beside.mkdir()
    (beside / "cadre.html").write_text("<title>Pub</title><p>Achetez des pneus.</p>", encoding="utf-8")
    (folder / "2024" / "style.css").write_text("body { color: red }", encoding="utf-8")
    done = crawl("blog", "-a", f"files={folder}")
    assert done.code == 0, done.err
    assert done.rows("SELECT site, url, headline FROM article_overview ORDER BY headline") == [
        ("files", (folder / "deux.html").as_uri(), "Deux"),
        ("files", (folder / "trois.txt").as_uri(), "Trois retours en grâce"),
        ("blog.example", "https://blog.example/2024/05/un/", "Un"),
    ]
    assert done.one("SELECT count(*) FROM comment_threads") == 2
    assert done.one("SELECT count(*) FROM captures") == 3
    assert done.rows("SELECT site, status, requests FROM crawl_log") == [("files", "ok", 0)]


def test_a_text_saved_page_by_page_is_one_article(crawl: Crawl, tmp_path: Path) -> None:
    url, later = "https://blog.example/2024/05/un/", "Le lendemain, l’embrayage a demandé des vacances."
    link = '<a class="post-page-numbers" href="{}">{}</a></div>'
    for name, own, words, target, number in (
        ("a", f"{url}2/", later, url, 1), ("b", url, PARAGRAPH, f"{url}2/", 2),
        ("c", "https://blog.example/2024/05/deux/3/", PARAGRAPH[::-1], "https://blog.example/2024/05/deux/2/", 2),
    ):  # fmt: skip
        html = article(f"Essai {name}", head=f'<link rel="canonical" href="{own}">')
        html = html.replace(PARAGRAPH[::-1], "").replace(PARAGRAPH, words)
        html = html.replace("</div>", link.format(target, number), 1)
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    done = crawl("blog", "-a", f"files={tmp_path}/*.html")
    assert done.code == 0, done.err
    assert done.rows("SELECT url, headline, body FROM article_overview ORDER BY url DESC") == [
        (url, "Essai b", f"{PARAGRAPH}\n\n{later}"),
        ("https://blog.example/2024/05/deux/3/", "Essai c", PARAGRAPH[::-1]),
    ]
    imported = run_scrapy(tmp_path / "imported.db", "import", *map(str, sorted(tmp_path.glob("*.html"))))
    assert (imported.code, imported.out) == (0, "2 new\n")
    assert imported.rows("SELECT url, body FROM article_overview WHERE headline = 'Essai b'") == [
        (url, f"{PARAGRAPH}\n\n{later}")
    ]


def test_again_adds_nothing(crawl: Crawl, folder: Path) -> None:
    crawl("blog", "-a", f"files={folder}")
    done = crawl("blog", "-a", f"files={folder}")
    assert done.code == 0, done.err
    assert done.one("SELECT count(*) FROM article_overview") == 3
    assert done.one("SELECT count(*) FROM revision_history") == 0


def test_a_pattern_a_limit_and_an_address(crawl: Crawl, folder: Path) -> None:
    done = crawl("blog", "-a", f"files={folder}/**/*.html", "-a", "limit=1")
    assert done.one("SELECT headline FROM article_overview") == "Un"
    url = "https://www.leblogauto.com/2024/05/trois.html"
    done = crawl("blog", "-a", f"files={folder}/*.txt", "-a", f"url={url}")
    assert done.rows("SELECT site, headline FROM article_overview WHERE url = ?", url) == [
        ("leblogauto", "Trois retours en grâce")
    ]


def test_a_capture_belongs_where_its_printed_address_is(crawl: Crawl, folder: Path) -> None:
    address = "https://www.leblogauto.com/2024/05/trois.html"
    capture = folder / "trois.txt"
    capture.write_text(f"{address}?utm_source=x\n\n{capture.read_text(encoding='utf-8')}", encoding="utf-8")
    done = crawl("blog", "-a", f"files={capture}")
    assert done.code == 0, done.err
    told = done.rows("SELECT site, url, headline FROM article_overview")
    assert told == [("leblogauto", address, "Trois retours en grâce")]


def test_files_of_a_named_site_are_its_own(crawl: Crawl, folder: Path) -> None:
    done = crawl("leblogauto", "-a", f"files={folder}/deux.html")
    assert done.rows("SELECT site, headline FROM article_overview") == [("leblogauto", "Deux")]


def test_what_is_no_article_is_a_row(crawl: Crawl, folder: Path) -> None:
    (folder / "liste.html").write_text(listing("/un-deux-trois/", "/quatre-cinq-six/"), encoding="utf-8")
    (folder / "vide.html").write_bytes(b"\x00" * 100)
    (folder / "lourd.html").write_bytes(b"<p>" + b"x" * 100_000)
    done = crawl("blog", "-a", f"files={folder}", DOWNLOAD_MAXSIZE=50_000)
    assert done.code == 3, done.err
    failures = done.rows("SELECT url, stage, error FROM failure_list ORDER BY url")
    assert [(Path(url).name, stage, error) for url, stage, error in failures] == [
        ("liste.html", "read", "NotAnArticle"),
        ("lourd.html", "fetch", "OSError"),
        ("vide.html", "read", "EmptyPage"),
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the shared reference page is not here")
def test_the_reference_page_can_be_archived(crawl: Crawl) -> None:
    done = crawl("blog", "-a", f"files={SEED}")
    assert done.code == 0, done.err
    assert done.rows("SELECT comment_count, archived_comment_count, sources FROM article_overview") == [
        (10, 7, "AFP")
    ]
