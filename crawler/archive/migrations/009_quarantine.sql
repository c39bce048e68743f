-- Pages that were fetched and not believed: a wall, a stub, an error that calls itself a page, half a page, a
-- design that cannot be read. Their bytes are kept, their reason too, and the last good rows stay.

ALTER TABLE failures ADD COLUMN quarantined INTEGER NOT NULL DEFAULT 0 CHECK (quarantined IN (0, 1));
ALTER TABLE failures ADD COLUMN words TEXT;     -- digest of what was read: the same again may confirm it

CREATE VIEW quarantine_list AS
SELECT f.url, s.name AS site, f.error AS reason, f.detail, f.first_seen_at, f.seen_at, f.times, f.capture_id
FROM failures f JOIN sites s ON s.id = f.site_id
WHERE f.quarantined AND f.resolved_at IS NULL;

-- How many of a run's pages showed each part, and how many were good ('page'); and of those pages whose article
-- had a part before, how many lost it: a site's own past, against which the next run is held.
CREATE TABLE run_parts (
    run_id INTEGER NOT NULL REFERENCES crawl_runs (id) ON DELETE CASCADE,
    part TEXT NOT NULL,
    present INTEGER NOT NULL,
    read INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    expected INTEGER NOT NULL,
    PRIMARY KEY (run_id, part)
) STRICT, WITHOUT ROWID;
