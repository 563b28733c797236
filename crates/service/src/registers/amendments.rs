//! What the register of amendments says of itself.

use std::collections::BTreeMap;

use domain::amendments::{Act, Amendments, Command, Event, Kind, Standing, State};
use domain::ids::{ClauseId, PartId};
use domain::interpretations::clause_ids;
use domain::protocol::{Force, Minuted, PackEdit, Protocol};

use super::{Look, Noun, Shown, Told};
use crate::acts::AnswerForm::{Date as Day, Line, OneOfMany, Words as Text};
use crate::acts::{Ask, Choice, Given, one};
use crate::operations::Case;
use crate::web::names::Link;
use crate::web::words;

impl Shown for Amendments {
    const NOUN: Noun = Noun {
        one: "amendment",
        many: "amendments",
        open: "Suggest a change of the protocol",
        purpose: "Changes of the protocol: suggested, drafted, consulted on, approved and adopted, and its reviews.",
    };
    const KINDS: &'static [Kind] = &[
        Kind::TakeUp,
        Kind::Draft,
        Kind::Consult,
        Kind::Comment,
        Kind::Respond,
        Kind::MakeVersion,
        Kind::Recommend,
        Kind::Approve,
        Kind::Adopt,
        Kind::Drop,
        Kind::Decline,
        Kind::Withdraw,
    ];
    const OPENS: Option<Kind> = Some(Kind::Suggest);

    fn key(kind: Kind) -> &'static str {
        kind.name()
    }

    fn label(kind: Kind) -> &'static str {
        kind.label()
    }

    fn asks(kind: Kind, case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask> {
        match kind {
            Kind::Suggest => vec![
                Ask::new("title", "What should change, in a few words?", Line),
                Ask::new("words", "Why?", Text),
                Ask::new("clauses", "Which clauses?", Line)
                    .hint("Their numbers, for example 7.6, 8.4(b)(v)")
                    .optional(),
                Ask::new("proposed", "The words you propose", Text).optional(),
            ],
            Kind::OpenReview => {
                vec![Ask::new(
                    "on",
                    "The day of the review of the Constitution",
                    Day,
                )]
            }
            Kind::Draft => draft(),
            Kind::Drop => vec![Ask::new("part", "Which change?", changes(case))],
            Kind::Comment => vec![
                Ask::new("body", "Who says so?", Line)
                    .hint("The body or person, as the record names it"),
                Ask::new("on", "When?", Day),
                Ask::new("clause", "On which clause?", Line).optional(),
                Ask::new("words", "The comment", Text),
            ],
            Kind::Respond => vec![
                Ask::new("part", "Which comment?", comments(case)),
                Ask::new("words", "The response", Text),
            ],
            Kind::MakeVersion => vec![
                Ask::new("version", "What is the version called?", Line)
                    .hint("Small letters, digits and hyphens, for example 2027-draft-1"),
            ],
            Kind::Recommend | Kind::Approve => vec![
                Ask::new("body", "Which body decided?", Line).hint(&body(kind, look)),
                Ask::new("on", "When?", Day),
                Ask::new("minute", "Minute", Line).hint("For example 26/41"),
            ],
            Kind::Adopt => vec![
                Ask::new("in-force", "From which day is it in force?", Day)
                    .hint("The day of the approval, if it is left empty.")
                    .optional(),
            ],
            Kind::Decline => vec![Ask::new("words", "Why is it declined?", Text)],
            Kind::TakeUp | Kind::Consult | Kind::Withdraw => Vec::new(),
        }
    }

    fn command(
        kind: Kind,
        given: &mut Given,
        why: Option<String>,
        case: Option<&Case<Self>>,
        _look: &Look<'_>,
    ) -> Option<Command> {
        let words = given.text("words");
        let act = match kind {
            Kind::Suggest => Act::Suggest {
                title: given.text("title"),
                words,
                clauses: clause_ids(&given.text("clauses")),
                proposed: given.some("proposed"),
            },
            Kind::OpenReview => Act::OpenReview {
                on: given.needed_date("on")?,
            },
            Kind::TakeUp => Act::TakeUp,
            Kind::Draft => Act::Draft {
                edit: edit(given)?,
                words: given.some("text"),
                gist: given.some("gist"),
            },
            Kind::Drop => Act::Drop {
                part: given.needed_id("part")?,
            },
            Kind::Consult => Act::Consult,
            Kind::Comment => Act::Comment {
                body: given.text("body"),
                on: given.needed_date("on")?,
                clause: given.some("clause"),
                words,
            },
            Kind::Respond => Act::Respond {
                part: given.needed_id("part")?,
                words,
            },
            Kind::MakeVersion => Act::MakeVersion {
                version: given.needed_id("version")?,
                gists: gists(case),
            },
            Kind::Recommend => Act::Recommend(minuted(given)?),
            Kind::Approve => Act::Approve(minuted(given)?),
            Kind::Adopt => Act::Adopt {
                in_force: given.date("in-force"),
                why: case.and_then(|case| {
                    let why = case.state.why.as_ref()?;
                    case.words(&why.key).map(str::to_owned)
                }),
            },
            Kind::Decline => Act::Decline { words },
            Kind::Withdraw => Act::Withdraw,
        };
        Some(Command { act, why })
    }

    fn title(case: &Case<Self>, _look: &Look<'_>) -> String {
        let title = case.words(&case.state.title.key);
        title
            .unwrap_or("A change whose words were erased")
            .to_owned()
    }

    fn sentence(case: &Case<Self>, _look: &Look<'_>) -> String {
        let state = &case.state;
        let changes = words::count(state.changes.len() as u64, "change", "changes");
        match state.standing() {
            Standing::Suggested if state.review.is_some() => {
                "The protocol is to be reviewed with the Constitution.".to_owned()
            }
            Standing::Suggested => "It waits to be taken up.".to_owned(),
            Standing::Drafting => format!("It is being drafted: {changes} so far."),
            Standing::Consulting => format!("It is open for comments, with {changes} drafted."),
            Standing::Recommended => "It was recommended and waits for approval.".to_owned(),
            Standing::Approved => "It was approved and waits to be adopted from a day.".to_owned(),
            Standing::Adopted => "It was adopted.".to_owned(),
            Standing::Declined => "It was declined.".to_owned(),
            Standing::Withdrawn => "Who suggested it took it back.".to_owned(),
        }
    }

    fn tell(case: &Case<Self>, at: usize, _look: &Look<'_>) -> Option<Told> {
        let event = &case.events.get(at)?.event;
        let plain = |what: String| Told {
            what,
            ..Told::default()
        };
        Some(match event {
            Event::Suggested(s) => Told {
                what: "suggested a change".to_owned(),
                words: std::iter::once(("Why", s.words.clone()))
                    .chain(s.proposed.clone().map(|p| ("The words proposed", p)))
                    .collect(),
                ..Told::default()
            },
            Event::ReviewOpened(r) => plain(format!(
                "opened a review: the Constitution is reviewed on {}",
                words::date(r.on)
            )),
            Event::TakenUp {} => plain("took it up".to_owned()),
            Event::ChangeDrafted(c) => Told {
                what: format!("drafted a change: {}", edit_words(&c.edit)),
                words: [
                    ("Before", &c.was),
                    ("The text as it would stand", &c.words),
                    ("The summary as it would stand", &c.gist),
                ]
                .into_iter()
                .filter_map(|(label, words)| Some((label, words.clone()?)))
                .collect(),
                ..Told::default()
            },
            Event::ChangeDropped(_) => plain("dropped a drafted change".to_owned()),
            Event::ConsultationOpened {} => plain("opened it for comments".to_owned()),
            Event::Commented(c) => Told {
                what: match &c.clause {
                    Some(clause) => {
                        format!(
                            "recorded a comment of {} on clause {}",
                            words::date(c.on),
                            clause.printed()
                        )
                    }
                    None => format!("recorded a comment of {}", words::date(c.on)),
                },
                words: vec![("By", c.body.clone()), ("The comment", c.words.clone())],
                ..Told::default()
            },
            Event::Responded(r) => Told {
                what: "responded to a comment".to_owned(),
                words: vec![("The response", r.words.clone())],
                ..Told::default()
            },
            Event::VersionMade(made) => plain(format!(
                "made the draft a version, {}: it can be read, compared and tried out",
                made.drafted.version
            )),
            Event::Recommended(r) => plain(format!(
                "recorded that {} recommended it",
                decided(&r.decided)
            )),
            Event::Approved(a) => Told {
                what: format!("recorded that {} approved it", decided(&a.decided)),
                words: a
                    .why
                    .iter()
                    .map(|why| ("Why otherwise than the protocol asks", why.clone()))
                    .collect(),
                ..Told::default()
            },
            Event::Explained(said) => Told {
                what: "gave a reason".to_owned(),
                words: vec![("The reason", said.words.clone())],
                ..Told::default()
            },
            Event::Adopted(a) => Told {
                what: format!(
                    "recorded its adoption: {}",
                    crate::web::protocol::adopted_line(&a.adoption)
                ),
                answers: true,
                ..Told::default()
            },
            Event::Declined(said) => Told {
                what: "declined it".to_owned(),
                words: vec![("Why", said.words.clone())],
                answers: true,
                ..Told::default()
            },
            Event::Withdrawn {} => plain("took the suggestion back".to_owned()),
        })
    }

    fn facts(case: &Case<Self>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
        let state = &case.state;
        let mut all = vec![(
            "Suggested by",
            vec![Link::plain(look.names().person(&state.by))],
        )];
        let clauses = state.clauses.iter();
        let clauses: Vec<Link> = clauses
            .map(|id| Link::plain(format!("clause {}", id.printed())))
            .collect();
        if !clauses.is_empty() {
            all.push(("About", clauses));
        }
        if let Some((pack, version)) = &state.version {
            let page = format!("/protocol/{pack}/{version}");
            all.push(("Version", vec![Link::to(version.to_string(), page)]));
        }
        if state.review.is_some() {
            all.push((
                "To look at",
                vec![
                    Link::to("Open questions and rulings", "/protocol/questions"),
                    Link::to("Gaps and questions put", "/interpretations"),
                    Link::to("Suggested changes", "/amendments"),
                ],
            ));
        }
        all
    }

    fn state_words(state: &str) -> &'static str {
        match state {
            "suggested" => "Suggested",
            "drafting" => "Being drafted",
            "consulting" => "Open for comments",
            "recommended" => "Recommended",
            "approved" => "Approved",
            "adopted" => "Adopted",
            "declined" => "Declined",
            "withdrawn" => "Taken back",
            _ => "Amendment",
        }
    }

    fn notice(kind: &str) -> Option<&'static str> {
        Some(match kind {
            "amendment-suggested" => "A change of the protocol was suggested",
            "amendment-review" => "The protocol is to be reviewed with the Constitution",
            "amendment-taken-up" => "Your suggested change of the protocol was taken up",
            "amendment-consulted" => "Your suggested change of the protocol is open for comments",
            "amendment-approved" => "The change of the protocol that you suggested was approved",
            "amendment-adopted" => "The change of the protocol that you suggested was adopted",
            "amendment-declined" => "Your suggested change of the protocol was declined",
            _ => return None,
        })
    }

    fn grave(kind: Kind) -> bool {
        matches!(kind, Kind::Adopt | Kind::Decline)
    }

    fn word_readers(kind: Kind, state: &State) -> Option<(domain::access::Readers, bool)> {
        use domain::register::Register as _;
        let silent = matches!(
            kind,
            Kind::TakeUp | Kind::Consult | Kind::Withdraw | Kind::Adopt
        );
        (!silent).then(|| (Self::readers(state), false))
    }

    fn silent(protocol: &Protocol) -> Option<String> {
        protocol.amendments.approve.is_empty().then(|| {
            "This protocol names nobody who approves a change: the council names the body in its \
             settings, and until it has, an approval asks why that body was the right one."
                .to_owned()
        })
    }

    fn guidance(_look: &Look<'_>) -> Option<String> {
        Some(
            "The offices to which it goes and democratic services read it; everybody does, with your \
             name, once it is opened for comments."
                .to_owned(),
        )
    }
}

fn draft() -> Vec<Ask> {
    let kinds = one(&[
        ("reworded", "A clause is worded anew"),
        ("added", "A clause is added"),
        ("struck", "A clause is struck"),
        ("value", "A value of a provision changes"),
    ]);
    vec![
        Ask::new("change", "What changes?", kinds),
        Ask::new("clause", "Which clause?", Line)
            .hint("Its number; for a new one, the number it gets")
            .optional(),
        Ask::new("after", "After which clause does a new one stand?", Line).optional(),
        Ask::new(
            "force",
            "How strong is a new clause?",
            one(&[
                ("must", "must"),
                ("should", "should"),
                ("aim", "aims to"),
                ("may", "may"),
                ("is", "describes"),
            ]),
        )
        .optional(),
        Ask::new("text", "The words of the text as they would stand", Text).optional(),
        Ask::new("gist", "The summary as it would stand", Text)
            .hint("One sentence in your own words; needed for a new clause")
            .optional(),
        Ask::new("provision", "Which provision?", Line)
            .hint("Register and kind, for example enquiries/response")
            .optional(),
        Ask::new("entry", "Which entry of it?", Line)
            .hint("1 for the first")
            .optional(),
        Ask::new("field", "Which field?", Line)
            .hint("For example n")
            .optional(),
        Ask::new("value", "The new value", Line)
            .hint("As a pack writes it: 7, true or \"stands\"")
            .optional(),
    ]
}

fn edit(given: &mut Given) -> Option<PackEdit> {
    let change: String = given.needed("change")?;
    if change == "value" {
        let entry = given.some("entry").unwrap_or_else(|| "1".to_owned());
        let Ok(entry) = entry.trim().parse() else {
            given.wrong("entry", "write a whole number, 1 for the first");
            return None;
        };
        return Some(PackEdit::Value {
            provision: given.text("provision").trim().to_owned(),
            entry,
            field: given.text("field").trim().to_owned(),
            value: given.text("value").trim().to_owned(),
        });
    }
    let clause: ClauseId = given.needed_id("clause")?;
    Some(match change.as_str() {
        "added" => PackEdit::Added {
            clause,
            after: given.id("after"),
            force: given.needed::<Force>("force")?,
        },
        "struck" => PackEdit::Struck { clause },
        _ => PackEdit::Reworded { clause },
    })
}

fn edit_words(edit: &PackEdit) -> String {
    match edit {
        PackEdit::Value {
            provision,
            entry,
            field,
            value,
        } => format!("{field} of {provision} ({entry}) becomes {value}"),
        PackEdit::Reworded { clause } => format!("clause {} is worded anew", clause.printed()),
        PackEdit::Added { clause, .. } => format!("clause {} is added", clause.printed()),
        PackEdit::Struck { clause } => format!("clause {} is struck", clause.printed()),
    }
}

fn minuted(given: &mut Given) -> Option<Minuted> {
    Some(Minuted {
        body_name: given.text("body"),
        on: given.needed_date("on")?,
        minute: given.text("minute"),
    })
}

fn decided(minuted: &Minuted) -> String {
    let (body, on, minute) = (&minuted.body_name, words::date(minuted.on), &minuted.minute);
    format!("{body} on {on}, minute {minute},")
}

fn body(kind: Kind, look: &Look<'_>) -> String {
    let named = look.protocol().and_then(|protocol| match kind {
        Kind::Recommend => protocol.recommending_body(look.today),
        _ => protocol.approving_body(look.today, &look.council.settings),
    });
    match named {
        Some(body) => format!("{}, by {}", body.value, body.basis),
        None => "Nobody is named for it; as the minute names the body".to_owned(),
    }
}

fn changes(case: Option<&Case<Amendments>>) -> crate::acts::AnswerForm {
    let drafted = case.map_or_else(Vec::new, |case| case.state.drafted());
    let choices = drafted.into_iter();
    OneOfMany(
        choices
            .map(|c| Choice::new(c.part.as_str(), edit_words(&c.edit)))
            .collect(),
    )
}

fn comments(case: Option<&Case<Amendments>>) -> crate::acts::AnswerForm {
    let choices = case.into_iter().flat_map(|case| {
        let open = case.state.comments.iter().filter(|c| c.response.is_none());
        open.map(|comment| {
            let body = case.words(&comment.made.body.key).unwrap_or_default();
            let label = format!("{body}, {}", words::date(comment.made.on));
            Choice::new(comment.made.part.as_str(), label)
        })
    });
    OneOfMany(choices.collect())
}

fn gists(case: Option<&Case<Amendments>>) -> BTreeMap<PartId, String> {
    let drafted = case.into_iter().flat_map(|case| {
        let all = case.state.drafted().into_iter();
        all.filter_map(|change| {
            let gist = change.gist.as_ref()?;
            Some((change.part.clone(), case.words(&gist.key)?.to_owned()))
        })
    });
    drafted.collect()
}
