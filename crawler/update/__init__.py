"""What stands around the crawls of ``scrapy update``: the sites, the heartbeat, the reports."""
