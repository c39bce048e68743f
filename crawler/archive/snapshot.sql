-- What a public copy holds, column by column: what is not named here stays inside. 'source' is the archive,
-- 'chosen' the ids of the articles that were asked for; shown_name(), shown_url() and shown_text() give
-- commenters other names where that was asked for, and change nothing else.
--
-- Raw pages, captures, addresses, signals, failures, robots.txt copies, the list of erased people and its salt,
-- the pseudonyms' key are nobody's business. So are the arguments of a run, which may hold paths, and its statistics.

-- Wishes may have come in since the articles were chosen.
DELETE FROM chosen WHERE id NOT IN (SELECT id FROM source.articles WHERE withheld IS NULL);

INSERT INTO sites (id, name, url, title, in_language, time_zone, first_seen_at)
SELECT id, name, url, title, in_language, time_zone, first_seen_at FROM source.sites
WHERE id IN (SELECT site_id FROM source.articles WHERE id IN (SELECT id FROM chosen));

INSERT INTO crawl_runs (id, site_id, spider, program, started_at, finished_at, status, finish_reason, requests,
    articles_new, articles_changed, articles_unchanged, articles_failed, comments_new, comments_edited,
    comments_removed, not_modified, bytes)
SELECT id, site_id, spider, program, started_at, finished_at, status, finish_reason, requests,
    articles_new, articles_changed, articles_unchanged, articles_failed, comments_new, comments_edited,
    comments_removed, not_modified, bytes
FROM source.crawl_runs WHERE site_id IN (SELECT id FROM sites);

INSERT INTO articles (id, site_id, identity, url, canonical_url, headline, description, date_published,
    date_published_utc, date_published_raw, date_modified, section, in_language, layout, comment_system,
    comment_count, archived_comment_count, pings, comment_pages, thread_complete, has_opinion, source_count,
    word_count, revision_count, first_seen_at, last_seen_at, changed_at, gone_at, opinion, body, body_digest,
    thread_closed_at, kept_parts, rules, gone_reason)
SELECT id, site_id, identity, url, canonical_url, headline, description, date_published,
    date_published_utc, date_published_raw, date_modified, section, in_language, layout, comment_system,
    comment_count, archived_comment_count, pings, comment_pages, thread_complete, has_opinion, source_count,
    word_count, revision_count, first_seen_at, last_seen_at, changed_at, gone_at, opinion, body, body_digest,
    thread_closed_at, kept_parts, rules, gone_reason
FROM source.articles WHERE id IN (SELECT id FROM chosen) ORDER BY id;

INSERT INTO merged_articles (id, article_id, at)
SELECT id, article_id, at FROM source.merged_articles WHERE article_id IN (SELECT id FROM chosen);

INSERT INTO article_events (id, article_id, at, event, detail, address)
SELECT id, article_id, at, event, detail, address FROM source.article_events
WHERE article_id IN (SELECT id FROM chosen);

INSERT INTO authors (id, site_id, name)
SELECT id, site_id, name FROM source.authors WHERE id IN (
    SELECT author_id FROM source.article_authors WHERE article_id IN (SELECT id FROM chosen));
INSERT INTO article_authors (article_id, position, author_id)
SELECT article_id, position, author_id FROM source.article_authors
WHERE article_id IN (SELECT id FROM chosen);

INSERT INTO keywords (id, name)
SELECT id, name FROM source.keywords WHERE id IN (
    SELECT keyword_id FROM source.article_keywords WHERE article_id IN (SELECT id FROM chosen));
INSERT INTO article_keywords (article_id, position, keyword_id)
SELECT article_id, position, keyword_id FROM source.article_keywords
WHERE article_id IN (SELECT id FROM chosen);

INSERT INTO blocks (article_id, position, part, kind, level, url, rule, text)
SELECT article_id, position, part, kind, level, url, rule, text FROM source.blocks
WHERE article_id IN (SELECT id FROM chosen);

INSERT INTO sources (id, name, kind)
SELECT id, name, kind FROM source.sources WHERE id IN (
    SELECT source_id FROM source.citations WHERE article_id IN (SELECT id FROM chosen));
INSERT INTO source_aliases (alias, source_id)
SELECT alias, source_id FROM source.source_aliases WHERE source_id IN (SELECT id FROM sources);
INSERT INTO citations (article_id, position, source_id, name, url, raw)
SELECT article_id, position, source_id, name, url, raw FROM source.citations
WHERE article_id IN (SELECT id FROM chosen);

INSERT INTO opinions (id, article_id, position, heading, text)
SELECT id, article_id, position, heading, text FROM source.opinions
WHERE article_id IN (SELECT id FROM chosen);

-- What the last page of an article wishes: without captures, those of earlier ones could not be told apart.
INSERT INTO opt_outs (id, article_id, signal, value, seen_at, decision, reason)
SELECT o.id, o.article_id, o.signal, o.value, o.seen_at, o.decision, o.reason FROM source.opt_outs o
JOIN source.articles a ON a.id = o.article_id AND a.capture_id IS o.capture_id
WHERE o.article_id IN (SELECT id FROM chosen);

INSERT INTO revisions (id, article_id, number, seen_at)
SELECT id, article_id, number, seen_at FROM source.revisions WHERE article_id IN (SELECT id FROM chosen);
INSERT INTO revision_fields (revision_id, field, before, after)
SELECT revision_id, field, before, after FROM source.revision_fields
WHERE revision_id IN (SELECT id FROM revisions);

INSERT INTO comments (id, article_id, external_id, parent_id, parent_external_id, parent_from, depth, position,
    sort_path, author, author_url, is_staff, date_published, date_published_utc, date_published_raw, text,
    first_seen_at, last_seen_at, edited_at, removed_at, place_kept, unseen_since, unseen_because, erased_at)
SELECT id, article_id, external_id, parent_id, parent_external_id, parent_from, depth, position,
    sort_path, shown_name(article_id, author), shown_url(author_url), is_staff, date_published,
    date_published_utc, date_published_raw, shown_text(article_id, text),
    first_seen_at, last_seen_at, edited_at, removed_at, place_kept, unseen_since, unseen_because, erased_at
FROM source.comments WHERE article_id IN (SELECT id FROM chosen) ORDER BY article_id, id;

INSERT INTO commenters (site_id, name, comment_count, first_comment_at, last_comment_at)
SELECT a.site_id, c.author, count(*), min(c.date_published_utc), max(c.date_published_utc)
FROM comments c JOIN articles a ON a.id = c.article_id
WHERE c.author IS NOT NULL AND instr(c.author, char(0)) = 0 GROUP BY 1, 2;
UPDATE comments SET commenter_id = (
    SELECT m.id FROM commenters m JOIN articles a ON a.site_id = m.site_id
    WHERE a.id = comments.article_id AND m.name = comments.author);

INSERT INTO comment_revisions (id, comment_id, seen_at, before, after)
SELECT r.id, r.comment_id, r.seen_at, shown_text(c.article_id, r.before), shown_text(c.article_id, r.after)
FROM source.comment_revisions r JOIN comments c ON c.id = r.comment_id ORDER BY c.article_id, r.id;
INSERT INTO comment_events (id, comment_id, at, event)
SELECT id, comment_id, at, event FROM source.comment_events WHERE comment_id IN (SELECT id FROM comments);

-- The words of the indexes are listed anew, too (see words.py): a list of the archive's would name people.
INSERT INTO synonyms (term, synonym, active) SELECT term, synonym, active FROM source.synonyms;
INSERT INTO unread_words (source, first, last) SELECT 'articles', 1, max(id) FROM articles HAVING count(*);
INSERT INTO unread_words (source, first, last) SELECT 'comments', 1, max(id) FROM comments HAVING count(*);

-- When the schema's steps were taken is the archive's past, too; so the same rows give the same file.
DELETE FROM _sqlite_migrations;
INSERT INTO _sqlite_migrations SELECT * FROM source._sqlite_migrations ORDER BY id;

-- The indexes are made of the words that the copy holds.
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
INSERT INTO comments_fts (comments_fts) VALUES ('rebuild');
