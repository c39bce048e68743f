"""Only what differs from Scrapy's defaults, each line with its reason. Any of them: ``-s NAME=VALUE``."""

import os
from importlib.metadata import version

BOT_NAME = "autoblog-archive"
COMMANDS_MODULE = "crawler.commands"
SPIDER_LOADER_CLASS = "crawler.spiders.loader.SiteSpiderLoader"  # one spider for each file in crawler/sites

# --- The archive ---
ARCHIVE = "archive.db"
NOW = None  # ISO 8601: where the archive's clock starts; None is the real clock

HEALTHCHECK_URL = os.environ.get("HEALTHCHECK_URL", "")  # a watchdog that scrapy update tells how it went

# --- Who we are: an honest name, and where to complain ---
USER_AGENT = f"{BOT_NAME}/{version(BOT_NAME)}"  # "(+CONTACT_URL)" is added when it is set
CONTACT_URL = ""  # a page or mailto: that says who archives and why; set it before crawling others' sites
ROBOTSTXT_USER_AGENT = BOT_NAME  # the product token that robots.txt may name (RFC 9309, 2.2.1)

# --- Politeness ---
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 2  # one on the wire, one waiting out its delay: an interrupted crawl ends at once
DOWNLOAD_DELAY = 1.5
DOWNLOAD_DELAY_JITTER = 0.3  # 1.05 to 1.95 seconds: never less than one
AUTOTHROTTLE_ENABLED = True  # a slow site is asked more slowly
AUTOTHROTTLE_START_DELAY = DOWNLOAD_DELAY
CRAWL_DELAY_MAX = 60.0  # seconds; a longer Crawl-delay in robots.txt is cut to this, and logged
RETRY_AFTER_MAX = 300.0  # seconds; a site that asks for a longer rest ends the crawl instead
RETRY_BACKOFF = 10.0  # seconds of rest after a 429 or 503 that names none; doubles with each retry
COOKIES_ENABLED = False  # a visitor without history; session ids only split one page into many
REDIRECT_MAX_TIMES = 10  # a longer chain leads nowhere
DOWNLOAD_VERIFY_CERTIFICATES = True  # whose certificate no browser believes is no witness of what a blog said
METAREFRESH_MAXDELAY = 10  # seconds; who waits longer is to read what stands there

# --- Limits ---
DOWNLOAD_TIMEOUT = 60  # no reader waits longer
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # the longest threads stay below 5 MB; more is no page
LISTING_PAGES_MAX = 2000  # of one "next" chain
COMMENT_PAGES_MAX = 200  # of one article, the further pages of its text included
SITEMAPS_MAX = 500
UPDATE_BUDGET = 500  # requests a site and day that an update may send; what is left is due tomorrow

# --- People's rights ---
# A key of 16 bytes or more, kept outside the archive: commenters then stand under names made with it.
PSEUDONYM_KEY = os.environ.get("PSEUDONYM_KEY", "")
PSEUDONYM_KEY_FILE = os.environ.get("PSEUDONYM_KEY_FILE", "")
RAW_RETENTION_DAYS = None  # raw pages received longer ago are erased when a run ends; None keeps them

# --- Nothing listens, nothing pretends ---
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# --- How the crawl runs ---
CONCURRENT_ITEMS = 1  # the pipelines never wait: Scrapy's 100 tasks for each answer would have nothing to do
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # newest first, as feeds and listings print them
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the failure is a row in the archive and a line of the report
LOG_LEVEL = "WARNING"  # the report tells the rest; -L INFO for Scrapy's own talk
REPORT = True  # a crawl ends with a few lines on stderr: what came, what is missing

SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # the archive wants a 304 and a 404, too
    # What a spider yields are visits: there is no request to be counted or refused.
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.SameSite": 50,  # minds ports and redirects
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.Robots": 100,  # RFC 9309: unreachable means closed
    "crawler.reservations.Reservations": 110,  # what tdmrep.json reserves or was erased is not fetched
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    "crawler.middlewares.Identity": 450,  # in its place: says where to complain, too
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.middlewares.Signposts": 580,  # news pages reload themselves: that is no redirect
    "crawler.middlewares.Crossings": 650,  # sees a redirect before Scrapy follows it
    "crawler.middlewares.Pace": 800,  # Crawl-delay and Retry-After; Scrapy's own retries wait behind it
}
ITEM_PIPELINES = {
    "crawler.pipelines.SplitPages": 100,
    "crawler.pipelines.CheckPages": 150,
    "crawler.pipelines.ProtectVisits": 190,
    "crawler.pipelines.StoreVisits": 200,
}
EXTENSIONS = {
    "crawler.extensions.CrawlRun": 0,
}
