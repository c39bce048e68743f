"""Le Blog Auto, in its three ages. Nothing was checked live: each line says what it rests on."""

from __future__ import annotations

from crawler.sites import Site
from crawler.splitter.layout import Layout

_ADS = ".ads, .ad-box, .social-share, .tag-links, .wp-block-buttons"  # public scraper code, 2026

SITE = Site(
    name="leblogauto",
    title="Le Blog Auto",
    url="https://www.leblogauto.com/",
    feeds=("/feed/",),  # public code, 2026-08: answers with the slash, redirects without
    own_names=("Leblogauto.com", "Leblogauto", "Le Blog Auto"),  # "L’avis de Leblogauto.com": page text, 2019
    layouts=(
        # 2024/25 on: WordPress with SmartMag. Class names: theme source and public scraper code, 2026.
        Layout("smartmag", ".the-post-header", body=".post-content", lead=".sub-title", furniture=_ADS),
        # ~2022-2024: an own CMS. Only its image addresses were seen (2023-24); the rest is declared data.
        Layout("leblogauto-2022", "img[src*='medias.leblogauto.com']"),
        # To ~2021: classic WordPress, from its upload paths (public code, 2016-2020); body: core's class.
        Layout("leblogauto-classic", "img[src*='/wp-content/uploads/']", body=".entry-content, .post-entry"),
    ),
)
