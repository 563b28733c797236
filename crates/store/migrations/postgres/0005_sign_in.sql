-- How each session began and on what; and what is good for one use: a link by mail, an administrator's
-- link, a sign-in under way. Only digests of what the browser holds are kept.
ALTER TABLE session ADD COLUMN way TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN hint TEXT COLLATE "C";
CREATE TABLE pass (
  token_hash BYTEA PRIMARY KEY NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  person TEXT COLLATE "C",
  payload TEXT COLLATE "C" NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX pass_person ON pass (person, kind) WHERE person IS NOT NULL;
CREATE INDEX pass_expires ON pass (expires);
