//! Folding every case anew from the log, so that the rows are what the events say.

use std::collections::BTreeMap;

use domain::enquiries::Enquiries;
use domain::ids::Stream;
use domain::register::Register;
use store::{Fault, Folded, Rebuilt, StoredEvent};

use super::act::projection;
use super::{ActError, Case, Operations};

impl Operations {
    /// Writes the rows and readers of all cases anew. Nothing is changed if an event cannot be read.
    pub async fn rebuild(&self) -> Result<Rebuilt, ActError> {
        let council = self.council().await?.council.clone();
        let fold = move |stream: &Stream, events: &[StoredEvent]| -> Folded {
            if !is_case_of::<Enquiries>(stream) {
                return Ok(None);
            }
            let case = Case::<Enquiries>::fold(stream.clone(), events.to_vec(), BTreeMap::new());
            match case {
                Ok(case) => Ok(Some(projection::<Enquiries>(&case.state, &council))),
                Err(ActError::Fault(fault)) => Err(fault),
                Err(_) => Err(Fault::Corrupt(format!(
                    "`{}` does not begin as a case does",
                    stream.as_str()
                ))),
            }
        };
        Ok(self.store().rebuild(fold).await?)
    }
}

fn is_case_of<R: Register>(stream: &Stream) -> bool {
    let rest = stream.as_str().strip_prefix(R::NAME);
    rest.is_some_and(|rest| rest.starts_with('/'))
}
