//! A form filled from a saved message: a mail program's file (`.eml`) or Outlook's (`.msg`). It only fills;
//! what it filled is read and changed before anything is sent, and its files go along unless that is unticked.

use domain::verdict::Invalid;
use messages::Attached;

use super::error::Problem;
use super::forms::{Choice, Control, Field, Form};
use super::frame::Me;
use super::posted::{Posted, PostedFile};

/// The field in which the message is chosen.
const MESSAGE: &str = "message";
/// The field that carries its files along, by the name under which they are kept.
const CARRIED: &str = "carried";
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
    if !message.files.is_empty() {
        let operations = me.app().operations();
        let key = operations.carry(me.signed.person(), &file.bytes).await?;
        posted = posted.with(CARRIED, &key);
    }
    let from = message.from.unwrap_or_else(|| "somebody".to_owned());
    let mut told = format!("Filled from the message of {from}. Read it before you go on.");
    let taken: Vec<_> = taken.collect();
    if !taken.is_empty() {
        told.push_str(&format!(" Its files go along: {}.", taken.join(", ")));
    }
    let left_out: Vec<_> = left_out.collect();
    if !left_out.is_empty() {
        told.push_str(&format!(" Not taken: {}.", left_out.join(", ")));
    }
    Ok(Some((posted, Ok(told))))
}

/// The files of a chosen message that go along with what was sent; none where none was chosen, or too long
/// ago.
pub async fn along(me: &Me, posted: &Posted) -> Result<Vec<Attached>, Problem> {
    let Some(key) = posted.given(CARRIED) else {
        return Ok(Vec::new());
    };
    let operations = me.app().operations();
    Ok(operations.carried(me.signed.person(), key).await?)
}

/// Puts into a form that its message's files go along, to be unticked by whoever does not want that.
pub async fn carry(me: &Me, form: &mut Form, posted: &Posted) -> Result<(), Problem> {
    let files = along(me, posted).await?;
    let Some(key) = posted.given(CARRIED).filter(|_| !files.is_empty()) else {
        return Ok(());
    };
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    let mut choice = Choice::new(key, names.join(", "));
    choice.chosen = true;
    let label = "The files of the message go along";
    form.fields
        .push(Field::any(CARRIED, label, vec![choice]).optional());
    Ok(())
}

/// What was sent with the files of its message beside its own.
pub async fn with_files(me: &Me, posted: &Posted) -> Result<Posted, Problem> {
    let mut whole = posted.clone();
    let files = along(me, posted).await?.into_iter();
    whole.files.extend(files.map(|file| PostedFile {
        field: "file".to_owned(),
        name: file.name,
        bytes: file.bytes,
    }));
    Ok(whole)
}

/// What was sent is kept: the message that was chosen for it is not needed any more.
pub async fn sent(me: &Me, posted: &Posted) -> Result<(), Problem> {
    if let Some(key) = posted.given(CARRIED) {
        let files = along(me, posted).await?;
        if !files.is_empty() {
            me.app().operations().carried_home(key).await?;
        }
    }
    Ok(())
}

/// Says in a form what was filled in.
pub fn tell(form: &mut Form, told: String) {
    let found = form.fields.iter_mut().find(|field| field.name == MESSAGE);
    if let Some(field) = found {
        field.hint = Some(told);
        field.group = None;
    }
}
