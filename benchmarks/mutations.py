"""``python -m benchmarks.mutations``: what each field of an article hangs on.

Every page is read as another site would have printed it: without its JSON-LD, without microdata, with class
and id names of a build tool, and so on. How far a field falls says how much one kind of evidence carries it
alone. The real pages with truth (where ``../shared/pages`` is at hand) are scored by their own scorer; of the
project's own themes the pages that have a field right are counted. The changed pages live in memory only.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from benchmarks.floors import Groups
from benchmarks.real_pages import load_scorer
from benchmarks.themes import themes, wrong_fields
from crawler.items import as_dict
from crawler.splitter import SplitError, split
from crawler.splitter.page.document import parse

_MICRODATA = ("itemprop", "itemtype", "itemscope", "itemid", "typeof", "vocab", "resource")
_SECTIONS = frozenset("article main section header footer nav aside hgroup".split())
_BLOCKS = frozenset(
    "html head body div p ul ol li table tbody thead tr td th article main section header footer nav aside "
    "h1 h2 h3 h4 h5 h6 blockquote figure figcaption form dl dt dd script style meta link title br hr".split()
)
_FIELDS = ("headline", "description", "authors", "date_published", "sources", "opinion", "body")
_COLUMNS = {
    "headl": "headline", "lead": "description_f1", "date": "date", "day": "day", "auth": "authors_f1",
    "bodyP": "body_p", "bodyR": "body_r", "macroF": "body_macro_f1", "furn": "furniture",
    "src": "sources_f1", "op": "opinion_det_f1",
}  # fmt: skip
_COMMENT_COLUMNS = {
    "comP": "comments_p", "comR": "comments_r", "cAuth": "c_author", "cDate": "c_date", "cText": "c_text",
    "cEdge": "c_edge", "cReply": "c_reply", "cnt": "comment_count", "clean": "no_comment_clean",
    "leak": "leak_comments",
}  # fmt: skip
# What WordPress itself prints on a comment, whatever the theme: the rest is the theme's to name.
_CORE_NAMES = re.compile(
    r"comment|pingback|trackback|even|odd|alt|thread-(?:even|odd|alt)|depth-\d+|byuser|bypostauthor|parent|children|"
    r"comment-author-\S+|comment-reply-link|avatar\S*|photo|(?:li-|div-)?comment-\d+|comments|respond|w(?:pd|c)-comm\S*"
)


def _no_json_ld(root: HtmlElement) -> None:
    for script in list(root.iter("script")):
        if "ld+json" in script.get("type", ""):
            _drop(script)


def _no_microdata(root: HtmlElement) -> None:
    for element in root.iter("*"):
        for name in _MICRODATA if element.tag == "meta" else (*_MICRODATA, "property"):
            element.attrib.pop(name, None)


def _no_meta(root: HtmlElement) -> None:
    for meta in list(root.iter("meta")):
        _drop(meta)


def _hashed_names(root: HtmlElement) -> None:
    for element in root.iter("*"):
        for name in ("class", "id"):
            if value := element.get(name):
                element.set(name, " ".join(f"x{zlib.crc32(token.encode()):x}" for token in value.split()))


def _hashed_theme_names(root: HtmlElement) -> None:
    for element in root.iter("*"):
        for name in ("class", "id"):
            if value := element.get(name):
                tokens = (
                    t if _CORE_NAMES.fullmatch(t) else f"x{zlib.crc32(t.encode()):x}" for t in value.split()
                )
                element.set(name, " ".join(tokens))


def _no_ids(root: HtmlElement) -> None:
    for element in root.iter("*"):
        for name in ("id", "data-id", "data-comment-id", "data-cid"):
            element.attrib.pop(name, None)
        if element.tag == "a":
            element.attrib.pop("name", None)


def _no_sections(root: HtmlElement) -> None:
    for element in root.iter(*_SECTIONS):
        element.tag = "div"


def _bare_titles(root: HtmlElement) -> None:
    for element in root.iter("h1", "h2", "h3"):
        element.attrib.clear()


def _no_time_elements(root: HtmlElement) -> None:
    for element in root.iter("time"):
        element.tag = "span"
        element.attrib.pop("datetime", None)


def _minified(root: HtmlElement) -> None:
    etree.strip_tags(root, etree.Comment)
    for element in root.iter("*"):
        if element.tag not in _BLOCKS or any(e.tag in ("pre", "textarea") for e in element.iterancestors()):
            continue
        if element.text and element.text.isspace():
            element.text = None
        if element.tail and element.tail.isspace():
            element.tail = None


def _nothing_declared(root: HtmlElement) -> None:
    for mutate in (_no_json_ld, _no_microdata, _no_meta):
        mutate(root)


def _only_words(root: HtmlElement) -> None:
    for mutate in (_nothing_declared, _hashed_names, _no_sections, _no_time_elements):
        mutate(root)


MUTATIONS: dict[str, Callable[[HtmlElement], None]] = {
    "as found": lambda root: None,
    "no JSON-LD": _no_json_ld,
    "no microdata": _no_microdata,
    "no meta": _no_meta,
    "nothing declared": _nothing_declared,
    "hashed names": _hashed_names,
    "hashed theme": _hashed_theme_names,
    "no ids": _no_ids,
    "no sections": _no_sections,
    "bare titles": _bare_titles,
    "no time elements": _no_time_elements,
    "minified": _minified,
    "only words": _only_words,
}


def changed(html: bytes, url: str, mutate: Callable[[HtmlElement], None]) -> bytes:
    """A page as ``mutate`` leaves it, in UTF-8 whatever it declares."""
    root = parse(html, url).root
    assert root is not None
    mutate(root)
    page: bytes = etree.tostring(root, method="html", encoding="utf-8")
    return page


def own_pages() -> dict[str, dict[str, float | None]]:
    """Of the project's own themes, by mutation: how many pages there are and have each field right.

    Numbers and no shares, so that a further page, which may be a hard one, lowers no floor.
    """
    pages = list(themes())
    groups: dict[str, dict[str, float | None]] = {}
    for name, mutate in MUTATIONS.items():
        wrong: Counter[str] = Counter()
        for theme in pages:
            page = replace(theme, html=changed(theme.html, theme.url, mutate))
            wrong.update(wrong_fields(page, encoding="utf-8").keys())
        groups[name] = {field: len(pages) - wrong[field] for field in _FIELDS}
    return groups


def real_pages(scorer: ModuleType, mutate: Callable[[HtmlElement], None]) -> dict[str, dict[str, Any]]:
    """What the set's scorer says of each real page, changed by ``mutate``."""
    results = {}
    for row in scorer.gold.index():
        found = None
        try:
            article = split(changed(scorer.gold.page(row), row["url"], mutate), row["url"], encoding="utf-8")
            found = json.loads(json.dumps(as_dict(article)))
        except SplitError as error:
            print(f"{row['slug']}: {error}", file=sys.stderr)
        results[row["slug"]] = scorer.score_page(found, scorer.gold.load(row["slug"]))
    return results


def print_own(groups: Groups) -> None:
    print("own themes with one kind of evidence taken away: pages with the field right")
    print(f"{'':<18}" + "".join(f"{name[:7]:>8}" for name in _FIELDS))
    for name, row in groups.items():
        print(f"{name:<18}" + "".join(f"{row[field] or 0:>8.0f}" for field in _FIELDS))


def main() -> int:
    print_own(own_pages())
    try:
        scorer = load_scorer()
    except FileNotFoundError as error:
        print(f"\nreal pages: not read, {error}")
        return 0
    totals = {
        name: scorer.summarise(real_pages(scorer, mutate))["TOTAL"] for name, mutate in MUTATIONS.items()
    }
    for title, columns in (("real pages", _COLUMNS), ("their comments", _COMMENT_COLUMNS)):
        print(f"\n{title:<18}" + "".join(f"{name:>8}" for name in columns))
        for name, total in totals.items():
            print(f"{name:<18}" + "".join(f"{total[column]:>8.3f}" for column in columns.values()))
    return 0


def _drop(element: HtmlElement) -> None:
    """Take an element out, and leave the text after it."""
    around = element.getparent()
    if around is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            around.text = (around.text or "") + element.tail
    around.remove(element)


if __name__ == "__main__":
    sys.exit(main())
