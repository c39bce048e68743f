"""Articles that a site deletes without saying 404 or 410, told from a site that lost all its addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from invented import PARAGRAPH, article, listing
from loopback import Answer
from maydays import SIX, day, path, rss

Run = Callable[..., Any]
MISSING = (
    "<!DOCTYPE html><html><head><title>Page introuvable</title></head><body><h1>Page introuvable</h1>"
    f"<p>Cet article a été supprimé.</p><ul><li>{PARAGRAPH}</li></ul></body></html>"
)
HOME_FOR_NOW = Answer("", 302, {"Location": "/"})
HOME_FOR_GOOD = Answer("", 301, {"Location": "/"})


@pytest.mark.parametrize(
    ("answer", "error", "reason", "told"),
    [
        (HOME_FOR_NOW, "RedirectHome", "redirect_home", "its address leads to the home page (HTTP 302)"),
        (Answer(MISSING), "NotFound", "not_found", "says that nothing is here: 'introuvable'"),
        (
            Answer("", 302, {"Location": "/category/essais/"}),
            "RedirectElsewhere", "redirect_elsewhere", "its address leads to {web}category/essais/",
        ),
    ],
    ids=["home", "not found", "a listing"],
)  # fmt: skip
def test_what_a_site_answers_for_two_weeks_in_an_articles_place_is_believed(
    six: Any, scrapy: Run, answer: Answer, error: str, reason: str, told: str
) -> None:
    six.routes[path("trois")] = answer
    six.routes["/category/essais/"] = listing(*map(path, SIX))
    first = scrapy("update", NOW=day(2))
    assert first.rows("SELECT url, reason, times FROM quarantine_list") == [
        (f"{six.url}2024/05/trois/", error, 1)
    ]
    assert first.code == 3  # a page that did not come, and no alarm
    nights = {number: scrapy("update", NOW=day(number)) for number in (3, 5, 9, 16)}
    assert [night.code for night in nights.values()] == [0, 0, 0, 0], nights[3].err
    last = nights[16]
    assert last.err == ""
    assert last.rows("SELECT url, gone_at, gone_reason FROM article_overview WHERE gone_at IS NOT NULL") == [
        (f"{six.url}2024/05/trois/", first.one("SELECT first_seen_at FROM failures"), reason)
    ]
    ((at, detail),) = last.rows("SELECT at, detail FROM article_history WHERE event = 'gone'")
    assert at[:10] == "2024-05-16"
    assert detail.startswith(f"{told.format(web=six.url)}; 5 visits since 2024-05-02T05:00:")
    assert last.rows("SELECT * FROM quarantine_list") == []
    assert last.one("SELECT body <> '' FROM article_overview WHERE gone_reason IS NOT NULL") == 1
    why = scrapy("why", f"{six.url}2024/05/trois/").out
    assert "gone from the site since 2024-05-02T05:00:0" in why
    assert "(1 gone)" in scrapy("status", "--older-than", "9999").out
    # The same again is no news; the article itself is.
    again = scrapy("update", NOW=day(18))
    assert (again.code, again.err) == (0, "")
    assert path("trois") in six.paths()
    six.routes[path("trois")] = article("Trois", day="2024-04-30")
    scrapy("update", NOW="2024-06-20T05:00:00Z")
    assert last.rows("SELECT gone_at, gone_reason FROM article_overview WHERE headline = 'Trois'") == [
        (None, None)
    ]
    assert [event for (event,) in last.rows("SELECT event FROM article_history")] == ["gone", "back"]


def test_a_permanent_redirect_home_is_believed_when_its_neighbours_still_stand(six: Any, scrapy: Run) -> None:
    six.routes[path("trois")] = HOME_FOR_GOOD
    done = scrapy("update", NOW=day(2))
    assert (done.code, done.err) == (0, "")
    assert done.rows("SELECT headline, gone_reason, substr(gone_at, 1, 10) FROM article_overview"
                     " WHERE gone_at IS NOT NULL") == [("Trois", "redirect_home", "2024-05-02")]  # fmt: skip
    assert done.one("SELECT detail FROM article_history") == "its address leads to the home page (HTTP 301)"


@pytest.mark.parametrize("answer", [HOME_FOR_GOOD, HOME_FOR_NOW, Answer(MISSING)], ids=["301", "302", "200"])
def test_a_new_design_that_lost_all_addresses_is_an_alarm_and_no_death(
    six: Any, scrapy: Run, answer: Answer
) -> None:
    for name in SIX:
        six.routes[path(name)] = answer
    six.routes["/feed/"] = rss(six.url, "neuf", "dix")
    six.routes["/"] = listing(path("neuf"), path("dix"))
    six.routes |= {path(name): article(name.title(), day="2024-05-01") for name in ("neuf", "dix")}
    nights = [scrapy("update", NOW=day(number)) for number in (2, 3, 5, 9, 16, 30)]
    assert nights[0].code == 4
    assert "looks walled or redesigned" in nights[0].err
    assert nights[-1].rows("SELECT headline FROM article_overview WHERE gone_at IS NOT NULL") == []
    assert nights[-1].one("SELECT count(*) FROM quarantine_list") == 6
    assert nights[-1].one("SELECT count(*) FROM article_overview") == 8


def test_one_night_of_a_broken_site_kills_nothing(six: Any, scrapy: Run) -> None:
    kept = dict(six.routes)
    six.routes |= dict.fromkeys(map(path, SIX), HOME_FOR_GOOD)
    assert scrapy("update", NOW=day(2)).code == 4
    six.routes |= kept
    done = scrapy("update", NOW=day(3))
    assert done.code == 0, done.err
    assert done.rows("SELECT * FROM article_history") == []
    assert done.rows("SELECT * FROM quarantine_list") == []


def test_an_address_that_leads_to_another_article_is_given_up(six: Any, scrapy: Run) -> None:
    six.routes[path("trois")] = Answer("", 301, {"Location": path("cinq")})
    for number in (2, 3, 5):
        done = scrapy("update", NOW=day(number))
        assert done.code == 0, done.err
    assert done.rows("SELECT headline, gone_reason FROM article_overview WHERE gone_at IS NOT NULL") == [
        ("Trois", "redirect_elsewhere")
    ]
    assert done.rows("SELECT event, detail FROM article_history") == [
        ("gone", f"leads to {six.url}2024/05/cinq/")
    ]
    assert done.rows("SELECT * FROM revision_history") == []
