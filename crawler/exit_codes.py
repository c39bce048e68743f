"""What the end of a command says to who called it: the numbers of the public contract."""

from __future__ import annotations

FAILED = 1
USAGE = 2
PARTIAL = 3  # some pages or comments are missing; the archive says which
ALARM = 4  # a site looks redesigned or walled
LOCKED = 75  # sysexits.h's EX_TEMPFAIL: try again later
INTERRUPTED = 130  # by SIGINT; by any signal it is 128 and its number, as shells have it
TERMINATED = 143
