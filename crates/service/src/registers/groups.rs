//! What the register of political groups says of itself to people.

mod asks;
mod same;
mod told;

use domain::groups::command::{Act, Beside, Command};
use domain::groups::event::{Event, Target};
use domain::groups::{
    AgendaPart, Groups, Kind, Origin, Standing, State, below_normal, next_note_readers, rules,
    stands, state_word,
};
use domain::protocol::{GroupPractice, GroupRules, OfferTo, Protocol};
use domain::register::Row;
use domain::verdict::{Invalid, Rejection};

use super::{FileShown, InMail, Look, Noun, Shown, Told};
use crate::acts::{Ask, Given};
use crate::calendar_file::{Meeting, When};
use crate::operations::{ActError, Case, Operations};
use crate::web::names::Link;

impl Shown for Groups {
    const NOUN: Noun = Noun {
        one: "group request",
        many: "group requests",
        open: "Ask for an officer or for advice",
        purpose: "What political groups ask officers for, what they are given, and the same offered to the others.",
    };
    const KINDS: &'static [Kind] = &[
        Kind::Approve,
        Kind::TakeUp,
        Kind::Agree,
        Kind::Attend,
        Kind::Give,
        Kind::TellChiefExecutive,
        Kind::SameMatter,
        Kind::Note,
        Kind::DeclineOffer,
        Kind::Decline,
        Kind::Withdraw,
        Kind::ActOnDecision,
        Kind::ActOnConclusion,
        Kind::DecideAsGroup,
        Kind::BringBreach,
        Kind::SettleBreach,
    ];
    const OPENS: Option<Kind> = Some(Kind::Ask);
    const BY_WORD: &'static [(&'static str, Kind)] = &[
        ("approve", Kind::Approve),
        ("agree", Kind::Agree),
        ("take up", Kind::TakeUp),
        ("decline", Kind::DeclineOffer),
        ("note", Kind::Note),
    ];
    const OPENS_TOO: &'static [Kind] = &[Kind::ReportBreach];

    fn asks(kind: Kind, case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask> {
        asks::asks(kind, case, look)
    }
    fn command(
        kind: Kind,
        given: &mut Given,
        why: Option<String>,
        case: Option<&Case<Self>>,
        look: &Look<'_>,
    ) -> Option<Command> {
        let act = asks::act(kind, given, case, look)?;
        Some(Command { act, why })
    }

    /// The other request of a same matter, read with the actor’s own eyes.
    async fn prepare(
        operations: &Operations,
        look: &Look<'_>,
        command: Command,
    ) -> Result<Command, ActError> {
        let Act::Named(reference) = &command.act else {
            return Ok(command);
        };
        let other = match operations.case::<Self>(reference, look.visible()).await {
            Ok(case) => Beside {
                stream: case.stream,
                version: case.version,
                state: Box::new(case.state),
            },
            Err(ActError::NotFound) => {
                let why = format!("there is no request `{reference}` that you can read");
                return Err(Rejection::Invalid(vec![Invalid::new("other", why)]).into());
            }
            Err(other) => return Err(other),
        };
        Ok(Command {
            act: Act::SameMatter { other: Some(other) },
            why: command.why,
        })
    }

    async fn filled(
        operations: &Operations,
        look: &Look<'_>,
        kind: Kind,
        case: &Case<Self>,
        _about: Option<&str>,
    ) -> Result<Vec<(&'static str, String)>, ActError> {
        same::filled(operations, look, kind, case).await
    }
    async fn beside(
        operations: &Operations,
        look: &Look<'_>,
        case: &Case<Self>,
    ) -> Result<Vec<Link>, ActError> {
        same::beside(operations, look, case).await
    }

    fn title(case: &Case<Self>, _: &Look<'_>) -> String {
        let title = case.words(&case.state.title.key);
        title.unwrap_or("Erased").to_owned()
    }
    fn sentence(case: &Case<Self>, look: &Look<'_>) -> String {
        stands(&case.state, look.today)
    }
    fn tell(case: &Case<Self>, at: usize, look: &Look<'_>) -> Option<Told> {
        told::tell(case, at, look)
    }
    fn facts(case: &Case<Self>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
        facts(case, look)
    }
    fn files(case: &Case<Self>, _: &Look<'_>) -> Vec<FileShown> {
        let files = case.state.files.iter().filter(|_| seen(&case.state));
        files.map(|file| FileShown::of(file, "given")).collect()
    }
    fn state_words(state: &str) -> &'static str {
        match state {
            "to-approve" => "Waits for approval",
            "asked" => "Asked",
            "approved" => "Approved",
            "agreed" => "An officer will attend",
            "attended" => "Attended",
            "given" => "Information given",
            "declined" => "Declined",
            "withdrawn" => "Withdrawn",
            "offered" => "Offered",
            "taken-up" => "Taken up",
            "offer-declined" => "Offer declined",
            "reported" => "With the Monitoring Officer",
            "settled" => "Dealt with",
            _ => "Open",
        }
    }
    fn next_words(row: &Row, _: &Look<'_>) -> Option<String> {
        row.due?;
        let offered = row.state == "offered";
        let what = if offered {
            "Answer the offer by"
        } else {
            "The group meets on"
        };
        Some(what.to_owned())
    }
    fn in_mail(case: &Case<Self>, _: &Look<'_>) -> InMail {
        InMail {
            named: !case.state.flagged && !case.state.is_breach(),
            answer: None,
            meeting: meeting(case),
        }
    }
    fn notice(kind: &str) -> Option<&'static str> {
        Some(match kind {
            "group-asked" => "A political group asks for an officer or for advice",
            "group-approved" => "An attendance at a group’s meeting was approved",
            "group-own-approval" => "An officer approved their own attendance and said why",
            "group-agreed" => "An officer will attend your group’s meeting",
            "group-attendance" => "An officer tells you of an attendance at a group’s meeting",
            "group-given" => "Your group was given information",
            "group-offered" => "Your group is offered information that another was given",
            "group-declined" => "Your group’s request was declined",
            "group-withdrawn" => "A group took its request back",
            "group-explained" => "Something of an attendance was explained, for you to see",
            "group-not-the-same" => {
                "A group was given other advice than another on the same matter"
            }
            "group-conclusion" => "Officers act on a group’s conclusion, with a reason",
            "group-breach" => "A breach of the rules on political groups was brought to you",
            "group-breach-settled" => "What was done about a breach that you reported is recorded",
            "offer-taken-up" => "A group took up the information that you offered",
            "offer-declined" => "A group declined the information that you offered",
            _ => return None,
        })
    }
    fn group(kind: Kind) -> &'static str {
        match kind {
            Kind::ActOnDecision | Kind::ActOnConclusion | Kind::DecideAsGroup => "Acting on it",
            Kind::BringBreach => "If something is wrong",
            Kind::Decline | Kind::Withdraw | Kind::DeclineOffer => "End it",
            _ => "Go on",
        }
    }
    fn grave(kind: Kind) -> bool {
        matches!(
            kind,
            Kind::Decline | Kind::Withdraw | Kind::ActOnConclusion | Kind::BringBreach
        )
    }
    fn word_readers(
        kind: Kind,
        state: &State,
        look: &Look<'_>,
    ) -> Option<(domain::access::Readers, bool)> {
        Some(match kind {
            Kind::Note => (look.with_context(|cx| next_note_readers(state, cx)), true),
            Kind::BringBreach => (domain::groups::breach_readers(), true),
            _ => (domain::groups::readers(state), false),
        })
    }
    fn links(look: &Look<'_>) -> Vec<Link> {
        let watches = crate::web::groups::watches(look);
        let ledger = watches.then(|| Link::to("Even hands: the ledger", "/groups/ledger"));
        let rules = rules(None, look.council, look.today);
        let brings = rules.says(GroupPractice::BreachToMonitoringOfficer);
        let report = brings.map(|_| {
            let address = "/groups/new?as=report-breach";
            Link::to("Report a breach of the rules on groups", address)
        });
        ledger.into_iter().chain(report).collect()
    }
    fn silent(protocol: &Protocol) -> Option<String> {
        let silent = protocol.is_silent_on_groups();
        silent.then(|| "This protocol says nothing about political groups.".to_owned())
    }
    fn guidance(look: &Look<'_>) -> Option<String> {
        let rules = domain::groups::rules(None, look.council, look.today);
        let line = match rules.offer.as_ref()?.value.to {
            OfferTo::OtherGroups => {
                "Only on the Council’s business. What your group is given is offered to the other groups, \
                 without what was asked or discussed."
            }
            OfferTo::WhoAsks => {
                "Only on the Council’s business. Another group that asks on the same matter gets the same advice."
            }
            OfferTo::EveryGroup => {
                "In exceptional circumstances; open to every group on the same terms."
            }
        };
        Some(match rules.says(GroupPractice::WholeCouncil) {
            Some(basis) => {
                format!("{line} Officers serve the whole Council and no single group ({basis}).")
            }
            None => line.to_owned(),
        })
    }
}

/// Whether what was given is to be seen: in an offer once it is taken up.
pub(super) fn seen(state: &State) -> bool {
    !state.is_offer() || state.standing == Standing::TakenUp
}

fn facts(case: &Case<Groups>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
    let state = &case.state;
    let names = look.names();
    let mut facts = vec![
        (
            if state.is_breach() {
                "Reported by"
            } else {
                "For"
            },
            vec![Link::plain(whose(&state.whose, look))],
        ),
        ("Service", vec![names.service_link(&state.service)]),
    ];
    if let Some(officer) = state
        .officer
        .as_ref()
        .filter(|_| !state.waits_for_approval())
    {
        facts.push(("Officer", vec![names.person_link(officer)]));
    }
    match &state.origin {
        Origin::Request {
            meets_on: Some(on),
            outsiders,
            ..
        } => {
            facts.push((
                "Meets on",
                vec![Link::plain(domain::calendar::long_date(*on))],
            ));
            facts.extend(agenda(state, look));
            let outside = outsiders.then(|| outsiders_line(state, look));
            let mind: Vec<Link> = outside
                .into_iter()
                .chain(grade(state, look))
                .map(Link::plain)
                .collect();
            if !mind.is_empty() {
                facts.push(("Mind", mind));
            }
            facts.extend(present(case));
        }
        Origin::Request { .. } | Origin::Breach => {}
        Origin::Offer { until, first, .. } => {
            facts.push((
                "Answer by",
                vec![Link::plain(domain::calendar::long_date(*until))],
            ));
            if let Some(first) = first {
                let group = whose(&Target::Group(first.clone()), look);
                facts.push(("First given to", vec![Link::plain(group)]));
            }
        }
    }
    facts.push((
        "State",
        vec![Link::plain(Groups::state_words(state_word(state)))],
    ));
    facts
}

/// The agenda that is offered for the meeting, part by part.
fn agenda(state: &State, look: &Look<'_>) -> Option<(&'static str, Vec<Link>)> {
    let rules = rules(Some(state), look.council, look.today);
    let agenda = domain::groups::agenda(&rules).filter(|_| state.is_attendance())?;
    let line = |(n, part): (usize, &AgendaPart)| {
        let who = match part.officer {
            true => " (with the officer)",
            false => "",
        };
        Link::plain(format!("{n}. {}{who}", part.words))
    };
    let lines = (1..).zip(&agenda.value).map(line);
    let basis = Link::plain(format!("Offered for your meeting ({})", agenda.basis));
    Some(("Agenda", lines.chain([basis]).collect()))
}

/// That the officer asked for is below those whom the text normally has invited; none where they are not.
fn grade(state: &State, look: &Look<'_>) -> Option<String> {
    let officer = state.officer.as_ref().filter(|_| state.is_attendance())?;
    let rules = rules(Some(state), look.council, look.today);
    let (lowest, held) = below_normal(officer, &rules, look.council, look.today)?;
    let (name, lowest) = (look.names().person(officer), lowest.name());
    Some(format!(
        "{name} is below those who are normally invited ({lowest} or above, {})",
        held.basis
    ))
}

/// Who comes from outside the Council, one in each line as it was written.
fn present(case: &Case<Groups>) -> Option<(&'static str, Vec<Link>)> {
    let words = case.words(&case.state.present.as_ref()?.key)?;
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(("From outside", lines.map(Link::plain).collect()))
}

/// That people from outside come, and what the text says of them.
fn outsiders_line(state: &State, look: &Look<'_>) -> String {
    let rules = rules(Some(state), look.council, look.today);
    let line = "People from outside the Council will be there";
    match unbound(&rules) {
        Some(unbound) => format!("{line}. {unbound}"),
        None => line.to_owned(),
    }
}

/// What stands beside the mark that people from outside come; none where the text does not say.
fn unbound(rules: &GroupRules) -> Option<String> {
    let line = domain::groups::unbound(rules)?;
    Some(format!("{} ({}).", line.value, line.basis))
}

/// A group or a member by name.
pub fn whose(whose: &Target, look: &Look<'_>) -> String {
    match whose {
        Target::Group(group) => {
            let found = look.council.directory.groups.ever(group, look.today);
            found.map_or_else(|| group.to_string(), |group| group.name.clone())
        }
        Target::Member(seat) => look.names().holder(seat),
        Target::Reporter(person) => look.names().person(person),
    }
}

/// The day on which the group meets, once an officer is to attend.
fn meeting(case: &Case<Groups>) -> Option<Meeting> {
    let state = &case.state;
    let Origin::Request {
        meets_on: Some(day),
        ..
    } = state.origin
    else {
        return None;
    };
    state.officer.as_ref()?;
    let moves = |event: &Event| {
        matches!(
            event,
            Event::Asked(_)
                | Event::Approved(_)
                | Event::Agreed { .. }
                | Event::Declined(_)
                | Event::Withdrawn {}
        )
    };
    let (sequence, stamp) = case.last(moves)?;
    Some(Meeting {
        uid: format!("{}@wardroom", state.reference),
        sequence,
        stamp,
        when: When::Day(day),
        summary: format!("Group meeting {}", state.reference),
        place: String::new(),
        cancelled: matches!(state.standing, Standing::Declined | Standing::Withdrawn),
    })
}
