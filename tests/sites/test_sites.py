"""Sites: which address belongs to which, and how long a site file is."""

from __future__ import annotations

from pathlib import Path

import pytest

import crawler.sites
from crawler.sites import Site, all_sites, site_for_url, site_name
from crawler.sites.blog import blog_at


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.leblogauto.com/2019/09/x.html", "leblogauto"),
        ("http://leblogauto.com/?p=1", "leblogauto"),
        ("https://forum.leblogauto.com/", None),
        ("https://www.leblogauto.com.example/", None),
        ("https://www.leblogauto.com:8443/", None),
        ("file:///tmp/x.html", None),
        (None, None),
    ],
)
def test_site_for_url(url: str | None, name: str | None) -> None:
    site = site_for_url(url)
    assert (site.name if site else None) == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://Blog.Example/a/b?c", "blog.example"),
        ("http://127.0.0.1:8801/", "127.0.0.1:8801"),
        ("https://blog.example:443/", "blog.example"),
        ("http://blog.example:443/", "blog.example:443"),
        ("http://[::1]:8801/", "[::1]:8801"),
        ("http://blog.example:port/", None),
        ("blog.example", None),
        ("ftp://blog.example/", None),
        ("http:///x", None),
        ("http://[::1/", None),
    ],
)
def test_site_name(url: str, name: str | None) -> None:
    assert site_name(url) == name


def test_a_generic_site_is_named_by_its_host() -> None:
    site = blog_at("http://127.0.0.1:8801/2024/05/essai/")
    assert (site.name, site.url) == ("127.0.0.1:8801", "http://127.0.0.1:8801/")
    assert blog_at("https://leblogauto.com/x").name == "leblogauto"
    with pytest.raises(ValueError, match="not a web address: demain"):
        blog_at("demain")


def test_holds_minds_the_port_and_forgives_www() -> None:
    site = Site(name="x", url="http://www.blog.example:8080/")
    assert site.holds("https://blog.example:8080/a")
    assert not site.holds("http://blog.example/a")
    assert not Site(name="nowhere").holds("http://blog.example/")


def test_every_site_file_is_short_and_names_itself() -> None:
    folder = Path(crawler.sites.__path__[0])
    for name, site in all_sites().items():
        assert site.name == name
        assert site.url.startswith("http")
        assert len((folder / f"{name}.py").read_text(encoding="utf-8").splitlines()) <= 25
