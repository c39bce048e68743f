-- title: Complétude, site par site
-- description: Ce que chaque site annonce et ce que l’archive possède : articles, commentaires, fils lus en partie, articles disparus.
SELECT coalesce(s.title, s.name) AS site, count(*) AS articles, count(a.gone_at) AS disparus,
    coalesce(sum(a.comment_count), 0) AS commentaires_annonces, sum(a.archived_comment_count) AS archives,
    coalesce(sum(max(0, g.declared - g.held)), 0) AS manquants,
    sum(a.thread_complete = 0) AS fils_lus_en_partie,
    (SELECT count(*) FROM failures f WHERE f.site_id = s.id AND f.resolved_at IS NULL) AS pages_en_echec
FROM sites s JOIN articles a ON a.site_id = s.id LEFT JOIN archive_gaps g ON g.article_id = a.id
GROUP BY s.id
ORDER BY site, s.name
