-- What became of each letter about a case, what each person wants to be told by mail, and the address of
-- their calendar feed, of which only a digest is kept. None of it holds words of a case.
CREATE TABLE letter (
  id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  cause TEXT COLLATE "C" NOT NULL,
  reference TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  said TEXT COLLATE "C" NOT NULL,
  changed BIGINT NOT NULL
);
CREATE UNIQUE INDEX letter_key ON letter (key);
CREATE INDEX letter_reference ON letter (reference, at);
CREATE INDEX letter_at ON letter (at);
CREATE TABLE mail_choice (
  person TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  chosen TEXT COLLATE "C" NOT NULL,
  changed BIGINT NOT NULL
);
CREATE TABLE feed (
  person TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  token_hash BYTEA NOT NULL,
  made BIGINT NOT NULL
);
CREATE UNIQUE INDEX feed_token ON feed (token_hash);
