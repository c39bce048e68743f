"""Lines that the words alone give away: picture credits, furniture around an article, comment counters.

Each rule is closed (a list, no guess), anchored (it reads the whole line or its label) and named. What needs
the page around it (a repeated title, a list of links) is decided where the page is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from crawler.items import Part
from crawler.splitter.words.alternatives import by_first_letter
from crawler.splitter.words.phrases import PARTICLES, has_finite_verb, is_agency, is_domain, is_name
from crawler.splitter.words.text import clean, fold

_LONGEST = 400
_SHORT = 140
_COLON = r"\s*[:：]\s*"

# -- credits ---------------------------------------------------------------------------------------------

_CREDIT = re.compile(
    r"(?:(?:cr[ée]dits?|copyrights?)(?:\s+(?:photos?|images?|vid[ée]os?|illustrations?|visuels?|"
    r"photographiques?|une))?"
    r"|sources?\s+(?:des\s+|de\s+l[’'])?(?:photos?|images?|vid[ée]os?|illustrations?|visuels?)"
    r"|photo\s+credits?|image\s+credits?|picture\s+credits?|bildquellen?|quelle\s+bild|bildnachweise?|fotocredits?"
    rf"|bildrechte|fotograf(?:ie|in)?|photographe?){_COLON}(?P<value>.*)",
    re.I,
)
_CREDIT_BARE = re.compile(
    r"(?:cr[ée]dits?\s+(?:photos?|images?|illustrations?)|photo\s+credits?|photos?\s+(?:by|de|par|via)|"
    r"images?\s+(?:by|via|courtesy\s+of)|photos?\s+courtesy\s+of)\s+(?P<value>\S.*)",
    re.I,
)
_NETWORK = r"(?:facebook|twitter|x|instagram|whatsapp|linkedin|youtube|tiktok|bluesky|threads|mastodon)(?!\w)"
_PICTURE = re.compile(
    r"(?:photos?|photographies?|clich[ée]s?|images?|illustrations?|visuels?|vid[ée]os?|pictures?|fotos?|"
    r"bild(?:er)?|infographies?|dessins?)(?:\s+(?:d[’']illustration|d[’']ouverture|d[’']archives?|"
    rf"principale|[àa]\s+la\s+une|de\s+(?:la\s+)?une|de\s+couverture|officielles?))?{_COLON}(?P<value>.*)",
    re.I,
)
_COVER = re.compile(rf"(?:image|photo|illustration)\s+(?:de|[àa])\s+(?:la\s+)?une{_COLON}\S.*", re.I)
_SIGN = re.compile(r"(?:©|\(c\)\s|copyright\b)\s*(?P<value>.{1,120})", re.I)
_SIGN_AT_END = re.compile(r".{3,160}?\s[©]\s?\S.{0,60}")
_ALL_RIGHTS = re.compile(r"tous\s+droits\s+r[ée]serv[ée]s|all\s+rights\s+reserved|alle\s+rechte", re.I)
_INNER_CREDIT = re.compile(r"\b(?:cr[ée]dits?(?:\s+photos?)?|©)\s*:?\s*\S", re.I)
_PICTURE_BARE = re.compile(r"(?:photos?|foto|bild|image)s?\s+(?P<value>\S.*)", re.I)
_STOCK = frozenset(
    map(
        fold,
        "Getty Images|iStock|iStockphoto|Shutterstock|Adobe Stock|Unsplash|Pixabay|Depositphotos|Pexels|"
        "DR|D.R.|Photo DR|Photos DR|Wikimedia Commons|Fotolia|Flickr|Newspress|Presse-inform".split("|"),
    )
)
_LONGEST_STOCK = 24
_CREDITED = re.compile(
    by_first_letter(
        r"cr[ée]dit|copyright|sources?\s|quelle\s|photo|clich|image|illustration|visuel|vid[ée]o|picture|foto|bild|"
        r"infograph|dessin|\(c\)"
    )
)
_SLASH_NAME = re.compile(r"(?P<agency>[\w. -]{2,24}?)\s*/\s*(?P<name>[^/]{2,60}(?:/[^/]{2,40})?)")
_ORNAMENTS = "-–—*•·~_=|→►▶\ufe0e\ufe0f←◄◀»«>< "  # drawn around labels: "-- Anzeige --", "• Publicité •"
_RATE = re.compile(r"\d\s?%|[€$]|\d\s*(?:mois|ans|euros)\b", re.I)

# -- furniture: (name, pattern of the whole line) -----------------------------------------------------------

_FURNITURE: tuple[tuple[str, str], ...] = (
    (
        "related",
        r"(?:[àa]\s+)?(?:lire|voir|d[ée]couvrir|relire|revoir|[ée]couter)\s+"
        r"(?:aussi|[ée]galement|ensuite|absolument|encore)(?:\s*[:»>–].*|\s+-\s.*)?"
        r"|(?:[àa]\s+)?lire\s+(?:aussi|[ée]galement)\s+(?!bien\b|que\b|dans\b|comme\b|loin\b).*[^.]"
        r"|(?:[àa]\s+lire|[àa]\s+voir|[àa]\s+d[ée]couvrir|[àa]\s+relire)(?:\s*:.*)?"
        r"|(?:[àa]\s+lire\s+)?sur\s+le\s+m[êe]me\s+(?:sujet|th[èe]me)(?:\s*:.*)?"
        r"|ne\s+(?:manquez|ratez)\s+pas(?:\s*[:!].*)?"
        r"|dans\s+la\s+m[êe]me\s+(?:th[ée]matique|rubrique|cat[ée]gorie)(?:\s*:.*)?"
        r"|(?:plus|davantage)\s+d[’'](?:infos?|informations?|articles?)(?:\s+(?:sur|dans)\s+.{1,60})?\s*:?"
        r"|(?:(?:nos|les)\s+)?(?:derniers|autres)\s+articles(?:\s+(?:publi[ée]s|sur\s+.{1,60}|du\s+blog))?\s*:?"
        r"|(?:les\s+)?articles?\s+(?:similaires?|li[ée]s?|relatifs?|associ[ée]s?|connexes?|r[ée]cents?|"
        r"les\s+plus\s+lus)\s*:?"
        r"|les\s+plus\s+(?:lus|comment[ée]s|partag[ée]s|populaires)\s*:?"
        r"|(?:cela|ceci|ces\s+articles)\s+(?:peut|peuvent|pourraient|pourrait)\s+(?:aussi\s+)?vous\s+"
        r"int[ée]resser\s*[:.]?|vous\s+aimerez\s+(?:peut-[êe]tre\s+)?(?:aussi|[ée]galement)\s*:?"
        r"|vous\s+pourriez\s+(?:aussi\s+)?aimer\s*:?|[àa]\s+ne\s+pas\s+manquer\s*[:!]?"
        r"|[çc]a\s+(?:peut|pourrait|devrait)\s+(?:aussi\s+)?(?:te|vous)\s+(?:plaire|int[ée]resser)\s*:?"
        r"|(?:aller\s+plus\s+loin|pour\s+aller\s+plus\s+loin)\s*:?"
        r"|see\s+also\s*:.*|read\s+(?:also|next|more)(?:\s*:.*)?|related(?:\s+(?:posts?|articles?|stories))?\s*(?::.*)?"
        r"|you\s+(?:may|might)\s+(?:also\s+)?like\s*:?|more\s+(?:on|from)\s+.{1,60}:"
        r"|(?:lesen|sehen)\s+sie\s+(?:auch|hier|dazu|mehr)(?:\s*:.*)?|mehr\s+dazu(?:\s*:.*)?|siehe\s+auch(?:\s*:.*)?|auch\s+interessant(?:\s*:.*)?|mehr\s+zum\s+thema(?:\s+[^\s.!?]+){0,2}(?:\s*:.*)?"
        r"|weitere\s+(?:infos?|informationen|artikel|themen|links)(?:\s+zum\s+thema)?\s*:?"
        r"|das\s+könnte\s+(?:sie|dich)\s+auch\s+interessieren\s*:?|ähnliche\s+(?:artikel|beiträge)\s*:?",
    ),
    (
        "read-on",
        r"lire\s+la\s+suite(?:\s*[…»>→.]+)?|(?:lire|voir)\s+(?:plus|moins)|en\s+savoir\s+plus(?:\s+sur\s+.{1,60})?"
        r"|lire\s+l[’']article(?:\s+complet)?|continuer\s+la\s+lecture.{0,120}|continue\s+reading.{0,120}"
        r"|weiterlesen.{0,80}|voir\s+tous\s+les\s+articles(?:\s+.{1,60})?",
    ),
    (
        "share",
        r"(?:partage[rz]?|partages|share|teilen)(?:\s*[:!])?"
        r"|(?:partage[rz]|share)\s+(?:(?:cet|l[’']|this)\s*article|sur|this|on|via|la\s+page)(?:\s.{0,60})?[:!]?"
        r"|(?:(?:share|partager|teilen|facebook|twitter|x|linkedin|pinterest|whatsapp|messenger|telegram|e-?mail|mail|print|"
        r"imprimer|tweeter|tweet|flipboard|reddit|tumblr|copier\s+le\s+lien|envoyer(?:\s+par\s+(?:e-?)?mail|\s+[àa]\s+un\s+ami)?"
        r"|commenter|r[ée]agir|kommentare|drucken|merken|sauvegarder|enregistrer|google\s*\+|instagram|bluesky|mastodon|threads|youtube)\s*(?:[|,/·•-]\s*)?){2,}"
        r"|(?:facebook|twitter|linkedin|pinterest|whatsapp|tweeter|tweet|imprimer|e-?mail|"
        r"copier\s+le\s+lien|envoyer\s+(?:par\s+(?:e-?)?mail|[àa]\s+un\s+ami))"
        r"|cet\s+article\s+vous\s+a\s+(?:plu|int[ée]ress[ée])\s*\?.{0,100}|(?:diesen\s+)?(?:artikel|beitrag)\s+(?:teilen|drucken|merken|versenden)"
        r"|(?:auf|bei|per|via)\s+(?:facebook|twitter|x|whatsapp|linkedin|e-?mail|xing)\s+teilen|drucken"
        r"|j[’']aime\s+[çc]a\s*:?|j[’']aime\s+chargement.{0,10}"
        r"|[\d.,]+\s?k?\s+(?:partages?|shares?|likes?|notes?|retweets?|j[’']aime)"
        r"|gef[äa]llt\s+mir\s*:|wird\s+geladen\s*(?:…|\.{3})|like\s+this\s*:|loading\s*(?:…|\.{3})|chargement\s*(?:…|\.{3})"
        r"|version\s+(?:imprimable|pour\s+(?:impression|imprimer|l[’']impression)|pdf)"
        r"|print(?:able|er[- ]friendly)\s+version"
        r"|imprime[rz]?\s+(?:la|cette|l[’']|cet)\s*(?:recette|page|article|fiche)|print\s+(?:this\s+)?(?:recipe|page|article)",
    ),
    (
        "follow",
        r"(?:suivez|rejoignez|retrouvez)[- ]nous\s+(?:sur|via)\s+.{1,100}"
        r"|(?:suivez|retrouvez)\s+(?:toute\s+)?l[’']actualit[ée]\s.{1,120}|follow\s+us(?:\s+on\s+.{1,60})?"
        r"|suivez\s+.{2,60}\s+sur\s+(?:google|facebook|twitter|x|instagram|whatsapp|linkedin|youtube|tiktok)\b.{0,40}"
        rf"|(?:follow|folgen\s+sie|folgt\s+(?=uns\b))\s*(?!(?:an?|this|these|those|his|its|their|your)\s).{{2,60}}\s(?:on|auf)\s+{_NETWORK}"
        rf"(?:(?:(?:\s*[,&/|]|\s(?:and|or|und|oder))+\s*{_NETWORK})+(?:[.!]\s.{{4,100}})?)?(?:\s(?:for|um|für)\s[^.!?]{{2,100}})?[.!]?"
        r"|(?:ajoute[rz]|choisi(?:ssez|r))\s+.{2,60}\s+(?:[àa]|dans|sur|comme)\s+.{0,40}\bgoogle\b.{0,40}"
        r"|(?:t[ée]l[ée]charge[rz]\s+.{0,40}\bappli(?:cation)?\b|l[’']appli(?:cation)?\s.{1,60}\bdisponible\b).{0,60}"
        r"\b(?:app\s?store|google\s?play|play\s?store)\b.{0,60}",
    ),
    (
        "advertisement",
        r"publicit[ée]s?|pub|annonce|contenu\s+(?:de\s+marque|partenaire|propos[ée]\s+par\s+.{2,40})|inread(?:\s\w+)?|"
        r"(?:(?:la\s+)?suite(?:\s+de\s+l[’']article)?|(?:l[’'])?article\s+continue)\s+(?:ci-dessous|apr[èe]s\s+(?:la|cette|l[’'])\s*"
        r"(?:publicit[ée]|vid[ée]o|pub|annonce))|advertisement|advertising|anzeige|werbung|la\s+suite\s+(?:apr[èe]s|sous)\s+"
        r"(?:la|cette)\s+(?:publicit[ée]|vid[ée]o)|contenus?\s+sponsoris[ée]s?|sponsoris[ée]|lien\s+sponsoris[ée]|"
        r"article\s+sponsoris[ée]|vous\s+cherchez\s+un\s+v[ée]hicule\s+d[’']occasion\s*\?|annonces?\s+google"
        r"|(?:l[’']article\s+continue|la\s+suite\s+de\s+(?:votre|notre|cet|l[’'])\s*\w+)\s+(?:apr[èe]s|sous|ci-dessous)\b.{0,40}"
        r"|(?:advertisement\s*[·|-]\s*)?(?:article|story)\s+continues\s+(?:below|after)\b.{0,40}"
        r"|(?:advertisement\s*[·|-]\s*)?continue\s+reading\s+below|(?:advertisement\s*[·|-]\s*)?scroll\s+to\s+continue\b.{0,40}|skip\s+advertisement"
        r"|weiter\s+nach\s+der\s+(?:anzeige|werbung)|nach\s+der\s+(?:anzeige|werbung)\s+weiterlesen",
    ),
    (
        "reading-time",
        r"(?:(?:temps|dur[ée]e)\s+de\s+)?lecture(?:\s+estim[ée]e?)?\s*[:~≈]?\s*(?:environ\s+|moins\s+d[e’'e]\s*)?(?:\d+|une?)\s*"
        r"(?:min(?:utes?)?|mn|secondes?)\.?(?:\s+\d+\s*s)?"
        r"|(?:environ\s+)?\d+\s*(?:min(?:utes?)?|mn)\s+(?:de\s+lecture|read|lesezeit)|lese(?:zeit|dauer)\s*:?\s*(?:ca\.?\s*)?\d+\s*min\w*"
        r"|\d+\s+min(?:ute)?s?\s+read|temps\s+de\s+lecture\s*:?|\d+\s+(?:vues?|lectures|views)",
    ),
    (
        "newsletter",
        r"(?:(?:notre|nos|la|les)\s+)?newsletters?|(?:inscrivez|abonnez)-vous\s+[^»”]{0,160}|s[’']abonner(?:\s+.{1,80})?|je\s+m[’'](?:abonne|inscris)"
        r"|recevez\s+(?:nos|notre)\s+[^.!?]{4,80}|(?:sign\s+up|register)\s+(?:for|to)\s+(?:our|the|my)\s+.{2,60}"
        r"|sign\s+up\s+(?:for|to)\s+(?!an?\s)(?:(?!and\b)[^,.!?]){2,60}\b(?:e-?mails?|newsletters?|alerts?|briefings?)\b.{0,100}"
        r"|(?:jetzt\s+)?(?:unseren\s+)?newsletter\s+(?:abonnieren|bestellen)|click\s+here\s+to\s+subscribe.{0,40}"
        r"|recevez\s+.{0,80}newsletter.{0,80}|newsletters?(?:\s+[^\s.,:;!?]+){1,3}"
        r"|je\s+m[’']inscris\s+.{0,40}\bnewsletters?\b.{0,20}"
        r"|(?:recevez|retrouvez)\s+.{4,160}\b(?:dans|sur)\s+votre\s+(?:bo[îi]te|messagerie|mail|e-mail)\b.{0,60}"
        r"|(?:get|receive|sign\s+up)\s+.{4,160}\b(?:to|in)\s+your\s+inbox\b.{0,60}"
        r"|(?:mit\s+unserem|unser)\s+newsletter\b.{4,160}"
        r"|recevez\s+(?:chaque|tous\s+les|toutes\s+les|gratuitement)\s+[^.!?]{4,110}[.!]?"
        r"|subscribe(?:\s+(?:to|now)\b.{0,80})?|s[’']inscrire(?:\s+.{1,60})?",
    ),
    (
        "comment-form",
        r"(?:laisser|laissez|[ée]crire|[ée]crivez|d[ée]poser|d[ée]posez|poster|postez|publier|ajouter|"
        r"ajoutez)\s+(?:un|votre|mon)\s+(?:commentaire|avis|r[ée]ponse)s?(?:\s+sur\s+.{1,120})?\s*[!.…]?"
        r"|(?:laisser|laissez)\s+une\s+r[ée]ponse.{0,120}|(?:commentez|r[ée]agissez|r[ée]agir)"
        r"(?:\s+(?:[àa]\s+)?(?:cet|l[’']|ce)\s*(?:article|billet|sujet))?\s*[!.…]?|commenter"
        r"|votre\s+(?:adresse\s+(?:e-?mail|de\s+messagerie|courriel|de\s+courriel)|e-?mail)\s+ne\s+sera\s+"
        r"(?:pas|jamais)\s+.{0,120}"
        r"|(?:tous\s+)?les\s+champs\s+(?:(?:obligatoires|requis)\s+)?sont\s+(?:obligatoires|indiqu[ée]s|marqu[ée]s).{0,40}"
        r"|annuler\s+la\s+r[ée]ponse|r[ée]pondre(?:\s+(?:↓|[àa]\s+[\w.@-]+(?:\s[\w.@-]+)?))?|"
        r"r[ée]agissez\s+[àa]\s+(?:cet\s+|l[’'])article,?\s*(?:connectez|identifiez|inscrivez)-vous.{0,40}|"
        r"(?:vous\s+devez\s+(?:[êe]tre\s+connect[ée]|vous\s+connecter|vous\s+identifier)|"
        r"connectez-vous|identifiez-vous|se\s+connecter)\s*(?:pour\s+.{0,80})?\.?"
        r"|enregistrer\s+mon\s+nom,?.{0,160}|pr[ée]venez-moi\s+.{0,100}"
        r"|(?:les\s+)?commentaires\s+(?:sont\s+)?(?:ferm[ée]s|clos|d[ée]sactiv[ée]s)(?:\s+pour\s+.{2,40})?\.?"
        r"|soyez\s+(?:le|la)\s+premi[eè]re?\s+[àa]\s+(?:commenter|r[ée]agir|laisser).{0,40}|(?:voir|view|show)\s+(?:les\s+)?comment(?:aire)?s"
        r"|join\s+the\s+(?:conversation|discussion|debate)|be\s+the\s+first\s+to\s+comment.{0,20}"
        r"|commentaires\s+r[ée]cents\s*:?|(?:nom|e-?mail|site\s+web|commentaire)\s*\*"
        r"|signaler(?:\s+(?:un\s+abus|ce\s+commentaire|un\s+contenu))?"
        r"|leave\s+a\s+(?:reply|comment).{0,60}|your\s+email\s+address\s+will\s+not\s+be\s+published.{0,80}"
        r"|required\s+fields\s+are\s+marked.{0,10}|post\s+a\s+comment|cancel\s+reply|reply|comments?\s+are\s+closed\.?"
        r"|(?:schreibe|hinterlasse)\s+(?:einen\s+)?(?:kommentar|eine\s+antwort).{0,60}|antworten|kommentar\s+(?:schreiben|verfassen|abgeben)"
        r"|d[ée]p[ôo]t\s+de\s+commentaire.{0,40}|donnez\s+votre\s+avis\s*[!.…]?",
    ),
    (
        "pager",
        r"(?:«|<|←)?\s*(?:page|article|billet)\s+(?:pr[ée]c[ée]dente?|suivante?)\s*(?:»|>|→)?(?:\s*:.*)?"
        r"|(?:«|<|←)\s*(?:pr[ée]c[ée]dent|pr[ée]c|previous).{0,120}|(?:suivant|next)\s*(?:»|>|→)"
        r"|pages?\s*:?(?:\s*\d+)+|previous\s+(?:post|article)(?:\s*:.*)?|next\s+(?:post|article)(?:\s*:.*)?"
        r"|commentaires\s+(?:plus\s+(?:anciens|r[ée]cents)|pr[ée]c[ée]dents|suivants)|(?:older|newer)\s+comments"
        r"|(?:retour\s+en\s+haut|haut\s+de\s+page|retour(?:\s+(?:[àa]\s+l[’']accueil|[àa]\s+la\s+liste|au\s+sommaire))?|zur[üu]ck|back"
        r"|zur\s+startseite|nach\s+oben|zum\s+seitenanfang)",
    ),
    ("breadcrumb", r"(?:accueil|home|vous\s+[êe]tes\s+ici|startseite)\s*[>»/›:|→].*"),
    (
        "tags",
        r"(?:tags?|mots[- ]cl[ée]s?|[ée]tiquettes?|cat[ée]gories?|rubriques?|th[èe]mes?|libell[ée]s|"
        r"class[ée]\s+(?:dans|sous)|publi[ée]\s+dans|schlagwörter|tagged(?:\s+(?:with|in))?|"
        r"(?:th[èe]mes?|sujets?|th[ée]matiques?|mots[- ]cl[ée]s)\s+(?:associ|li)[ée]e?s|"
        r"schlagworte?|stichw[öo]rte?r?|tagged\s+as|posted\s+in|filed\s+under)\s*[:：]\s*.{1,300}"
        r"|(?:tags|mots[- ]cl[ée]s|[ée]tiquettes|th[ée]matiques|schlagw[öo]rter|keywords)\s*:?"
        r"|(?:class[ée]\s+dans|publi[ée]\s+dans|tagged|posted\s+in|filed\s+under)\s+\S.{0,160}\|.{1,60}",
    ),
    (
        "date-line",
        r"(?:(?:article\s+)?(?:publi[ée]|post[ée]|paru|mis\s+(?:[àa]\s+jour|en\s+ligne)|maj|modifi[ée]|actualis[ée]|"
        r"r[ée]dig[ée]|cr[ée]{1,2})e?\s*(?:le|:)?|derni[èe]re\s+(?:mise\s+[àa]\s+jour|modification)\s*:?|"
        r"published(?:\s+on)?:?|updated(?:\s+on)?:?|posted\s+on)\s*:?\s*(?:le\s+)?"
        r"(?:\w+\.?,?\s+){0,2}\d[^.!?]{0,60}(?:\b(?:par|by)\s+[^.!?]{2,60})?",
    ),
    (
        "paywall",
        r"il\s+vous\s+reste\s+\d[\d.,]*\s?%\s+de\s+(?:cet\s+|l[’'])article.*"
        r"|(?:la\s+suite(?:\s+de\s+(?:cet\s+|l[’'])article)?|(?:cet|l[’'])\s*article|ce\s+contenu|article|contenu)"
        r"\s+(?:(?:est|sont)\s+)?r[ée]serv[ée]e?s?\s+(?:aux|[àa]\s+nos)\s+(?:abonn[ée]s|lecteurs).*"
        r"|(?:vous\s+[êe]tes\s+)?d[ée]j[àa]\s+abonn[ée]e?\b.{0,80}|(?:vous\s+(?:avez|poss[ée]dez)\s+)?d[ée]j[àa]\s+un\s+compte\b.{0,80}"
        r"|(?:pour\s+(?:lire|poursuivre|d[ée]couvrir)\s+(?:la\s+suite|l[’']int[ée]gralit[ée]|cet\s+article)).{0,120}"
        r"|(?:je\s+m[’']abonne|abonnez-vous)\b[^»”]{0,120}|diesen\s+artikel\s+weiterlesen.{0,80}"
        r"|cet\s+article\s+(?:vous\s+)?est\s+offert\b.*|offrez\s+(?:cet|l[’'])\s*article.{0,40}|"
        r"profitez\s+d[e’'].{2,60}\b(?:offerts?|gratuit|essai|sans\s+engagement|abonn\w+).{0,40}|abonn[ée]e?s?|premium|r[ée]serv[ée]e?s?\s+aux\s+abonn[ée]s|offrir\s+(?:cet|l[’'])\s*article|article\s+offert"
        r"|(?:already\s+a\s+subscriber|to\s+continue\s+reading|subscribers?\s+only)\b.{0,120}"
        r"|(?:weiterlesen|lesen\s+sie\s+(?:mehr|weiter))\s+mit\s+[^.!?]{2,40}"
        r"|(?:choose|select)\s+your\s+(?:plan|subscription)|choisi(?:r|ssez)\s+(?:mon|votre)\s+(?:offre|formule|abonnement)",
    ),
    (
        "affiliate-note",
        r"(?:cet\s+article|cette\s+page|ce\s+(?:billet|site))\s+(?:contient|comporte|peut\s+contenir)\s+(?:des|un)\s+liens?\s+"
        r"(?:d[’']affiliation|affili[ée]s?|sponsoris[ée]s?).*"
        r"|this\s+(?:post|article|site|page|blog)\b.{0,80}\baffiliate\b.*|disclosure(?:\s+policy)?\s*[:.]?",
    ),
    (
        "filed-under",  # what WordPress' default themes print below a post
        r"cet(?:\s+article|te\s+entr[ée]e)\s+a\s+[ée]t[ée]\s+publi[ée]e?\s+le\s+.{4,60}\s+et\s+est\s+class[ée]e?\s+dans\s+.+"
        r"|cet(?:te\s+entr[ée]e\s+a\s+[ée]t[ée]\s+publi[ée]e|\s+article,\s+publi[ée])\s+dans\s+.+\bpermalien\b.*"
        r"|this\s+entry\s+was\s+posted\s+(?:on\s+.{4,60}\s+and\s+is\s+filed\s+under\s+.+|in\s+.+\bpermalink\b.*)",
    ),
    (
        "old-article",
        r"cet\s+article\s+(?:date\s+de|a\s+[ée]t[ée]\s+publi[ée]\s+il\s+y\s+a)\s+plus\s+(?:de|d[’']).{1,40}",
    ),
    (
        "cookie-notice",
        r"(?:ce\s+site|notre\s+site|nous)\s+(?:utilise|utilisons|d[ée]pose)\s+(?:des|les)\s+cookies.*"
        r"|en\s+poursuivant\s+(?:votre|la)\s+navigation.*|(?:accepter|refuser|g[ée]rer|param[ée]trer)\s+"
        r"(?:tous\s+)?(?:les\s+|mes\s+)?cookies|we\s+use\s+cookies.*|(?:tout\s+)?(?:accepter|refuser)(?:\s+et\s+fermer)?"
        r"|ce\s+contenu\s+(?:est\s+bloqu[ée]|n[’']est\s+pas\s+(?:visible|disponible)|a\s+[ée]t[ée]\s+bloqu[ée]).*"
        r"|(?:pour\s+(?:afficher|voir|visualiser)\s+ce\s+contenu|en\s+cliquant\s+sur).{0,160}\bcookies\b.*"
        r"|(?:empfohlener\s+(?:redaktioneller|externer)|externer)\s+inhalt|an\s+dieser\s+stelle\s+finden\s+sie\s+inhalte.*"
        r"|um\s+(?:(?:die\s+)?eingebettete[n]?\s+inhalte|(?:diese[ns]?|den)\s+(?:inhalt|embed))\s+(?:anzuzeigen|anzusehen|zu\s+(?:sehen|laden))\b.*\b(?:cookies?|einwilligung|zustimmung|zustimmen|akzeptieren|aktivieren|klicken)\b.*",
    ),
    (
        "gallery",
        r"(?:lancer|voir|ouvrir)\s+(?:le\s+diaporama|la\s+galerie(?:\s+.{1,40})?|plus\s+de\s+photos|"
        r"toutes\s+les\s+photos|les\s+\d+\s+photos)|\+\s?\d{1,3}|\d{1,3}\s+(?:photos|images|bilder|fotos|pictures)"
        r"|toutes\s+les\s+(?:photos|images)|(?:galerie|diaporama)(?:\s+(?:photos?|de\s+photos))?(?:\s*:.*)?|galer[ií]a\s+de\s+(?:fotos|im[áa]genes)\s*:?|(?:zur\s+)?bildergalerie(?:\s*:.*)?"
        r"|(?:(?:photo|image)\s+)?gallery\s*:.*|(?:photo|image)\s+gallery|(?:view|see)\s+(?:gallery|all\s+photos)|image\s+\d+\s+of\s*/?\s*\d+",
    ),
    (
        "rating",  # of readers: "★★★★☆", "4,7 sur 5 (31 avis)", "4.67 from 12 votes"
        r"[★☆✩✭⭐\ufe0f\s]+|(?:note\s*(?:moyenne)?\s*:?\s*)?[0-5](?:[.,]\d+)?\s*(?:(?:/|sur|out\s+of|von)\s*5)?\s*"
        r"(?:de|sur|from|von|[-–·(])\s*\d+\s*(?:votes?|avis|notes?|[ée]valuations?|ratings?|reviews?|stimmen|bewertungen)\)?",
    ),
    (
        "correction",
        r"(?:vous\s+avez\s+)?(?:trouv[ée]|rep[ée]r[ée]|vu)\s+une\s+(?:erreur|faute|coquille)\s*(?:[?!.]|dans\s+(?:cet|l[’'])\s*article).{0,60}"
        r"|(?:signale[rz]|rapporte[rz])\s+une\s+(?:erreur|faute|coquille).{0,60}"
        r"|(?:spotted|seen|found|notice)\s+(?:a|an)\s+(?:mistake|error|typo).{0,80}|report\s+(?:a|an)\s+(?:error|typo|mistake)"
        r"|fehler\s+(?:gefunden|melden|entdeckt).{0,60}",
    ),
    (
        "player",
        r"\d{1,2}:\d\d(?::\d\d)?(?:\s*/\s*\d{1,2}:\d\d(?::\d\d)?)?"
        r"|[ée]coute[rz]\s+(?:l[’']|cet\s+)article.{0,20}|listen(?:\s+to\s+(?:this|the)\s+(?:article|story))?|(?:artikel\s+)?anh[öo]ren|(?:lancer|lire|voir|regarder)\s+la\s+vid[ée]o|watch\s+(?:the\s+|this\s+)?video"
        r"|(?:audio|voix|lecture|version\s+audio)\s+g[ée]n[ée]r[ée]e?\s+(?:par|avec|[àa]\s+l[’']aide)\s+.{2,60}"
        r"|votre\s+navigateur\s+ne\s+(?:supporte|prend|permet|peut)\s+.{4,100}|your\s+browser\s+does\s+not\s+support\s+.{4,80}"
        r"|(?:ihr|dein)\s+browser\s+unterst[üu]tzt\s+.{4,80}",
    ),
    ("download", r"t[ée]l[ée]charger|download|herunterladen|descargar"),
    (
        "click-here",
        r"cliquez\s+ici\s+pour\s+.{4,80}|click\s+here\s+(?:to|for)\s+.{4,60}|hier\s+klicken.{0,60}",
    ),
    (
        "enlarge",
        r"zoom|enlarge(?:\s+this)?(?:\s+(?:image|photo))?|agrandir(?:\s+(?:l[’']image|la\s+photo))?|(?:bild\s+)?vergr[öo](?:ß|ss)ern"
        r"|(?:voir\s+)?(?:en\s+)?plein\s+[ée]cran",
    ),
    ("gallery-count", r"(?:photo|image|bild|slide|page|seite)?\s*\d{1,3}\s*(?:/|sur|of|von)\s*\d{1,3}"),
    ("picture-file", r"(?:[\w%()+-]++[ .]){1,7}+(?<=\.)(?:jpe?g|png|gif|webp|avif)"),
    ("shortcode", r"(?:\[/?[a-z]+_[a-z_]+(?:\s[^\]]*)?\]\s*)+"),
    ("video-zapping", r"zapping\s+(?:le\s+)?\S+\s+\S.*[^.!?…]"),
    ("video-teaser", r"(?:en\s+)?vid[ée]o\s*[-–—>]\s*[^.!?…]{8,120}"),
    ("broadcast-note", r"[üu]ber\s+dieses\s+thema\s+berichte\w*\s.*|dieses\s+thema\s+im\s+programm\s*:.*"),
    (
        "issue-note",
        r"(?:cet\s+|l[’'])article\s+(?:est|a\s+[ée]t[ée])\s+(?:paru|publi[ée]|extrait|issu|tir[ée])\s+(?:dans|du?|de\s+la)\s+"
        r".{2,60}\sn\s?[°º]\s?\d+.{0,40}"
        r"|(?:(?:cet\s+|l[’'])?article\s+)?(?:paru|publi[ée])\s+dans\s+(?:l[’']|notre\s+|le\s+)(?:[ée]dition|num[ée]ro)\b.{0,60}",
    ),
    (
        "original-article",  # what portals print below the texts of others
        r"retrouvez\s+(?:cet\s+|l[’'])article(?:\s+(?:original|complet|int[ée]gral))?\s+(?:sur|dans)\s+.{2,60}"
        r"|(?:cliquez\s+ici\s+pour\s+)?lire\s+la\s+suite\s+sur\s+.{2,60}",
    ),
    ("podcast", r"podcast\b[^.!?…]{0,80}"),
    (
        "disclaimer",  # whose opinions these are
        r"ce\s+blog\s+est\s+personnel,.{4,100}|(?:les?|cette|ce)\s+(?:tribunes?|opinions?|propos|points?\s+de\s+vue|textes?|articles?|"
        r"billets?|contributions?)\b[^.,]{0,80}\bn[’']engagent?\s+que\s+(?:(?:la\s+responsabilité\s+d[e’']\s*)?(?:l[’']|leurs?\s+|son\s+|ses\s+)"
        r"auteur\w*)(?:\s+et\s.{4,80})?\.?|(?:the\s+)?(?:views|opinions)\s+expressed\s[^.]{0,80}\b(?:author|writer|columnist)(?:\b|s\b).{0,120}"
        r"|(?:gast)?(?:beiträge|kommentare)\s.{0,60}\bnicht\s+(?:unbedingt|notwendigerweise|zwingend)?\s*die\s+meinung\s+(?:der|unserer)\s+"
        r"(?:redaktion|herausgeber|verlag)\w*.{0,40}",
    ),
    (
        "copyright",
        r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}.{0,120})|tous\s+droits\s+r[ée]serv[ée]s\.?|all\s+rights\s+reserved\.?"
        r"|mentions\s+l[ée]gales\b(?:\s*:.*)?|(?:(?:la|toute)\s+)?reproduction\s+(?:totale|int[ée]grale|partielle|m[êe]me)\b.*\binterdite\b.*"
        r"|conform[ée]ment\s+[àa]\s+la\s+loi\s+.{0,20}informatique\s+et\s+libert[ée]s.*",
    ),
    (
        "menu",
        r"menu|(?:aller|passer)\s+(?:directement\s+)?au\s+contenu(?:\s+principal)?|skip\s+to\s+content|rechercher(?:\s*:)?",
    ),
    (
        "donation",
        r"(?:jetzt|hier|online)\s+(?:online\s+)?(?:spenden|unterst[üu]tzen)|"
        r"soutenez\s+(?!que\b)[^.!?]{2,40}|soutenir\s+[^\s.!?]+|(?:je\s+)?fai(?:re|tes|s)\s+un\s+don(?:\s+.{2,30})?|soutenez-nous(?:\s+.{2,40})?"
        r"|je\s+(?:vous\s+)?soutiens|(?:donate|support\s+us)(?:\s+(?:now|today))?",
    ),
    (
        "view-counter",
        r"(?:vue?|lue?)\s+[\d\s.,]{1,9}\s+fois|[\d\s.,]{1,9}\s+(?:vues|lectures|views|aufrufe)"
        r"|(?:clics?|affichages?|nombre\s+de\s+(?:vues|lectures)|hits|views|vues|aufrufe)\s*:\s*[\d\s.,]{1,9}",
    ),
    (
        "author-box",
        r"(?:voir|lire)\s+(?:tous\s+)?(?:ses|les)\s+articles(?:\s+de\s+.{1,60})?|[àa]\s+propos\s+de\s+l[’']auteur\s*:?",
    ),
)
# One pattern, because asking for one costs less than for thirty; the first that fits names the line. It reads
# lines in small letters: where case counts, an alternative is passed over at its first letter.
_FURNITURE_LINE = re.compile(
    "|".join(f"(?P<{name.replace('-', '_')}>{pattern})" for name, pattern in _FURNITURE)
)
# Lines that may begin with anything: (a word that each holds, rule, pattern).
_BY_WORD = tuple(
    (word, rule, re.compile(pattern))
    for word, rule, pattern in (
        (
            "newsletter",
            "newsletter",
            r".{0,80}\b(?:recevez|inscri(?:vez|re)|abonn(?:ez|er)|subscribe|sign\s+up|abonnieren)\b.{0,80}newsletters?\b.{0,60}"
            r"|.{0,120}\bget\s+our\s+newsletters?\b.{0,20}|.{0,120}\bunserem\s(?:[^\s.!?]+\s){0,2}[^\s.!?]*newsletters?\b.{0,20}",
        ),
        (
            "google",
            "follow",
            r"(?=.*\b(?:suiv(?:ez|re)|abonn(?:ez|er)|ajoute[rz]|follow(?:ing)?|folge[nt]?)\b)(?=.*\b(?:vous|vos|nous|you|us|uns)\b)"
            r".{0,160}\bgoogle\s(?:news|actu|discover).{0,120}",
        ),
        (
            "podcast",
            "podcast",
            r"(?:.{0,160}[.!?:–-]\s+)?(?:abonnieren\s+sie|abonnez-vous|subscribe)\b.{0,40}\bpodcast\b.{0,100}",
        ),
        ("cliquez", "click-here", r"pour\s+.{4,120}\bcliquez[- ](?:ici|l[àa])\b.{0,20}"),
        (
            "faites un don",  # to whoever asks for it himself: for an association is news
            "donation",
            r"(?=.*\b(?:nous|notre|nos|besoin\s+de\s+vous)\b).{0,160}\bfaites\s+un\s+don\b.{0,160}|faites\s+un\s+don\s*[!.]?",
        ),
        (
            "consider ",
            "donation",
            r"(?:.{0,120}(?:[.!?,:]|\bplease)\s+)?consider\s+"
            r"(?:becoming|supporting|donating|subscribing|making\s+a\s+donation)\b.{0,160}",
        ),
        ("vos dons", "donation", r".{0,120}\bgr[âa]ce\s+[àa]\s+vos\s+dons\b.{0,80}"),
        (
            "votre bo",
            "newsletter",
            r".{4,160}\bdans\s+votre\s+bo[îi]te\s+(?:(?:e-?)?mails?|de\s+r[ée]ception)\s*[.!]?",
        ),
        (
            "visiteur",
            "view-counter",
            r".{0,80}\bvous\s+[êe]tes\s+(?:le|la)\s+[\d\s.]{1,12}(?:[eè]?[mr]?e|er)\s+visiteur.{0,40}",
        ),
        ("postfach", "newsletter", r".{4,120}\bin\s+ihr(?:em)?\s+postfach\b.{0,40}"),
        # Broadcasters' captions: "La Matinale / 2 min. / le 4 juin 2024".
        (" min", "player", r"[^/]{2,80}\s/\s*\d+\s*min\.?(?:\s*/\s*.{2,60})?"),
    )
)
_ANY_FURNITURE_LINE = re.compile(by_first_letter("|".join(pattern for _, pattern in _FURNITURE)))

# -- counters ---------------------------------------------------------------------------------------------

_NUMBER = (
    r"(?P<n>\d{1,3}(?:[ .,\u202f\u00a0]\d{3})+|\d{1,6}|une?|(?:il\s+n[’']y\s+a\s+)?"
    r"(?:aucune?|pas\s+(?:encore\s+)?de)|no|one|ein|eine|(?:noch\s+)?keine?|z[ée]ro)"
)
_THING = (
    r"(?:commentaires?(?:\(s\))?|r[ée]actions?(?:\(s\))?|r[ée]ponses?|r[ée]flexions?|comments?|"
    r"responses?|replies|thoughts?|kommentare?|gedanken?|antworten|commenti|comentarios?)"
)
# Nearly all lines are none: what every counter holds (in small letters), and how every credit begins, is
# looked for first.
_COUNTED = re.compile(r"comment|kommentar|comentario|r[ée][apf]|respons|thought|gedanke|antwort")
_ABOUT = (
    r"(?:\s+(?:au\s+sujet\s+de|[àa]\s+propos\s+de|sur|pour|[àa]|d[ée]pos[ée]s?\s+sur|on|to|zu|auf)\s*"
    r"(?:«[^»]*»|“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|['‘’].*['’]|:.{1,160}|(?:l[’']|cet\s+|ce\s+|this\s+|la\s+|le\s+)?(?:article|billet|post|sujet|actualité)\b.{0,20}))"
)
_COUNTERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\(?\s*{_NUMBER}\s*{_THING}(?:\s+(?:d[ée]pos[ée]s?|publi[ée]s?|de\s+lecteurs?))?{_ABOUT}?\s*\)?\s*[:.!]?",
        rf"{_NUMBER}\s+(?:voir|lire)\s+les?\s+commentaires?(?:\(s\))?",
        rf"{_NUMBER}\s*{_THING}\s*(?:(?:pour\s+(?:le\s+moment|l[’']instant)|yet)\b|[-–|,:.]\s*(?:r[ée]agi|comment|"
        r"particip|donne|soyez|laisse|jetzt|join|be\s+the\s+first)).{0,40}",
        rf"(?:voir|lire|afficher|consulter)\s+(?:les|le|tous\s+les)\s+{_NUMBER}\s+{_THING}",
        r"(?:(?:voir|lire|afficher|consulter)\s+)?(?:(?:tous\s+)?(?:vos|les|nos)\s+)?"
        r"(?:commentaires?|r[ée]actions?|comments?|kommentare?)(?:\(s\))?\s*"
        r"(?:\(\s*(?P<n>\d{1,6})\s*\)|\[\s*(?P<n2>\d{1,6})\s*\]|[:：]\s*(?P<n3>\d{1,6}))",
        rf"commente[rz]\s+(?:cet\s+article|l[’']article)\s*!?\s*{_NUMBER}",
        rf"(?:commente[rz]|r[ée]agi(?:r|ssez))\s*!?\s*\(\s*{_NUMBER}(?:\s+{_THING})?\s*\)",
        rf"(?:publi[ée]|class[ée]|posted)\s+(?:dans|in)\s+.{{1,120}}\|\s*{_NUMBER}\s*{_THING}",
    )
)
_TITLED_COUNTER = re.compile(
    rf"{_NUMBER}\s*{_THING}\s+(?:au\s+sujet\s+de|[àa]\s+propos\s+de|sur|pour|[àa]|on|to|zu|auf|about)\s+\S.*",
    re.I,
)
_WORD_NUMBERS = {"un": 1, "une": 1, "one": 1, "ein": 1, "eine": 1}
_HEADING_ONLY = re.compile(
    r"(?:(?:vos|les|tous\s+les|derniers|toutes\s+les)\s+)?(?:commentaires?|r[ée]actions?)"
    r"(?:\s+(?:des|de\s+nos)\s+(?:lecteurs|internautes|visiteurs))?\s*:?"
    r"|(?:reader(?:s[’']?)?\s+)?comments|discussion|(?:leser)?kommentare(?:\s+(?:der|unserer)\s+leser)?",
    re.I,
)


def read_line(text: str) -> tuple[Part, str] | None:
    """The part and the rule of a line that is a credit, a caption or furniture by its words; else None."""
    if len(text) > _LONGEST:
        return None
    return _read_short(text) if len(text) <= _SHORT else _read(text)


def _read(text: str) -> tuple[Part, str] | None:
    line = clean(text).strip(_ORNAMENTS) or clean(text)
    if not line:
        return None
    credit = _read_credit(line)
    if credit is not None:
        return credit
    if _counter_of(line, _COUNTERS) is not None:
        return "furniture", "comment-counter"
    small = line.lower()
    furniture = _FURNITURE_LINE.fullmatch(small) if _ANY_FURNITURE_LINE.fullmatch(small) else None
    if furniture:
        return "furniture", (furniture.lastgroup or "").replace("_", "-")
    for word, rule, pattern in _BY_WORD:
        if word in small and pattern.fullmatch(small):
            return "furniture", rule
    return None


# The pages of a site share most of these lines: what was read once is known for the next page.
_read_short = lru_cache(maxsize=4096)(_read)


def read_counter(text: str, *, heading: bool = False) -> int | None:
    """The number of comments a counter line declares: "(10 commentaires)", "Aucun commentaire"; else None.

    ``heading``: the line stands above the comments, where the article's title may follow without quotes
    ("2 réponses à Le retour du frein à main"); elsewhere such a line may be a sentence.
    """
    line = clean(text)
    if len(line) > _LONGEST:
        return None
    return _counter_of(line, (*_COUNTERS, _TITLED_COUNTER) if heading else _COUNTERS)


def _counter_of(line: str, patterns: Sequence[re.Pattern[str]]) -> int | None:
    if not _COUNTED.search(line.lower()):
        return None
    for pattern in patterns:
        match = pattern.fullmatch(line)
        if match is not None:
            found = match.groupdict()
            return _number(found.get("n") or found.get("n2") or found.get("n3") or "")
    return None


def is_comment_heading(text: str) -> bool:
    """Whether a line heads a comment list without a number: "Commentaires", "Vos réactions :"."""
    return _HEADING_ONLY.fullmatch(clean(text)) is not None


def _number(word: str) -> int:
    digits = re.sub(r"\D", "", word)
    return int(digits) if digits else _WORD_NUMBERS.get(word.lower(), 0)


def _read_credit(line: str) -> tuple[Part, str] | None:
    bare = line[1:-1].strip() if line[0] + line[-1] in ("()", "[]") else line
    if len(bare) < _LONGEST_STOCK and fold(bare) in _STOCK:
        return "credit", "stock-library"
    if "/" not in bare and "©" not in bare and not _CREDITED.match(bare.lower()):
        return None
    if _COVER.fullmatch(bare):
        return "credit", "cover-credit"
    match = _CREDIT.fullmatch(bare)
    if match is not None:
        value = match["value"]
        if not value or (_is_short(value) and not _RATE.search(value)):
            return "credit", "credit-label"
        return None
    match = _PICTURE.fullmatch(bare)
    if match is not None:
        return _picture_line(match["value"])
    match = _CREDIT_BARE.fullmatch(bare)
    if match is not None and _is_credited(match["value"]):
        return "credit", "credit-label"
    match = _SIGN.fullmatch(bare)
    if match is not None:
        if _ALL_RIGHTS.search(bare) or re.match(r"(?:©\s*)?\d{4}\b", match["value"]):
            return "furniture", "copyright"
        return ("credit", "copyright-sign") if _is_short(match["value"]) else None
    if _SIGN_AT_END.fullmatch(bare) and bare[-1] not in "?!":
        return "caption", "copyright-at-end"
    match = _SLASH_NAME.fullmatch(bare)
    if match is not None and is_agency(match["agency"]) and is_name(match["name"], 5):
        return "credit", "agency-slash-name"
    match = _PICTURE_BARE.fullmatch(bare)
    if match is not None and (
        fold(match["value"]) in _STOCK
        or is_agency(match["value"])
        or (bare != line and is_name(match["value"]))
    ):
        return "credit", "picture-agency"
    return None


def _picture_line(value: str) -> tuple[Part, str]:
    """What "Photo : X" is: a credit when X is nothing but names, else the caption of the picture."""
    if not value:
        return "credit", "empty-credit"
    if _is_credited(value) or _INNER_CREDIT.search(value):
        return "credit", "picture-credit"
    return "caption", "picture-caption"


def _is_short(value: str) -> bool:
    return len(value.split()) <= 14 and not has_finite_verb(value) and value[-1] not in "?!:"


_ON_SITE = re.compile(r"\s+on\s+(?=[A-Z])")  # "Photo by Jane Wheel on Unsplash"
_WHOSE = frozenset(
    "constructeur auteur l’auteur l'auteur dr d.r. presse archives archive capture youtube".split()
)


def _is_credited(value: str) -> bool:
    """Whether a value names who took the picture: names, agencies, hosts, "l'auteur", "DR"; no prose."""
    value = _ON_SITE.sub(" / ", value)
    if not _is_short(value):
        return False
    for piece in re.split(r"\s*[,;/|&+©–—]\s*|\s+(?:et|via|pour|avec|on|sur)\s+|\s+-\s+", value.rstrip(".")):
        if not piece or piece.lower() in _WHOSE or is_domain(piece):
            continue
        words = piece.split()
        if (
            len(words) > 5
            or words[0].lower() in (PARTICLES - {"de", "van", "von", "le", "la"})
            or not is_name(piece)
        ):
            return False
    return not re.match(r"(?:un|une|la|le|les|des|cette?|ces)\s+[a-zà-ÿ]", value)


__all__ = ["is_comment_heading", "read_counter", "read_line"]
