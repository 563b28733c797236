//! Acting on an enquiry: one form for each kind of act, one way of sending it. A form that was filled in
//! while somebody else acted is shown again with what has changed and with every word kept.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::enquiries::command::{Act, FileGiven};
use domain::enquiries::event::FileReaders;
use domain::enquiries::{Command, Enquiries, Kind, next_acts};
use domain::verdict::{Gate, Invalid, Refusal, Rejection};

use super::case::{entry_view, title_of, told, version_at};
use super::{Enquiry, ask, begun, load, look, readers, with_context};
use crate::acts::{EXPLANATION, Given, GivenFile, wanted};
use crate::operations::{ActError, Options, Subject};
use crate::web::error::{BasisLink, Kept, Problem, Refused, Way};
use crate::web::filling;
use crate::web::forms::{Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;
use crate::web::thread::EntryView;

/// What is said where the files of a message could not go along.
pub(super) const FILES_LEFT: &str = "files-left";
/// How often an act is sent again that only something for others got in the way of.
const TRIES: usize = 8;

#[derive(Template)]
#[template(path = "enquiries/act.html")]
struct ActPage {
    chrome: Chrome,
    reference: String,
    subject: String,
    heading: String,
    /// What the act rests on.
    bases: Vec<BasisLink>,
    /// What others have done since the form was opened.
    changed: Vec<EntryView>,
    form: Form,
}

/// What the gate lets through: what must be explained, and what it rests on.
struct Open {
    explain: Option<Field>,
    bases: Vec<BasisLink>,
}

/// The form of one kind of act.
pub async fn show(me: Me, Path((reference, kind)): Path<(String, String)>) -> Page {
    let kind = Kind::named(&kind).ok_or(Problem::NotFound)?;
    let case = load(&me, &reference).await?;
    let open = open(&me, &case, kind).map_err(|refusal| refused(&case, kind, refusal, None))?;
    let open = open.ok_or(Problem::NotFound)?;
    let draft = draft(&me, &case, kind).await?;
    let mut form = form(&me, &case, kind, &open).await?;
    if let Some(posted) = draft {
        form = form.refill(&posted, &[]);
    }
    act_page(&me, &case, kind, open, form, Vec::new())
}

/// What this person began to write in this form, if anything.
async fn draft(me: &Me, case: &Enquiry, kind: Kind) -> Result<Option<Posted>, Problem> {
    let store = me.app().operations().store();
    let kept = store
        .draft(me.signed.person(), &draft_key(case, kind))
        .await?;
    Ok(kept.and_then(|(fields, _)| Posted::kept(&fields)))
}

fn draft_key(case: &Enquiry, kind: Kind) -> String {
    format!("{}/{}", case.state.reference, kind.name())
}

/// What the gate says: open with what is asked, refused, or hidden.
fn open(me: &Me, case: &Enquiry, kind: Kind) -> Result<Option<Open>, Refusal> {
    let gates = with_context(me, |cx| next_acts(&case.state, cx));
    match gates.into_iter().find(|(of, _)| *of == kind) {
        Some((_, Gate::Allowed { explain, cites })) => Ok(Some(Open {
            explain: explain.map(|explain| {
                Field::words(EXPLANATION, &explain.question, 4, 2_000)
                    .basis(BasisLink::from(&explain.basis))
            }),
            bases: cites
                .iter()
                .map(|cite| BasisLink::from(&cite.basis))
                .collect(),
        })),
        Some((_, Gate::Refused(refusal))) => Err(refusal),
        Some((_, Gate::Hidden)) | None => Ok(None),
    }
}

async fn form(me: &Me, case: &Enquiry, kind: Kind, open: &Open) -> Result<Form, Problem> {
    let reference = &case.state.reference;
    let entries = told(&me.look(), case);
    let mut fields = ask::fields(me, case, kind, &entries);
    fields.extend(open.explain.clone());
    let has_words = !fields.is_empty();
    let action = format!("/enquiries/{reference}/acts/{}", kind.name());
    let mut form = Form::new(action, button(kind), fields);
    form.token = me.act_token();
    form.seen = Some(entries.len() as u64);
    form.grave = matches!(kind, Kind::Erase | Kind::DenyReader);
    form.readers = readers::note(me, case, kind);
    form.cancel = Some(Way::link(
        "Go back to the enquiry",
        format!("/enquiries/{reference}"),
    ));
    form.draft = has_words.then(|| draft_key(case, kind));
    if fills(kind) {
        filling::offer(&mut form);
    }
    if begun::takes(kind) {
        let templates = me.app().operations().templates().await?;
        begun::offer(&mut form, case, kind, &templates);
    }
    Ok(form)
}

/// The form with what was sent in it. The template that a reply began from is carried along unseen.
async fn refilled(
    me: &Me,
    case: &Enquiry,
    kind: Kind,
    open: &Open,
    (posted, invalid): (&Posted, &[Invalid]),
) -> Result<Form, Problem> {
    let mut form = form(me, case, kind, open).await?.refill(posted, invalid);
    let template = posted.given("template").map(str::to_owned);
    form.hidden
        .extend(template.map(|id| ("template".to_owned(), id)));
    if fills(kind) {
        filling::carry(me, &mut form, posted).await?;
    }
    Ok(form)
}

/// Whether a saved message can fill the words of a kind of act.
fn fills(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Note | Kind::SendMessage | Kind::ReplyToOfficers | Kind::FollowUp
    )
}

/// The words of the main button.
fn button(kind: Kind) -> &'static str {
    match kind {
        Kind::Answer | Kind::AnswerTogether => "Send the answer",
        Kind::Hold => "Send the holding reply",
        Kind::SendMessage | Kind::ReplyToOfficers | Kind::AskMember | Kind::FollowUp => "Send",
        Kind::Note => "Keep the note",
        _ => kind.label(),
    }
}

fn act_page(
    me: &Me,
    case: &Enquiry,
    kind: Kind,
    open: Open,
    form: Form,
    changed: Vec<EntryView>,
) -> Page {
    let heading = kind.label().to_owned();
    let title = if form.has_errors() {
        format!("Error: {heading}")
    } else {
        format!("{heading}, {}", case.state.reference)
    };
    let mut bases = open.bases;
    bases.dedup();
    page(&ActPage {
        chrome: me.chrome(&title),
        reference: case.state.reference.to_string(),
        subject: title_of(&me.look(), case),
        heading,
        bases,
        changed,
        form,
    })
}

/// Carries the act out.
pub async fn submit(
    me: Me,
    Path((reference, kind)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let kind = Kind::named(&kind).ok_or(Problem::NotFound)?;
    let case = load(&me, &reference).await?;
    if posted.text("step") == "change" {
        return again(&me, &case, kind, &posted, &[]).await;
    }
    if fills(kind)
        && let Some((posted, told)) = filling::filled(&me, &posted, None, "words").await?
    {
        let wrong: Vec<_> = told.err().into_iter().collect();
        return again(&me, &case, kind, &posted, &wrong).await;
    }
    if begun::takes(kind) && posted.ticked(begun::FILL) {
        let templates = me.app().operations().templates().await?;
        let posted = begun::begun(&me, &case, kind, &posted, &templates);
        return again(&me, &case, kind, &posted, &[]).await;
    }
    let wanted = match wanted(kind, given(&posted)) {
        Ok(wanted) => wanted,
        Err(invalid) => return again(&me, &case, kind, &posted, &invalid).await,
    };
    if let Some(page) = look::before(&me, &case, kind, &posted, &wanted)? {
        return Ok(page);
    }
    let seen = posted.given("seen").and_then(|seen| seen.parse().ok());
    let mut case = case;
    for _ in 0..TRIES {
        let options = Options {
            seen: seen.map(|seen| version_at(&me.look(), &case, seen)),
            key: act_key(&me, &posted),
            drafts_done: vec![draft_key(&case, kind)],
        };
        let subject = Subject::Case(case.state.reference.clone());
        let explanation = posted.given(EXPLANATION).map(str::to_owned);
        let operations = me.app().operations();
        match operations
            .enquiry_act(
                &me.signed.actor,
                subject,
                wanted.clone(),
                explanation,
                options,
            )
            .await
        {
            Ok(_) => return done(&me, &case, kind, &posted).await,
            Err(ActError::Rejected(Rejection::Invalid(invalid))) => {
                return again(&me, &case, kind, &posted, &invalid).await;
            }
            Err(ActError::Rejected(Rejection::Refused(refusal))) => {
                return Err(refused(&case, kind, refusal, Some(&posted)));
            }
            Err(ActError::Moved { .. }) => {}
            Err(other) => return Err(other.into()),
        }
        case = load(&me, &reference).await?;
        // What came in between and is for others is no news to them: the act is decided again.
        if seen.is_none_or(|seen| told(&me.look(), &case).len() as u64 > seen) {
            break;
        }
    }
    stale(&me, &case, kind, &posted, seen.unwrap_or_default()).await
}

/// What follows when the act is done: its files are added, and the page of the case says so.
async fn done(me: &Me, case: &Enquiry, kind: Kind, posted: &Posted) -> Result<Response, Problem> {
    let said = if add_files(me, case, kind, posted).await? {
        kind.name()
    } else {
        FILES_LEFT
    };
    filling::sent(me, posted).await?;
    let to = format!("/enquiries/{}?done={said}#end", case.state.reference);
    Ok(Redirect::to(&to).into_response())
}

/// Adds the files of a message that filled the words, for those who read the words; whether all could be
/// added.
async fn add_files(me: &Me, case: &Enquiry, kind: Kind, posted: &Posted) -> Result<bool, Problem> {
    let readers = match kind {
        Kind::Note => FileReaders::Internal,
        _ => FileReaders::All,
    };
    let mut all = true;
    let files = if fills(kind) {
        filling::along(me, posted).await?
    } else {
        Vec::new()
    };
    for (n, file) in files.into_iter().enumerate() {
        let add = Act::AddFile(FileGiven {
            name: file.name,
            media: file.media,
            bytes: file.bytes,
            readers,
        });
        let options = Options {
            key: act_key(me, posted).map(|key| format!("{key} {n}")),
            ..Options::default()
        };
        let subject = Subject::Case(case.state.reference.clone());
        let operations = me.app().operations();
        let added = operations
            .act::<Enquiries>(&me.signed.actor, subject, Command::from(add), options)
            .await;
        match added {
            Ok(_) => {}
            Err(ActError::Rejected(_)) => all = false,
            Err(other) => return Err(other.into()),
        }
    }
    Ok(all)
}

/// What a form sent, as acts are read.
pub fn given(posted: &Posted) -> Given {
    let fields = posted
        .fields()
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let files = posted.files.iter().map(|file| GivenFile {
        name: file.name.clone(),
        bytes: file.bytes.clone(),
    });
    Given::new(fields, files.collect())
}

/// The form's own key, so that a double press is one act of this person.
pub fn act_key(me: &Me, posted: &Posted) -> Option<String> {
    let token = posted.given("act-token")?;
    Some(format!("{}:{token}", me.signed.person()))
}

/// The form again, with what is wrong, if anything is, and every word kept.
async fn again(
    me: &Me,
    case: &Enquiry,
    kind: Kind,
    posted: &Posted,
    invalid: &[Invalid],
) -> Result<Response, Problem> {
    let open = open(me, case, kind).map_err(|r| refused(case, kind, r, Some(posted)))?;
    let open = open.ok_or(Problem::NotFound)?;
    let form = refilled(me, case, kind, &open, (posted, invalid)).await?;
    let body = act_page(me, case, kind, open, form, Vec::new())?;
    let status = if invalid.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, body).into_response())
}

/// Somebody acted in between: what they did, and the same form with the words kept.
async fn stale(
    me: &Me,
    case: &Enquiry,
    kind: Kind,
    posted: &Posted,
    seen: u64,
) -> Result<Response, Problem> {
    let entries = told(&me.look(), case);
    let later = entries.iter().zip(1..).filter(|(_, place)| *place > seen);
    let changed: Vec<_> = later
        .map(|(entry, place)| entry_view(&me.look(), case, entry, place))
        .collect();
    let open = open(me, case, kind).map_err(|r| refused(case, kind, r, Some(posted)))?;
    let open = open.ok_or(Problem::NotFound)?;
    let form = refilled(me, case, kind, &open, (posted, &[])).await?;
    let Html(body) = act_page(me, case, kind, open, form, changed)?;
    Ok((StatusCode::CONFLICT, Html(body)).into_response())
}

/// The page of a refusal, with the words kept.
fn refused(case: &Enquiry, kind: Kind, refusal: Refusal, posted: Option<&Posted>) -> Problem {
    let reference = &case.state.reference;
    let kept = posted.map_or_else(Vec::new, |posted| {
        posted
            .fields()
            .filter(|(name, value)| {
                !matches!(*name, "act-token" | "seen") && value.trim().chars().count() > 20
            })
            .map(|(name, value)| Kept {
                label: crate::web::words::sentence(&name.replace('-', " ")),
                text: value.to_owned(),
            })
            .collect()
    });
    Problem::Refused(Box::new(Refused {
        heading: format!("“{}” was not done", kind.label()),
        refusal,
        kept,
        back: Some(Way::link(
            "Go back to the enquiry",
            format!("/enquiries/{reference}"),
        )),
    }))
}
