//! What the register of amendments says of itself.

mod asks;
mod places;
mod told;

use domain::amendments::{Act, Amendments, Command, Kind, Standing, State};
use domain::interpretations::clause_ids;
use domain::protocol::Protocol;

use self::asks::{edit, minuted, own, try_out};
pub use self::asks::{edit_words, gists, written};
pub use self::places::{places, text_so_far};
use super::{Look, Noun, Shown, Told};
use crate::acts::{Ask, Given};
use crate::operations::{ActError, Case, Operations};
use crate::replay::evidence;
use crate::web::amendments;
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
        Kind::AddReplay,
        Kind::Recommend,
        Kind::Approve,
        Kind::Adopt,
        Kind::Drop,
        Kind::Decline,
        Kind::Withdraw,
    ];
    const OPENS: Option<Kind> = Some(Kind::Suggest);
    const OPENS_TOO: &'static [Kind] = &[Kind::OpenReview];
    const NAMED_IN_MAIL: bool = true;
    const BY_WORD: &'static [(&'static str, Kind)] =
        &[("comment", Kind::Comment), ("take up", Kind::TakeUp)];

    fn asks(kind: Kind, case: Option<&Case<Self>>, look: &Look<'_>) -> Vec<Ask> {
        asks::asks(kind, case, look)
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
                own: own(case),
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
            Kind::AddReplay => Act::TryOut(try_out(given)),
            Kind::MakeVersion => Act::MakeVersion {
                version: given.needed_id("version")?,
                gists: gists(case),
                own: own(case),
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
            // Erased by its reference, on the page of the log.
            Kind::Erase => return None,
        };
        Some(Command { act, why })
    }

    async fn prepare(
        operations: &Operations,
        _look: &Look<'_>,
        mut command: Command,
    ) -> Result<Command, ActError> {
        match &mut command.act {
            Act::TryOut(asked) => {
                let evidence = evidence(operations, asked).await?;
                command.act = Act::AddReplay(Box::new(evidence));
            }
            Act::Draft { own, .. } | Act::MakeVersion { own, .. } => {
                own.texts = operations.texts().await?;
            }
            _ => {}
        }
        Ok(command)
    }

    async fn filled(
        operations: &Operations,
        look: &Look<'_>,
        kind: Kind,
        case: &Case<Self>,
        about: Option<&str>,
    ) -> Result<Vec<(&'static str, String)>, ActError> {
        let of = case.state.changes_of(look.council, look.today);
        let (Kind::Draft, Some(about), Some(of)) = (kind, about, of) else {
            return Ok(Vec::new());
        };
        let texts = operations.texts().await?;
        let text = text_so_far(case, &texts, of);
        Ok(places::filled(about, text.as_ref(), of))
    }

    fn from_mail(kind: Kind, look: &Look<'_>) -> Vec<(&'static str, String)> {
        match kind {
            Kind::Comment => vec![
                ("body", look.names().person(look.actor.person())),
                ("on", look.today.to_string()),
            ],
            _ => Vec::new(),
        }
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
        Some(told::told(&case.events.get(at)?.event))
    }

    fn facts(case: &Case<Self>, look: &Look<'_>) -> Vec<(&'static str, Vec<Link>)> {
        use domain::register::Register as _;
        let state = &case.state;
        let mut all = vec![(
            "Suggested by",
            vec![Link::plain(look.names().person(&state.by))],
        )];
        let clauses = state.clauses.iter();
        let clauses: Vec<Link> = clauses
            .map(|id| {
                let words = format!("clause {}", id.printed());
                match &state.pin {
                    Some(pin) => {
                        let page = format!("/protocol/{}/{}/{id}", pin.pack, pin.version);
                        Link::to(words, page)
                    }
                    None => Link::plain(words),
                }
            })
            .collect();
        if !clauses.is_empty() {
            all.push(("About", clauses));
        }
        if let Some((pack, version)) = &state.version {
            let page = format!("/protocol/{pack}/{version}");
            all.push(("Version", vec![Link::to(version.to_string(), page)]));
        }
        let page = format!("/amendments/{}/draft", state.reference);
        let drafts =
            || look.with_context(|cx| Self::gate(Some(state), Kind::Draft, cx).is_allowed());
        if !state.changes.is_empty() {
            let link = Link::to("Text and provisions with the changes marked", page);
            all.push(("The draft", vec![link]));
        } else if drafts() {
            let link = Link::to("Choose what of the text reads otherwise", page);
            all.push(("The draft", vec![link]));
        }
        if !state.replays.is_empty() {
            let link = |added| amendments::link(state, added);
            all.push((
                "What would have been",
                state.replays.iter().map(link).collect(),
            ));
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

    fn word_readers(
        kind: Kind,
        state: &State,
        _: &Look<'_>,
    ) -> Option<(domain::access::Readers, bool)> {
        use domain::register::Register as _;
        let silent = matches!(
            kind,
            Kind::TakeUp | Kind::Consult | Kind::Withdraw | Kind::Adopt
        );
        (!silent).then(|| (Self::readers(state), false))
    }

    fn silent(protocol: &Protocol) -> Option<String> {
        let default = protocol.amendments.approve.first();
        let until = match default {
            _ if protocol.names_approver() => return None,
            Some(body) => format!("until it has, it is the {} ({})", body.value, body.basis),
            None => "until it has, an approval asks why that body was the right one".to_owned(),
        };
        Some(format!(
            "This protocol names nobody who approves a change: the council names the body in its settings; {until}."
        ))
    }

    fn links(look: &Look<'_>) -> Vec<Link> {
        use domain::register::Register as _;
        let open = look.with_context(|cx| Self::gate(None, Kind::OpenReview, cx).is_allowed());
        let review = || {
            Link::to(
                "Open a review of the protocol",
                "/amendments/new?as=open-review",
            )
        };
        open.then(review).into_iter().collect()
    }

    fn guidance(_look: &Look<'_>) -> Option<String> {
        Some(
            "The offices to which it goes and democratic services read it; everybody does, with your \
             name, once it is opened for comments."
                .to_owned(),
        )
    }
}
