-- What is done about a time that was missed. Empty: as is usual for what it does; skip; late: once, within a day.
ALTER TABLE schedule ADD COLUMN missed TEXT NOT NULL DEFAULT '';
