"""What stands amid a text and is none of it, by its words alone: no class, no heading, no box says so.

And the traps: sentences, headings and lists of the text that begin as such lines do.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crawler.splitter import split

FRENCH = json.loads((Path(__file__).parent / "themes" / "texts.json").read_text("utf-8"))["fr"]
KEPT = [FRENCH[name] for name in ("p1", "p2", "p3", "p5")]
LINK = """<a href="/auto/autre-article-123">Le tracteur du curé homologué en Formule 3</a>"""
ENGLISH = "<a href='/x'>Why your tyres are tired and what to read to them</a>"
TEASER = FRENCH["s1"]

FURNITURE = [
    f"<p>Lire aussi : {LINK}</p>",
    f"<p>Lire aussi {LINK}</p>",
    f"<p><strong>À lire aussi</strong> {LINK}</p>",
    f"<p>&gt;&gt; {LINK}</p>",
    f"<p>➡️ {LINK}</p>",
    f"<p>→ {LINK}</p>",
    f"<p>(Lire aussi : {LINK})</p>",
    f"<p>[{LINK}]</p>",
    f"<p>Lire également : {LINK}</p>",
    f"<p>Pour aller plus loin : {LINK}</p>",
    f"<p>Voir aussi : {LINK}</p>",
    f"<p>À voir également : {LINK}</p>",
    f"<p>Retrouvez aussi : {LINK}</p>",
    f"<p>Notre dossier : {LINK}</p>",
    f"<p>Notre article : {LINK}</p>",
    f"<p>Notre sélection : {LINK}</p>",
    f"<p>REPLAY. {LINK}</p>",
    f"<p>VIDEO. {LINK}</p>",
    f"<p>EN IMAGES : {LINK}</p>",
    f"<p>Sur le même sujet : {LINK}</p>",
    f"<p>Relire : {LINK}</p>",
    f"<p>Écouter aussi : {LINK}</p>",
    f"<p>Découvrez aussi : {LINK}</p>",
    f"<p>Aussi sur ce sujet : {LINK}</p>",
    f"<p>Plus d'infos : {LINK}</p>",
    f"<div><span>À lire aussi</span>{LINK}</div>",
    f"<div><div>Article lié</div><div>{LINK}</div></div>",
    f"<div><p>Sur le même thème</p><ul><li>{LINK}</li><li><a href='/b'>Il répare sa boîte de vitesses avec du réglisse</a></li></ul></div>",
    f"<div><a href='/x'><img src='x.jpg'><span>Auto</span><h3>Le tracteur du curé homologué</h3><p>{TEASER}</p></a></div>",
    f"<div><a href='/x'><img src='x.jpg'></a><h3><a href='/x'>Le tracteur du curé homologué</a></h3><p>{TEASER}</p></div>",
    "<p>Publicité</p>",
    "<div><span>PUBLICITÉ</span></div>",
    "<p>Article continue après la publicité</p>",
    "<p>La suite de l'article après cette publicité</p>",
    "<p>Suite après la publicité</p>",
    "<p>Suite de l'article ci-dessous</p>",
    "<p>Annonce</p>",
    "<p>Contenu de marque</p>",
    "<p>Inread invent</p>",
    "<div><h3>Newsletter</h3><p>Chaque vendredi, le meilleur de l'auto dans votre boîte mail.</p><form><input type='email'><button>OK</button></form></div>",
    "<div><h3>Ne ratez rien de l'actu</h3><p>Inscrivez-vous à notre newsletter quotidienne.</p><a href='/nl'>Je m'inscris</a></div>",
    "<p>Abonnez-vous à notre newsletter pour ne rien manquer</p>",
    "<p>Inscrivez-vous gratuitement à la Newsletter Auto</p>",
    "<p>Toute l'actu auto chaque matin dans votre boîte mail</p>",
    "<p>Recevez nos alertes info</p>",
    "<p>Suivez-nous sur <a href='https://facebook.com/x'>Facebook</a> et <a href='https://twitter.com/x'>Twitter</a></p>",
    "<p>Suivez l'actualité auto sur notre page Facebook</p>",
    "<p>Rejoignez-nous sur WhatsApp</p>",
    "<p>Cliquez ici pour suivre notre chaîne WhatsApp</p>",
    "<p>Ajoutez Le Carrefour à vos favoris sur Google News</p>",
    "<p>Partager sur Facebook</p>",
    "<p>Partagez cet article</p>",
    "<p>Partager l'article :</p>",
    "<p>Cet article vous a plu ? Partagez-le !</p>",
    "<p>Copier le lien</p>",
    "<p>Imprimer l'article</p>",
    "<p>Envoyer à un ami</p>",
    "<p>Réagir à cet article</p>",
    "<p>Soyez le premier à commenter</p>",
    "<p>Voir les commentaires</p>",
    "<p>Lire les 12 commentaires</p>",
    "<p>Laisser un commentaire</p>",
    "<p>Commenter</p>",
    "<p>Crédit photo : Luc Cardan</p>",
    "<p>Photo : Luc Cardan</p>",
    "<p>© Luc Cardan / Le Carrefour</p>",
    "<p>(Photo Luc Cardan)</p>",
    "<p>Photo d'illustration. © Luc Cardan</p>",
    "<p>Crédits : DR</p>",
    "<p>Illustration : Mirabelle</p>",
    "<p>Copyright Mirabelle</p>",
    "<p>Temps de lecture : 3 minutes</p>",
    "<p>3 min de lecture</p>",
    "<p>Tags : <a href='/t/a'>auto</a>, <a href='/t/b'>moto</a></p>",
    "<p>Mots-clés : auto, moto</p>",
    "<p>Catégories : Auto</p>",
    "<p>Classé dans : <a href='/c'>Auto</a></p>",
    "<p>Étiquettes : auto</p>",
    "<p>Thèmes associés : <a href='/t/a'>auto</a></p>",
    "<p>Écouter l'article</p>",
    "<p>Écouter cet article 3 min</p>",
    "<p>Audio généré par IA</p>",
    "<p>Voir la galerie</p>",
    "<p>Voir les 12 photos</p>",
    "<p>1/12</p>",
    "<p>Agrandir l'image</p>",
    "<p>Lancer la vidéo</p>",
    "<p>Votre navigateur ne supporte pas la lecture de vidéos.</p>",
    "<p>Ce contenu n'est pas visible à cause du paramétrage de vos cookies.</p>",
    "<p>Pour afficher ce contenu, vous devez accepter les cookies.</p>",
    "<p>Cet article est réservé aux abonnés</p>",
    "<p>Il vous reste 75% de l'article à lire</p>",
    "<p>Déjà abonné ? Se connecter</p>",
    "<p>Offrez cet article à un proche</p>",
    "<p>Profitez de 1 mois offert sans engagement</p>",
    "<p>Haut de page</p>",
    "<p>Retour à la liste</p>",
    "<p>Article précédent</p>",
    "<p>← Article précédent</p>",
    "<p>Article suivant →</p>",
    "<p>Page 1 sur 3</p>",
    "<p>Pages : 1 2 3</p>",
    "<p>Sommaire</p><ul><li><a href='#a'>Premier</a></li><li><a href='#b'>Second</a></li></ul>",
    "<div><p>Sondage</p><p>Laissez-vous passer les poules ?</p><button>Oui</button><button>Non</button></div>",
    "<p>Voir tous les articles de Anne Pneu</p>",
    f"<p>Read more: {ENGLISH}</p>",
    f"<p>RELATED: {ENGLISH}</p>",
    f"<p>READ ALSO: {ENGLISH}</p>",
    f"<p>Also read: {ENGLISH}</p>",
    f"<p>You might also like: {ENGLISH}</p>",
    "<p>Advertisement</p>",
    "<p>Story continues below advertisement</p>",
    "<p>Article continues below</p>",
    "<p>Sign up for our newsletter</p>",
    "<p>Follow us on Twitter</p>",
    "<p>Share this article</p>",
    "<p>Image credit: Dot Lens</p>",
    "<p>Photo by Dot Lens on Unsplash</p>",
    "<p>Photo: Getty Images</p>",
    "<p>Click here to subscribe</p>",
    "<p>Get the latest news in your inbox</p>",
    "<p>Filed under: cars</p>",
    "<p>Tags: cars, horns</p>",
    "<p>Leave a comment</p>",
    "<p>View comments</p>",
    "<p>Continue reading</p>",
    "<p>Join the conversation</p>",
    "<p>Watch: <a href='/x'>Horn says sorry to a passing cow</a></p>",
    "<p>Lesen Sie auch: <a href='/x'>Winterreifen fordern mehr Urlaub und bessere Socken</a></p>",
    "<p>Lesen Sie mehr zum Thema: <a href='/x'>Winterreifen fordern mehr Urlaub</a></p>",
    "<p>Mehr zum Thema</p>",
    "<p>Anzeige</p>",
    "<p>Werbung</p>",
    "<p>Foto: Toni Linse</p>",
    "<p>Bild: dpa</p>",
    "<p>Quelle Bild: Mirabelle</p>",
    "<p>© dpa</p>",
    "<p>Newsletter abonnieren</p>",
    "<p>Jetzt Newsletter bestellen</p>",
    "<p>Artikel teilen</p>",
    "<p>Auf Facebook teilen</p>",
    "<p>Kommentar schreiben</p>",
    "<p>Zur Startseite</p>",
    "<p>Nach oben</p>",
    "<p>Lesedauer: 3 Minuten</p>",
    "<p>Schlagworte: Auto, Hupe</p>",
    "<p>Auch interessant: <a href='/x'>Winterreifen fordern mehr Urlaub</a></p>",
    "<p>Video: <a href='/x'>So fährt der Kleinwagen im Kreis herum</a></p>",
    "<p>Empfohlener redaktioneller Inhalt</p>",
    "<p>Diesen Artikel teilen</p>",
    "<p>Drucken</p>",
]
TEXT = [
    "<p>Et maintenant ?</p>",
    "<p><strong>Le prix</strong></p>",
    "<p>C’est non.</p>",
    "<p>Publicité mensongère, dit le juge.</p>",
    "<p>La photo est floue, mais on voit le clignotant.</p>",
    "<p>Lire aussi entre les lignes demande du temps.</p>",
    "<p>À lire ce rapport, on croirait que tout va bien.</p>",
    "<p>Partager la route, c’est partager le frein.</p>",
    "<p>Suivez-nous, dit le guide, et tout le monde cala.</p>",
    "<p>Voir la mer, il n’y songeait plus.</p>",
    "<p>Le prix ? <a href='/prix'>14 900 euros</a>.</p>",
    "<p>Il faut dire que <a href='/a'>le tracteur du curé homologué en Formule 3</a> avait fait du bruit.</p>",
    "<p><a href='/a'>Le tracteur du curé</a> avait fait du bruit.</p>",
    "<p>Selon <a href='/a'>une étude parue en mars dernier</a>, la moitié cale.</p>",
    "<ul><li><a href='/m1'>Mirabelle 1.2</a> : 62 ch</li><li><a href='/m2'>Mirabelle 1.4</a> : 75 ch</li></ul>",
    "<p>Newsletter ou pas, le maire n’a rien lu.</p>",
    "<p>« Abonnez-vous au silence », conseille le garagiste.</p>",
    "<p>Commenter, c’est son métier.</p>",
    "<p>Un tag sur le mur disait : « bonjour ».</p>",
    "<p>Moteur : 4 cylindres</p>",
    "<p>Puissance : 62 ch</p>",
    "<p>Prix : 14 900 €</p>",
    "<p>Date : le 31 juin</p>",
    "<p>Étape 1 : lavez les boulons.</p>",
    "<p>Recevez ces chiffres avec prudence : ils viennent du garage.</p>",
    "<p>Retrouvez vos clés avant de partir.</p>",
    "<p>Prendre le volant</p><p>Il le prit, et le volant vint.</p>",
    "<h2>Découvrir la route autrement</h2>",
    "<h2>Acheter ou louer</h2>",
    "<h3>Contacts rompus</h3>",
    "<p>Video killed the radio, dit la chanson.</p>",
    "<p>Jetzt aber: rechts abbiegen.</p>",
    "<p>Mehr Zeit zum Bremsen.</p>",
    "<p>Support the horn and it will support you.</p>",
    "<p>Read the manual.</p>",
    "<p>Share the road.</p>",
    "<p>12 voitures sur 14 ont calé.</p>",
    "<p>Vitesse : 3 min de moins sur le trajet.</p>",
    "<p><em>Sainte-Bielle, un mardi.</em></p>",
    "<p>Vous avez repéré une erreur dans le moteur ? Le garagiste aussi, et il a ri.</p>",
    "<p>Soutenir le moteur</p><p>Il faut une cale en bois.</p>",
    "<p>Anne Pneu est arrivée la première.</p>",
    "<p>Tous droits devant, le mur.</p>",
    "<blockquote><p>Une voiture qui dit merci.</p></blockquote>",
    "<p>1. Le frein</p>",
    "<p>Contact : le moteur tousse.</p>",
    "<p>- Vous calez ?<br>- Jamais.</p>",
]


def body_with(snippet: str) -> tuple[str, ...]:
    first, second, third, fourth = KEPT
    page = (
        f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'><title>{FRENCH['title']} - Le Carrefour</title>"
        f"</head><body><div class='x0'><a href='/'>Accueil</a> <a href='/auto'>Auto</a></div><div class='x2'>"
        f"<h1>{FRENCH['title']}</h1><p class='x1'>Par Anne Pneu le 4 juin 2024</p><div class='x5'><p>{first}</p>"
        f"<p>{second}</p>{snippet}<p>{third}</p><p>{fourth}</p></div></div></body></html>"
    )
    return split(page, "https://www.lecarrefour.example/auto/tortue-123.html").body


def boxed(snippet: str) -> str:
    return f"<div class='z1'><div class='z2'>{snippet}</div></div>"


@pytest.mark.parametrize("snippet", FURNITURE)
def test_what_is_no_text_is_told_by_its_words(snippet: str) -> None:
    assert list(body_with(snippet)) == list(body_with(boxed(snippet))) == KEPT


@pytest.mark.parametrize("snippet", TEXT)
def test_the_text_keeps_what_begins_as_such_lines_do(snippet: str) -> None:
    words = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", snippet))
    for body in (body_with(snippet), body_with(boxed(snippet))):
        own = [text for text in body if text not in KEPT]
        assert re.findall(r"\w+", " ".join(own)) == words
