//! What a person has begun to write and not yet sent, so that a failed step never loses words.

use domain::ids::PersonId;
use jiff::Timestamp;

use crate::Store;
use crate::fault::Fault;
use crate::value::{Statement, params};

impl Store {
    /// Keeps the fields of a form for a person, as JSON. A form that is about a case has the case's
    /// reference in its key, by which erasure finds it.
    pub async fn keep_draft(
        &self,
        person: &PersonId,
        form: &str,
        fields: &str,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO draft (person, form, at, fields) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT (person, form) DO UPDATE \
                   SET at = excluded.at, fields = excluded.fields";
        let params = params![person.as_str(), form, at, fields];
        self.run(vec![Statement::new(sql, params)]).await.map(drop)
    }

    /// What a person has begun to write in a form, and when.
    pub async fn draft(
        &self,
        person: &PersonId,
        form: &str,
    ) -> Result<Option<(String, Timestamp)>, Fault> {
        let sql = "SELECT fields, at FROM draft WHERE person = ?1 AND form = ?2";
        let rows = self.query(sql, params![person.as_str(), form]).await?;
        rows.into_iter()
            .next()
            .map(|mut cells| Ok((cells.text(0)?, cells.instant(1)?)))
            .transpose()
    }

    /// Every form that a person has begun, newest first, with the time.
    pub async fn drafts(&self, person: &PersonId) -> Result<Vec<(String, Timestamp)>, Fault> {
        let sql = "SELECT form, at FROM draft WHERE person = ?1 ORDER BY at DESC, form";
        let rows = self.query(sql, params![person.as_str()]).await?;
        rows.into_iter()
            .map(|mut cells| Ok((cells.text(0)?, cells.instant(1)?)))
            .collect()
    }

    /// Throws a draft away.
    pub async fn drop_draft(&self, person: &PersonId, form: &str) -> Result<(), Fault> {
        let sql = "DELETE FROM draft WHERE person = ?1 AND form = ?2";
        let params = params![person.as_str(), form];
        self.run(vec![Statement::new(sql, params)]).await.map(drop)
    }

    /// Throws away every draft that is older than an instant; returns how many.
    pub async fn clear_drafts(&self, before: Timestamp) -> Result<u64, Fault> {
        let sql = "DELETE FROM draft WHERE at < ?1";
        let changed = self.run(vec![Statement::new(sql, params![before])]).await?;
        Ok(changed.iter().sum())
    }
}
