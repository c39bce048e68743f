"""Which files of a folder are saved pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PAGES = (".html", ".htm", ".xhtml", ".txt")
# What a browser saves beside a page, and is no page.
_BESIDE = re.compile(r"(.+)(?:_files|_fichiers|-Dateien)")


def files_in(folder: Path, endings: tuple[str, ...] = PAGES) -> Iterator[Path]:
    """The files with these endings in the folder and the folders below it, in the order of their names."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not _is_beside_a_page(path):
                yield from files_in(path, endings)
        elif path.name.lower().endswith(endings):
            yield path


def _is_beside_a_page(folder: Path) -> bool:
    named = _BESIDE.fullmatch(folder.name)
    return named is not None and any(
        folder.with_name(f"{named[1]}{end}").exists() for end in (".html", ".htm")
    )
