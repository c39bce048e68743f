-- title: Pages en échec
-- description: Ce qui n’a pas pu être récupéré, lu, découpé ou enregistré, et qui ne l’est toujours pas.
SELECT site, CASE stage WHEN 'fetch' THEN 'récupération' WHEN 'read' THEN 'lecture' WHEN 'split' THEN 'découpage'
        ELSE 'enregistrement' END AS etape,
    error AS erreur, detail, seen_at AS vu_le, capture_id, url
FROM failure_list
ORDER BY seen_at DESC
LIMIT 1000
