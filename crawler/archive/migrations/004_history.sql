-- What was before. The first version of an article is no revision.

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,                -- from 1
    run_id INTEGER REFERENCES crawl_runs (id),
    capture_id INTEGER REFERENCES captures (id),            -- the page that showed the new version
    seen_at TEXT NOT NULL,
    UNIQUE (article_id, number)
) STRICT;
CREATE INDEX revisions_by_run ON revisions (run_id);

CREATE TABLE revision_fields (
    revision_id INTEGER NOT NULL REFERENCES revisions (id) ON DELETE CASCADE,
    field TEXT NOT NULL CHECK (field IN
        ('headline', 'description', 'authors', 'section', 'keywords', 'body', 'opinion', 'sources')),
    before TEXT,
    after TEXT,
    PRIMARY KEY (revision_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment_revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    seen_at TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;
CREATE INDEX comment_revisions_by_comment ON comment_revisions (comment_id, seen_at);
