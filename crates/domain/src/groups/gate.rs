//! Who may do what with a group’s request or an offer now. Looks at the case, the person and the rules,
//! never at what was typed.

use super::grade::below_normal;
use super::kind::Kind;
use super::readers::readers;
use super::roles::Roles;
use super::state::{Standing, State};
use super::{basis, rules};
use crate::calendar::local_date;
use crate::directory::Role;
use crate::enforcement::{self, Unmet};
use crate::protocol::{Enforce, GroupPractice, GroupRules};
use crate::register::{Context, kept, posts};
use crate::verdict::{Basis, Cite, Cited, Gate, Refusal};

/// Everything that a gate looks at, worked out once.
pub(super) struct Facts<'a> {
    pub(super) state: &'a State,
    pub(super) cx: &'a Context<'a>,
    pub(super) rules: GroupRules,
    pub(super) roles: Roles,
}

/// Whether a kind of act is open to the actor now.
pub(super) fn gate(state: Option<&State>, kind: Kind, cx: &Context<'_>) -> Gate {
    match (state, kind) {
        (None, Kind::Ask) => ask(cx),
        (None, Kind::ReportBreach) => super::breach::report_gate(cx),
        (None, _) | (Some(_), Kind::Ask | Kind::ReportBreach) => Gate::Hidden,
        (Some(_), Kind::Erase) => kept::gate(cx),
        (Some(state), _) => Facts::new(state, cx).gate(kind),
    }
}

/// Asking: for whoever is a member, by the text that has it, else by the product’s own default.
fn ask(cx: &Context<'_>) -> Gate {
    let today = local_date(cx.now);
    let rules = rules(None, cx.council, today);
    let mut cites = vec![Cited::new(
        "members ask for their group".to_owned(),
        basis::asking(),
    )];
    for (practice, what) in [
        (
            GroupPractice::RequestFirst,
            "a request stands before any attendance",
        ),
        (
            GroupPractice::CouncilBusiness,
            "only on the Council’s business",
        ),
        (GroupPractice::NoPartyBusiness, "never on party business"),
        (
            GroupPractice::Administration,
            "an administration and an opposition may have different contacts",
        ),
        (
            GroupPractice::EqualRights,
            "members of every group ask alike",
        ),
        (
            GroupPractice::AgendaParts,
            "the agenda has a part for the officer, who leaves after it",
        ),
        (GroupPractice::MeetingKind, "a whole group or a pre-meeting"),
    ] {
        cites.extend(
            rules
                .says(practice)
                .map(|clause| Cited::new(what.to_owned(), clause.clone())),
        );
    }
    if super::roles::asks_for(cx).is_some() {
        return Gate::allowed(cites);
    }
    Gate::Refused(Refusal {
        basis: basis::asking(),
        why: "A member of a political group asks for the group, a member of none alone.".to_owned(),
        way_on: vec!["If you are an officer, ask a member of the group to write it.".to_owned()],
    })
}

impl<'a> Facts<'a> {
    pub(super) fn new(state: &'a State, cx: &'a Context<'a>) -> Self {
        Self {
            state,
            cx,
            rules: rules(Some(state), cx.council, local_date(cx.now)),
            roles: Roles::of(state, cx),
        }
    }

    fn gate(&self, kind: Kind) -> Gate {
        let reads = self
            .cx
            .actor
            .visible
            .may_read(&readers(self.state))
            .is_some();
        let Some((who, when, basis)) = self.rule(kind) else {
            return Gate::Hidden;
        };
        if !reads {
            return Gate::Hidden;
        }
        if !self.roles.meets(who) {
            return Gate::Refused(Refusal {
                basis,
                why: format!("“{}” is for {}.", kind.label(), who.words()),
                way_on: Vec::new(),
            });
        }
        if kind == Kind::DecideAsGroup {
            return Gate::Refused(self.no_decision());
        }
        if !when.contains(&self.state.standing) {
            return Gate::Refused(Refusal {
                basis,
                why: super::summary::stands(self.state, local_date(self.cx.now)),
                way_on: Vec::new(),
            });
        }
        if let Some(refusal) = self.ceased(kind) {
            return Gate::Refused(refusal);
        }
        let cites = vec![Cited::new(kind.label().to_owned(), basis)];
        self.unmet(kind, cites)
    }

    /// Whose a kind of act is, while the case stands how, and on which ground; none where it does not
    /// belong to this case or this protocol.
    fn rule(&self, kind: Kind) -> Option<(Roles, &'static [Standing], Basis)> {
        use Standing::{Agreed, Approved, Asked, Done, Offered};
        const GOING: &[Standing] = &[Asked, Approved, Agreed];
        const EVER: &[Standing] = &[
            Standing::Asked,
            Standing::Approved,
            Standing::Agreed,
            Standing::Done,
            Standing::Declined,
            Standing::Withdrawn,
            Standing::Offered,
            Standing::TakenUp,
            Standing::OfferDeclined,
        ];
        if self.state.is_breach() {
            return (kind == Kind::SettleBreach).then(|| super::breach::settling(self));
        }
        let says = |practice| self.rules.says(practice).cloned();
        let or = |practice, default: fn() -> Basis| says(practice).unwrap_or_else(default);
        let offer = self.state.is_offer();
        let request = !offer;
        let attends = self.state.is_for(super::event::Wants::Attendance);
        let approves = self.state.waits_for_approval();
        let desk = if approves {
            Roles::APPROVER
        } else {
            Roles::DESK
        };
        let found: (Roles, &'static [Standing], Basis) = match kind {
            Kind::Approve if request && attends => (
                Roles::APPROVER,
                &[Asked],
                says(GroupPractice::Approval).filter(|_| self.needs_approval())?,
            ),
            Kind::Agree if attends => {
                // In the place of whoever agreed and has left the post, another does.
                let when: &[Standing] = match self.officer_left() {
                    true => GOING,
                    false => &[Asked, Approved],
                };
                let basis = or(GroupPractice::ToTheOfficer, basis::goes_to);
                (Roles::DESK, when, basis)
            }
            Kind::TellChiefExecutive if attends && self.state.chief_executive.is_none() => (
                Roles::DESK,
                &[Agreed, Done],
                says(GroupPractice::ChiefExecutiveTold)?,
            ),
            Kind::Attend if attends => (
                Roles::DESK,
                &[Approved, Agreed],
                or(GroupPractice::RequestFirst, basis::reading),
            ),
            Kind::Give if request => {
                let when: &[Standing] = if attends { &[Done] } else { &[Asked, Done] };
                (
                    Roles::DESK,
                    when,
                    or(GroupPractice::AdviceNoted, basis::reading),
                )
            }
            Kind::SameMatter if request => {
                (Roles::DESK.or(Roles::APPROVER), EVER, self.same_basis())
            }
            Kind::Note if request => (
                Roles::ATTENDED,
                &[Done],
                says(GroupPractice::DiscussionConfidential).unwrap_or_else(basis::reading),
            ),
            Kind::Decline if request => (
                desk.or(Roles::APPROVER),
                GOING,
                or(GroupPractice::NoPoliticalView, basis::goes_to),
            ),
            Kind::Withdraw if request => (Roles::SIDE.or(Roles::ASSISTANT), GOING, basis::asking()),
            Kind::TakeUp if offer => (
                Roles::SIDE,
                &[Offered, Standing::OfferDeclined],
                self.offer_basis(),
            ),
            Kind::DeclineOffer if offer => (Roles::SPEAKS, &[Offered], basis::asking()),
            Kind::ActOnDecision if request => (
                Roles::OFFICERS,
                EVER,
                or(GroupPractice::ConclusionIsNoDecision, basis::decisions),
            ),
            Kind::ActOnConclusion if request => {
                let basis = says(GroupPractice::NoActionOnConclusion)
                    .or_else(|| says(GroupPractice::ConclusionIsNoDecision))
                    .unwrap_or_else(|| or(GroupPractice::NotADecisionMaker, basis::decisions));
                (Roles::OFFICERS, EVER, basis)
            }
            Kind::DecideAsGroup if request => (
                Roles::OFFICERS.or(Roles::SIDE),
                EVER,
                self.no_decision().basis,
            ),
            Kind::BringBreach => (
                Roles::ANYBODY,
                EVER,
                says(GroupPractice::BreachToMonitoringOfficer)?,
            ),
            _ => return None,
        };
        Some(found)
    }

    /// Whether the officer with whom it is has left the post by which it came to them.
    pub(super) fn officer_left(&self) -> bool {
        let officer = self.state.officer.as_ref();
        officer.is_some_and(|officer| posts::has_left(self.cx, self.state.post.as_ref(), officer))
    }

    fn needs_approval(&self) -> bool {
        matches!(
            self.state.origin,
            super::state::Origin::Request {
                needs_approval: true,
                ..
            }
        )
    }

    fn same_basis(&self) -> Basis {
        let offer = self.rules.offer.as_ref();
        offer.map_or_else(basis::reading, |offer| offer.basis.clone())
    }

    fn offer_basis(&self) -> Basis {
        match &self.state.origin {
            super::state::Origin::Offer { basis, .. } => basis.clone(),
            super::state::Origin::Request { .. } | super::state::Origin::Breach => basis::reading(),
        }
    }

    /// A group decides nothing for the Council: the text where it says so, and the law everywhere.
    fn no_decision(&self) -> Refusal {
        let says = self.rules.says(GroupPractice::NotADecisionMaker);
        Refusal {
            basis: says.cloned().unwrap_or_else(basis::decisions),
            why: "A political group makes no decision of the Council.".to_owned(),
            way_on: vec![
                "When the Council, its executive, a committee or an officer with the power has decided, \
                 act on that decision."
                    .to_owned(),
            ],
        }
    }

    /// A group that has ceased takes nothing up, and is given nothing; that an officer was at its meeting while it
    /// was one is still recorded.
    fn ceased(&self, kind: Kind) -> Option<Refusal> {
        let super::event::Target::Group(group) = &self.state.whose else {
            return None;
        };
        let today = local_date(self.cx.now);
        let gone = self.cx.council.directory.groups.get(group, today).is_none();
        let gives = kind == Kind::Give && self.state.attended.is_none();
        let answers = matches!(
            kind,
            Kind::TakeUp | Kind::DeclineOffer | Kind::Agree | Kind::Approve
        );
        (gone && (gives || answers)).then(|| Refusal {
            basis: basis::offers(),
            why: "The group no longer exists.".to_owned(),
            way_on: vec![
                "A member of it can ask for the same information alone or with a new group."
                    .to_owned(),
            ],
        })
    }

    /// What duties of the text an act does not meet as things stand.
    fn unmet(&self, kind: Kind, mut cites: Vec<Cite>) -> Gate {
        let mut unmet = Vec::new();
        match kind {
            Kind::Agree | Kind::Decline if self.state.is_union() => {
                self.union(kind, &mut unmet, &mut cites);
            }
            Kind::Agree => {
                self.unapproved(&mut unmet);
                self.grade(&mut unmet);
            }
            Kind::Approve => self.own(&mut unmet),
            Kind::ActOnConclusion => unmet.push(self.conclusion()),
            Kind::Attend => {
                self.cite(
                    &mut cites,
                    GroupPractice::LeaveBeforeDeliberation,
                    "leaves before the group deliberates",
                );
                self.cite(
                    &mut cites,
                    GroupPractice::NotAtPoliticalBusiness,
                    "is not there for political business",
                );
                self.cite(
                    &mut cites,
                    GroupPractice::PartInDiscussion,
                    "takes part in the discussion of the advice",
                );
                self.cite(
                    &mut cites,
                    GroupPractice::AdviceRecorded,
                    "gives facts and advice",
                );
                self.cite(
                    &mut cites,
                    GroupPractice::DecisionsConfidential,
                    "keeps what the group decides",
                );
                self.cite(
                    &mut cites,
                    GroupPractice::Outsiders,
                    "limits advice before outsiders",
                );
                self.cite(
                    &mut cites,
                    GroupPractice::FactualAdvice,
                    "advises without party",
                );
            }
            Kind::Give => {
                self.cite(
                    &mut cites,
                    GroupPractice::FactualAdvice,
                    "advises without party",
                );
                self.cite(
                    &mut cites,
                    GroupPractice::QuestionsKept,
                    "keeps questions and answers to this briefing",
                );
                if let Some(offer) = &self.rules.offer {
                    cites.push(Cited::new(
                        "the same to every group".to_owned(),
                        offer.basis.clone(),
                    ));
                }
            }
            Kind::Note => self.cite(
                &mut cites,
                GroupPractice::DecisionsConfidential,
                "writes down no decision of the group",
            ),
            _ => {}
        }
        let lifted =
            kind == Kind::ActOnConclusion && enforcement::overrides(&self.cx.actor.visible);
        enforcement::gate(&unmet, lifted, cites)
    }

    fn cite(&self, cites: &mut Vec<Cite>, practice: GroupPractice, what: &str) {
        let says = self.rules.says(practice);
        cites.extend(says.map(|clause| Cited::new(what.to_owned(), clause.clone())));
    }

    /// Attendance for a trade union is permitted: nothing is checked, and declining it says why.
    fn union(&self, kind: Kind, unmet: &mut Vec<Unmet>, cites: &mut Vec<Cite>) {
        let Some(held) = self.rules.held(GroupPractice::UnionCapacity) else {
            return;
        };
        if kind == Kind::Decline {
            unmet.push(Unmet {
                held: held.clone(),
                question:
                    "Attendance as a trade union representative is permitted: why is it declined?"
                        .to_owned(),
                why: "Attendance as a trade union representative is permitted.".to_owned(),
                way_on: vec!["Agree to it.".to_owned()],
            });
        } else {
            cites.push(Cited::new(
                "as a trade union representative".to_owned(),
                held.basis.clone(),
            ));
        }
    }

    fn unapproved(&self, unmet: &mut Vec<Unmet>) {
        if !self.state.waits_for_approval() {
            return;
        }
        let Some(held) = self.rules.held(GroupPractice::Approval) else {
            return;
        };
        unmet.push(Unmet {
            held: held.clone(),
            question: "Why is it agreed before it is approved?".to_owned(),
            why: "The Chief Officer or the Chief Executive has not approved it yet.".to_owned(),
            way_on: vec!["It goes to them; they approve or decline it here.".to_owned()],
        });
    }

    /// Below the grade that is normally invited: possible, with a reason.
    fn grade(&self, unmet: &mut Vec<Unmet>) {
        let (person, today) = (self.cx.actor.person(), local_date(self.cx.now));
        let Some((_, held)) = below_normal(person, &self.rules, self.cx.council, today) else {
            return;
        };
        unmet.push(Unmet {
            held,
            question: "Normally nobody below the second tier is invited: why is it you?".to_owned(),
            why: "Normally nobody below the second tier is invited.".to_owned(),
            way_on: vec!["Ask your Director or an Assistant Director to go.".to_owned()],
        });
    }

    /// Whoever approves their own attendance says why, and the Monitoring Officer is told: no clause
    /// forbids it, none allows it (question B7).
    fn own(&self, unmet: &mut Vec<Unmet>) {
        let own = self.state.officer.as_ref() == Some(self.cx.actor.person());
        let Some(clause) = self.rules.says(GroupPractice::Approval).filter(|_| own) else {
            return;
        };
        unmet.push(Unmet {
            held: Cited::new(Enforce::Ask, basis::own_approval(clause)),
            question: "You would approve your own attendance: why nobody else?".to_owned(),
            why: "You are the officer who is to attend.".to_owned(),
            way_on: vec!["The Chief Executive can approve it.".to_owned()],
        });
    }

    /// Acting or spending on what a group concluded.
    fn conclusion(&self) -> Unmet {
        let says = |practice| self.rules.held(practice).cloned();
        let held = says(GroupPractice::NoActionOnConclusion)
            .or_else(|| {
                // The duty says what a conclusion is not; that it asks is the default of nobody’s ruling.
                let held = says(GroupPractice::ConclusionIsNoDecision)?;
                Some(Cited::new(held.value.max(Enforce::Ask), held.basis))
            })
            .unwrap_or_else(|| Cited::new(Enforce::Ask, self.no_decision().basis));
        Unmet {
            held,
            question: "A group’s conclusion is no decision of the Council. On which decision does this rest?".to_owned(),
            why: "Nothing is done or spent on a group’s conclusion until the Council has decided formally.".to_owned(),
            way_on: vec!["Act on the Council’s decision, and name it.".to_owned()],
        }
    }
}

/// The post of the Chief Officer above a service.
pub(super) fn chief_officer(cx: &Context<'_>, service: &crate::ids::ServiceId) -> Option<String> {
    let today = local_date(cx.now);
    let service = cx.council.directory.services.get(service, today)?;
    let directorate = service.directorate.clone()?;
    Some(Role::ChiefOfficer { directorate }.post())
}
