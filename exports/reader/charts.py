"""Pictures for those who look rather than read: each with its title, its table, and its data to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from crawler.archive.reading import SITE_TITLE
from exports import french
from exports.expression import ArchiveLexicon, match_expression
from exports.reader import svg
from exports.sql import MISSING, SHOWN, Connection, Row, rows

MONTHS_SHOWN = 36  # a longer time is told by years
SERIES_SHOWN = 6
TOGETHER_SHOWN = 12
OTHERS = "autres"
_UTC = "D’après la date de publication, en temps universel."
_PLAUSIBLE = "BETWEEN '1990' AND '2100'"  # the web's own time: a slip in a date must not stretch the axis

# By the stored moment in UTC: its index holds all that is asked, and the articles themselves are not read.
# (The + keeps SQLite from the index that holds the moment alone.)
ARTICLES_BY_MONTH = f"""
SELECT {SITE_TITLE} AS series, substr(a.date_published_utc, 1, 7) AS month, count(*) AS n
FROM articles a JOIN sites s ON s.id = a.site_id
WHERE +a.date_published_utc {_PLAUSIBLE} GROUP BY a.site_id, month
"""

# A comment's site is its commenter's: that index holds the dates too. Only the unsigned ask their article.
_COMMENTS_BY_MONTH = f"""
SELECT {SITE_TITLE} AS series, x.month, sum(x.n) AS n FROM (
    SELECT k.site_id, substr(c.date_published_utc, 1, 7) AS month, count(*) AS n
    FROM commenters k CROSS JOIN comments c ON c.commenter_id = k.id
    WHERE c.date_published_utc {_PLAUSIBLE} GROUP BY k.site_id, month
    UNION ALL
    SELECT a.site_id, substr(c.date_published_utc, 1, 7) AS month, count(*) AS n
    FROM comments c CROSS JOIN articles a ON a.id = c.article_id
    WHERE c.commenter_id IS NULL AND c.date_published_utc {_PLAUSIBLE} GROUP BY a.site_id, month
) x JOIN sites s ON s.id = x.site_id GROUP BY x.site_id, x.month
"""

_SOURCES_BY_MONTH = f"""
SELECT s.name AS series, substr(a.date_published_utc, 1, 7) AS month, count(DISTINCT c.article_id) AS n
FROM citations c JOIN articles a ON a.id = c.article_id JOIN sources s ON s.id = c.source_id
WHERE a.date_published_utc {_PLAUSIBLE}
    AND c.source_id IN (SELECT source_id FROM citations GROUP BY source_id
                        ORDER BY count(DISTINCT article_id) DESC LIMIT :shown)
GROUP BY c.source_id, month
"""

_TOGETHER = """
WITH top AS (
    SELECT source_id FROM citations GROUP BY source_id ORDER BY count(DISTINCT article_id) DESC LIMIT :shown
), cited AS (
    SELECT DISTINCT article_id, source_id FROM citations WHERE source_id IN (SELECT source_id FROM top)
)
SELECT s.name AS source, t.name AS other, count(*) AS articles
FROM cited x JOIN cited y ON y.article_id = x.article_id AND y.source_id > x.source_id
JOIN sources s ON s.id = x.source_id JOIN sources t ON t.id = y.source_id
GROUP BY x.source_id, y.source_id ORDER BY articles DESC, source, other
"""

_TERM = f"""
SELECT y.year, y.articles, coalesce(m.articles, 0) AS matching
FROM (SELECT substr(date_published_utc, 1, 4) AS year, count(*) AS articles
      FROM articles WHERE date_published_utc {_PLAUSIBLE} GROUP BY year) y
LEFT JOIN (SELECT substr(a.date_published_utc, 1, 4) AS year, count(*) AS articles
           FROM articles_fts f CROSS JOIN articles a ON a.id = f.rowid
           WHERE articles_fts MATCH :match GROUP BY year) m ON m.year = y.year
ORDER BY y.year
"""

# Hours between an article and its first comment, where both tell the time of day.
_DELAYS = """
SELECT (julianday(min(c.date_published_utc)) - julianday(a.date_published_utc)) * 24 AS hours
FROM articles a JOIN comments c ON c.article_id = a.id
WHERE length(a.date_published_utc) > 10 AND length(c.date_published_utc) > 10
GROUP BY a.id
"""
_DELAY_STEPS = (
    (1 / 6, "moins de 10 minutes"), (1, "de 10 minutes à 1 heure"), (3, "de 1 à 3 heures"),
    (12, "de 3 à 12 heures"), (24, "de 12 à 24 heures"), (72, "de 1 à 3 jours"),
    (168, "de 3 à 7 jours"), (float("inf"), "plus de 7 jours"),
)  # fmt: skip

_BUSIEST = f"""
SELECT a.headline, a.archived_comment_count AS comments FROM articles a
WHERE a.archived_comment_count > 0 AND {SHOWN} ORDER BY a.archived_comment_count DESC, a.id LIMIT 15
"""

# SQLite would take the smallest index of sites, and each row's counts from the row.
COMPLETENESS = f"""
SELECT s.name AS site, {SITE_TITLE} AS site_title, count(*) AS articles, count(a.gone_at) AS gone,
    coalesce(sum(a.comment_count), 0) AS declared, coalesce(sum(a.archived_comment_count), 0) AS held,
    coalesce(sum({MISSING}), 0) AS missing,
    sum(a.thread_complete = 0) AS incomplete
FROM articles a INDEXED BY articles_by_counts JOIN sites s ON s.id = a.site_id
GROUP BY a.site_id ORDER BY site_title
"""


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture; None where there is nothing to draw, and ``note`` then says why. ``header`` and ``table``
    are what it draws, in words and numbers; ``query`` is the ready question with the same data, and ``asked``
    what it is asked with.
    """

    id: str
    title: str
    note: str
    picture: Markup | None = None
    header: tuple[str, ...] = ()
    table: tuple[tuple[Any, ...], ...] = ()
    query: str | None = None
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts of a few series over every month, or every year where months would be too many, from the first
    that has any to the last. ``periods`` are '2026-03' or '2026'.
    """

    periods: tuple[str, ...]
    series: tuple[svg.Series, ...]

    @property
    def labels(self) -> list[str]:
        return [french.month(period) for period in self.periods]

    @property
    def unit(self) -> str:
        return "mois" if self.periods and len(self.periods[0]) == 7 else "an"

    @property
    def table(self) -> tuple[tuple[Any, ...], ...]:
        return tuple(zip(self.labels, *(one.values for one in self.series), strict=True))


def timeline(found: Iterable[Row]) -> Timeline:
    """Puts rows of ``series``, ``month``, ``n`` in order; the smallest series become OTHERS."""
    found = list(found)
    months = _months(
        min((row["month"] for row in found), default=""), max((row["month"] for row in found), default="")
    )
    length = 4 if len(months) > MONTHS_SHOWN else 7
    sizes: Counter[str] = Counter()
    for row in found:
        sizes[row["series"]] += row["n"]
    own = {
        name for name, _ in sizes.most_common(SERIES_SHOWN if len(sizes) > SERIES_SHOWN + 1 else len(sizes))
    }
    cells: Counter[tuple[str, str]] = Counter()
    for row in found:
        name = row["series"] if row["series"] in own else OTHERS
        cells[name, row["month"][:length]] += row["n"]
    names = sorted(own, key=lambda name: (-sizes[name], name)) + [OTHERS] * (len(sizes) > len(own))
    periods = tuple(dict.fromkeys(month[:length] for month in months))
    series = (svg.Series(name, tuple(cells[name, period] for period in periods)) for name in names)
    return Timeline(periods, tuple(series))


def _months(first: str, last: str) -> list[str]:
    """'2025-11', '2025-12', '2026-01' for the outer two; nothing for the empty text."""
    if not first:
        return []
    begin, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begin, end + 1)]


def articles_over_time(conn: Connection) -> Chart:
    return _over_time("articles", "Articles", rows(conn, ARTICLES_BY_MONTH), _UTC, "articles_par_mois")


def comments_over_time(conn: Connection) -> Chart:
    note = "D’après la date de chaque commentaire, en temps universel."
    found = rows(conn, _COMMENTS_BY_MONTH)
    return _over_time("commentaires", "Commentaires", found, note, "commentaires_par_mois")


def _over_time(key: str, what: str, found: list[Row], note: str, query: str) -> Chart:
    time = timeline(found)
    title = f"{what} par {time.unit} et par site"
    if not time.periods:
        return Chart(key, title, "L’archive n’en a aucun qui soit daté.")
    header = ("Période", *(one.name for one in time.series))
    picture = svg.columns(title, time.labels, time.series)
    return Chart(key, title, note, picture, header, time.table, query)


def sources_over_time(conn: Connection) -> Chart:
    time = timeline(rows(conn, _SOURCES_BY_MONTH, {"shown": SERIES_SHOWN}))
    title = f"Articles citant les principales sources, par {time.unit}"
    if not time.periods:
        return Chart("sources", title, "Aucune source citée dans un article daté.")
    header = ("Période", *(one.name for one in time.series))
    picture = svg.lines(title, time.labels, time.series)
    return Chart("sources", title, _UTC, picture, header, time.table, "sources_par_annee")


def sources_together(conn: Connection) -> Chart:
    pairs = rows(conn, _TOGETHER, {"shown": TOGETHER_SHOWN})
    title = "Sources citées ensemble"
    if not pairs:
        return Chart("ensemble", title, "Aucun article ne cite deux sources.")
    sizes: Counter[str] = Counter()
    for pair in pairs:
        sizes[pair["source"]] += pair["articles"]
        sizes[pair["other"]] += pair["articles"]
    names = [name for name, _ in sizes.most_common()]
    place = {name: index for index, name in enumerate(names)}
    weights = {
        (min(a, b), max(a, b)): pair["articles"]
        for pair in pairs
        for a, b in [(place[pair["source"]], place[pair["other"]])]
    }
    return Chart(
        "ensemble", title, "Plus la case tranche, plus souvent les deux sources sont citées ensemble.",
        svg.matrix(title, names, weights), ("Source", "Autre source", "Articles"),
        tuple(tuple(pair.values()) for pair in pairs), "sources_citees_ensemble",
    )  # fmt: skip


def career(conn: Connection, term: str) -> Chart:
    title = "La carrière d’un mot"
    match = match_expression(term, ArchiveLexicon(conn))
    if match is None:
        return Chart("mot", title, "Écrivez un mot pour voir sa place au fil des ans.")
    found = rows(conn, _TERM, {"match": match})
    if not any(year["matching"] for year in found):
        return Chart("mot", title, f"Aucun article daté ne contient {french.quoted(term)}.")
    title = f"Part des articles contenant {french.quoted(term)}, par an"
    shares = tuple(round(1000 * year["matching"] / year["articles"]) / 10 for year in found)
    table = tuple(
        (year["year"], year["matching"], year["articles"], f"{french.number(share)}{french.THIN}%")
        for year, share in zip(found, shares, strict=True)
    )
    picture = svg.columns(
        f"{title}, en %", [year["year"] for year in found], [svg.Series("% des articles", shares)]
    )
    return Chart(
        "mot", title, "En pour cent des articles de l’année.", picture,
        ("Année", "Articles avec le mot", "Articles", "Part"), table, "terme_par_annee", (("mots", term),),
    )  # fmt: skip


def first_comments(conn: Connection) -> Chart:
    hours = [row["hours"] for row in rows(conn, _DELAYS) if row["hours"] is not None and row["hours"] >= 0]
    title = "Délai du premier commentaire"
    if not hours:
        return Chart("delais", title, "Aucun commentaire dont l’heure soit connue.")
    counts = [0] * len(_DELAY_STEPS)
    for delay in hours:
        counts[next(index for index, (end, _) in enumerate(_DELAY_STEPS) if delay < end)] += 1
    table = tuple((label, n) for (_, label), n in zip(_DELAY_STEPS, counts, strict=True))
    picture = svg.bars(title, [(label, (n,)) for label, n in table])
    note = "Entre la publication de l’article et son premier commentaire archivé."
    return Chart("delais", title, note, picture, ("Délai", "Articles"), table, "delai_du_premier_commentaire")


def busiest(conn: Connection) -> Chart:
    found = rows(conn, _BUSIEST)
    title = "Fils les plus longs"
    if not found:
        return Chart("fils", title, "L’archive n’a aucun commentaire.")
    table = tuple((row["headline"], row["comments"]) for row in found)
    picture = svg.bars(title, [(headline, (n,)) for headline, n in table])
    note = "Commentaires archivés que le site montre encore."
    return Chart(
        "fils", title, note, picture, ("Article", "Commentaires"), table, "articles_les_plus_commentes"
    )


def completeness(conn: Connection) -> Chart:
    """Per site, the comments that are held and those that pages announce without them."""
    found = rows(conn, COMPLETENESS)
    title = "Commentaires archivés et manquants, par site"
    if not any(row["held"] or row["missing"] for row in found):
        return Chart("completude", title, "L’archive n’a ni n’attend aucun commentaire.")
    table = tuple((row["site_title"], row["held"], row["missing"]) for row in found)
    picture = svg.bars(
        title, [(site, (held, missing)) for site, held, missing in table], ("archivés", "manquants")
    )
    note = "Manquants : annoncés par une page sans que l’archive les possède."
    return Chart(
        "completude", title, note, picture, ("Site", "Archivés", "Manquants"), table, "completude_par_site"
    )
