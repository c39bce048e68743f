"""The reading pages over a large archive: what each costs, against what a reader will wait.

The archive is made of invented stories, each told again under other addresses, days, sites and sources: as
many articles, comments and words as are asked for, with every word twenty times as frequent as the text
alone would have it, which is harder on the full-text index, not easier. Pages are asked for on a warm file,
without a network; a cost is the CPU time of the whole process, threads included.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.blog import Blog, Story
from benchmarks.measure import Figure
from crawler.archive import Archive
from crawler.items import Article, Comment, Source, Visit
from exports.queries import Query, all_queries
from exports.reader.server import make_datasette

ARTICLES = 60_000
COMMENTS = 10  # an article, on average
STORIES = 3_000
SITES = 4
SOURCES = 300
_ROUNDS = 5

# What a reader does, as (name, path, milliseconds allowed); {word} and {rare} are of the invented language.
PAGES = (
    ("home", "/archive", 300),
    ("article", "/archive/articles/{article}", 100),
    ("search, a word in every second article", "/archive/search?q={word}", 300),
    ("search, three words", "/archive/search?q={word}+{rare}+plus", 300),
    ("search in comments", "/archive/search?q={rare}&what=comments", 300),
    ("search, filters only", "/archive/search?site=blog-1.invalid&since=2015-01-01&opinion=1", 300),
    ("table of articles", "/archive/articles", 500),
    ("table of comments", "/archive/comments", 500),
    ("table of articles, searched", "/archive/articles?_search={word}", 500),
    ("table of comments, searched", "/archive/comments?_search={word}", 500),
    ("view of articles", "/archive/article_overview", 500),
    ("view of threads", "/archive/comment_threads?article_id={article}", 500),
    ("charts", "/archive/charts?q={rare}", None),
    ("gaps", "/archive/completeness", None),
)


def measure(*, quick: bool) -> Iterator[Figure]:
    articles = 600 if quick else ARTICLES
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        make_archive(path, articles, 60 if quick else STORIES)
        yield from asyncio.run(_measured(path, articles))


def make_archive(path: Path, articles: int, stories: int) -> None:
    """Writes the archive; the same numbers give the same rows."""
    told = list(Blog(stories, most_comments=3 * COMMENTS).stories())
    with Archive(path) as archive:
        runs = {site: archive.begin_run(site, "blog") for site in map(_site, range(SITES))}
        for number in range(articles):
            article = _again(told[number % stories], number)
            site = _site(number % SITES)
            archive.store_visit(runs[site], Visit(article.url or "", site, None, article=article))
        for run in runs.values():
            archive.finish_run(run, "ok", "finished")


async def _measured(path: Path, articles: int) -> list[Figure]:
    datasette = make_datasette(path)
    await datasette.invoke_startup()
    words = {"word": "dans", "rare": _rare_word(), "article": articles // 2}
    figures = []
    for name, address, allowed in PAGES:
        seconds = await _cost(datasette, address.format(**words))
        figures.append(_figure(f"reading, {name}, {articles} articles", seconds, allowed))
    questions = [(await _cost(datasette, _address(query, words)), query) for query in all_queries()]
    slowest, query = max(questions, key=lambda pair: pair[0])
    figures.append(_figure(f"reading, slowest ready query ({query.name})", slowest, 1000))
    return figures


async def _cost(datasette: object, address: str) -> float:
    """The median CPU seconds of one request, after one that warms up."""
    seconds = []
    for _ in range(_ROUNDS + 1):
        begun = time.process_time()
        answer = await datasette.client.get(address)  # type: ignore[attr-defined]
        seconds.append(time.process_time() - begun)
        assert answer.status_code == 200, (address, answer.status_code)
    return median(seconds[1:])


def _figure(name: str, seconds: float, allowed: int | None) -> Figure:
    told = f"{1000 * seconds:.0f} ms"
    if allowed is None:
        return Figure(name, told, "", seconds)
    return Figure(name, told, f"{allowed} ms allowed", 1000 * seconds / allowed, 1, at_most=True)


def _address(query: Query, words: dict[str, object]) -> str:
    values = {"mots": words["rare"], "article": words["article"]}
    asked = "&".join(f"{name}={values.get(name, '')}" for name, _ in query.parameters)
    return f"/archive/{query.name}.json?_shape=array&{asked}"


def _rare_word() -> str:
    """A word that one article in some twenty has."""
    return Story(1, "", 0).paragraphs[1].split()[-2]


def _site(number: int) -> str:
    return f"blog-{number}.invalid"


def _again(story: Story, number: int) -> Article:
    """The story under another address and day, on one of the sites, with sources of its own."""
    article, shift = story.article(), timedelta(hours=2 * number) - timedelta(hours=9 * story.number)
    random = Random(number)
    return replace(
        article,
        url=f"http://{_site(number % SITES)}/{number}/",
        canonical_url=None,
        site=_site(number % SITES),
        date_published=_later(article.date_published, shift),
        sources=tuple(Source(name, None, f"Source : {name}") for name in _sources(random)),
        comments=tuple(_comment(comment, number, shift) for comment in article.comments),
        comment_count=len(article.comments) + (number % 50 == 0),
    )


def _comment(comment: Comment, number: int, shift: timedelta) -> Comment:
    return replace(
        comment,
        id=f"{number}-{comment.id}",
        parent=f"{number}-{comment.parent}" if comment.parent else None,
        date_published=_later(comment.date_published, shift),
    )


def _later(moment: str | None, shift: timedelta) -> str:
    return (datetime.fromisoformat(moment or "") + shift).isoformat()


def _sources(random: Random) -> list[str]:
    names = random.choices(range(SOURCES), cum_weights=_WEIGHTS, k=random.choice((0, 1, 1, 2)))
    return list(dict.fromkeys(f"Journal {name}" for name in names))


_WEIGHTS = list(accumulate(1 / rank for rank in range(2, SOURCES + 2)))
