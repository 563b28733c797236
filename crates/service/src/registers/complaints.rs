//! Residents' complaints as people meet them: their words, questions and thread.

mod questions;
mod thread;

use domain::access::Readers;
use domain::complaints::{
    Act, Command, Complaints, Event, Kind, State, clock, days, note_readers, rules, sentence,
    words_readers,
};
use domain::enquiries::JOBS;
use domain::enquiries::event::Permits;
use domain::protocol::Protocol;
use domain::register::Context;
use jiff::civil::Date;

use super::{ClockShown, Look, Noun, Shown, Told, tells_of_erased};
use crate::acts::{Ask, Given};
use crate::operations::Case;
use crate::web::names::Link;

impl Shown for Complaints {
    const NOUN: Noun = Noun {
        one: "complaint",
        many: "complaints",
        open: "Log a complaint",
        purpose: "What residents complain of, with who deals with it, by when it is answered, and what came of it.",
    };
    const KINDS: &'static [Kind] = &[
        Kind::Answer,
        Kind::Acknowledge,
        Kind::Allocate,
        Kind::TellHandler,
        Kind::Extend,
        Kind::Note,
        Kind::NextStage,
        Kind::AskOmbudsman,
        Kind::DecideOmbudsman,
        Kind::ChangePermits,
        Kind::KeepOut,
        Kind::Close,
    ];
    const OPENS: Option<Kind> = Some(Kind::Log);
    const BY_MAIL: &'static [Kind] = &[Kind::Note];

    fn asks(kind: Kind, _case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask> {
        questions::asks(kind, look)
    }

    fn command(
        kind: Kind,
        given: &mut Given,
        why: Option<String>,
        _case: Option<&Case<Self>>,
        _look: &Look<'_>,
    ) -> Option<Command> {
        Some(Command {
            act: questions::act(kind, given)?,
            explanation: why,
        })
    }

    fn title(case: &Case<Self>, _look: &Look<'_>) -> String {
        let title = case.words(&case.state.title.key);
        title
            .unwrap_or("A complaint whose words were erased")
            .to_owned()
    }

    fn sentence(case: &Case<Self>, look: &Look<'_>) -> String {
        sentence(&case.state, look.council, look.now)
    }

    fn tell(case: &Case<Self>, at: usize, look: &Look<'_>) -> Option<Told> {
        let recorded = case.events.get(at)?;
        let visible = look.visible();
        let deals = visible.may_read(&note_readers(&case.state)).is_some();
        let reads = visible.may_read(&words_readers(&case.state)).is_some();
        if let Event::Erased { keys, .. } = &recorded.event
            && !tells_of_erased(case, keys, look, Event::contents)
        {
            return None;
        }
        thread::tell(&recorded.event, look, deals, reads)
    }

    fn facts(case: &Case<Self>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
        let names = look.names();
        let state = &case.state;
        let deals = look.visible().may_read(&note_readers(state)).is_some();
        let mut facts = Vec::new();
        if let Some(enquiry) = &state.enquiry {
            let link = Link::to(enquiry.to_string(), format!("/enquiries/{enquiry}"));
            facts.push(("It was an enquiry", vec![link]));
        }
        let received = domain::calendar::long_date(state.received.date());
        facts.push(("Received", vec![Link::plain(received)]));
        if let Some(service) = &state.service {
            facts.push(("Service", vec![names.service_link(service)]));
        }
        if let Some(handler) = &state.handler {
            facts.push(("Who deals with it", vec![names.person_link(handler)]));
        }
        if deals {
            let told = match (
                state.handler.is_some(),
                state.told_handler,
                state.told_change,
            ) {
                (false, ..) => "Nobody deals with it yet",
                (true, false, _) => "Has not been told who deals with it",
                (true, true, false) => "Was told who dealt with it before",
                (true, true, true) => "Was told who deals with it",
            };
            facts.push(("The resident", vec![Link::plain(told)]));
            let may = match state.permits {
                Permits::Everything => "The outcome and the reasons",
                Permits::Progress => "Only where it stands",
                Permits::Nothing => "Nothing",
            };
            if let Some(holder) = &state.holder {
                let who = format!("{}: {}", names.holder(holder), may.to_lowercase());
                facts.push(("The member may learn", vec![Link::plain(who)]));
            }
        }
        facts
    }

    fn clock(case: &Case<Self>, look: &Look<'_>) -> Option<ClockShown> {
        let state = &case.state;
        let stage = state.stage();
        let rule = rules(state, look.council).clock(stage).map(|rule| {
            let unit = match rule.value.unit {
                domain::clock::Unit::WorkingDay => "working days",
                domain::clock::Unit::CalendarDay => "calendar days",
            };
            let start = match rule.value.start {
                domain::clock::Start::Receipt => "receipt",
                domain::clock::Start::Acknowledgement => "its acknowledgement",
            };
            let n = rule.value.n;
            let said =
                format!("At stage {stage} an answer is aimed at within {n} {unit} of {start}");
            (said, rule.basis)
        });
        Some(ClockShown {
            clock: clock(state, look.council, look.now),
            days: days(state, look.council, look.now),
            rule,
        })
    }

    fn state_words(state: &str) -> &'static str {
        match state {
            "logged" => "Logged",
            "with-officer" => "With an officer",
            "extended" => "Takes longer",
            "answered" => "Answered",
            "with-ombudsman" => "With the Ombudsman",
            "closed" => "Closed",
            _ => "Under way",
        }
    }

    fn notice(kind: &str) -> Option<&'static str> {
        Some(match kind {
            "complaint-passed-on" => "A resident’s compliment or suggestion came for your service",
            "complaint-logged" => "A complaint was logged",
            "complaint-allocated" => "A complaint was given to you",
            "complaint-longer" => "A complaint takes longer",
            "complaint-answered" => "A complaint was answered",
            "complaint-next-stage" => "A complaint went to its next stage",
            "complaint-closed" => "A complaint was closed",
            _ => return None,
        })
    }

    fn group(kind: Kind) -> &'static str {
        match kind {
            Kind::Acknowledge | Kind::Answer | Kind::Extend | Kind::TellHandler => "The resident",
            Kind::NextStage | Kind::AskOmbudsman | Kind::DecideOmbudsman | Kind::Close => {
                "Stages and ending"
            }
            Kind::KeepOut | Kind::ChangePermits => "Readers and record",
            _ => "Go on",
        }
    }

    fn grave(kind: Kind) -> bool {
        kind == Kind::KeepOut
    }

    fn word_readers(kind: Kind, state: &State, _: &Look<'_>) -> Option<(Readers, bool)> {
        match kind {
            Kind::Note | Kind::KeepOut => Some((note_readers(state), true)),
            _ => Some((words_readers(state), false)),
        }
    }

    fn officers_read(state: &State) -> Readers {
        note_readers(state)
    }

    fn silent(protocol: &Protocol) -> Option<String> {
        protocol.complaints_silent_line()
    }

    fn guidance(_look: &Look<'_>) -> Option<String> {
        Some(
            "Log what a resident complains of, whoever took it. A request for a service is no complaint."
                .to_owned(),
        )
    }

    fn owed(state: &State, _shown: Option<Date>, cx: &Context<'_>) -> Vec<Command> {
        use domain::register::Register as _;
        debug_assert_eq!(cx.actor.person().as_str(), JOBS);
        let gate = Self::gate(Some(state), Kind::Judge, cx);
        let owed = gate.is_allowed().then(|| Command::from(Act::Judge));
        owed.into_iter().collect()
    }
}
