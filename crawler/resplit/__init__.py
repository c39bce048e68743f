"""``scrapy resplit``: the raw pages of the archive read again with today's rules."""
