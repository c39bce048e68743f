"""What names say of an element, and what they do not."""

from __future__ import annotations

import pytest
from lxml import html

from crawler.splitter.regions import region_of


def rule(markup: str) -> str | None:
    region = region_of(html.fragment_fromstring(markup))
    return None if region is None else region.rule


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<div class="sharedaddy sd-sharing">x</div>', "share-bar"),
        ('<div class="shareBox">x</div>', "share-bar"),
        ('<div class="social_icons">x</div>', "share-bar"),
        ('<section class="jp-relatedposts">x</section>', "related-box"),
        ('<div class="relatedContent-new">x</div>', "related-box"),
        ('<div class="article__lire-aussi">x</div>', "related-box"),
        ('<div id="newsletter-signup">x</div>', "newsletter-box"),
        ('<div class="paywall-teaser">x</div>', "paywall-box"),
        ('<div class="cookie-banner">x</div>', "cookie-notice"),
        ('<div class="modal fade">x</div>', "overlay"),
        ('<p class="fil-ariane">x</p>', "breadcrumb"),
        ('<ul class="td-tags post-tags">x</ul>', "tag-list"),
        ('<div class="entry-meta">x</div>', "entry-meta"),
        ('<div class="author-bio">x</div>', "author-box"),
        ('<div class="post-navigation">x</div>', "pager"),
        ('<div class="site-header">x</div>', "menu"),
        ('<div id="ez-toc-container">x</div>', "contents-list"),
        ('<div class="primary-sidebar">x</div>', "sidebar"),
        ('<div id="secondary">x</div>', "sidebar"),
        ('<div class="ad-container">x</div>', "advertisement"),
        ('<div class="publicite">x</div>', "advertisement"),
        ('<div class="kk-star-ratings">x</div>', "rating"),
        ('<span class="screen-reader-text">x</span>', "screen-reader"),
        ('<a class="btn btn-primary">x</a>', "tool"),
        ('<div class="vjs-control-bar">x</div>', "player"),
        ('<div class="videoBox">x</div>', "player"),
        ('<div class="pollbox">x</div>', "poll"),
        ('<div id="comments">x</div>', "comment-area"),
        ('<div class="post-comments">x</div>', "comment-area"),
        ('<div class="comments__list">x</div>', "comment-area"),
        ('<section id="leserkommentare">x</section>', "comment-area"),
        ('<div id="respond">x</div>', "comment-area"),
        ('<p class="wp-caption-text">x</p>', "caption-class"),
        ('<div class="spip_doc_titre">x</div>', "caption-class"),
        ('<span class="photo-credit">x</span>', "caption-class"),
        ('<p class="chapo">x</p>', "lead-class"),
        ('<h2 class="sub-title">x</h2>', "lead-class"),
        ('<ul class="entradilla">x</ul>', "lead-class"),
        ('<h2 class="sottotitolo">x</h2>', "lead-class"),
        ('<p class="teaser">x</p>', "teaser-class"),
        ('<div class="notes">x</div>', "footnotes"),
        ("<nav>x</nav>", "element-nav"),
        ("<aside>x</aside>", "element-aside"),
        ('<aside class="related-posts">x</aside>', "related-box"),
        ('<aside class="widget widget_recent">x</aside>', "sidebar"),
        ("<figcaption>x</figcaption>", "element-figcaption"),
        ('<div role="navigation">x</div>', "role-navigation"),
        ("<article>x</article>", "other-article"),
        ('<div class="post-7 hentry tag-newsletter">x</div>', "other-article"),
    ],
)
def test_a_name_is_known_as_a_whole_part(markup: str, expected: str) -> None:
    assert rule(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="entry-content">x</div>',
        '<div class="comments-open has-comments">x</div>',
        '<div class="kommentar">x</div>',
        '<div class="article__body clearfix">x</div>',
        '<div class="shareholders">x</div>',
        '<div class="paywall">x</div>',
        '<div class="elementor-widget elementor-widget-text-editor">x</div>',
        '<div class="has-text-align-center">x</div>',
        '<p class="lettrine">x</p>',
        '<div class="wp-block-media-text__content">x</div>',
        '<h2 id="the-best-newsletter-tools-of-the-year">x</h2>',
        '<div id="why-you-should-share-this">x</div>',
        '<h2 class="title txt-secondary">x</h2>',
        '<div class="hidden md:block">x</div>',
        '<div class="tools"><h3>Outils</h3><ul><li>La <a href="/c">clé de 13</a></li></ul></div>',
        '<ul class="outils"><li>Clé de 13</li><li>Chandelle</li></ul>',
        '<section id="tools"><h2>Tools</h2><p>x</p></section>',
        "<address>x</address>",
        "<p>x</p>",
    ],
)
def test_other_names_say_nothing(markup: str) -> None:
    assert rule(markup) is None
