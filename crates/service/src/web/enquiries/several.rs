//! One act on several enquiries: chosen from a list, filled in once, decided for each on its own. What
//! came of each is told; one that is not done holds up no other.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::enquiries::{Kind, next_acts};
use domain::reference::Reference;
use domain::verdict::{Gate, Invalid, Rejection};
use store::{Page as StorePage, Sort};

use super::acts::{act_key, given};
use super::case::{told, version_at};
use super::rows::line;
use super::{Enquiry, ask, list, load, with_context};
use crate::acts::wanted;
use crate::operations::{ActError, Options, Subject};
use crate::web::error::{Problem, Way};
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;

/// How many enquiries one form acts on at most.
const MOST: usize = 50;
/// The acts that can be done on several at once, with what they need being the same for all.
const KINDS: [Kind; 10] = [
    Kind::Accept,
    Kind::Reassign,
    Kind::Acknowledge,
    Kind::Hold,
    Kind::AnswerTogether,
    Kind::JoinCampaign,
    Kind::Note,
    Kind::SendMessage,
    Kind::Chase,
    Kind::Close,
];

#[derive(Template)]
#[template(path = "enquiries/several.html")]
struct SeveralPage {
    chrome: Chrome,
    heading: String,
    /// Those on which the act is not open, each with why.
    left_out: Vec<(String, String)>,
    form: Form,
}

#[derive(Template)]
#[template(path = "enquiries/several_done.html")]
struct DonePage {
    chrome: Chrome,
    heading: String,
    results: Vec<ResultView>,
    done: usize,
}

/// What came of the act on one enquiry.
struct ResultView {
    reference: String,
    title: String,
    is_done: bool,
    said: String,
}

/// The enquiries of a list, to be chosen with an act.
pub async fn show(me: Me) -> Page {
    let form = choosing(&me).await?;
    several_page(&me, "Act on several enquiries".to_owned(), form, Vec::new())
}

async fn choosing(me: &Me) -> Result<Form, Problem> {
    let mut asked = list::asked_of(me)?;
    asked.filter.open = asked.filter.open.or(Some(true));
    let store = me.app().operations().store();
    let first = StorePage::first(MOST, Sort::Due);
    let listing = store
        .list(me.signed.visible(), &asked.filter, &first)
        .await?;
    let choices = listing.items.iter().map(|item| {
        let line = line(me, item);
        Choice::new(
            &*line.reference,
            format!("{} {}", line.reference, line.title),
        )
        .hint(format!("{}. {}", line.state, line.next))
    });
    let kinds = KINDS
        .iter()
        .map(|kind| Choice::new(kind.name(), kind.label()));
    let mut form = Form::new(
        "/enquiries/several",
        "Continue",
        vec![
            Field::any("reference", "Which enquiries?", choices.collect()),
            Field::one("act", "What is to be done with each?", kinds.collect()),
        ],
    );
    form.cancel = Some(Way::link("Back to the list", "/enquiries"));
    Ok(form)
}

fn several_page(me: &Me, heading: String, form: Form, left_out: Vec<(String, String)>) -> Page {
    let title = if form.has_errors() {
        format!("Error: {heading}")
    } else {
        heading.clone()
    };
    page(&SeveralPage {
        chrome: me.chrome(&title),
        heading,
        left_out,
        form,
    })
}

/// The form of the act for those that were chosen, or the act on each.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    let kind = Kind::named(posted.text("act")).filter(|kind| KINDS.contains(kind));
    let mut chosen = posted.all("reference");
    chosen.dedup();
    let mut wrong = Vec::new();
    if chosen.is_empty() {
        wrong.push(Invalid::new("reference", "choose at least one enquiry"));
    } else if chosen.len() > MOST {
        let why = format!("choose at most {MOST} at once");
        wrong.push(Invalid::new("reference", why));
    }
    let (Some(kind), true) = (kind, wrong.is_empty()) else {
        if kind.is_none() {
            wrong.push(Invalid::new("act", "choose what is to be done"));
        }
        let form = choosing(&me).await?.refill(&posted, &wrong);
        let page = several_page(&me, "Act on several enquiries".to_owned(), form, Vec::new())?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let mut cases = Vec::with_capacity(chosen.len());
    for reference in chosen {
        cases.push(load(&me, reference).await?);
    }
    if posted.text("step") == "do" {
        carry_out(&me, kind, &cases, &posted).await
    } else {
        Ok(filling(&me, kind, &cases, None)?.into_response())
    }
}

/// The form of the act, for those on which it is open. Answered together, the first carries the others.
fn filling(me: &Me, kind: Kind, cases: &[Enquiry], sent: Option<(&Posted, &[Invalid])>) -> Page {
    let (open, left_out) = split(me, kind, cases);
    let Some(first) = open.first() else {
        let form = Form::new("/enquiries/several", "Choose again", Vec::new());
        return several_page(me, kind.label().to_owned(), form, left_out);
    };
    let mut fields = ask::fields(me, first, kind, &[]);
    fields.retain(|field| !matches!(field.name.as_str(), "others" | "other"));
    let button = format!("{}: {}", kind.label(), count(open.len()));
    let mut form = Form::new("/enquiries/several", &button, fields);
    form.token = me.app().act_token(me.signed.person());
    form.hidden = vec![
        ("step".to_owned(), "do".to_owned()),
        ("act".to_owned(), kind.name().to_owned()),
    ];
    form.hidden.extend(open.iter().flat_map(|case| {
        let reference = case.state.reference.to_string();
        let seen = (
            format!("seen-{reference}"),
            told(&me.look(), case).len().to_string(),
        );
        [("reference".to_owned(), reference), seen]
    }));
    form.cancel = Some(Way::link("Back to the list", "/enquiries"));
    if let Some((posted, invalid)) = sent {
        form = form.refill(posted, invalid);
    }
    several_page(me, kind.label().to_owned(), form, left_out)
}

fn count(n: usize) -> String {
    match n {
        1 => "1 enquiry".to_owned(),
        n => format!("{n} enquiries"),
    }
}

/// Those on which the act is open, and the others with what stands in the way.
fn split<'c>(
    me: &Me,
    kind: Kind,
    cases: &'c [Enquiry],
) -> (Vec<&'c Enquiry>, Vec<(String, String)>) {
    let mut open = Vec::new();
    let mut left_out = Vec::new();
    for case in cases {
        let gates = with_context(me, |cx| next_acts(&case.state, cx));
        let gate = gates
            .into_iter()
            .find(|(of, _)| *of == kind)
            .map(|(_, gate)| gate);
        let reference = case.state.reference.to_string();
        match gate {
            Some(Gate::Allowed { explain: None, .. }) => open.push(case),
            Some(Gate::Allowed {
                explain: Some(explain),
                ..
            }) => {
                left_out.push((reference, format!("{} Act on it alone.", explain.question)));
            }
            Some(Gate::Refused(refusal)) => left_out.push((reference, refusal.why)),
            Some(Gate::Hidden) | None => {
                left_out.push((reference, "This is not yours to do on it.".to_owned()));
            }
        }
    }
    (open, left_out)
}

async fn carry_out(
    me: &Me,
    kind: Kind,
    cases: &[Enquiry],
    posted: &Posted,
) -> Result<Response, Problem> {
    let together = matches!(kind, Kind::AnswerTogether);
    let mut results = Vec::with_capacity(cases.len());
    let mut wrong: Vec<Invalid> = Vec::new();
    let mut at = 0;
    while at < cases.len() {
        let case = &cases[at];
        let others = match kind {
            Kind::AnswerTogether => references(&cases[1..]),
            // The first begins the campaign, the others join it.
            Kind::JoinCampaign if at > 0 => cases[0].state.reference.to_string(),
            _ => String::new(),
        };
        match act_on(me, kind, case, posted, &others).await {
            Ok(said) => {
                let told = if together {
                    cases
                } else {
                    std::slice::from_ref(case)
                };
                results.extend(told.iter().map(|case| result(me, case, Ok(said.clone()))));
            }
            Err(No::Fields(fields)) if results.is_empty() => wrong = fields,
            Err(No::Fields(fields)) => {
                let why: Vec<String> = fields.into_iter().map(|f| f.why).collect();
                results.push(result(me, case, Err(why.join("; "))));
            }
            Err(No::Case(why)) => results.push(result(me, case, Err(why))),
            Err(No::Fault(fault)) => return Err(fault),
        }
        // A fault of the form is the same for all: nothing was done yet, and it is shown again.
        if !wrong.is_empty() {
            let page = filling(me, kind, cases, Some((posted, &wrong)))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        at += if together { cases.len() } else { 1 };
    }
    let done = results.iter().filter(|result| result.is_done).count();
    let heading = format!("{}: {done} of {} done", kind.label(), results.len());
    let page = page(&DonePage {
        chrome: me.chrome(&heading),
        heading,
        results,
        done,
    })?;
    Ok(page.into_response())
}

fn references(cases: &[Enquiry]) -> String {
    let all: Vec<String> = cases
        .iter()
        .map(|c| c.state.reference.to_string())
        .collect();
    all.join(" ")
}

/// Why an act was not done on one enquiry.
enum No {
    /// What was typed cannot be taken.
    Fields(Vec<Invalid>),
    /// This enquiry stands in the way.
    Case(String),
    /// Something else.
    Fault(Problem),
}

async fn act_on(
    me: &Me,
    kind: Kind,
    case: &Enquiry,
    posted: &Posted,
    others: &str,
) -> Result<String, No> {
    let reference: &Reference = &case.state.reference;
    let field = if kind == Kind::AnswerTogether {
        "others"
    } else {
        "other"
    };
    let posted = posted.with(field, others);
    let wanted = wanted(kind, given(&posted)).map_err(No::Fields)?;
    let seen = posted
        .given(&format!("seen-{reference}"))
        .and_then(|v| v.parse().ok());
    let options = Options {
        seen: seen.map(|seen| version_at(&me.look(), case, seen)),
        key: act_key(me, &posted).map(|key| format!("{key}:{reference}")),
        drafts_done: Vec::new(),
    };
    let operations = me.app().operations();
    let subject = Subject::Case(reference.clone());
    let done = operations
        .enquiry_act(&me.signed.actor, subject, wanted, None, options)
        .await;
    match done {
        Ok(done) if done.repeated => Ok("Done before, by the same form.".to_owned()),
        Ok(_) => Ok("Done.".to_owned()),
        Err(ActError::Rejected(Rejection::Invalid(fields))) => Err(No::Fields(fields)),
        Err(ActError::Rejected(Rejection::Refused(refusal))) => {
            Err(No::Case(format!("{} ({})", refusal.why, refusal.basis)))
        }
        Err(ActError::Moved { .. }) => Err(No::Case(
            "Somebody acted on it meanwhile: look at it and decide again.".to_owned(),
        )),
        Err(ActError::Rejected(Rejection::Hidden) | ActError::NotFound) => {
            Err(No::Case("You can no longer read it.".to_owned()))
        }
        Err(other) => Err(No::Fault(other.into())),
    }
}

fn result(me: &Me, case: &Enquiry, came: Result<String, String>) -> ResultView {
    let is_done = came.is_ok();
    ResultView {
        reference: case.state.reference.to_string(),
        title: super::case::title_of(&me.look(), case),
        is_done,
        said: came.unwrap_or_else(|why| crate::web::words::sentence(&why)),
    }
}
