//! What became of the letters about cases: sent, waiting, delivered, failed. No words, no addresses.

use domain::access::Visible;
use domain::ids::PersonId;
use domain::reference::Reference;
use jiff::Timestamp;

use crate::Store;
use crate::cases::{asked, visible};
use crate::fault::Fault;
use crate::value::{Cells, Statement, params};

/// A letter about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    /// Its identifier, which nobody can guess: reports of mail servers name it.
    pub id: String,
    /// The outbox's key.
    pub key: String,
    /// To whom.
    pub person: PersonId,
    /// Whose act it tells of.
    pub cause: PersonId,
    /// The case.
    pub reference: Reference,
    /// When it was first written.
    pub at: Timestamp,
    /// What became of it, as a closed word.
    pub state: String,
    /// What the mail server said, without any address; empty if nothing.
    pub said: String,
    /// Since when that holds.
    pub changed: Timestamp,
}

impl Store {
    /// Keeps that a letter is written. A second attempt finds the first one, with its identifier.
    pub async fn begin_letter(&self, letter: &SentLetter) -> Result<SentLetter, Fault> {
        let sql = "INSERT INTO letter (id, key, person, cause, reference, at, state, said, changed) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (key) DO NOTHING";
        let params = params![
            &letter.id,
            &letter.key,
            letter.person.as_str(),
            letter.cause.as_str(),
            letter.reference.as_str(),
            letter.at,
            &letter.state,
            &letter.said,
            letter.changed
        ];
        self.run(vec![Statement::new(sql, params)]).await?;
        let sql = "SELECT id, key, person, cause, reference, at, state, said, changed \
                   FROM letter WHERE key = ?1";
        let rows = self.query(sql, params![&letter.key]).await?;
        let first = rows.into_iter().next();
        first.map_or_else(|| Ok(letter.clone()), read)
    }

    /// What became of a letter; gives it as it is now if that is news, none if there is no such letter
    /// or it was known.
    pub async fn letter_became(
        &self,
        id: &str,
        state: &str,
        said: &str,
        at: Timestamp,
    ) -> Result<Option<SentLetter>, Fault> {
        let sql = "UPDATE letter SET state = ?2, said = ?3, changed = ?4 \
                   WHERE id = ?1 AND state <> ?2 AND state <> 'failed' \
                   RETURNING id, key, person, cause, reference, at, state, said, changed";
        let rows = self.take(sql, sql, params![id, state, said, at]).await?;
        rows.into_iter().next().map(read).transpose()
    }

    /// The letters about a case that did not arrive, the last first, for who may read the case.
    pub async fn lost_letters(
        &self,
        reference: &Reference,
        visible: &Visible,
    ) -> Result<Vec<SentLetter>, Fault> {
        let sql = concat!(
            "SELECT l.id, l.key, l.person, l.cause, l.reference, l.at, l.state, l.said, l.changed \
             FROM letter l JOIN cases c ON c.reference = l.reference \
             WHERE l.reference = ?1 AND l.state = 'failed' AND ",
            visible!(),
            " ORDER BY l.at DESC, l.id LIMIT 20"
        );
        let rows = self.query(sql, asked(reference, visible)).await?;
        rows.into_iter().map(read).collect()
    }

    /// Forgets the letters from before an instant; returns how many.
    pub async fn clear_letters(&self, before: Timestamp) -> Result<u64, Fault> {
        let sql = "DELETE FROM letter WHERE at < ?1";
        let changed = self.run(vec![Statement::new(sql, params![before])]).await?;
        Ok(changed.iter().sum())
    }
}

fn read(mut cells: Cells) -> Result<SentLetter, Fault> {
    Ok(SentLetter {
        id: cells.text(0)?,
        key: cells.text(1)?,
        person: cells.parsed(2)?,
        cause: cells.parsed(3)?,
        reference: cells.parsed(4)?,
        at: cells.instant(5)?,
        state: cells.text(6)?,
        said: cells.text(7)?,
        changed: cells.instant(8)?,
    })
}
