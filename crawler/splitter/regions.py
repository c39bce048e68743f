"""What an element's tag, role and names say of all the text inside it: page furniture, a caption, a lead.

Names are the class and id values that themes, plugins and page builders use in French, English and German;
each family is a rule and carries its name. A name is compared as a whole part (between spaces, "-", "_" and
the humps of camelCase), so that "share" is a share bar and "shareholders" is not. Names may lie: what holds
the running text is nothing else, whatever its theme calls it (see ``container``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.items import Part
from crawler.splitter.words.alternatives import by_first_letter

# HTML Living Standard: what these elements hold is about the page, or for its use, not the text itself.
_ASIDE_TAGS = frozenset(("nav", "aside", "footer", "form", "button", "dialog", "menu"))
# AMP components (amp.dev/documentation/components): advertisements, consent, menus, what loads by itself.
_AMP_TAGS = frozenset(
    """amp-ad amp-embed amp-sticky-ad amp-auto-ads amp-consent amp-user-notification amp-sidebar amp-lightbox
    amp-social-share amp-addthis amp-list amp-next-page amp-subscriptions-dialog""".split()
)
# WAI-ARIA landmark and widget roles that say the same of any element.
_ASIDE_ROLES = frozenset(
    ("navigation", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist", "contentinfo")
)
_INLINE = frozenset(("span", "time", "abbr", "small", "em"))
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# WordPress core, get_post_class(): terms are names too ("tag-newsletter": an article about newsletters);
# and block supports: "has-medium-font-size" says how a paragraph looks, not that it is a button for it.
# "speakable" marks text for voices (schema.org SpeakableSpecification), whatever else its name says.
_TERMS = ("category-", "tag-", "cat-", "topic-", "rubrique-", "has-", "speakable-")
_ENTRY = re.compile(r"(?<!\S)(?:hentry|h-entry|post-\d+|type-post)(?!\S)")

# (rule, names): a family's names, each a whole part of a class or an id.
_FURNITURE = (
    (
        "share-bar",
        r"""share|shares|shared?-?(?:bar|box|buttons?|links?|icons?|tools?|this)|sharing|sharedaddy|partag(?:e|es|er)|
        teilen|addtoany|a2a|addthis|shariff|sociable|social|socials|reseaux-?sociaux|social-?(?:bar|icons|links|media)|
        tumblelog-\w+|original-post|ssba|heateor|sfsi|simplesocialbuttons|like-?(?:box|button)|fb-like|follow|suivez-?nous|follow-?us|sociaux""",
    ),
    (
        "related-box",
        r"""relateds?|related-?(?:posts?|content|articles?|stories|links|items?|box)|jp-relatedposts|yarpp|crp|
        recommend(?:ed|ations?)?|recommand(?:ed|ations?|es?)|lire-?(?:aussi|ensuite|plus)|a-?lire(?:-aussi)?|
        voir-?aussi|see-?also|read-?(?:more|also|next|on)|more-?(?:stories|articles|posts|news|links|from)|
        also-?(?:read|like)|teasers|most-?(?:read|popular|viewed|commented)|plus-?lus?|popular|popular-?posts|
        trending|similar(?:es|-posts)?|linked-?(?:articles?|content)|articles?-?lies?|en-?lien|sur-le-meme-(?:sujet|theme)|
        meme-?(?:sujet|theme|rubrique)|next-?(?:article|post|story)|prev-?next|previous-?next|up-?next|inread|
        mehr-?zum-?thema|zum-?thema|weiterlesen|auch-interessant|further-reading|maillage|latest-?(?:posts|news|articles)|
        derniers-?articles|recent-?(?:posts|articles)|outbrain|taboola|ligatus|plista|
        wp-block-(?:latest-posts|query|embed-related)""",
    ),
    (
        "newsletter-box",
        r"""newsletters?|nl-?(?:box|form|signup|subscribe|block|push|promo)|(?:push|bloc|block|encart|box|promo|inscription)-?nl|subscri(?:be|ption|ptions)|abonnements?|abonn(?:ez|e)-?vous|
        mailchimp|mc4wp|mc-?embed|optin|opt-in|sign-?up|inscription|jetpack-?subscription""",
    ),
    (
        "paywall-box",
        r"""paywall|pay-?wall|regwall|piano|abo|abo-?(?:light|box|teaser|banner|wall)|premium-?(?:box|teaser|wall|banner)|
        subscriber-?(?:box|only|wall)|reserve-?abonnes|leaky|donations?|donate|dons?|appel-?(?:aux?-?)?dons?|soutenir|soutiens?|
        spenden?-?(?:box|aufruf|banner)?|faire-un-don|support-?us""",
    ),
    (
        "cookie-notice",
        r"""cookies?|cookie-?(?:bar|banner|notice|law|consent)|consent|gdpr|rgpd|cmp-?(?:box|banner|notice|wrapper|container|overlay|root)|didomi|onetrust|tarteaucitron|
        axeptio|sp-message""",
    ),
    (
        "overlay",
        r"""modal|popup|pop-?up|pop-?in|popin|overlay|tooltip|tooltips|dropdown|drop-?down|flyout|off-?canvas|
        lightbox-?(?:controls|nav|caption-controls)""",
    ),
    ("breadcrumb", r"bread-?crumbs?|fil-?d-?ariane|filariane|ariane|rank-math-breadcrumb|crumbs"),
    (
        "tag-list",
        r"""tag-?lists?|tags?-?links?|(?:post|article|entry|item|story)-?(?:tags?|terms|labels|topics|keywords|categories|category)|
        tags|tagcloud|cat-?links|category-?links|keywords|mots-?cles?|topics?-?(?:list|links)|schlagwo(?:e|ö)rter|
        the-post-tags|rubriques|thematiques?|thematics""",
    ),
    (
        "entry-meta",
        r"""(?:entry|post|article|story|item|news|content|blog|single)-?(?:meta|metas|metadata|infos?|utility|details|date|byline|
        header-meta|footer|foot|bottom|actions?)|meta-?(?:bar|data|info|infos|line|items?|wrap|wrapper|above|below)|metas|postmetadata|
        metadata|byline|bylines|dateline|posted-?(?:on|by)|post-?info|publi(?:shed|cation|sh)-?(?:date|infos?)|itemfooter|
        timestamp|date-?header|infos?-?pub(?:li\w*)?|pub-?infos?|(?:date-?)?pub-?date|
        pubdate-\w+|date-?pub""",
    ),
    (
        "author-box",
        r"""author-?(?:box|bio|info|infos|block|card|description|profile|area|details|about|avatar|section|wrap|wrapper)|
        about-?(?:the-?)?author|(?:post|entry|content)-?author|autorenbox|autor-?(?:box|info|profil)|biograph(?:y|ie)|bio|
        (?:a-)?propos-?auteur|auteur-?(?:bio|box|info|bloc)|guest-?author|molongui|saboxplugin|gravatar|avatar""",
    ),
    (
        "pager",
        r"""pagination|paginate|pager|page-?(?:links?|numbers|nav|navi)|(?:post|posts|nav|entry|article|story)-?(?:navigation|nav|links)|
        navigation|nav-?(?:links?|previous|next|below|above)|wp-?pagenavi|next-?page|prev-?page|post-?pagination""",
    ),
    (
        "menu",
        r"""menus?|navbar|nav|topbar|top-?bar|toolbar|tool-?bar|toolbox|masthead|site-?(?:header|footer|nav|navigation|branding|info)|
        skip-?(?:links?|to-content)|colophon|page-?footer|footer-?(?:widgets?|area|menu|links)""",
    ),
    (
        "contents-list",
        r"toc|ez-toc|lwptoc|table-?of-?contents|table-?des-?matieres|sommaire|inhaltsverzeichnis",
    ),
    ("sidebar", r"side-?bar|widget-?area|right-?(?:rail|col|column)|left-?(?:rail|col|column)|rail"),
    (
        "advertisement",
        r"""adverts?|advertis(?:ing|ement|ements|er)|ads?|ad-?(?:box|slot|container|unit|wrapper|wrap|banner|label|block|zone|inner|
        placeholder|space|area|code|spot(?:-title)?)|adsense|aawp|aalb|content-egg|egg-container|adsbygoogle|dfp|gpt|pub(?!-(?:le|par|on)\b)|pubs|publicites?|promo|promos|promotion|promoted|
        sponsor(?:ed|ise|ing|s)?|anzeigen?|werbung|ban(?:ner|niere)-?(?:ads?|pub|top|bottom)|affili(?:ate|ation)|
        bons?-?plans?|marketplace|marktplatz|spoods|leasing-?deals?|partner-?(?:content|links?|box)|partenaires?""",
    ),
    (
        "rating",
        r"(?:post|recipe|user|review|reader)-?ratings?|rating-?(?:stars?|details|average|count|value|votes|widget)|"
        r"kk-?star-?ratings|star-?ratings?|votes?|voting|gdrts|yasr|rmp|was-this-helpful",
    ),
    (
        "screen-reader",
        r"screen-?reader(?:-text)?|sr-only|visually-?hidden|element-invisible|a11y-hidden|offscreen|off-screen",
    ),
    (
        "tool",
        r"""print(?:friendly|-?(?:button|link|only|recipe|btn|page))?|noprint|no-?print|bookmarks?|favou?rites?|favoris|
        save-?(?:article|button|for-later|story)|(?:font|text)-?resiz(?:e|er)|
        (?:font|text)-?size-?(?:plus|minus|up|down|increase|decrease|changer|controls?|switch\w*|tools?)|listen|ecouter|audio-?player|
        speech|readspeaker|jump-to-(?:recipe|video|comments)|back-?to-?top|retour-?haut|correction|report-?(?:error|typo)|signaler|
        view-?count|post-?views|(?:reading|read)-?time|temps-?(?:de-?)?lecture|lesezeit|rt-reading-time|
        wp-block-buttons?|buttons?|btns?\d?|cta|call-?to-?action|downloads?|download-?(?:box|link|list|area)|telechargements?|expand|read-less|load-?more""",
    ),
    (
        "player",
        r"""(?:video|audio|media)-?(?:player|controls?|playlist|js|embed|push|box)|(?:title|titre)-?video|jw-?player|jw|vjs|mejs|plyr|playlist|
        slick-(?:dots|arrow|prev|next|list-nav)|swiper-(?:pagination|button-\w+|notification)|carousel-(?:control|indicators|nav)|
        flex-?(?:control-nav|direction-nav)|bx-?controls|slide[rs]?-?(?:count|counter|nav|number|controls)|thumbs|thumbnails?-nav|
        gallery-?(?:nav|controls|count|counter|button|link|teaser)|slideshow-?(?:push|link|teaser)|fancybox-\w+|nav-stats|diaporama-?(?:nav|lien|link)""",
    ),
    ("poll", r"polls?|poll-?(?:box|form|widget)|sondages?|umfragen?"),
    (
        "comment-link",
        r"""(?:comments?|responses?|replies)-?(?:links?|count|counter|number|total|bubble|policy|rules)|comment-?respond|(?:nombre|nb)-?(?:de-?)?comm(?:entaires?)?|
        num-?comments?|disqus-comment-count|kommentar-?(?:link|anzahl)""",
    ),
)  # fmt: skip
_CAPTION = (
    "caption-class",
    r"""captions?|wp-caption-text|wp-element-caption|gallery-caption|tr-caption|legendes?|légendes?|bildunterschrift|
    bildtext|bildquelle|bildnachweis|
    (?:img|image|images|photo|picture|media|figure|bild|foto|thumb|thumbnail|featured-?image|video|cover|illustration|hero-?image)-?
    (?:captions?|credits?|descriptions?|source|title|titre|legend|legendes?|copyright|info|enlarge|author)|
    copyright|copyrights|credits?|credit-?photo|spip-doc-(?:titre|descriptif|legende|credits)""",
)
# What French, English, German, Spanish and Italian themes call the lead (chapô, standfirst, dek).
_LEAD = (
    "lead-class",
    r"""chap[oô]|chapeau|lead|leads|lede|intro|introduction|summary|abstract|standfirst|excerpt|preview|dek|vorspann|accroche|hat-summary|
    entradilla|subt[ií]tulos?|bajada|sommario|sottotitolo|catenaccio|untertitel|unterzeile|anleser|anrei(?:ss|ß)er|amorce|strapline|
    (?:article|post|entry|story|news)-?(?:intro|lead|lede|summary|subtitle|sub-?title|desc|description|excerpt|hat|chapo|standfirst|dek)|
    sub-?titles?|sub-?headings?|subhead|subheadline|sub-?headline|sous-?titre|deck|teaser-?text""",
)
# A teaser is the lead above the running text, and another article's announcement below it.
_TEASER = ("teaser-class", r"teaser")
# Notes and postscripts are the article's text, though they stand outside the element of the running text.
_NOTES = (
    "footnotes",
    r"foot-?notes?|notes|fu(?:ss|ß)noten|(?:notes-?(?:de-?)?)?bas-?de-?page|postscript|post-scriptum|article-ps",
)
# The area of readers' comments with its heading and form: whole tokens only, and only what names a place,
# because themes put "comments-open" and the like on the element around the article.
_COMMENT_AREA = re.compile(
    r"""(?:(?:post|article|entry|blog|story|page|node|user|reader|view|js|fb|all|the)[-_]*)*
    (?:comments?|commentaires?|(?:leser)?kommentare?)
    (?:[-_]*(?:area|list|section|wrap|wrapper|container|block|box|form|respond|thread|template|zone|bereich|holder|
    content|panel|module|embed|root|inner|outer|s))*
    |respond|disqus[-_]thread|wpdiscuz|wpdcom|wp-block-comments|reaction-list|forum-repondre""",
    re.X,
)
_MAY_BE_COMMENTS = re.compile("omment|respond|disqus|wpd|reaction|forum")
_ONE_COMMENT = frozenset(("comment", "commentaire", "kommentar"))  # an article's kind as well: a commentary


_TOOL_TOKENS = frozenset(("tools", "outils"))
# Words that say something only as a whole token, for as parts of names they are used for anything.
_TOKENS = {
    "rating": "rating", "ratings": "rating", "stars": "rating", "ps": "footnotes", "hide": "screen-reader",
    "hidden": "screen-reader",
    "right": "sidebar", "droite": "sidebar", "widget": "sidebar",
    "footer": "page-footer", "pied": "page-footer", "pied-de-page": "page-footer",
}  # fmt: skip
# Google's structured data for paywalled content (schema.org isAccessibleForFree, cssSelector ".paywall"):
# the class of that very name marks the text itself, in as many boxes as it is cut into.
_PAYWALLED = "paywall"
_RESPONSIVE = re.compile(
    r"(?<!\S)(?:sm|md|lg|xl):|(?<!\S)(?:d|visible|show)-(?:\w+-)?(?:block|flex|inline)|show-for"
)


@dataclass(frozen=True, slots=True)
class Region:
    """What an element says of all text inside it: a part and the rule that says so."""

    part: Part
    rule: str


_OTHER_ARTICLE = Region("furniture", "other-article")


def _families(*families: tuple[str, str]) -> str:
    return "|".join(f"(?P<{name.replace('-', '_')}>{names})" for name, names in families)


def _whole_parts(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])", re.X)


_CAPTION_NAMES = _whole_parts(_families(_CAPTION))
_LEAD_NAMES = _whole_parts(_families(_LEAD, _TEASER))
_FURNITURE_NAMES = _whole_parts(_families(*_FURNITURE))
_ALL = (_CAPTION, _LEAD, _TEASER, *_FURNITURE, _NOTES)
_ANY_NAME = _whole_parts(by_first_letter("|".join("".join(names.split()) for _, names in _ALL)))
_GLUED_CAPTION = re.compile(r"[a-z0-9]captions?(?:txt|text)?(?![^\W_])")  # "strycaptiontxt"
_SEPARATORS = re.compile(r"[-_]+")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_ID = 4  # parts; a longer id is a slug of the text, which says nothing of its place


_TOOLS = Region("furniture", "tool")


def region_of(element: HtmlElement) -> Region | None:
    """What an element's tag, role, class and id say of the text inside it; None where they say nothing.

    ``other-article`` is said of every article's element: it is for the caller to know its own.
    """
    get = dict(element.items()).get
    region = _named(element.tag, get("class"), get("id"), get("role"))
    return None if region is _TOOLS and not _is_toolbar(element) else region


def _is_toolbar(element: HtmlElement) -> bool:
    """Whether what is called "tools" is for the page: elsewhere it is what a reader needs for the work."""
    links = any(True for _ in element.iter("a", "button"))
    return links and not any(True for _ in element.iter("p", *_HEADINGS))


@lru_cache(maxsize=4096)
def _named(tag: str, class_: str | None, id_: str | None, role: str | None) -> Region | None:
    class_, id_ = class_ or "", id_ or ""
    if tag in ("figcaption", "caption"):
        return Region("caption", f"element-{tag}")
    if role in _ASIDE_ROLES:
        return Region("furniture", f"role-{role}")
    if tag in _AMP_TAGS:
        return Region("furniture", "amp-component")
    if tag == "aside" and "widget" in class_.split():  # WordPress core, register_sidebar()
        return Region("furniture", "sidebar")
    if id_ and (tag in _HEADINGS or len(_SEPARATORS.split(id_)) > _LONGEST_ID):
        id_ = ""  # an anchor made of the heading's words
    region = _by_names(class_, id_) if class_ or id_ else None
    if tag in _INLINE and class_.lower() == "pub":
        return None  # of the publication: no advertisement is a word in a line
    if tag in _ASIDE_TAGS and (region is None or region.part != "furniture"):
        return Region("furniture", f"element-{tag}")
    return _OTHER_ARTICLE if region is None and tag == "article" else region


def _by_names(class_: str, id_: str) -> Region | None:
    both = f"{class_} {id_}"
    small = both.lower()
    tokens = small.split()
    if _MAY_BE_COMMENTS.search(small) and any(
        _COMMENT_AREA.fullmatch(token) and token not in _ONE_COMMENT for token in tokens if len(token) < 64
    ):
        return Region("furniture", "comment-area")
    if ("entry" in class_ or "post" in class_) and _ENTRY.search(class_):
        return _OTHER_ARTICLE  # an article, whatever terms it is filed under
    if id_ == "secondary":  # WordPress' default themes: the sidebar
        return Region("furniture", "sidebar")
    for token in tokens:
        if token in _TOKENS and not _RESPONSIVE.search(class_):
            rule = _TOKENS[token]
            return Region("body" if rule == "footnotes" else "furniture", rule)
    if _PAYWALLED in tokens:
        return None
    names = " ".join([name for name in both.split() if not name.startswith(_TERMS)])
    if not names.islower():
        names = _HUMP.sub("-", names).lower()
    if "_" in names or "--" in names:
        names = _SEPARATORS.sub("-", names)
    return _by_parts(names) or (_TOOLS if not _TOOL_TOKENS.isdisjoint(class_.split()) else None)


def _by_parts(names: str) -> Region | None:
    if "caption" in names and _GLUED_CAPTION.search(names):
        return Region("caption", "caption-class")
    known = _ANY_NAME.search(names)
    if known is None:
        return None
    first = known.start()
    if _CAPTION_NAMES.search(names, first):
        return Region("caption", "caption-class")
    lead = _LEAD_NAMES.search(names, first)
    if lead and lead.lastgroup != "teaser_class":
        return Region("lead", "lead-class")
    furniture = _FURNITURE_NAMES.search(names, first)
    if furniture and furniture.lastgroup:  # "newsletter-teaser" too
        return Region("furniture", furniture.lastgroup.replace("_", "-"))
    return Region("lead", "teaser-class") if lead else Region("body", "footnotes")
