//! What a scenario holds while it runs.

use cucumber::World;
use domain::access::Token;
use domain::amendments::Amendments;
use domain::briefings::Briefings;
use domain::calendar::local_date;
use domain::complaints::Complaints;
use domain::enquiries::DoorOffer;
use domain::enquiries::command::Command;
use domain::groups::Groups;
use domain::induction::Readings;
use domain::interpretations::Interpretations;
use domain::verdict::{Notice, Rejection};
use jiff::Timestamp;
use scenarios::{Case, Grounds, Outcome, Record, Request, Town};

/// One scenario: the town, its enquiries, and every ground named so far.
#[derive(Debug, Default, World)]
pub struct Scene {
    pub town: Town,
    pub cases: Vec<Case>,
    pub groups: Vec<Record<Groups>>,
    pub briefing: Option<Record<Briefings>>,
    pub questions: Vec<Record<Interpretations>>,
    pub amendments: Vec<Record<Amendments>>,
    pub request: Request,
    pub complaint: Option<Record<Complaints>>,
    pub grounds: Grounds,
    pub offers: Vec<DoorOffer>,
    pub reminders: Vec<Notice>,
    pub readings: Readings,
    pub rejected: Option<Rejection>,
    pub now: Option<Timestamp>,
}

impl Scene {
    /// The enquiry that was raised last.
    pub fn case(&self) -> &Case {
        match self.cases.last() {
            Some(case) => case,
            None => panic!("no enquiry has been raised in this scenario"),
        }
    }

    /// The time of the last step that named one.
    pub fn now(&self) -> Timestamp {
        match self.now {
            Some(now) => now,
            None => panic!("nothing has happened in this scenario yet"),
        }
    }

    /// Somebody raises a new enquiry.
    pub fn raise(&mut self, who: (&str, Option<&str>), now: Timestamp, command: Command) {
        let mut case = Case::new(self.cases.len() as u64 + 1);
        self.now = Some(now);
        match case.act(&self.town, who, now, command, &mut self.grounds) {
            Outcome::Done => self.cases.push(case),
            Outcome::Rejected(why) => panic!("{} could not raise it: {why:?}", who.0),
        }
    }

    /// Somebody acts on the last enquiry, and it must be done.
    pub fn act(&mut self, who: &str, now: Timestamp, command: impl Into<Command>) {
        self.try_act(who, now, command);
        if let Some(why) = &self.rejected {
            panic!("{who} could not do it: {why:?}");
        }
    }

    /// Somebody tries an act on the last enquiry.
    pub fn try_act(&mut self, who: &str, now: Timestamp, command: impl Into<Command>) {
        self.now = Some(now);
        let Some(case) = self.cases.last_mut() else {
            panic!("no enquiry has been raised in this scenario");
        };
        let outcome = case.act(
            &self.town,
            (who, None),
            now,
            command.into(),
            &mut self.grounds,
        );
        self.rejected = match outcome {
            Outcome::Done => None,
            Outcome::Rejected(why) => Some(why),
        };
    }

    /// Whether a clause was named so far, as a ground or as what one completes.
    pub fn named(&self, clause: &str) -> bool {
        self.grounds
            .bases()
            .any(|basis| scenarios::words::names(basis, clause))
    }

    /// Whether one of these notices reaches a person.
    pub fn reaches(&self, notices: &[Notice], who: &str) -> bool {
        let person = self.town.person(who);
        let on = local_date(self.now());
        let directory = &self.town.council.directory;
        let reached = |to: &Token| directory.holders_of(to, on).contains(&person);
        notices.iter().any(|notice| reached(&notice.to))
    }
}
