//! Officers and the posts by which matters came to them. An officer reads by the post, and no longer than they hold
//! it; what they were at in person they read on only where the council has set that.

use crate::access::{Reader, Token};
use crate::calendar::local_date;
use crate::ids::{AppointmentId, PersonId, ServiceId};
use crate::register::Context;
use crate::verdict::{Basis, Cited};

/// The setting that lets officers read on what they were at in person, whatever post they hold.
const READ_ON: &str = "officers-read-on";

/// The post in which somebody deals with the matters of a service today; none for who holds no officer’s post.
pub(crate) fn post_of(
    cx: &Context<'_>,
    person: &PersonId,
    service: &ServiceId,
) -> Option<AppointmentId> {
    let directory = &cx.council.directory;
    let post = directory.post_for(person, service, local_date(cx.now))?;
    Some(post.id.clone())
}

/// The officer in the post by which it came to them; in person where no post was written down.
pub(crate) fn officer(post: Option<&AppointmentId>, person: &PersonId) -> Token {
    post.map_or_else(|| Token::person(person), Token::in_post)
}

/// The officer in that post, and whoever covers for them in it.
pub(crate) fn with_cover(post: Option<&AppointmentId>, person: &PersonId) -> Vec<Token> {
    let cover = post.map(Token::holder_of);
    [officer(post, person)].into_iter().chain(cover).collect()
}

/// Whether an officer has left the post by which it came to them, or the council, where none was written down.
pub(crate) fn has_left(cx: &Context<'_>, post: Option<&AppointmentId>, person: &PersonId) -> bool {
    let (directory, today) = (&cx.council.directory, local_date(cx.now));
    match post {
        Some(post) => directory.has_left(post, today),
        None => directory.appointments_of(person, today).next().is_none(),
    }
}

/// Whether officers read on in later posts what they are at in person today.
pub(crate) fn reads_on(cx: &Context<'_>) -> Cited<bool> {
    let set = cx.council.settings.get(READ_ON, local_date(cx.now), None);
    set.map_or_else(
        || Cited::new(false, Basis::default_of("W50", None)),
        |set| set.map(|value| value == "yes"),
    )
}

/// Lets somebody read in person, once.
pub(crate) fn lasts(lasting: &mut Vec<Reader>, person: &PersonId, basis: Option<&Basis>) {
    let token = Token::person(person);
    if let Some(basis) = basis.filter(|_| lasting.iter().all(|known| known.token != token)) {
        let basis = basis.clone();
        lasting.push(Reader { token, basis });
    }
}
