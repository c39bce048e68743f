-- What a host says of its rights in files of their own: /.well-known/tdmrep.json, and now /ai.txt.
CREATE TABLE host_files (
    netloc TEXT NOT NULL,
    path TEXT NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    fetched_at TEXT NOT NULL,
    PRIMARY KEY (netloc, path)
) STRICT, WITHOUT ROWID;
INSERT INTO host_files (netloc, path, status, body, fetched_at)
SELECT netloc, '/.well-known/tdmrep.json', status, body, fetched_at FROM tdm_files;
DROP TABLE tdm_files;
