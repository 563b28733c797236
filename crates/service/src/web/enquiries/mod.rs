//! Members' enquiries on pages: raised, found in lists, read as they happened, acted on.

mod acts;
mod ask;
mod begun;
pub(crate) mod case;
mod clock;
mod files;
pub mod list;
mod look;
mod raise;
mod readers;
pub mod rows;
mod several;
mod take_over;

use std::convert::Infallible;

use axum::Extension;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

pub use acts::{act_key, given};
pub use ask::field;
use domain::enquiries::{Enquiries, Kind};
use domain::fresh::Fresh;
use domain::reference::{BadReference, Reference};
use domain::register::Context;
pub use files::headers as file_headers;
pub use raise::{acts_for, seats};
pub(super) use take_over::Takeovers;

use super::error::{Problem, Way};
use super::frame::Me;
use super::posted::FileMax;
use super::routes::{Route, act, at, linked};
use crate::operations::Case;

/// An enquiry as a handler has it.
pub type Enquiry = Case<Enquiries>;

/// The routes of enquiries.
pub fn routes() -> Vec<Route> {
    let case = || linked("/enquiries", "member");
    let acting = linked("/enquiries?open=open", "officer");
    let gone = act("/enquiries/ENQ-0000-000/files/none", Some("member"));
    vec![
        Route::new(
            "/enquiries",
            "GET",
            at("/enquiries", "member"),
            get(list::show),
        ),
        Route::new(
            "/enquiries.csv",
            "GET",
            act("/enquiries.csv", Some("member")),
            get(list::csv),
        ),
        Route::new(
            "/enquiries/new",
            "GET POST",
            at("/enquiries/new", "member"),
            get(raise::show).post(raise::submit),
        ),
        Route::new(
            "/enquiries/several",
            "GET POST",
            at("/enquiries/several", "officer"),
            get(several::show).post(several::submit),
        ),
        Route::new(
            "/enquiries/take-over",
            "GET POST",
            at("/enquiries/take-over", "democratic-services"),
            get(take_over::show)
                .post(take_over::submit)
                .layer::<_, Infallible>(DefaultBodyLimit::max(take_over::BYTES_MAX))
                .layer(Extension(FileMax(take_over::BYTES_MAX))),
        ),
        Route::new("/enquiries/{reference}", "GET", case(), get(case::show)),
        Route::new(
            "/enquiries/{reference}/refused",
            "GET",
            case().then("/refused"),
            get(case::refused),
        ),
        Route::new(
            "/enquiries/{reference}/done",
            "GET",
            case().then("/done"),
            get(raise::done),
        ),
        Route::new(
            "/enquiries/{reference}/acts/{kind}",
            "GET POST",
            acting.then("/acts/note"),
            get(acts::show).post(acts::submit),
        ),
        Route::new(
            "/enquiries/{reference}/files/{part}",
            "GET",
            gone,
            get(files::send),
        ),
    ]
}

/// Reads a reference from an address; one that is none is said to be none.
fn reference(text: &str) -> Result<Reference, Problem> {
    text.parse()
        .map_err(|why: BadReference| Problem::NotAReference {
            why: why.to_string(),
            list: Way::link("See the enquiries you can read", "/enquiries"),
        })
}

/// An enquiry that this person may read.
async fn load(me: &Me, typed: &str) -> Result<Enquiry, Problem> {
    let reference = reference(typed)?;
    let operations = me.app().operations();
    Ok(operations
        .case::<Enquiries>(&reference, me.signed.visible())
        .await?)
}

/// Asks the gates what this person may do. Gates draw nothing, so the randomness is none.
fn with_context<T>(me: &Me, run: impl FnOnce(&Context<'_>) -> T) -> T {
    let fresh = Fresh::new([0; 32]);
    run(&Context {
        now: me.now,
        actor: &me.signed.actor,
        council: &me.council,
        fresh: &fresh,
    })
}

/// What an act has done, in words, from the act's name in the address.
pub fn done_words(key: &str) -> Option<&'static str> {
    if key == acts::FILES_LEFT {
        return Some("Your words are there. The files of the message could not be added to it.");
    }
    Some(match Kind::named(key)? {
        Kind::Answer | Kind::AnswerTogether => "Your answer is sent.",
        Kind::Hold => "Your holding reply is sent. The member is asked to agree to the date.",
        Kind::Accept => "You have it now.",
        Kind::Chase => "The officers are asked how it stands.",
        Kind::AgreeDate => "You have agreed to the date.",
        Kind::ContestDate => "You have said that the date is too late. Both dates are shown.",
        Kind::Note => "Your note is kept. Only officers can read it.",
        Kind::SendMessage | Kind::ReplyToOfficers | Kind::AskMember | Kind::FollowUp => {
            "Your message is sent."
        }
        Kind::Route | Kind::Reassign => "It is passed on. Its clock goes on as before.",
        Kind::Return => "It is sent back.",
        Kind::Close => "It is closed.",
        Kind::Reopen => "It is open again.",
        Kind::AddFile => "The file is added.",
        Kind::Recall => "It is called back.",
        Kind::Erase => "The words are erased for good.",
        Kind::Rate => "Thank you. It is recorded once.",
        _ => "Done. It stands at the end of the thread.",
    })
}
