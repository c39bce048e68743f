"""What can be wrong with an archive file.

ArchiveError                the archive cannot be used; ``path`` is the file, the message names the remedy
├── ArchiveMissing          there is no such file (only when it is opened for reading)
├── ArchiveUnreachable      the file cannot be opened or made: folder, permission, disk
├── NotAnArchive            a file, but not ours: no SQLite database, or another application's
├── NewerArchive            written by a newer version of this program; ``version`` is its schema
├── OlderArchive            needs a migration, but was opened for reading; ``version`` is its schema
├── ArchiveLocked           another process kept it locked for longer than ``seconds``
├── ArchiveFull             no room left on the disk
└── ArchiveDamaged          SQLite finds the file malformed; ``detail`` is what it said
"""

from __future__ import annotations

from pathlib import Path


class ArchiveError(Exception):
    """An archive that cannot be used: one line that names the file and the remedy."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class ArchiveMissing(ArchiveError):
    def __init__(self, path: Path) -> None:
        super().__init__(path, "no such archive; crawl a site first, or set ARCHIVE to the right file")


class NoSite(ArchiveError):
    def __init__(self, path: Path) -> None:
        super().__init__(path, "holds no site of the web; crawl one first, or set ARCHIVE to the right file")


class ArchiveUnreachable(ArchiveError):
    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(path, f"cannot be opened ({detail}); check the folder and its permissions")
        self.detail = detail


class NotAnArchive(ArchiveError):
    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            path, f"is {found}, not an archive; set ARCHIVE to another file, this one is untouched"
        )
        self.found = found


class NewerArchive(ArchiveError):
    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(path, f"has schema {version}, this program knows {known}; upgrade the program")
        self.version = version
        self.known = known


class OlderArchive(ArchiveError):
    def __init__(self, path: Path, version: int, known: int) -> None:
        super().__init__(
            path, f"has schema {version}, this program reads {known}; 'scrapy update' upgrades it"
        )
        self.version = version
        self.known = known


class ArchiveLocked(ArchiveError):
    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            path, f"locked by another process for {seconds:g} s; wait until it ends and try again"
        )
        self.seconds = seconds


class ArchiveFull(ArchiveError):
    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "no room left on the disk; free some and run again, nothing half-written is kept"
        )


class ArchiveDamaged(ArchiveError):
    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            path,
            f"is damaged ({detail}); restore a copy, or try sqlite3's .recover (.dump where it has none)",
        )
        self.detail = detail
