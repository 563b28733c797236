//! The rows of cases as they are and as their events say, so that only what differs is written: one
//! statement a row on SQLite, one for many rows on PostgreSQL.

use std::collections::BTreeMap;

use super::tables::{TABLES, Table};
use crate::batch::Projection;
use crate::cases;
use crate::fault::Fault;
use crate::search;
use crate::tx::Tx;
use crate::value::{Cells, Statement, Val, params};

/// The rows of one case in each of the tables.
#[derive(Debug, Default, PartialEq)]
pub(super) struct CaseRows([Vec<Vec<Val>>; TABLES.len()]);

impl CaseRows {
    /// As its events say.
    pub(super) fn of(stream: i64, projection: &Projection) -> Self {
        let mut rows = Self([
            vec![cases::row_params(stream, &projection.row)],
            cases::token_rows(stream, projection).collect(),
            cases::denied_rows(stream, projection).collect(),
            vec![search::row_line(stream, &projection.row)],
        ]);
        for rows in &mut rows.0 {
            rows.sort_by(|a, b| name(a).cmp(name(b)));
            rows.dedup_by(|b, a| name(a) == name(b));
        }
        rows
    }
}

/// What tells the rows of a case apart in their table.
fn name(row: &[Val]) -> &str {
    match row.get(1) {
        Some(Val::Text(name)) => name,
        _ => "",
    }
}

/// The rows that there are of the streams after one and up to another.
pub(super) async fn kept(
    tx: &impl Tx,
    (after, upto): (i64, i64),
) -> Result<BTreeMap<i64, CaseRows>, Fault> {
    let mut kept: BTreeMap<i64, CaseRows> = BTreeMap::new();
    for (n, table) in TABLES.iter().enumerate() {
        for Cells(row) in tx.query(table.read, &[after.into(), upto.into()]).await? {
            let Some(Val::Int(stream)) = row.first() else {
                return Err(Fault::corrupt("a row of a case without its stream"));
            };
            kept.entry(*stream).or_default().0[n].push(row);
        }
    }
    Ok(kept)
}

/// What is to be written of some cases, by table.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// How many cases have a row that is not as their events say.
    pub cases: u64,
    tables: [Change; TABLES.len()],
}

#[derive(Debug, Default)]
struct Change {
    /// The streams whose rows go.
    gone: Vec<i64>,
    /// The rows that come.
    new: Vec<Vec<Val>>,
}

impl Changes {
    /// Adds what makes the rows of a case what they should be.
    pub(super) fn add(&mut self, stream: i64, kept: CaseRows, wanted: CaseRows) {
        if kept == wanted {
            return;
        }
        self.cases += 1;
        for (change, (kept, wanted)) in self.tables.iter_mut().zip(kept.0.into_iter().zip(wanted.0))
        {
            if kept
                .iter()
                .all(|row| wanted.iter().any(|it| name(it) == name(row)))
            {
                // Both are in order, and most rows are what they were.
                change
                    .new
                    .extend(wanted.into_iter().filter(|row| !kept.contains(row)));
            } else {
                change.gone.push(stream);
                change.new.extend(wanted);
            }
        }
    }

    /// Adds other changes, of later streams.
    pub(super) fn append(&mut self, other: Self) {
        self.cases += other.cases;
        for (change, other) in self.tables.iter_mut().zip(other.tables) {
            change.gone.extend(other.gone);
            change.new.extend(other.new);
        }
    }

    /// Writes them. `unique` if the index that keeps each reference to one case is there.
    pub(super) async fn write(self, tx: &impl Tx, unique: bool) -> Result<(), Fault> {
        let mut statements = Vec::new();
        if unique {
            statements.extend(self.in_the_way());
        }
        for (table, change) in TABLES.iter().zip(self.tables) {
            if tx.is_postgres() {
                if !change.gone.is_empty() {
                    statements.push(Statement::new(table.delete_many, params![change.gone]));
                }
                if !change.new.is_empty() {
                    statements.push(Statement::new(
                        table.insert_many,
                        columns(table, change.new),
                    ));
                }
            } else {
                let delete = |stream| Statement::new(table.delete, params![stream]);
                statements.extend(change.gone.into_iter().map(delete));
                let insert = |row| Statement::new(table.insert, row);
                statements.extend(change.new.into_iter().map(insert));
            }
        }
        tx.change(&statements).await.map(drop)
    }

    /// Removes rows of other cases that hold a reference of these. They are not as their events say
    /// either, and are written with their own reference when it is their turn.
    fn in_the_way(&self) -> Option<Statement> {
        let new = &self.tables[0].new;
        let references: Vec<String> = new.iter().map(|row| name(row).to_owned()).collect();
        let sql = "DELETE FROM cases WHERE reference = ANY(?1)";
        (!references.is_empty()).then(|| Statement::new(sql, params![references]))
    }
}

/// Rows as PostgreSQL takes many at once: a list for each column.
fn columns(table: &Table, rows: Vec<Vec<Val>>) -> Vec<Val> {
    let mut numbers: Vec<Vec<i64>> = vec![Vec::new(); table.columns];
    let mut texts: Vec<Vec<Option<String>>> = vec![Vec::new(); table.columns];
    for row in rows {
        for (n, value) in row.into_iter().enumerate() {
            match value {
                Val::Int(value) => numbers[n].push(value),
                Val::Text(value) => texts[n].push(Some(value)),
                _ => texts[n].push(None),
            }
        }
    }
    let lists = numbers.into_iter().zip(texts).enumerate();
    lists
        .map(|(n, (numbers, texts))| {
            if table.numbers.contains(&n) {
                Val::Ints(numbers)
            } else {
                Val::Column(texts)
            }
        })
        .collect()
}
