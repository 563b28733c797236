-- What one person is told, has begun to write, and is signed in with; what leaves the house.
CREATE TABLE notice (
  person TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  reference TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  basis TEXT COLLATE "C" NOT NULL,
  read_at BIGINT,
  PRIMARY KEY (person, at, reference, kind)
);
CREATE INDEX notice_unread ON notice (person, at, reference) WHERE read_at IS NULL;
CREATE TABLE outbox (
  key TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  payload TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  done_at BIGINT,
  trouble TEXT COLLATE "C"
);
CREATE INDEX outbox_waiting ON outbox (next_at, key) WHERE done_at IS NULL;
CREATE TABLE draft (
  person TEXT COLLATE "C" NOT NULL,
  form TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  fields TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (person, form)
);
CREATE TABLE session (
  token_hash BYTEA PRIMARY KEY NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  created BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires);
CREATE TABLE access_log (
  at BIGINT NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  reference TEXT COLLATE "C" NOT NULL,
  what TEXT COLLATE "C" NOT NULL,
  basis TEXT COLLATE "C" NOT NULL
);
CREATE INDEX access_log_reference ON access_log (reference, at);
-- Statistics would keep samples of what is erased.
ALTER TABLE draft ALTER COLUMN fields SET STATISTICS 0;
ALTER TABLE outbox ALTER COLUMN payload SET STATISTICS 0;
