//! The questions of each act on a request, and how the answers become an act.

use domain::information::choices::{
    BodyAnswer, Capacity, Law, LegalGround, Opened, Permission, Unreasonable, Wanted,
};
use domain::information::command::{DocumentGiven, Request};
use domain::information::event::Closure;
use domain::information::{Act, Document, Information, Kind, State};
use domain::protocol::information::{InformationRules, Marking, Saying};
use domain::register::files::FileTyped;

use crate::acts::AnswerForm::{self, Date, File, Line, Tick, Words};
use crate::acts::{Ask, Choice, EXPLANATION, Given, one};
use crate::files::media;
use crate::operations::Case;
use crate::registers::Look;

pub(super) fn asks(kind: Kind, case: Option<&Case<Information>>, look: &Look<'_>) -> Vec<Ask> {
    let words = |label: &str| vec![Ask::new("words", label, Words)];
    let part = |which: fn(&Document, &State, &Look<'_>) -> bool| {
        Ask::new("part", "Which document?", documents(case, look, which))
    };
    match kind {
        Kind::Request => request(look),
        Kind::ReportMistake => mistake(look),
        Kind::Route => route(case, look),
        Kind::AddDocument => document(look),
        Kind::RemoveDocument => vec![part(|d, _, _| d.waits())],
        Kind::MarkExempt => vec![
            part(|d, _, _| d.waits()),
            Ask::new("law", "By which paragraph?", laws(true)),
            Ask::new("passage", "Which passage?", Line).hint("For example: paragraphs 4 to 6"),
        ],
        Kind::AskNeed => words("What do you ask the member to show?"),
        Kind::ShowNeed => words("Why do you need to know?"),
        Kind::FindNeed => vec![
            part(|d, _, _| d.waits())
                .hint("Leave it out for the whole request.")
                .optional(),
            Ask::new("satisfied", "Is need to know shown?", yes_no()),
            Ask::new("words", "Why?", Words),
        ],
        Kind::FindUnreasonable => vec![
            Ask::new(
                "ground",
                "What is unreasonable?",
                all(Unreasonable::ALL.iter().map(|c| (c.key(), c.words()))),
            ),
            Ask::new("words", "Why?", Words),
        ],
        Kind::SeekGuidance => vec![
            Ask::new("words", "What do you ask the Monitoring Officer?", Words),
            Ask::new("passed", "Pass it over to be determined; that binds", Tick).optional(),
        ],
        Kind::GiveGuidance => words("Your guidance"),
        Kind::Determine => vec![
            Ask::new("supply", "Is it to be supplied?", yes_no()),
            Ask::new("words", "The reasons", Words),
            precedent(),
        ],
        Kind::GiveAdvice => words("Your advice, before the case is discussed"),
        Kind::SetPermission => vec![
            Ask::new(
                "permission",
                "Where does it stand?",
                all(Permission::ALL.iter().map(|c| (c.key(), c.words()))),
            ),
            Ask::new("words", "Why is it not needed?", Words).optional(),
        ],
        Kind::Hold => vec![
            Ask::new("words", "Why does it take longer?", Words),
            Ask::new("until", "By when will a full answer come?", Date),
        ],
        Kind::Release => vec![
            part(|d, _, _| d.waits()),
            Ask::new("purpose", "For which purpose?", Words).hint(
                "It is used for nothing else. The member accepts it before the document opens.",
            ),
            Ask::new("until", "To the end of which day?", Date)
                .hint("Leave it out for the council’s own time.")
                .optional(),
        ],
        Kind::AcceptPurpose => accept(case, look),
        Kind::EndRelease => vec![
            part(|d, _, look| d.is_released(look.today)),
            Ask::new("words", "Why?", Words),
        ],
        Kind::MakePublic => vec![
            part(|d, _, _| !d.removed && d.public.is_none()),
            Ask::new(
                "how",
                "How did it become public?",
                all(Opened::ALL.iter().map(|c| (c.key(), c.words()))),
            ),
            Ask::new("words", "By what?", Words),
        ],
        Kind::Provide => words("The information"),
        Kind::ProvidePart | Kind::Refuse => withhold(kind, case, look),
        Kind::AskBody => vec![
            Ask::new("body", "Which body?", look.offer().bodies()).hint(
                "The Executive, or the committee or panel whose papers they are. It may decline.",
            ),
            Ask::new("words", "Why should access be given?", Words),
        ],
        Kind::AnswerBody => vec![
            Ask::new(
                "answer",
                "What did it answer?",
                all(BodyAnswer::ALL.iter().map(|c| (c.key(), c.words()))),
            ),
            Ask::new("words", "The minute and the reasons", Words),
        ],
        Kind::SendMessage => words("Your message"),
        Kind::Note => words("Your note"),
        Kind::ReportMisuse => vec![
            Ask::new("words", "What is alleged?", Words)
                .hint("The Monitoring Officer and you alone read this."),
        ],
        Kind::Refer => words("Why is it laid before the Monitoring Officer?"),
        Kind::DenyReader => vec![
            Ask::new("person", "Who is kept out?", look.offer().people(|_| true)),
            Ask::new("words", "Why?", Words),
        ],
        Kind::Close => vec![Ask::new(
            "ending",
            "How does it end?",
            one(&[("done", "It is done with"), ("withdrawn", "I take it back")]),
        )],
        Kind::Reopen => words("Why is it opened again?"),
        Kind::EndHolder | Kind::Judge | Kind::Erase => Vec::new(),
    }
}

fn all<'c>(choices: impl Iterator<Item = (&'c str, &'c str)>) -> AnswerForm {
    let choices: Vec<(&str, &str)> = choices.collect();
    one(&choices)
}

fn yes_no() -> AnswerForm {
    one(&[("yes", "Yes"), ("no", "No")])
}

fn laws(exemptions: bool) -> AnswerForm {
    let laws = Law::ALL.iter().filter(|law| !exemptions || law.exempts());
    AnswerForm::OneOfMany(
        laws.map(|law| Choice::new(law.key(), law.words()))
            .collect(),
    )
}

fn precedent() -> Ask {
    Ask::new(
        "precedent",
        "What may the Monitoring Officer’s precedents say of it?",
        Line,
    )
    .hint("One line without names. Left out, it holds the kind, the law and the outcome alone.")
    .optional()
}

/// The documents of a case that an act can be about, by what they are called.
fn documents(
    case: Option<&Case<Information>>,
    look: &Look<'_>,
    which: fn(&Document, &State, &Look<'_>) -> bool,
) -> AnswerForm {
    let documents = case.into_iter().flat_map(|case| {
        let fits = move |d: &&Document| which(d, &case.state, look);
        let documents = case.state.documents.iter().filter(fits);
        documents.map(move |document| {
            let title = case.words(&document.title.key).unwrap_or("Erased");
            Choice::new(document.part.as_str(), title)
        })
    });
    AnswerForm::One(documents.collect())
}

fn rules_today(look: &Look<'_>) -> InformationRules {
    let settings = &look.council.settings;
    match look.protocol() {
        Some(protocol) => protocol.information_on(look.today, settings),
        None => InformationRules::silent(settings, look.today),
    }
}

fn request(look: &Look<'_>) -> Vec<Ask> {
    let rules = rules_today(look);
    let says = |saying| rules.says(saying).is_some();
    let mut asks = vec![
        Ask::new("title", "What is it about?", Line).hint("A few words, without anybody’s name"),
        Ask::new("body", "What do you ask for?", Words),
        Ask::new("recorded", Wanted::Recorded.words(), Tick).optional(),
        Ask::new("document", Wanted::Document.words(), Tick).optional(),
        Ask::new("research", Wanted::Research.words(), Tick).optional(),
    ];
    if says(Saying::Advice) {
        asks.push(Ask::new("advice", Wanted::Advice.words(), Tick).optional());
    }
    asks.extend([
        Ask::new(
            "service",
            "Which service deals with it?",
            look.offer().services(),
        ),
        Ask::new("duty", "Which of your duties needs this?", Words)
            .hint("It helps whoever decides. You need not answer.")
            .optional(),
        Ask::new(
            "ground",
            "On which ground do you ask?",
            all(LegalGround::ALL.iter().map(|c| (c.key(), c.words()))),
        ),
        Ask::new(
            "capacity",
            "In which part of your role?",
            all(Capacity::ALL.iter().map(|c| (c.key(), c.words()))),
        ),
        Ask::new("body-of", "Whose papers are they?", look.offer().bodies())
            .hint("Where they are papers of a committee, panel or the Cabinet")
            .optional(),
    ]);
    if says(Saying::CouncilBusiness) {
        asks.push(
            Ask::new(
                "private",
                "It is a private matter, not Council business",
                Tick,
            )
            .optional(),
        );
        asks.push(Ask::new(EXPLANATION, "If it is private: why do you ask?", Words).optional());
    }
    asks.push(Ask::new("casework", "It asks for confidential casework", Tick).optional());
    let mut exceptional =
        Ask::new("exceptional", "What is exceptional about it?", Words).optional();
    if says(Saying::CaseworkExceptional) {
        exceptional =
            exceptional.hint("Members do not normally ask for confidential casework (clause 9.7).");
    }
    asks.push(exceptional);
    asks.push(
        Ask::new("own-case", "It is about my own case", Tick)
            .hint("Information about yourself has its own door: the right of access.")
            .optional(),
    );
    asks
}

fn mistake(look: &Look<'_>) -> Vec<Ask> {
    vec![
        Ask::new("title", "What reached you?", Line).hint("A few words, without anybody’s name"),
        Ask::new(
            "body",
            "How did it reach you, and for whom was it meant?",
            Words,
        ),
        Ask::new(
            "service",
            "From which service did it come?",
            look.offer().services(),
        ),
        Ask::new("not-used", "I have not used it", Tick),
    ]
}

fn route(case: Option<&Case<Information>>, look: &Look<'_>) -> Vec<Ask> {
    let service = case.and_then(|case| case.state.service.as_ref());
    let officers = look
        .offer()
        .officers_of(service.map(|(service, _)| service));
    vec![
        Ask::new("service", "Which service?", look.offer().services()),
        Ask::new("handler", "Which officer?", officers).optional(),
    ]
}

fn document(look: &Look<'_>) -> Vec<Ask> {
    let markings = one(&[
        ("open", "Open"),
        ("confidential", "Confidential"),
        ("personal", "Personal information about somebody else"),
        ("exempt", "Exempt under Schedule 12A"),
        (
            "talks",
            "Talks of the management team or with another member",
        ),
    ]);
    vec![
        Ask::new("file", "Which file?", File),
        Ask::new("title", "What is it called?", Line)
            .hint("Officers read it, and the member once it is released. No search finds it."),
        Ask::new("marking", "How is it marked?", markings),
        Ask::new("body-of", "Whose paper is it?", look.offer().bodies()).optional(),
        Ask::new("redacted", "Passages are left out of it", Tick).optional(),
        Ask::new("group-paper", "It is a political group’s own paper", Tick).optional(),
        Ask::new(
            "concerns",
            "Whom in the council does it concern?",
            look.offer().people(|_| true),
        )
        .hint("That person never opens it.")
        .optional(),
    ]
}

fn accept(case: Option<&Case<Information>>, look: &Look<'_>) -> Vec<Ask> {
    let waits = |d: &Document, _: &State, look: &Look<'_>| {
        d.is_released(look.today) && d.release.as_ref().is_some_and(|r| r.accepted.is_none())
    };
    let purposes = case.into_iter().flat_map(|case| {
        let released = case
            .state
            .documents
            .iter()
            .filter(move |d| waits(d, &case.state, look));
        released.filter_map(|document| {
            let release = document.release.as_ref()?;
            let title = case.words(&document.title.key).unwrap_or("Erased");
            let purpose = case.words(&release.purpose.key).unwrap_or("Erased");
            let marked = match document.is_confidential() {
                true => " It is confidential.",
                false => "",
            };
            let label = format!("{title}. Only for: {purpose}.{marked}");
            Some(Choice::new(document.part.as_str(), label))
        })
    });
    vec![
        Ask::new(
            "part",
            "Which document?",
            AnswerForm::One(purposes.collect()),
        ),
        Ask::new(
            "accepted",
            "I use it for this purpose only, and treat it as the Members’ Code of Conduct requires",
            Tick,
        ),
    ]
}

fn withhold(kind: Kind, case: Option<&Case<Information>>, look: &Look<'_>) -> Vec<Ask> {
    let rules = case.map(|case| domain::information::rules(&case.state, look.council));
    let lawful = rules.is_some_and(|rules| rules.says(Saying::LawfulRefusal).is_some());
    let label = match kind {
        Kind::Refuse => "The reason, for the member",
        _ => "The information that is given, and why not the rest",
    };
    let mut law = Ask::new("law", "On which law does it rest?", laws(false));
    if !lawful {
        law = law.hint("This protocol does not ask for it.").optional();
    }
    vec![
        Ask::new("words", label, Words),
        law,
        Ask::new("law-two", "And on which besides?", laws(false)).optional(),
        precedent(),
    ]
}

pub(super) fn act(kind: Kind, given: &mut Given) -> Option<Act> {
    let words = given.text("words");
    Some(match kind {
        Kind::Request => Act::Request(Box::new(asked(given)?)),
        Kind::ReportMistake => Act::ReportMistake {
            service: Some(given.needed_id("service")?),
            title: given.text("title"),
            body: given.text("body"),
            not_used: given.ticked("not-used"),
        },
        Kind::Route => Act::Route {
            service: given.needed_id("service")?,
            handler: given.id("handler"),
        },
        Kind::AddDocument => Act::AddDocument(Box::new(document_given(given)?)),
        Kind::RemoveDocument => Act::RemoveDocument {
            part: given.needed_id("part")?,
        },
        Kind::MarkExempt => Act::MarkExempt {
            part: given.needed_id("part")?,
            law: given.needed("law")?,
            passage: given.text("passage"),
        },
        Kind::AskNeed => Act::AskNeed { words },
        Kind::ShowNeed => Act::ShowNeed { words },
        Kind::FindNeed => Act::FindNeed {
            part: given.id("part"),
            satisfied: given.needed_yes_no("satisfied")?,
            words,
        },
        Kind::FindUnreasonable => Act::FindUnreasonable {
            ground: given.needed("ground")?,
            words,
        },
        Kind::SeekGuidance => Act::SeekGuidance {
            passed: given.ticked("passed"),
            words,
        },
        Kind::GiveGuidance => Act::GiveGuidance { words },
        Kind::Determine => Act::Determine {
            supply: given.needed_yes_no("supply")?,
            words,
            precedent: given.some("precedent"),
        },
        Kind::GiveAdvice => Act::GiveAdvice { words },
        Kind::SetPermission => Act::SetPermission {
            permission: given.needed("permission")?,
            words: given.some("words"),
        },
        Kind::Hold => Act::Hold {
            words,
            until: given.needed_date("until")?,
        },
        Kind::Release => Act::Release {
            part: given.needed_id("part")?,
            purpose: given.text("purpose"),
            until: given.date("until"),
        },
        Kind::AcceptPurpose => Act::AcceptPurpose {
            part: given.needed_id("part")?,
            accepted: given.ticked("accepted"),
        },
        Kind::EndRelease => Act::EndRelease {
            part: given.needed_id("part")?,
            words,
        },
        Kind::MakePublic => Act::MakePublic {
            part: given.needed_id("part")?,
            how: given.needed("how")?,
            words,
        },
        Kind::Provide => Act::Provide { words },
        Kind::ProvidePart => Act::ProvidePart {
            words,
            law: laws_given(given),
            precedent: given.some("precedent"),
        },
        Kind::Refuse => Act::Refuse {
            words,
            law: laws_given(given),
            precedent: given.some("precedent"),
        },
        Kind::AskBody => Act::AskBody {
            body: given.needed_id("body")?,
            words,
        },
        Kind::AnswerBody => Act::AnswerBody {
            answer: given.needed("answer")?,
            words,
        },
        Kind::SendMessage => Act::SendMessage { words },
        Kind::Note => Act::Note { words },
        Kind::ReportMisuse => Act::ReportMisuse { words },
        Kind::Refer => Act::Refer { words },
        Kind::DenyReader => Act::DenyReader {
            person: given.needed_id("person")?,
            words,
        },
        Kind::Close => Act::Close {
            ending: given.needed::<Closure>("ending")?,
        },
        Kind::Reopen => Act::Reopen { words },
        Kind::EndHolder | Kind::Judge | Kind::Erase => return None,
    })
}

fn laws_given(given: &mut Given) -> Vec<Law> {
    let all = [given.one_of("law"), given.one_of("law-two")];
    all.into_iter().flatten().collect()
}

fn asked(given: &mut Given) -> Option<Request> {
    let kinds = [
        ("recorded", Wanted::Recorded),
        ("document", Wanted::Document),
        ("research", Wanted::Research),
        ("advice", Wanted::Advice),
    ];
    let wanted = kinds.into_iter().filter(|(name, _)| given.ticked(name));
    let wanted: Vec<Wanted> = wanted.map(|(_, wanted)| wanted).collect();
    if wanted.is_empty() {
        given.wrong("recorded", "choose at least one kind of what you ask for");
    }
    let (service, ground) = (given.needed_id("service"), given.needed("ground"));
    let (capacity, of_body) = (given.needed("capacity"), given.id("body-of"));
    Some(Request {
        service: Some(service?),
        title: given.text("title"),
        body: given.text("body"),
        wanted,
        duty: given.some("duty"),
        ground: ground?,
        capacity: capacity?,
        of_body,
        casework: given.ticked("casework"),
        exceptional: given.some("exceptional"),
        business: !given.ticked("private"),
        own_case: given.ticked("own-case"),
    })
}

fn document_given(given: &mut Given) -> Option<DocumentGiven> {
    let marking: Option<Marking> = given.needed("marking");
    let (of_body, concerns) = (given.id("body-of"), given.id("concerns"));
    let Some(file) = given.take_files().into_iter().next() else {
        given.wrong("file", "choose a file");
        return None;
    };
    Some(DocumentGiven {
        title: given.text("title"),
        of_body,
        marking: marking?,
        redacted: given.ticked("redacted"),
        group_paper: given.ticked("group-paper"),
        concerns,
        file: FileTyped {
            media: media(&file.name, &file.bytes),
            name: file.name,
            bytes: file.bytes,
        },
    })
}
