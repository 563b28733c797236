//! How it is told what joins an enquiry to others, where it goes, and who else may read it.

use jiff::civil::Date;

use super::words::door;
use super::{Entry, Tell};
use crate::enquiries::event::{Correction, Event, Permits};
use crate::enquiries::sentence::day;

impl Tell<'_> {
    pub(super) fn links(&self, event: &Event, on: Date, entry: &mut Entry) -> bool {
        match event {
            Event::Linked(other) => entry.what = format!("linked it to {}", other.reference),
            Event::Unlinked(other) => {
                entry.what = format!("took away the link to {}", other.reference)
            }
            Event::MergedInto(other) => entry.what = format!("merged it into {}", other.reference),
            Event::MergedFrom(merged) => {
                entry.what = format!(
                    "merged {} into it, received on {}",
                    merged.reference,
                    day(merged.received.date())
                );
            }
            Event::AnsweredTogether(together) => {
                entry.what = format!("answered {} enquiries together", together.count);
                entry.internal = true;
            }
            Event::JoinedCampaign(_) => {
                entry.what = "put it with others on the same matter".to_owned();
                entry.internal = true;
            }
            Event::LeftCampaign {} => {
                entry.what = "took it from the others on the same matter".to_owned();
                entry.internal = true;
            }
            Event::Split(other) => entry.what = format!("made a part of it {}", other.reference),
            Event::SplitFrom(other) => {
                entry.what = format!("split it from {}, whose start it keeps", other.reference);
            }
            Event::HandedToComplaints(handed) => {
                let permits = match handed.permits {
                    Permits::Everything => "the member may learn the outcome",
                    Permits::Progress => "the member may learn how far it is",
                    Permits::Nothing => "the resident has not allowed the member to be told more",
                };
                entry.what = format!(
                    "handed it to the Complaints Procedure ({}), received on {}; {permits}",
                    self.desk(&handed.to, on),
                    day(handed.received.date())
                );
                entry.basis = Some(handed.basis.clone());
                entry.words.push(("told", handed.told.clone()));
            }
            Event::HandedOn(handed) => {
                entry.what = format!(
                    "handed it on as a {} under {}",
                    door(handed.door),
                    handed.reference.as_str()
                );
                entry.basis = Some(handed.basis.clone());
                entry.words.push(("told", handed.told.clone()));
            }
            Event::NotOurs(not_ours) => {
                let partner = self.council.directory.partners.ever(&not_ours.partner, on);
                let name = partner.map_or_else(|| not_ours.partner.to_string(), |p| p.name.clone());
                entry.what = format!("told the member that it is a matter of {name}");
                entry.basis = Some(not_ours.basis.clone());
                entry.words.push(("told", not_ours.told.clone()));
            }
            Event::InformationRightsSplit(split) => {
                entry.what = format!("split off a request under {}", split.law.statute());
                entry.basis = Some(split.basis.clone());
                entry.part = Some(split.part.clone());
                entry.words.push(("requested", split.words.clone()));
            }
            _ => return false,
        }
        true
    }

    pub(super) fn access(&self, event: &Event, on: Date, entry: &mut Entry) -> bool {
        match event {
            Event::ReaderAdded(added) => {
                entry.what = format!("let {} read it", self.reader(added.reader.parts(), on));
                entry.basis = Some(added.basis.clone());
            }
            Event::ReaderRemoved(removed) => {
                let who = self.reader(removed.reader.parts(), on);
                entry.what = format!("no longer lets {who} read it");
            }
            Event::ReaderDenied(denied) => {
                entry.what = format!("kept {} out", self.name(&denied.person, on));
                entry.internal = true;
                entry.words.push(("why", denied.why.clone()));
            }
            Event::Referred(said) => {
                entry.what = "laid it before the Monitoring Officer".to_owned();
                entry.words.push(("why", said.words.clone()));
            }
            Event::Explained(explained) => {
                entry.what = if explained.overrides {
                    "went on where it is refused, and said why".to_owned()
                } else {
                    "said why".to_owned()
                };
                entry.basis = Some(explained.basis.clone());
                entry.words.push(("why", explained.words.clone()));
            }
            Event::HolderEnded(ended) => {
                entry.what = format!("the member’s last day was {}", day(ended.on));
            }
            Event::PassedOn(passed) => {
                let directory = &self.council.directory;
                let to = directory.appointment(&passed.to);
                let name = to.map_or_else(|| passed.to.to_string(), |a| self.name(&a.person, on));
                entry.what = format!("passed it on to {name}");
                entry.basis = Some(passed.basis.clone());
            }
            Event::Corrected(corrected) => {
                let (what, words) = match &corrected.now {
                    Correction::Title(words) => ("the title", Some(words)),
                    Correction::Place(words) => ("the place", Some(words)),
                    Correction::Ward(_) => ("the ward", None),
                    Correction::Constituent(_) => ("what is recorded of the constituent", None),
                    Correction::Reason(_) => ("the reason", None),
                    Correction::Received(_) => ("the day of receipt", None),
                };
                entry.what = format!("put right {what}");
                entry.words.extend(words.cloned().map(|w| ("now", w)));
                entry.words.push(("why", corrected.why.clone()));
            }
            Event::Erased(erased) => {
                entry.what = "erased words or files for good".to_owned();
                entry.basis = Some(erased.basis.clone());
            }
            _ => return false,
        }
        true
    }
}
