"""``scrapy split`` as a person or a script runs it: lines, order, errors, exit codes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invented import article, comments
from loopback import FAST, ROOT, Answer, WebSite

FIELDS = (
    "path url canonical_url site layout headline description authors date_published date_modified "
    "date_published_raw section keywords in_language blocks sources opinion comment_count comments pings "
    "comment_system comment_pages opt_outs"
).split()
CAPTURE = """La berline Bielle 7 roule en silence

Elle a parcouru trente kilomètres sans que personne ne s’en aperçoive, pas même son conducteur.

Sources : AFP
"""


def split(*words: str, stdin: str = "", settings: tuple[str, ...] = ()) -> tuple[int, list[Any], str]:
    """(exit code, printed JSON lines, what was said) of one run; warnings are errors."""
    given = [word for one in (*FAST, *settings) for word in ("-s", one)]
    command = [sys.executable, "-W", "error", "-m", "scrapy", "split", *words, *given]
    done = subprocess.run(
        command, cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=120, check=False
    )
    lines = [] if "--text" in words or "--unclaimed" in words else done.stdout.splitlines()
    return done.returncode, [json.loads(line) for line in lines], done.stderr or done.stdout


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(article("La Bielle 7", comments=comments(11, 12)), encoding="utf-8")
    return path


def test_one_line_a_page_with_every_field_of_the_contract(page: Path, tmp_path: Path) -> None:
    capture = tmp_path / "capture.txt"
    capture.write_text(CAPTURE, encoding="utf-8")
    code, lines, said = split(str(page), str(capture))
    assert (code, said) == (0, json.dumps(lines[0], ensure_ascii=False) + "\n"
                            + json.dumps(lines[1], ensure_ascii=False) + "\n")  # fmt: skip
    assert [list(line) for line in lines] == [FIELDS, FIELDS]
    assert [line["path"] for line in lines] == [str(page), str(capture)]
    assert (lines[0]["headline"], lines[0]["layout"], lines[0]["url"]) == ("La Bielle 7", "wordpress", None)
    assert [comment["id"] for comment in lines[0]["comments"]] == ["11", "12"]
    assert [source["name"] for source in lines[1]["sources"]] == ["AFP"]


def test_where_a_text_goes_on_is_said_beside_the_json(tmp_path: Path) -> None:
    url = "https://bielle.example/2024/05/bielle-7/"
    link = '<a class="post-page-numbers" href="{}">{}</a></div>'
    first, second = tmp_path / "un.html", tmp_path / "deux.html"
    first.write_text(article("Bielle 7").replace("</div>", link.format(f"{url}2/", 2), 1), encoding="utf-8")
    second.write_text(article("Bielle 7").replace("</div>", link.format(url, 1), 1), encoding="utf-8")
    code, (line,), said = split(str(first), "--url", url)
    assert (code, list(line), line["comment_pages"]) == (0, FIELDS, [])
    assert said == f"scrapy split: {first}: its text goes on at {url}2/\n"
    code, _, said = split(str(second), "--url", f"{url}2/")
    assert (code, said) == (0, f"scrapy split: {second}: a further page of the text of {url}\n")


def test_a_capture_is_read_by_the_rules_of_the_site_whose_address_it_prints(tmp_path: Path) -> None:
    capture = tmp_path / "capture.txt"
    address = "https://www.leblogauto.com/2024/05/bielle.html"
    capture.write_text(f"{address}\n\n{CAPTURE}", encoding="utf-8")
    code, (line,), _ = split(str(capture))
    assert (code, line["url"], line["site"]) == (0, address, "leblogauto")


def test_a_page_that_cannot_be_split_costs_its_own_line_only(page: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"\0" * 400)
    code, lines, said = split(str(empty), "nowhere.html", str(page))
    assert (code, said.count("\n")) == (1, 3)
    assert lines[0] == {"path": str(empty), "url": None, "error": "the page is empty"}
    assert lines[1] == {
        "path": "nowhere.html",
        "url": None,
        "error": "No such file or directory: nowhere.html",
    }
    assert lines[2]["headline"] == "La Bielle 7"


def test_standard_input_and_where_it_was_found() -> None:
    code, lines, _ = split("-", "--url", "https://www.leblogauto.com/x", stdin=CAPTURE)
    assert code == 0
    assert (lines[0]["path"], lines[0]["url"], lines[0]["site"]) == (
        "-",
        "https://www.leblogauto.com/x",
        "leblogauto",
    )


def test_a_manifest_takes_the_place_of_paths(page: Path, tmp_path: Path) -> None:
    rows = [{"path": str(page), "url": "https://a.example/1", "site": "leblogauto"}, {"path": "gone.html"}]
    manifest = "".join(json.dumps(row) + "\n" for row in rows)
    code, lines, _ = split("--manifest", "-", stdin=manifest)
    assert code == 1
    assert (lines[0]["url"], lines[0]["site"]) == ("https://a.example/1", "leblogauto")
    assert lines[1]["error"] == "No such file or directory: gone.html"
    (tmp_path / "pages.jsonl").write_text(manifest, encoding="utf-8")
    assert split("--manifest", str(tmp_path / "pages.jsonl"))[:2] == (code, lines)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "give at least one PATH or URL"),
        (("x.html", "--site", "nobody"), "unknown site 'nobody'; 'scrapy list' shows the known ones"),
        (("x.html", "y.html", "--url", "https://a.example/"), "--url goes with one page"),
        (("--manifest", "nowhere.jsonl"), "cannot read the manifest nowhere.jsonl"),
        (("--manifest", "-", "x.html"), "--manifest takes the place of paths"),
        (("x.html", "--texte"), "unknown option --texte"),
        (("x.html", "--url", "www.a.example/1"), "--url: no web address"),
    ],
)
def test_wrong_usage_is_told_in_a_line(words: tuple[str, ...], told: str) -> None:
    code, lines, said = split(*words)
    assert (code, lines) == (2, [])
    assert told in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b'{"url": "https://a.example/"}', "line 1: expected"),
        (b'{"path": 5}', "line 1: expected"),
        (b'{"path": "x.html", "url": 7}', "line 1: expected"),
        (b'{"path": "\xe9t\xe9.html"}', "is not UTF-8"),
    ],
)
def test_a_wrong_line_of_a_manifest_is_told(row: bytes, told: str, tmp_path: Path) -> None:
    manifest = tmp_path / "pages.jsonl"
    manifest.write_bytes(row + b"\n")
    code, lines, said = split("--manifest", str(manifest))
    assert (code, lines, told in said) == (2, [], True)


def test_a_manifest_may_begin_with_a_byte_order_mark(page: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "pages.jsonl"
    manifest.write_text(json.dumps({"path": str(page)}) + "\n", encoding="utf-8-sig")
    code, lines, _ = split("--manifest", str(manifest))
    assert (code, lines[0]["headline"]) == (0, "La Bielle 7")


def test_ctrl_c_ends_it_at_once_without_a_word(page: Path, web: WebSite) -> None:
    def interrupted(*words: str, begun: Callable[[subprocess.Popen[bytes]], object]) -> tuple[int, bytes]:
        command = [sys.executable, "-m", "scrapy", "split", *words, "-s", "DOWNLOAD_DELAY=0"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            begun(running)
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=60)
        return running.returncode, said

    many = [str(page)] * 2000
    assert interrupted(*many, begun=lambda running: running.stdout.readline()) == (-signal.SIGINT, b"")
    web.routes["/a"] = Answer(article("Tard"), wait=5)
    waiting = interrupted(f"{web.url}a", begun=lambda _: web.wait_for("/a"))
    assert waiting == (-signal.SIGINT, b"")


def test_pages_are_fetched_politely(web: WebSite) -> None:
    web.routes["/robots.txt"] = "User-agent: *\nDisallow: /secret/"
    web.routes["/a"] = article("Première", comments=comments(1))
    web.routes["/b"] = Answer(article("Deuxième").encode("latin-1", "replace"), headers={
        "Content-Type": "text/html; charset=iso-8859-1"})  # fmt: skip
    urls = [web.url + path for path in ("a", "secret/c", "b", "missing")]
    code, lines, _ = split(*urls, "http://127.0.0.1:1/refused")
    assert code == 1
    assert [line.get("headline") for line in lines] == ["Première", None, "Deuxième", None, None]
    assert lines[0]["path"] is None
    assert lines[0]["url"] == urls[0]
    assert lines[1] == {"path": None, "url": urls[1], "error": f"{urls[1]}: robots.txt forbids {urls[1]}"}
    assert lines[3]["error"] == f"{urls[3]}: HTTP 404"
    assert "127.0.0.1:1" in lines[4]["error"]
    assert "/secret/c" not in web.paths()
    assert web.paths()[0] == "/robots.txt"


def test_relative_dates_are_read_against_the_archives_clock(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    old = comments(5).replace(
        '<time datetime="2024-05-13T09:00:00+02:00">13 mai\n        2024</time>', "il y a 3 heures"
    )
    assert "il y a 3 heures" in old
    page.write_text(article("Bielle 8", comments=old), encoding="utf-8")
    dated = split(str(page), settings=("NOW=2026-03-29T12:00:00Z",))[1][0]["comments"][0]
    assert (dated["date_published"], dated["date_published_raw"]) == (
        "2026-03-29T11:00:00+02:00",
        "il y a 3 heures",
    )
    assert split(str(page))[1][0]["comments"][0]["date_published"] is None, "the file does not say when"


def test_the_text_is_for_reading(page: Path, tmp_path: Path) -> None:
    capture = tmp_path / "capture.txt"
    capture.write_text(CAPTURE, encoding="utf-8")
    code, _, printed = split(str(capture), "--text")
    assert code == 0
    assert printed.startswith("La berline Bielle 7 roule en silence\n")
    assert "▸ Sources : AFP" in printed
    assert "\x1b" not in printed, "colours are for terminals"
    assert (
        "2 commentaires\n\nLecteur 11  2024-05-13 09:00\nJe secret-11 commente.\n"
        in split(str(page), "--text")[2]
    )
