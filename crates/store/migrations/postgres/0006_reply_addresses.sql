-- Which case a reply address stands for.
CREATE TABLE reply_address (
  token TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  reference TEXT COLLATE "C" NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX reply_address_reference ON reply_address (reference, expires);
