//! What each person wants to be told by mail, and by which address they follow their dates. The address
//! is as good as a key: only its digest is kept.

use domain::ids::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::fault::Fault;
use crate::value::{Statement, params};

/// What one person wants to be told by mail, for an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailChoice {
    /// Who.
    pub person: PersonId,
    /// What they have chosen, as JSON.
    pub chosen: String,
    /// When.
    pub changed: Timestamp,
}

impl MailChoice {
    /// What writes it.
    pub(crate) fn kept(&self) -> Statement {
        let sql = "INSERT INTO mail_choice (person, chosen, changed) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (person) DO UPDATE SET chosen = excluded.chosen, changed = excluded.changed";
        Statement::new(
            sql,
            params![self.person.as_str(), &self.chosen, self.changed],
        )
    }
}

impl Store {
    /// What a person has chosen, as JSON, and when; none if they have not.
    pub async fn mail_choice(
        &self,
        person: &PersonId,
    ) -> Result<Option<(String, Timestamp)>, Fault> {
        let sql = "SELECT chosen, changed FROM mail_choice WHERE person = ?1";
        let rows = self.query(sql, params![person.as_str()]).await?;
        let first = rows.into_iter().next();
        first
            .map(|mut cells| Ok((cells.text(0)?, cells.instant(1)?)))
            .transpose()
    }

    /// Everybody's choices, for whoever sends digests, and for an archive.
    pub async fn mail_choices(&self) -> Result<Vec<MailChoice>, Fault> {
        let sql = "SELECT person, chosen, changed FROM mail_choice ORDER BY person";
        let rows = self.query(sql, params![]).await?;
        let choices = rows.into_iter().map(|mut cells| {
            Ok(MailChoice {
                person: cells.parsed(0)?,
                chosen: cells.text(1)?,
                changed: cells.instant(2)?,
            })
        });
        choices.collect()
    }

    /// Keeps what a person has chosen.
    pub async fn choose_mail(
        &self,
        person: &PersonId,
        chosen: &str,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let choice = MailChoice {
            person: person.clone(),
            chosen: chosen.to_owned(),
            changed: at,
        };
        self.run(vec![choice.kept()]).await.map(drop)
    }

    /// Whose feed an address opens.
    pub async fn feed(&self, token_hash: [u8; 32]) -> Result<Option<PersonId>, Fault> {
        let sql = "SELECT person FROM feed WHERE token_hash = ?1";
        let rows = self.query(sql, params![token_hash]).await?;
        let first = rows.into_iter().next();
        first.map(|mut cells| cells.parsed(0)).transpose()
    }

    /// Since when a person has a feed; none if they have not.
    pub async fn feed_made(&self, person: &PersonId) -> Result<Option<Timestamp>, Fault> {
        let sql = "SELECT made FROM feed WHERE person = ?1";
        let rows = self.query(sql, params![person.as_str()]).await?;
        let first = rows.into_iter().next();
        first.map(|mut cells| cells.instant(0)).transpose()
    }

    /// Gives a person's feed this address and no other.
    pub async fn make_feed(
        &self,
        person: &PersonId,
        token_hash: [u8; 32],
        at: Timestamp,
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO feed (person, token_hash, made) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (person) DO UPDATE SET token_hash = excluded.token_hash, made = excluded.made";
        let statement = Statement::new(sql, params![person.as_str(), token_hash, at]);
        self.run(vec![statement]).await.map(drop)
    }

    /// Takes a person's feed away; whether there was one.
    pub async fn drop_feed(&self, person: &PersonId) -> Result<bool, Fault> {
        let sql = "DELETE FROM feed WHERE person = ?1";
        let gone = self.run(vec![Statement::new(sql, params![person.as_str()])]);
        Ok(gone.await?.iter().sum::<u64>() > 0)
    }
}
