"""What is not the article: walls of every sort, stubs, errors, halves, and what only looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from archive_bench import article
from invented import PARAGRAPH

from crawler.items import Article, Block
from crawler.quarantine import Past, judge
from crawler.quarantine.look import Look
from crawler.quarantine.walls import find_wall
from crawler.splitter import SplitError, split

TEXT = (
    "La berline revient avec une batterie de soixante kilowattheures, un coffre agrandi et une planche de bord "
    "entièrement redessinée. Les essais menés en montagne confirment une autonomie supérieure aux promesses. "
    "Le constructeur annonce des livraisons au printemps, après une longue attente des concessionnaires."
)
HELD = article(
    headline="Une berline qui va loin",
    date_published="2024-05-12T08:00:00+02:00",
    blocks=(Block("body", "paragraph", TEXT),),
    opinion=None,
)


def page(body: str, title: str = "Blog", *, head: str = "", end: str = "</html>") -> Look:
    html = f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body>{end}"
    return Look(html.encode())


def read(text: str, headline: str = HELD.headline, date: str | None = HELD.date_published) -> Article:
    return replace(HELD, headline=headline, date_published=date, blocks=(Block("body", "paragraph", text),))


CONSENT = page(
    "<h1>Avant de continuer</h1><p>Nous et nos partenaires déposons des cookies. Votre vie privée nous importe.</p>"
    "<button>Tout accepter</button> <button>Continuer sans accepter</button>"
)
CAPTCHA = page("<h1>Un instant…</h1><p>Vérification en cours : êtes-vous humain ?</p>", "Just a moment...")
LOGIN = page(
    '<form><p>Connectez-vous pour lire cet article.</p><input type="password" name="p">Mot de passe</form>'
)
STUB = page(
    f"<h1>{HELD.headline}</h1><p>{TEXT.split('.', maxsplit=1)[0]}.</p><p>La suite est réservée aux abonnés. Déjà abonné ?</p>"
)
ERROR = page("<h1>Oups, page introuvable</h1><p>La page que vous cherchez n’existe plus.</p>", "Erreur 404")
DATABASE = page("<h1>Erreur lors de la connexion à la base de données</h1>", "Erreur")
GERMAN = page(
    "<h1>Ihre Privatsphäre</h1><p>Datenschutz: Cookies nur mit Einwilligung.</p><button>Alle akzeptieren</button>"
)


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (CONSENT, "ConsentWall"), (CAPTCHA, "Captcha"), (LOGIN, "LoginWall"), (STUB, "Paywall"),
        (ERROR, "NotFound"), (DATABASE, "ErrorPage"), (GERMAN, "ConsentWall"),
    ],
    ids=["consent", "captcha", "login", "paywall", "not found", "database", "german consent"],
)  # fmt: skip
@pytest.mark.parametrize("readable", [True, False])
def test_a_wall_in_an_articles_place(look: Look, reason: str, readable: bool) -> None:
    reading = read("Nous et nos partenaires…", "Avant de continuer", None) if readable else None
    if look is STUB:
        reading = read(TEXT.split(".", maxsplit=1)[0])
    suspicion = judge(look, reading, Past(HELD))
    assert suspicion is not None
    assert (suspicion.reason, suspicion.confirmable) == (reason, False)


@pytest.mark.parametrize("look", [CONSENT, CAPTCHA, LOGIN, ERROR, DATABASE])
def test_a_wall_where_no_article_was_yet(look: Look) -> None:
    try:
        reading = split(look.body, "https://blog.example/essai/")
    except SplitError:
        reading = None
    assert judge(look, reading, None) is not None


LOCKED = page(
    f"<h1>Protégé : {HELD.headline}</h1><form class='post-password-form' action='/wp-login.php?action=postpass'>"
    "<p>Cet article est protégé par un mot de passe.</p><input name='post_password' type='password'></form>"
    f"<aside>{PARAGRAPH * 8}</aside>"
)


def test_an_article_that_asks_for_its_password_is_not_there_to_be_read() -> None:
    locked = replace(read("", f"Protégé : {HELD.headline}"), blocks=())
    for past in (None, Past(HELD)):
        suspicion = judge(LOCKED, locked, past)
        assert suspicion is not None
        assert suspicion.reason == "Protected"
    beside = "Le même formulaire, dans une colonne, ne prend à un article ni son texte ni sa place."
    assert judge(LOCKED, read(f"{TEXT} {beside}"), None) is None


def test_the_words_of_a_text_on_several_pages_are_on_all_of_them_together() -> None:
    begin, end = TEXT[:60], TEXT[60:]
    first, second = page(f"<h1>{HELD.headline}</h1><p>{begin}</p>"), page(f"<p>{end}</p>")
    assert judge(first, read(begin), Past(HELD)) is not None
    assert judge(first.joined([second]), HELD, Past(HELD)) is None


def test_a_wall_that_nobody_has_seen_before_is_still_not_the_article() -> None:
    strange = page("<h1>Tarkastus</h1><p>Odota hetki, ole hyvä, sivusto latautuu pian uudelleen täällä.</p>")
    suspicion = judge(strange, read("Odota hetki…", "Tarkastus", None), Past(HELD))
    assert suspicion is not None
    assert (suspicion.reason, suspicion.confirmable) == ("OtherPage", False)


def test_an_article_with_banner_login_and_captcha_is_an_article() -> None:
    look = page(
        f"<h1>{HELD.headline}</h1><p>{TEXT}</p><div id='didomi'>Cookies : accepter, refuser, partenaires, "
        "personnaliser, vie privée</div><form class='g-recaptcha'><input type='password'>Mot de passe</form>"
        "<p>Abonnez-vous à la lettre</p>"
    )
    assert judge(look, read(TEXT), Past(HELD)) is None
    assert judge(look, read(TEXT), None, pages_end=True) is None


@pytest.mark.parametrize(
    "title", ["La Peugeot 404 a soixante ans", "Fiat 500 : l’erreur de casting", "Mot de passe"]
)
def test_an_article_about_errors_is_an_article(title: str) -> None:
    look = page(f"<h1>{title}</h1><p>{PARAGRAPH}</p>", title)
    assert find_wall(look, alone=True) is None


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("printemps", "automne"),
        TEXT + " Mise à jour : le prix est connu.",
        TEXT.split(". ", maxsplit=1)[0] + ". " + PARAGRAPH,
        PARAGRAPH + " " + PARAGRAPH[::-1],  # written anew under the same title
    ],
    ids=["a word", "an addition", "half of it", "all of it"],
)
def test_what_an_editor_does_is_believed(text: str) -> None:
    look = page(f"<h1>{HELD.headline}</h1><p>{text}</p>")
    assert judge(look, read(text), Past(HELD)) is None


def test_a_text_that_shrank_is_believed_when_it_is_seen_again() -> None:
    short = "L’article a été retiré à la demande du constructeur."
    look = page(f"<h1>{HELD.headline}</h1><p>{short}</p>")
    suspicion = judge(look, read(short), Past(HELD), words="d1")
    assert suspicion is not None
    assert (suspicion.reason, suspicion.confirmable) == ("Shrunk", True)
    assert judge(look, read(short), Past(HELD, doubted="d1"), words="d1") is None
    assert judge(look, read(short), Past(HELD, doubted="d2"), words="d1") is not None


def test_another_article_at_the_same_address_is_doubted_once() -> None:
    look = page(f"<h1>Tout autre chose</h1><p>{PARAGRAPH}</p>")
    other = read(PARAGRAPH, "Tout autre chose", "2024-06-01T08:00:00+02:00")
    assert judge(look, other, Past(HELD), words="d1").reason == "OtherPage"  # type: ignore[union-attr]
    assert judge(look, other, Past(HELD, doubted="d1"), words="d1") is None


def test_half_a_page_is_doubted_where_pages_used_to_end() -> None:
    half = page(f"<h1>{HELD.headline}</h1><p>{TEXT}", end="")
    half = Look(half.body.replace(b"</body>", b""))
    assert judge(half, read(TEXT), Past(HELD)).reason == "Truncated"  # type: ignore[union-attr]
    assert judge(half, read(TEXT), Past(HELD, ended=False)) is None
    assert judge(half, read(TEXT), None, pages_end=True).reason == "Truncated"  # type: ignore[union-attr]
    assert judge(half, read(TEXT), None) is None


def test_a_design_that_hides_the_text_from_our_rules_is_told_apart_from_a_wall() -> None:
    look = page(f"<h1>{HELD.headline}</h1><div>{TEXT}</div>")
    assert judge(look, read("Partager"), Past(HELD)).reason == "Unreadable"  # type: ignore[union-attr]
    assert judge(look, None, Past(HELD)).reason == "Unreadable"  # type: ignore[union-attr]


def test_a_text_capture_has_no_end_to_look_for() -> None:
    assert Look(b"Un titre\n\nUn texte.").ends
    assert Look(page("<p>x</p>").body + b"<!-- cached 0.2 s -->").ends


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "no-such-charset"])
def test_words_are_found_whatever_the_charset(charset: str) -> None:
    body = "<p>Élégante coupée</p><script>var motsecret</script>".encode(
        "utf-8" if charset == "no-such-charset" else charset
    )
    look = Look(body, charset)
    assert "elegante" in look.telling
    assert "motsecret" not in look.text
