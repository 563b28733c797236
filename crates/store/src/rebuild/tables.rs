//! The tables that hold the rows of cases, and the statements that a rebuild reads and writes them with.

/// A table of cases' rows. Its first column is the stream, and the second tells the rows of a case apart.
pub(super) struct Table {
    /// The rows of the streams after one and up to another, in order.
    pub read: &'static str,
    /// Removes the rows of a stream.
    pub delete: &'static str,
    /// Removes those of many.
    pub delete_many: &'static str,
    /// Writes a row, over the one that is there.
    pub insert: &'static str,
    /// Writes many on PostgreSQL, given the list of each column.
    pub insert_many: &'static str,
    /// How many columns there are.
    pub columns: usize,
    /// Those of them that hold numbers.
    pub numbers: &'static [usize],
}

/// A statement that writes a row, and the one that writes many at once from the list of each column.
macro_rules! writes {
    ($into:literal, $values:literal, $lists:literal, $over:literal) => {
        (
            concat!("INSERT INTO ", $into, " VALUES (", $values, ") ", $over),
            concat!("INSERT INTO ", $into, " SELECT ", $lists, " ", $over),
        )
    };
}

const CASES: (&str, &str) = writes!(
    "cases (stream, reference, register, title, state, closed, due, waits_on, service, ward, holder, \
     handler, received, received_on, answered_on, closed_on, judged, held)",
    "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18",
    "* FROM unnest(?1::bigint[], ?2::text[], ?3::text[], ?4::text[], ?5::text[], ?6::bigint[], \
     ?7::text[], ?8::text[], ?9::text[], ?10::text[], ?11::text[], ?12::text[], ?13::bigint[], \
     ?14::text[], ?15::text[], ?16::text[], ?17::text[], ?18::text[])",
    "ON CONFLICT (stream) DO UPDATE SET reference = excluded.reference, register = excluded.register, \
     title = excluded.title, state = excluded.state, closed = excluded.closed, due = excluded.due, \
     waits_on = excluded.waits_on, service = excluded.service, ward = excluded.ward, \
     holder = excluded.holder, handler = excluded.handler, received = excluded.received, \
     received_on = excluded.received_on, answered_on = excluded.answered_on, \
     closed_on = excluded.closed_on, judged = excluded.judged, held = excluded.held"
);

const TOKENS: (&str, &str) = writes!(
    "case_token (stream, token, words, closed, due, received, reference)",
    "?1, ?2, ?3, ?4, ?5, ?6, ?7",
    "* FROM unnest(?1::bigint[], ?2::text[], ?3::bigint[], ?4::bigint[], ?5::text[], ?6::bigint[], \
     ?7::text[])",
    "ON CONFLICT (stream, token) DO UPDATE SET words = excluded.words, closed = excluded.closed, \
     due = excluded.due, received = excluded.received, reference = excluded.reference"
);

const DENIED: (&str, &str) = writes!(
    "case_denied (stream, person)",
    "?1, ?2",
    "* FROM unnest(?1::bigint[], ?2::text[])",
    "ON CONFLICT (stream, person) DO NOTHING"
);

const DOCS: (&str, &str) = writes!(
    "search_doc (stream, content, received, terms, pending)",
    "?1, ?2, ?3, ?4, 1",
    "*, 1 FROM unnest(?1::bigint[], ?2::text[], ?3::bigint[], ?4::text[])",
    "ON CONFLICT (stream, content) DO UPDATE SET received = excluded.received, \
     terms = excluded.terms, pending = 1"
);

/// Each table with all its columns. Of `search_doc` it is the line of the row; those of contents are written
/// with the contents.
pub(super) const TABLES: [Table; 4] = [
    Table {
        read: "SELECT stream, reference, register, title, state, closed, due, waits_on, service, \
            ward, holder, handler, received, received_on, answered_on, closed_on, judged, held \
            FROM cases WHERE stream > ?1 AND stream <= ?2 ORDER BY stream",
        delete: "DELETE FROM cases WHERE stream = ?1",
        delete_many: "DELETE FROM cases WHERE stream = ANY(?1)",
        insert: CASES.0,
        insert_many: CASES.1,
        columns: 18,
        numbers: &[0, 5, 12],
    },
    Table {
        read: "SELECT stream, token, words, closed, due, received, reference FROM case_token WHERE \
            stream > ?1 AND stream <= ?2 ORDER BY stream, token",
        delete: "DELETE FROM case_token WHERE stream = ?1",
        delete_many: "DELETE FROM case_token WHERE stream = ANY(?1)",
        insert: TOKENS.0,
        insert_many: TOKENS.1,
        columns: 7,
        numbers: &[0, 2, 3, 5],
    },
    Table {
        read: "SELECT stream, person FROM case_denied WHERE stream > ?1 AND stream <= ?2 ORDER BY \
            stream, person",
        delete: "DELETE FROM case_denied WHERE stream = ?1",
        delete_many: "DELETE FROM case_denied WHERE stream = ANY(?1)",
        insert: DENIED.0,
        insert_many: DENIED.1,
        columns: 2,
        numbers: &[0],
    },
    Table {
        read: "SELECT stream, content, received, terms FROM search_doc WHERE stream > ?1 AND stream \
            <= ?2 AND content = '' ORDER BY stream, content",
        delete: "DELETE FROM search_doc WHERE stream = ?1 AND content = ''",
        delete_many: "DELETE FROM search_doc WHERE stream = ANY(?1) AND content = ''",
        insert: DOCS.0,
        insert_many: DOCS.1,
        columns: 4,
        numbers: &[0, 2],
    },
];
