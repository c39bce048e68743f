-- title: Pages en échec
-- description: Ce qui n’a pas pu être récupéré, lu, découpé ou enregistré, et qui ne l’est toujours pas. Le détail est celui du programme, en anglais.
SELECT coalesce(s.title, s.name) AS site,
    CASE f.stage WHEN 'fetch' THEN 'récupération' WHEN 'read' THEN 'lecture' WHEN 'split' THEN 'découpage'
        ELSE 'enregistrement' END AS etape,
    f.error AS erreur, f.detail, f.seen_at AS vu_le, f.capture_id, f.url
FROM failure_list f JOIN sites s ON s.name = f.site
ORDER BY f.seen_at DESC
LIMIT 1000
