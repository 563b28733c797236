//! One set of pages for every register but enquiries: its list, the form that opens a case, the case as
//! it happened, one form for each act. What differs is what `registers::Shown` says.

mod acts;
pub(crate) mod case;
mod files;
mod index;
mod list;
mod open;
mod view;

use axum::routing::get;
use domain::reference::{BadReference, Reference};

use super::error::{Problem, Way};
use super::frame::Me;
use super::routes::{Fixture, Route, at, linked};
use crate::operations::Case;
use crate::registers::{Look, Shown};

pub use list::line;

/// The pages across all registers.
pub fn index() -> Vec<Route> {
    vec![
        Route::new(
            "/registers",
            "GET",
            at("/registers", "member"),
            get(index::show),
        ),
        Route::new(
            "/waiting",
            "GET",
            at("/waiting", "officer"),
            get(list::waiting),
        ),
    ]
}

/// The routes of one register. A test opens the list, a case and its pages as `reader`, who must have a
/// case in the demo with the act `act`; and the form that opens one as `opener`.
pub fn routes<R: Shown>(
    reader: &'static str,
    act: R::Kind,
    opener: Option<&'static str>,
) -> Vec<Route> {
    let noun = R::NAME;
    let path = |rest: &str| format!("/{noun}{rest}");
    let case = || linked(path(""), reader);
    let new = path("/new");
    let new_fixture = match opener {
        Some(opener) => at(new.clone(), opener),
        None => Fixture::NotAPage {
            address: new.clone().into(),
            persona: Some(reader),
        },
    };
    let gone = path(&format!("/{}-0000-000/files/none", R::PREFIX));
    vec![
        Route::new(path(""), "GET", at(path(""), reader), get(list::show::<R>)),
        Route::new(
            new,
            "GET POST",
            new_fixture,
            get(open::show::<R>).post(open::submit::<R>),
        ),
        Route::new(path("/{reference}"), "GET", case(), get(case::show::<R>)),
        Route::new(
            path("/{reference}/refused"),
            "GET",
            case().then("/refused"),
            get(case::refused::<R>),
        ),
        Route::new(
            path("/{reference}/acts/{kind}"),
            "GET POST",
            case().then(format!("/acts/{}", R::key(act))),
            get(acts::show::<R>).post(acts::submit::<R>),
        ),
        Route::new(
            path("/{reference}/files/{part}"),
            "GET",
            super::routes::act(gone, Some(reader)),
            get(files::send::<R>),
        ),
    ]
}

impl Me {
    /// This person, now, at this council.
    pub fn look(&self) -> Look<'_> {
        Look {
            council: &self.frame.council,
            actor: &self.signed.actor,
            now: self.frame.now,
            today: self.frame.today,
        }
    }
}

/// A case that this person may read. A reference that is none is said to be none.
pub(super) async fn load<R: Shown>(me: &Me, typed: &str) -> Result<Case<R>, Problem> {
    let reference: Reference =
        typed
            .parse()
            .map_err(|why: BadReference| Problem::NotAReference {
                why: why.among(R::PREFIX),
                list: Way::link(
                    format!("See the {} you can read", R::NOUN.many),
                    format!("/{}", R::NAME),
                ),
            })?;
    let operations = me.app().operations();
    Ok(operations
        .case::<R>(&reference, me.signed.visible())
        .await?)
}

/// The case's reference.
fn reference_of<R: Shown>(case: &Case<R>) -> String {
    case.reference().to_string()
}

/// The page of a case.
fn address<R: Shown>(case: &Case<R>) -> String {
    format!("/{}/{}", R::NAME, reference_of(case))
}
