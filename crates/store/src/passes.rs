//! What is good for one use and a short time: a link by mail, an administrator's link, a sign-in under
//! way. Only a digest of what its holder shows is kept.

use domain::ids::PersonId;
use jiff::Timestamp;

use crate::Store;
use crate::fault::Fault;
use crate::value::{Cells, Statement, params};

/// Something that its holder can show once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// The digest of what its holder shows.
    pub token_hash: [u8; 32],
    /// What it is for, as a closed word.
    pub kind: String,
    /// For whom, if that is known.
    pub person: Option<PersonId>,
    /// What goes with it, as JSON.
    pub payload: String,
    /// Until when it is good.
    pub expires: Timestamp,
}

impl Pass {
    /// The statement that keeps it.
    pub(crate) fn kept(&self) -> Statement {
        Statement::new(
            "INSERT INTO pass (token_hash, kind, person, payload, expires) \
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                self.token_hash,
                &self.kind,
                self.person.as_ref().map(PersonId::as_str),
                &self.payload,
                self.expires
            ],
        )
    }
}

impl Store {
    /// Keeps a pass until it is shown. One that goes with an act is part of its batch instead.
    pub async fn keep_pass(&self, pass: &Pass) -> Result<(), Fault> {
        self.run(vec![pass.kept()]).await.map(drop)
    }

    /// Takes the pass of a digest: whoever comes second gets none, and neither does whoever comes late.
    pub async fn use_pass(
        &self,
        token_hash: [u8; 32],
        kind: &str,
        now: Timestamp,
    ) -> Result<Option<Pass>, Fault> {
        let sql = "DELETE FROM pass WHERE token_hash = ?1 AND kind = ?2 \
                   RETURNING person, payload, expires";
        let rows = self.take(sql, sql, params![token_hash, kind]).await?;
        let Some(mut cells) = rows.into_iter().next() else {
            return Ok(None);
        };
        let pass = read(token_hash, kind, &mut cells)?;
        Ok(Some(pass).filter(|pass| pass.expires > now))
    }

    /// The pass of a digest, which stays good: for what only leads somewhere.
    pub async fn pass(
        &self,
        token_hash: [u8; 32],
        kind: &str,
        now: Timestamp,
    ) -> Result<Option<Pass>, Fault> {
        let sql = "SELECT person, payload, expires FROM pass WHERE token_hash = ?1 AND kind = ?2";
        let rows = self.query(sql, params![token_hash, kind]).await?;
        let Some(mut cells) = rows.into_iter().next() else {
            return Ok(None);
        };
        let pass = read(token_hash, kind, &mut cells)?;
        Ok(Some(pass).filter(|pass| pass.expires > now))
    }

    /// How many passes of a kind a person holds.
    pub async fn passes_of(
        &self,
        person: &PersonId,
        kind: &str,
        now: Timestamp,
    ) -> Result<usize, Fault> {
        let sql = "SELECT 1 FROM pass WHERE person = ?1 AND kind = ?2 AND expires > ?3 LIMIT 100";
        let rows = self.query(sql, params![person.as_str(), kind, now]).await?;
        Ok(rows.len())
    }

    /// Removes the passes that nobody showed in time; returns how many.
    pub async fn clear_passes(&self, now: Timestamp) -> Result<u64, Fault> {
        let sql = "DELETE FROM pass WHERE expires <= ?1";
        let changed = self.run(vec![Statement::new(sql, params![now])]).await?;
        Ok(changed.iter().sum())
    }
}

fn read(token_hash: [u8; 32], kind: &str, cells: &mut Cells) -> Result<Pass, Fault> {
    let person = cells.opt_text(0)?.map(|person| {
        let wrong = |_| Fault::corrupt("a pass for nobody who can be named");
        person.parse().map_err(wrong)
    });
    Ok(Pass {
        token_hash,
        kind: kind.to_owned(),
        person: person.transpose()?,
        payload: cells.text(1)?,
        expires: cells.instant(2)?,
    })
}
