//! Who may do what: every post of the demo's council, every register, every state that its cases are in,
//! every act; and every page of the router's own list. Kept as a file that a reviewer can read
//! (`docs/access-grid.md`) and compared with it: a right that changes is seen.
//!
//! `WARDROOM_REWRITE=1` writes the file anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use domain::directory::RoleKind;
use domain::ids::PersonId;
use domain::reference::Reference;
use domain::verdict::Gate;
use service::operations::ActError;
use service::registers::{ALL, Look};
use service::web::routes::{Fixture, all};

use crate::town::{Town, town};

/// One holder of each kind of office, and the personas, by a short name for the grid.
pub async fn posts(town: &Town) -> Vec<(String, PersonId)> {
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let mut posts = Vec::new();
    let mut taken = BTreeSet::new();
    for persona in town.app.personas() {
        if taken.insert(persona.person.clone()) {
            posts.push((persona.key.to_owned(), persona.person.clone()));
        }
    }
    for kind in RoleKind::all() {
        let mut held = council
            .directory
            .appointments()
            .filter(|a| a.holds(today) && a.role.kind() == kind && !taken.contains(&a.person))
            .map(|a| a.person.clone())
            .collect::<Vec<_>>();
        held.sort();
        let named = posts.iter().any(|(post, _)| post == kind.slug());
        if let Some(person) = held.first().filter(|_| !named) {
            taken.insert(person.clone());
            posts.push((kind.slug().to_owned(), person.clone()));
        }
    }
    posts
}

/// The first case of each state of a register.
pub fn by_state(town: &Town, register: &str) -> BTreeMap<String, Reference> {
    let rows = town.rows(&format!(
        "SELECT state, min(reference) FROM cases WHERE register = '{register}' GROUP BY state"
    ));
    let pairs = rows.iter().filter_map(|row| {
        let (state, reference) = row.split_once('|')?;
        let reference = reference.trim_matches('"').parse().ok()?;
        Some((state.trim_matches('"').to_owned(), reference))
    });
    pairs.collect()
}

fn and(posts: &[&str]) -> String {
    if posts.is_empty() {
        "nobody".to_owned()
    } else {
        posts.join(", ")
    }
}

/// The member to whose seat a case belongs and the officer who has it.
pub async fn its_people(town: &Town, reference: &Reference) -> Vec<(String, PersonId)> {
    let row = town.rows(&format!(
        "SELECT holder, handler FROM cases WHERE reference = '{reference}'"
    ));
    let council = town.operations.council().await.expect("a council");
    let cells: Vec<_> = row[0]
        .split('|')
        .map(|cell| cell.trim_matches('"'))
        .collect();
    let holder = cells[0].parse().ok();
    let holder = holder.and_then(|id| council.directory.appointment(&id));
    let member = holder.map(|seat| ("**its member**".to_owned(), seat.person.clone()));
    let officer = cells[1].parse().ok();
    let officer = officer.filter(|person| council.directory.knows(person));
    let officer = officer.map(|person| ("**its officer**".to_owned(), person));
    member.into_iter().chain(officer).collect()
}

/// What each act of one case is to each post.
async fn of_case(
    town: &Town,
    out: &mut String,
    posts: &[(String, PersonId)],
    reference: &Reference,
) {
    let register = service::registers::of_reference(reference).expect("a register");
    let mut readers = Vec::new();
    let mut acts: BTreeMap<&str, [Vec<&str>; 3]> = BTreeMap::new();
    let own = its_people(town, reference).await;
    for (post, person) in own.iter().chain(posts) {
        let actor = town.operations.actor(person, None).await.expect("an actor");
        let gates = match (register.gates)(&town.operations, reference, &actor).await {
            Ok(gates) => gates,
            Err(ActError::NotFound) => continue,
            Err(other) => panic!("{post} on {reference}: {other}"),
        };
        readers.push(post.as_str());
        for (act, gate) in gates {
            let column = match gate {
                Gate::Allowed { explain: None, .. } => 0,
                Gate::Allowed { .. } => 1,
                Gate::Refused(_) => 2,
                Gate::Hidden => continue,
            };
            acts.entry(act).or_default()[column].push(post);
        }
    }
    let _ = writeln!(out, "Read by: {}.\n", and(&readers));
    if acts.is_empty() {
        return;
    }
    let mut alike: BTreeMap<[Vec<&str>; 3], Vec<&str>> = BTreeMap::new();
    for (act, who) in acts {
        alike.entry(who).or_default().push(act);
    }
    let mut alike: Vec<_> = alike.into_iter().map(|(who, acts)| (acts, who)).collect();
    alike.sort();
    let _ = writeln!(
        out,
        "| acts | may | may, and says why | refused, with the reason |"
    );
    let _ = writeln!(out, "| --- | --- | --- | --- |");
    for (acts, [may, asked, refused]) in alike {
        let cell = |posts: &[&str]| posts.join(", ");
        let (may, asked, refused) = (cell(&may), cell(&asked), cell(&refused));
        let acts = acts.join(", ");
        let _ = writeln!(out, "| {acts} | {may} | {asked} | {refused} |");
    }
    out.push('\n');
}

async fn registers(town: &Town, out: &mut String, posts: &[(String, PersonId)]) {
    for register in ALL {
        let _ = writeln!(out, "## {}\n", register.name);
        let mut open = Vec::new();
        for (post, person) in posts {
            let actor = town.operations.actor(person, None).await.expect("an actor");
            let snapshot = town.operations.council().await.expect("a council");
            let look = Look {
                council: &snapshot.council,
                actor: &actor,
                now: town.operations.now(),
                today: town.operations.today(),
            };
            if (register.may_open)(&look) {
                open.push(post.as_str());
            }
        }
        let _ = writeln!(out, "Opened by: {}.\n", and(&open));
        let states = by_state(town, register.name);
        assert!(
            !states.is_empty(),
            "the demo has no case of {}",
            register.name
        );
        for (state, reference) in states {
            let _ = writeln!(out, "### {}: {state}\n", register.name);
            of_case(town, out, posts, &reference).await;
        }
    }
}

/// Who is shown each page that stands at an address of its own.
async fn pages(town: &Town, out: &mut String, posts: &[(String, PersonId)]) {
    let _ = writeln!(out, "## Pages\n");
    let _ = writeln!(out, "| page | shown to | not shown to |");
    let _ = writeln!(out, "| --- | --- | --- |");
    let mut visitors = Vec::new();
    for (post, person) in posts {
        visitors.push((post.as_str(), town.visit(person).await));
    }
    for route in all() {
        let address = match &route.fixture {
            Fixture::At { address, .. } => address,
            Fixture::Linked { .. } | Fixture::NotAPage { .. } => continue,
        };
        let (mut shown, mut not) = (Vec::new(), Vec::new());
        for (post, visitor) in &visitors {
            if visitor.get(address).await.status.is_success() {
                shown.push(*post);
            } else {
                not.push(*post);
            }
        }
        let everybody = not.is_empty();
        let shown = if everybody {
            "everybody".to_owned()
        } else {
            and(&shown)
        };
        let _ = writeln!(out, "| {} | {shown} | {} |", route.path, not.join(", "));
    }
}

#[tokio::test]
async fn who_may_do_what_is_as_the_grid_says() {
    let town = town().await;
    let posts = posts(&town).await;
    let mut out = String::from(
        "# Who may do what\n\nMade by a test from the demo's council under `cambridge-updated`, one holder of each \
         kind of office, the first case of each state; compared with this file whenever the tests run. An act \
         that stands for nobody is hidden from all. What somebody is to a case, such as its member or the \
         officer who has it, decides more than the name of the office.\n\n",
    );
    registers(&town, &mut out, &posts).await;
    pages(&town, &mut out, &posts).await;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/access-grid.md");
    if std::env::var_os("WARDROOM_REWRITE").is_some() {
        std::fs::write(&path, &out).expect("the grid written");
    }
    let kept = std::fs::read_to_string(&path).expect("docs/access-grid.md");
    for (n, (kept, now)) in kept.lines().zip(out.lines()).enumerate() {
        assert_eq!(kept, now, "line {} of docs/access-grid.md", n + 1);
    }
    assert_eq!(kept.lines().count(), out.lines().count());
}
