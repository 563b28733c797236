//! The questions of each act on a request.

use domain::information::choices::{
    BodyAnswer, Capacity, Law, LegalGround, Opened, Permission, Unreasonable, Wanted,
};
use domain::information::{
    Document, Information, Kind, Release, State, acceptance, named_by_member, rules_on, senior,
    terms,
};
use domain::protocol::information::Saying;

use crate::acts::AnswerForm::{self, Date, File, Line, Tick, Words};
use crate::acts::{Ask, Choice, EXPLANATION, one};
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
        Kind::PassOn => pass_on(case, look),
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
        Kind::AllegeMisuse => vec![
            Ask::new("title", "What is it about?", Line),
            Ask::new("words", "What is alleged?", Words)
                .hint("The Monitoring Officer and you alone read this."),
        ],
        Kind::SettleMisuse => {
            vec![Ask::new("words", "What was done?", Words).hint("Whoever reported it reads this.")]
        }
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

fn request(look: &Look<'_>) -> Vec<Ask> {
    let rules = rules_on(look.council, look.today);
    let says = |saying| rules.says(saying).is_some();
    let mut asks = vec![
        Ask::new("title", "What is it about?", Line).hint("A few words, without anybody’s name"),
        Ask::new("body", "What do you ask for?", Words),
        Ask::new("recorded", Wanted::Recorded.words(), Tick)
            .hint("At least one of these; more where you need them.")
            .optional(),
        Ask::new("document", Wanted::Document.words(), Tick).optional(),
        Ask::new("research", Wanted::Research.words(), Tick).optional(),
    ];
    if says(Saying::Advice) {
        asks.push(Ask::new("advice", Wanted::Advice.words(), Tick).optional());
    }
    asks.extend([Ask::new(
        "service",
        "Which service deals with it?",
        look.offer().services(),
    )]);
    if named_by_member(&rules) {
        asks.push(
            Ask::new("officer", "Which officer do you ask?", look.offer().people(senior))
                .hint("A Chief Officer or another senior officer who answers for that service. Leave it out for whoever does.")
                .optional(),
        );
    }
    asks.extend([
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
    if let Some(basis) = rules.basis(Saying::CaseworkExceptional) {
        let hint = format!("Members do not normally ask for confidential casework ({basis}).");
        exceptional = exceptional.hint(&hint);
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

/// The documents that the member has, each with the purpose for which it was given.
fn with_purpose(
    case: Option<&Case<Information>>,
    look: &Look<'_>,
    which: fn(&Release) -> bool,
) -> Ask {
    let released = case.into_iter().flat_map(|case| {
        let released = case.state.released(look.today);
        released.filter_map(move |document| {
            let release = document.release.as_ref().filter(|release| which(release))?;
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
    let released = AnswerForm::One(released.collect());
    Ask::new("part", "Which document?", released)
}

fn accept(case: Option<&Case<Information>>, look: &Look<'_>) -> Vec<Ask> {
    let rules = case.map_or_else(
        || rules_on(look.council, look.today),
        |case| domain::information::rules(&case.state, look.council),
    );
    let purpose = terms(&rules, look.council, look.today).purpose;
    let accepted = acceptance(&rules, &purpose);
    vec![
        with_purpose(case, look, |release| release.accepted.is_none()),
        Ask::new("accepted", &accepted.value, Tick),
    ]
}

fn pass_on(case: Option<&Case<Information>>, look: &Look<'_>) -> Vec<Ask> {
    vec![
        with_purpose(case, look, |_| true),
        Ask::new("to", "To whom, and for which duty as a councillor?", Words),
        Ask::new("within", "It is the purpose for which I was given it", Tick)
            .hint("If it is not, the officers who released it are told.")
            .optional(),
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
