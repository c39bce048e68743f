-- Which rules read an article, and how far a reading of the raw pages with newer rules has come.

-- A digest of the splitter's and the site's source and of the parser's version: rows with another one than
-- today's were read by older rules. NULL: nobody has said.
ALTER TABLE articles ADD COLUMN rules TEXT;
CREATE INDEX articles_by_rules ON articles (site_id, rules);

-- One row for each 'scrapy resplit' that writes. One that was killed is gone on with: all articles up to
-- 'position' are done.
CREATE TABLE resplits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    asked TEXT NOT NULL CHECK (json_valid(asked)),          -- its options and the rules of that day
    started_at TEXT NOT NULL,
    finished_at TEXT,
    position INTEGER NOT NULL DEFAULT 0
) STRICT;
