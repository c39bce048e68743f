"""What is a comment of WordPress, what is the same comment again, and where it belongs."""

from __future__ import annotations

from lxml.html import fromstring

from crawler.splitter.comments import Thread, read_comments

URL = "https://cric.example/a/"
BLOG = '<link rel="stylesheet" href="/x.css"><script src="/wp-includes/js/jquery.js"></script>'


def read(body: str, head: str = BLOG) -> Thread:
    root = fromstring(f"<html><head>{head}</head><body><h1>Titre</h1>{body}</body></html>")
    return read_comments(root, URL, "Europe/Paris")


def told(body: str, head: str = BLOG) -> list[tuple[str, str | None, int, str | None, str]]:
    return [(c.id, c.parent, c.depth, c.parent_from, c.text) for c in read(body, head).comments]


def item(number: int, depth: int, inside: str = "", tag: str = "li", classes: str = "comment") -> str:
    return (
        f'<{tag} class="{classes} even depth-{depth}" id="comment-{number}"><p>N{number}</p>{inside}</{tag}>'
    )


def test_the_depth_is_a_whole_token() -> None:
    body = (
        f'<ol class="comments-depth-5 max-depth-5">{item(1, 1)}</ol>'
        '<ul><li class="comment-depth-limit depth-2x">Menu</li><li class="menu-item-depth-1 menu">Menu</li></ul>'
    )
    assert told(body) == [("1", None, 0, None, "N1")]


def test_a_depth_alone_is_no_comment() -> None:
    assert (
        told('<ul><li class="depth-1"><a href="/">Accueil</a></li><li class="depth-2">Essais</li></ul>') == []
    )


def test_item_and_article_of_one_comment() -> None:
    article = '<article class="comment even depth-1" id="div-comment-1"><p>N1</p></article>'
    assert told(f'<ol><li class="comment even depth-1" id="comment-1">{article}</li></ol>') == [
        ("1", None, 0, None, "N1")
    ]
    bare = '<article class="comment even depth-1"><p>N1</p></article>'
    assert told(f'<ol><li class="comment even depth-1" id="comment-1">{bare}</li></ol>') == [
        ("1", None, 0, None, "N1")
    ]


def test_unclosed_boxes_nest_nothing() -> None:
    body = (
        '<div class="comment depth-1" id="comment-1"><p>N1</p>'
        '<div class="comment depth-2" id="comment-2"><p>N2</p>'
        '<div class="comment depth-1" id="comment-3"><p>N3</p></div>'
    )
    assert told(body) == [
        ("1", None, 0, None, "N1"),
        ("2", "1", 1, "nesting", "N2"),
        ("3", None, 0, None, "N3"),
    ]


def test_lists_that_print_one_depth_for_all_still_nest() -> None:
    assert told(f"<ol>{item(1, 1, f'<ul class=children>{item(2, 1)}</ul>')}</ol>") == [
        ("1", None, 0, None, "N1"),
        ("2", "1", 1, "nesting", "N2"),
    ]


def test_a_level_that_is_not_printed_is_missing() -> None:
    inner = f"<ul class=children><ul class=children>{item(3, 3)}</ul></ul>"
    assert told(f"<ol>{item(1, 1, inner)}</ol>")[-1] == ("3", None, 2, "lost", "N3")


def test_an_end_tag_too_many_leaves_the_depth_right() -> None:
    replies = f"<ul class=children>{item(2, 2)}{item(3, 3)}</ul>"
    assert told(f"<ol>{item(1, 1, replies)}</ol>")[-1] == ("3", "2", 2, "depth", "N3")


def test_rows_that_repeat_the_class() -> None:
    rows = "".join(
        f'<tr id="tr-comment-{n}" class="comment depth-{d}"><td class="comment-author">A{n}</td></tr>'
        f'<tr class="comment depth-{d}"><td>N{n}</td></tr><tr><td>fin {n}</td></tr>'
        for n, d in ((1, 1), (2, 2), (3, 1))
    )
    assert told(f"<table>{rows}</table>") == [
        ("1", None, 0, None, "N1\nfin 1"),
        ("2", "1", 1, "depth", "N2\nfin 2"),
        ("3", None, 0, None, "N3\nfin 3"),
    ]


def test_rows_without_ids_are_a_comment_each() -> None:
    rows = '<tr class="comment depth-1"><td>Un</td></tr><tr class="comment depth-1"><td>Deux</td></tr>'
    assert [text for *_, text in told(f"<table>{rows}</table>")] == ["Un", "Deux"]


def test_terms_whose_text_has_no_class() -> None:
    pairs = "".join(
        f'<dt class="comment depth-1" id="comment-{n}">A{n}</dt><dd><p>N{n}</p></dd>' for n in (1, 2)
    )
    assert [(id, text) for id, *_, text in told(f"<dl>{pairs}</dl>")] == [("1", "N1"), ("2", "N2")]


def test_pings_with_a_depth_and_without() -> None:
    body = (
        f"<ol>{item(1, 1)}{item(2, 1, classes='pingback')}{item(3, 1, classes='trackback')}"
        '<li class="post pingback"><p>Ping : <a href="https://autre.example">Autre</a></p></li></ol>'
        '<ul><li class="feedback-form">Donnez votre avis</li></ul>'
    )
    thread = read(body)
    assert (len(thread.comments), thread.pings) == (1, 3)


def test_ids_alone_are_enough_on_items_and_on_a_blog() -> None:
    assert told('<ol><li id="comment-5"><p>N5</p></li></ol>', head="") == [("5", None, 0, None, "N5")]
    box = '<div class="comment" id="comment-6"><p>N6</p></div>'
    assert told(box) == [("6", None, 0, None, "N6")]
    assert read('<div id="comment-7"><p>N7</p></div>').system is None


def test_a_custom_type_of_comment() -> None:
    assert told('<ol><li class="review even depth-1" id="li-comment-8"><p>N8</p></li></ol>') == [
        ("8", None, 0, None, "N8")
    ]


def test_a_mention_is_believed_between_siblings_only() -> None:
    def reply(number: int, mentioned: int) -> str:
        return (
            f'<li class="comment depth-2" id="comment-{number}">'
            f'<p><a href="#comment-{mentioned}">@X</a> N{number}</p></li>'
        )

    replies = f"<ul class=children>{item(2, 2)}{reply(3, 2)}{reply(4, 9)}{reply(5, 1)}</ul>"
    other = '<li class="comment depth-1" id="comment-9"><p><a href="#comment-1">@X</a> N9</p></li>'
    assert [
        (id, parent, how) for id, parent, _, how, _ in told(f"<ol>{item(1, 1, replies)}{other}</ol>")
    ] == [
        ("1", None, None),
        ("2", "1", "nesting"),
        ("3", "2", "reply-link"),
        ("4", "1", "nesting"),
        ("5", "1", "nesting"),
        ("9", None, None),
    ]


def test_what_a_plugin_says_is_answered_is_believed() -> None:
    line = '<p class="in-reply-to">En réponse à <a href="https://cric.example/a/#comment-{0}">X</a></p><p>Oui.</p>'
    body = (
        f'<ol>{item(1, 1)}<li class="comment depth-1" id="comment-2">{line.format(1)}</li>'
        f'<li class="comment depth-1" id="comment-3">{line.format(99)}</li></ol>'
    )
    assert told(body)[1:] == [("2", "1", 1, "reply-link", "Oui."), ("3", None, 1, "lost", "Oui.")]


def test_a_line_that_says_more_than_whom_it_answers_is_text() -> None:
    line = 'En réponse à <a href="#comment-1">X</a> : je ne crois pas.'
    more = 'Je parlais de <a href="#comment-1">@X</a>.'
    body = (
        f'<ol>{item(1, 1)}<li class="comment depth-1" id="comment-2"><p>{line}</p></li>'
        f'<li class="comment depth-1" id="comment-3"><p>{more}</p></li></ol>'
    )
    assert told(body)[1:] == [
        ("2", "1", 1, "reply-link", "En réponse à X : je ne crois pas."),
        ("3", None, 0, None, "Je parlais de @X."),
    ]


def test_a_form_without_comments_names_the_system() -> None:
    form = (
        '<div id="respond"><h3>Laisser un commentaire</h3><form action="/wp-comments-post.php"></form></div>'
    )
    thread = read(form)
    assert (thread.system, thread.comments, thread.comment_count) == ("wordpress", (), None)
    assert [node.get("id") for node in thread.nodes] == ["respond"]
    assert read('<div id="wpdcom"></div>').system == "wpdiscuz"


def looks(number: int, header: str, text: str) -> str:
    return f'<li class="comment even depth-1" id="comment-{number}"><div class="k1">{header}</div><p>{text}</p></li>'


def test_a_theme_that_names_nothing_is_read_by_its_looks() -> None:
    rows = [
        looks(1, "<u>Ida</u><br><u>3 mai 2010 à 10:00</u>", "Bien."),
        looks(2, "<u>Ulf</u><br><u>4 mai 2010 à 11:00</u>", "Trop."),
        looks(3, "<u>Ève</u><br><u>5 mai 2010 à 12:00</u>", "Assez."),
    ]
    found = read(f"<ol>{''.join(rows)}</ol>").comments
    assert [(c.author, (c.date_published or "")[:16], c.text) for c in found] == [
        ("Ida", "2010-05-03T10:00", "Bien."),
        ("Ulf", "2010-05-04T11:00", "Trop."),
        ("Ève", "2010-05-05T12:00", "Assez."),
    ]


def test_two_comments_are_too_few_to_tell_by_looks() -> None:
    rows = looks(1, "", "Oui<br>non.") + looks(2, "", "Non<br>oui.")
    assert [(c.author, c.text) for c in read(f"<ol>{rows}</ol>").comments] == [
        (None, "Oui\nnon."),
        (None, "Non\noui."),
    ]


def test_old_ids_with_a_staff_mark() -> None:
    body = '<ul><li class="d-comment d-comment--staff" id="comment-4"><cite>Ida</cite><p>Oui.</p></li></ul>'
    assert [c.is_staff for c in read(body, "").comments] == [True]
    login = body.replace("d-comment--staff", "comment-author-admin")
    assert [c.is_staff for c in read(login, "").comments] == [False]
