"""What one run leaves for the next: what is due, what was announced, and how the site wants to be treated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from crawler.archive import failures, health, hints, host_files, known_urls, opt_outs, planning, rests, state
from crawler.archive.connection import Connection
from crawler.archive.health import Health
from crawler.archive.hints import CommentNews
from crawler.archive.host_files import HostFile, RightsPath
from crawler.archive.known_urls import Discovery, UrlKind
from crawler.archive.planning import Due
from crawler.archive.rests import Rest
from crawler.archive.schedule import DAY, EARLY, LOOKS
from crawler.archive.state import SiteState
from crawler.clock import Clock, stamp
from crawler.items import Wish


class CrawlMemory:
    """The crawl's memory of the sites of one archive, by their names. Every verb that writes is one
    transaction; all moments are the archive's clock's. Raises ArchiveError's subclasses."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def sites(self) -> dict[str, str | None]:
        """Every site of the archive by name, with its home page; None for a site of saved pages."""
        with self._connection.errors():
            rows = self._connection.db.conn.execute(
                "SELECT name, url, (SELECT k.url FROM known_urls k WHERE k.site_id = s.id"
                " AND k.url LIKE 'http%' LIMIT 1) FROM sites s ORDER BY name"
            ).fetchall()
        return {name: url or _home(known) for name, url, known in rows}

    def states(self, names: Sequence[str] = ()) -> list[SiteState]:
        """How these sites stand, or all."""
        with self._connection.errors():
            return state.site_states(self._connection.db, names, self._clock.stamp())

    # --- what is due

    def due(self, site: str, most: int = -1) -> list[Due]:
        """The articles due now, in the order in which to fetch them; ``most`` -1 for all."""
        with self._connection.errors():
            return planning.due_articles(self._connection.db, self._site(site), self._clock.stamp(), most)

    def due_sources(self, site: str) -> list[Due]:
        """The feeds, sitemaps and listings due now."""
        with self._connection.errors():
            return planning.due_sources(self._connection.db, self._site(site), self._clock.stamp())

    def heard_comments(self, comments: Sequence[CommentNews], by: str) -> int:
        """Takes what a comment feed shows; returns how many articles that wakes."""
        with self._connection.writing() as db:
            return hints.heard_comments(db, by, comments, self._clock.stamp())

    def requests_today(self, site: str) -> int:
        """How many requests the site had in runs of the last 20 hours: what its daily budget has spent."""
        since = stamp(self._clock.now() - timedelta(hours=20))
        with self._connection.errors():
            row = self._connection.db.conn.execute(
                "SELECT coalesce(sum(requests), 0) FROM crawl_runs WHERE site_id = ?"
                " AND started_at BETWEEN ? AND ?",
                (self._site(site), since, self._clock.stamp()),
            ).fetchone()
            return int(row[0])

    def health(self, site: str, run_id: int) -> Health:
        """What the site's pages showed in this run, against its last runs before it."""
        with self._connection.errors():
            return health.of_site(self._connection.db, self._site(site), run_id)

    def stands(self, site: str) -> bool:
        """Whether most of the site's articles could be read at their last visit."""
        with self._connection.errors():
            return health.stands(self._connection.db, self._site(site))

    # --- manners

    def rest(self, site: str) -> Rest | None:
        """How long the site is still to be left alone; None when it may be asked."""
        with self._connection.errors():
            return rests.of_site(self._connection.db, self._site(site), self._clock.stamp())

    def take_rest(self, site: str, seconds: float, reason: str) -> None:
        """Notes that the site asked to be left alone for so long."""
        with self._connection.writing() as db:
            rests.take(db, self._site(site), seconds, reason, self._clock.stamp())

    def broken(self, site: str, reason: str) -> None:
        """Notes a run that got no good answer at all."""
        with self._connection.writing() as db:
            rests.broken(db, self._site(site), reason, self._clock.stamp())

    def works(self, site: str) -> None:
        """Notes a run that got good answers."""
        with self._connection.writing() as db:
            rests.answered(db, self._site(site))

    def robots(self, netloc: str, *, young: bool = True) -> HostFile | None:
        """A host's robots.txt; ``young``: while the copy may be used in place of the file."""
        with self._connection.errors():
            return host_files.robots(self._connection.db, netloc, self._clock.stamp() if young else None)

    def keep_robots(self, site: str, url: str, file: HostFile) -> None:
        """Keeps the robots.txt of the host of ``url``, its own address, for the runs of the next hours."""
        now = self._clock.stamp()
        with self._connection.writing() as db:
            host_files.keep_robots(db, urlsplit(url).netloc, file, now)
            failures.resolve(db, self._site(site), (url,), now)

    def host_file(self, netloc: str, path: RightsPath, *, young: bool = True) -> HostFile | None:
        """A host's file about its rights; ``young``: while the copy may be used in place of the file."""
        now = self._clock.stamp() if young else None
        with self._connection.errors():
            return host_files.about_rights(self._connection.db, netloc, path, now)

    def keep_host_file(self, netloc: str, path: RightsPath, file: HostFile) -> None:
        """Keeps a host's file about its rights for the next runs."""
        with self._connection.writing() as db:
            host_files.keep_about_rights(db, netloc, path, file, self._clock.stamp())

    def not_fetched(self, run_id: int, url: str, wish: Wish) -> bool:
        """Keeps the wish because of which an address was not fetched; False when the site's runs of the last
        month have met it before."""
        with self._connection.writing() as db:
            return opt_outs.not_fetched(db, run_id, url, wish, self._clock.stamp())

    # --- single addresses

    def nothing_at(self, site: str, url: str, kind: UrlKind, status: int) -> None:
        """Notes that a guessed address gave nothing: it is left alone for a while, and is no failure."""
        now = self._clock.stamp()
        with self._connection.writing() as db:
            known_urls.discover(db, self._site(site), [Discovery(url, kind)], None, now)
            known_urls.answered(db, url, status, now)
            planning.put_off(db, url, now)

    def look_again_at(self, site: str, url: str, status: int) -> bool:
        """Plans another look, as after a failure, at an address that was named as an article's and shows
        none; False when that was done often enough, or the address was not."""
        with self._connection.errors():
            known = known_urls.find(self._connection.db, url)
        if known is None or known.kind != "article" or known.article_id or known.failures >= LOOKS:
            return False
        now = self._clock.stamp()
        with self._connection.writing() as db:
            known_urls.failed(db, self._site(site), url, "article", status, now)
            planning.failed(db, url, now)
        return True

    def forbidden(self, url: str) -> None:
        """Notes that robots.txt forbids an address that is due. It stays due tomorrow: not to ask costs
        nothing, and robots.txt may be changed for a day."""
        with self._connection.writing() as db:
            planning.put_off(db, url, self._clock.stamp(), EARLY * DAY)

    def found_home(self, site: str, url: str) -> None:
        """Keeps the address of the blog's home page."""
        with self._connection.writing() as db:
            db.conn.execute("UPDATE sites SET url = ? WHERE name = ? AND url IS NOT ?", (url, site, url))

    def found_title(self, site: str, title: str, *, sure: bool) -> None:
        """Keeps what the blog calls itself; one that is not ``sure`` only where nothing is known yet."""
        with self._connection.writing() as db:
            db.conn.execute(
                "UPDATE sites SET title = ? WHERE name = ? AND (title IS NULL OR (? AND title <> ?))",
                (title, site, sure, title),
            )

    def _site(self, name: str) -> int:
        """The site's id; 0, which is no site's, for a name that the archive does not know."""
        row = self._connection.db.conn.execute("SELECT id FROM sites WHERE name = ?", (name,)).fetchone()
        return 0 if row is None else int(row[0])


def _home(url: str | None) -> str | None:
    """The host's root, for a site whose home page was not written down."""
    if url is None:
        return None
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
