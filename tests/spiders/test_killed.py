"""A crawl killed at any moment and started again ends where one that ran through ends."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from invented import article, comments, listing
from loopback import ROOT, rows_of

ROWS = (
    "SELECT url, site, headline, body, date_published, comment_count, archived_comment_count, revision_count"
    " FROM article_overview ORDER BY url",
    "SELECT article_url, comment_id, parent_id, depth, author, text, edited_at, removed_at"
    " FROM comment_threads ORDER BY article_url, sort_path",
    "SELECT url, stage, error FROM failure_list ORDER BY url",
)
KILLS = 10


def command(url: str, archive: Path) -> list[str]:
    settings = ["DOWNLOAD_DELAY=0.02", "AUTOTHROTTLE_ENABLED=0", f"ARCHIVE={archive}"]
    words = [word for setting in settings for word in ("-s", setting)]
    return [sys.executable, "-m", "scrapy", "crawl", "blog", "-a", f"url={url}", *words]


def rows(archive: Path) -> list[list[Any]]:
    assert rows_of(archive, "PRAGMA integrity_check") == [("ok",)]
    assert rows_of(archive, "PRAGMA foreign_key_check") == []
    return [rows_of(archive, sql) for sql in ROWS]


def test_ten_kills_change_nothing(web: Any, tmp_path: Path) -> None:
    pages = [f"/2024/05/essai-{n}/" for n in range(30)]
    for number in range(6):
        entries, following = pages[number * 5 : number * 5 + 5], f"/page/{number + 2}/" if number < 5 else ""
        web.routes[f"/page/{number + 1}/" if number else "/"] = listing(*entries, following=following)
    for n, page in enumerate(pages):
        more = f'<a href="{page}comment-page-2/#comments">2</a>'
        web.routes[page] = article(
            f"Essai {n}", comments=comments(10 * n + 1, 10 * n + 2, pages=more, total=3)
        )
        web.routes[f"{page}comment-page-2/"] = article(f"Essai {n}", comments=comments(10 * n + 3, total=3))
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    subprocess.run(command(web.url, whole), cwd=ROOT, check=True, capture_output=True, timeout=120)

    chance = random.Random(20240512)
    cut_short = 0
    for _ in range(KILLS):
        process = subprocess.Popen(command(web.url, killed), cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=chance.uniform(0.7, 1.6))
        except subprocess.TimeoutExpired:
            process.kill()
            cut_short += process.wait() < 0
    assert cut_short >= KILLS // 2, "the crawl is too short to be killed"
    subprocess.run(command(web.url, killed), cwd=ROOT, check=True, capture_output=True, timeout=120)
    assert rows(killed) == rows(whole)
    assert len(rows(whole)[0]) == 30
