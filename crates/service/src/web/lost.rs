//! The letters about a case that did not arrive, as its page shows them. They stand beside the page that
//! is kept for its reader: what becomes of a letter is no event of the case.

use domain::reference::Reference;

use super::error::Problem;
use super::frame::Me;
use super::names::Names;
use super::words;

/// Each letter in a line, the last first; none while every letter arrived as far as is known.
pub async fn lost(me: &Me, reference: &Reference) -> Result<Vec<String>, Problem> {
    let store = me.app().operations().store();
    let letters = store.lost_letters(reference, me.signed.visible()).await?;
    let names = Names::on(&me.council, me.today);
    let lines = letters.iter().map(|letter| {
        let why = match letter.said.as_str() {
            "" => String::new(),
            said => format!(" ({said})"),
        };
        let who = names.person(&letter.person);
        format!("to {who}, {}{why}", words::moment(letter.at))
    });
    Ok(lines.collect())
}
