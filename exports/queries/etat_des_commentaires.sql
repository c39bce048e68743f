-- title: État des commentaires
-- description: Combien de commentaires sont en ligne, modifiés, retirés ou n’ont pas été revus, par site.
-- param site: nom du site ; vide pour tous
SELECT s.name AS site, c.told AS etat, count(*) AS commentaires, min(substr(c.since, 1, 10)) AS depuis
FROM comment_states c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id
WHERE :site = '' OR s.name = :site
GROUP BY s.id, c.state
ORDER BY s.name, commentaires DESC, c.state
