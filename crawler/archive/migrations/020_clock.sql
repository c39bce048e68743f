-- A machine whose clock ran ahead (not yet set by NTP, a wrong year) dates what it writes into the future. When
-- the clock is right again, these moments are set back together (see set_back.py); of each run that wrote some
-- it is kept by how many seconds. NULL: its clock was right, as far as is known.
ALTER TABLE crawl_runs ADD COLUMN set_back INTEGER;
