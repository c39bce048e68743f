"""Whether a site looks redesigned or walled: what its pages showed in a run, against its own past."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crawler.items import VANISHED

PAGE = "page"  # the part that every page has: being believed
RARE = 0.0005  # a run that its past makes less likely than this is no chance
# What one article alone may come to, and stay: a text kept for some readers, an address where nothing is.
_OF_ONE_PAGE = frozenset({"ErrorPage", "OtherPage", "Protected", *VANISHED})
# The same of a site's, as long as the site stands.
_OF_SOME_PAGES = frozenset(
    {"LoginWall", "Paywall", "RedirectForbidden"}
    | {"Http401", "Http402", "Http403", "Http404", "Http410", "Http451"}
)
MANY = 0.5  # of the pages: no past is needed to see that


@dataclass(frozen=True, slots=True)
class Share:
    """How many pages of those ``read`` had a part: of all, or of those whose article had it before."""

    present: int = 0
    read: int = 0

    def __str__(self) -> str:
        return f"{self.present} of {self.read}"


def alarms(
    now: Mapping[str, Share],
    past: Mapping[str, Share],
    reasons: Mapping[str, int],
    again: Mapping[str, int] | None = None,
    *,
    stands: bool = False,
) -> Iterator[str]:
    """Sentences on what departs from the site's past; none when nothing does.

    ``reasons`` counts why pages of this run were not believed, ``again`` those of them that were not believed
    for that reason before; ``stands`` that most of the site's articles could be read at their last visit. One
    page that is no longer what it was has been deleted by a site that does not say so: that is no wall, and
    no news the next time.
    """
    pages = now.get(PAGE, Share())
    old = {reason: number for reason, number in (again or {}).items() if is_lasting(reason, stands=stands)}
    pages = Share(pages.present, pages.read - sum(old.values()))
    doubted = pages.read - pages.present
    alone = doubted == 1 and {one for one in reasons if reasons[one] > old.get(one, 0)} <= _OF_ONE_PAGE
    many = doubted >= MANY * pages.read and not alone
    if doubted and (many or departs(pages, past.get(PAGE, Share()), RARE * 20)):
        told = ", ".join(f"{reason} {number}" for reason, number in sorted(reasons.items()))
        yield f"looks walled or redesigned: {doubted} of {pages.read} pages were not believed ({told})"
    for part, share in sorted(now.items()):
        if part != PAGE and departs(share, past.get(part, Share()), RARE):
            yield f"looks redesigned: {part} on {share} pages that had it, before on {past[part]}"


def is_lasting(reason: str, *, stands: bool) -> bool:
    """Whether a page may be so for good, without anything being wrong: once told, it is no news. Of a site
    that does not stand (``alarms``) less is believed."""
    return reason in _OF_ONE_PAGE or (stands and reason in _OF_SOME_PAGES)


def departs(now: Share, past: Share, rare: float) -> bool:
    """Whether so few pages have a part that the site's past makes it no chance: the probability of as few or
    fewer among as many (binomial, with the past's share by Laplace's rule) is below ``rare``."""
    if not past.read or not now.read:
        return False
    usual = (past.present + 1) / (past.read + 2)
    if now.present >= usual * now.read:
        return False
    chance = sum(
        math.comb(now.read, hits) * usual**hits * (1 - usual) ** (now.read - hits)
        for hits in range(now.present + 1)
    )
    return chance < rare
