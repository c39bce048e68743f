"""What the search finds, against Datasette's own way of asking; and how long it takes over a large archive.

Quality: each word or expression of ``french_queries.txt`` stands in some texts of its own among neutral
words, so which texts answer a query is known by construction. Both ask the same index; the baseline's
expression is Datasette's, which takes every word as it is typed. Recall and precision are means over the
queries; where nothing is found there is nothing wrong in it, so precision is a mean over the others. The
rules have been corrected by these very queries, so a figure below one is a step back, not a surprise.

Speed: CPU time of one page of twenty hits with its count and its snippets, over all the words a reader might
type, the emptiest among them, each a few times on a warm file; the 95th percentile is judged.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import fmean, median, quantiles
from tempfile import TemporaryDirectory

from datasette.utils import escape_fts

from benchmarks.large_archive import COMMENTS, make_archive
from benchmarks.measure import Figure
from crawler.archive import Archive
from crawler.items import Article, Block, Visit
from exports.expression import ArchiveLexicon, match_expression
from exports.search import Question, search

ARTICLES = 100_000
ALLOWED = 120  # milliseconds
_ROUNDS = 3
_SITE = "mots.invalid"
_TEXTS = 3  # for each word
_NEUTRAL = (
    "bateau lundi matin jardin chaise pluie montagne forêt musique rideau crayon silence gâteau".split()
)
_VOWELS = "aeiouyhàâéèêëîïôöùûüœæ"

# What readers type: stop words, single words from the commonest to the rarest, several, phrases, beginnings.
TYPED = (
    "de", "le", "et", "la de", "voiture", "moteurs", "marque", "version", "électrique", "essai", "prix",
    "usines", "chevaux", "batteries", "vendre", "rouler", "roulait", "travaux", "pneus", "yeux",
    "œuvre", "constructrice", "batadou", "voiture électrique", "moteur essence", "berline hybride",
    "prix de la voiture", "pneus usines", "constructeur européen", "les essais de la citadine",
    "dans les usines", "VE", "e-208", "rond-point", '"la voiture"', '"moteur diesel"', "moteur*",
    "construct*", "voiture -diesel", 'essai -"la voiture"',
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One query, what answers it, and what only looks like an answer."""

    typed: str
    answers: frozenset[str]
    others: frozenset[str]


def measure(*, quick: bool) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        yield from quality(Path(folder) / "words.db")
        path, articles = Path(folder) / "large.db", 500 if quick else ARTICLES
        make_archive(path, articles)
        yield from speed(path, articles)


def queries() -> list[Asked]:
    """The queries of the data file."""
    text = Path(__file__).with_name("french_queries.txt").read_text(encoding="utf-8")
    lines = [line.split(" | ") for line in text.splitlines() if line and line[0] != "#"]
    return [Asked(typed, _cut(typed, answers), _cut(typed, others)) for typed, answers, others in lines]


def _cut(typed: str, said: str) -> frozenset[str]:
    """Expressions between strokes; single words without strokes, where one word is asked for."""
    return (
        frozenset(part.strip() for part in said.split("/"))
        if "/" in said or " " in typed
        else frozenset(said.split())
    )


def _holds(said: str, answer: str) -> bool:
    """Whether an expression has the words of an answer in a row: « 208 électrique » answers électrique."""
    words, wanted = re.findall(r"\w+", said), re.findall(r"\w+", answer)
    return any(words[start : start + len(wanted)] == wanted for start in range(len(words)))


def quality(path: Path) -> Iterator[Figure]:
    """Recall and precision of both, and the queries that ours does not answer whole, told on the way."""
    asked = queries()
    words = write_words(path, asked)
    with closing(sqlite3.connect(path)) as conn:
        lexicon = ArchiveLexicon(conn)
        ours = judge(conn, words, asked, lambda typed: match_expression(typed, lexicon) or '""')
        theirs = judge(conn, words, asked, escape_fts)
    for name, column, aim in (("recall", 0, 0.9), ("precision", 1, 0.97)):
        mean = [fmean(one[column] for one in judged if one[column] is not None) for judged in (ours, theirs)]
        yield Figure(
            f"search, mean {name} of {len(asked)} French queries, Datasette's default beside",
            f"{mean[0]:.3f}", f"{mean[1]:.3f}", mean[0], aim,
        )  # fmt: skip


def write_words(path: Path, asked: list[Asked]) -> dict[int, str]:
    """Writes texts that have one word or expression each; returns which, by the article's id."""
    random = Random(0)
    written = {}
    with Archive(path) as archive:
        run = archive.begin_run(_SITE, "blog")
        for said in sorted({said for one in asked for said in one.answers | one.others}):
            for turn in range(_TEXTS):
                article = _text(f"http://{_SITE}/{len(written)}/", _printed(said, turn), random)
                article_id = archive.store_visit(
                    run, Visit(article.url or "", _SITE, None, article=article)
                ).article_id
                assert article_id is not None
                written[article_id] = said
        archive.finish_run(run, "ok", "finished")
    return written


def _printed(said: str, turn: int) -> str:
    """As it stands in a text: in the middle, elided before a vowel, with a capital."""
    if turn == 1 and said[0].lower() in _VOWELS and "-" not in said:
        return f"l’{said}"
    return said[0].upper() + said[1:] if turn == 2 else said


def _text(url: str, printed: str, random: Random) -> Article:
    before, after = (" ".join(random.choices(_NEUTRAL, k=6)) for _ in range(2))
    return Article(
        url=url, canonical_url=None, site=_SITE, layout=None, headline="Sans titre", description=None,
        authors=(),
        date_published=None, date_modified=None, date_published_raw=None, section=None, keywords=(),
        in_language="fr",
        blocks=(Block("body", "paragraph", f"{before} {printed}, {after}.", rule="container"),),
        sources=(), opinion=None, comment_count=None, comments=(), pings=0, comment_system=None,
        comment_pages=(), opt_outs=(),
    )  # fmt: skip


def judge(
    conn: sqlite3.Connection, words: dict[int, str], asked: list[Asked], expression: Callable[[str], str]
) -> list[tuple[float, float | None]]:
    """(recall, precision) of each query; precision is None where nothing was found."""
    judged = []
    for one in asked:
        sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
        found = {row[0] for row in conn.execute(sql, (expression(one.typed),))}
        right = {key for key, said in words.items() if any(_holds(said, it) for it in one.answers)}
        judged.append((len(found & right) / len(right), len(found & right) / len(found) if found else None))
    return judged


def speed(path: Path, articles: int) -> Iterator[Figure]:
    """The 95th percentile over articles and comments."""
    with closing(sqlite3.connect(path)) as conn:
        costs = [_cost(conn, Question(typed, what="articles")) for typed in TYPED]
        costs += [_cost(conn, Question(typed, what="comments")) for typed in TYPED]
    slow = quantiles(costs, n=20)[-1]
    size = f"{articles} articles, {COMMENTS * articles} comments"
    told = f"{1000 * slow:.0f} ms (median {1000 * median(costs):.0f}, worst {1000 * max(costs):.0f})"
    name = f"search, 95th percentile of {len(costs)} searches, {size}"
    yield Figure(name, told, f"{ALLOWED} ms allowed", 1000 * slow / ALLOWED, 1, at_most=True)


def _cost(conn: sqlite3.Connection, question: Question) -> float:
    """The median CPU seconds of one search, after one that warms up."""
    seconds = []
    for _ in range(_ROUNDS + 1):
        begun = time.process_time()
        search(conn, question)
        seconds.append(time.process_time() - begun)
    return median(seconds[1:])
