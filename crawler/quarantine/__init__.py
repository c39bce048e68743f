"""Whether a page that came is to be believed: pure functions of the page, of what was read, and of the past.

A page that is not believed is kept with its bytes and the reason; the archive's last good rows stay.
"""

from crawler.quarantine.page import Past, Suspicion, judge
from crawler.quarantine.redesign import Reading, settle, with_date
from crawler.quarantine.site import PAGE, Share, alarms, is_lasting
from crawler.quarantine.thread import unseen_because

__all__ = [
    "PAGE",
    "Past",
    "Reading",
    "Share",
    "Suspicion",
    "alarms",
    "is_lasting",
    "judge",
    "settle",
    "unseen_because",
    "with_date",
]
