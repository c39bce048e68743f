"""What repeats around dates: comments whose class names say nothing."""

from __future__ import annotations

from lxml.html import HtmlElement, document_fromstring

from crawler.splitter import split
from crawler.splitter.comments.base import Context
from crawler.splitter.comments.unknown.repeated import around_dates, only_one, reply_buttons

URL = "https://rotule.example/essai/"


def context_of(area: str) -> Context:
    page = f"<html><body><main><h1>Essai</h1><p>Le texte.</p>{area}</main></body></html>"
    return Context(document_fromstring(page), URL, "Europe/Paris")


def heading_of(context: Context) -> HtmlElement:
    return next(context.root.iter("h2"))


def item(name: str, date: str, text: str, inside: str = "") -> str:
    return f'<li class="k9x"><b>{name}</b> <i>{date}</i><p>{text}</p>{inside}</li>'


NESTED = item("Ida", "3 mai 2010 à 10:00", "Bien.", f"<ul>{item('Ulf', '4 mai 2010', 'Trop.')}</ul>")
LIST = f"<section><h2>3 commentaires</h2><ul>{NESTED}{item('Ève', '5 mai 2010', 'Assez.')}</ul></section>"


def test_the_largest_set_of_the_outer_elements_comes_first() -> None:
    context = context_of(LIST)
    first = next(around_dates(context, heading_of(context)))
    assert [(node.tag, node.findtext("b")) for node in first] == [("li", "Ida"), ("li", "Ulf"), ("li", "Ève")]


def test_a_thread_without_names_is_read_with_its_replies() -> None:
    article = split(f"<main><h1>Essai</h1><p>Le texte.</p>{LIST}</main>", URL)
    read = [(one.author, one.depth, one.date_published, one.text) for one in article.comments]
    assert read == [
        ("Ida", 0, "2010-05-03T10:00:00+02:00", "Bien."),
        ("Ulf", 1, "2010-05-04", "Trop."),
        ("Ève", 0, "2010-05-05", "Assez."),
    ]
    assert article.comment_count == 3


def test_only_dates_behind_the_heading_count() -> None:
    before = f"<ul>{item('Avant', '1 mai 2010', 'Un.')}{item('Avant', '2 mai 2010', 'Deux.')}</ul>"
    context = context_of(before + LIST)
    found = {node.findtext("b") for nodes in around_dates(context, heading_of(context)) for node in nodes}
    assert "Avant" not in found


def test_what_was_removed_stands_among_the_others() -> None:
    removed = '<li class="k9x"><p>Commentaire supprimé.</p></li>'
    rows = item("Ida", "3 mai 2010", "Bien.") + removed + item("Ulf", "4 mai 2010", "Trop.")
    context = context_of(f"<section><h2>Commentaires</h2><ul>{rows}</ul></section>")
    assert len(next(around_dates(context, heading_of(context)))) == 3


def test_a_date_in_code_is_none() -> None:
    code = "<pre><span>// Ida, 3 mai 2010</span></pre><pre><span>// Ulf, 4 mai 2010</span></pre>"
    context = context_of(f"<section><h2>Comments</h2><div>{code}</div></section>")
    assert list(around_dates(context, heading_of(context))) == []


def test_a_single_comment_ends_at_the_form() -> None:
    one = '<div class="z1"><p><b>Ida</b> 3 mai 2010</p><p>Bien.</p></div>'
    form = "<form><p>Le 4 mai 2010, le formulaire change.</p><textarea></textarea></form>"
    context = context_of(f"<section><h2>1 commentaire</h2><div>{one}</div>{form}</section>")
    found = only_one(context, heading_of(context))
    assert found is not None
    assert "".join(found.itertext()) == "Ida 3 mai 2010Bien."


def test_no_single_comment_without_a_date() -> None:
    context = context_of("<section><h2>1 commentaire</h2><p>Bien.</p></section>")
    assert only_one(context, heading_of(context)) is None


def test_reply_buttons_say_nothing_else() -> None:
    buttons = "<a>Répondre</a><button>Reply to Ida</button><span>Antworten</span>"
    others = "<p>Répondre est un art.</p><a>Lire la suite</a><span>Répondre à cette question prend du temps, dit-il, et "
    context = context_of(f"{buttons}{others}du café, puis du thé.</span>")
    assert [element.text for element in reply_buttons(context)] == ["Répondre", "Reply to Ida", "Antworten"]


def test_cards_with_reply_buttons_that_lead_elsewhere_are_no_comments() -> None:
    card = (
        '<div class="q"><h3><a href="/annonce/{0}">Vends volant numéro {0}</a></h3><b>Ida</b> <i>{0} mai 2010</i>'
        '<p>Peu servi.</p><a href="/annonce/{0}#r">Répondre</a></div>'
    )
    cards = "".join(card.format(number) for number in (3, 4, 5))
    assert split(f"<main><h1>Essai</h1><p>Le texte.</p><section>{cards}</section></main>", URL).comments == ()
