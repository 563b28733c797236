//! What is near a record: the addresses from which something of it could be seen, and the people whom it lets in.

use std::collections::BTreeSet;

use domain::access::{Readers, Visible};
use domain::ids::{PersonId, Stream};
use domain::reference::Reference;
use domain::register::{Recorded, Register};

use crate::secrets::people;
use crate::town::Town;

/// Every address of the router below a record, and the search for it.
pub fn below(register: &str, reference: &Reference) -> Vec<String> {
    let of_case = format!("/{register}/{{reference}}");
    let mut all: Vec<String> = service::web::routes::all()
        .iter()
        .filter(|route| route.methods.contains("GET") && route.path.starts_with(&of_case))
        .map(|route| {
            let path = route.path.replace("{reference}", reference.as_str());
            let path = path.replace("{kind}", "note");
            let open = path.split('{').next().unwrap_or_default().to_owned();
            if open == path {
                path
            } else {
                format!("{open}none")
            }
        })
        .collect();
    all.push(format!("/search?q={reference}"));
    all
}

/// What stands on the desks of those whose business it is: pages of their own persons and the service.
pub fn around(town: &Town, register: &str) -> Vec<String> {
    let mut near = vec![
        "/services/housing-repairs".to_owned(),
        "/performance?service=housing-repairs".to_owned(),
        format!("/{register}"),
        format!("/{register}?view=all"),
        "/notices".to_owned(),
        "/waiting".to_owned(),
    ];
    for persona in ["member", "manager"] {
        near.push(format!("/people/{}", town.persona(persona)));
    }
    near
}

/// Everybody with what they may see now.
pub async fn everybody(town: &Town) -> Vec<Visible> {
    let mut all = Vec::new();
    for person in people(town).await {
        all.push(town.operations.visible(&person).await.expect("a person"));
    }
    all
}

/// Who of them may read what lets these in.
pub fn who_read(all: &[Visible], readers: &Readers) -> BTreeSet<PersonId> {
    let read = all
        .iter()
        .filter(|visible| visible.may_read(readers).is_some());
    read.map(|visible| visible.person().clone()).collect()
}

/// Whom a case lets in as it stands.
pub async fn readers_of<R: Register>(town: &Town, reference: &Reference) -> Readers {
    let stream = Stream::case(R::NAME, reference);
    let stored = town.operations.store().load(&stream, 0).await;
    let state = stored
        .expect("the log")
        .into_iter()
        .fold(None, |state, event| {
            R::evolve(
                state,
                &Recorded {
                    version: event.version,
                    at: event.at,
                    actor: event.actor,
                    event: serde_json::from_str(&event.payload).expect("an event"),
                },
            )
        });
    R::readers(&state.expect("a case"))
}
