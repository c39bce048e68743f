"""An archive of any size for the search: rows and words, without pages, threads or history.

Its text is French in its most frequent words (little words, then those of car writers in all their forms)
and invented beyond, each as frequent as its rank says (Zipf): 'de' stands in nearly every article and in
every second comment. The rows go straight into the tables, which the archive's own verbs made, and the
indexes are built over them: a hundred thousand visits would take an hour and find nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from pathlib import Path
from random import Random

from crawler.archive import Archive

COMMENTS = 30  # an article
SITE = "blog.invalid"
STOP_WORDS = (
    "de la le et les des en un une du à que est pour dans qui l au par sur plus avec ce pas d il se ne "
    "son sa ou mais comme on tout nous sans elle être fait aussi leur bien peut si entre deux encore "
    "après très sont"
).split()
CAR_WORDS = (
    "voiture moteur marque voitures version électrique modèle essai prix route moteurs euros constructeur "
    "chevaux modèles berline électriques batterie usine autonomie usines véhicule marques conduite "
    "nouvelle essais freins véhicules nouveau roues coffre vitesse boîte pneus hybride sportive versions "
    "constructeurs kilomètres volant citadine diesel essence puissance rouler hybrides cheval routes "
    "batteries châssis suspension recharge travail direction sportives roulait vendre vendu travaux frein "
    "pneu sportif rechargeable citadines nationale roule berlines européenne cabriolet constructrice "
    "nationaux yeux vendue européens chargeait roulent œuvre"
).split()
_WORDS = 60_000
_BATCH = 500  # articles
_BEGIN = datetime(2008, 1, 1, tzinfo=UTC)


def make_archive(path: Path, articles: int) -> None:
    """Writes the archive; the same number gives the same rows."""
    with Archive(path) as archive:
        run = archive.begin_run(SITE, "blog")
        conn, random = archive.db.conn, Random(articles)
        for first in range(1, articles + 1, _BATCH):
            with conn:
                numbers = range(first, min(first + _BATCH, articles + 1))
                conn.executemany(_ARTICLE, [_article(random, number) for number in numbers])
                conn.executemany(_COMMENT, (row for number in numbers for row in _thread(random, number)))
        for source in ("articles", "comments"):
            with conn:
                conn.execute(f"INSERT INTO {source}_fts ({source}_fts) VALUES ('rebuild')")
                conn.execute(f"INSERT INTO unread_words SELECT '{source}', min(id), max(id) FROM {source}")
        archive.finish_run(run, "ok", "finished")


_ARTICLE = """
INSERT INTO articles (id, site_id, identity, url, headline, description, date_published, date_published_utc,
    section, archived_comment_count, first_seen_at, last_seen_at, body)
VALUES (?, 1, ?, ?, ?, ?, ?, ?, 'Essais', ?, ?, ?, ?)
"""
_COMMENT = """
INSERT INTO comments (article_id, external_id, depth, position, sort_path, author, date_published,
    date_published_utc, text, first_seen_at, last_seen_at)
VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)
"""
Row = tuple[object, ...]


def _article(random: Random, number: int) -> Row:
    at = (_BEGIN + timedelta(hours=1.5 * number)).isoformat()
    name = f"{SITE}/{number}"
    return (
        number, name, f"http://{name}/", _text(random, 9), _text(random, 25), at, at, COMMENTS, at, at,
        "\n\n".join(_text(random, 60) for _ in range(random.randint(3, 7))),
    )  # fmt: skip


def _thread(random: Random, number: int) -> Iterator[Row]:
    for position in range(1, COMMENTS + 1):
        at = (_BEGIN + timedelta(hours=1.5 * number, minutes=7 * position)).isoformat()
        text = _text(random, random.randint(6, 34))
        yield (
            number,
            str(position),
            position,
            f"{position:05}",
            f"Lecteur {random.randint(1, 40000)}",
            at,
            at,
            text,
            at,
            at,
        )


def _text(random: Random, words: int) -> str:
    return " ".join(random.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=words))


def _invented() -> Iterator[str]:
    syllables = ["".join(pair) for pair in product("bdfglmnprstv", ("a", "e", "i", "o", "ou", "an", "é"))]
    yield from ("".join(parts) for parts in product(syllables, syllables, syllables))


_VOCABULARY = [*STOP_WORDS, *CAR_WORDS, *(word for word, _ in zip(_invented(), range(_WORDS), strict=False))]
_WEIGHTS = list(accumulate(1 / rank for rank in range(3, len(_VOCABULARY) + 3)))
