//! Reminders: what the register says people are to be told on a working day, into their inboxes. Each is
//! given once for each date, however often the jobs run.

use domain::enquiries::{Enquiries, clock, reminders};
use domain::register::{Context, Register as _};
use store::{Batch, CommitError, PersonNotice};

use super::act::{json, recipients};
use super::{ActError, Case, Operations};

impl Operations {
    /// Tells whoever is to be told about this case now; returns how many reminders went out.
    pub(super) async fn remind(
        &self,
        case: &Case<Enquiries>,
        cx: &Context<'_>,
    ) -> Result<usize, ActError> {
        let owed = reminders(&case.state, cx.council, cx.now);
        if owed.is_empty() {
            return Ok(0);
        }
        let readers = Enquiries::readers(&case.state);
        let next = clock(&case.state, cx.council, cx.now).next;
        let next = next.map_or_else(String::new, |date| date.to_string());
        let reference = &case.state.reference;
        let mut sent = 0;
        for notice in &owed {
            let told = recipients(std::slice::from_ref(notice), cx, &readers);
            if told.is_empty() {
                continue;
            }
            let key = format!("remind {reference} {} {next}", notice.kind);
            let before = self.store().outcome(cx.actor.person(), &key).await?;
            if before.is_some() {
                continue;
            }
            let mut batch = Batch::new(cx.now, cx.actor.person().clone());
            batch.idempotency = Some(key.clone());
            batch.notices = told
                .into_iter()
                .map(|(person, notice)| PersonNotice {
                    person,
                    kind: notice.kind.clone(),
                    reference: reference.clone(),
                    basis: json(&notice.basis),
                })
                .collect();
            batch.outbox = self.letters(&batch.notices, &batch.actor, &key);
            match self.commit(batch).await {
                Ok(_) => sent += 1,
                Err(CommitError::Duplicate(_)) => {}
                Err(CommitError::Conflict { stream, found }) => {
                    return Err(ActError::Moved {
                        stream,
                        seen: case.version,
                        now: found,
                    });
                }
                Err(CommitError::Fault(fault)) => return Err(fault.into()),
            }
        }
        Ok(sent)
    }
}
