-- title: Sources citées ensemble
-- description: Les paires de sources d’un même article. Dans les fichiers, les colonnes s’appellent source, target et weight, comme Gephi les attend.
SELECT s.name AS source, t.name AS target, count(*) AS weight
FROM (SELECT DISTINCT article_id, source_id FROM citations) x
JOIN (SELECT DISTINCT article_id, source_id FROM citations) y
    ON y.article_id = x.article_id AND y.source_id > x.source_id
JOIN sources s ON s.id = x.source_id JOIN sources t ON t.id = y.source_id
GROUP BY x.source_id, y.source_id
ORDER BY weight DESC, s.name, t.name
LIMIT 1000
