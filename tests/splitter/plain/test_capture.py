"""Plain text captures: the reference page, own captures with their whole split, and no word lost."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fixtures import CAPTURED_AT, readable, split_capture
from crawler.items import Article, as_dict
from crawler.splitter import SplitError, split
from crawler.splitter.plain.capture import split_text
from crawler.splitter.words.lines import read_counter
from crawler.splitter.words.text import clean, words

CAPTURES = Path(__file__).parents[1] / "captures"
SEED = Path(__file__).parents[4] / "shared" / "seed"


def blocks(article: Article, part: str) -> list[str]:
    return [block.text for block in article.blocks if block.part == part]


# -- the reference page -----------------------------------------------------------------------------------


@pytest.fixture
def seed() -> tuple[Article, dict[str, Any]]:
    if not SEED.is_dir():
        pytest.skip("the reference page stands beside the repository, in ../shared/seed, and is not here")
    return split((SEED / "page.txt").read_bytes()), json.loads((SEED / "truth.json").read_text("utf-8"))


def test_the_reference_page_splits_into_its_truth(seed: tuple[Article, dict[str, Any]]) -> None:
    article, truth = seed
    body = [block for block in article.blocks if block.part == "body"]
    split = as_dict(article)
    found = {
        **{name: split[name] for name in ("headline", "description", "date_published", "comment_count")},
        "authors": list(article.authors),
        "body": [block.text for block in body],
        "blocks_kinds": [block.kind for block in body],
        "opinion": article.opinion
        and {"heading": article.opinion.heading, "paragraphs": list(article.opinion.paragraphs)},
        "sources": list(split["sources"]),
        "furniture": blocks(article, "furniture"),
    }
    assert found == {name: value for name, value in truth.items() if name != "comments"}


def test_the_reference_thread_is_its_truth(seed: tuple[Article, dict[str, Any]]) -> None:
    article, truth = seed
    ids = [comment.id for comment in article.comments]
    found = [
        {
            "depth": comment.depth,
            "position": comment.position,
            "parent_index": ids.index(comment.parent) if comment.parent else None,
            "parent_from": comment.parent_from,
            "author": comment.author,
            "date_published": comment.date_published,
            "text": comment.text,
        }
        for comment in article.comments
    ]
    # The number printed before a comment is a label, not a field of the contract.
    assert found == [
        {name: value for name, value in comment.items() if name != "number"} for comment in truth["comments"]
    ]
    assert len(set(ids)) == len(ids) == 7


# -- own captures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(path.name for path in CAPTURES.iterdir()))
def test_a_capture_splits_into_what_was_invented(case: str) -> None:
    folder = CAPTURES / case
    assert (folder / "why.md").read_text("utf-8").strip()
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    article = split_capture(folder / "page.txt")
    assert readable(article) == expected
    assert (article.site, article.layout) == ("garage", "text-capture")
    assert not (article.canonical_url or article.comment_pages or article.opt_outs)
    assert len({comment.id for comment in article.comments}) == len(article.comments)


def test_a_site_that_is_not_known_is_no_headline_above_its_menu() -> None:
    capture = (CAPTURES / "wrapped-references" / "page.txt").read_bytes()
    article = split(capture)
    assert article.headline == "La Poussette 12 ch, l’utilitaire qui se rend utile"
    assert [block.text for block in article.blocks if block.rule == "masthead"] == ["Le Garage Imaginaire"]


def test_key_points_below_a_title_are_no_menu() -> None:
    article = split(
        "Le titre\n\n* un point\n* un autre point\n\nPar Jeanne Pneu\n\nLe texte commence ici, enfin."
    )
    assert (article.headline, article.authors) == ("Le titre", ("Jeanne Pneu",))
    assert [block.text for block in article.blocks if block.kind == "list_item"] == [
        "un point",
        "un autre point",
    ]


# -- no word lost, none doubled, order kept -----------------------------------------------------------------

# A line of a made-up capture; each "W" becomes a word that stands nowhere else in it, "P" one of a pingback.
LINES = [
    "W W W W W W W W W W.", "W W W W W. W W, W W W: W W.", "W W W", "W W W W ?", "« W W W W »",
    "1. W W", "2. W W.", "3. W", "10. W W W", "* W W W", "+ W W", "- W W", "o W W", "• W",
    "W dit :", "* W dit :", "1. W dit :", "W W | 3 juin 2019 à 9 h 05", "W says:", "3 juin 2019 à 9 h 05",
    "Par W le 3 juin 2019", "le 3 juin 2019", "hier à 9:05", "Répondre", "Répondre ↓", "Pingback: P P\n",
    "* Pingback: P\n", "(3 commentaires)", "Commentaires", "2 réflexions au sujet de « W »",
    "2 réponses à W W",
    "Aucun commentaire", "Source : W", "Sources : W, W et W", "W W W W W. Source : W", "Lire aussi :",
    "À lire aussi : W W", "Tags : W, W", "Notre avis", "L’avis de la rédaction", "Photo : W",
    "Laisser un commentaire", "Votre commentaire est en attente de modération.", "References",
    "1. https://a.example/1", "# W W", "> W W W.", "-----", "!!!", "", "", "", "", "", "",
]  # fmt: skip
INDENTS = ["", "", "", "  ", "    ", "      ", "        ", "\t", "\u00a0\u00a0", "   "]


@st.composite
def captures(draw: st.DrawFn) -> str:
    """Headers, labels, counters, sources and text in any order and at any indent."""
    numbers = count(1)
    head = ["W W W", "", "W W W W W W.", "", "3 commentaires", ""] if draw(st.booleans()) else []
    row = st.tuples(st.sampled_from(INDENTS), st.sampled_from(LINES))
    rows = [*(("", line) for line in head), *draw(st.lists(row, min_size=1, max_size=40))]
    filled = (
        indent + re.sub(r"\b[WP]\b", lambda m: f"{'Mot' if m[0] == 'W' else 'ping'}{next(numbers)}", line)
        for indent, line in rows
    )
    return draw(st.sampled_from(["\n", "\r\n"])).join(filled)


@given(captures())
def test_each_word_of_a_capture_stands_in_one_place_and_in_order(text: str) -> None:
    try:
        article = split_text(text, seen_at=CAPTURED_AT)
    except SplitError:
        return
    shown = [int(n) for b in article.blocks for n in re.findall(r"Mot(\d+)", b.text)]
    said = [int(n) for c in article.comments for n in re.findall(r"Mot(\d+)", f"{c.author} {c.text}")]
    title = [int(n) for n in re.findall(r"Mot(\d+)", article.headline)]
    assert (shown, said, title) == (sorted(shown), sorted(said), sorted(title))
    assert sorted([*shown, *said, *title]) == [int(n) for n in re.findall(r"Mot(\d+)", text)]
    if not article.pings:
        everywhere = " ".join([article.headline, *(b.text for b in article.blocks)])
        everywhere += " ".join(f"{c.author} {c.text}" for c in article.comments)
        assert Counter(re.findall(r"ping\d+", everywhere)) == Counter(re.findall(r"ping\d+", text))
    check_thread(article)


def check_thread(article: Article) -> None:
    by_id = {comment.id: comment for comment in article.comments}
    assert len(by_id) == len(article.comments)
    for position, comment in enumerate(article.comments, 1):
        assert comment.position == position
        if comment.parent is None:
            assert (comment.depth == 0) == (comment.parent_from is None)
        else:
            parent = by_id[comment.parent]
            assert (parent.position < position, parent.depth) == (True, comment.depth - 1)


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(" \t\n\n.:*-1)"))))
def test_any_text_gives_all_its_words_or_a_clear_error(text: str) -> None:
    try:
        article = split_text(text)
    except SplitError as error:
        assert str(error)
        return
    if article.comment_system is None:
        found = Counter(words(" ".join([article.headline, *(block.text for block in article.blocks)])))
        missing = Counter(word for word in words(clean(text)) if word.strip("_")) - found
        counter = str(article.comment_count) if article.comment_count is not None else ""
        assert not missing or (counter and any(read_counter(row) is not None for row in text.splitlines()))
        assert not found - Counter(words(clean(text)))


def calls(function: Callable[[], object]) -> int:
    """How many calls a function makes in all: what it costs, on any machine."""
    made = 0

    def see(frame: object, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        function()
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize(
    "row",
    [
        "Encore une phrase sur la {n}e berline.\n\n",
        "  1. Commentaire {n}\n\n    1. Réponse {n}\n\n",
        "Momo {n} dit :\n3 juin 2019 à 9 h 05\n\nTexte {n}.\n\nRépondre\n\n",
        "3 commentaires\n\n",
        "Commentaires\n\nMomo | 3 juin 2019 à 9 h 05\n\n",
        "Source : AFP\n\n* Liste {n}\n\n",
        "* une puce\n\nun texte {n}\n\n",
        "Lire aussi :\n\nUn titre sans point {n}\n\n",
    ],
)
def test_the_cost_is_linear_in_the_length(row: str) -> None:
    head = "Titre\n\nUne phrase assez longue pour un corps de texte.\n\n2 commentaires\n\n"

    def cost(times: int) -> int:
        text = head + "".join(row.format(n=n) for n in range(times))
        return calls(lambda: split_text(text, seen_at=CAPTURED_AT))

    cost(10)  # caches fill
    assert cost(800) <= 2.3 * cost(400)
