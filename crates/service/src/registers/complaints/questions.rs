//! What each act on a complaint asks, and how the answers become the act.

use domain::complaints::{Act, Kind, Log};
use domain::directory::RoleKind;
use domain::enquiries::event::Permits;

use crate::acts::AnswerForm::{Date as Day, Line, Words as Text};
use crate::acts::{AnswerForm, Ask, Given, one};
use crate::registers::Look;

fn how() -> Ask {
    let ways = one(&[
        ("letter", "By letter"),
        ("mail", "By e-mail"),
        ("telephone", "On the telephone"),
        ("in-person", "In person"),
    ]);
    Ask::new("how", "How was the resident told?", ways)
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

fn sorts() -> AnswerForm {
    one(&[
        ("complaint", "A complaint"),
        ("compliment", "A compliment"),
        ("suggestion", "A suggestion"),
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

/// What an act asks.
pub(super) fn asks(kind: Kind, look: &Look<'_>) -> Vec<Ask> {
    let offer = look.offer();
    let words = |label: &str| Ask::new("words", label, Text);
    let why = |label: &str| Ask::new("why", label, Text);
    match kind {
        Kind::Log => vec![
            Ask::new("sort", "What is it?", sorts())
                .hint("A compliment or a suggestion goes to the service, and no time runs for it.")
                .given("complaint"),
            Ask::new("title", "What is it about?", Line),
            Ask::new("body", "What does the resident say?", Text),
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
        Kind::Judge | Kind::Erase => Vec::new(),
    }
}

/// The act that the answers make; none where they do not.
pub(super) fn act(kind: Kind, given: &mut Given) -> Option<Act> {
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
        // Erased by its reference, on the page of the log.
        Kind::Judge | Kind::Erase => return None,
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
    let sort = given.one_of("sort").unwrap_or_default();
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
        sort,
    })
}
