//! Residents' complaints as people meet them: their words, questions and thread.

use domain::access::Readers;
use domain::complaints::event::{How, OmbudsmanOutcome};
use domain::complaints::{
    Act, Command, Complaints, Event, Kind, Log, State, clock, days, note_readers, outcome_words,
    rules, sentence, words_readers,
};
use domain::directory::RoleKind;
use domain::enquiries::JOBS;
use domain::enquiries::event::Permits;
use domain::protocol::Protocol;
use domain::register::Context;
use domain::words::Words;
use jiff::civil::Date;

use super::{ClockShown, Look, Noun, Shown, Told};
use crate::acts::AnswerForm::{Date as Day, Line, Words as Text};
use crate::acts::{AnswerForm, Ask, Given, one};
use crate::operations::Case;
use crate::web::names::Link;

fn how() -> Ask {
    let ways = one(&[
        ("letter", "By letter"),
        ("mail", "By e-mail"),
        ("telephone", "On the telephone"),
        ("in-person", "In person"),
    ]);
    Ask::new("how", "How was the resident told?", ways)
}

fn how_words(how: How) -> &'static str {
    match how {
        How::Letter => "by letter",
        How::Mail => "by e-mail",
        How::Telephone => "on the telephone",
        How::InPerson => "in person",
    }
}

fn permits() -> Ask {
    let all = one(&[
        ("everything", "The outcome and the reasons"),
        ("progress", "Only where it stands"),
        ("nothing", "Nothing"),
    ]);
    Ask::new("permits", "What may the member learn?", all)
}

fn outcomes() -> AnswerForm {
    one(&[
        ("upheld", "Upheld"),
        ("partly-upheld", "Upheld in part"),
        ("not-upheld", "Not upheld"),
        ("resolved", "Put right before it was decided"),
    ])
}

fn ombudsman() -> AnswerForm {
    one(&[
        ("fault", "Fault was found"),
        ("no-fault", "No fault was found"),
        ("not-investigated", "Not investigated"),
    ])
}

fn endings() -> AnswerForm {
    one(&[
        ("answered", "Answered, and the resident asks for no more"),
        ("withdrawn", "The resident took it back"),
        ("not-a-complaint", "It is no complaint of this procedure"),
    ])
}

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
        Kind::Erase,
    ];
    const OPENS: Option<Kind> = Some(Kind::Log);

    fn key(kind: Kind) -> &'static str {
        kind.name()
    }

    fn label(kind: Kind) -> &'static str {
        kind.label()
    }

    fn asks(kind: Kind, case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask> {
        let offer = look.offer();
        let words = |label: &str| Ask::new("words", label, Text);
        let why = |label: &str| Ask::new("why", label, Text);
        match kind {
            Kind::Log => vec![
                Ask::new("title", "What is it about?", Line),
                Ask::new("body", "What does the resident complain of?", Text),
                Ask::new("resident", "Who complains?", Text)
                    .hint("Name and how to reach them. Kept apart and never searched.")
                    .optional(),
                Ask::new("received", "When did it reach the council?", Line)
                    .hint("A date, or a date and a time; leave it out for now")
                    .optional(),
                Ask::new("service", "Which service is it about?", offer.services()).optional(),
                Ask::new("ward", "In which ward?", offer.wards()).optional(),
                Ask::new(
                    "keep-out",
                    "Is there somebody who must not read it?",
                    offer.people(|_| true),
                )
                .hint("Somebody whom it is about.")
                .optional(),
            ],
            Kind::Acknowledge | Kind::TellHandler => vec![how()],
            Kind::Allocate => {
                let officers = offer.people(RoleKind::is_for_officers);
                let told = how()
                    .optional()
                    .hint("Leave it out if they were not told yet.");
                vec![
                    Ask::new("handler", "Who deals with it?", officers),
                    Ask::new("service", "Of which service?", offer.services()).optional(),
                    told,
                ]
            }
            Kind::Extend => vec![
                Ask::new("until", "Until when?", Day),
                why("Why does it take longer?"),
                Ask::new(
                    "good-reason",
                    "Why longer than the procedure’s limit?",
                    Text,
                )
                .hint("Only where the procedure sets a limit and this goes beyond it")
                .optional(),
                how(),
            ],
            Kind::Answer => vec![
                Ask::new("outcome", "What came of it?", outcomes()),
                words("The answer to the resident"),
                Ask::new("remedy", "What is put right?", Text).optional(),
                how(),
            ],
            Kind::NextStage => vec![why("Why does the resident ask for the next stage?")],
            Kind::AskOmbudsman => {
                vec![Ask::new("reference", "The Ombudsman’s reference", Line).optional()]
            }
            Kind::DecideOmbudsman => vec![
                Ask::new("outcome", "What did the Ombudsman decide?", ombudsman()),
                words("In words"),
            ],
            Kind::ChangePermits => vec![permits()],
            Kind::Note => vec![words("Your note")],
            Kind::KeepOut => vec![
                Ask::new("person", "Who is kept out?", offer.people(|_| true)),
                why("Why?"),
            ],
            Kind::Close => vec![
                Ask::new("ending", "How did it end?", endings()),
                why("Anything to add?").optional(),
            ],
            Kind::Erase => {
                let kept = case.map(|case| kept(case)).unwrap_or_default();
                vec![
                    Ask::new("keys", "Which words?", Line).hint(&kept),
                    Ask::new("statute", "On which legal ground?", Line),
                ]
            }
            Kind::Judge => Vec::new(),
        }
    }

    fn command(
        kind: Kind,
        given: &mut Given,
        why: Option<String>,
        _case: Option<&Case<Self>>,
        _look: &Look<'_>,
    ) -> Option<Command> {
        Some(Command {
            act: act(kind, given)?,
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
        tell(&recorded.event, look, deals, reads)
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
            Kind::KeepOut | Kind::ChangePermits | Kind::Erase => "Readers and record",
            _ => "Go on",
        }
    }

    fn grave(kind: Kind) -> bool {
        matches!(kind, Kind::Erase | Kind::KeepOut)
    }

    fn word_readers(kind: Kind, state: &State) -> Option<(Readers, bool)> {
        match kind {
            Kind::Note | Kind::KeepOut => Some((note_readers(state), true)),
            _ => Some((words_readers(state), false)),
        }
    }

    fn silent(protocol: &Protocol) -> Option<String> {
        protocol.complaints_silent_line()
    }

    fn guidance(_look: &Look<'_>) -> Option<String> {
        Some(
            "Log what a resident complains of, whoever took it. A request for a service is no complaint, \
             and a suggestion or a compliment is passed on to the service."
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

/// The keys of what is kept and not erased, for whoever erases.
fn kept(case: &Case<Complaints>) -> String {
    let state = &case.state;
    let keys = state
        .contents
        .iter()
        .filter(|key| !state.erased.contains(key));
    let keys: Vec<&str> = keys.map(|key| key.as_str()).collect();
    format!("Kept are {}", keys.join(" "))
}

fn act(kind: Kind, given: &mut Given) -> Option<Act> {
    Some(match kind {
        Kind::Log => Act::Log(Box::new(log(given)?)),
        Kind::Acknowledge => Act::Acknowledge {
            how: given.needed("how")?,
        },
        Kind::TellHandler => Act::TellHandler {
            how: given.needed("how")?,
        },
        Kind::Allocate => {
            let (service, told) = (given.id("service"), given.one_of("how"));
            Act::Allocate {
                service,
                handler: given.needed_id("handler")?,
                told,
            }
        }
        Kind::Extend => {
            let how = given.needed("how");
            Act::Extend {
                until: given.needed_date("until")?,
                why: given.text("why"),
                good_reason: given.some("good-reason"),
                how: how?,
            }
        }
        Kind::Answer => {
            let how = given.needed("how");
            Act::Answer {
                outcome: given.needed("outcome")?,
                words: given.text("words"),
                remedy: given.some("remedy"),
                how: how?,
            }
        }
        Kind::NextStage => Act::NextStage {
            why: given.text("why"),
        },
        Kind::AskOmbudsman => Act::AskOmbudsman {
            reference: given.some("reference"),
        },
        Kind::DecideOmbudsman => Act::DecideOmbudsman {
            outcome: given.needed("outcome")?,
            words: given.text("words"),
        },
        Kind::ChangePermits => Act::ChangePermits {
            permits: given.needed("permits")?,
        },
        Kind::Note => Act::Note {
            words: given.text("words"),
        },
        Kind::KeepOut => Act::KeepOut {
            person: given.needed_id("person")?,
            why: given.text("why"),
        },
        Kind::Close => Act::Close {
            ending: given.needed("ending")?,
            why: given.some("why"),
        },
        Kind::Erase => {
            let typed = given.text("keys");
            let keys = typed.split_whitespace().filter_map(|key| key.parse().ok());
            Act::Erase {
                keys: keys.collect(),
                basis: domain::verdict::Basis::Statute(given.text("statute")),
            }
        }
        Kind::Judge => return None,
    })
}

fn log(given: &mut Given) -> Option<Log> {
    let received = match given
        .some("received")
        .map(|t| domain::calendar::parse_receipt(&t))
    {
        Some(Err(why)) => {
            given.wrong("received", why.to_string());
            return None;
        }
        read => read.and_then(Result::ok),
    };
    let mut keep_out = Vec::new();
    for typed in given.all("keep-out") {
        match typed.parse() {
            Ok(person) => keep_out.push(person),
            Err(_) => given.wrong("keep-out", format!("`{typed}` is not one of the choices")),
        }
    }
    Some(Log {
        title: given.text("title"),
        body: given.text("body"),
        resident: given.some("resident"),
        received,
        service: given.id("service"),
        ward: given.id("ward"),
        enquiry: None,
        permits: Permits::Nothing,
        keep_out,
    })
}

/// What an event says. `deals`: to whoever deals with it; `reads`: the words too.
fn tell(event: &Event, look: &Look<'_>, deals: bool, reads: bool) -> Option<Told> {
    let names = look.names();
    let mut told = Told::default();
    let mut say = |label: &'static str, words: &Words, may: bool| {
        if may {
            told.words.push((label, words.clone()));
        }
    };
    let what = match event {
        Event::Logged(logged) => {
            say("complained of", &logged.body, deals);
            if let Some(resident) = &logged.resident {
                say("who complains", resident, deals);
            }
            match &logged.enquiry {
                Some(enquiry) => format!("logged the complaint that was {enquiry}"),
                None => "logged the complaint".to_owned(),
            }
        }
        Event::Acknowledged { how } => {
            format!("told the resident {} that it has arrived", how_words(*how))
        }
        Event::Allocated { service, handler } => {
            let of = service.as_ref().map(|s| format!(" ({})", names.service(s)));
            format!(
                "gave it to {}{}",
                names.person(handler),
                of.unwrap_or_default()
            )
        }
        Event::HandlerTold { how } => {
            format!("told the resident {} who deals with it", how_words(*how))
        }
        Event::Extended {
            until,
            why,
            good_reason,
            how,
        } => {
            say("why", why, reads);
            if let Some(reason) = good_reason {
                say("why so long", reason, reads);
            }
            let until = domain::calendar::long_date(*until);
            format!(
                "took until {until}, and told the resident why {}",
                how_words(*how)
            )
        }
        Event::Answered {
            outcome,
            words,
            remedy,
            how,
            ..
        } => {
            say("answer", words, reads);
            if let Some(remedy) = remedy {
                say("put right", remedy, reads);
            }
            if reads {
                format!("answered {}: {}", how_words(*how), outcome_words(*outcome))
            } else {
                "answered the resident".to_owned()
            }
        }
        Event::NextStage { why } => {
            say("why", why, reads);
            "began the next stage".to_owned()
        }
        Event::OmbudsmanAsked { reference } => {
            let under = reference
                .as_ref()
                .filter(|_| deals)
                .map(|r| format!(" under {}", r.as_str()));
            format!(
                "recorded that the Ombudsman has it{}",
                under.unwrap_or_default()
            )
        }
        Event::OmbudsmanDecided { outcome, words } => {
            say("decision", words, reads);
            match outcome {
                _ if !reads => "recorded that the Ombudsman decided".to_owned(),
                OmbudsmanOutcome::Fault => "recorded that the Ombudsman found fault".to_owned(),
                OmbudsmanOutcome::NoFault => {
                    "recorded that the Ombudsman found no fault".to_owned()
                }
                OmbudsmanOutcome::NotInvestigated => {
                    "recorded that the Ombudsman did not investigate".to_owned()
                }
            }
        }
        Event::PermitsChanged { permits } => match permits {
            Permits::Everything => "recorded that the member may learn the outcome".to_owned(),
            Permits::Progress => "recorded that the member may learn where it stands".to_owned(),
            Permits::Nothing => "recorded that the member may learn nothing".to_owned(),
        },
        Event::Noted { words, .. } if deals => {
            say("note", words, true);
            "wrote an internal note".to_owned()
        }
        Event::ReaderDenied { person, why } if deals => {
            say("why", why, true);
            format!("kept {} out", names.person(person))
        }
        Event::Noted { .. } | Event::ReaderDenied { .. } => return None,
        Event::Closed { why, .. } => {
            if let Some(why) = why {
                say("why", why, reads);
            }
            "closed it".to_owned()
        }
        Event::Judged { .. } => return None,
        Event::Explained { words, .. } => {
            say("why", words, deals);
            "gave a reason that a duty asks for".to_owned()
        }
        Event::Erased { .. } => "erased words for good".to_owned(),
    };
    told.what = what;
    told.internal = matches!(event, Event::Noted { .. } | Event::ReaderDenied { .. });
    told.answers = matches!(event, Event::Answered { .. });
    Some(told)
}
