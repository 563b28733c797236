//! Who may do what with an enquiry now. Looks at the case, the person and the rules, never at what was
//! typed: what the gate allows, deciding can only find fault with a field of.

mod duties;
mod special;
mod table;

use jiff::civil::Date;

use super::command::Kind;
use super::readers::{note_readers, readers};
use super::roles::{Raiser, Roles, raising_for};
use super::state::{Ended, Standing, State};
use super::{basis, clock};
use crate::calendar::local_date;
use crate::clock::Clock;
use crate::protocol::EnquiryRules;
use crate::register::Context;
use crate::verdict::{Cited, Gate, Refusal};
use table::{Rule, rule};

/// Everything that a gate looks at, worked out once.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The case.
    pub state: &'a State,
    /// Who acts, when, in which council.
    pub cx: &'a Context<'a>,
    /// What holds for the case.
    pub rules: EnquiryRules,
    /// Its clock now.
    pub clock: Clock,
    /// The roles in which the actor stands to it.
    pub roles: Roles,
    /// Today in Europe/London.
    pub today: Date,
    /// Whether the actor reads the case.
    reads: bool,
    /// Whether the actor reads its internal notes.
    reads_notes: bool,
}

/// Whether a kind of act is open to the actor now.
pub fn gate(state: Option<&State>, kind: Kind, cx: &Context<'_>) -> Gate {
    match (state, kind) {
        (Some(state), _) => Facts::new(state, cx).gate(kind),
        (None, Kind::Raise) => raise(cx),
        (None, _) => Gate::Hidden,
    }
}

/// Every act that is open to the actor, and every one that is refused with the reason. What is hidden
/// is in neither.
pub fn next_acts(state: &State, cx: &Context<'_>) -> Vec<(Kind, Gate)> {
    let facts = Facts::new(state, cx);
    let gates = Kind::ALL.iter().filter(|kind| **kind != Kind::Raise);
    gates
        .map(|kind| (*kind, facts.gate(*kind)))
        .filter(|(_, gate)| *gate != Gate::Hidden)
        .collect()
}

fn raise(cx: &Context<'_>) -> Gate {
    let may = basis::raising();
    match raising_for(cx) {
        Some((_, Raiser::Member)) => {
            Gate::allowed(vec![Cited::new("members raise enquiries".to_owned(), may)])
        }
        Some((_, Raiser::Assistant | Raiser::Officer)) => Gate::allowed(vec![
            Cited::new("members raise enquiries".to_owned(), may),
            Cited::new("raised for the member".to_owned(), basis::assistants()),
        ]),
        None => Gate::Refused(Refusal {
            basis: may,
            why: "An enquiry is raised by a member, or for a current member by an assistant with \
                  that right or by an officer."
                .to_owned(),
            way_on: vec![
                "If a member asked you to raise it, choose for whom you act.".to_owned(),
                "Who Does What shows who deals with a matter.".to_owned(),
            ],
        }),
    }
}

impl<'a> Facts<'a> {
    /// Looks at a case for an actor.
    pub fn new(state: &'a State, cx: &'a Context<'a>) -> Self {
        Self {
            state,
            cx,
            rules: clock::rules(state, cx.council),
            clock: clock::clock(state, cx.council, cx.now),
            roles: Roles::of(state, cx),
            today: local_date(cx.now),
            reads: cx.actor.visible.may_read(&readers(state)).is_some(),
            reads_notes: cx.actor.visible.may_read(&note_readers(state)).is_some(),
        }
    }

    /// Whether a kind of act is open.
    pub fn gate(&self, kind: Kind) -> Gate {
        if kind == Kind::Raise {
            return Gate::Hidden;
        }
        let rule = rule(kind);
        if self.hides(kind, &rule) {
            return Gate::Hidden;
        }
        if !self.roles.meets(rule.who) {
            return Gate::Refused(self.not_theirs(kind, &rule));
        }
        if let Some(refusal) = self.not_now(&rule) {
            return Gate::Refused(refusal);
        }
        let cites = vec![Cited::new(kind.label().to_owned(), (rule.basis)())];
        self.special(kind, cites)
    }

    /// Acts of which not even the refusal is shown: to who may not read the case, to persons whose job
    /// it never is, and internal notes to the member's side.
    fn hides(&self, kind: Kind, rule: &Rule) -> bool {
        let jobs = self.roles.meets(Roles::JOBS);
        if rule.who == Roles::JOBS || jobs {
            return !(jobs && rule.who.meets(Roles::JOBS));
        }
        if kind == Kind::Note {
            return !self.reads_notes && !self.contributes_unseen();
        }
        // The Monitoring Officer erases on request without reading the case.
        let erases = kind == Kind::Erase && self.roles.meets(rule.who);
        let denied = self.state.denied.contains(self.cx.actor.person());
        denied || !(self.reads || erases)
    }

    /// Whether the actor is a contributor who may write a note that only the officers then read.
    fn contributes_unseen(&self) -> bool {
        let denied = self.state.denied.contains(self.cx.actor.person());
        self.state.is_open() && !denied && self.roles.meets(Roles::CONTRIBUTOR)
    }

    fn not_theirs(&self, kind: Kind, rule: &Rule) -> Refusal {
        Refusal {
            basis: (rule.basis)(),
            why: format!("“{}” is for {}.", kind.label(), table::whose(rule.who)),
            way_on: match table::whose_way_on(rule.who) {
                Some(way) => vec![way.to_owned()],
                None => Vec::new(),
            },
        }
    }

    fn not_now(&self, rule: &Rule) -> Option<Refusal> {
        let (is, why, way_on) = match &self.state.standing {
            Standing::Open => (table::OPEN, "It has not been answered yet.", None),
            Standing::Answered { .. } => (
                table::ANSWERED,
                "It has been answered.",
                Some("The member can reopen it with a reason."),
            ),
            Standing::Ended { how, .. } => (
                table::ENDED,
                ended(how),
                Some("A closed enquiry can be reopened by its member with a reason."),
            ),
        };
        let left = self.state.holder_ended.is_some();
        if left && rule.when & table::LEFT == 0 {
            return Some(Refusal {
                basis: basis::leaving(),
                why: "The member has left, and nobody has taken the enquiry on.".to_owned(),
                way_on: vec![
                    "It passes on by the constituent’s consent or the Monitoring Officer’s act."
                        .to_owned(),
                ],
            });
        }
        (rule.when & is == 0).then(|| Refusal {
            basis: basis::reopening(),
            why: why.to_owned(),
            way_on: way_on.map(str::to_owned).into_iter().collect(),
        })
    }
}

fn ended(how: &Ended) -> &'static str {
    match how {
        Ended::Closed { .. } => "It is closed.",
        Ended::Merged(_) => "It was merged into another enquiry, which goes on.",
        Ended::Complaint { .. } => "It is with the Complaints Procedure now.",
        Ended::HandedOn => "It was handed on, and the member knows to whom.",
        Ended::NotOurs => "It belongs to another body, and the member knows to which.",
    }
}
