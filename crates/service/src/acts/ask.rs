//! Which questions each kind of act asks.

use domain::council::Council;
use domain::enquiries::command::PROMISES;
use domain::enquiries::{Kind, State};
use domain::ids::PersonId;
use domain::words::Words;
use jiff::civil::Date;

use super::AnswerForm::{Date as Day, File, Line, Tick, Words as Text};
use super::{Ask, Offer, choices};

/// What the questions depend on.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// The case, unless it is still to be raised.
    pub state: Option<&'a State>,
    /// Reads words of the case that this person may read.
    pub words: &'a dyn Fn(&Words) -> String,
    /// The council's facts.
    pub council: &'a Council,
    /// Who is asked.
    pub person: &'a PersonId,
    /// Today.
    pub today: Date,
}

/// The questions of a kind of act, in order.
pub fn asks(kind: Kind, asking: &Asking<'_>) -> Vec<Ask> {
    match kind {
        Kind::Raise => raise(asking),
        Kind::Hold => hold(),
        Kind::Answer => answer(),
        Kind::AnswerTogether => {
            let others = Ask::new("others", "Which other enquiries does it answer?", Line)
                .hint("Their references, with spaces between them. Each keeps its own clock.");
            [vec![others], answer()].concat()
        }
        Kind::Route
        | Kind::Return
        | Kind::Reassign
        | Kind::Acknowledge
        | Kind::Split
        | Kind::HandToComplaints
        | Kind::HandOn
        | Kind::SayNotOurs
        | Kind::SplitInformationRights
        | Kind::TakeDoor => sending(kind, asking),
        Kind::AskContribution
        | Kind::Contribute
        | Kind::WithdrawContribution
        | Kind::AskPartner
        | Kind::RecordPartnerAnswer
        | Kind::AddFile
        | Kind::RemoveFile
        | Kind::Recall
        | Kind::KeepPromise
        | Kind::MovePromise
        | Kind::MissPromise => parts(kind, asking),
        Kind::Link
        | Kind::Unlink
        | Kind::Merge
        | Kind::JoinCampaign
        | Kind::AddReader
        | Kind::RemoveReader
        | Kind::DenyReader
        | Kind::PassOn
        | Kind::Override
        | Kind::EndHolder
        | Kind::Correct
        | Kind::Erase => keeping(kind, asking),
        _ => talking(kind),
    }
}

fn raise(asking: &Asking<'_>) -> Vec<Ask> {
    vec![
        Ask::new("title", "What is it about?", Line)
            .hint("A few words, for example: damp in a flat"),
        Ask::new("body", "What do you ask?", Text),
        Ask::new("service", "Which service deals with it?", asking.services())
            .hint("Leave it out if you do not know: the contact centre finds it.")
            .optional(),
        Ask::new("place", "Where is it?", Line)
            .hint("Address, postcode or map reference")
            .optional(),
        Ask::new("ward", "In which ward?", asking.wards()).optional(),
        Ask::new("reason", "Why do you step in?", choices::reason()).optional(),
        Ask::new("urgent", "Is it urgent?", choices::urgent())
            .hint("In danger to life, ring 999 first.")
            .optional(),
        Ask::new("constituent", "For whom do you ask?", Text)
            .hint("Name and how to reach them. Kept apart and never searched.")
            .optional(),
        Ask::new(
            "ground",
            "On what ground do you give their details?",
            choices::ground(),
        )
        .optional(),
        Ask::new("third-party", "Other people are spoken of too", Tick).optional(),
        Ask::new("child", "A child is concerned", Tick).optional(),
        Ask::new("employee", "The constituent works for the council", Tick).optional(),
        Ask::new(
            "advice-taken",
            "The Monitoring Officer’s advice was taken first",
            Tick,
        )
        .optional(),
        Ask::new("means", "How did the member ask?", choices::means()).optional(),
        Ask::new("received", "When did it reach the council?", Line)
            .hint("Only where an officer types it: a date, or a date and a time")
            .optional(),
        Ask::new(
            "keep-out",
            "Is there somebody who must not read it?",
            Offer::new(asking.council, asking.today).people(|_| true),
        )
        .hint(
            "Somebody whom it is about. A concern about a person’s conduct is not raised here: bring it \
             to the Monitoring Officer.",
        )
        .optional(),
        Ask::new("file", "A file", File).optional(),
    ]
}

fn hold() -> Vec<Ask> {
    vec![
        Ask::new("why", "Why is there no answer yet?", Text),
        Ask::new("doing", "What is being done?", Text),
        Ask::new("until", "By when will the full answer follow?", Day),
        Ask::new(
            "liaised",
            "The new date was talked over with the member",
            Tick,
        )
        .optional(),
    ]
}

fn answer() -> Vec<Ask> {
    let mut asked = vec![
        Ask::new("words", "Your answer", Text),
        Ask::new("kind", "What kind of answer is it?", choices::answer_kind()),
        Ask::new("works-on", "When are the works?", Day)
            .hint("Only where works are programmed")
            .optional(),
    ];
    asked.extend(promises());
    asked.push(
        Ask::new("forward", "The same for the resident", Text)
            .hint(
                "In plain words, to be passed on as it is. You see what it reveals before it goes.",
            )
            .optional(),
    );
    asked
}

/// Every promise with its date, the first to be seen at once.
fn promises() -> Vec<Ask> {
    let pairs = PROMISES.into_iter().enumerate();
    pairs
        .flat_map(|(n, (what, by))| {
            let promise = if n == 0 {
                Ask::new(what, "What do you promise?", Line).hint(
                    "It is followed until it is kept, and shown as missed when its date passes.",
                )
            } else {
                Ask::new(what, &format!("Promise {}", n + 1), Line)
            };
            let due = if n == 0 {
                "By when?".to_owned()
            } else {
                format!("Promise {}: by when?", n + 1)
            };
            [promise.optional(), Ask::new(by, &due, Day).optional()]
        })
        .collect()
}

fn sending(kind: Kind, asking: &Asking<'_>) -> Vec<Ask> {
    let told = || Ask::new("told", "What is the member told?", Text);
    match kind {
        Kind::Route => vec![Ask::new(
            "to",
            "Which service deals with it?",
            asking.services(),
        )],
        Kind::Return => vec![Ask::new("why", "Why does it go back?", Text)],
        Kind::Reassign => vec![
            Ask::new("to", "Who deals with it?", asking.desks()),
            Ask::new("handler", "Which officer?", asking.officers()).optional(),
        ],
        Kind::Acknowledge => {
            vec![
                Ask::new("handler", "Who deals with it?", asking.officers()).optional(),
                Ask::new("words", "What is the member told?", Text).optional(),
            ]
        }
        Kind::Split => vec![
            Ask::new("title", "What is the new enquiry about?", Line),
            Ask::new("body", "What does it ask?", Text),
            Ask::new("service", "Which service deals with it?", asking.services()).optional(),
        ],
        Kind::HandToComplaints => vec![
            Ask::new(
                "permits",
                "What does the resident allow the member to learn?",
                choices::permits(),
            ),
            told(),
        ],
        Kind::HandOn => vec![
            Ask::new("door", "What is it?", choices::hand_on()),
            Ask::new("reference", "Its reference there", Line),
            told(),
        ],
        Kind::SayNotOurs => vec![
            Ask::new("partner", "Whose is it?", asking.partners()),
            Ask::new("reference", "Their reference", Line).optional(),
            told(),
        ],
        Kind::SplitInformationRights => vec![
            Ask::new("law", "Under which law?", choices::law()),
            Ask::new("words", "What is asked under it?", Text),
        ],
        _ => vec![
            Ask::new("door", "Which way?", choices::doors()),
            Ask::new("reference", "The reference there", Line).optional(),
        ],
    }
}

fn parts(kind: Kind, asking: &Asking<'_>) -> Vec<Ask> {
    let which = |answer| Ask::new("part", "Which?", answer);
    let about = || Ask::new("about", "What do you ask?", Text);
    let due = || Ask::new("due", "By when?", Day);
    match kind {
        Kind::AskContribution => {
            vec![
                Ask::new("of", "Whom do you ask?", asking.contributors()),
                about(),
                due(),
            ]
        }
        Kind::Contribute => {
            vec![
                which(asking.awaited()),
                Ask::new("words", "Your part of the answer", Text),
            ]
        }
        Kind::WithdrawContribution => vec![which(asking.awaited())],
        Kind::AskPartner => vec![
            Ask::new("partner", "Whom do you ask?", asking.partners()),
            Ask::new("contact", "Whom there?", Line).hint("A name or an office"),
            about(),
            due(),
        ],
        Kind::RecordPartnerAnswer => {
            vec![
                which(asking.asked_partners()),
                Ask::new("words", "What did they answer?", Text),
            ]
        }
        Kind::AddFile => vec![
            Ask::new("file", "Which file?", File),
            Ask::new("readers", "Who may see it?", choices::file_readers()),
        ],
        Kind::RemoveFile => vec![which(asking.files())],
        Kind::Recall => vec![which(asking.messages())],
        Kind::MovePromise => vec![
            which(asking.promises(kind)),
            Ask::new("to", "The new date", Day),
            Ask::new("why", "Why?", Text),
        ],
        _ => vec![which(asking.promises(kind))],
    }
}

fn keeping(kind: Kind, asking: &Asking<'_>) -> Vec<Ask> {
    let other = || {
        Ask::new("other", "Which enquiry?", Line).hint("Its reference, for example ENQ-7K3F-2QM")
    };
    match kind {
        Kind::Link => vec![other()],
        Kind::Unlink => vec![Ask::new("other", "Which link?", asking.links())],
        Kind::Merge => vec![Ask::new("into", "Into which enquiry?", Line).hint("Its reference")],
        Kind::JoinCampaign => vec![other().optional()],
        Kind::AddReader => vec![
            Ask::new("reader", "Who may read it?", asking.members()).optional(),
            Ask::new("share-ward", "All members of the ward", Tick).optional(),
        ],
        Kind::RemoveReader => vec![Ask::new(
            "reader",
            "Who stops reading it?",
            asking.added_readers(),
        )],
        Kind::DenyReader => vec![
            Ask::new("person", "Who is kept out?", Line).hint("Their identifier in the directory"),
            Ask::new("why", "Why?", Text),
        ],
        Kind::PassOn => vec![
            Ask::new("to", "To which member?", asking.members()),
            Ask::new("ground", "On what ground?", choices::passed_on_by()),
        ],
        Kind::Override => vec![Ask::new("of", "What may go on?", choices::overridable())],
        Kind::EndHolder => vec![Ask::new("on", "The member’s last day", Day)],
        Kind::Correct => vec![
            Ask::new("what", "What is put right?", choices::corrections()),
            Ask::new("now", "What is it now?", Line),
            Ask::new("why", "Why?", Text),
        ],
        _ => vec![
            Ask::new("keys", "Which words or files?", Line).hint("Their keys, with spaces between"),
            Ask::new("statute", "On which legal ground?", Line),
        ],
    }
}

fn talking(kind: Kind) -> Vec<Ask> {
    let words = |label: &str| Ask::new("words", label, Text);
    let why = |label: &str| Ask::new("why", label, Text);
    match kind {
        Kind::ContestDate => vec![
            Ask::new("wants", "Which date do you want instead?", Day).optional(),
            words("What do you say to it?").optional(),
        ],
        Kind::AskSecondStage => vec![why("Why is a second stage needed?")],
        Kind::AskMember => vec![words("What do you ask the member?")],
        Kind::ReplyToOfficers => vec![words("Your reply")],
        Kind::ChangeClass => vec![
            Ask::new("urgent", "Is it urgent?", choices::urgent())
                .hint("Leave it out if it is not.")
                .optional(),
            why("Why?").hint("The member reads it."),
        ],
        Kind::RaiseBurden => vec![
            words("Why is it a disproportionate burden?"),
            Ask::new("to-chief-officer", "Raise it with the Chief Officer", Tick).optional(),
        ],
        Kind::DiscussBurden => vec![
            Ask::new("approach", "What came of the talk?", choices::approach()),
            Ask::new("agreed", "Did the member agree?", choices::yes_no()),
            words("What was said?"),
        ],
        Kind::Note => vec![words("Your note")],
        Kind::SendMessage => vec![words("Your message")],
        Kind::ExplainLateness => vec![
            words("Why did it come late?"),
            Ask::new("liaised", "It was talked over with the member", Tick).optional(),
        ],
        Kind::Close => vec![
            Ask::new("ending", "How did it end?", choices::closure()),
            why("Anything to add?").optional(),
        ],
        Kind::Reopen => vec![why("Why is it opened again?")],
        Kind::FollowUp => vec![words("What is still open?")],
        Kind::Rate => vec![
            Ask::new("answered", "Was your question answered?", choices::yes_no()),
            Ask::new("useful", "Was the answer useful?", choices::yes_no()),
        ],
        Kind::Refer => vec![why("Why is it laid before the Monitoring Officer?")],
        _ => Vec::new(),
    }
}
