//! Who is signed in. Only a digest of the token that the browser holds is kept.

use domain::ids::PersonId;
use jiff::Timestamp;

use crate::Store;
use crate::fault::Fault;
use crate::value::{Statement, params};

/// A session that has not expired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in.
    pub person: PersonId,
    /// Since when.
    pub created: Timestamp,
    /// When it was last noted as used.
    pub seen: Timestamp,
    /// Until when it holds.
    pub expires: Timestamp,
}

impl Store {
    /// Begins a session.
    pub async fn begin_session(
        &self,
        token_hash: [u8; 32],
        session: &Session,
    ) -> Result<(), Fault> {
        let params = params![
            token_hash,
            session.person.as_str(),
            session.created,
            session.seen,
            session.expires
        ];
        let sql = "INSERT INTO session (token_hash, person, created, seen, expires) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(vec![Statement::new(sql, params)]).await.map(drop)
    }

    /// The session of a token, unless it has expired.
    pub async fn session(
        &self,
        token_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<Session>, Fault> {
        let sql = "SELECT person, created, seen, expires FROM session \
                   WHERE token_hash = ?1 AND expires > ?2";
        let rows = self.query(sql, params![token_hash, now]).await?;
        rows.into_iter()
            .next()
            .map(|mut cells| {
                Ok(Session {
                    person: cells.parsed(0)?,
                    created: cells.instant(1)?,
                    seen: cells.instant(2)?,
                    expires: cells.instant(3)?,
                })
            })
            .transpose()
    }

    /// Notes that a session was used and moves its end. Callers do this every few minutes, not on every
    /// request.
    pub async fn touch_session(
        &self,
        token_hash: [u8; 32],
        now: Timestamp,
        expires: Timestamp,
    ) -> Result<(), Fault> {
        let sql = "UPDATE session SET seen = ?2, expires = ?3 WHERE token_hash = ?1";
        let params = params![token_hash, now, expires];
        self.run(vec![Statement::new(sql, params)]).await.map(drop)
    }

    /// Ends a session.
    pub async fn end_session(&self, token_hash: [u8; 32]) -> Result<(), Fault> {
        let sql = "DELETE FROM session WHERE token_hash = ?1";
        let params = params![token_hash];
        self.run(vec![Statement::new(sql, params)]).await.map(drop)
    }

    /// Ends every session of a person, for example when they leave.
    pub async fn end_sessions_of(&self, person: &PersonId) -> Result<(), Fault> {
        let sql = "DELETE FROM session WHERE person = ?1";
        let params = params![person.as_str()];
        self.run(vec![Statement::new(sql, params)]).await.map(drop)
    }

    /// Removes the sessions that have expired; returns how many.
    pub async fn clear_sessions(&self, now: Timestamp) -> Result<u64, Fault> {
        let sql = "DELETE FROM session WHERE expires <= ?1";
        let changed = self.run(vec![Statement::new(sql, params![now])]).await?;
        Ok(changed.iter().sum())
    }
}
