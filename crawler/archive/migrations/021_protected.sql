-- A text that asks for its own password is a state of that article, not of the site as a login wall is.
UPDATE failures SET error = 'Protected'
WHERE error = 'LoginWall' AND detail = 'the article asks for its password' AND resolved_at IS NULL;
