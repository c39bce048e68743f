"""An archived article as Markdown with YAML front matter, as Hugo, Jekyll, Obsidian and pandoc read it.

Archived text is data: whatever in it Markdown, HTML or YAML would obey is escaped.
https://spec.commonmark.org/0.31.2/#backslash-escapes
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from crawler.archive.takeout import TakenArticle
from crawler.items import Block
from exports.formats import words
from exports.texts import one_line, plain, web_url

_ACTS = re.compile(r"([\\`*_\[\]<>&~|$])")
# What opens a heading, list, rule, fence or quotation only at the beginning of a line.
_OPENS = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+=:-]))(.)")
_DEEPEST = 8  # quotation marks before a line: beyond, readers see nothing but bars


def file_name(taken: TakenArticle) -> str:
    """'leguidon/2026/2026-02-10-essai-de-la-citadine-12.md': a-z, digits, '-' and the article's number."""
    article = taken.held.article
    day = (article.date_published or "")[:10]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        day = "0000-sans-date"
    slug = _slug(article.headline)[:60].strip("-")
    name = "-".join(part for part in (day, slug, str(taken.held.id)) if part)
    return f"{_slug(article.site or '') or 'site'}/{day[:4]}/{name}.md"


def _slug(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    plain_letters = "".join(char for char in letters if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain_letters).strip("-")


def markdown(taken: TakenArticle) -> str:
    """The whole document: front matter, text, sources, thread."""
    parts = [_front_matter(taken), f"# {_escaped(taken.held.article.headline)}"]
    parts += [_escaped(words.byline(taken)), *_text(taken), *_sources(taken)]
    if taken.kept or taken.held.article.comment_count:
        parts += [f"## {words.counted(taken)}", *_thread(taken)]
    parts.append(f"*{_escaped(words.provenance(taken))}*")
    return "\n\n".join(part for part in parts if part) + "\n"


def _front_matter(taken: TakenArticle) -> str:
    held, article = taken.held, taken.held.article
    fields = {
        "title": one_line(article.headline),
        "author": [one_line(name) for name in article.authors],
        "date": article.date_published,
        "lastmod": article.date_modified,
        "description": one_line(article.description),
        "categories": [one_line(article.section)] if article.section else [],
        "tags": [one_line(name) for name in article.keywords],
        "lang": article.in_language,
        "canonical_url": web_url(article.url),
        "site": article.site,
        "site_title": held.site_title,
        "sources": [one_line(name) for name in held.source_names],
        "article_id": held.id,
        "comment_count": article.comment_count,
        "archived_comment_count": held.held,
        "first_seen_at": held.first_seen_at,
        "last_seen_at": held.last_seen_at,
        "gone_at": held.gone_at,
    }
    # JSON's strings are YAML's double-quoted ones, once no character is left that YAML folds or refuses.
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items() if value not in (None, "", [])]
    return "\n".join(["---", *lines, "---"])


def _yaml(value: object) -> str:
    clean = one_line(value) if isinstance(value, str) else value
    return json.dumps(clean, ensure_ascii=False)


def _text(taken: TakenArticle) -> Iterator[str]:
    in_opinion = False
    items: list[str] = []
    for block in [*words.shown_blocks(taken), None]:
        if items and (block is None or block.kind != "list_item"):
            yield "\n".join(items)
            items = []
        if block is None:
            return
        if block.part == "opinion" and not in_opinion:
            yield f"## {words.OPINION}"
        in_opinion = block.part == "opinion"
        if block.kind == "list_item":
            items.append(f"- {_escaped(block.text)}")
        else:
            yield _block(block)


def _block(block: Block) -> str:
    match block.kind:
        case "heading":
            highest = 3 if block.part == "opinion" else 2  # the opinion has a heading of ours above
            return f"{'#' * max(highest, min(block.level or 2, 6))} {_escaped(block.text)}"
        case "quote":
            return f"> {_escaped(block.text)}"
        case "code":
            return _fenced(plain(block.text))
        case "table":
            return _table(block.text)
        case "embed":
            return _link(block.text or block.url or "", block.url)
        case _:
            text = _escaped(block.text)
            return f"**{text}**" if block.part == "lead" else f"*{text}*" if block.part == "caption" else text


def _fenced(code: str) -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code}\n{fence}"


def _table(text: str) -> str:
    rows = [[_escaped(cell) for cell in line.split("\t")] for line in text.split("\n")]
    width = max(map(len, rows))
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])


def _sources(taken: TakenArticle) -> Iterator[str]:
    sources = taken.held.article.sources
    if sources:
        yield "## " + ("Sources" if len(sources) > 1 else "Source")
        yield "\n".join(f"- {_link(source.name, source.url)}" for source in sources)


def _thread(taken: TakenArticle) -> Iterator[str]:
    """Each comment as a quotation, replies quoted inside what they answer."""
    for said in words.thread(taken):
        bars = "> " * min(said.depth + 1, _DEEPEST)
        head = " · ".join([f"**{_escaped(said.author)}**", *map(_escaped, said.facts)])
        answered = said.depth >= _DEEPEST and said.answered
        told = [head + (f" · en réponse à {_escaped(said.answered or '')}" if answered else "")]
        for line in said.lines:
            told += ["", _escaped(line)]
        yield "\n".join(f"{bars}{line}".rstrip() for line in told)


def _link(text: str, url: str | None) -> str:
    address = web_url(url)
    if address is None:
        return _escaped(text)
    safe = "".join(f"%{ord(char):02X}" if char in "<>()\\" else char for char in address)
    return f"[{_escaped(text)}](<{safe}>)"


def _escaped(text: str | None) -> str:
    """One line that means its characters and nothing else."""
    line = _ACTS.sub(r"\\\1", one_line(text))
    return _OPENS.sub(r"\1\\\2", line)
