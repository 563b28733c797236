//! Campaigns that come by mail: many members pass on nearly the same text. What became an enquiry stays one,
//! with its own clock and its own privacy; the officers who have several of them are shown that they are
//! alike, and take them as a campaign by the register's own act.

use domain::enquiries::{Enquiries, JOBS, note_readers};
use domain::reference::Reference;
use domain::register::{Actor, Register as _};
use domain::verdict::Basis;
use jiff::SignedDuration;
use messages::Message;
use messages::likeness::{Sketch, groups};
use store::{Batch, PersonNotice};

use super::DONE;
use crate::operations::{ActError, Operations};
use crate::registers;

/// For how long messages are compared with those that come.
pub(super) const COMPARED: SignedDuration = SignedDuration::from_hours(60 * 24);
/// How many of them, the newest first.
pub(super) const MOST: usize = 500;

/// An open enquiry of a campaign that somebody could take as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// The enquiry.
    pub reference: Reference,
    /// What it is about.
    pub title: String,
    /// Whether it belongs to a campaign already.
    pub taken: bool,
}

impl Operations {
    /// The open enquiries that came by mail, that this person works on, and that say nearly the same: the largest group
    /// first, unless all of it is one campaign already. For who keeps no messages there is no such thing.
    pub async fn campaigns(&self, actor: &Actor) -> Result<Vec<Vec<Alike>>, ActError> {
        if !self.opens_pen(actor).await? {
            return Err(ActError::NotFound);
        }
        let since = self.now() - COMPARED;
        let mut all = Vec::new();
        let mut sketches = Vec::new();
        for (reference, sketch) in self.store().incoming_sketches(DONE, since, MOST).await? {
            let known = all.iter().any(|one: &Alike| one.reference == reference);
            if known || reference.prefix() != Enquiries::PREFIX {
                continue;
            }
            let case = match self.case::<Enquiries>(&reference, &actor.visible).await {
                Ok(case) => case,
                Err(ActError::NotFound) => continue,
                Err(other) => return Err(other),
            };
            let works = actor.visible.may_read(&note_readers(&case.state)).is_some();
            if !works || !case.state.is_open() {
                continue;
            }
            let title = case.words(&case.state.title.key).unwrap_or("Words erased");
            all.push(Alike {
                title: title.to_owned(),
                taken: case.state.campaign.is_some(),
                reference,
            });
            sketches.push(Sketch::from_hex(&sketch));
        }
        let groups = groups(&sketches).into_iter();
        let groups = groups.map(|group| group.into_iter().map(|n| all[n].clone()).collect());
        let open = |group: &Vec<Alike>| group.len() > 1 && group.iter().any(|one| !one.taken);
        Ok(groups.filter(open).collect())
    }

    /// Tells the officers who have a new enquiry, once, that it says nearly the same as another that they
    /// have too.
    pub(super) async fn tell_of_likes(
        &self,
        reference: &Reference,
        message: &Message,
        key: &str,
    ) -> Result<(), ActError> {
        let sketch = Sketch::of(&message.text.words);
        let since = self.now() - COMPARED;
        let before = self.store().incoming_sketches(DONE, since, MOST).await?;
        let mut like = before
            .into_iter()
            .filter(|(other, text)| other != reference && sketch.is_like(&Sketch::from_hex(text)));
        let Some((other, _)) = like.next() else {
            return Ok(());
        };
        let register = registers::of_reference(reference).ok_or(ActError::NotFound)?;
        let officers = (register.desk)(self, reference).await?;
        let officers = self
            .readers_of(officers.into_iter().collect(), &other)
            .await?;
        let basis = Basis::default_of("W6", None);
        let mut batch = Batch::new(self.now(), JOBS.parse().expect("a slug"));
        batch.idempotency = Some(format!("mail {key} alike"));
        batch.notices = officers
            .into_iter()
            .map(|person| PersonNotice {
                person,
                kind: "campaign-seen".to_owned(),
                reference: reference.clone(),
                basis: serde_json::to_string(&basis).expect("plain data"),
            })
            .collect();
        self.committed(batch).await
    }
}
