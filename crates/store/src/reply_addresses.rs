//! Which case a reply address stands for. The address is random and says nothing; it lets nobody in.

use domain::reference::Reference;
use jiff::Timestamp;

use crate::Store;
use crate::fault::Fault;
use crate::value::{Statement, params};

impl Store {
    /// The token under which replies to a case arrive: the one that is good beyond `beyond`, or else
    /// `fresh`, kept until `until`.
    pub async fn reply_token(
        &self,
        reference: &Reference,
        fresh: &str,
        beyond: Timestamp,
        until: Timestamp,
    ) -> Result<String, Fault> {
        let sql = "SELECT token FROM reply_address WHERE reference = ?1 AND expires > ?2 \
                   ORDER BY expires DESC, token LIMIT 1";
        let found = self.query(sql, params![reference.as_str(), beyond]).await?;
        if let Some(mut cells) = found.into_iter().next() {
            return cells.text(0);
        }
        let sql = "INSERT INTO reply_address (token, reference, expires) VALUES (?1, ?2, ?3)";
        let kept = Statement::new(sql, params![fresh, reference.as_str(), until]);
        self.run(vec![kept]).await?;
        Ok(fresh.to_owned())
    }

    /// The case for which a token stands, and until when it is good. Whether whoever wrote may read that
    /// case is not asked here.
    pub async fn case_of_reply(
        &self,
        token: &str,
    ) -> Result<Option<(Reference, Timestamp)>, Fault> {
        let sql = "SELECT reference, expires FROM reply_address WHERE token = ?1";
        let found = self.query(sql, params![token]).await?;
        let found = found.into_iter().next();
        found
            .map(|mut cells| Ok((cells.parsed(0)?, cells.instant(1)?)))
            .transpose()
    }
}
