"""Credits, furniture and counters by their words, as tables."""

import pytest

from crawler.splitter.words.lines import is_comment_heading, read_counter, read_line

LINES = [
    ("Crédit photo : Renault", "credit", "credit-label"),
    ("Crédits photos\u00a0: Jeanne Pneu / DR", "credit", "credit-label"),
    ("Crédit: DR", "credit", "credit-label"),
    ("Crédit photo Renault", "credit", "credit-label"),
    ("Source photo : Renault", "credit", "credit-label"),
    ("© Renault", "credit", "copyright-sign"),
    ("©Jeanne Pneu", "credit", "copyright-sign"),
    ("Photos : DR", "credit", "stock-library"),
    ("Photo : Jeanne Pneu", "credit", "picture-credit"),
    ("(Photo: AFP)", "credit", "picture-credit"),
    ("Photo d’illustration : Jeanne Pneu/AFP", "credit", "picture-credit"),
    ("Photo :", "credit", "empty-credit"),
    ("DR", "credit", "stock-library"),
    ("Getty Images", "credit", "stock-library"),
    ("Illustration : une berline sous la pluie - Crédit : Jeanne Pneu", "credit", "picture-credit"),
    ("Image de Une: la berline au salon, REUTERS/Jeanne Pneu", "credit", "cover-credit"),
    ("AFP/Jeanne Pneu", "credit", "agency-slash-name"),
    ("Photo AFP", "credit", "picture-agency"),
    ("(Photo Renault)", "credit", "picture-agency"),
    ("Photo : la nouvelle berline au salon de Sainte-Bielle", "caption", "picture-caption"),
    ("Photo : Une berline sous la pluie battante", "caption", "picture-caption"),
    ("La berline de profil © Renault", "caption", "copyright-at-end"),
    ("À lire aussi : La 2CV électrique à l’essai", "furniture", "related"),
    ("Lire aussi", "furniture", "related"),
    ("A lire également : La 2CV électrique", "furniture", "related"),
    ("Ne manquez pas", "furniture", "related"),
    ("Galería de fotos:", "furniture", "gallery"),
    ("Toutes les photos", "furniture", "gallery"),
    ("▶︎ À lire : La 2CV électrique", "furniture", "related"),
    ("Zoom", "furniture", "enlarge"),
    ("1:28", "furniture", "player"),
    ("00:00 / 34:12", "furniture", "player"),
    ("Listen", "furniture", "player"),
    ("Sign up to the daily Wheel email or follow us on Twitter", "furniture", "newsletter"),
    ("(Übrigens: Mehr davon gibt es in unserem wöchentlichen Rad-Newsletter.)", "furniture", "newsletter"),
    ("Follow The Wheel on Facebook, Twitter and Instagram.", "furniture", "follow"),
    ("Follow The Wheel on Facebook and X. Send your stories to roue@cric.example.", "furniture", "follow"),
    ("Follow Reg Axle on X for more wheels", "furniture", "follow"),
    ("Choose your plan", "furniture", "paywall"),
    ("Lesen Sie mehr mit Rad Plus", "furniture", "paywall"),
    ("Contenus sponsorisés", "furniture", "advertisement"),
    ("Um eingebettete Inhalte anzuzeigen, ist deine Einwilligung erforderlich.", "furniture", "cookie-notice"),
    ("„Alles auf Rädern“ kommt täglich. Abonnieren Sie den Podcast per Feed.", "furniture", "podcast"),
    ("Les tribunes n’engagent que leurs auteurs.", "furniture", "disclaimer"),
    ("Les propos tenus n’engagent que leur auteur et non la rédaction.", "furniture", "disclaimer"),
    ("Gastbeiträge geben nicht notwendigerweise die Meinung der Redaktion wieder.", "furniture", "disclaimer"),
    ("The views expressed here are the author’s own.", "furniture", "disclaimer"),
    ("Cet article vous a intéressé ? Poursuivez sur ce sujet : Brouettes", "furniture", "share"),
    ("Une question ? Écrivez-moi - Vous êtes le 012873e visiteur", "furniture", "view-counter"),
    ("Télécharger", "furniture", "download"),
    ("Le Cric a besoin de vous. Faites un don pour soutenir un journal libre.", "furniture", "donation"),
    ("Article paru dans l’édition du 7 juillet 2006", "furniture", "issue-note"),
    ("Kommentare Teilen", "furniture", "share"),
    ("Like The Wheel? Consider becoming a member, supporter, or patron.", "furniture", "donation"),
    ("Durée de lecture : 4 minutes", "furniture", "reading-time"),
    ("Gallery: The wheelbarrow from all sides", "furniture", "gallery"),
    ("Vous utilisez Google Actualités ? Suivez Le Cric pour ne rien rater de nos articles", "furniture", "follow"),
    ("Réagissez (14 réactions)", "furniture", "comment-counter"),
    ("Sur le même sujet", "furniture", "related"),
    ("Plus d’infos sur ce sujet", "furniture", "related"),
    ("Les derniers articles", "furniture", "related"),
    ("PARTAGER", "furniture", "share"),
    ("Partagez", "furniture", "share"),
    ("Facebook Twitter WhatsApp", "furniture", "share"),
    ("Publicité", "furniture", "advertisement"),
    ("PUBLICITÉ", "furniture", "advertisement"),
    ("Temps de lecture : 3 min", "furniture", "reading-time"),
    ("Newsletters", "furniture", "newsletter"),
    ("Laisser un commentaire", "furniture", "comment-form"),
    ("Votre adresse e-mail ne sera pas publiée. Les champs requis sont indiqués *", "furniture", "comment-form"),
    ("Tous les champs sont obligatoires", "furniture", "comment-form"),
    ("Les commentaires sont fermés.", "furniture", "comment-form"),
    ("Commentaires récents", "furniture", "comment-form"),
    ("Accueil > Essais > La berline", "furniture", "breadcrumb"),
    ("Tags : berline, pluie", "furniture", "tags"),
    ("Publié le 12 mars 2019 à 14:05", "furniture", "date-line"),
    ("Cet article date de plus de 3 ans.", "furniture", "old-article"),
    (
        "Cet article a été publié le jeudi 30 mai 2019 à 17:05 et est classé dans Insolite. Vous pouvez en suivre "
        "les commentaires par le biais du flux RSS 2.0.",
        "furniture",
        "filed-under",
    ),
    (
        "Cette entrée a été publiée dans Essais, avec comme mot(s)-clé(s) coffre. Vous pouvez la mettre en favoris "
        "avec ce permalien.",
        "furniture",
        "filed-under",
    ),
    ("This entry was posted in News and tagged boot. Bookmark the permalink.", "furniture", "filed-under"),
    ("Lancer le diaporama", "furniture", "gallery"),
    ("+34", "furniture", "gallery"),
    ("berline-profil-2019.jpg", "furniture", "picture-file"),
    ("[vc_row][vc_column width=\"1/2\"]", "furniture", "shortcode"),
    ("© 2019 Garage Imaginaire. Tous droits réservés", "furniture", "copyright"),
    ("(10 commentaires)", "furniture", "comment-counter"),
    (
        "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
        "furniture",
        "paywall",
    ),
    ("Article réservé à nos abonnés", "furniture", "paywall"),
    ("Déjà abonné ? Se connecter", "furniture", "paywall"),
    ("Offrir l’article", "furniture", "paywall"),
    (
        "Cet article contient des liens d’affiliation, qui font vivre le garage.",
        "furniture",
        "affiliate-note",
    ),
    ("This site runs ads and earns from affiliate links. Disclosure policy.", "furniture", "affiliate-note"),
    ("Suivez Le Cric sur Google Actualités", "furniture", "follow"),
    ("Article continues below", "furniture", "advertisement"),
    ("-- Anzeige --", "furniture", "advertisement"),
    ("Weiter nach der Werbung", "furniture", "advertisement"),
    ("Ce contenu est bloqué car vous n’avez pas accepté les cookies.", "furniture", "cookie-notice"),
    ("Empfohlener redaktioneller Inhalt", "furniture", "cookie-notice"),
    ("Mehr dazu: Die Ente am Steuer", "furniture", "related"),
    ("À découvrir", "furniture", "related"),
    ("Bildergalerie: Ente am See", "furniture", "gallery"),
    ("14 Bilder", "furniture", "gallery"),
    ("Podcast Le Garage", "furniture", "podcast"),
    ("Imprimer la recette", "furniture", "share"),
    ("Version imprimable", "furniture", "share"),
    ("← Retour", "furniture", "pager"),
]  # fmt: skip

BODY = [
    "",
    "Pour aider le rallye, faites un don à la caisse des pilotes, dit le président du club.",
    "The makers of wheels would consider supporting the plan if the state paid for the nails.",
    "Le moteur démarre au quart de tour.",
    "À lire ce communiqué, on croirait que tout va bien.",
    "Crédit : 0 % sur 36 mois",
    "Crédit auto : les taux remontent, les banques le disent.",
    "Publicité comparative : la marque est condamnée.",
    "Partager sa voiture devient courant.",
    "La photo : un art difficile, on le sait.",
    "Photo de famille",
    "Un commentaire signé X.",
    "10 commentaires haineux ont été supprimés.",
    "Voir aussi loin que possible",
    "Lecture de la carte",
    "Accueil glacial au salon",
    "Article suivant la loi",
    "Répondre à la demande est difficile, dit-il.",
    "Suivant la voie tracée",
    "Publié en 2019, le rapport fait date.",
    "Cet article a été publié le mois dernier et il a fait du bruit.",
    "DS et Citroën",
    "Retour à la normale",
    "Suivez le guide sur la route des crêtes",
    "Les abonnés du garage ont reçu une clé de douze.",
    "Le podcast dure une heure.",
    "Half of those who push a wheelbarrow subscribe to a podcast about it, the survey says.",
    "Follow his advice on YouTube and you will end up with a dry axle and no grease at all.",
    "Follow the recipe on TikTok and the paint comes off in strips.",
    "Folgt man den Debatten auf Facebook, so ist das Rad noch lange nicht am Ende.",
    "Sign up for a trial and the emails never stop, as one reader found out.",
    "Sign up for any app and alerts arrive whenever the tyre is flat.",
    "Les propos du maire n’engagent que lui, a répondu le porte-parole des brouettes.",
    "Ce point de vue n’engage que moi, mais cette roue est ratée.",
    "The views expressed by the drivers in the survey were mostly negative.",
    "Opinions expressed on the forum vary widely.",
    "Kommentare im Netz spiegeln nicht die Meinung der Mehrheit wider, sagt die Forscherin.",
    "Um den Inhalt zu sehen, muss man nur den Boden des Kofferraums anheben.",
    "Choisir une formule",
]

COUNTERS = [
    ("(10 commentaires)", 10),
    ("39 commentaires au sujet de «\u00a0La berline sous la pluie\u00a0»", 39),
    ("Une réflexion au sujet de «\u00a0La berline\u00a0»", 1),
    ("3 réflexions sur « La berline »", 3),
    ("2 réponses à “La berline”", 2),
    ("Un commentaire sur “La berline”", 1),
    ("Un commentaire", 1),
    ("Aucun commentaire", 0),
    ("0 Commentaire(s)", 0),
    ("0Commentaire", 0),
    ("0 Voir les commentaire(s)", 0),
    ("1 commentaire", 1),
    ("1 234 commentaires", 1234),
    ("Commentaires (12)", 12),
    ("Commentaires : 12", 12),
    ("Voir les 12 commentaires", 12),
    ("Commentez cet article ! 0", 0),
    ("Publié dans Essais, Berlines | 1 commentaire", 1),
    ("3 thoughts on “The saloon”", 3),
    ("One thought on “The saloon”", 1),
    ("12 Comments", 12),
    ("No Comments", 0),
    ("5 Kommentare", 5),
    ("2 Gedanken zu „Die Limousine“", 2),
    ("4 réactions", 4),
]

NO_COUNTER = [
    "Commentaires",
    "Un commentaire signé X.",
    "10 commentaires haineux ont été supprimés.",
    "Une réflexion sur le prix s’impose.",
    "Les 10 commentaires de la rédaction",
    "208",
    "",
    "Commentaires récents",
]


@pytest.mark.parametrize(("text", "part", "rule"), LINES)
def test_lines_that_are_no_body(text: str, part: str, rule: str) -> None:
    assert read_line(text) == (part, rule)


@pytest.mark.parametrize("text", BODY)
def test_lines_that_are_body(text: str) -> None:
    assert read_line(text) is None


@pytest.mark.parametrize(("text", "number"), COUNTERS)
def test_counters(text: str, number: int) -> None:
    assert read_counter(text) == number


@pytest.mark.parametrize("text", NO_COUNTER)
def test_what_counts_nothing(text: str) -> None:
    assert read_counter(text) is None


def test_a_title_follows_a_counter_in_headings_alone() -> None:
    for line in ("2 réponses à Le retour du frein", "2 Antworten auf Vergaser reinigen"):
        assert read_counter(line, heading=True) == 2
        assert read_counter(line) is None


def test_headings_of_comment_lists() -> None:
    assert is_comment_heading("Vos commentaires\u00a0:")
    assert not is_comment_heading("Commentaires de la presse")
