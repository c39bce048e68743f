-- title: Commentaires modifiés ou retirés
-- description: Les commentaires dont le texte a changé, ou que le site ne montre plus, tels que l’archive les garde.
SELECT c.article_id, c.author AS auteur, substr(c.date_published, 1, 10) AS date,
    CASE WHEN c.removed_at IS NULL THEN 'modifié' ELSE 'retiré' END AS constat,
    substr(coalesce(c.removed_at, c.edited_at), 1, 10) AS constate_le, c.text AS texte, a.url
FROM comments c JOIN articles a ON a.id = c.article_id
WHERE (c.edited_at IS NOT NULL OR c.removed_at IS NOT NULL) AND a.withheld IS NULL
ORDER BY coalesce(c.removed_at, c.edited_at) DESC, c.article_id, c.sort_path
LIMIT 500
