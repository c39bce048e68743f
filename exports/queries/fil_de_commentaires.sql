-- title: Fil de commentaires d’un article
-- description: Tous les commentaires d’un article dans l’ordre de lecture, les réponses décalées sous ce à quoi elles répondent.
-- param article: numéro de l’article (le nombre à la fin de son adresse dans l’archive)
SELECT c.external_id AS commentaire_id,
    substr(printf('%40c', ' '), 1, 4 * min(c.depth, 10)) || coalesce(c.author, '(anonyme)') AS auteur,
    p.author AS en_reponse_a, c.date_published AS date, c.text AS commentaire,
    substr(c.edited_at, 1, 10) AS modifie_le, substr(c.removed_at, 1, 10) AS retire_le
FROM comments c JOIN articles a ON a.id = c.article_id LEFT JOIN comments p ON p.id = c.parent_id
WHERE c.article_id = CAST(:article AS INTEGER) AND a.withheld IS NULL
ORDER BY c.sort_path
