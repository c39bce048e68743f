-- title: Pages mises à l’écart
-- description: Les pages reçues auxquelles l’archive n’a pas cru (mur, page d’erreur, moitié de page, mise en page inconnue) et qui n’ont rien remplacé.
SELECT site, reason AS raison, detail, substr(first_seen_at, 1, 10) AS depuis, substr(seen_at, 1, 10) AS vue_le,
    times AS fois, capture_id, url
FROM quarantine_list
ORDER BY seen_at DESC
LIMIT 1000
