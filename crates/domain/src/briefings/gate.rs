//! Who may do what with a briefing now. Looks at the case, the person and the rules, never at what was
//! typed.

use super::event::Side;
use super::kind::Kind;
use super::rules;
use super::state::{Standing, State, readers};
use crate::access::Token;
use crate::calendar::local_date;
use crate::directory::RoleKind;
use crate::enquiries::{JOBS, Raiser, raising_for};
use crate::ids::{AppointmentId, GroupId};
use crate::protocol::{BriefingPractice, BriefingRules};
use crate::register::{Context, kept};
use crate::verdict::{Basis, Cite, Cited, Gate, Refusal};

/// Asking where the text gives no right.
pub(super) fn asking() -> Basis {
    Basis::default_of("W45", None)
}
/// Arranging and reading.
pub(super) fn arranging() -> Basis {
    Basis::default_of("W46", None)
}

/// Which part assistants have.
pub(super) fn assistants() -> Basis {
    Basis::default_of("W49", None)
}

/// What happens to a member’s own when they leave.
fn leaving() -> Basis {
    Basis::default_of("W11", None)
}

/// Everything that a gate looks at, worked out once.
pub(super) struct Facts<'a> {
    pub(super) state: &'a State,
    pub(super) cx: &'a Context<'a>,
    pub(super) rules: BriefingRules,
}

pub(super) fn gate(state: Option<&State>, kind: Kind, cx: &Context<'_>) -> Gate {
    match (state, kind) {
        (None, Kind::Open) => open(cx),
        (None, _) | (Some(_), Kind::Open) => Gate::Hidden,
        (Some(_), Kind::Erase) => kept::gate(cx),
        (Some(state), _) => Facts::new(state, cx).gate(kind),
    }
}

/// The seat of the actor as a member, or of the member for whom they ask as an assistant with that right.
pub(super) fn seat(cx: &Context<'_>) -> Option<AppointmentId> {
    match raising_for(cx)? {
        (seat, Raiser::Member | Raiser::Assistant) => Some(seat),
        (_, Raiser::Officer) => None,
    }
}

/// Whether the actor arranges briefings.
pub(super) fn arranges(cx: &Context<'_>) -> bool {
    let today = local_date(cx.now);
    let democratic = "democratic-services".parse().expect("a slug");
    let mut held = cx
        .council
        .directory
        .appointments_of(cx.actor.person(), today);
    cx.actor.visible.has(&Token::team(&democratic))
        || held.any(|a| {
            let kind = a.role.kind();
            kind.is_for_officers()
                && !matches!(
                    kind,
                    RoleKind::Officer | RoleKind::TeamMember | RoleKind::Assistant
                )
        })
}

fn open(cx: &Context<'_>) -> Gate {
    let rules = rules(None, cx.council, local_date(cx.now));
    let mut cites = Vec::new();
    if seat(cx).is_some() {
        let says = rules.says(BriefingPractice::PolicyBriefing);
        let basis = says.cloned().unwrap_or_else(asking);
        cites.push(Cited::new("any member asks".to_owned(), basis));
    } else if arranges(cx) {
        cites.push(Cited::new(
            "officers arrange briefings".to_owned(),
            arranging(),
        ));
        for (practice, what) in [
            (BriefingPractice::EvenHanded, "with even hands"),
            (BriefingPractice::Together, "groups normally together"),
        ] {
            let says = rules.says(practice);
            cites.extend(says.map(|clause| Cited::new(what.to_owned(), clause.clone())));
        }
    } else {
        return Gate::Refused(Refusal {
            basis: arranging(),
            why: "A briefing is asked for by a member, or arranged by a manager or democratic services."
                .to_owned(),
            way_on: vec!["Ask your service manager.".to_owned()],
        });
    }
    Gate::allowed(cites)
}

impl<'a> Facts<'a> {
    pub(super) fn new(state: &'a State, cx: &'a Context<'a>) -> Self {
        Self {
            state,
            cx,
            rules: rules(Some(state), cx.council, local_date(cx.now)),
        }
    }

    fn has(&self, token: &Token) -> bool {
        self.cx.actor.visible.has(token)
    }

    fn is_member(&self) -> bool {
        let holder = self.state.holder.as_ref();
        holder.is_some_and(|seat| self.has(&Token::holder_of(seat)))
    }

    fn is_assistant(&self) -> bool {
        let holder = self.state.holder.as_ref();
        holder.is_some_and(|seat| self.has(&Token::assistant_of(seat)))
    }

    fn is_briefer(&self) -> bool {
        let officer = self.state.officer_token();
        officer.is_some_and(|officer| self.has(&officer))
    }

    pub(super) fn is_officer(&self) -> bool {
        let covers = |post| self.has(&Token::holder_of(post));
        self.is_briefer()
            || self.state.post.as_ref().is_some_and(covers)
            || self
                .state
                .goes_to
                .iter()
                .any(|reader| self.has(&reader.token))
    }

    /// The invitation that is the actor’s.
    pub(super) fn invitation(&self) -> Option<&Token> {
        let mut invited = self.state.invited.iter().map(|invited| &invited.who.token);
        invited.find(|token| self.has(token))
    }

    /// Which of the two the actor is, whose permission sharing needs.
    pub(super) fn side(&self) -> Option<Side> {
        if self.is_member() {
            return Some(Side::Member);
        }
        self.is_briefer().then_some(Side::Officer)
    }

    /// The actor’s political group today, if there still is one.
    pub(super) fn group(&self) -> Option<GroupId> {
        let today = local_date(self.cx.now);
        let directory = &self.cx.council.directory;
        let group = directory.group_of(self.cx.actor.person(), today)?;
        directory.groups.get(&group, today)?;
        Some(group)
    }

    /// Whether the product itself acts, and the member who asked holds the seat no more.
    fn is_left(&self) -> bool {
        let today = local_date(self.cx.now);
        let seat = self.state.holder.as_ref();
        let seat = seat.and_then(|seat| self.cx.council.directory.appointment(seat));
        self.cx.actor.person().as_str() == JOBS
            && seat.is_some_and(|seat| seat.to.is_some_and(|last| last < today))
    }

    /// Ending what a member asked for in confidence who has left: nobody inherits it.
    fn end_with_member(&self) -> Gate {
        if self.is_left() && self.state.is_open() {
            let what = "a confidential briefing ends with its member".to_owned();
            Gate::allowed(vec![Cited::new(what, leaving())])
        } else {
            Gate::Hidden
        }
    }

    fn gate(&self, kind: Kind) -> Gate {
        if kind == Kind::Withdraw && self.cx.actor.person().as_str() == JOBS {
            return self.end_with_member();
        }
        if self
            .cx
            .actor
            .visible
            .may_read(&readers(self.state))
            .is_none()
        {
            return Gate::Hidden;
        }
        let Some((theirs, whose, when, basis)) = self.rule(kind) else {
            return Gate::Hidden;
        };
        let refused = |why: String, basis: &Basis| {
            Gate::Refused(Refusal {
                basis: basis.clone(),
                why,
                way_on: Vec::new(),
            })
        };
        if !theirs {
            return refused(format!("“{}” is for {whose}.", kind.label()), &basis);
        }
        if !when.contains(&self.state.standing) {
            return refused(super::summary::stands(self.state), &basis);
        }
        if kind == Kind::State && !self.state.is_for_groups() {
            let why = "It was for office-holders, and not for every group.";
            return refused(why.to_owned(), &basis);
        }
        if kind == Kind::State && self.state.gone_without().next().is_some() {
            return refused("Not every group was briefed.".to_owned(), &basis);
        }
        if let Some(refusal) = self.stays_between_two(kind) {
            return Gate::Refused(refusal);
        }
        if let Some(why) = self.unproposed(kind) {
            return Gate::Refused(Refusal {
                basis,
                why: why.to_owned(),
                way_on: vec!["Propose with whom it is to be shared.".to_owned()],
            });
        }
        let mut cites = vec![Cited::new(kind.label().to_owned(), basis)];
        self.beside(kind, &mut cites);
        Gate::allowed(cites)
    }

    /// Where the text has officers pass a talk with a member to nobody else, not even both can share it here.
    fn stays_between_two(&self, kind: Kind) -> Option<Refusal> {
        let shares = matches!(kind, Kind::ProposeSharing | Kind::PermitSharing);
        let basis = self.says(BriefingPractice::TalksConfidential);
        Some(Refusal {
            basis: basis.filter(|_| shares)?,
            why: "What is said to one member in a talk is passed to no other member and no group."
                .to_owned(),
            way_on: vec![
                "Another member who asks gets a briefing of their own, with the same facts."
                    .to_owned(),
            ],
        })
    }

    /// Nobody permits or refuses what nobody has proposed.
    fn unproposed(&self, kind: Kind) -> Option<&'static str> {
        let mut shares = self.state.shares.iter();
        match kind {
            Kind::PermitSharing => {
                let waits = shares.any(|share| match self.side() {
                    Some(Side::Member) => !share.member,
                    _ => !share.officer,
                });
                (!waits).then_some("No sharing waits for your permission.")
            }
            Kind::RefuseSharing => {
                let open = shares.any(|share| share.member || share.officer);
                (!open).then_some("No sharing is proposed or permitted.")
            }
            _ => None,
        }
    }

    fn says(&self, practice: BriefingPractice) -> Option<Basis> {
        self.rules.says(practice).cloned()
    }

    /// Whether an act is the actor’s, whose it is in words, while the case stands how, and on which
    /// ground; none where it does not belong to this case or this protocol.
    fn rule(&self, kind: Kind) -> Option<(bool, &'static str, &'static [Standing], Basis)> {
        use Standing::{Arranged, Asked, Given, PutOff, Withdrawn};
        const EVER: &[Standing] = &[Asked, PutOff, Arranged, Given, Withdrawn];
        const OPEN: &[Standing] = &[Asked, PutOff, Arranged];
        const OFFICERS: &str = "the officers who have it";
        const BOTH: &str = "the member who asked and the officer who briefs";
        let officer = self.is_officer();
        let confidential = self.state.is_confidential();
        let to_chief = || {
            self.says(BriefingPractice::ToTheChiefOfficer)
                .unwrap_or_else(arranging)
        };
        let consents = || {
            self.says(BriefingPractice::BothConsents)
                .unwrap_or_else(asking)
        };
        let invited = self.invitation().is_some();
        Some(match kind {
            Kind::Arrange => (officer, OFFICERS, OPEN, to_chief()),
            Kind::PutOff => (officer, OFFICERS, &[Asked, Arranged], to_chief()),
            Kind::Accept | Kind::Decline if !confidential => (
                invited,
                "those invited",
                &[Arranged],
                self.state.basis.clone(),
            ),
            Kind::Brief => (officer, OFFICERS, &[Asked, PutOff, Arranged], to_chief()),
            Kind::Mark if !confidential => (officer, OFFICERS, &[Given], self.state.basis.clone()),
            Kind::Inform if !confidential => (
                officer,
                OFFICERS,
                &[Asked, Arranged, Given],
                self.state.basis.clone(),
            ),
            Kind::AskSeparate if !confidential => {
                let own = self.group().is_some();
                (
                    own,
                    "members of a political group",
                    EVER,
                    self.says(BriefingPractice::Separate)?,
                )
            }
            Kind::BriefSeparately if !confidential => (
                officer,
                OFFICERS,
                EVER,
                self.says(BriefingPractice::Separate)?,
            ),
            Kind::Break if !confidential => (
                officer || invited,
                "those invited and the officers who have it",
                &[Arranged, Given],
                self.says(BriefingPractice::Breaks)?,
            ),
            Kind::State if !confidential => (
                officer,
                OFFICERS,
                &[Given],
                self.says(BriefingPractice::AllGroupsStatement)?,
            ),
            Kind::ProposeSharing | Kind::PermitSharing | Kind::RefuseSharing if confidential => {
                (self.side().is_some(), BOTH, &[Arranged, Given], consents())
            }
            Kind::Withdraw if confidential => (
                self.is_member() || self.is_assistant(),
                "the member who asked and their assistants",
                OPEN,
                self.state.basis.clone(),
            ),
            Kind::Withdraw => (officer, OFFICERS, OPEN, self.state.basis.clone()),
            _ => return None,
        })
    }

    /// What else an act rests on.
    fn beside(&self, kind: Kind, cites: &mut Vec<Cite>) {
        let alone = self.state.is_confidential();
        let practices: &[(BriefingPractice, &str)] = match kind {
            Kind::Brief => &[
                (
                    BriefingPractice::BothConsents,
                    "what is said stays between the two",
                ),
                (
                    BriefingPractice::TalksConfidential,
                    "what is said to one member is passed to no other",
                ),
                (
                    BriefingPractice::NoSubstitute,
                    "the report to the body stays what counts",
                ),
            ],
            Kind::BriefSeparately => {
                &[(BriefingPractice::Identical, "the same information to each")]
            }
            Kind::State => &[(
                BriefingPractice::NothingToAdd,
                "nothing is to be added to the report",
            )],
            _ => &[],
        };
        for (practice, what) in practices {
            let of_talks = *practice == BriefingPractice::TalksConfidential;
            let says = self.rules.says(*practice).filter(|_| alone || !of_talks);
            cites.extend(says.map(|clause| Cited::new((*what).to_owned(), clause.clone())));
        }
    }
}
