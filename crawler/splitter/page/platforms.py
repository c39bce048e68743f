"""The layouts of the platforms that blogs run on, and the choice of one by its mark on the page."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.splitter.layout import Layout
from crawler.splitter.page.finder import Finder

# Class names are the platforms' own: WordPress core and its block editor, ThemeSphere's SmartMag, SPIP's
# squelettes-dist, Drupal core, Blogger's widgets, Canalblog's and Dotclear's default themes.
PLATFORMS: tuple[Layout, ...] = (
    Layout(
        name="spip",
        mark='meta[name=generator][content^="SPIP"], .crayon[class*="article-texte"]',
        headline='[class*="article-titre"]',
        body='[class*="article-texte"]',
        lead='[class*="article-chapo"]',
        date="abbr.published[title]",
    ),
    Layout(
        name="drupal",
        mark='meta[name=Generator][content^="Drupal"], meta[name=generator][content^="Drupal"]',
        body=".field--name-body, .field-name-body",
        author=".submitted .username, .field--name-uid, .node__submitted .username, .submitted",
        date=".field--name-created time, .node__meta time, .submitted, .submitted *[content]",
        keywords=".field--name-field-tags a, .field-name-field-tags a, .field-name-taxonomy-vocabulary-1 a, "
        ".terms a",
    ),
    Layout(
        name="blogger",
        mark='meta[name=generator][content="blogger"], .post-body.entry-content[id^="post-body-"]',
        headline="h1.post-title, h3.post-title, h2.post-title",
        body=".post-body.entry-content, .post-body",
        author=".post-author .fn",
        date="abbr.published[title], .published[title], .timestamp-link abbr[title], .date-header, "
        ".post-timestamp",
        keywords=".post-labels a",
    ),
    Layout(
        name="canalblog",
        mark='.item_div, link[href*="canalblog"], script[src*="canalblog"]',
        body=".item_div",
        furniture=".itemfooter",
    ),
    Layout(
        name="dotclear",
        mark='meta[name=generator][content*="Dotclear"], body[class~="dc-post"]',
        headline=".post-title",
        body=".post-content",
        lead=".post-excerpt, .post-chapo",
        author=".post-author",
        date=".post-info time[datetime], .post-info",
        section='.post-info a[href*="/category/"], .post__category a',
        keywords=".post-tags a",
    ),
    Layout(
        name="smartmag",
        mark=".the-post-header, .post-content.entry-content.content-spacious",
        headline=".post-title.is-title, h1.post-title",
        body="article .post-content.entry-content, .post-content.entry-content",
        lead=".the-post-header .sub-title",
        furniture=".review-box, .a-wrap",
        author=".post-author a[rel~=author]",
        date="time.post-date[datetime]",
        section=".meta-above .cat-labels a, .cat-labels a",
        keywords=".the-post-tags a",
    ),
    Layout(
        name="wordpress-block",
        mark=".wp-block-post-content",
        headline="h1.wp-block-post-title",
        body=".wp-block-post-content",
        author=".wp-block-post-author-name, .wp-block-post-author__name",
        date=".wp-block-post-date time[datetime]",
        section=".taxonomy-category a, .is-taxonomy-category a",
        keywords=".taxonomy-post_tag a",
    ),
    Layout(
        name="wordpress",
        mark='body[class*="postid-"], link[rel="https://api.w.org/"], link[href*="/wp-content/"], '
        'link[href*="/wp-includes/"], .hentry .entry-content, meta[name=generator][content^="WordPress"]',
        headline="h1.entry-title, h1.post-title",
        body=".entry-content, .td-post-content, .post-content, .single-content",
        author=".author.vcard .fn, .byline .author a, .byline a[rel~=author]",
        date="time.entry-date.published[datetime], time.entry-date[datetime], .posted-on time[datetime]",
        section="a[rel~=category], .cat-links a",
        keywords=".tags-links a, .post-tags a",
    ),
)


def choose_layout(finder: Finder, own: Sequence[Layout] = ()) -> Layout | None:
    """The first layout, a site's own before the platforms', whose mark is on the page; None for none."""
    for layout in (*own, *PLATFORMS):
        if finder.find(layout.mark):
            return layout
    return None
