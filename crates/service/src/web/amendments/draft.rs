//! The draft of an amendment on one page: the text with its changes marked, and what changes in practice,
//! both of the same draft. Printed for whoever decides on it.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use domain::amendments::{Amendments, Drafts, Kind, State, drafted_text, edits_of};
use domain::council::Council;
use domain::protocol::text::{ProtocolText, Texts};
use domain::protocol::{PackEdit, Protocol, edited, load};
use domain::register::{Context, Register as _};

use crate::comparison::{Compared, OwnWords, Source};
use crate::operations::Case;
use crate::registers::Shown as _;
use crate::registers::amendments::{edit_words, gists, places, text_so_far, written};
use crate::web::error::Problem;
use crate::web::forms::{Choice, Field};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::names::Link;
use crate::web::protocol::ComparisonView;
use crate::web::registers;
use crate::web::words::sentence;

#[derive(Template)]
#[template(path = "amendments/draft.html")]
struct DraftPage {
    chrome: Chrome,
    back: Link,
    title: String,
    /// Why the draft cannot be shown as a whole, each a sentence.
    faults: Vec<String>,
    /// What whoever drafts should look at.
    looks: Vec<String>,
    /// The words that were drafted, where no text of the council's own is saved in which they would stand.
    written: Vec<(String, String)>,
    summary: Vec<String>,
    comparison: Option<ComparisonView>,
    /// Whether nothing is drafted yet.
    empty: bool,
    /// For whoever drafts: every place of the text on which a change may be drafted, and its form.
    choose: Option<Field>,
    action: String,
}

/// The draft as it stands, or as it became a version.
pub(super) async fn show(me: Me, Path(reference): Path<String>) -> Page {
    let case = registers::load::<Amendments>(&me, &reference).await?;
    let state = &case.state;
    let before = state.changes_of(&me.council, me.today);
    let before = before.ok_or(Problem::NotFound)?;
    let texts = me.app().operations().texts().await?;
    let mut faults = Vec::new();
    let after = match made(state, &me.council, &texts) {
        Some(after) => Some(after),
        None if state.changes.is_empty() => None,
        None => drafted(&case, before, &texts, &mut faults),
    };
    let was = Source::of(before, &texts);
    let compared = after.and_then(|after| Compared::of(&was, &after, false));
    let base = format!("/protocol/{}/{}", before.pack, before.version);
    let made = state.version.as_ref();
    let made = made.map_or(String::new(), |(pack, version)| {
        format!("/protocol/{pack}/{version}")
    });
    let title = case.words(&state.title.key).unwrap_or("Erased");
    page(&DraftPage {
        chrome: me.chrome(&format!("The draft, {}", state.reference)),
        back: Link::to(
            state.reference.to_string(),
            format!("/amendments/{}", state.reference),
        ),
        title: title.to_owned(),
        looks: looks(state, before),
        choose: choose(&me, &case, before, &texts),
        empty: state.changes.is_empty(),
        action: format!(
            "/amendments/{}/acts/{}",
            state.reference,
            Amendments::key(Kind::Draft)
        ),
        faults,
        written: match was.text {
            Some(_) => Vec::new(),
            None => bare_words(&case),
        },
        summary: compared.as_ref().map_or_else(Vec::new, Compared::summary),
        comparison: compared
            .map(|compared| ComparisonView::of(&compared, (&base, &made), (true, true))),
    })
}

/// What may be drafted on, for whoever may draft.
fn choose(me: &Me, case: &Case<Amendments>, of: &Protocol, texts: &Texts) -> Option<Field> {
    let gate = |cx: &Context<'_>| Amendments::gate(Some(&case.state), Kind::Draft, cx).is_allowed();
    if !me.look().with_context(gate) {
        return None;
    }
    let text = text_so_far(case, texts, of);
    let places = places(text.as_ref(), of).into_iter();
    let choices = places.map(|(value, label)| Choice::new(value, label));
    let field = Field::select("about", "What reads otherwise?", choices.collect());
    Some(field.hint("Its words are put into the form, to be changed there"))
}

/// The drafted words, each with what it changes.
fn bare_words(case: &Case<Amendments>) -> Vec<(String, String)> {
    let words = written(case);
    let drafted = case.state.drafted().into_iter();
    drafted
        .filter_map(|change| {
            let words = words.get(&change.part)?.clone();
            Some((sentence(&edit_words(&change.edit)), words))
        })
        .collect()
}

/// The version that was made of it.
fn made(state: &State, council: &Council, texts: &Texts) -> Option<Source> {
    let protocol = council.protocols.get(state.version.as_ref()?)?;
    let mut source = Source::of(protocol, texts);
    source.name = format!("{} as drafted", source.name);
    Some(source)
}

/// The draft before it is a version.
fn drafted(
    case: &Case<Amendments>,
    before: &Arc<Protocol>,
    texts: &Texts,
    faults: &mut Vec<String>,
) -> Option<Source> {
    let (summaries, written) = (gists(Some(case)), written(case));
    let changes = case.state.drafted();
    let edits = edits_of(&case.state, &summaries, &written);
    let version = "draft".parse().expect("a slug");
    let files = edited(&before.files, &edits, &version).map_err(|why| faults.push(why));
    let protocol = load(&files.ok()?).map_err(|all| {
        let first = all.first().map(ToString::to_string);
        faults.extend(first);
    });
    let mut source = Source::of(before, texts);
    source.name = format!("{} as drafted", source.name);
    source.protocol = Some(Arc::new(protocol.ok()?));
    let words: Drafts<'_> = changes
        .iter()
        .map(|change| (&change.edit, written.get(&change.part).map(String::as_str)))
        .collect();
    let text = source
        .text
        .take()
        .map(|own| drafted_text(&own.text, &words));
    source.text = match text {
        None => None,
        Some(Ok(text)) => Some(of_draft(text)),
        Some(Err(why)) => {
            faults.push(why.to_string());
            None
        }
    };
    Some(source)
}

fn of_draft(text: ProtocolText) -> OwnWords {
    OwnWords {
        text: Arc::new(text),
        from: "as drafted, with the changes marked".to_owned(),
    }
}

/// Values that change while the words of the clause on which they rest do not.
fn looks(state: &State, before: &Protocol) -> Vec<String> {
    let changes = state.drafted();
    let drafted = |id: &str| {
        let mut clauses = changes.iter().filter_map(|change| change.edit.clause());
        clauses.any(|clause| clause.as_str() == id)
    };
    let values = changes.iter().filter_map(|change| match &change.edit {
        PackEdit::Value {
            provision,
            entry,
            field,
            ..
        } => before.clause_of_value(provision, *entry, field),
        _ => None,
    });
    let bare = values.filter(|clause| !drafted(clause.as_str()));
    let look = |clause: domain::ids::ClauseId| {
        format!(
            "A value that rests on clause {0} changes, and the words of clause {0} do not: draft them too.",
            clause.printed()
        )
    };
    bare.map(look).collect()
}
