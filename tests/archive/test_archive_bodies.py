"""Raw pages: exact, once, and small."""

from __future__ import annotations

import gzip
import random

import pytest

from crawler.archive import BodyMissing, CaptureMissing
from crawler.items import Failure

WORDS = "route moteur frein volant pneu bitume virage pluie vitesse carburant essai confort".split()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 5000,
        bytes(range(256)) * 8,
        b"<html>" + "caf\xe9".encode("latin-1") + b"\xff\xfe</html>",
        random.Random(1).randbytes(100_000),
        b"<p>trente megaoctets</p>\r\n" * 1_250_000,
    ],
    ids=["empty", "nul", "all bytes", "wrong charset", "random", "30 MB"],
)
def test_bytes_come_back_exactly(bench, make, body: bytes) -> None:
    for day in (1, 2):  # the second time through the dictionary that the first one started
        different = body + b"." * (day - 1)
        capture = bench.visit(None, day, body=different).capture_id
        assert bench.archive.raw_page(capture) == make.page(day, body=different)


def test_headers_keep_order_spelling_and_repeats(bench, make) -> None:
    headers = (("SET-cookie", "a=1"), ("Server", "caf\xe9"), ("set-Cookie", "b=2"))
    capture = bench.visit(None, headers=headers).capture_id
    assert bench.archive.raw_page(capture).headers == headers


def test_the_same_bytes_are_kept_once(bench) -> None:
    for day in (1, 2, 3):
        bench.visit(None, day, url=f"https://blog.example/{day}", body=b"<html>le meme</html>" * 200)
    assert bench.one("SELECT count(*) FROM captures") == 3
    assert bench.one("SELECT count(*) FROM raw_bodies") == 1


def test_pages_of_one_template_take_less_than_half_of_gzip(bench) -> None:
    pages = [_page("a", number) for number in range(40)]
    for number, body in enumerate(pages):
        bench.visit(None, url=f"https://blog.example/{number}", body=body)
    summary = bench.archive.summary()
    assert summary.raw_bytes == sum(map(len, pages))
    assert summary.raw_size < 0.5 * sum(len(gzip.compress(body, 6)) for body in pages)


def test_a_redesign_starts_a_new_dictionary_and_old_pages_stay_readable(bench) -> None:
    bodies = [_page("a", number) for number in range(10)] + [_page("b", number) for number in range(10)]
    captures = [
        bench.visit(None, url=f"https://blog.example/{number}", body=body).capture_id
        for number, body in enumerate(bodies)
    ]
    assert bench.one("SELECT count(*) FROM dictionaries") == 2
    assert [bench.archive.raw_page(capture).body for capture in captures] == bodies


def test_sites_and_roles_have_their_own_dictionaries(bench, make) -> None:
    bench.visit(None, body=_page("a", 1))
    wall = Failure("read", "Captcha", "a captcha stands here", quarantined=True)
    for site, letter in (("blog", "f"), ("autre", "o")):
        page = make.page(url=f"https://{site}.example/page", body=_page(letter, 1))
        bench.archive.record_failure(bench.run, site, page.url, wall, page=page)
    assert bench.rows("SELECT site_id, role FROM dictionaries") == [
        (1, "article"),
        (1, "other"),
        (2, "other"),
    ]


def test_what_is_not_held_is_told(bench) -> None:
    with pytest.raises(CaptureMissing):
        bench.archive.raw_page(99)
    with pytest.raises(BodyMissing):
        bench.archive._bodies.load("0" * 64)


def test_bytes_changed_on_disk_are_not_passed_off_as_the_page(bench) -> None:
    capture = bench.visit(None, body=b"court").capture_id
    other = bench.visit(None, url="https://blog.example/2", body=b"autre").capture_id
    bench.archive.db.conn.execute(
        "UPDATE raw_bodies SET content = (SELECT content FROM raw_bodies"
        " WHERE digest = (SELECT digest FROM captures WHERE id = ?))"
        " WHERE digest = (SELECT digest FROM captures WHERE id = ?)",
        (other, capture),
    )
    bench.archive.db.conn.commit()
    with pytest.raises(ValueError, match="not what was stored"):
        bench.archive.raw_page(capture)


def _page(template: str, number: int) -> bytes:
    """An invented page: 20 kB of a template's own markup, 6 kB of text of its own."""
    frame, text = random.Random(template), random.Random(f"{template} {number}")
    chrome = "".join(
        f'<li class="menu-{frame.randrange(10**9):x}"><a href="/{frame.choice(WORDS)}/">' for _ in range(450)
    )
    words = " ".join(text.choice(WORDS) for _ in range(1000))
    return f"<html>{chrome}<article>{words}</article></html>".encode()
