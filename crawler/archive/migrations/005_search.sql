-- Full text: 'electrique' finds 'électrique'. The words stay in their tables (external content); the index is
-- kept by one INSERT … SELECT a visit, because triggers cost more than twice as much. Whoever changes one of
-- these columns must take the old words out first (see search.py).

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    headline, description, opinion, body,
    content = 'articles', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE comments_fts USING fts5 (
    text, author,
    content = 'comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
