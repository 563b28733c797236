//! Values, rows and statements as both engines take them, so that most SQL is written once.
//!
//! Statements are written with `?1` placeholders and `= ANY(?1)` for lists. SQLite gets the list as a
//! JSON array; PostgreSQL gets `$1` and a real array. Written `= ANY (?1)`, a list only tests rows that are
//! found by other means: SQLite then keeps it as a set, parsed once, instead of a table of its own. No statement of this crate has a question mark in a
//! literal, so nothing in quotes is rewritten.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::fault::Fault;

/// One value of a row or a parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Val {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
    /// A list for `= ANY(?N)`; never a column.
    Texts(Vec<String>),
    /// A list of numbers for `= ANY(?N)`; never a column.
    Ints(Vec<i64>),
    /// A column of many rows for PostgreSQL's `unnest`, some of them without a value.
    Column(Vec<Option<String>>),
}

impl From<i64> for Val {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<u64> for Val {
    fn from(value: u64) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<usize> for Val {
    fn from(value: usize) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<bool> for Val {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}
impl From<&str> for Val {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Val {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<&String> for Val {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}
impl From<Vec<String>> for Val {
    fn from(value: Vec<String>) -> Self {
        Self::Texts(value)
    }
}
impl From<Vec<i64>> for Val {
    fn from(value: Vec<i64>) -> Self {
        Self::Ints(value)
    }
}
impl From<&[u8]> for Val {
    fn from(value: &[u8]) -> Self {
        Self::Blob(value.to_vec())
    }
}
impl From<[u8; 32]> for Val {
    fn from(value: [u8; 32]) -> Self {
        Self::Blob(value.to_vec())
    }
}
impl From<Vec<u8>> for Val {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}
impl From<Date> for Val {
    fn from(value: Date) -> Self {
        Self::Text(value.to_string())
    }
}
impl From<Timestamp> for Val {
    fn from(value: Timestamp) -> Self {
        Self::Int(nanos(value))
    }
}
impl<T: Into<Self>> From<Option<T>> for Val {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The parameters of a statement, in the order of their numbers.
macro_rules! params {
    ($($value:expr),* $(,)?) => { vec![$($crate::value::Val::from($value)),*] };
}
pub(crate) use params;

/// An instant as nanoseconds since 1970, exact from the year 1677 to 2262.
pub(crate) fn nanos(at: Timestamp) -> i64 {
    i64::try_from(at.as_nanosecond()).unwrap_or(i64::MAX)
}

/// The instant of so many nanoseconds since 1970.
pub(crate) fn instant(nanos: i64) -> Result<Timestamp, Fault> {
    Timestamp::from_nanosecond(i128::from(nanos))
        .map_err(|_| Fault::corrupt(format!("`{nanos}` is not an instant")))
}

/// One change.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub sql: &'static str,
    pub params: Vec<Val>,
}

impl Statement {
    pub(crate) fn new(sql: &'static str, params: Vec<Val>) -> Self {
        Self { sql, params }
    }
}

/// One row of an answer. Each cell is taken once.
#[derive(Debug)]
pub(crate) struct Cells(pub Vec<Val>);

impl Cells {
    fn take(&mut self, at: usize) -> Val {
        self.0
            .get_mut(at)
            .map_or(Val::Null, |cell| std::mem::replace(cell, Val::Null))
    }
    pub(crate) fn int(&mut self, at: usize) -> Result<i64, Fault> {
        match self.take(at) {
            Val::Int(value) => Ok(value),
            other => Err(wrong(at, "a number", &other)),
        }
    }
    pub(crate) fn count(&mut self, at: usize) -> Result<u64, Fault> {
        self.int(at)
            .and_then(|n| u64::try_from(n).map_err(|_| wrong(at, "a count", &Val::Int(n))))
    }
    pub(crate) fn flag(&mut self, at: usize) -> Result<bool, Fault> {
        Ok(self.int(at)? != 0)
    }
    pub(crate) fn opt_int(&mut self, at: usize) -> Result<Option<i64>, Fault> {
        match self.take(at) {
            Val::Null => Ok(None),
            Val::Int(value) => Ok(Some(value)),
            other => Err(wrong(at, "a number or nothing", &other)),
        }
    }
    pub(crate) fn text(&mut self, at: usize) -> Result<String, Fault> {
        match self.take(at) {
            Val::Text(value) => Ok(value),
            other => Err(wrong(at, "text", &other)),
        }
    }
    pub(crate) fn opt_text(&mut self, at: usize) -> Result<Option<String>, Fault> {
        match self.take(at) {
            Val::Null => Ok(None),
            Val::Text(value) => Ok(Some(value)),
            other => Err(wrong(at, "text or nothing", &other)),
        }
    }
    pub(crate) fn opt_blob(&mut self, at: usize) -> Result<Option<Vec<u8>>, Fault> {
        match self.take(at) {
            Val::Null => Ok(None),
            Val::Blob(value) => Ok(Some(value)),
            other => Err(wrong(at, "bytes or nothing", &other)),
        }
    }
    pub(crate) fn blob(&mut self, at: usize) -> Result<Vec<u8>, Fault> {
        self.opt_blob(at)?
            .ok_or_else(|| wrong(at, "bytes", &Val::Null))
    }
    pub(crate) fn hash(&mut self, at: usize) -> Result<[u8; 32], Fault> {
        let bytes = self.blob(at)?;
        bytes
            .try_into()
            .map_err(|_| Fault::corrupt(format!("column {at} is not a digest of 32 bytes")))
    }
    pub(crate) fn instant(&mut self, at: usize) -> Result<Timestamp, Fault> {
        self.int(at).and_then(instant)
    }
    /// A cell that holds the text of `T`.
    pub(crate) fn parsed<T: std::str::FromStr>(&mut self, at: usize) -> Result<T, Fault> {
        let text = self.text(at)?;
        text.parse()
            .map_err(|_| Fault::corrupt(format!("column {at} holds `{text}`")))
    }
    /// A cell that may hold the text of `T`.
    pub(crate) fn opt_parsed<T: std::str::FromStr>(
        &mut self,
        at: usize,
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.opt_text(at)? else {
            return Ok(None);
        };
        text.parse()
            .map(Some)
            .map_err(|_| Fault::corrupt(format!("column {at} holds `{text}`")))
    }
}

fn wrong(at: usize, expected: &str, found: &Val) -> Fault {
    let found = match found {
        Val::Null => "nothing",
        Val::Int(_) => "a number",
        Val::Text(_) => "text",
        Val::Blob(_) => "bytes",
        Val::Texts(_) | Val::Ints(_) | Val::Column(_) => "a list",
    };
    Fault::corrupt(format!("column {at} holds {found} instead of {expected}"))
}

/// The statement as SQLite reads it.
pub(crate) fn for_sqlite(sql: &str) -> Cow<'_, str> {
    if !sql.contains("= ANY") {
        return Cow::Borrowed(sql);
    }
    let mut text = String::with_capacity(sql.len() + 64);
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once("= ANY") {
        let tests = after.starts_with(' ');
        let (list, after) = after.split_once(')').unwrap_or((after, ""));
        let list = list.trim_start_matches([' ', '(']);
        if tests {
            let before = before.trim_end();
            let at = before.rfind([' ', '(']).map_or(0, |at| at + 1);
            let (before, column) = before.split_at(at);
            text.push_str(&format!("{before}among({list}, {column})"));
        } else {
            text.push_str(&format!("{before}IN (SELECT value FROM json_each({list}))"));
        }
        rest = after;
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The statement as PostgreSQL reads it.
pub(crate) fn for_postgres(sql: &str) -> String {
    sql.replace('?', "$").replace("instr(", "strpos(")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_by_each_engine_in_its_own_way() {
        let sql = "SELECT 1 WHERE a = ANY(?2) AND b = ?1 AND c = ANY(?3)";
        assert_eq!(
            for_sqlite(sql),
            "SELECT 1 WHERE a IN (SELECT value FROM json_each(?2)) AND b = ?1 \
             AND c IN (SELECT value FROM json_each(?3))"
        );
        let tests = "SELECT 1 WHERE EXISTS (SELECT 1 FROM t v WHERE v.token = ANY (?2) AND b = ?1)";
        assert_eq!(
            for_sqlite(tests),
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM t v WHERE among(?2, v.token) AND b = ?1)"
        );
        assert_eq!(
            for_postgres(sql),
            "SELECT 1 WHERE a = ANY($2) AND b = $1 AND c = ANY($3)"
        );
    }

    #[test]
    fn an_instant_comes_back_to_the_nanosecond() {
        let at: Timestamp = "2026-04-02T10:00:00.123456789+01:00".parse().unwrap();
        assert_eq!(instant(nanos(at)).unwrap(), at);
    }
}
