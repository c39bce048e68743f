-- title: Commentaires manquants
-- description: Les articles dont le fil archivé n’est pas celui que la page annonce, avec l’explication.
SELECT g.article_id, a.headline AS titre, g.declared AS annonces, g.held AS archives, g.removed AS retires,
    CASE g.verdict WHEN 'incomplete' THEN 'incomplet' WHEN 'short' THEN 'il en manque' ELSE 'il y en a plus' END
        AS constat,
    g.why AS explication, g.article_url AS url
FROM archive_gaps g JOIN articles a ON a.id = g.article_id
WHERE a.withheld IS NULL
ORDER BY g.declared - g.held DESC, g.article_id
