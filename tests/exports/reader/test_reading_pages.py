"""The reading pages over the sample archive: what stands on them, and what does not."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from exports_reader import Reader
from lxml import html
from sample_archive import ATTACK, BACKWARDS, OTHER, SITE, TITLE

from crawler.archive import Archive
from crawler.archive.inflection import fold
from crawler.items import Block
from exports.queries import all_queries
from exports.reader.article import layout
from exports.reader.filters import run_in

PAGES = (
    "/archive", "/archive/search", "/archive/search?q=une", "/archive/search?q=chevaux&what=comments",
    *(f"/archive/articles/{number}" for number in range(1, 10)),
    "/archive/articles/1?order=date", "/archive/charts", "/archive/charts?q=usines", "/archive/completeness",
    "/archive/questions", "/archive/questions/avis_de_la_redaction", "/archive/questions/fil_de_commentaires?article=6",
    "/archive/questions/recherche", "/archive/questions/recherche?mots=titre", "/archive/questions/echecs",
)  # fmt: skip


@pytest.fixture(scope="module")
def tree(reader: Any) -> Callable[[str], html.HtmlElement]:
    return lambda path: html.fromstring(reader.page(path))


def text(node: html.HtmlElement) -> str:
    return " ".join(" ".join(node.itertext()).split())


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [text(node) for node in tree.cssselect(path)]


# --- every page


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/archive/articles/8"])
def test_a_page_is_french_whole_and_asks_nobody_else(path: str, reader, tree) -> None:
    page = tree(path)
    assert page.get("lang") == "fr"
    assert len(page.cssselect("h1")) == 1
    assert len(page.cssselect("main")) == 1
    loaded = [*page.xpath("//@src"), *page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href")]
    assert loaded == ["/-/static-plugins/autoblog-archive/archive.css"]
    assert reader.get(loaded[0]).headers["content-type"].startswith("text/css")


@pytest.mark.parametrize("path", PAGES)
def test_no_archived_text_becomes_markup(path: str, reader) -> None:
    page = reader.get(path).text
    tree = html.fromstring(page)
    scripts = [script.get("type") for script in tree.iter("script")]
    assert scripts in ([], ["application/ld+json"])
    assert ATTACK not in page
    assert not list(tree.iter("img", "iframe", "object", "embed", "style"))
    handlers = [
        name for node in tree.iter() for name in node.attrib if name.startswith("on") or name == "style"
    ]
    assert handlers == []
    assert not any(address.lower().startswith("javascript:") for address in tree.xpath("//@href"))
    assert not set(page) & set("\u202e\u202c\u200b")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_a_link_within_the_archive_leads_somewhere(path: str, reader, tree) -> None:
    answer = reader.get(path)
    for address in set(html.fromstring(answer.text).xpath("//a/@href")):
        if address.startswith("#"):
            assert html.fromstring(answer.text).xpath("//*[@id=$id]", id=address[1:]), address
        elif address.startswith("/"):
            assert reader.get(address).status_code in (200, 302, 451), address


# --- the first page


def test_the_first_page_counts_and_warns(tree) -> None:
    page = tree("/archive")
    assert texts(page, ".counts div") == [
        "articles 9", "commentaires 18", "sources 5", "avis de la rédaction 3", "sites 2",
    ]  # fmt: skip
    assert texts(page, ".warning li")[0] == (
        "La dernière collecte de « Le Guidon déchaîné » (14 février 2026 à 6\u00a0h\u00a000) est incomplète.".replace(
            "\u00a0", " "
        )
    )
    assert "Essai de la citadine électrique : petite, mais têtue" in texts(page, "#derniers ~ ul a")[0]
    assert "3 articles" in texts(page, ".ranking li")[0]
    assert "3 pages en échec" in texts(page, "#manque ~ ul li")


def test_a_picture_has_a_title_and_the_same_numbers_in_a_table(tree) -> None:
    page = tree("/archive")
    (title,) = page.cssselect("figure svg[role=img] > title")
    assert title.text == "Articles par mois"
    assert texts(page, "figure tbody tr")[0] == "octobre 2025 1"
    assert "octobre 2025 : 1" in texts(page, "figure rect title")


@pytest.mark.parametrize(
    ("now", "warned"),
    [("2026-02-14T06:00:00Z", False), ("2026-02-16T05:00:01Z", True), ("2026-03-20T00:00:00Z", True)],
)
def test_an_old_archive_is_said_to_be_old(sample, now: str, warned: bool, reader) -> None:
    page = Reader.over(sample, reader.runner, now).page("/archive")
    assert ("date de plus de deux jours" in page) is warned


@pytest.mark.parametrize(
    ("status", "told"),
    [("partial", "est incomplète."), ("failed", "a échoué."), ("interrupted", "a été interrompue.")],
)
def test_a_run_that_went_wrong_is_told(status: str, told: str, altered) -> None:
    page = html.fromstring(altered("UPDATE crawl_runs SET status = ?", status).page("/archive"))
    warnings = texts(page, ".warning li")
    assert len(warnings) >= 2
    assert all(warning.endswith(told) for warning in warnings[:2])


def test_an_empty_archive_has_its_pages_too(tmp_path: Path, reader) -> None:
    path = tmp_path / "vide.db"
    Archive(path).close()
    empty = Reader.over(path, reader.runner)
    for page in (
        "/archive",
        "/archive/search",
        "/archive/search?q=x",
        "/archive/charts?q=x",
        "/archive/completeness",
    ):
        assert empty.get(page).status_code == 200, page
    assert "encore vide" in empty.page("/archive")


# --- an article


def test_an_article_is_laid_out_as_its_page(tree) -> None:
    page = tree("/archive/articles/1")
    assert text(page.cssselect("h1")[0]) == "Essai de la citadine électrique : petite, mais têtue"
    assert texts(page, ".lead") == [
        "Trois jours en ville avec une électrique qui n’aime pas les ronds-points."
    ]
    body = page.cssselect(".body")[0]
    assert [(node.tag, text(node)) for node in body if node.get("class") != "scroll"] == [
        ("h2", "En route"),
        ("p", "La batterie tient, les freins chantent, l’électrique avance."),
        ("blockquote", "Elle tourne, mais elle boude."),
        ("ul", "Coffre : 311 litres Autonomie : 260 km l’été"),
        ("p", "La citadine au feu rouge."),
        ("aside", "Avis de la rédaction L’avis du Guidon On en reprendrait. Mais sans les ronds-points."),
        ("p", "Source : Agence France-Presse, Les Échos"),
        ("p", "Photos : Bob Durite"),
    ]
    assert texts(page, ".body .scroll td")[:4] == ["Version", "Prix", "Sobre", "21 900 €"]
    assert "Lire aussi : nos autres essais" in texts(page, "details.around")[0]


def test_an_article_says_where_it_comes_from_and_who_cites_its_sources(tree) -> None:
    page = tree("/archive/articles/1")
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://leguidon.example/essai-citadine-electrique/"
    ]
    assert (
        "vue pour la première fois le 10 février 2026 à 6 h 00 , pour la dernière fois le 11 février"
        in texts(page, ".state")[0]
    )
    assert texts(page, "#sources ~ ul li") == [
        "AFP 3 articles la citent · imprimé : Source : Agence France-Presse, Les Échos",
        "Les Échos 1 article la cite · imprimé : Source : Agence France-Presse, Les Échos",
    ]
    assert page.xpath("//section[h2/@id='sources']//a[@rel]/@href") == ["https://afp.example/depeche"]
    assert page.xpath("//a[@rel='prev']/@href") == ["/archive/articles/6"]


@pytest.mark.parametrize(
    ("levels", "shown"),
    [((3, 4, 2), [2, 3, 2]), ((2, 2, 5, 3), [2, 2, 3, 3]), ((6,), [2]), ((1, None), [2, 2])],
)
def test_no_level_of_headings_is_skipped(levels: tuple[int | None, ...], shown: list[int]) -> None:
    blocks = [Block("body", "heading", "Titre", level=level) for level in levels]
    assert [node.level for node in layout(enumerate(blocks, 1))] == shown


def test_machines_find_the_article_too(tree) -> None:
    page = tree("/archive/articles/1")
    data = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert (data["@type"], data["commentCount"], data["citation"]) == (
        "NewsArticle",
        11,
        ["AFP", "Les Échos"],
    )
    assert page.xpath("//meta[@name='DC.creator']/@content") == ["Anne Pneu", "Bob Durite"]
    assert page.xpath("//meta[@name='z:itemType']/@content") == ["blogPost"]


def test_a_program_that_is_not_ours_reads_the_article(reader) -> None:
    from trafilatura.metadata import extract_metadata

    read = extract_metadata(reader.page("/archive/articles/1"))
    assert (read.title, read.author, read.date, read.sitename, read.url) == (
        "Essai de la citadine électrique : petite, mais têtue", "Anne Pneu; Bob Durite", "2026-02-10", TITLE,
        "https://leguidon.example/essai-citadine-electrique/",
    )  # fmt: skip
    assert read.description == "Trois jours en ville avec une électrique qui n’aime pas les ronds-points."


def test_hostile_json_cannot_leave_its_script(reader) -> None:
    page = reader.page("/archive/articles/6")
    block = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(block)["headline"] == f"Titre {ATTACK} piégé"


def test_versions_show_the_words_that_changed(tree) -> None:
    page = tree("/archive/articles/2")
    assert texts(page, "#versions ~ details summary")[0].endswith("texte, titre")
    assert texts(page, "#versions ~ details del") == ["mars", "d’"]
    assert texts(page, "#versions ~ details ins") == ["avril", "de deux"]


def test_a_gone_article_is_kept_and_said_to_be_gone(tree) -> None:
    (told,) = texts(tree("/archive/articles/4"), ".gone")
    assert told.startswith(
        "Disparue du site depuis le 14 février 2026 : le site répond 404 : page introuvable."
    )


def test_a_foreign_language_is_declared(tree) -> None:
    assert tree("/archive/articles/7").cssselect("article.article")[0].get("lang") == "en-GB"


def test_a_page_that_asks_not_to_be_copied_is_withheld(reader) -> None:
    answer = reader.get("/archive/articles/8")
    assert answer.status_code == 451
    assert "Merci de ne pas copier" not in answer.text
    assert "https://leguidon.example/pas-de-copie/" in answer.text
    assert "robots: noarchive" in answer.text
    assert reader.get("/archive/articles/8.json").status_code == 451
    for page in ("/archive", "/archive/search?sort=date", "/archive/search.atom"):
        assert "Merci de ne pas copier" not in reader.page(page)


def test_a_number_that_no_article_has_is_a_page(reader) -> None:
    answer = reader.get("/archive/articles/999")
    assert answer.status_code == 404
    assert "L’archive n’a pas d’article numéro 999." in answer.text


def test_readers_see_what_a_site_calls_itself_and_addresses_its_name(reader, tree) -> None:
    page = tree("/archive/articles/1")
    (link,) = page.cssselect(".kicker a")[:1]
    assert (text(link), link.get("href")) == (TITLE, "/archive/search?site=leguidon")
    assert page.xpath("//meta[@name='DC.publisher']/@content") == [TITLE]
    assert f", {TITLE}, 10 février 2026." in texts(page, ".citation")[0]
    data = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert data["publisher"]["name"] == TITLE
    options = [(one.get("value"), text(one)) for one in tree("/archive/search").cssselect("#site option")]
    assert options == [("", "tous"), (OTHER, OTHER), (SITE, TITLE)]
    assert f"T2  - {TITLE}" in reader.get("/archive/articles/1.ris").text
    for path in ("/archive/search?q=citadine", "/archive", "/archive/charts", "/archive/completeness"):
        assert TITLE in text(tree(path)), path
        assert SITE not in text(tree(path)).replace(f"{SITE}.example", ""), path
    assert OTHER in texts(tree("/archive/articles/9"), ".kicker")[0]


def test_two_sites_of_one_title_are_told_apart(altered) -> None:
    page = html.fromstring(altered("UPDATE sites SET title = ?", TITLE).page("/archive/charts"))
    assert texts(page, "#articles thead th") == ["Période", f"{TITLE} (leguidon)", f"{TITLE} ({OTHER})"]


def test_an_article_that_became_part_of_another_keeps_its_address(altered) -> None:
    merged = altered("INSERT INTO merged_articles VALUES (77, 2, '2026-02-20T05:00:00Z')")
    for form in ("", ".json", ".ris"):
        answer = merged.get(f"/archive/articles/77{form}")
        assert (answer.status_code, answer.headers["location"]) == (301, f"/archive/articles/2{form}")


# --- its thread


def test_replies_stand_below_what_they_answer(tree) -> None:
    page = tree("/archive/articles/1")
    depths = [
        (len(comment.xpath("ancestor::ol")) - 1, text(comment.cssselect(".who")[0]))
        for comment in page.cssselect(".comment")
    ]
    assert depths == [
        (0, "Gérard du 62"), (1, "Zoé"), (2, "Gérard du 62"), (3, "Zoé"), (4, "Ali"), (5, "Zoé"), (6, "Ali"),
        (7, "La rédaction"), (8, "Ali"), (0, "Nadège"), (1, "Max"),
    ]  # fmt: skip
    assert texts(page, ".branch > summary")[:2] == ["8 réponses", "7 réponses"]
    eighth = page.cssselect(".comment")[8]
    assert text(eighth.cssselect(".answers")[0]) == "en réponse à La rédaction"
    parent = eighth.xpath(".//span[@class='answers']/a/@href")[0].removeprefix("#")
    assert text(page.get_element_by_id(parent).cssselect(".badge")[0]) == "rédaction"


def test_the_thread_can_be_read_by_date(tree) -> None:
    page = tree("/archive/articles/2?order=date")
    assert not page.cssselect(".branch")
    assert texts(page, ".comment .who") == ["Max", "Troll", "Zoé"]
    assert texts(page, ".answers") == ["en réponse à Max"]


def test_edited_and_removed_comments_are_told(tree) -> None:
    page = tree("/archive/articles/2")
    told = {
        text(comment.cssselect(".who")[0]): texts(comment, ".badge") for comment in page.cssselect(".comment")
    }
    assert told == {"Max": [], "Zoé": ["modifié"], "Troll": ["retiré du site"]}
    assert texts(page, ".edit ins") == [", vraiment"]


def test_a_comment_that_a_short_page_did_not_show_is_not_said_to_be_removed(tree) -> None:
    page = tree("/archive/articles/3")
    told = {
        text(comment.cssselect(".who")[0]): texts(comment, ".badge") for comment in page.cssselect(".comment")
    }
    assert told == {"Ali": [], "Zoé": ["pas revu : la page était incomplète"]}


def test_what_happened_to_an_article_is_told(tree) -> None:
    assert texts(tree("/archive/articles/4"), ".state li") == ["14 février 2026 à 6 h 00 : disparu du site"]


def test_an_erased_comment_keeps_its_place_and_nothing_else(altered) -> None:
    erased = altered(
        "UPDATE comments SET text = '', author = NULL, erased_at = '2026-02-20T05:00:00Z' WHERE id = 2"
    )
    page = html.fromstring(erased.page("/archive/articles/1"))
    assert texts(page, "#comment-2 .who") == ["(anonyme)"]
    assert texts(page, "#comment-2 > p") == ["Effacé le 20 février 2026 , à la demande de la personne."]
    assert texts(page, "#comment-3 .answers") == ["en réponse à (anonyme)"]


def test_a_reply_to_a_lost_comment_says_so(tree) -> None:
    assert texts(tree("/archive/articles/5"), ".answers") == [
        "en réponse à un commentaire que l’archive n’a pas"
    ]


def test_declared_and_held_are_compared(tree) -> None:
    assert (
        "2 commentaires archivés sur 9 annoncés" in texts(tree("/archive/articles/3"), ".comments .notice")[0]
    )


def test_a_very_deep_thread_stays_a_page(tmp_path: Path, reader) -> None:
    from sample_archive import USINES, Visits, thread

    path = tmp_path / "profond.db"
    rows = [(str(n), str(n - 1) if n else None, f"Lecteur {n}", f"Réponse {n}") for n in range(1500)]
    with Archive(path) as archive:
        Visits(archive, 1)(type(USINES)(**{**_fields(USINES), "comments": thread("2026-01-21", rows[:1])}))
        deep = tuple(_deep(rows))
        Visits(archive, 2)(type(USINES)(**{**_fields(USINES), "comments": deep}))
    page = html.fromstring(Reader.over(path, reader.runner).page("/archive/articles/1"))
    comments = page.cssselect(".comment")
    assert len(comments) == 1500
    assert max(len(comment.xpath("ancestor::ol")) for comment in comments) == 11


def _fields(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def _deep(rows: list[tuple[str, str | None, str, str]]) -> Any:
    from crawler.items import Comment

    for depth, (key, parent, author, words) in enumerate(rows):
        moment = "2026-01-21T08:00:00+01:00"
        found = "nesting" if parent else None
        yield Comment(key, parent, depth, depth + 1, author, None, False, moment, moment, words, found)


# --- results


def test_results_are_listed_with_their_words_marked(tree) -> None:
    page = tree("/archive/search?q=electrique")
    assert texts(page, ".hits h2 mark") == ["électrique"]
    assert texts(page, ".tabs a") == ["1 article", "1 commentaire"]


def test_results_of_comments_lead_to_the_comment(reader, tree) -> None:
    page = tree("/archive/search?q=pull&what=comments")
    (address,) = page.xpath("//ol[@class='hits']//h2/a/@href")
    path, _, fragment = address.partition("#")
    assert "un pull" in text(tree(path).get_element_by_id(fragment))


def test_filters_stay_in_the_form_and_in_every_link(tree) -> None:
    page = tree("/archive/search?q=une&site=leguidon&since=2026-01-01&opinion=1")
    assert page.xpath("//select[@name='site']/option[@selected]/@value") == ["leguidon"]
    assert page.xpath("//input[@name='since']/@value") == ["2026-01-01"]
    assert page.cssselect("form details")[0].get("open") is not None
    for address in [
        *page.xpath("//ul[@class='tabs']//a/@href"),
        *page.xpath("//main//p[@class='note']/a/@href"),
    ]:
        assert "site=leguidon" in address and "opinion=1" in address, address


def test_nothing_found_is_said_with_advice(tree) -> None:
    assert "Rien de tel dans l’archive." in texts(tree("/archive/search?q=trottinette"), ".notice")[0]


def test_more_results_than_are_counted_are_said_to_be_more(
    monkeypatch: pytest.MonkeyPatch, reader, tree
) -> None:
    monkeypatch.setattr("exports.search.COUNTED", 3)
    page = tree("/archive/search")
    assert texts(page, ".tabs a") == ["plus de 3 articles", "plus de 3 commentaires"]
    assert "les 3 premiers résultats" in texts(page, "main .note")[-1]
    assert len(reader.get("/archive/search.json").json()) == 3


@pytest.mark.parametrize("page", ["0", "-3", "x", "9999999999999999999999", "²"])
def test_a_strange_page_number_is_no_error(page: str, reader) -> None:
    reader.page(f"/archive/search?q=une&page={page}")


def test_results_leave_as_csv(reader) -> None:
    answer = reader.get("/archive/search.csv?source=AFP")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="recherche.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["article_id"], row["authors"]) for row in rows] == [
        ("1", "Anne Pneu, Bob Durite"), ("2", "Bob Durite"), ("9", "Anne Pneu"),
    ]  # fmt: skip


def test_results_leave_as_json(reader) -> None:
    found = reader.get("/archive/search.json?q=pull&what=comments").json()
    assert [(hit["comment_author"], hit["snippet"]) for hit in found] == [("Max", "La moitié, et un pull.")]


def test_results_leave_as_a_feed(reader) -> None:
    feed = ElementTree.fromstring(reader.get("/archive/search.atom").content)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.findtext("a:title", namespaces=atom) == "Archive : derniers articles"
    entries = feed.findall("a:entry", atom)
    assert len(entries) == 8
    for entry in entries:
        for name in ("id", "title", "updated", "author/a:name"):
            assert entry.findtext(f"a:{name}", namespaces=atom), name
    assert [entry.findtext("a:title", namespaces=atom) for entry in entries][1] == f"Titre {ATTACK} piégé"


def test_results_leave_as_references(reader) -> None:
    assert reader.get("/archive/search.ris?source=AFP").text.count("TY  - BLOG\r\n") == 3
    assert reader.get("/archive/search.bib?source=AFP").text.count("@online{") == 3
    assert len(reader.get("/archive/search.csl?source=AFP").json()) == 3
    assert reader.get("/archive/search.ris").text.count("\r\nER  - \r\n") == 8


def test_an_unknown_form_is_a_page(reader) -> None:
    assert reader.get("/archive/search.docx?q=x").status_code == 404


def test_an_article_leaves_alone(reader) -> None:
    assert "TI  - Essai de la citadine" in reader.get("/archive/articles/1.ris").text
    assert "@online{leguidon-2026-1," in reader.get("/archive/articles/1.bib").text
    whole = reader.get("/archive/articles/2.json").json()
    assert whole["archive"]["revision_count"] == 1
    assert whole["opinion"] is None
    assert [comment["text"] for comment in whole["comments"]] == ["Triste.", "Très triste, vraiment."]
    assert [comment["text"] for comment in whole["removed_comments"]] == ["Premier !"]


# --- questions


def test_every_question_has_its_page(reader, tree) -> None:
    page = tree("/archive/questions")
    titles = texts(page, ".questions a")
    assert titles == sorted(titles, key=fold)
    assert set(titles) == {query.title for query in all_queries()}
    for address in page.xpath("//dl[@class='questions']//a/@href"):
        assert texts(tree(address), "h1")[0] in titles


def test_an_answer_is_told_in_french_and_leads_on(reader, tree) -> None:
    page = tree("/archive/questions/articles_modifies?champ=titre")
    assert texts(page, ".answer th") == [
        "article", "titre", "version", "constaté le", "champ", "différence de longueur", "avant", "après",
    ]  # fmt: skip
    row = texts(page, ".answer tbody td")
    assert (row[0], row[3], row[4]) == ("2", "11 février 2026 à 6 h 00", "titre")
    assert page.xpath("//table[@class='answer']//a/@href") == ["/archive/articles/2"] * 2
    forms = {text(link): link.get("href") for link in page.cssselect("section .note a")}
    assert forms == {
        "CSV": "/archive/articles_modifies.csv?champ=titre",
        "JSON": "/archive/articles_modifies.json?champ=titre",
        "RIS": "/archive/articles_modifies.ris?champ=titre",
        "BibTeX": "/archive/articles_modifies.bib?champ=titre",
        "La même question en SQL": "/archive/articles_modifies?champ=titre",
    }
    assert "Fermeture de deux usines" in reader.page(forms["CSV"])
    assert "\r\nTI  - Fermeture de deux usines" in reader.page(forms["RIS"])


def test_a_question_says_what_it_needs(tree) -> None:
    page = tree("/archive/questions/recherche")
    assert texts(page, ".notice") == ["Remplissez d’abord : Mots."]
    assert page.xpath("//form//input/@type") == ["date", "date"]
    assert texts(tree("/archive/questions/recherche?mots=trottinette"), ".notice") == [
        "Rien de tel dans l’archive."
    ]


def test_a_site_is_chosen_from_a_list(tree) -> None:
    page = tree("/archive/questions/articles_sans_source?site=leguidon")
    assert texts(page, "select option[selected]") == [TITLE]
    assert {
        cells.getparent()[1].text_content() for cells in page.cssselect(".answer tbody td:first-child")
    } == {TITLE}


def test_a_long_answer_is_cut_and_its_files_are_not(monkeypatch: pytest.MonkeyPatch, reader, tree) -> None:
    monkeypatch.setattr("exports.reader.questions.SHOWN", 2)
    page = tree("/archive/questions/mots_cles")
    assert len(page.cssselect(".answer tbody tr")) == 2
    assert "Voici les 2 premières lignes" in texts(page, "section .note")[0]
    assert len(reader.rows("/archive/mots_cles.json")) == 4


def test_an_unknown_question_is_a_page(reader) -> None:
    answer = reader.get("/archive/questions/quoi")
    assert answer.status_code == 404
    assert "Pas de question ici" in answer.text


def test_columns_are_words(tree) -> None:
    assert texts(tree("/archive/questions/journal_des_collectes"), ".answer th") == [
        "collecte", "site", "début", "fin", "état", "requêtes", "nouveaux", "modifiés", "inchangés", "échecs",
        "commentaires nouveaux", "commentaires retirés",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphs", "line"),
    [
        ("Une phrase.\n\nUne autre.", "Une phrase. Une autre."),
        (
            "Les reprises\n\nLe goût de réglisse\n\nOn aime moins",
            "Les reprises · Le goût de réglisse · On aime moins",
        ),
        (" Points forts :\n\nle recul ", "Points forts : le recul"),
        ("", ""),
    ],
)
def test_paragraphs_are_told_in_a_line(paragraphs: str, line: str) -> None:
    assert run_in(paragraphs) == line


# --- pictures and gaps


def test_every_chart_has_its_title_its_table_and_its_data(reader, tree) -> None:
    page = tree("/archive/charts?q=usines")
    figures = page.cssselect("figure")
    assert [figure.get("id") for figure in figures] == [
        "articles", "commentaires", "sources", "ensemble", "delais", "fils", "completude", "mot",
    ]  # fmt: skip
    for figure in figures:
        assert figure.cssselect("svg[role=img] > title"), figure.get("id")
        assert figure.cssselect("table tbody tr"), figure.get("id")
        (data,) = figure.xpath("./p[@class='note']/a/@href")
        assert reader.get(data).status_code == 200
    assert texts(page, "#mot tbody tr")[1] == "2026 1 4 25,0 %"
    assert page.xpath("//figure[@id='mot']/p/a/@href") == ["/archive/questions/terme_par_annee?mots=usines"]


def test_what_is_missing_is_listed(tree) -> None:
    page = tree("/archive/completeness")
    assert texts(page, "#sites ~ div tbody tr") == [
        "127.0.0.1:8801 1 0 0 0 0 0",
        "Le Guidon déchaîné 8 1 25 18 7 1",
    ]
    assert "une page de commentaires n’a pas pu être lue" in texts(page, "#fils ~ ul li")[0]
    assert [row.split(" ", 1)[1] for row in texts(page, "#echecs ~ div tbody tr")] == [
        "découpage la page est vide the page holds no text 14 février 2026",
        "récupération le site n’a pas répondu à temps no answer in 60 s 14 février 2026",
    ]
    assert texts(page, "#ecart ~ ul li") == [
        "https://leguidon.example/essai-citadine-electrique/ Le Guidon déchaîné · le site demande d’abord un consentement"
        " ( the page asks for consent first ) · vue le 14 février 2026"
    ]


def test_missing_comments_are_counted_as_the_views_count_them(reader) -> None:
    from exports.sql import MISSING

    ((ours, theirs),) = [
        tuple(row.values())
        for row in reader.run(
            f"SELECT (SELECT sum({MISSING}) FROM articles a) AS ours,"
            " (SELECT sum(max(0, declared - held)) FROM archive_gaps) AS theirs",
            {},
        )
    ]
    assert ours == theirs == 7


def test_backwards_names_stay_in_their_place(tree) -> None:
    page = tree("/archive/articles/6")
    assert texts(page, ".who bdi")[0] == BACKWARDS.strip("\u202e\u200b").replace("\u202c", "")
