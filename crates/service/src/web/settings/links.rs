//! The pages to which the footnotes of the protocol in force point: set or missing, and asked when somebody wants to
//! know. For those who keep the council's facts; nothing of what a server answered is kept.

use askama::Template;
use domain::council::gate_facts;

use super::super::error::Problem;
use super::super::frame::{Chrome, Me, Page, page};
use super::super::posted::Posted;
use crate::operations::{Found, Pointer, look_at};

#[derive(Template)]
#[template(path = "settings/links.html")]
struct LinksPage {
    chrome: Chrome,
    lead: String,
    lines: Vec<LineView>,
    token: String,
}

struct LineView {
    clause: Option<String>,
    footnote: String,
    address: Option<String>,
    state: &'static str,
    /// Whether it stands out.
    broken: bool,
    why: Option<String>,
    /// The setting that holds it: key and title.
    setting: Option<(&'static str, &'static str)>,
}

/// The pages as they are set.
pub(super) async fn show(me: Me) -> Page {
    let pointers = pointers(&me).await?;
    let found = pointers.into_iter().map(|pointer| {
        let found = pointer.as_set();
        (pointer, found)
    });
    links_page(&me, found.collect(), false)
}

/// The pages, each asked now.
pub(super) async fn check(me: Me, _: Posted) -> Page {
    let looked = look_at(&pointers(&me).await?, &me.app().others().reach).await;
    links_page(&me, looked, true)
}

async fn pointers(me: &Me) -> Result<Vec<Pointer>, Problem> {
    if !gate_facts(me.signed.visible()).is_allowed() {
        return Err(Problem::NotFound);
    }
    Ok(me.app().operations().pointers().await?)
}

fn links_page(me: &Me, looked: Vec<(Pointer, Found)>, asked: bool) -> Page {
    let all = looked.len();
    let broken = looked.iter().filter(|(_, found)| found.is_broken()).count();
    page(&LinksPage {
        chrome: me.chrome("Where footnotes lead"),
        lead: match (all, broken, asked) {
            (0, ..) => "No footnote of the protocol in force points to a page.".to_owned(),
            (_, 0, true) => "Every page is there.".to_owned(),
            (_, 0, false) => "Every footnote has an address.".to_owned(),
            (1, 1, _) => "The footnote leads nowhere.".to_owned(),
            (all, n, _) => format!("{n} of {all} footnotes lead nowhere."),
        },
        lines: looked.into_iter().map(line).collect(),
        token: me.act_token(),
    })
}

fn line((pointer, found): (Pointer, Found)) -> LineView {
    LineView {
        state: match found {
            Found::Missing => "No address is set",
            Found::Unasked => "Not asked yet",
            Found::There => "There",
            Found::Moved(_) => "Moved",
            Found::Broken(_) => "Broken",
        },
        broken: found.is_broken(),
        why: found.why().map(str::to_owned),
        setting: pointer.setting.map(|spec| (spec.id, spec.title)),
        clause: pointer.clause,
        footnote: pointer.footnote,
        address: pointer.address,
    }
}
