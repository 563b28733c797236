//! The advice that other groups were given on the same matter, as the officer who is to give it reads it: where a
//! text wants the same for each group that asks, it stands in the form already.

use domain::groups::event::Event;
use domain::groups::{
    Groups, Kind, State, shown_before_advising, was_advised, was_advised_on_same,
};

use crate::operations::{ActError, Case, Operations};
use crate::registers::{Look, href};
use crate::web::names::Link;

/// Other requests that this person reads and of which something was given: on the same matter, or else on what
/// may be the same, because the same service deals with it.
async fn given(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<Groups>,
    is: fn(&State, &State) -> bool,
) -> Result<Vec<Case<Groups>>, ActError> {
    if look
        .with_context(|cx| shown_before_advising(&case.state, cx))
        .is_none()
    {
        return Ok(Vec::new());
    }
    let mut others = operations.readable::<Groups>(look.visible()).await?;
    others.retain(|other| is(&other.state, &case.state));
    Ok(others)
}

/// What was last given on the same matter, for the fields in which it is given again.
pub(super) async fn filled(
    operations: &Operations,
    look: &Look<'_>,
    kind: Kind,
    case: &Case<Groups>,
) -> Result<Vec<(&'static str, String)>, ActError> {
    if !matches!(kind, Kind::Give | Kind::Attend) || !case.state.given.is_empty() {
        return Ok(Vec::new());
    }
    let mut filled = announced(kind, case);
    let others = given(operations, look, case, was_advised_on_same).await?;
    let given = others.iter().find_map(|other| {
        let mut events = other.events.iter().rev();
        events.find_map(|recorded| match &recorded.event {
            Event::Given(given) => Some(vec![
                ("subject", other.words(&given.subject.key)?.to_owned()),
                (
                    "information",
                    other.words(&given.information.key)?.to_owned(),
                ),
            ]),
            _ => None,
        })
    });
    filled.extend(given.unwrap_or_default());
    Ok(filled)
}

/// Who was announced from outside the Council, for whoever records who came.
fn announced(kind: Kind, case: &Case<Groups>) -> Vec<(&'static str, String)> {
    let present = case.state.present.as_ref().filter(|_| kind == Kind::Attend);
    let words = present.and_then(|words| case.words(&words.key));
    words
        .map(|words| ("present", words.to_owned()))
        .into_iter()
        .collect()
}

/// Where the same advice was given, or where it may be the same matter.
pub(super) async fn beside(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<Groups>,
) -> Result<Vec<Link>, ActError> {
    let others = given(operations, look, case, |of, this| {
        was_advised(of, this) && of.service == this.service
    })
    .await?;
    let link = |other: Case<Groups>| {
        let title = other.state.given.first();
        let title = title.and_then(|given| other.words(&given.subject.key));
        let what = match other.state.topic == case.state.topic {
            true => "On the same matter another group was given",
            false => "Another group was given, perhaps on the same matter",
        };
        let text = format!("{what}: {}", title.unwrap_or("Erased"));
        Link::to(text, href(&other.state.reference))
    };
    Ok(others.into_iter().map(link).collect())
}
