"""Saved pages that say where and when they were saved, and folders as browsers leave them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from invented import article

from crawler.importing.saved import found_files, saved_visit

WRITTEN = 1_770_700_000  # 2026-02-10T05:06:40Z


def saved(tmp_path: Path, head: str) -> tuple[str, str, str]:
    """(address, site, moment) of a page with this before its first tag."""
    path = tmp_path / "page.html"
    path.write_text(article("Un").replace("<!DOCTYPE html>", f"<!DOCTYPE html>\n{head}\n"), encoding="utf-8")
    os.utime(path, (WRITTEN, WRITTEN))
    visit = saved_visit(path, 1_000_000)
    assert visit.page is not None
    assert visit.page.url == visit.url
    return visit.url, visit.site, visit.page.fetched_at


@pytest.mark.parametrize(
    ("head", "url", "at"),
    [
        (
            "<!--\n Page saved with SingleFile \n url: https://guidon.example/un/?utm_source=x \n"
            " saved date: Tue Feb 10 2026 09:30:00 GMT+0100 (heure normale d’Europe centrale)\n-->",
            "https://guidon.example/un/",
            "2026-02-10T08:30:00Z",
        ),
        ("<!-- saved from url=(0026)https://guidon.example/un/ -->", "https://guidon.example/un/", None),
        (
            "<!-- Mirrored from guidon.example/un/ by HTTrack Website Copier/3.x [XR&CO'2014],"
            " Wed, 11 Feb 2026 10:00:00 GMT -->",
            "http://guidon.example/un/",
            "2026-02-11T10:00:00Z",
        ),
        ("<!-- Page saved with SingleFile url: javascript:x saved date: hier\n -->", None, None),
        ("", None, None),
    ],
)
def test_a_page_may_say_where_it_is_from(tmp_path: Path, head: str, url: str | None, at: str | None) -> None:
    found, site, moment = saved(tmp_path, head)
    assert found == (url or (tmp_path / "page.html").as_uri())
    assert site == ("guidon.example" if url else "files")
    assert moment == (at or "2026-02-10T05:06:40Z")


def test_what_lies_beside_a_page_is_no_page(tmp_path: Path) -> None:
    for name in (
        "Essai.html", "Essai_files/cadre.html", "Essai_fichiers/cadre.html", "2019/un.htm", "2019/deux.txt",
        "2019/image.jpg", "blog.warc.gz", "seul_files/page.html", ".caché/x.html",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("x", encoding="utf-8")
    found = [str(path.relative_to(tmp_path)) for path in found_files([tmp_path])]
    assert found == ["2019/deux.txt", "2019/un.htm", "Essai.html", "blog.warc.gz", "seul_files/page.html"]
    named = [tmp_path / "2019" / "image.jpg", tmp_path / "2019", tmp_path / "2019"]
    assert [path.name for path in found_files(named)] == ["image.jpg", "deux.txt", "un.htm"]
    with pytest.raises(FileNotFoundError, match=r"no such file: .*absent"):
        found_files([tmp_path / "absent"])
