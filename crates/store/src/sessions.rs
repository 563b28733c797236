//! Who is signed in. Only a digest of the token that the browser holds is kept; the digest names a
//! session in lists, and opens nothing.

use domain::ids::PersonId;
use jiff::Timestamp;

use crate::Store;
use crate::fault::Fault;
use crate::value::{Cells, Statement, params};

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
    /// How it began, as a closed word: `openid`, `mail-link`, `printed-link`, `persona`.
    pub way: String,
    /// The browser and the system it runs on, as far as the browser says so.
    pub agent: String,
    /// What the sign-in service wants to hear again when this session is signed out.
    pub hint: Option<String>,
}

/// A session in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The digest of its token.
    pub token_hash: [u8; 32],
    /// The session.
    pub session: Session,
}

const COLUMNS: &str = "person, created, seen, expires, way, agent, hint, token_hash";

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
            session.expires,
            &session.way,
            &session.agent,
            session.hint.clone()
        ];
        let sql = "INSERT INTO session (token_hash, person, created, seen, expires, way, agent, hint) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.run(vec![Statement::new(sql, params)]).await.map(drop)
    }

    /// The session of a token, unless it has expired.
    pub async fn session(
        &self,
        token_hash: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<Session>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM session WHERE token_hash = ?1 AND expires > ?2");
        let rows = self.query(&sql, params![token_hash, now]).await?;
        let first = rows.into_iter().next().map(listed).transpose()?;
        Ok(first.map(|listed| listed.session))
    }

    /// The sessions that hold, of one person or of everybody, the last used first.
    pub async fn sessions(
        &self,
        person: Option<&PersonId>,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Listed>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM session WHERE (?1 = '' OR person = ?1) AND expires > ?2 \
             ORDER BY seen DESC, token_hash LIMIT ?3"
        );
        let person = person.map_or("", PersonId::as_str);
        let rows = self.query(&sql, params![person, now, limit]).await?;
        rows.into_iter().map(listed).collect()
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

    /// Ends a session; says whether there was one.
    pub async fn end_session(&self, token_hash: [u8; 32]) -> Result<bool, Fault> {
        let sql = "DELETE FROM session WHERE token_hash = ?1";
        let params = params![token_hash];
        let changed = self.run(vec![Statement::new(sql, params)]).await?;
        Ok(changed.iter().sum::<u64>() > 0)
    }

    /// Ends every session of a person, for example when they leave; one may be kept. Returns how many
    /// ended.
    pub async fn end_sessions_of(
        &self,
        person: &PersonId,
        keep: Option<[u8; 32]>,
    ) -> Result<u64, Fault> {
        let sql = "DELETE FROM session WHERE person = ?1 AND token_hash <> ?2";
        let params = params![person.as_str(), keep.unwrap_or_default()];
        let changed = self.run(vec![Statement::new(sql, params)]).await?;
        Ok(changed.iter().sum())
    }

    /// Removes the sessions that have expired; returns how many.
    pub async fn clear_sessions(&self, now: Timestamp) -> Result<u64, Fault> {
        let sql = "DELETE FROM session WHERE expires <= ?1";
        let changed = self.run(vec![Statement::new(sql, params![now])]).await?;
        Ok(changed.iter().sum())
    }
}

fn listed(mut cells: Cells) -> Result<Listed, Fault> {
    let session = Session {
        person: cells.parsed(0)?,
        created: cells.instant(1)?,
        seen: cells.instant(2)?,
        expires: cells.instant(3)?,
        way: cells.text(4)?,
        agent: cells.text(5)?,
        hint: cells.opt_text(6)?,
    };
    let token_hash = cells.blob(7)?.try_into();
    let token_hash =
        token_hash.map_err(|_| Fault::corrupt("a session’s digest of a wrong length"))?;
    Ok(Listed {
        token_hash,
        session,
    })
}
