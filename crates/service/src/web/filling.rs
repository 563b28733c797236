//! A form filled from a saved message: a mail program's file (`.eml`) or Outlook's (`.msg`). It only fills;
//! what it filled is read and changed before anything is sent.

use domain::verdict::Invalid;

use super::error::Problem;
use super::forms::{Control, Field, Form};
use super::frame::Me;
use super::posted::Posted;

/// The field in which the message is chosen.
const MESSAGE: &str = "message";
/// The heading under which it is folded away.
const HEADING: &str = "Fill this in from a saved message";

/// Adds the choice of a message to a form.
pub fn offer(form: &mut Form) {
    let accept = ".eml,.msg";
    let mut field = Field::files(MESSAGE, "A message that you saved", false)
        .hint("An .eml or Outlook .msg file. Press the button, and its words stand in this form for you to read and change.")
        .optional()
        .under(HEADING);
    field.control = Control::Files {
        accept,
        several: false,
    };
    form.fields.push(field);
}

/// What was sent with the chosen message's words in it, and what to say of its files; none where no message
/// was chosen. `subject` and `words` are the fields that it fills, those with words of their own kept before.
pub async fn filled(
    me: &Me,
    posted: &Posted,
    subject: Option<&str>,
    words: &str,
) -> Result<Option<(Posted, Result<String, Invalid>)>, Problem> {
    let mut posted = posted.clone();
    let at = posted.files.iter().position(|file| file.field == MESSAGE);
    let Some(at) = at else { return Ok(None) };
    let file = posted.files.remove(at);
    let most = me.app().operations().file_limits().await?;
    let Some(message) = messages::fill(&file.bytes, most) else {
        let why = format!(
            "`{}` is no saved message: choose an .eml or .msg file",
            file.name
        );
        return Ok(Some((posted, Err(Invalid::new(MESSAGE, why)))));
    };
    if let Some(subject) = subject.filter(|field| posted.given(field).is_none()) {
        posted = posted.with(subject, &message.subject);
    }
    let typed = posted.text(words);
    let both = match typed {
        "" => message.text.words.clone(),
        typed => format!("{typed}\n\n{}", message.text.words),
    };
    posted = posted.with(words, &both);
    let taken = message.files.iter().map(|file| file.name.clone());
    let left_out = message
        .left_out
        .iter()
        .map(|file| format!("{} (which {})", file.name, file.why));
    let names: Vec<_> = taken.chain(left_out).collect();
    let from = message.from.unwrap_or_else(|| "somebody".to_owned());
    let told = if names.is_empty() {
        format!("Filled from the message of {from}. Read it before you go on.")
    } else {
        let names = names.join(", ");
        format!(
            "Filled from the message of {from}. Its files are not part of this form, add them yourself: {names}."
        )
    };
    Ok(Some((posted, Ok(told))))
}

/// Says in a form what was filled in.
pub fn tell(form: &mut Form, told: String) {
    let found = form.fields.iter_mut().find(|field| field.name == MESSAGE);
    if let Some(field) = found {
        field.hint = Some(told);
        field.group = None;
    }
}
