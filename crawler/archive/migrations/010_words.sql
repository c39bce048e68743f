-- What a reader means by a word: « essai » is looked for as essai and essais. The full-text index keeps the
-- words as they are printed, so that "essais" in quotes stays exact and highlights show the text itself; these
-- tables say which words of the index are forms of one another.

-- Each word of the index (as it holds it: no capitals, no accents) under each stem that it may be a form of:
-- 'chevaux' under cheval; 'volant' under volant and voler. Whoever types 'volant' means the first, whoever
-- types 'voler' finds both: asked is 0 where a word is a form of the stem, but is not typed for it.
CREATE TABLE words (
    word TEXT NOT NULL,
    stem TEXT NOT NULL,
    asked INTEGER NOT NULL CHECK (asked IN (0, 1)),
    PRIMARY KEY (word, stem)
) STRICT, WITHOUT ROWID;
CREATE INDEX words_by_stem ON words (stem);

-- What else a word or an expression is called. It holds both ways, accents and capitals are free, and one
-- INSERT teaches a new one: INSERT INTO synonyms (term, synonym) VALUES ('e-208', '208 électrique').
-- The program's own pairs come back at each run: one that is not wanted is put to active = 0.
CREATE TABLE synonyms (
    term TEXT NOT NULL COLLATE NOCASE CHECK (term <> '' AND instr(term, '"') = 0),
    synonym TEXT NOT NULL COLLATE NOCASE CHECK (synonym <> '' AND instr(synonym, '"') = 0),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    PRIMARY KEY (term, synonym)
) STRICT, WITHOUT ROWID;
CREATE INDEX synonyms_backwards ON synonyms (synonym);

-- Rows whose words the first table may not have yet: read when a run ends, and forgotten.
CREATE TABLE unread_words (
    source TEXT NOT NULL CHECK (source IN ('articles', 'comments')),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
INSERT INTO unread_words SELECT 'articles', min(id), max(id) FROM articles HAVING count(*);
INSERT INTO unread_words SELECT 'comments', min(id), max(id) FROM comments HAVING count(*);

-- For any SQLite client: the expression that finds a word in all its forms, and under its other names.
--   … WHERE articles_fts MATCH (SELECT expression FROM word_forms WHERE word = 'essai')
-- Words stand here as the index has them (no capitals, no accents), and so do the stems that only other forms
-- of stand in a text: 'usine' where all texts say 'usines'.
CREATE VIEW word_forms AS
SELECT w.word, (
    SELECT '("' || group_concat(form, '" OR "') || '")' FROM (
        SELECT w.word AS form
        UNION SELECT b.word FROM words a JOIN words b ON b.stem = a.stem WHERE a.word = w.word AND a.asked = 1
        UNION SELECT word FROM words WHERE stem = w.word
        UNION SELECT synonym FROM synonyms WHERE term = w.word AND active = 1
        UNION SELECT term FROM synonyms WHERE synonym = w.word AND active = 1
    )
) AS expression
FROM (
    SELECT stem AS word FROM words s WHERE s.word = (SELECT min(word) FROM words WHERE stem = s.stem)
    UNION ALL SELECT lower(term) FROM synonyms WHERE active = 1
    UNION ALL SELECT lower(synonym) FROM synonyms WHERE active = 1
) w;
