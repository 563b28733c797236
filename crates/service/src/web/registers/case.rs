//! The page of one case, and the page of what is refused on it.

use askama::Template;
use axum::extract::Path;
use domain::verdict::Gate;

use super::view::{entries, links, told};
use super::{address, load, reference_of};
use crate::operations::{ActError, Case, Operations};
use crate::registers::{ASIDE, Look, Shown, opening};
use crate::web::case::{ActLink, CaseBody, FileView, RefusedAct, RefusedPage};
use crate::web::clock;
use crate::web::directory::Fact;
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::lost::lost;
use crate::web::readers;
use crate::web::words;

/// How many acts stand as buttons.
const BUTTONS: usize = 3;

#[derive(Template)]
#[template(path = "registers/case.html")]
struct CasePage {
    chrome: Chrome,
    noun: &'static str,
    many: String,
    lost: Vec<String>,
    body: CaseBody,
}

/// The page of one case.
pub async fn show<R: Shown>(me: Me, Path(reference): Path<String>) -> Page {
    let case = load::<R>(&me, &reference).await?;
    let look = me.look();
    let operations = me.app().operations();
    opening::note(operations, &look, &case).await?;
    let body = body(operations, &look, &case, me.act_token()).await?;
    page(&CasePage {
        chrome: me.chrome(&format!("{}, {}", body.title, body.reference)),
        noun: R::NAME,
        many: words::sentence(R::NOUN.many),
        lost: lost(&me, &case.reference()).await?,
        body,
    })
}

/// All that the page of a case tells one person, as the command line tells it too.
pub async fn body<R: Shown>(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<R>,
    token: String,
) -> Result<CaseBody, ActError> {
    let gates = look.with_context(|cx| R::gates(&case.state, cx));
    let open = links(case, &gates, look);
    Ok(CaseBody {
        one: R::NOUN.one,
        address: address(case),
        reference: reference_of(case),
        title: R::title(case, look),
        sentence: R::sentence(case, look),
        silent: look.protocol().and_then(R::silent),
        seen: told(case, look),
        token,
        refused: gates
            .iter()
            .filter(|(_, gate)| matches!(gate, Gate::Refused(_)))
            .count(),
        main: open
            .iter()
            .filter(|(kind, _)| !ASIDE.contains(&R::group(*kind)))
            .take(BUTTONS)
            .map(|(_, link)| link.clone())
            .collect(),
        groups: grouped::<R>(open),
        facts: R::facts(case, look)
            .into_iter()
            .map(|(key, values)| Fact { key, values })
            .collect(),
        entries: entries(case, look, 0)?,
        clock: R::clock(case, look).map(|shown| clock::view(shown, look.today)),
        promises: Vec::new(),
        readers: readers::views(look, &R::told_readers(&case.state, look)),
        logged: R::logs_opening(&case.state),
        files: files(case, look),
        links: R::beside(operations, look, case).await?,
    })
}

/// Every act by what it is for, in the order in which the headings first come.
fn grouped<R: Shown>(open: Vec<(R::Kind, ActLink)>) -> Vec<(&'static str, Vec<ActLink>)> {
    let mut groups: Vec<(&'static str, Vec<ActLink>)> = Vec::new();
    for (kind, link) in open {
        let heading = R::group(kind);
        match groups.iter_mut().find(|(of, _)| *of == heading) {
            Some((_, all)) => all.push(link),
            None => groups.push((heading, vec![link])),
        }
    }
    groups
}

fn files<R: Shown>(case: &Case<R>, look: &Look<'_>) -> Vec<FileView> {
    let files = R::files(case, look).into_iter();
    files
        .map(|file| FileView {
            href: format!("{}/files/{}", address(case), file.part),
            name: case.words(&file.name.key).unwrap_or("Erased").to_owned(),
            size: words::size(file.size),
            by: file.by,
            tag: file.tag,
        })
        .collect()
}

/// What this person cannot do with the case now, each with why and what to do instead.
pub async fn refused<R: Shown>(me: Me, Path(reference): Path<String>) -> Page {
    let case = load::<R>(&me, &reference).await?;
    let look = me.look();
    let gates = look.with_context(|cx| R::gates(&case.state, cx));
    let refused = gates.into_iter().filter_map(|(kind, gate)| match gate {
        Gate::Refused(refusal) => Some(RefusedAct::new(R::label(kind), refusal)),
        _ => None,
    });
    page(&RefusedPage {
        chrome: me.chrome(&format!(
            "What you cannot do now, and why, {}",
            reference_of(&case)
        )),
        address: address(&case),
        reference: reference_of(&case),
        title: R::title(&case, &look),
        refused: refused.collect(),
    })
}
