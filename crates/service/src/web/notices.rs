//! A person's inbox in the product: what happened in which enquiry and why they are told. Never the words
//! of the enquiry.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::reference::Reference;
use domain::verdict::Basis;

use super::error::{BasisLink, Problem};
use super::frame::{Chrome, Me, Page, page};
use super::induction;
use super::posted::Posted;
use super::routes::{Route, at};
use super::words;
use crate::operations::{MAIL_LOST, OFFICER_LEFT};
use crate::registers;

/// How many notices one page shows.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "notices/show.html")]
struct NoticesPage {
    chrome: Chrome,
    /// The protocol in force, as long as there is something of it to read: what is said, and since when.
    to_read: Option<(String, String)>,
    unread: String,
    any_unread: bool,
    days: Vec<(String, Vec<NoticeView>)>,
    more: Option<String>,
}

struct NoticeView {
    href: String,
    reference: String,
    what: String,
    when: String,
    basis: Option<BasisLink>,
    unread: bool,
}

/// The routes of notices.
pub fn routes() -> Vec<Route> {
    vec![Route::new(
        "/notices",
        "GET POST",
        at("/notices", "member"),
        get(show).post(read),
    )]
}

/// The inbox, newest first.
pub async fn show(me: Me) -> Page {
    let store = me.app().operations().store();
    let before = me.query("before").and_then(|text| text.parse().ok());
    let notices = store
        .notices(me.signed.visible(), false, before, PAGE + 1)
        .await?;
    let count = store.unread(me.signed.visible()).await?;
    let more = (notices.len() > PAGE)
        .then(|| {
            notices
                .get(PAGE - 1)
                .map(|last| format!("/notices?before={}", last.at))
        })
        .flatten();
    let mut days: Vec<(String, Vec<NoticeView>)> = Vec::new();
    for notice in notices.iter().take(PAGE) {
        let day = words::date(words::day_of(notice.at));
        let view = NoticeView {
            href: registers::href(&notice.reference),
            reference: notice.reference.to_string(),
            what: kind_words(&notice.reference, &notice.kind),
            when: words::moment(notice.at),
            basis: serde_json::from_str::<Basis>(&notice.basis)
                .ok()
                .map(|b| BasisLink::from(&b)),
            unread: notice.read_at.is_none(),
        };
        match days.last_mut() {
            Some((last, all)) if *last == day => all.push(view),
            _ => days.push((day, vec![view])),
        }
    }
    let to_read = induction::to_read(&me).await?;
    page(&NoticesPage {
        chrome: me.chrome("Notices"),
        to_read: to_read.map(|it| (it.notice(), it.since)),
        unread: format!("{count} not read"),
        any_unread: count.n > 0,
        days,
        more,
    })
}

/// Marks one enquiry's notices as read, or all.
pub async fn read(me: Me, posted: Posted) -> Result<Response, Problem> {
    let reference = posted.given("reference").and_then(|text| text.parse().ok());
    let store = me.app().operations().store();
    store
        .mark_read(me.signed.visible(), reference.as_ref(), me.now)
        .await?;
    Ok(Redirect::to("/notices?done=read").into_response())
}

/// What happened, from the register's closed word.
pub fn kind_words(reference: &Reference, kind: &str) -> String {
    if kind == MAIL_LOST {
        return "A mail about this did not arrive".to_owned();
    }
    if kind == OFFICER_LEFT {
        return "The officer who had this has left: somebody else must have it".to_owned();
    }
    let said = of_mail(kind);
    let said = said.or_else(|| (registers::of_reference(reference)?.notice)(kind));
    said.map_or_else(|| words::sentence(&kind.replace('-', " ")), str::to_owned)
}

/// What a notice about a message says, in every register.
fn of_mail(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "mail-waits" => "A message to this waits for somebody to place it",
        "mail-refused" => {
            "Your message could not be carried out: open this and do it there, where its words wait among your drafts if a form takes them"
        }
        "mail-part" => {
            "The word of your message was carried out; what else it says was not: open this and say it there"
        }
        _ => return None,
    })
}

/// What a notice about an enquiry says.
pub fn enquiry_words(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "raised" => "An enquiry has come to you",
        "raised-by-mail" => "Your message became this enquiry",
        "campaign-seen" => {
            "An enquiry says nearly the same as another: you can take them as a campaign"
        }
        "raised-for-you" => "An enquiry was raised for you",
        "routed" => "An enquiry was sent to your service",
        "reassigned" => "An enquiry was passed on",
        "accepted" => "An officer took your enquiry on",
        "returned" => "An enquiry came back",
        "acknowledged" => "Your enquiry was acknowledged",
        "held" => "There is a holding reply, with a date for you to agree",
        "date-agreed" => "The member agreed to the date",
        "date-contested" => "The member says that the date is too late",
        "answered" => "Your enquiry was answered",
        "asked" | "member-asked" => "The officers ask you something",
        "replied" | "member-replied" => "The member replied",
        "message" | "message-sent" => "There is a message",
        "chased" => "The member asks how it stands",
        "closed" => "An enquiry was closed",
        "reopened" => "An enquiry was opened again",
        "followed-up" => "The member came back on an answer",
        "shared" => "An enquiry was shared with you",
        "passed-on" => "An enquiry was passed on to another member",
        "contribution-asked" => "You are asked for a part of an answer",
        "contribution-given" => "A part of an answer came in",
        "burden-raised" | "burden" => "An enquiry was raised as a disproportionate burden",
        "promise-missed" => "A promise was missed, and the enquiry is open again",
        "promise-moved" => "A promise has another date",
        "promise-kept" => "A promise was kept",
        "referred" => "An enquiry was laid before you",
        "member-left" => "A member has left; an enquiry waits",
        "date-moved" | "clock-moved" => "The date of an enquiry moved",
        "overdue" => "An enquiry is past its date",
        "due-soon" => "An enquiry is due soon",
        "contribution-overdue" => "Your part of an answer is past its date",
        "file-added" => "A file was added",
        "merged" => "An enquiry was merged",
        "split" => "An enquiry was split",
        _ => return None,
    })
}
