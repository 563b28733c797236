-- Messages as they came: kept before it is decided what becomes of them, and until it is. `reference` is the
-- case to which a message was addressed: only its readers may know of the message.
CREATE TABLE incoming (
  key TEXT COLLATE "C" PRIMARY KEY NOT NULL,
  digest BYTEA NOT NULL,
  sender TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  size BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  reason TEXT COLLATE "C",
  reference TEXT COLLATE "C",
  told TEXT COLLATE "C" NOT NULL,
  sketch TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX incoming_digest ON incoming (digest);
CREATE INDEX incoming_state ON incoming (state, at, key);
CREATE INDEX incoming_sender ON incoming (sender, at);
CREATE TABLE incoming_chunk (
  key TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (key, n)
);
-- Statistics would keep samples of what is erased.
ALTER TABLE incoming ALTER COLUMN told SET STATISTICS 0;
ALTER TABLE incoming_chunk ALTER COLUMN bytes SET STATISTICS 0;
