"""The invented cases for source attribution and the newsroom's opinion: what they are, and how they score.

A case is one line of JSON (``tests/splitter/cases``): the blocks of a small invented page and what it says.
In its ``blocks``, "## " begins a subhead, "* " a list item, "<" is markup, "@a" stands for a paragraph of
running text, and all else is a paragraph of its own. Each case is read as a page in WordPress markup, and,
where it needs no markup, as a plain text capture too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from crawler.items import Article
from crawler.splitter import SiteRules, split

CASES = Path(__file__).resolve().parents[1] / "tests" / "splitter" / "cases"
HEADLINE = "La Poussette 12 ch à l’épreuve des ronds-points"
RUNNING = {
    "@a": "La petite berline n’a pas dit son dernier mot, ni son premier : elle ne parle pas encore. Le "
    "maire de Sainte-Bielle l’a reçue lundi sur la place, entre la fanfare et le marchand de gaufres.",
    "@b": "Elle a fait douze fois le tour de l’église, puis treize, parce que personne ne savait où se "
    "trouvait la sortie. Le moteur a tenu, la boîte aussi, et le conducteur presque.",
    "@c": "Le prix sera annoncé au printemps, si le printemps vient. Quatre couleurs sont prévues, dont "
    "trois grises, et une banquette pour ceux qui n’aiment pas les sièges.",
    "@o": "Une voiture sincère, ce qui est rare. Nous l’avons rendue avec un mouchoir.",
}
ADDRESS = "https://blog.example/2019/09/poussette.html"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one reading of a case should give and did give; ``form`` is "html" or "text".

    ``astray`` are the texts that should stand in the body, whole, and do not.
    """

    case: str
    form: str
    expected: Counter[Any]
    found: Counter[Any]
    astray: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.expected == self.found and not self.astray


def answers(kind: str) -> list[Answer]:
    """Every case of a kind ("sources", "opinion"), read in every form it has."""
    result = []
    for line in (CASES / f"{kind}.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        rules = SiteRules(
            own_names=tuple(case.get("own_names", ())),
            opinion_headings=tuple(case.get("opinion_headings", ())),
        )
        for form, page in pages(case):
            article = split(page, case.get("url", ADDRESS), rules)
            astray = tuple(text for text in case.get("body", ()) if text not in article.body)
            result.append(Answer(case["id"], form, _expected(case), _found(article, kind), astray))
    return result


def totals(given: list[Answer]) -> dict[str, float]:
    """Over all answers: how many cases are wholly right, and precision and recall of what they name."""
    expected = sum(answer.expected.total() for answer in given)
    found = sum(answer.found.total() for answer in given)
    both = sum((answer.expected & answer.found).total() for answer in given)
    return {
        "cases": len(given),
        "right": sum(answer.right for answer in given) / len(given),
        "precision": both / found if found else 1.0,
        "recall": both / expected if expected else 1.0,
    }


def _expected(case: dict[str, Any]) -> Counter[Any]:
    if "sources" in case:
        return Counter((name, url) for name, url in case["sources"])
    opinion = case["opinion"]
    return Counter([("heading", opinion["heading"]), *opinion["paragraphs"]] if opinion else [])


def _found(article: Article, kind: str) -> Counter[Any]:
    if kind == "sources":
        return Counter((source.name, source.url) for source in article.sources)
    opinion = article.opinion
    return Counter([("heading", opinion.heading), *opinion.paragraphs] if opinion else [])


# -- pages -------------------------------------------------------------------------------------------------


def pages(case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(form, page) of each form in which a case can be printed."""
    yield "html", _html(case)
    if not any(block.startswith("<") for block in case["blocks"]):
        yield "text", _text(case)


def _html(case: dict[str, Any]) -> str:
    headline = escape(case.get("headline", HEADLINE))
    byline = f'<p class="byline">{escape(case["byline"])}</p>' if "byline" in case else ""
    return f"""<!DOCTYPE html>
<html lang="fr-FR"><head><meta charset="utf-8"><title>{headline} – Le blog</title>
<meta property="og:type" content="article"></head>
<body class="post-template-default single single-post postid-7">
<header class="site-header"><a href="/">Le blog</a><nav><a href="/essais/">Essais</a></nav></header>
<main><article id="post-7" class="post-7 post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{headline}</h1>{byline}</header>
<div class="entry-content">
{"".join(_blocks(case["blocks"]))}
</div></article>
{_thread(case.get("comments", ()))}</main>
<footer class="site-footer"><p>Le blog, depuis 2004</p></footer></body></html>"""


def _blocks(blocks: list[str]) -> Iterator[str]:
    for is_item, group in groupby(blocks, key=lambda block: block.startswith("* ")):
        if is_item:
            yield "<ul>" + "".join(f"<li>{escape(item[2:])}</li>" for item in group) + "</ul>\n"
            continue
        for block in group:
            if block.startswith("<"):
                yield block + "\n"
            elif block.startswith("## "):
                yield f"<h2>{escape(block[3:])}</h2>\n"
            else:
                yield f"<p>{escape(RUNNING.get(block, block))}</p>\n"


def _thread(comments: list[str]) -> str:
    if not comments:
        return ""
    items = "".join(
        f"""<li id="comment-{n}" class="comment even depth-1">
        <article id="div-comment-{n}" class="comment-body"><footer class="comment-meta">
        <div class="comment-author vcard"><b class="fn">Lecteur {n}</b></div><div class="comment-metadata">
        <time datetime="2019-09-1{n}T09:00:00+02:00">1{n} septembre 2019</time></div></footer>
        <div class="comment-content"><p>{escape(text)}</p></div></article></li>"""
        for n, text in enumerate(comments, 1)
    )
    return f"""<div id="comments" class="comments-area">
    <h2 class="comments-title">{len(comments)} commentaires</h2><ol class="comment-list">{items}</ol></div>"""


def _text(case: dict[str, Any]) -> str:
    lines = [case.get("headline", HEADLINE), ""]
    if "byline" in case:
        lines += [case["byline"], ""]
    for is_item, group in groupby(case["blocks"], key=lambda block: block.startswith("* ")):
        for block in group:
            lines.append(RUNNING.get(block, block.removeprefix("## ")))
            lines += [] if is_item else [""]
        lines += [""] if is_item else []
    comments = case.get("comments", ())
    if comments:
        lines += [f"{len(comments)} commentaires", ""]
    for number, text in enumerate(comments, 1):
        lines += [f"  {number}. {text}", ""]
    return "\n".join(lines)
