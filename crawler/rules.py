"""Which rules read a page, as one short text: when it differs from a row's, the row was read by other rules.

Computed here and not in the splitter, which is pure and reads no files.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from lxml import etree

import crawler.sites
import crawler.splitter
from crawler.sites import Site, all_sites


def rules_digest(site: Site) -> str:
    """A digest of all that decides how a page of the site is split: the splitter's source, the site's file
    where it has one, and the version of the parser (libxml2 mends broken markup, each version its own way).
    16 hexadecimal digits.
    """
    return _digest(site.name if site.name in all_sites() else None)


@cache
def _digest(site_file: str | None) -> str:
    whole = hashlib.sha256(repr((etree.LXML_VERSION, etree.LIBXML_VERSION)).encode())
    for path in (*_sources(), *([_folder(crawler.sites) / f"{site_file}.py"] if site_file else ())):
        content = path.read_bytes()
        whole.update(f"{path.name} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()[:16]


def _sources() -> list[Path]:
    folder = _folder(crawler.splitter)
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _folder(package: object) -> Path:
    return Path(str(getattr(package, "__file__"))).parent  # noqa: B009 -- packages have one, ModuleType may not
