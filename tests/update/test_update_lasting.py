"""Pages that stay as they are for good: told once, and no cron mail about them in the three hundredth night."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from invented import PARAGRAPH, article
from loopback import Answer
from maydays import SIX, day, path, rss

Run = Callable[..., Any]
NIGHTS = (3, 5, 9, 17, 20, 27)
LOGIN = (
    "<!DOCTYPE html><html><head><title>Connexion</title></head><body><h1>Connectez-vous</h1><form>"
    '<label>Identifiant <input name="log"></label><label>Mot de passe <input type="password" name="pwd"></label>'
    f"</form><p>{PARAGRAPH}</p></body></html>"
)
# Drupal's robots.txt forbids its login, to which a site that is closed to strangers leads.
ROBOTS = "User-agent: *\nDisallow: /user/login"
AWAY = Answer("", 302, {"Location": "/user/login?destination=/x"})


def protected(name: str) -> str:
    """As WordPress core shows a post with a password: its title, and a form in its text's place."""
    return article(f"Protégé : {name}").replace(
        f"<p>{PARAGRAPH}</p><p>{PARAGRAPH[::-1]}</p>",
        '<form action="/wp-login.php?action=postpass" class="post-password-form" method="post">'
        "<p>Ce contenu est protégé par mot de passe. Pour le voir, saisissez-le ci-dessous.</p>"
        '<p><label>Mot de passe : <input name="post_password" type="password"></label>'
        '<input type="submit" value="Valider"></p></form>',
    )


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(protected("Trois")), "Protected"),
        (Answer(LOGIN), "LoginWall"),
        (Answer("<h1>Interdit</h1>", 403), "Http403"),
        (AWAY, "RedirectForbidden"),
    ],
    ids=["password", "login", "forbidden", "login away"],
)
def test_an_article_that_is_kept_for_some_readers_is_told_once(
    six: Any, scrapy: Run, answer: Answer, reason: str
) -> None:
    six.routes |= {path("trois"): answer, "/robots.txt": ROBOTS}
    first = scrapy("update", NOW=day(2))
    assert first.code in (3, 4)  # one page of those that were due asks for a login: that may be a wall
    assert path("trois") in first.err
    assert first.rows("SELECT error, times FROM failures") == [(reason, 1)]
    nights = [scrapy("update", NOW=day(number)) for number in NIGHTS]
    assert [(night.code, night.err) for night in nights] == [(0, "")] * len(NIGHTS)
    assert nights[-1].one("SELECT times FROM failures WHERE resolved_at IS NULL") > 3
    told = scrapy("status", "--older-than", "9999", NOW=day(28)).out
    assert "looks walled" not in told
    assert ("quarantined 1 page" in told) == (reason != "Http403")
    assert nights[-1].one("SELECT body <> '' FROM articles WHERE url LIKE '%/trois/'") == 1
    six.routes[path("trois")] = article("Trois", day="2024-04-30")
    back = scrapy("update", NOW="2024-07-01T05:00:00Z")
    assert (back.code, back.err) == (0, "")
    assert back.one("SELECT count(*) FROM failures WHERE resolved_at IS NULL") == 0


def test_a_new_article_met_while_the_site_is_out_of_order_is_looked_for_again(six: Any, scrapy: Run) -> None:
    six.routes["/feed/"] = rss(six.url, "sept", *SIX)
    six.routes[path("sept")] = "<!DOCTYPE html><html><body><div id=root></div></body></html>"
    for number in (2, 3):
        assert scrapy("update", NOW=day(number)).code == 0
    six.routes[path("sept")] = article("Sept", day="2024-05-02")
    found = [scrapy("update", NOW=day(number)) for number in (4, 5)]
    assert [(night.code, night.err) for night in found] == [(0, "")] * 2
    assert found[-1].one("SELECT count(*) FROM articles WHERE url LIKE '%/sept/'") == 1


def test_what_never_was_an_article_is_given_up(six: Any, scrapy: Run) -> None:
    six.routes["/feed/"] = rss(six.url, "contact", *SIX)
    six.routes[path("contact")] = (
        "<!DOCTYPE html><html><body><h1>Contact</h1><p>Écrivez-nous.</p></body></html>"
    )
    for number in (2, *NIGHTS, 30):
        assert scrapy("update", NOW=day(number)).code == 0
    assert scrapy("update", NOW="2024-08-01T05:00:00Z").code == 0
    assert six.paths().count(path("contact")) == 6
    assert scrapy("update", NOW="2024-12-01T05:00:00Z").code == 0
    assert six.paths().count(path("contact")) == 6


def test_a_new_article_with_a_password_is_told_once(six: Any, scrapy: Run) -> None:
    six.routes[path("secret")] = protected("Secret")
    six.routes["/feed/"] = rss(six.url, "secret", *SIX)
    first = scrapy("update", NOW=day(2))
    assert (first.code, "the article asks for its password" in first.err) == (3, True)
    assert [scrapy("update", NOW=day(number)).code for number in NIGHTS] == [0] * len(NIGHTS)
    by_hand = scrapy("crawl", "blog", "-a", f"url={six.url}", NOW=day(28))
    assert (by_hand.code, "failed    1 page" in by_hand.err) == (3, True)


@pytest.mark.parametrize("answer", [Answer(LOGIN), AWAY], ids=["login", "login away"])
def test_a_site_whose_every_page_asks_for_a_login_is_told_again_and_again(
    six: Any, scrapy: Run, answer: Answer
) -> None:
    six.routes |= {path(name): answer for name in SIX} | {"/robots.txt": ROBOTS}
    codes = []
    for number in (2, *NIGHTS):
        before = len([one for one in six.paths() if one.startswith("/2024/")])
        code = scrapy("update", NOW=day(number)).code
        if len([one for one in six.paths() if one.startswith("/2024/")]) > before:
            codes.append(code)
    assert set(codes) == {4}
    assert len(codes) > 3
    assert "looks walled" in scrapy("status", NOW=day(28)).out


def test_a_page_on_which_the_server_fails_is_told_each_time(six: Any, scrapy: Run) -> None:
    six.routes[path("trois")] = Answer("", 500)
    codes = [scrapy("update", NOW=day(number)).code for number in (2, 3, 5)]
    assert codes == [3, 3, 3]
