-- title: Articles modifiés après leur première archive
-- description: Chaque changement constaté, champ par champ, avec ce qui était écrit avant et après.
-- param champ: headline, description, authors, section, keywords, body, opinion ou sources ; vide pour tous
SELECT r.article_id, a.headline AS titre, r.number AS version, r.seen_at AS constate_le, r.field AS champ,
    length(r.after) - length(r.before) AS difference_de_longueur, r.before AS avant, r.after AS apres
FROM revision_history r JOIN articles a ON a.id = r.article_id
WHERE a.withheld IS NULL AND (:champ = '' OR r.field = :champ)
ORDER BY r.seen_at DESC, r.article_id, r.number
LIMIT 500
