from random import Random

import pytest

from crawler.splitter.canonical import canonical_url
from crawler.splitter.errors import EmptyPage, NotAPage, TooDeep
from crawler.splitter.page.document import parse


@pytest.mark.parametrize("body", [b"", b"  \n\t ", b"\x00" * 5000, "\ufeff".encode()])
def test_a_page_without_text_is_empty(body: bytes) -> None:
    with pytest.raises(EmptyPage, match="empty"):
        parse(body)


@pytest.mark.parametrize("body", [b"<!DOC", b'<html lang="fr', b"\n<body class='home", b"<"])
def test_a_page_that_breaks_off_in_its_first_tag_says_nothing(body: bytes) -> None:
    if body == b"<":
        assert parse(body).text == "<"
        return
    with pytest.raises(EmptyPage, match="breaks off"):
        parse(body)


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n....",
        b"PK\x03\x04zip",
        Random(1).randbytes(2000),
        b"\x7fELF\x02\x01\x01 etc.",
        Random(2).randbytes(2000) + b"<html><p>une cha\xc3\xaene dans un programme</p></html>",
        b"SQLite format 3\x00" + b"<article><h1>Une ligne</h1>",
    ],
)
def test_other_formats_are_refused(body: bytes) -> None:
    with pytest.raises(NotAPage):
        parse(body)


def test_a_stray_control_is_no_reason_to_refuse_a_text() -> None:
    text = "Le moteur\x0b tousse, puis cale au feu rouge.\n" * 3
    assert parse(text.encode()).text == text


def test_what_stands_before_the_first_tag_may_be_noise() -> None:
    root = parse(b"\x01\x02\x03 \x04<html><body><p>La page commence l\xc3\xa0.</p>").root
    assert root is not None
    assert root.findtext("body/p[last()]") == "La page commence là."


def test_text_that_lies_too_deep_is_an_error_and_not_a_loss() -> None:
    with pytest.raises(TooDeep, match=r"2,048"):
        parse("<div>" * 20_000 + "tout au fond" + "</div>" * 20_000)


@pytest.mark.parametrize(
    ("body", "header"),
    [
        ("<meta charset=iso-8859-15><p>été à 10 €".encode("iso-8859-15"), None),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>été à 10 €'.encode(
                "cp1252"
            ),
            None,
        ),
        ("<p>été à 10 €".encode(), None),
        ("<p>été à 10 €".encode("cp1252"), None),
        ("<p>été à 10 €".encode(), "utf-8"),
        ("\ufeff<p>été à 10 €".encode(), "iso-8859-1"),
        ("<?xml version='1.0' encoding='utf-8'?><html><p>été à 10 €</p></html>".encode(), None),
        ("<p>été\x00 à 10 €".encode(), None),
        ("<meta charset=utf-8><p>été à 10 €".encode("cp1252"), None),  # declared, and not so
        ("<p>été à 10 €".encode("cp1252"), "utf-8"),
        ("<p>été à 10 €".encode(), "utf-16"),  # which no page without NULs is
        ("<p>été à 10 €".encode("utf-16"), "utf-16"),
        ("<p>été à 10 €".encode(), "x-martien"),
    ],
)
def test_the_charset_is_found_as_browsers_find_it(body: bytes, header: str | None) -> None:
    root = parse(body, encoding=header).root
    assert root is not None
    assert "".join(root.itertext()).strip() == "été à 10 €"


def test_a_file_without_tags_is_a_text_capture() -> None:
    document = parse(b"Titre\n\nUn moteur <3 cylindres, a < b et c > d.\n")
    assert document.root is None
    assert document.text == "Titre\n\nUn moteur <3 cylindres, a < b et c > d.\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="/a/">', "https://blog.example/a/"),
        ('<meta property="og:url" content="https://blog.example/b">', "https://blog.example/b"),
        ("<title>x</title>", None),
    ],
)
def test_canonical_url(head: str, expected: str | None) -> None:
    assert canonical_url(parse(f"<html><head>{head}</head><body>x", "https://blog.example/?p=1")) == expected


def test_a_capture_calls_itself_by_the_address_at_its_head() -> None:
    text = b"URL : https://blog.example/2024/05/un.html\n\nUn titre\n\nDu texte, puis du texte.\n"
    assert canonical_url(parse(text)) == "https://blog.example/2024/05/un.html"
    assert canonical_url(parse(b"Un titre\n\nDu texte.\n\n\nEt https://blog.example/ ailleurs.\n")) is None
