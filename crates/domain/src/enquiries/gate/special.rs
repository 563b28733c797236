//! What single acts wait for besides whose they are: a date that was proposed, a chase a day, and the
//! explanation that is owed before an officer closes a late enquiry.

use jiff::civil::Date;

use super::Facts;
use crate::clock::{StageAct, TargetName, Verdict};
use crate::enquiries::basis;
use crate::enquiries::command::Kind;
use crate::enquiries::event::Desk;
use crate::enquiries::limits;
use crate::enquiries::roles::Roles;
use crate::enquiries::state::{Ended, PromiseOutcome, SecondStage, Standing};
use crate::protocol::Held;
use crate::verdict::{Basis, Cite, Cited, Explain, Gate, Refusal};

/// A condition that is not met: why, and what can be done instead.
pub(super) type Unmet = (Basis, &'static str, &'static str);

impl Facts<'_> {
    pub(super) fn special(&self, kind: Kind, cites: Vec<Cite>) -> Gate {
        match kind {
            Kind::Close => return self.close(cites),
            Kind::Chase => return self.chase(cites),
            _ => {}
        }
        match self.unmet(kind) {
            None if kind == Kind::Override => self.overriding(cites),
            None => {
                let cites = self.with_protocol(kind, cites);
                self.held_up(kind, cites)
            }
            Some((basis, why, way_on)) => Gate::Refused(Refusal {
                basis,
                why: why.to_owned(),
                way_on: if way_on.is_empty() {
                    Vec::new()
                } else {
                    vec![way_on.to_owned()]
                },
            }),
        }
    }

    fn unmet(&self, kind: Kind) -> Option<Unmet> {
        self.unmet_by_officers(kind)
            .or_else(|| self.unmet_by_members(kind))
            .or_else(|| self.unmet_after(kind))
    }

    fn unmet_by_officers(&self, kind: Kind) -> Option<Unmet> {
        let state = self.state;
        let me = self.cx.actor.person();
        let unmet: (bool, Unmet) = match kind {
            Kind::Accept => (
                state.accepted && state.handler.as_ref() == Some(me),
                (basis::readers(), "You have it already.", ""),
            ),
            Kind::Return => (
                state.came_from.is_none() && matches!(state.desk, Some((Desk::Team(_), _))),
                (
                    basis::returning(),
                    "Nobody stands before this team to whom it could be sent back.",
                    "Send it to the service that deals with it.",
                ),
            ),
            Kind::Acknowledge => (
                state.acknowledged,
                (
                    basis::readers(),
                    "It has been acknowledged.",
                    "Send the member a message.",
                ),
            ),
            Kind::AskSecondStage => (
                self.second_stage_basis().is_none() || state.second_stage != SecondStage::None,
                (
                    self.second_stage_basis().unwrap_or_else(basis::readers),
                    "There is no second stage to ask for.",
                    "Send a holding reply.",
                ),
            ),
            Kind::RaiseBurden => (
                state.burden.as_ref().is_some_and(|burden| burden.raised),
                (
                    basis::readers(),
                    "It has been raised as a burden.",
                    "Record the talk about how it will be answered.",
                ),
            ),
            // Where no duty says that it is raised first, a talk about what nobody raised is a slip.
            Kind::DiscussBurden => (
                state.burden.is_none() && !self.rules.held.contains_key(&Held::Burden),
                (
                    basis::readers(),
                    "It has not been raised as a burden.",
                    "Raise it with the service manager first.",
                ),
            ),
            Kind::Contribute => (
                !self.asked_of_actor(),
                (
                    basis::readers(),
                    "No part is awaited from you.",
                    "Write an internal note.",
                ),
            ),
            Kind::WithdrawContribution => (
                state.awaited().next().is_none(),
                (basis::readers(), "No part is awaited from anybody.", ""),
            ),
            Kind::RecordPartnerAnswer => (
                state.partners.iter().all(|asking| asking.answered),
                (
                    basis::readers(),
                    "No partner has been asked.",
                    "Ask a partner first.",
                ),
            ),
            Kind::LeaveCampaign => (
                state.campaign.is_none(),
                (basis::merging(), "It belongs to no campaign.", ""),
            ),
            Kind::JoinCampaign => (
                state.campaign.is_some(),
                (
                    basis::merging(),
                    "It belongs to a campaign already.",
                    "Take it out of that one first.",
                ),
            ),
            Kind::ExplainLateness => (
                !self.owes_explanation(),
                (basis::readers(), "No explanation is owed.", ""),
            ),
            _ => return None,
        };
        unmet.0.then_some(unmet.1)
    }

    fn unmet_by_members(&self, kind: Kind) -> Option<Unmet> {
        let state = self.state;
        let unmet: (bool, Unmet) = match kind {
            Kind::AgreeDate | Kind::ContestDate => (
                !state.date_proposed(),
                (basis::readers(), "No date waits for the member’s word.", ""),
            ),
            Kind::AgreeSecondStage | Kind::RefuseSecondStage => (
                state.second_stage != SecondStage::Asked,
                (basis::readers(), "No second stage was asked for.", ""),
            ),
            Kind::ReplyToOfficers => (
                state.waiting.is_none(),
                (
                    basis::readers(),
                    "The officers have asked nothing.",
                    "Send them a message.",
                ),
            ),
            Kind::Rate => (
                state.rated || state.first_answered.is_none(),
                (basis::closing(), "It is asked once, after the answer.", ""),
            ),
            Kind::Unlink => (
                state.links.is_empty(),
                (basis::merging(), "It is linked to no other enquiry.", ""),
            ),
            Kind::RemoveReader => (
                state.shared.is_empty(),
                (basis::readers(), "Nobody was added.", ""),
            ),
            Kind::RemoveFile => (
                !state.files.iter().any(|file| !file.removed),
                (basis::files(), "There is no file.", ""),
            ),
            Kind::Recall => (
                self.recallable().is_none(),
                (
                    basis::recalling(),
                    "The minutes in which a message can be called back are over.",
                    "Send another message that puts it right.",
                ),
            ),
            Kind::Override => return self.override_unmet(),
            Kind::Refer => (
                state.referred,
                (
                    basis::readers(),
                    "The Monitoring Officer has it already.",
                    "",
                ),
            ),
            _ => return None,
        };
        unmet.0.then_some(unmet.1)
    }

    fn unmet_after(&self, kind: Kind) -> Option<Unmet> {
        let state = self.state;
        let unmet: (bool, Unmet) = match kind {
            Kind::KeepPromise | Kind::MovePromise => (
                !state
                    .promises
                    .iter()
                    .any(|p| p.outcome != PromiseOutcome::Kept),
                (basis::promises(), "No promise is open.", ""),
            ),
            Kind::MissPromise => (
                !state.open_promises().any(|p| p.due < self.today),
                (basis::promises(), "No promise’s date has passed.", ""),
            ),
            Kind::CloseBySetting => (
                !self.closes_by_itself(),
                (basis::closing(), "It does not close by itself yet.", ""),
            ),
            Kind::Reopen => return self.reopen_unmet(),
            Kind::FollowUp => {
                let window = self.clock.after_window_until;
                (
                    window.is_none_or(|until| self.today > until),
                    (
                        basis::reopening(),
                        "No time for follow-up runs.",
                        "Reopen it with a reason.",
                    ),
                )
            }
            Kind::EndHolder => (
                state.holder_ended.is_some() || self.holder_is_in_office(),
                (basis::leaving(), "The member is in office.", ""),
            ),
            Kind::PassOn => (
                state.holder_ended.is_none(),
                (basis::leaving(), "The member is in office.", ""),
            ),
            Kind::Judge => (
                self.clock.to_pin().is_empty(),
                (basis::overdue(), "Nothing is left to be pinned.", ""),
            ),
            _ => return None,
        };
        unmet.0.then_some(unmet.1)
    }

    fn reopen_unmet(&self) -> Option<Unmet> {
        let Standing::Ended { at, how } = &self.state.standing else {
            return None;
        };
        let closed = matches!(how, Ended::Closed { .. });
        if !closed {
            let (why, way) = (
                "It goes on elsewhere, and not as an enquiry.",
                "Raise a new enquiry and link it to this one.",
            );
            return Some((basis::reopening(), why, way));
        }
        let days = limits::reopen_days(self.cx.council, self.today);
        let on = crate::calendar::local_date(*at);
        let over = (self.today - on).get_days() > i32::try_from(days.value).unwrap_or(i32::MAX);
        over.then_some((
            days.basis,
            "The time in which it can be reopened is over.",
            "Raise a new enquiry and link it to this one.",
        ))
    }

    /// What the protocol adds to the grounds of an act that is open.
    fn with_protocol(&self, kind: Kind, mut cites: Vec<Cite>) -> Vec<Cite> {
        let basis = match kind {
            Kind::Answer => self.rules.clock.as_ref().map(|clock| clock.basis.clone()),
            Kind::Hold | Kind::ExplainLateness => {
                self.rules.late.as_ref().map(|late| late.basis.clone())
            }
            Kind::RaiseBurden | Kind::DiscussBurden => self
                .rules
                .burden
                .as_ref()
                .map(|burden| burden.basis.clone()),
            Kind::AskSecondStage | Kind::AgreeSecondStage | Kind::RefuseSecondStage => {
                self.second_stage_basis()
            }
            Kind::Route => Some(self.rules.routing.basis.clone()),
            Kind::HandToComplaints => self.door(crate::protocol::Door::Complaint),
            Kind::SplitInformationRights => self.door(crate::protocol::Door::InformationRights),
            _ => None,
        };
        if let Some(basis) = basis {
            cites.insert(0, Cited::new(kind.label().to_owned(), basis));
        }
        cites
    }

    /// Why a door stands before or beside the enquiry.
    pub fn door(&self, door: crate::protocol::Door) -> Option<Basis> {
        let mut doors = self.rules.doors.iter();
        let found = doors.find(|cited| cited.value == door);
        found.map(|cited| cited.basis.clone())
    }

    /// The target has passed, and explanation and talk of a new date are not both on record.
    pub fn owes_explanation(&self) -> bool {
        if self.state.late_explained || self.rules.late.is_none() {
            return false;
        }
        let mut targets = self.clock.targets.iter();
        let target = targets.find(|t| t.name == TargetName::Answer && t.round == self.clock.round);
        target.is_some_and(|target| {
            let met = |j: crate::clock::Judgement| j.verdict == Verdict::InTime;
            self.today > target.due && !target.judged.is_some_and(met)
        })
    }

    /// The member closes at any time. An officer past the target owes what the protocol says first; the
    /// two offices go on without it, on record.
    fn close(&self, mut cites: Vec<Cite>) -> Gate {
        let left = self.state.holder_ended.is_some();
        if self.roles.meets(Roles::MEMBER) && !left {
            return Gate::allowed(cites);
        }
        if left || !self.roles.meets(Roles::DESK) {
            if !self.roles.meets(Roles::OVERRIDES) {
                return Gate::Refused(Refusal {
                    basis: basis::leaving(),
                    why: "The member has left, and nobody has taken the enquiry on.".to_owned(),
                    way_on: vec!["The Monitoring Officer can close it or pass it on.".to_owned()],
                });
            }
            let question = "Why is it closed by this office?".to_owned();
            let duty = if left {
                basis::leaving()
            } else {
                self.late_basis()
            };
            return Gate::Allowed {
                explain: Some(Explain {
                    basis: duty,
                    question,
                    overrides: true,
                }),
                cites,
            };
        }
        if let (Some(late), false) = (&self.rules.late, self.owes_explanation()) {
            let met = Cited::new("explained or in time".to_owned(), late.basis.clone());
            cites.push(met);
        }
        self.held_up(Kind::Close, cites)
    }

    pub(super) fn late_basis(&self) -> Basis {
        let field = self.rules.basis("late", "officer-close").cloned();
        field.unwrap_or_else(basis::closing)
    }

    fn chase(&self, cites: Vec<Cite>) -> Gate {
        let Some(last) = self.state.chased else {
            return Gate::allowed(cites);
        };
        let days = limits::chase_days(self.cx.council, self.today);
        let next = working_days_after(self.cx.council, last, days.value);
        if self.today >= next {
            return Gate::allowed(cites);
        }
        Gate::Refused(Refusal {
            basis: days.basis,
            why: match days.value {
                1 => "You asked how it stands already; once in a working day.".to_owned(),
                n => format!("You asked how it stands already; once in {n} working days."),
            },
            way_on: vec![format!(
                "Ask again on {}.",
                crate::calendar::long_date(next)
            )],
        })
    }

    fn second_stage_basis(&self) -> Option<Basis> {
        let clock = self.rules.clock.as_ref()?;
        let mut stages = clock.value.stages.iter();
        stages.find(|stage| stage.act == StageAct::SecondStage)?;
        self.rules.basis("response", "stages").cloned()
    }

    fn asked_of_actor(&self) -> bool {
        let visible = &self.cx.actor.visible;
        self.roles.meets(Roles::DESK) && self.state.awaited().next().is_some()
            || self.state.awaited().any(|c| visible.has(&c.of.token()))
    }

    /// The last message or answer of the actor that can still be called back.
    pub fn recallable(&self) -> Option<&crate::enquiries::state::Message> {
        let minutes = limits::recall_minutes(self.cx.council, self.today).value;
        let window = i64::from(minutes) * 60;
        let me = self.cx.actor.person();
        self.state.messages.iter().rev().find(|message| {
            let age = self.cx.now.as_second() - message.at.as_second();
            !message.recalled && &message.by == me && (0..=window).contains(&age)
        })
    }

    fn closes_by_itself(&self) -> bool {
        let Standing::Answered { at } = self.state.standing else {
            return false;
        };
        let Some(days) = limits::close_days(self.cx.council, self.today) else {
            return false;
        };
        let answered = crate::calendar::local_date(at);
        let due = self.cx.council.calendar.due(
            crate::calendar::Receipt::On(answered),
            crate::clock::Unit::WorkingDay,
            days.value,
        );
        let window = self.clock.after_window_until;
        self.today > due.date
            && window.is_none_or(|until| self.today > until)
            && self.state.open_promises().next().is_none()
    }

    fn holder_is_in_office(&self) -> bool {
        let directory = &self.cx.council.directory;
        let holder = directory.appointment(&self.state.holder);
        holder.is_some_and(|appointment| appointment.holds(self.today))
    }
}

fn working_days_after(council: &crate::council::Council, after: Date, days: u32) -> Date {
    let receipt = crate::calendar::Receipt::On(after);
    let due = council
        .calendar
        .due(receipt, crate::clock::Unit::WorkingDay, days.max(1));
    due.date
}
