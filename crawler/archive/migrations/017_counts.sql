-- The first page counts all articles. A row holds its whole text: read for its counts alone, a table of 60,000
-- articles is hundreds of megabytes, seconds for a cold disk. In this index they are one.
CREATE INDEX articles_by_counts ON articles
    (site_id, archived_comment_count, comment_count, pings, thread_complete, has_opinion, gone_at, withheld);
