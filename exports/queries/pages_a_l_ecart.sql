-- title: Pages mises à l’écart
-- description: Les pages reçues auxquelles l’archive n’a pas cru (mur, page d’erreur, moitié de page, mise en page inconnue) et qui n’ont rien remplacé. Le détail est celui du programme, en anglais.
SELECT coalesce(s.title, s.name) AS site, q.reason AS raison, q.detail,
    substr(q.first_seen_at, 1, 10) AS depuis, substr(q.seen_at, 1, 10) AS vue_le, q.times AS fois,
    q.capture_id, q.url
FROM quarantine_list q JOIN sites s ON s.name = q.site
ORDER BY q.seen_at DESC
LIMIT 1000
