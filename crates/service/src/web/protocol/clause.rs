//! The permanent address of a clause of a version: its words, what the product does, and how it read
//! before.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use domain::protocol::text::Reading;

use super::clauses::{Beside, ClauseView};
use super::{find, versions};
use crate::web::error::{Problem, anchor};
use crate::web::frame::{Chrome, Me, page};
use crate::web::words;

#[derive(Template)]
#[template(path = "protocol/clause.html")]
struct ClausePage {
    chrome: Chrome,
    title: String,
    council: String,
    standing: String,
    heading: String,
    clauses: Vec<ClauseView>,
    /// Wordings that differ: which version and when, and the words.
    earlier: Vec<(String, String)>,
    whole: String,
    text: bool,
}

/// One clause. An address stays: a clause that was given another number since is found by the one that it
/// had.
pub async fn show(
    me: Me,
    Path((pack, version, id)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    let key = (protocol.pack.clone(), protocol.version.clone());
    let texts = me.app().operations().texts().await?;
    let saved = texts.of(&protocol.pack, &protocol.version);
    let text = saved.map(|saved| &*saved.text);
    if let Some(text) = text.filter(|text| text.clause(&id).is_none())
        && let Some(now) = text.clause_by_key(&id)
    {
        let address = format!("/protocol/{pack}/{version}/{}", now.id);
        return Ok(Redirect::to(&address).into_response());
    }
    let beside = Beside::gather(&me, &protocol, text, Reading::Both).await?;
    let in_text = text.and_then(|text| text.clauses().find(|(_, clause)| clause.id.as_str() == id));
    let (heading, clauses, earlier) = match (in_text, protocol.clause(&id)) {
        (Some((section, clause)), _) => {
            let all = clause.all().map(|one| {
                let level = u8::from(one.id != clause.id);
                beside.of_text(one, level)
            });
            let now = clause.words(Reading::After);
            let wordings = texts.wordings(&protocol.pack, &clause.key).into_iter();
            let mut seen = vec![now];
            let earlier = wordings.filter_map(|(saved, clause)| {
                let words = clause.words(Reading::After);
                if seen.contains(&words) {
                    return None;
                }
                seen.push(words.clone());
                let on = words::date(words::day_of(saved.at));
                Some((
                    format!(
                        "Clause {} of {}, saved on {on}",
                        clause.id.printed(),
                        saved.version
                    ),
                    words,
                ))
            });
            let heading = section.heading.read(Reading::After);
            (
                format!("{} {heading}", section.number),
                all.collect(),
                earlier.collect(),
            )
        }
        (None, Some(clause)) => {
            let section = protocol
                .sections
                .iter()
                .find(|s| s.number == clause.section);
            let heading = section.map_or(String::new(), |s| format!("{} {}", s.number, s.title));
            (heading, vec![beside.of_pack(clause)], Vec::new())
        }
        (None, None) => return Err(Problem::NotFound),
    };
    let printed = id.split('~').next().unwrap_or(&id);
    let standing = me.council.versions.standing(&key, me.today).word();
    let adopted = me
        .council
        .versions
        .adoption(&key)
        .map(versions::adopted_line);
    let shown = page(&ClausePage {
        chrome: me.chrome(&format!("Clause {printed}")),
        title: protocol.title.clone(),
        council: protocol.council.clone(),
        standing: adopted.unwrap_or_else(|| format!("This version is {standing}.")),
        heading,
        clauses,
        earlier,
        whole: format!(
            "/protocol/{}/{}#c-{}",
            protocol.pack,
            protocol.version,
            anchor(&id)
        ),
        text: text.is_some(),
    });
    Ok(shown?.into_response())
}
