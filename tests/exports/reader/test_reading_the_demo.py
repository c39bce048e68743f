"""The sample blog, crawled by ``scrapy demo`` and read: every word of every article stands on its page."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from exports_reader import Reader
from loopback import ROOT
from lxml import html

from exports.reader.server import make_datasette
from exports.texts import one_line

ARTICLES = "SELECT article_id, headline, archived_comment_count AS held FROM article_overview"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "archive.db"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "scrapy", "demo", "--port", str(port), "-s", f"ARCHIVE={path}"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=200)
    return path


@pytest.fixture(scope="module")
def read(demo: Path) -> Iterator[Reader]:
    with asyncio.Runner() as runner:
        datasette = make_datasette(demo)
        runner.run(datasette.invoke_startup())
        yield Reader(datasette, runner)


def words(tree: Any) -> str:
    return one_line(" ".join(tree.itertext()))


def test_every_word_of_every_article_is_on_its_page(read: Reader) -> None:
    articles = read.run(ARTICLES, {})
    assert len(articles) > 25
    for article in articles:
        number = article["article_id"]
        page = words(html.fromstring(read.page(f"/archive/articles/{number}")))
        assert one_line(article["headline"]) in page
        for block in read.run("SELECT kind, text FROM blocks WHERE article_id = :id", {"id": number}):
            for piece in block["text"].replace("\t", "\n").split("\n"):
                assert one_line(piece) in page, (number, block)


def test_every_comment_is_on_its_page_under_what_it_answers(read: Reader) -> None:
    for article in read.run(ARTICLES, {}):
        number = article["article_id"]
        tree = html.fromstring(read.page(f"/archive/articles/{number}"))
        shown = tree.cssselect("article.comment")
        stored = read.run(
            "SELECT c.id, c.text, c.parent_id FROM comments c WHERE c.article_id = :id ORDER BY c.sort_path",
            {"id": number},
        )
        assert [node.get("id") for node in shown] == [f"comment-{row['id']}" for row in stored]
        for node, row in zip(shown, stored, strict=True):
            above = node.xpath("../ancestor::li[1]/article/@id")
            assert above == ([f"comment-{row['parent_id']}"] if row["parent_id"] else []), (number, row)
            assert all(one_line(line) in words(node) for line in row["text"].split("\n"))


def test_every_opinion_is_set_apart(read: Reader) -> None:
    found = read.run("SELECT article_id, text FROM opinion_list", {})
    assert found
    for opinion in found:
        tree = html.fromstring(read.page(f"/archive/articles/{opinion['article_id']}"))
        apart = " ".join(words(node) for node in tree.cssselect("aside.opinion"))
        for paragraph in opinion["text"].split("\n\n"):
            assert one_line(paragraph) in apart, opinion


def test_a_headline_finds_its_article(read: Reader) -> None:
    for article in read.run(ARTICLES, {}):
        found = read.datasette.client.get("/archive/search.json", params={"q": f'"{article["headline"]}"'})
        hits = read.runner.run(found).json()
        assert article["article_id"] in [hit["article_id"] for hit in hits], article
