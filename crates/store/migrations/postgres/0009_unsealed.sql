-- Streams wait for their seal in the order in which they were opened: what a commit adds stands at the end,
-- and what one batch seals lies together.
DROP INDEX stream_unsealed;
CREATE INDEX stream_unsealed ON stream (id) WHERE sealed < version;
