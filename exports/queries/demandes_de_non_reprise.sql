-- title: Demandes de non-reprise
-- description: Les souhaits de ne pas être copié ou fouillé, tels que les pages les expriment, et ce qui en a été fait.
SELECT o.signal, o.value AS valeur, count(DISTINCT o.article_id) AS articles, min(substr(o.seen_at, 1, 10)) AS depuis,
    max(substr(o.seen_at, 1, 10)) AS vu_le, o.decision, o.reason AS raison
FROM opt_outs o
GROUP BY o.signal, o.value, o.decision, o.reason
ORDER BY articles DESC, o.signal
