//! Who may do what with a request now. Looks at the case, the person and the rules, never at what was
//! typed. What not even a refusal may tell is hidden.

mod duties;
mod table;

use jiff::civil::Date;

use super::basis;
use super::clock;
use super::command::Kind;
use super::guidance::{guidance, rights};
use super::need;
use super::offices::{self, Roles, why};
use super::readers::{note_readers, readers};
use super::release::terms;
use super::state::{Document, Matter, Standing, State};
use crate::access::Token;
use crate::calendar::local_date;
use crate::clock::Clock;
use crate::protocol::information::{InformationRules, Saying, Task};
use crate::register::Context;
use crate::verdict::{Basis, Cited, Gate, Refusal};
use table::{DECIDED, ENDED, OPEN, Rule, rule};

/// Everything that a gate looks at, worked out once.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The case.
    pub state: &'a State,
    /// Who acts, when, in which council.
    pub cx: &'a Context<'a>,
    /// What holds for the case.
    pub rules: InformationRules,
    /// Its clock now.
    pub clock: Clock,
    /// The roles in which the actor stands to it.
    pub roles: Roles,
    /// Today in Europe/London.
    pub today: Date,
}

/// Whether a kind of act is open to the actor now.
pub(super) fn gate(state: Option<&State>, kind: Kind, cx: &Context<'_>) -> Gate {
    match (state, kind) {
        (Some(state), _) => Facts::new(state, cx).gate(kind),
        (None, Kind::Request) => request(cx),
        (None, Kind::ReportMistake) => mistake(cx),
        (None, Kind::AllegeMisuse) => misuse(cx),
        (None, _) => Gate::Hidden,
    }
}

/// Every act that is open to the actor, and every one that is refused with the reason. What is hidden
/// is in neither.
pub fn next_acts(state: &State, cx: &Context<'_>) -> Vec<(Kind, Gate)> {
    let facts = Facts::new(state, cx);
    let gates = Kind::ALL.iter().map(|kind| (*kind, facts.gate(*kind)));
    gates.filter(|(_, gate)| *gate != Gate::Hidden).collect()
}

fn request(cx: &Context<'_>) -> Gate {
    let today = local_date(cx.now);
    let mut cites = vec![Cited::new(
        "members ask for information".to_owned(),
        basis::asking(),
    )];
    let rules = clock::rules_on(cx.council, today);
    cites.extend(guidance(&rules, cx.council, today));
    match crate::enquiries::raising_for(cx) {
        Some(_) => Gate::allowed(cites),
        None => Gate::Refused(Refusal {
            basis: basis::asking(),
            why:
                "A request is made by a member, or for a current member by an assistant with that \
                  right or by an officer."
                    .to_owned(),
            way_on: vec!["If a member asked you to, choose for whom you act.".to_owned()],
        }),
    }
}

/// Whoever holds an office can say that information reached them by mistake.
fn mistake(cx: &Context<'_>) -> Gate {
    if cx.actor.visible.tokens().len() == 0 {
        return Gate::Hidden;
    }
    let words = "whoever received it reports it".to_owned();
    Gate::allowed(vec![Cited::new(words, basis::misdirected())])
}

/// Whoever the protocol binds can allege a misuse, where the text has it brought to the Monitoring Officer.
fn misuse(cx: &Context<'_>) -> Gate {
    let rules = clock::rules_on(cx.council, local_date(cx.now));
    let bound = cx.actor.visible.has(&Token::everyone());
    let basis = rules.basis(Saying::Misuse).filter(|_| bound);
    basis.map_or(Gate::Hidden, |basis| {
        let words = "a misuse is reported in writing to the Monitoring Officer".to_owned();
        Gate::allowed(vec![Cited::new(words, basis)])
    })
}

impl<'a> Facts<'a> {
    /// Looks at a case for an actor.
    pub fn new(state: &'a State, cx: &'a Context<'a>) -> Self {
        let rules = clock::rules(state, cx.council);
        let roles = Roles::of(state, &rules, cx);
        Self {
            state,
            cx,
            rules,
            clock: clock::clock(state, cx.council, cx.now),
            roles,
            today: local_date(cx.now),
        }
    }

    /// Whether a kind of act is open.
    pub fn gate(&self, kind: Kind) -> Gate {
        let rule = rule(kind);
        if self.hides(kind, &rule) {
            return Gate::Hidden;
        }
        let basis = self.basis(kind, &rule);
        if !self.roles.meets(rule.who) {
            return Gate::Refused(Refusal {
                basis,
                why: format!("“{}” is for {}.", kind.label(), self.whose(kind, &rule)),
                way_on: self.who_else(kind),
            });
        }
        if let Some(refusal) = self.not_now(&rule) {
            return Gate::Refused(refusal);
        }
        let mut cites = vec![Cited::new(kind.label().to_owned(), basis)];
        if decides(kind) {
            cites.extend(rights(&self.rules, self.cx.council, self.today));
        }
        self.duties(kind, cites)
    }

    /// Why an act is somebody's: the clause that names them, else the default.
    fn basis(&self, kind: Kind, rule: &Rule) -> Basis {
        let named = match kind {
            Kind::FindNeed => self.named(Task::FindNeed),
            Kind::FindUnreasonable | Kind::SeekGuidance => self.named(Task::SeekGuidance),
            Kind::Determine | Kind::GiveGuidance => self.named(Task::Determine),
            Kind::GiveAdvice => self.named(Task::Advise),
            Kind::Provide | Kind::ProvidePart | Kind::Refuse => self.named(Task::Decide),
            Kind::AskBody | Kind::AnswerBody => self.named(Task::Review),
            Kind::AskNeed | Kind::ShowNeed => self.rules.basis(Saying::NeedAsked),
            Kind::SetPermission => self.rules.basis(Saying::CaseworkPermission),
            Kind::Hold => self.rules.basis(Saying::ExplainDelay),
            Kind::MakePublic => self.rules.basis(Saying::ConfidentialUntilPublic),
            Kind::AcceptPurpose | Kind::Release | Kind::PassOn => self.rules.basis(Saying::Purpose),
            Kind::ReportMisuse | Kind::SettleMisuse => self.rules.basis(Saying::Misuse),
            _ => None,
        };
        named.unwrap_or_else(rule.basis)
    }

    fn named(&self, task: Task) -> Option<Basis> {
        self.rules.office(task).map(|_| why(task, &self.rules))
    }

    /// Whose an act is: the offices that the text names, else the relations in which it is somebody's.
    fn whose(&self, kind: Kind, rule: &Rule) -> String {
        let named = task_of(kind).and_then(|task| offices::named(task, &self.rules));
        named.unwrap_or_else(|| table::whose(rule.who))
    }

    /// What somebody does whose act it is not; where nobody is in the office that the text names, that.
    fn who_else(&self, kind: Kind) -> Vec<String> {
        let (Some(task), Some((service, _))) = (task_of(kind), &self.state.service) else {
            return Vec::new();
        };
        let doing = offices::doing(task, service, &self.rules, self.cx);
        if !doing.is_empty() {
            let names = doing.join(", or ");
            vec![format!(
                "Pass it on with what you know. Today that is {names}."
            )]
        } else if offices::anybody(task, service, &self.rules, self.cx) {
            vec!["Pass it to them with what you know.".to_owned()]
        } else {
            vec!["Nobody holds that office now: lay it before the Monitoring Officer.".to_owned()]
        }
    }

    /// Acts of which not even the refusal is shown: to who may not read the case, to persons whose job
    /// it never is, and internal notes to the member's side.
    fn hides(&self, kind: Kind, rule: &Rule) -> bool {
        if matches!(
            kind,
            Kind::Request | Kind::ReportMistake | Kind::AllegeMisuse
        ) {
            return true;
        }
        let jobs = self.roles.meets(Roles::JOBS);
        if rule.who == Roles::JOBS || jobs {
            return !(jobs && rule.who.meets(Roles::JOBS));
        }
        let me = self.cx.actor.person();
        let erases = kind == Kind::Erase && self.roles.meets(rule.who);
        if self.state.denied.contains(me) {
            return true;
        }
        let visible = &self.cx.actor.visible;
        let reads = visible.may_read(&readers(self.state)).is_some();
        if !(reads || erases) {
            return true;
        }
        match kind {
            Kind::Note => visible.may_read(&note_readers(self.state)).is_none(),
            Kind::Erase => !erases,
            Kind::PassOn => !self.asks_onward(),
            _ => !of_matter(self.state.matter, kind),
        }
    }

    /// Whether the council has the member asked for which use a document is passed on.
    fn asks_onward(&self) -> bool {
        let terms = terms(&self.rules, self.cx.council, self.today);
        terms.onward.value && self.state.matter == Matter::Request
    }

    fn not_now(&self, rule: &Rule) -> Option<Refusal> {
        let (is, why) = match self.state.standing {
            Standing::Open => (OPEN, "It has not been decided yet."),
            Standing::Decided { .. } => (DECIDED, "It has been decided."),
            Standing::Ended { .. } => (ENDED, "It is closed."),
        };
        (rule.when & is == 0).then(|| Refusal {
            basis: basis::reopening(),
            why: why.to_owned(),
            way_on: vec!["The member can open it again with a reason.".to_owned()],
        })
    }

    /// How need to know stands with a document.
    pub fn need(&self, document: &Document) -> need::Standing {
        need::need(
            self.state,
            document,
            &self.rules,
            self.cx.council,
            self.today,
        )
    }

    /// The documents that wait to be released, without those that concern the member who asks.
    pub fn waiting(&self) -> impl Iterator<Item = &'a Document> {
        let state = self.state;
        let member = state
            .holder
            .as_ref()
            .and_then(|id| self.cx.council.directory.appointment(id))
            .map(|seat| seat.person.clone());
        let concerned = move |d: &&Document| member.is_none() || d.concerns != member;
        let waiting = state.documents.iter().filter(|d| d.waits());
        waiting.filter(concerned)
    }
}

/// The part of the work that an act is, where it is that of an office.
fn task_of(kind: Kind) -> Option<Task> {
    Some(match kind {
        Kind::FindNeed => Task::FindNeed,
        Kind::Provide | Kind::ProvidePart | Kind::Refuse | Kind::Release => Task::Decide,
        Kind::GiveAdvice => Task::Advise,
        _ => return None,
    })
}

/// Whether an act decides on access.
fn decides(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Provide | Kind::ProvidePart | Kind::Refuse | Kind::Release | Kind::Determine
    )
}

/// Which acts there are on what is not a request.
fn of_matter(matter: Matter, kind: Kind) -> bool {
    match matter {
        Matter::Request => kind != Kind::SettleMisuse,
        Matter::Misuse => kind == Kind::SettleMisuse,
        Matter::Mistake => matches!(
            kind,
            Kind::Note | Kind::Close | Kind::Refer | Kind::Route | Kind::DenyReader | Kind::Judge
        ),
        Matter::Precedent => false,
    }
}
