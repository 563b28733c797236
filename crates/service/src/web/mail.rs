//! What a person is told by mail, the address of their calendar feed, and the links that letters carry.

use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::calendar::{WorkingHours, parse_time};
use domain::fresh::hex;
use domain::reference::Reference;
use domain::verdict::Invalid;
use jiff::civil::Time;

use super::error::Problem;
use super::forms::{Choice, Field, Form};
use super::frame::{Chrome, Frame, Me, Page, page};
use super::posted::Posted;
use super::routes::{Route, act, at};
use super::words;
use crate::calendar_file::file;
use crate::mail::choices::{Choices, Rhythm, Topic};
use crate::mail::feed::dates;
use crate::mail::outbound::{LINK, LeadsTo};
use crate::operations::ActError;
use crate::operations::identity::digest;
use crate::registers;

/// How the feed is called in its address.
const FEED: &str = ".ics";

/// The routes of mail and of the calendar feed.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "/mail",
            "GET POST",
            at("/mail", "member"),
            get(show).post(choose),
        ),
        Route::new(
            "/mail/feed",
            "POST",
            act("/mail/feed", Some("member")),
            post(feed),
        ),
        Route::new(
            "/feeds/{token}",
            "GET",
            act("/feeds/none.ics", None),
            get(send),
        ),
        Route::new(
            "/from-mail/{token}/{kind}",
            "GET",
            act("/from-mail/none/accept", Some("officer")),
            get(follow),
        ),
    ]
}

#[derive(Template)]
#[template(path = "mail/show.html")]
struct MailPage {
    chrome: Chrome,
    /// Where letters go; none while the directory knows no address.
    address: Option<String>,
    form: Form,
    /// Since when there is a feed.
    feed: Option<String>,
    /// The feed's address, shown once.
    made: Option<String>,
}

/// What is chosen.
pub async fn show(me: Me) -> Page {
    let form = chosen_form(&me).await?;
    whole(&me, form, None).await
}

async fn chosen_form(me: &Me) -> Result<Form, Problem> {
    let store = me.app().operations().store();
    let kept = store.mail_choice(me.signed.person()).await?;
    Ok(form(&Choices::kept(
        kept.as_ref().map(|(json, _)| json.as_str()),
    )))
}

async fn whole(me: &Me, form: Form, made: Option<String>) -> Page {
    let store = me.app().operations().store();
    let feed = store.feed_made(me.signed.person()).await?;
    let details = me.council.directory.details(me.signed.person());
    let title = if form.has_errors() {
        "Error: Mail and calendar"
    } else {
        "Mail and calendar"
    };
    page(&MailPage {
        chrome: me.chrome(title),
        address: details.and_then(|details| details.email.clone()),
        form,
        feed: feed.map(words::moment),
        made,
    })
}

fn form(choices: &Choices) -> Form {
    let rhythms = || {
        let all = Rhythm::ALL.iter();
        all.map(|(_, key, label)| Choice::new(*key, *label))
            .collect()
    };
    let key = |rhythm| {
        let mut all = Rhythm::ALL.iter();
        all.find(|(one, ..)| *one == rhythm).map_or("", |one| one.1)
    };
    let topic = |topic: &Topic| {
        Field::select(topic.key(), topic.label(), rhythms()).with(key(choices.of(*topic)))
    };
    let mut fields: Vec<_> = Topic::ALL.iter().map(topic).collect();
    let hours = choices.hours.unwrap_or_default();
    let shown = |time: Time| time.strftime("%H:%M").to_string();
    let only = Field::tick("only", "Only in these hours of the council’s working days");
    fields.extend([
        only.with(choices.hours.map_or("", |_| "yes")),
        Field::line("from", "From").with(shown(hours.from)),
        Field::line("until", "Until").with(shown(hours.until)),
    ]);
    Form::new("/mail", "Save", fields)
}

/// Keeps what a person chooses.
pub async fn choose(me: Me, posted: Posted) -> Result<Response, Problem> {
    let choices = match chosen(&posted) {
        Ok(choices) => choices,
        Err(wrong) => {
            let form = form(&Choices::default()).refill(&posted, &wrong);
            let Html(body) = whole(&me, form, None).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(body)).into_response());
        }
    };
    let json = serde_json::to_string(&choices).map_err(Problem::fault)?;
    let store = me.app().operations().store();
    store.choose_mail(me.signed.person(), &json, me.now).await?;
    Ok(Redirect::to("/mail?done=saved").into_response())
}

fn chosen(posted: &Posted) -> Result<Choices, Vec<Invalid>> {
    let mut wrong = Vec::new();
    let mut invalid = |field: &'static str, why: String| {
        wrong.push(Invalid { field, why });
    };
    let mut choices = Choices::default();
    for topic in Topic::ALL {
        let said = posted.text(topic.key());
        match Rhythm::named(said) {
            Some(rhythm) => drop(choices.rhythm.insert(topic, rhythm)),
            None => invalid(
                topic.key(),
                format!("`{said}` is none of these: choose one"),
            ),
        }
    }
    if posted.ticked("only") {
        let mut time = |field: &'static str| {
            let read = parse_time(posted.text(field));
            read.map_err(|why| invalid(field, why.to_string())).ok()
        };
        let (from, until) = (time("from"), time("until"));
        match (from, until) {
            (Some(from), Some(until)) if from < until => {
                choices.hours = Some(WorkingHours { from, until });
            }
            (Some(from), Some(_)) => {
                let why = format!(
                    "this is not after {}: write a later time",
                    from.strftime("%H:%M")
                );
                invalid("until", why);
            }
            _ => {}
        }
    }
    if wrong.is_empty() {
        Ok(choices)
    } else {
        Err(wrong)
    }
}

/// Gives the feed a new address, shown this once, or takes it away.
pub async fn feed(me: Me, headers: HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let (store, person) = (me.app().operations().store(), me.signed.person());
    if posted.ticked("drop") {
        store.drop_feed(person).await?;
        return Ok(Redirect::to("/mail?done=saved").into_response());
    }
    let token = hex(&me.app().entropy().bytes(person.as_str())[..16]);
    store.make_feed(person, digest(&token), me.now).await?;
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let host = host.unwrap_or_default();
    let scheme = match me.app().loopback_only() {
        true => "http",
        false => "https",
    };
    let made = format!("{scheme}://{host}/feeds/{token}{FEED}");
    let form = chosen_form(&me).await?;
    Ok(whole(&me, form, Some(made)).await?.into_response())
}

/// The feed behind an address. A wrong one, an old one and one of somebody who has left are the same.
pub async fn send(frame: Frame, Path(name): Path<String>) -> Result<Response, Problem> {
    let operations = frame.app().operations();
    let hash = digest(name.strip_suffix(FEED).ok_or(Problem::NotFound)?);
    let person = operations.store().feed(hash).await?;
    let person = person.ok_or(Problem::NotFound)?;
    let dates = match dates(operations, &person, &hash).await {
        Ok(dates) => dates,
        Err(ActError::NotFound) => return Err(Problem::NotFound),
        Err(other) => return Err(other.into()),
    };
    let (_, body) = file(&dates, None).map_err(Problem::fault)?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, body).into_response())
}

/// Leads from a letter to the form of an act. Nothing is done by it: whoever it is for signs in, and the
/// form asks the gate as always. For anybody else there is no such address.
pub async fn follow(
    me: Me,
    Path((token, kind)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let store = me.app().operations().store();
    let pass = store.pass(digest(&token), LINK, me.now).await?;
    let pass = pass.filter(|pass| pass.person.as_ref() == Some(me.signed.person()));
    let leads = pass.and_then(|pass| serde_json::from_str::<LeadsTo>(&pass.payload).ok());
    let LeadsTo { reference } = leads.ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&form_of(&reference, &kind)).into_response())
}

/// The form of an act; the case itself where the word is none of an act.
fn form_of(reference: &Reference, kind: &str) -> String {
    let case = registers::href(reference);
    let plain = kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    if plain {
        format!("{case}/acts/{kind}")
    } else {
        case
    }
}
