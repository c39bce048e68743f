"""A reference to an archived article, as reference managers read it: RIS, BibTeX, CSL-JSON, and in words.

Each format has its own way of being forged: a line break in a RIS value begins the next field or record, a
brace in BibTeX closes the entry. Values are made harmless here, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from exports import french
from exports.texts import one_line, web_url

# https://www.ctan.org/pkg/bibtex: characters that TeX obeys, as it prints them.
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited. ``date`` is ISO 8601 as the page gives it; ``archived_at`` is when the archive last saw
    the page. ``site`` is the name in the key, ``site_title`` what readers are told. ``excerpt`` is the lead
    or the beginning.
    """

    article_id: int
    headline: str
    authors: tuple[str, ...]
    site: str
    site_title: str
    url: str
    date: str | None
    archived_at: str
    language: str | None = None
    excerpt: str | None = None

    @property
    def day(self) -> str:
        """The date's 'AAAA-MM-JJ'; '' when there is none."""
        found = re.match(r"\d{4}-\d\d-\d\d", self.date or "")
        return found[0] if found else ""

    @property
    def key(self) -> str:
        """A citation key: site, year and the archive's number, in letters, digits and '-'."""
        return re.sub(r"[^A-Za-z0-9-]+", "-", f"{self.site}-{self.day[:4] or 'sd'}-{self.article_id}")


def in_words(reference: Reference) -> str:
    """'Anne Pneu, « Titre », leguidon, 10 février 2026. URL (archivé le 11 février 2026).'"""
    # Quotation marks inside quotation marks are the other ones.
    title = re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", one_line(reference.headline)))
    parts = [", ".join(one_line(name) for name in reference.authors)]
    parts += [
        french.quoted(title),
        one_line(reference.site_title),
        french.date(reference.day, time=False) or "s. d.",
    ]
    cited = ", ".join(part for part in parts if part).removesuffix(".")
    return f"{cited}. {reference.url} (archivé le {french.date(reference.archived_at, time=False)})."


def ris(references: Iterable[Reference]) -> str:
    """RIS records, type BLOG. https://refdb.sourceforge.net/manual-0.9.6/sect1-ris-format.html"""
    return "".join(_ris(reference) for reference in references)


def _ris(reference: Reference) -> str:
    fields = [
        ("TY", "BLOG"),
        ("TI", reference.headline),
        *(("AU", name) for name in reference.authors),
        ("T2", reference.site_title),
        ("PY", reference.day[:4]),
        ("DA", reference.day.replace("-", "/")),
        ("UR", web_url(reference.url)),
        ("Y2", reference.archived_at[:10].replace("-", "/")),
        ("LA", reference.language),
        ("AB", reference.excerpt),
        ("AN", str(reference.article_id)),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def bibtex(references: Iterable[Reference]) -> str:
    """BibTeX entries, @online as biblatex knows it (BibTeX itself reads it as @misc)."""
    return "\n".join(_bibtex(reference) for reference in references)


def _bibtex(reference: Reference) -> str:
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in reference.authors),
        "title": f"{{{_tex(reference.headline)}}}",
        "organization": _tex(reference.site_title),
        "date": reference.day,
        "year": reference.day[:4],
        "url": (web_url(reference.url) or "").translate({ord(c): f"%{ord(c):02X}" for c in "{}\\ "}),
        "urldate": reference.archived_at[:10],
        "langid": _tex(reference.language or ""),
        "abstract": _tex(reference.excerpt or ""),
    }
    inner = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@online{{{reference.key},\n{inner}}}\n"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in one_line(text))


def csl(reference: Reference) -> dict[str, Any]:
    """The CSL-JSON item. https://github.com/citation-style-language/schema (csl-data.json)"""
    item: dict[str, Any] = {
        "id": reference.key,
        "type": "post-weblog",
        "title": one_line(reference.headline),
        "author": [{"literal": one_line(name)} for name in reference.authors],
        "container-title": one_line(reference.site_title),
        "URL": web_url(reference.url),
        "issued": _csl_date(reference.day),
        "accessed": _csl_date(reference.archived_at),
        "language": reference.language,
        "abstract": one_line(reference.excerpt),
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(moment: str | None) -> dict[str, Any] | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", moment or "")
    return {"date-parts": [[int(part) for part in found.groups()]]} if found else None
