-- title: Commentaires modifiés ou retirés
-- description: Les commentaires dont le texte a changé, ou que le site ne montre plus, tels que l’archive les garde.
SELECT article_id, author AS auteur, substr(date_published, 1, 10) AS date,
    CASE WHEN removed_at IS NULL THEN 'modifié' ELSE 'retiré' END AS constat,
    substr(coalesce(removed_at, edited_at), 1, 10) AS constate_le, text AS texte, article_url AS url
FROM comment_threads
WHERE edited_at IS NOT NULL OR removed_at IS NOT NULL
ORDER BY coalesce(removed_at, edited_at) DESC, article_id, sort_path
LIMIT 500
