//! What single acts wait for besides whose they are: need to know, advice before a case is discussed,
//! guidance on what is unreasonable, a determination that binds, an explained delay.

use super::Facts;
use crate::enforcement::{self, Unmet};
use crate::information::basis;
use crate::information::choices::Outcome;
use crate::information::command::Kind;
use crate::information::event::Need;
use crate::information::need;
use crate::information::offices::{self, Roles};
use crate::information::state::{Guidance, Matter};
use crate::protocol::Enforce;
use crate::protocol::information::{Marking, Saying, Task};
use crate::verdict::{Basis, Cite, Cited, Gate, Refusal};

fn unmet(held: Cited<Enforce>, question: &str, why: &str, way_on: &str) -> Unmet {
    Unmet {
        held,
        question: question.to_owned(),
        why: why.to_owned(),
        way_on: vec![way_on.to_owned()],
    }
}

fn refused(basis: Basis, why: &str, way_on: &str) -> Gate {
    Gate::Refused(Refusal {
        basis,
        why: why.to_owned(),
        way_on: Some(way_on)
            .filter(|way| !way.is_empty())
            .map(str::to_owned)
            .into_iter()
            .collect(),
    })
}

impl Facts<'_> {
    pub(super) fn duties(&self, kind: Kind, cites: Vec<Cite>) -> Gate {
        if let Some(gate) = self.impossible(kind).or_else(|| self.bound(kind)) {
            return gate;
        }
        let unmet = self.unmet(kind);
        // What waits here is about who may read, so nobody lifts it: no way to the two offices is named.
        if let Some(first) = unmet.iter().find(|unmet| unmet.refuses()) {
            return Gate::Refused(Refusal {
                basis: first.held.basis.clone(),
                why: first.why.clone(),
                way_on: first.way_on.clone(),
            });
        }
        enforcement::gate(&unmet, false, cites)
    }

    /// The duties that an act does not meet as things stand.
    pub fn unmet(&self, kind: Kind) -> Vec<Unmet> {
        let all = [
            self.unguided(kind),
            self.unadvised(kind),
            self.unexplained(kind),
            self.not_exempt(kind),
            self.need_owed(kind),
            self.talks(kind),
        ];
        all.into_iter().flatten().collect()
    }

    /// What cannot be done because there is nothing to do it to.
    fn impossible(&self, kind: Kind) -> Option<Gate> {
        let state = self.state;
        let (is, basis, why, way_on): (bool, Basis, &str, &str) = match kind {
            Kind::RemoveDocument | Kind::MarkExempt => (
                !state.documents.iter().any(|d| d.waits()),
                basis::files(),
                "There is no document that has not been released.",
                "Add one first.",
            ),
            Kind::Release => (
                self.waiting().next().is_none(),
                basis::release(),
                "There is no document to release.",
                "Add one first, or provide the information in words.",
            ),
            Kind::AcceptPurpose => (
                !state
                    .released(self.today)
                    .any(|d| d.release.as_ref().is_some_and(|r| r.accepted.is_none())),
                basis::release(),
                "No document waits for its purpose to be accepted.",
                "",
            ),
            Kind::EndRelease | Kind::PassOn => (
                state.released(self.today).next().is_none(),
                basis::release(),
                "No release runs.",
                "",
            ),
            Kind::MakePublic => (
                !state
                    .documents
                    .iter()
                    .any(|d| !d.removed && d.public.is_none()),
                basis::release(),
                "There is no document that is not public.",
                "",
            ),
            Kind::ShowNeed => (
                !state.need_asked,
                basis::deciding(),
                "Nobody has asked you to show your need to know.",
                "Send a message to the officers who have it.",
            ),
            Kind::AskNeed => return self.need_not_asked(),
            Kind::FindNeed => (
                !state.is_open() && self.waiting().next().is_none(),
                basis::deciding(),
                "It has been decided, and no document waits on need to know.",
                "",
            ),
            Kind::GiveAdvice | Kind::SetPermission => (
                !state.casework,
                basis::deciding(),
                "It does not ask for confidential casework.",
                "",
            ),
            Kind::SeekGuidance => (
                matches!(state.guidance, Guidance::Passed | Guidance::Determined(_)),
                basis::deciding(),
                "The Monitoring Officer has it to determine, or has determined it.",
                "",
            ),
            Kind::GiveGuidance => (
                !matches!(state.guidance, Guidance::Sought | Guidance::Passed),
                basis::deciding(),
                "No guidance is sought.",
                "",
            ),
            Kind::Refer => (
                state.referred,
                basis::readers(),
                "The Monitoring Officer has it already.",
                "",
            ),
            Kind::Judge => (
                self.clock.to_pin().is_empty(),
                basis::overdue(),
                "Nothing is left to be pinned.",
                "",
            ),
            Kind::EndHolder => (
                self.holder_is_in_office(),
                basis::leaving(),
                "The member is in office.",
                "",
            ),
            Kind::AskBody => return self.body_unasked(),
            Kind::AnswerBody => (
                !state.awaits_body(),
                basis::bodies(),
                "No body has been asked.",
                "",
            ),
            Kind::Close => (
                state.matter == Matter::Request
                    && state.is_open()
                    && !self.roles.meets(Roles::HOLDER.or(Roles::ASSISTANT)),
                basis::readers(),
                "It has not been decided: only the member takes it back before that.",
                "Decide it first.",
            ),
            _ => return self.unknown_step(kind),
        };
        is.then(|| refused(basis, why, way_on))
    }

    /// Asked once at a time, and never where the role makes it plain: a member of the body whose papers they
    /// are meets no step on need to know, while nothing of another body waits on it.
    fn need_not_asked(&self) -> Option<Gate> {
        let state = self.state;
        if state.need_asked {
            let why = "The member has been asked and has not answered yet.";
            return Some(refused(basis::deciding(), why, ""));
        }
        let presumed = self.rules.basis(Saying::Presumed)?;
        // Where the text says when a member may be asked, that is the nearer ground.
        let ground = self.rules.basis(Saying::NeedAsked).unwrap_or(presumed);
        let body = state.of_body.as_ref();
        let owed = |d| matches!(self.need(d).need, Need::Owed | Need::NotShown);
        let plain =
            need::sits(state, body, self.cx.council, self.today) && !self.waiting().any(owed);
        plain.then(|| {
            refused(
                ground,
                "The member sits on the body whose papers these are, so need to know is presumed.",
                "Decide it, or send a message if something is not clear.",
            )
        })
    }

    /// Steps that only some texts know.
    fn unknown_step(&self, kind: Kind) -> Option<Gate> {
        let task = match kind {
            Kind::FindUnreasonable => Task::SeekGuidance,
            Kind::Determine => Task::Determine,
            _ => return None,
        };
        let unknown = self.rules.office(task).is_none();
        unknown.then(|| {
            refused(
                basis::deciding(),
                "This protocol does not know that step.",
                "What is not reasonably needed can be refused with the reason and the law.",
            )
        })
    }

    fn body_unasked(&self) -> Option<Gate> {
        let withheld = self.state.outcome().is_some_and(Outcome::withholds);
        let (is, why, way_on) = if self.rules.office(Task::Review).is_none() {
            (
                true,
                "No clause of this protocol lets a body decide after a refusal.",
                "Ask the officers for their reasons, or lay it before the Monitoring Officer.",
            )
        } else if !withheld {
            (true, "Nothing was withheld.", "")
        } else {
            (
                self.state.review.is_some(),
                "A body has been asked already.",
                "",
            )
        };
        let basis = self.named(Task::Review).unwrap_or_else(basis::bodies);
        is.then(|| refused(basis, why, way_on))
    }

    /// A determination binds once it is made.
    fn bound(&self, kind: Kind) -> Option<Gate> {
        let Guidance::Determined(supply) = self.state.guidance else {
            return None;
        };
        let against = match kind {
            Kind::Refuse => supply,
            Kind::Provide | Kind::ProvidePart | Kind::Release => !supply,
            Kind::Determine => true,
            _ => false,
        };
        let basis = self.rules.basis(Saying::Determination);
        against.then(|| {
            refused(
                basis.unwrap_or_else(basis::deciding),
                "The Monitoring Officer has determined it, and that binds.",
                "Do as was determined.",
            )
        })
    }

    fn said(
        &self,
        is: bool,
        saying: Saying,
        question: &str,
        why: &str,
        way_on: &str,
    ) -> Option<Unmet> {
        let held = self.rules.says(saying).filter(|_| is)?.clone();
        Some(unmet(held, question, why, way_on))
    }

    fn unguided(&self, kind: Kind) -> Option<Unmet> {
        let decides = matches!(kind, Kind::Provide | Kind::ProvidePart | Kind::Refuse);
        let found = self.state.unreasonable.is_some();
        self.alone().filter(|_| decides && found)
    }

    /// What is unreasonable is decided without the Monitoring Officer's guidance, as things stand.
    pub fn alone(&self) -> Option<Unmet> {
        self.said(
            matches!(self.state.guidance, Guidance::None | Guidance::Sought),
            Saying::Guidance,
            "Why is it answered without the Monitoring Officer’s guidance?",
            "It was found unreasonable, and the Monitoring Officer’s guidance is not there.",
            "Seek guidance first.",
        )
    }

    fn unadvised(&self, kind: Kind) -> Option<Unmet> {
        let discusses = matches!(kind, Kind::Provide | Kind::ProvidePart | Kind::Release)
            || (kind == Kind::SendMessage && self.roles.meets(Roles::OFFICER));
        self.said(
            discusses && self.state.casework && !self.state.advised,
            Saying::CaseworkAdvice,
            "Why is the case discussed before advice was given?",
            "The confidential parts of a case are discussed after the advice of the Chief Officer or \
             service lead, and none is recorded.",
            "The Chief Officer or a service lead records their advice first.",
        )
    }

    fn unexplained(&self, kind: Kind) -> Option<Unmet> {
        let decides = matches!(kind, Kind::Provide | Kind::ProvidePart | Kind::Refuse);
        self.said(
            decides && self.clock.overdue && !self.state.explained,
            Saying::ExplainDelay,
            "Why did the reply take longer, and why was no day given?",
            "The time for the reply has passed, and the delay was not explained.",
            "Explain the delay and say when a full answer will come.",
        )
    }

    fn not_exempt(&self, kind: Kind) -> Option<Unmet> {
        let withholds = matches!(kind, Kind::ProvidePart | Kind::Refuse);
        let kept_back = self
            .state
            .documents
            .iter()
            .any(|d| d.waits() && !d.redacted && d.exempt.is_empty());
        self.said(
            withholds && kept_back,
            Saying::Copies,
            "Why is a document withheld that no paragraph of Schedule 12A makes exempt?",
            "A document is withheld, and no paragraph of Schedule 12A is named that makes it exempt.",
            "Mark the exempt passages, or release a copy.",
        )
    }

    /// A release waits where every document that could be released waits on need to know.
    fn need_owed(&self, kind: Kind) -> Option<Unmet> {
        let (Kind::Release, Some((_, held))) = (kind, &self.rules.need) else {
            return None;
        };
        let stands: Vec<need::Standing> = self.waiting().map(|d| self.need(d)).collect();
        let owed = match held.value {
            Enforce::Refuse => stands.iter().all(need::Standing::waits),
            _ => stands.iter().any(need::Standing::asks),
        };
        let found = offices::named(Task::FindNeed, &self.rules);
        let found = found.unwrap_or_else(|| "whoever answers for the service".to_owned());
        let way_on = format!("First {found} records whether it is shown.");
        owed.then(|| {
            unmet(
                held.clone(),
                "Why is it released before need to know is shown?",
                "Need to know has not been shown for any document that waits.",
                &way_on,
            )
        })
    }

    fn talks(&self, kind: Kind) -> Option<Unmet> {
        let talks = self.waiting().any(|d| d.marking == Marking::Talks);
        self.said(
            kind == Kind::Release && talks && self.member_is_executive(),
            Saying::Talks,
            "Why are these talks released to a member of the Executive?",
            "Talks of the management team and with other members stay closed to the Executive.",
            "Leave them out.",
        )
    }

    fn member_is_executive(&self) -> bool {
        use crate::directory::RoleKind;
        let directory = &self.cx.council.directory;
        let seat = self
            .state
            .holder
            .as_ref()
            .and_then(|id| directory.appointment(id));
        seat.is_some_and(|seat| {
            directory
                .appointments_of(&seat.person, self.today)
                .any(|a| {
                    matches!(
                        a.role.kind(),
                        RoleKind::Leader | RoleKind::DeputyLeader | RoleKind::CabinetMember
                    )
                })
        })
    }

    fn holder_is_in_office(&self) -> bool {
        let directory = &self.cx.council.directory;
        let seat = self
            .state
            .holder
            .as_ref()
            .and_then(|id| directory.appointment(id));
        seat.is_none_or(|seat| seat.to.is_none_or(|last| self.today <= last))
    }
}
