"""The archive: one SQLite file that keeps each page raw, what was read from it, and what changed since.

``Archive`` is the way in; the views of the public contract are the way out. This package is the only place
that opens SQLite; it knows ``items`` and ``clock``, and nothing of crawling or splitting.
"""

from crawler.archive.bodies import BodyMissing
from crawler.archive.captures import CaptureMissing, Role
from crawler.archive.connection import APPLICATION_ID
from crawler.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveUnreachable,
    NewerArchive,
    NoSite,
    NotAnArchive,
    OlderArchive,
)
from crawler.archive.failures import FailedPage
from crawler.archive.health import Health, PartCount
from crawler.archive.hints import CommentNews, recent_comments_of
from crawler.archive.host_files import HostFile, RightsPath
from crawler.archive.known_urls import Discovery, KnownUrl, UrlKind
from crawler.archive.migrations import SCHEMA_VERSION
from crawler.archive.planning import Due
from crawler.archive.reading import ArchivedArticle, Gap, RunCounts, Summary
from crawler.archive.rests import Rest
from crawler.archive.runs import RunStatus
from crawler.archive.standing import HeldPage, Standing
from crawler.archive.state import SiteState
from crawler.archive.store import Archive
from crawler.archive.visits import Outcome, State

__all__ = [
    "APPLICATION_ID",
    "SCHEMA_VERSION",
    "Archive",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveFull",
    "ArchiveLocked",
    "ArchiveMissing",
    "ArchiveUnreachable",
    "ArchivedArticle",
    "BodyMissing",
    "CaptureMissing",
    "CommentNews",
    "Discovery",
    "Due",
    "FailedPage",
    "Gap",
    "Health",
    "HeldPage",
    "HostFile",
    "KnownUrl",
    "NewerArchive",
    "NoSite",
    "NotAnArchive",
    "OlderArchive",
    "Outcome",
    "PartCount",
    "Rest",
    "RightsPath",
    "Role",
    "RunCounts",
    "RunStatus",
    "SiteState",
    "Standing",
    "State",
    "Summary",
    "UrlKind",
    "recent_comments_of",
]
