//! A reply to a case of any register: whether its writer may write there at all, and the act that it becomes.
//! Its first line may name the act; else it is the register's first act that takes words alone and is open.
//! Enquiries, which take files and answers too, have their own (`write`).

use domain::ids::PersonId;
use domain::reference::Reference;
use domain::register::Register;
use domain::verdict::Gate;
use messages::Message;

use super::Why;
use super::write::{Written, written};
use crate::acts::{AnswerForm, Given};
use crate::operations::{ActError, Operations, Options, Subject};
use crate::registers::{Look, Shown};

/// What a message asks for.
struct Wanted<K> {
    kind: K,
    /// Its words for the act, without a first line that only named the act.
    words: String,
    /// Whether there are any beside what stood beneath.
    says: bool,
}

/// What the register makes of a message that fits.
struct Fits<R: Shown> {
    kind: R::Kind,
    command: Option<R::Command>,
    /// Where the words went; none for an act that takes none.
    field: Option<&'static str>,
    words: String,
    /// What the act does not take, as a sentence.
    left: Option<&'static str>,
}

impl Operations {
    /// Why this person cannot write to that case; none where they can.
    pub(crate) async fn may_write<R: Register>(
        &self,
        person: &PersonId,
        reference: &Reference,
    ) -> Result<Option<Why>, ActError> {
        let visible = self.visible(person).await?;
        let case = match self.case::<R>(reference, &visible).await {
            Ok(case) => case,
            Err(ActError::NotFound) => return Ok(Some(Why::Foreign)),
            Err(other) => return Err(other),
        };
        let snapshot = self.council().await?;
        let title = R::summary(&case.state, &snapshot.council).title;
        let erased = title.is_some_and(|key| case.words(&key).is_none());
        Ok(erased.then_some(Why::Erased))
    }

    /// Writes a message to a case as the act that its first line names, else as the first that takes words alone
    /// and is open to its writer. Files are added on pages: words with files wait for a person.
    pub(crate) async fn write_words<R: Shown>(
        &self,
        person: &PersonId,
        reference: &Reference,
        key: &str,
        message: &Message,
    ) -> Result<Written, ActError> {
        let actor = self.actor(person, None).await?;
        let case = self.case::<R>(reference, &actor.visible).await?;
        let snapshot = self.council_now().await?;
        let fits = {
            let look = Look {
                council: &snapshot.council,
                actor: &actor,
                now: self.now(),
                today: self.today(),
            };
            fitting::<R>(message, &case, &look)
        };
        let fits = match fits {
            Ok(fits) => fits,
            Err(why) => return Ok(Written::Refused(why)),
        };
        // The file that a calendar answers with is the answer.
        let files = message.answered.is_none()
            && !(message.files.is_empty() && message.left_out.is_empty());
        let refused = if files && fits.field.is_some() {
            Some("It brings files: they are added on the page of the case.")
        } else if fits.command.is_none() {
            Some("Its form asks for more than a message says.")
        } else {
            None
        };
        let done = match (refused, fits.command) {
            (None, Some(command)) => {
                let options = Options {
                    key: Some(format!("mail {key}")),
                    ..Options::default()
                };
                let subject = Subject::Case(reference.clone());
                let done = self.act::<R>(&actor, subject, command, options).await;
                written(done.map(|done| done.reference), R::key(fits.kind))?
            }
            (why, _) => Written::Refused(why.unwrap_or_default().to_owned()),
        };
        Ok(match (done, fits.field) {
            (Written::Refused(why), Some(field)) => {
                let form = format!("{reference}/{}", R::key(fits.kind));
                self.keep_words(person, &form, &[(field, fits.words)])
                    .await?;
                Written::Refused(why)
            }
            (Written::Done { reference, act }, None) if fits.left.is_some() || files => {
                let left = fits.left.unwrap_or(LEFT);
                Written::Part {
                    reference,
                    act,
                    left: format!("“{}” was done by it. {left}", R::label(fits.kind)),
                }
            }
            (done, _) => done,
        })
    }
}

/// What is said of a message of which an act takes nothing but the word.
const LEFT: &str = "It says or brings more, which that does not take.";

/// The command that a message comes to, or why there is none.
fn fitting<R: Shown>(
    message: &Message,
    case: &crate::operations::Case<R>,
    look: &Look<'_>,
) -> Result<Fits<R>, String> {
    let gate = |kind: R::Kind| look.with_context(|cx| R::gate(Some(&case.state), kind, cx));
    let on_page = R::KINDS.iter().copied().filter(|kind| {
        let by_word = R::BY_WORD.iter().map(|(_, kind)| kind);
        let mut by_mail = by_word.chain(R::BY_MAIL);
        let mailed = by_mail.any(|known| R::key(*known) == R::key(*kind));
        !mailed && !matches!(gate(*kind), Gate::Hidden)
    });
    let acts = on_page.map(|kind| (R::key(kind), R::label(kind)));
    if let Some(why) = done_on_page(message, acts) {
        return Err(why);
    }
    let wanted = wanted::<R>(message, |kind| gate(kind).is_allowed());
    let Some(Wanted { kind, words, says }) = wanted else {
        let named: Vec<_> = R::BY_WORD
            .iter()
            .filter(|(_, kind)| gate(*kind).is_allowed())
            .map(|(word, _)| format!("“{word}”"))
            .collect();
        return Err(match named.as_slice() {
            [] => "There is nothing that its sender could do with this case by mail.".to_owned(),
            words => format!(
                "It does not say what it is to do: alone on the first line, that is {}.",
                words.join(" or ")
            ),
        });
    };
    match gate(kind) {
        Gate::Allowed { .. } => {}
        Gate::Refused(refusal) => return Err(format!("{} ({})", refusal.why, refusal.basis)),
        Gate::Hidden => {
            return Err("Its sender cannot do with this case what it names.".to_owned());
        }
    }
    let asks = R::asks(kind, Some(case), look);
    let field = asks
        .iter()
        .find(|ask| matches!(ask.answer, AnswerForm::Words))
        .map(|ask| ask.name);
    let mut fields = R::from_mail(kind, look);
    fields.extend(field.map(|field| (field, words.clone())));
    let fields = fields
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text));
    let mut given = Given::new(fields, Vec::new());
    Ok(Fits {
        kind,
        command: R::command(kind, &mut given, None, Some(case), look),
        left: (field.is_none() && says).then_some(LEFT),
        field,
        words,
    })
}

/// Which act a message names, or which takes its words as they are.
fn wanted<R: Shown>(message: &Message, open: impl Fn(R::Kind) -> bool) -> Option<Wanted<R::Kind>> {
    let named = |word: &str| {
        let mut all = R::BY_WORD.iter();
        all.find(|(known, _)| word.eq_ignore_ascii_case(known))
            .map(|(_, kind)| *kind)
    };
    if let Some(answered) = &message.answered {
        let word = if answered.comes? { "accept" } else { "decline" };
        return Some(Wanted {
            kind: named(word)?,
            words: String::new(),
            says: false,
        });
    }
    let (first, rest) = first_line(&message.text.words);
    if let Some(kind) = named(first) {
        return Some(Wanted {
            kind,
            words: with_folded(rest, message),
            says: !rest.is_empty(),
        });
    }
    let mut fits = R::BY_MAIL.iter().copied();
    Some(Wanted {
        kind: fits.find(|kind| open(*kind))?,
        words: with_folded(&message.text.words, message),
        says: true,
    })
}

/// Why a message does nothing that is one line and names one of these acts, each by its stable name and as its
/// page calls it: it is done there, and as words it would be lost on who reads them.
pub(super) fn done_on_page(
    message: &Message,
    mut acts: impl Iterator<Item = (&'static str, &'static str)>,
) -> Option<String> {
    let (line, rest) = first_line(&message.text.words);
    if !rest.is_empty() || message.answered.is_some() {
        return None;
    }
    let named = |(key, label): &(&str, &str)| {
        line.eq_ignore_ascii_case(label) || line.eq_ignore_ascii_case(&key.replace('-', " "))
    };
    let (_, label) = acts.find(named)?;
    Some(format!(
        "It names “{label}”, which is done on the page of the case."
    ))
}

/// The first line without the signs that end it, and what stands beneath.
pub(super) fn first_line(words: &str) -> (&str, &str) {
    let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
    let first = first.trim().trim_end_matches([':', '.', '!']).trim_end();
    (first, rest.trim())
}

/// The words with what was folded of the message, since nothing else of it is kept here.
fn with_folded(words: &str, message: &Message) -> String {
    match message.text.folded.trim() {
        "" => words.to_owned(),
        folded if words.is_empty() => folded.to_owned(),
        folded => format!("{words}\n\n[Beneath it stood:]\n{folded}"),
    }
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn the_first_line_is_a_word_where_it_stands_alone() {
        assert_eq!(first_line("Accept"), ("Accept", ""));
        assert_eq!(
            first_line("Take up!\n\nWith thanks"),
            ("Take up", "With thanks")
        );
        assert_eq!(first_line("I accept.\nBen").0, "I accept");
    }
}
