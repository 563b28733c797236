-- Which case a reply address stands for.
CREATE TABLE reply_address (
  token TEXT PRIMARY KEY NOT NULL,
  reference TEXT NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reply_address_reference ON reply_address (reference, expires);
