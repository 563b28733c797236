-- One row per record of any register, folded from its events. `due` is 9999-12-31 where none runs.
CREATE TABLE cases (
  stream BIGINT PRIMARY KEY NOT NULL,
  reference TEXT COLLATE "C" NOT NULL,
  register TEXT COLLATE "C" NOT NULL,
  title TEXT COLLATE "C",
  state TEXT COLLATE "C" NOT NULL,
  closed BIGINT NOT NULL,
  due TEXT COLLATE "C" NOT NULL,
  waits_on TEXT COLLATE "C",
  service TEXT COLLATE "C",
  ward TEXT COLLATE "C",
  holder TEXT COLLATE "C",
  handler TEXT COLLATE "C",
  received BIGINT NOT NULL,
  received_on TEXT COLLATE "C" NOT NULL,
  answered_on TEXT COLLATE "C",
  closed_on TEXT COLLATE "C",
  judged TEXT COLLATE "C",
  held TEXT COLLATE "C"
);
CREATE UNIQUE INDEX cases_reference ON cases (reference);
CREATE INDEX cases_waits_on ON cases (waits_on, closed, due, reference) WHERE waits_on IS NOT NULL;
CREATE INDEX cases_holder ON cases (holder, closed, due, reference) WHERE holder IS NOT NULL;
CREATE INDEX cases_service ON cases (service, closed, due, reference) WHERE service IS NOT NULL;
CREATE INDEX cases_ward ON cases (ward, closed, due, reference) WHERE ward IS NOT NULL;
CREATE INDEX cases_handler ON cases (handler, closed, due, reference) WHERE handler IS NOT NULL;

-- Who may read, by relation, in the order of lists: one seek per relation. `words` is 0 for a relation that
-- may know of the case but not read its words.
CREATE TABLE case_token (
  stream BIGINT NOT NULL,
  token TEXT COLLATE "C" NOT NULL,
  words BIGINT NOT NULL,
  closed BIGINT NOT NULL,
  due TEXT COLLATE "C" NOT NULL,
  received BIGINT NOT NULL,
  reference TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (stream, token)
);
CREATE INDEX case_token_due ON case_token (token, closed, due, reference);
CREATE INDEX case_token_received ON case_token (token, received, reference);
-- Who may not, by person, before everything else.
CREATE TABLE case_denied (
  stream BIGINT NOT NULL,
  person TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (stream, person)
);

-- The words of a case, one line per content ('' for those of its row). What search answers is read
-- here; `search_term` only proposes cases, and may lag behind for lines that are `pending`.
CREATE TABLE search_doc (
  stream BIGINT NOT NULL,
  content TEXT COLLATE "C" NOT NULL,
  received BIGINT NOT NULL,
  terms TEXT COLLATE "C" NOT NULL,
  pending BIGINT NOT NULL,
  PRIMARY KEY (stream, content)
);
-- In the order of receipt, in which the lists of `search_term` grow at their ends.
CREATE INDEX search_doc_pending ON search_doc (received, stream, content) WHERE pending = 1;
CREATE TABLE search_term (
  term TEXT COLLATE "C" NOT NULL,
  received BIGINT NOT NULL,
  stream BIGINT NOT NULL,
  PRIMARY KEY (term, received, stream)
);
-- Statistics would keep samples of what is erased.
ALTER TABLE search_doc ALTER COLUMN terms SET STATISTICS 0;
ALTER TABLE search_term ALTER COLUMN term SET STATISTICS 0;
