//! What the register of questions of interpretation says of itself.

use domain::interpretations::{
    About, Act, Command, Determination, Event, Interpretations, Kind, Question, Standing, State,
    clause_ids,
};
use domain::protocol::{Outcome, Protocol};
use domain::register::Row;

use super::{Look, Noun, Shown, Told};
use crate::acts::AnswerForm::{Date as Day, Line, OneOfMany, Tick, Words as Text};
use crate::acts::{Ask, Choice, Given, one};
use crate::operations::Case;
use crate::web::names::Link;
use crate::web::words;

impl Shown for Interpretations {
    const NOUN: Noun = Noun {
        one: "question of interpretation",
        many: "questions of interpretation",
        open: "Ask what the protocol means",
        purpose: "What the protocol means where it can be read in two ways, and advice on what it does not deal with.",
    };
    const KINDS: &'static [Kind] = &[
        Kind::Determine,
        Kind::Decide,
        Kind::Advise,
        Kind::Sign,
        Kind::Differ,
        Kind::Add,
        Kind::Withdraw,
        Kind::EndRuling,
    ];
    const OPENS: Option<Kind> = Some(Kind::Ask);
    const NAMED_IN_MAIL: bool = true;
    const BY_MAIL: &'static [Kind] = &[Kind::Add];
    const BY_WORD: &'static [(&'static str, Kind)] = &[("advise", Kind::Advise)];

    fn asks(kind: Kind, case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask> {
        match kind {
            Kind::Ask => ask(look),
            Kind::Determine | Kind::Differ => determine(case, look),
            Kind::Decide => {
                let mut all = vec![
                    Ask::new("body", "Which body decided?", Line).hint("For example Council"),
                    Ask::new("minute", "Minute", Line).hint("For example 26/41"),
                ];
                all.extend(determine(case, look));
                all
            }
            Kind::Advise => vec![
                Ask::new("words", "Your advice", Text).hint("Who asked reads it. It binds nobody."),
            ],
            Kind::Add => vec![Ask::new("words", "What is there to add?", Text)],
            Kind::EndRuling => vec![
                Ask::new("words", "Why does it end?", Text)
                    .hint("From today the default is in use again, until there is another ruling."),
            ],
            Kind::Sign | Kind::Withdraw | Kind::Erase => Vec::new(),
        }
    }

    fn command(
        kind: Kind,
        given: &mut Given,
        why: Option<String>,
        _case: Option<&Case<Self>>,
        _look: &Look<'_>,
    ) -> Option<Command> {
        let words = given.text("words");
        let act = match kind {
            Kind::Ask => Act::Ask(Question {
                about: given.needed::<About>("about")?,
                title: given.text("title"),
                words,
                clauses: clause_ids(&given.text("clauses")),
                question: match given.some("question") {
                    Some(_) => Some(given.needed_id("question")?),
                    None => None,
                },
            }),
            Kind::Determine => Act::Determine(determination(given)?),
            Kind::Differ => Act::Differ(determination(given)?),
            Kind::Decide => Act::Decide {
                determination: determination(given)?,
                body: given.text("body"),
                minute: given.text("minute"),
            },
            Kind::Sign => Act::Sign,
            Kind::Advise => Act::Advise { words },
            Kind::Add => Act::Add { words },
            Kind::Withdraw => Act::Withdraw,
            Kind::EndRuling => Act::EndRuling { words },
            // Erased by its reference, on the page of the log.
            Kind::Erase => return None,
        };
        Some(Command { act, why })
    }

    fn title(case: &Case<Self>, _look: &Look<'_>) -> String {
        let title = case.words(&case.state.asked.title.key);
        title
            .unwrap_or("A question whose words were erased")
            .to_owned()
    }

    fn sentence(case: &Case<Self>, _look: &Look<'_>) -> String {
        match case.state.standing() {
            Standing::Asked if case.state.is_of_meaning() => {
                "It waits for a ruling; until then the default in use stays in use.".to_owned()
            }
            Standing::Asked => "It waits for advice.".to_owned(),
            Standing::Unsigned => {
                "A ruling was made and waits for the other office to sign it.".to_owned()
            }
            Standing::Conflict => {
                "The two offices differ: the first ruling stands until both sign one text."
                    .to_owned()
            }
            Standing::Determined => case.state.ruling().map_or_else(String::new, |ruling| {
                format!(
                    "Ruled by the {}, from {}.",
                    ruling.by,
                    words::date(ruling.from)
                )
            }),
            Standing::Advised => "Advice was given. It binds nobody.".to_owned(),
            Standing::Withdrawn => "Who asked took it back.".to_owned(),
            Standing::Ended => "The ruling ended; the default is in use again.".to_owned(),
        }
    }

    fn tell(case: &Case<Self>, at: usize, _look: &Look<'_>) -> Option<Told> {
        let event = &case.events.get(at)?.event;
        Some(match event {
            Event::Asked(asked) => Told {
                what: match asked.about {
                    About::Meaning => "asked what the protocol means".to_owned(),
                    About::Gap => {
                        "asked for advice on what the protocol does not deal with".to_owned()
                    }
                },
                words: vec![("The question", asked.words.clone())],
                ..Told::default()
            },
            Event::Determined(d) => {
                let ruling = &d.ruling;
                let body = ruling.minute.as_ref();
                let minute = body.map_or_else(String::new, |m| format!(", minute {m}"));
                let effect = match (d.effective, &ruling.outcome) {
                    (false, _) => " It waits until both offices sign one text.",
                    (true, Outcome::Confirmed) => " The default stands, now as ruled.",
                    (true, Outcome::Replaced { .. }) => " The product follows it from that day.",
                    (true, Outcome::InWords) => {
                        " It is a reading that people follow: the product has no value to set by it."
                    }
                };
                Told {
                    what: format!(
                        "ruled as the {}{minute}, from {}.{effect}",
                        ruling.by,
                        words::date(ruling.from)
                    ),
                    words: vec![
                        ("The question as published", ruling.asks.clone()),
                        ("The ruling", ruling.words.clone()),
                    ],
                    answers: true,
                    ..Told::default()
                }
            }
            Event::Signed(signed) => Told {
                what: match &signed.ruling {
                    Some(_) => "signed the other office’s ruling, which holds now".to_owned(),
                    None => "signed the ruling".to_owned(),
                },
                ..Told::default()
            },
            Event::Advised(said) => Told {
                what: "advised; advice binds nobody".to_owned(),
                words: vec![("The advice", said.words.clone())],
                answers: true,
                ..Told::default()
            },
            Event::Added(said) => said_as("added", "What was added", said),
            Event::Explained(said) => said_as("gave a reason", "The reason", said),
            Event::Withdrawn {} => Told {
                what: "took the question back".to_owned(),
                ..Told::default()
            },
            Event::RulingEnded(ended) => Told {
                what: format!("let the ruling end from {}", words::date(ended.ending.from)),
                words: vec![("Why", ended.words.clone())],
                ..Told::default()
            },
            Event::Erased(_) => Told {
                what: "erased words for good".to_owned(),
                ..Told::default()
            },
        })
    }

    fn facts(case: &Case<Self>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
        let state = &case.state;
        let mut all = vec![(
            "Asked by",
            vec![Link::plain(look.names().person(&state.asker))],
        )];
        if let Some(question) = &state.asked.question {
            let page = format!("/protocol/questions#{question}");
            all.push(("Open question", vec![Link::to(question.to_string(), page)]));
        }
        let pin = state.asked.pin.as_ref();
        let clauses = state.asked.clauses.iter().map(|id| match pin {
            Some(pin) => {
                let anchor = crate::web::error::anchor(id.as_str());
                let page = format!("/protocol/{}/{}#c-{anchor}", pin.pack, pin.version);
                Link::to(format!("clause {}", id.printed()), page)
            }
            None => Link::plain(format!("clause {}", id.printed())),
        });
        let clauses: Vec<Link> = clauses.collect();
        if !clauses.is_empty() {
            all.push(("About", clauses));
        }
        if state.ruling().is_some() {
            let page = format!("/protocol/rulings#{}", state.asked.reference);
            all.push((
                "Published",
                vec![Link::to("Beside its clause and among the rulings", page)],
            ));
        }
        all
    }

    fn state_words(state: &str) -> &'static str {
        match state {
            "asked" => "Waits",
            "unsigned" => "To be signed",
            "conflict" => "Offices differ",
            "determined" => "Ruled",
            "advised" => "Advised",
            "withdrawn" => "Taken back",
            "ended" => "Ruling ended",
            _ => "Question",
        }
    }

    fn next_words(row: &Row, _look: &Look<'_>) -> Option<String> {
        row.open.then(|| "Waits for a ruling or advice".to_owned())
    }

    fn notice(kind: &str) -> Option<&'static str> {
        Some(match kind {
            "interpretation-asked" => "A question of interpretation was put to you",
            "interpretation-added" => "Something was added to a question of interpretation",
            "interpretation-to-sign" => "A ruling waits until both offices sign one text",
            "interpretation-determined" => "Your question of interpretation was ruled on",
            "interpretation-advised" => {
                "You were given advice on what the protocol does not deal with"
            }
            "interpretation-ended" => "A ruling on your question of interpretation ended",
            _ => return None,
        })
    }

    fn grave(kind: Kind) -> bool {
        matches!(kind, Kind::EndRuling)
    }

    fn word_readers(
        kind: Kind,
        state: &State,
        _: &Look<'_>,
    ) -> Option<(domain::access::Readers, bool)> {
        use domain::register::Register as _;
        let worded = !matches!(kind, Kind::Sign | Kind::Withdraw);
        worded.then(|| (Self::readers(state), false))
    }

    fn silent(protocol: &Protocol) -> Option<String> {
        protocol.interpretations.determine.is_empty().then(|| {
            "This protocol names nobody who decides what it means: the council names an office in \
             its settings."
                .to_owned()
        })
    }

    fn guidance(_look: &Look<'_>) -> Option<String> {
        Some(
            "Offices named by the protocol read what you write, and your name. A ruling is published \
             beside its clause in their own words, without your name. Advice on what the protocol does \
             not deal with is for you, and binds nobody."
                .to_owned(),
        )
    }
}

fn said_as(what: &str, label: &'static str, said: &domain::interpretations::event::Said) -> Told {
    Told {
        what: what.to_owned(),
        words: vec![(label, said.words.clone())],
        ..Told::default()
    }
}

fn ask(look: &Look<'_>) -> Vec<Ask> {
    let questions = look.protocol().map_or_else(Vec::new, |protocol| {
        let all = protocol.questions.iter();
        all.map(|q| Choice::new(q.id.as_str(), format!("{}: {}", q.id, q.asks)))
            .collect()
    });
    vec![
        Ask::new(
            "about",
            "What is it about?",
            one(&[
                ("meaning", "What the protocol means"),
                ("gap", "Something that the protocol does not deal with"),
            ]),
        ),
        Ask::new("title", "In a few words", Line),
        Ask::new("words", "The question", Text)
            .hint("Write no more of a person’s matter than the question needs."),
        Ask::new("clauses", "Which clauses?", Line)
            .hint("Their numbers, for example 7.6, 8.4(b)(v)")
            .optional(),
        Ask::new(
            "question",
            "Is it one of the open questions?",
            OneOfMany(questions),
        )
        .optional(),
    ]
}

fn determine(case: Option<&Case<Interpretations>>, look: &Look<'_>) -> Vec<Ask> {
    let question = case.and_then(|case| case.state.asked.question.as_ref());
    let pin = case.and_then(|case| case.state.asked.pin.as_ref());
    let protocol = pin.and_then(|pin| pin.protocol(look.council));
    let known = question.and_then(|id| protocol?.question(id));
    let mut asks = Ask::new("asks", "The question as it is published", Text)
        .hint("Without who asked, and without their matter.");
    if let Some(known) = known {
        asks = asks
            .hint(&format!("Left empty, it is: {}", known.asks))
            .optional();
    }
    let mut all = vec![
        asks,
        Ask::new("words", "The ruling", Text).hint("Published beside the clause, with your office."),
        Ask::new("from", "From which day does it hold?", Day)
            .hint("Today, if it is left empty. Cases that began before keep what they were judged by.")
            .optional(),
    ];
    if let (Some(known), Some(protocol)) = (known, protocol) {
        let confirm = format!("The default stands as it is: {}", known.default);
        all.push(
            Ask::new("confirms", "Does the default stand?", Tick)
                .hint(&confirm)
                .optional(),
        );
        let values = protocol.values_of(&known.id);
        let lines = values
            .iter()
            .map(|v| format!("{} {} = {}", v.provision, v.field, v.value));
        let duties = protocol
            .duties()
            .filter(|(_, duty)| duty.question.as_ref() == Some(&known.id))
            .map(|(tag, duty)| format!("{tag} = {}", duty.enforce.word()));
        let now: Vec<String> = lines.chain(duties).collect();
        if !now.is_empty() {
            let hint = format!("One on each line. Now: {}", now.join("; "));
            all.push(
                Ask::new("values", "What takes its place", Text)
                    .hint(&hint)
                    .optional(),
            );
        }
    }
    all
}

fn determination(given: &mut Given) -> Option<Determination> {
    let typed = given.some("from-day").or_else(|| given.some("from"));
    let from = given.date("from");
    if typed.is_some() && from.is_none() {
        return None;
    }
    Some(Determination {
        asks: given.some("asks"),
        words: given.text("words"),
        from,
        confirms: given.ticked("confirms"),
        values: given.some("values"),
    })
}
