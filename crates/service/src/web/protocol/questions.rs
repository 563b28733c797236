//! Where the protocol is silent or contradicts itself: what is asked, the readings, who rules, and the
//! default in use until they do.

use askama::Template;
use domain::ids::ClauseId;

use crate::web::error::{Problem, anchor};
use crate::web::frame::{Chrome, Me, Page, page};

#[derive(Template)]
#[template(path = "protocol/questions.html")]
struct QuestionsPage {
    chrome: Chrome,
    title: String,
    questions: Vec<QuestionView>,
}

struct QuestionView {
    id: String,
    asks: String,
    readings: Vec<String>,
    ruler: String,
    default: String,
    /// The ruling that holds, where there is one.
    ruling: Option<super::rulings::RulingView>,
    clauses: Vec<(String, String)>,
}

/// The open questions of the protocol in force.
pub async fn show(me: Me) -> Page {
    let protocol = me
        .council
        .protocol_on(me.today)
        .or_else(|| me.council.protocols.values().next())
        .ok_or(Problem::NotFound)?;
    let base = format!("/protocol/{}/{}", protocol.pack, protocol.version);
    page(&QuestionsPage {
        chrome: me.chrome("Open questions"),
        title: protocol.title.clone(),
        questions: protocol
            .questions
            .iter()
            .map(|q| QuestionView {
                id: q.id.to_string(),
                asks: q.asks.clone(),
                readings: q.readings.clone(),
                ruler: q.ruler.clone(),
                default: q.default.clone(),
                ruling: protocol
                    .rulings
                    .iter()
                    .rfind(|r| r.question.as_ref() == Some(&q.id) && r.from <= me.today)
                    .map(|ruling| super::rulings::view(&me, ruling, None)),
                clauses: q
                    .clauses
                    .iter()
                    .map(|c| {
                        let href = format!("{base}#c-{}", anchor(c.as_str()));
                        (named(c), href)
                    })
                    .collect(),
            })
            .collect(),
    })
}

/// A clause by its printed number; the later of two that a text prints alike, as that.
fn named(clause: &ClauseId) -> String {
    let printed = clause.printed();
    if clause.as_str() == printed {
        return printed.to_owned();
    }
    format!("{printed} (the second of this number)")
}
