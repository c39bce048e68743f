"""Responses out of other people's files: which are listed, and what a page is made of."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from foreign import HTML, Foreign

from crawler.importing.warcs import Entry, Unreadable, listed, load, unpacked

URL = "https://guidon.example/un/"
LARGEST = 1_000_000


@pytest.mark.parametrize(("name", "compressed"), [("x.warc.gz", True), ("x.warc", False)])
def test_a_page_is_what_was_captured(tmp_path: Path, name: str, compressed: bool) -> None:
    file = Foreign(tmp_path / name, gzip=compressed)
    file.add("https://guidon.example/zero/", "Zéro")
    file.add(URL, "L’été\x00", "2019-07-01T12:00:00Z", headers=(("Server", "nginx"), ("Set-Cookie", "a=1")))
    _, entry = listed(file.close()).entries
    page = load(entry, LARGEST)
    assert (page.url, page.requested_url, page.fetched_at, page.status) == (
        URL,
        URL,
        "2019-07-01T12:00:00Z",
        200,
    )
    assert page.headers == (("Content-Type", HTML), ("Server", "nginx"), ("Set-Cookie", "a=1"))
    assert page.body == "L’été\x00".encode()


def test_codings_are_taken_off(tmp_path: Path) -> None:
    file = Foreign(tmp_path / "x.warc.gz")
    text = b"<p>Une phrase.</p>" * 50
    file.add(URL, gzip.compress(text), headers=(("Content-Encoding", "gzip"),))
    chunked = b"5\r\n" + text[:5] + b"\r\n%x\r\n" % len(text[5:]) + text[5:] + b"\r\n0\r\n\r\n"
    file.add(URL, chunked, headers=(("Transfer-Encoding", "chunked"),))
    file.add(URL, b"?", headers=(("Content-Encoding", "zstd"),))
    first, second, third = listed(file.close()).entries
    assert load(first, LARGEST).body == load(second, LARGEST).body == text
    with pytest.raises(Unreadable, match="coded as zstd"):
        load(third, LARGEST)
    with pytest.raises(Unreadable, match="larger than 100 bytes"):
        load(first, 100)


def test_only_whole_html_answers_are_listed(tmp_path: Path) -> None:
    file = Foreign(tmp_path / "x.warc.gz", version="1.1")
    file.add(URL, "a", "2026-02-10T05:00:00.123456Z")
    file.add(URL, "a", status="404 Not Found")
    file.add(URL, "a", status="301 Moved Permanently")
    file.add(URL, "{}", content_type="application/json")
    file.add("ftp://guidon.example/", "a")
    file.add(URL, "a", warc={"WARC-Truncated": "length"})
    file.add(URL, "", kind="revisit")
    file.add(URL, "GET", kind="request")
    file.add(URL, "a", "hier")
    found = listed(file.close())
    assert [(entry.url, entry.at) for entry in found.entries] == [(URL, "2026-02-10T05:00:00Z")]
    assert found.passed == {"other statuses": 2, "not HTML": 2, "truncated": 1, "revisits": 1}
    assert found.problem is None


def test_a_torn_file_gives_what_stands_before(tmp_path: Path) -> None:
    file = Foreign(tmp_path / "x.warc.gz")
    for number in range(3):
        file.add(f"{URL}{number}", f"{number}" * 5000)
    path = file.close()
    path.write_bytes(path.read_bytes()[:-40])
    found = listed(path)
    assert [entry.url for entry in found.entries] == [f"{URL}0", f"{URL}1"]
    assert "cannot be read beyond byte" in (found.problem or "")
    assert "are missing" in (found.problem or "")
    nothing = tmp_path / "prose.warc"
    nothing.write_text("Il était une fois une Twingo.", encoding="utf-8")
    assert "cannot be read beyond byte 0" in (listed(nothing).problem or "")


def test_a_wacz_is_a_zip_of_them(tmp_path: Path) -> None:
    warc = Foreign(tmp_path / "x.warc.gz")
    warc.add(URL, "dedans")
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(warc.close(), "archive/data.warc.gz")
        archive.write(warc.path, "../../evil.warc.gz")
        archive.writestr("datapackage.json", "{}")
    with unpacked(path) as files:
        (entry,) = [entry for file in files for entry in listed(file).entries]
        assert load(entry, LARGEST).body == b"dedans"
    assert not entry.file.exists()
    assert not (tmp_path.parent / "evil.warc.gz").exists()


@pytest.mark.parametrize("content", [b"rien", None])
def test_a_wacz_that_is_none_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.wacz"
    if content is None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "vide")
    else:
        path.write_bytes(content)
    with pytest.raises(Unreadable, match=r"x\.wacz"), unpacked(path):
        raise AssertionError("it was unpacked")


def test_what_moved_under_the_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="guidon"):
        load(Entry(URL, "2026-02-10T05:00:00Z", tmp_path / "absent.warc", 0), LARGEST)
