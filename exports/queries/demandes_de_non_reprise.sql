-- title: Demandes de non-reprise
-- description: Les souhaits de ne pas être copié ou fouillé, tels que les pages les expriment, et ce qui en a été fait. Le motif est celui du programme, en anglais.
SELECT o.signal, o.value AS valeur, count(DISTINCT o.article_id) AS articles,
    min(substr(o.seen_at, 1, 10)) AS depuis, max(substr(o.seen_at, 1, 10)) AS vu_le,
    CASE o.decision WHEN 'kept' THEN 'page gardée' WHEN 'copied' THEN 'page copiée, non publiée'
        WHEN 'not copied' THEN 'page non copiée' WHEN 'not published' THEN 'page non publiée'
        WHEN 'not fetched' THEN 'page non demandée' WHEN 'no links taken' THEN 'liens non suivis'
        WHEN 'not for training' THEN 'pas d’entraînement de modèles' WHEN 'gone' THEN 'page tenue pour disparue'
        ELSE o.decision END AS decision,
    o.reason AS motif
FROM opt_outs o
GROUP BY o.signal, o.value, o.decision, o.reason
ORDER BY articles DESC, o.signal
