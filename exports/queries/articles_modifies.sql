-- title: Articles modifiés depuis leur archivage
-- description: Chaque changement constaté, champ par champ, avec ce qui était écrit avant et après.
-- param champ: titre, chapô, signature, rubrique, mots-clés, texte, avis ou sources ; vide pour tous
WITH named (field, champ) AS (
    VALUES ('headline', 'titre'), ('description', 'chapô'), ('authors', 'signature'), ('section', 'rubrique'),
        ('keywords', 'mots-clés'), ('body', 'texte'), ('opinion', 'avis'), ('sources', 'sources')
)
SELECT r.article_id, a.headline AS titre, r.number AS version, r.seen_at AS constate_le, n.champ,
    length(r.after) - length(r.before) AS difference_de_longueur, r.before AS avant, r.after AS apres
FROM revision_history r JOIN articles a ON a.id = r.article_id JOIN named n ON n.field = r.field
WHERE a.withheld IS NULL AND (:champ = '' OR :champ IN (n.champ, n.field))
ORDER BY r.seen_at DESC, r.article_id, r.number
LIMIT 500
