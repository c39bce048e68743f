"""What stands around the crawls of ``scrapy update``: the lock, the sites, the heartbeat, the report."""
