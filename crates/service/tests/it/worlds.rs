//! Who may not read, may not know. Two worlds differ in one record only; whoever may not read it walks
//! the same pages in both and is shown the same bytes: every list, count, search, report, file of
//! figures and refusal. The record is there in one world and was never made in the other. Every register
//! has its turn, with records as they are made and worked on.
//!
//! The time is set and the randomness of each person is their own, so nothing is masked before the
//! comparison. What is meant to be told is in [`DECLARED`], each with why.

use std::collections::{BTreeMap, BTreeSet};

use domain::groups::Groups;
use domain::ids::PersonId;
use domain::information::Information;
use domain::reference::Reference;
use domain::register::Register;
use service::mail::feed::dates;
use service::web::routes::{Fixture, all as all_routes};

use crate::channels::{message_waits, same_archive, same_figures};
use crate::dice::Dice;
use crate::near::{everybody, readers_of, who_read};
use crate::secrets::{CANARY, REGISTERS, RELEASED, Secret, people, secret};
use crate::town::{Answer, Town, Visitor, town};

/// Where a declared release is made.
#[derive(Clone, Copy, PartialEq)]
enum By {
    /// On this page.
    Page(&'static str),
    /// In records of their own that it begins.
    Records,
    /// By what whoever runs the server takes or watches, which no page leads to: compared in `crate::channels`.
    Server,
}

/// What somebody who may not read a record is nonetheless meant to learn.
struct Release {
    /// Of which register's records; none for every one.
    of: Option<&'static str>,
    /// Where.
    by: By,
    /// What is learnt.
    what: &'static str,
    /// On which ground.
    basis: &'static str,
}

/// Every declared release. What differs between the two worlds and is not here is a leak.
const DECLARED: &[Release] = &[
    Release {
        of: None,
        by: By::Page("/audit"),
        what: "the length of the log, never what is in it",
        basis: "the Monitoring Officer proves the log",
    },
    Release {
        of: Some(Groups::NAME),
        by: By::Records,
        what: "the subject and the information that one group was given, offered to each other group",
        basis: "CU 8.4(b)(v): the other groups are told and offered the same",
    },
    Release {
        of: Some(Information::NAME),
        by: By::Records,
        what: "why something was refused, in words that name nobody, for the Monitoring Officer",
        basis: "CU 9.6: the Monitoring Officer guides and determines, and searches what was decided",
    },
    Release {
        of: None,
        by: By::Server,
        what: "everything, in the archive",
        basis: "whoever runs the server holds the database; the archive is that database, to be read without the program",
    },
    Release {
        of: None,
        by: By::Server,
        what: "how many commits there were, how much waits to leave the house, how long the log is",
        basis: "counts for whoever watches the server, on a listener of its own (`serve.metrics`), with closed words as labels",
    },
];

/// How many pages one outsider walks.
const PAGES: usize = 14;
/// The time at which both worlds are looked at.
pub const LATER: &str = "2026-06-12T09:30";

/// Addresses of the site that a page links to, in order.
fn linked(page: &Answer) -> Vec<String> {
    let hrefs = page.body.split("href=\"").skip(1);
    let hrefs = hrefs.filter_map(|rest| rest.split('"').next());
    let own = hrefs.filter(|href| {
        href.starts_with('/') && !href.starts_with("//") && !href.starts_with("/static/")
    });
    own.map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .collect()
}

/// The pages that every walk begins with: those of the router's own list that have an address.
fn starts() -> Vec<String> {
    let mut starts = vec!["/".to_owned(), format!("/search?q={CANARY}")];
    for route in all_routes() {
        let address = match route.fixture {
            Fixture::At { address, .. } => address,
            Fixture::Linked { from, .. } => from,
            Fixture::NotAPage { .. } => continue,
        };
        if route.methods.contains("GET") && !starts.contains(&address.to_string()) {
            starts.push(address.into_owned());
        }
    }
    starts
}

/// Every address of the router's own list that answers a reader, pages and files alike, and what is no address.
fn everything() -> Vec<String> {
    let mut all = starts();
    for route in all_routes() {
        if let Fixture::NotAPage { address, .. } = route.fixture
            && route.methods.contains("GET")
        {
            all.push(address.into_owned());
        }
    }
    all.extend(
        [
            "/nowhere",
            "/enquiries/ENQ-1",
            "/enquiries?after=nonsense",
            "/metrics",
            "/enquiries.csv?whose=all",
            "/performance?view=council",
        ]
        .map(str::to_owned),
    );
    all
}

/// Opens what is near the record, then walks at random from the starts along links: the same way for the
/// same dice as long as the pages are the same.
pub async fn walk(visitor: &Visitor, near: &[String], mut dice: Dice) -> BTreeMap<String, Answer> {
    let mut seen = BTreeMap::new();
    let mut ahead = starts();
    for address in near {
        seen.insert(address.clone(), visitor.get(address).await);
    }
    while seen.len() < PAGES + near.len() && !ahead.is_empty() {
        let address = ahead.swap_remove(dice.roll(ahead.len()));
        if seen.contains_key(&address) {
            continue;
        }
        let page = visitor.get(&address).await;
        ahead.extend(linked(&page));
        seen.insert(address, page);
    }
    seen
}

/// What somebody who may not read sends to a record is answered as if there were none.
async fn knock(visitor: &Visitor, secret: &Secret) -> Vec<Answer> {
    let acts = format!("{}/acts", secret.page());
    let words = [("words", "hello"), ("seen", "1"), ("act-token", "one")];
    let file = ("a.pdf", b"%PDF-1.4".as_slice());
    let new = format!("/{}/new", secret.register);
    vec![
        visitor.post(&format!("{acts}/note"), &words).await,
        visitor
            .send(&format!("{acts}/add-document"), &words, file)
            .await,
        visitor.post(&new, &[("title", CANARY)]).await,
        visitor
            .post("/notices", &[("reference", secret.reference.as_str())])
            .await,
    ]
}

fn declared(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    DECLARED
        .iter()
        .any(|release| matches!(release.by, By::Page(page) if page == path))
}

/// The cases of a world, each with its register.
fn cases(town: &Town) -> BTreeSet<String> {
    let rows = town.rows("SELECT register || '/' || reference FROM cases");
    rows.into_iter()
        .map(|row| row.trim_matches('"').to_owned())
        .collect()
}

/// Everybody who may read a case as it stands.
async fn readers<R: Register>(town: &Town, reference: &Reference) -> BTreeSet<PersonId> {
    who_read(
        &everybody(town).await,
        &readers_of::<R>(town, reference).await,
    )
}

/// The streams of the record and of what a declared release began beside it.
fn own_streams(with: &Town, without: &Town) -> BTreeSet<String> {
    let (there, never) = (cases(with), cases(without));
    there.difference(&never).cloned().collect()
}

/// Who reads the records that a declared release began; nothing else may have begun.
async fn released(with: &Town, without: &Town, secret: &Secret) -> BTreeSet<PersonId> {
    let mut told = BTreeSet::new();
    let own = format!("{}/{}", secret.register, secret.reference);
    for case in cases(with).difference(&cases(without)) {
        if *case == own {
            continue;
        }
        let (register, reference) = case.split_once('/').expect("a register and a reference");
        let release = DECLARED
            .iter()
            .find(|release| release.by == By::Records && release.of == Some(secret.register));
        let release =
            release.unwrap_or_else(|| panic!("{own} began {case}, which is declared nowhere"));
        assert!(!release.what.is_empty() && !release.basis.is_empty());
        let reference: Reference = reference.parse().expect("a reference");
        let readers = match register {
            Groups::NAME => readers::<Groups>(with, &reference).await,
            Information::NAME => readers::<Information>(with, &reference).await,
            other => panic!("{own} began a record of {other}, which is declared nowhere"),
        };
        let mut others = readers.difference(&secret.insiders).cloned();
        let Some(person) = others.next() else {
            continue;
        };
        told.extend(others);
        told.insert(person.clone());
        // Whoever is told is told what is declared, and nothing else.
        let visitor = with.visit(&person).await;
        let page = visitor.get(&format!("/{case}")).await;
        assert!(page.body.contains(RELEASED), "{}", page.main());
        for address in std::iter::once(format!("/{case}")).chain(secret.near.iter().cloned()) {
            let page = visitor.get(&address).await;
            assert!(
                !page.body.contains(CANARY),
                "{person} reads of {own} on {address}:\n{}",
                page.main()
            );
        }
    }
    told
}

/// The job of the night, at the same moment in both worlds.
async fn night(town: &Town) {
    town.set(LATER);
    town.operations.run_jobs().await.expect("the jobs");
    town.set(LATER);
}

/// One pair of worlds, seen by somebody who may not read the record.
async fn compare(world: u64) {
    let mut dice = Dice(world * 7_919 + 11);
    let (with, without) = (town().await, town().await);
    let n = usize::try_from(world).expect("a small number");
    let register = REGISTERS[n % REGISTERS.len()];
    let secret = secret(&with, register, &mut dice).await;
    let told = released(&with, &without, &secret).await;
    let mut outside = people(&with).await;
    outside.retain(|person| !secret.insiders.contains(person) && !told.contains(person));
    let personas = with.app.personas().iter().map(|p| p.person.clone());
    // Every second world is seen by a persona, whose desk has the richer pages.
    let personas: Vec<_> = personas.filter(|p| outside.contains(p)).collect();
    let outsider = match n / REGISTERS.len() % 2 {
        0 => dice.one(&personas).clone(),
        _ => dice.one(&outside).clone(),
    };
    message_waits(&with, &secret.reference, &secret.insiders).await;
    for town in [&with, &without] {
        night(town).await;
    }
    // The worlds do differ: some who may read the record see it in one of them only.
    let mut seen = false;
    for insider in &secret.insiders {
        let page = with.visit(insider).await.get(&secret.page()).await;
        let other = without.visit(insider).await.get(&secret.page()).await;
        assert!(!other.body.contains(CANARY));
        seen = seen || page.body.contains(CANARY);
        if seen {
            break;
        }
    }
    assert!(seen, "nobody reads the record of {register}");
    let (there, never) = (with.visit(&outsider).await, without.visit(&outsider).await);
    let a = walk(&there, &secret.near, dice.clone()).await;
    let b = walk(&never, &secret.near, dice).await;
    for (address, page) in &a {
        if declared(address) {
            continue;
        }
        let told = page.body.contains(secret.reference.as_str());
        assert!(
            !told || secret.near.contains(address),
            "world {world}: {outsider} reads {} on {address}",
            secret.reference
        );
        let other = b.get(address);
        assert!(
            other == Some(page),
            "world {world}: {outsider} is shown another {address}, with a record of {register}:\n{}\n--- and without it:\n{}",
            page.main(),
            other.map_or("nothing", Answer::main)
        );
    }
    let (a, b) = (knock(&there, &secret).await, knock(&never, &secret).await);
    assert_eq!(a, b, "world {world}: {outsider} is answered otherwise");
    // No letter, notice or other thing that leaves the house for them differs either.
    assert_eq!(left_for(&with, &outsider), left_for(&without, &outsider));
}

/// What waits for somebody outside of pages: their notices and the letters that name them.
pub fn left_for(town: &Town, person: &PersonId) -> [Vec<String>; 2] {
    [
        format!("SELECT kind, reference FROM notice WHERE person = '{person}' ORDER BY 1, 2"),
        format!("SELECT kind, payload FROM outbox WHERE payload LIKE '%{person}%' ORDER BY 1, 2"),
    ]
    .map(|sql| town.rows(&sql))
}

/// Which pairs of worlds are compared in one of four parts: so many, or `WARDROOM_WORLDS` for a longer run, or the
/// one of `WARDROOM_WORLD` alone.
pub fn worlds(usual: u64, part: u64) -> impl Iterator<Item = u64> {
    let asked = |name| std::env::var(name).ok()?.parse::<u64>().ok();
    let all = match asked("WARDROOM_WORLD") {
        Some(one) => one..one + 1,
        None => 0..asked("WARDROOM_WORLDS").unwrap_or(usual),
    };
    all.filter(move |world| world % 4 == part)
}

/// Says which world it was where a test ends in it.
pub struct Within(pub u64);

impl Drop for Within {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "it was world {}: WARDROOM_WORLD={} runs it alone",
                self.0, self.0
            );
        }
    }
}

async fn part(n: u64) {
    for world in worlds(28, n) {
        let _within = Within(world);
        compare(world).await;
    }
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_read_first_part() {
    part(0).await;
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_read_second_part() {
    part(1).await;
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_read_third_part() {
    part(2).await;
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_read_fourth_part() {
    part(3).await;
}

/// Every route and every channel, for somebody who watches over many things and for somebody else: neither may
/// read the record.
async fn every_channel(n: usize) {
    let mut dice = Dice(n as u64 * 104_729 + 3);
    let twins = (town().await, town().await);
    let secret = secret(&twins.0, REGISTERS[n], &mut dice).await;
    no_channel_differs(twins, secret, dice).await;
}

/// The two worlds, of which the first has the record, are one for whoever may not read it.
pub async fn no_channel_differs((with, without): (Town, Town), secret: Secret, mut dice: Dice) {
    let register = secret.register;
    let told = released(&with, &without, &secret).await;
    message_waits(&with, &secret.reference, &secret.insiders).await;
    for town in [&with, &without] {
        night(town).await;
    }
    let watchers = [
        "monitoring-officer",
        "democratic-services",
        "chief-executive",
        "complaints",
    ];
    let personas = with.app.personas().iter();
    let outside = |key: &&str| {
        let person = with.persona(key);
        !secret.insiders.contains(&person) && !told.contains(&person)
    };
    let known: Vec<&str> = personas.map(|persona| persona.key).collect();
    let watcher = watchers
        .into_iter()
        .filter(|key| known.contains(key))
        .find(|key| outside(key));
    let others: Vec<&str> = known
        .iter()
        .copied()
        .filter(|key| !watchers.contains(key) && outside(key))
        .collect();
    let mut seen = 0;
    for key in watcher.into_iter().chain([*dice.one(&others)]) {
        let (there, never) = (with.visit_as(key).await, without.visit_as(key).await);
        for address in everything().iter().chain(&secret.near) {
            if declared(address) {
                continue;
            }
            let (a, b) = (there.get(address).await, never.get(address).await);
            assert!(
                a == b,
                "{key} is shown another {address}, with a record of {register}:\n{}\n--- and without it:\n{}",
                a.main(),
                b.main()
            );
            seen += 1;
        }
        let person = with.persona(key);
        let feeds = [&with, &without].map(|town| dates(&town.operations, &person, b"salt"));
        let [a, b] = feeds;
        assert_eq!(a.await.ok(), b.await.ok(), "the dates of {key}");
        assert_eq!(left_for(&with, &person), left_for(&without, &person));
        for (to, fields) in [
            ("/sign-in/openid/ended", [("logout_token", "none")]),
            ("/nowhere", [("title", CANARY)]),
            ("/search", [("q", CANARY)]),
        ] {
            let (a, b) = (there.post(to, &fields).await, never.post(to, &fields).await);
            assert_eq!(a, b, "{key} sends to {to}, with a record of {register}");
        }
        let (a, b) = (knock(&there, &secret).await, knock(&never, &secret).await);
        assert_eq!(a, b, "{key} is answered otherwise");
    }
    assert!(seen > 150, "{seen}");
    same_figures(&with, &without).await;
    same_archive(&with, &without, &own_streams(&with, &without)).await;
}

macro_rules! channels {
    ($($name:ident $n:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            every_channel($n).await;
        }
    )*};
}

channels! {
    no_channel_tells_of_an_enquiry 0;
    no_channel_tells_of_a_request_for_information 1;
    no_channel_tells_of_what_a_group_asks 2;
    no_channel_tells_of_a_briefing 3;
    no_channel_tells_of_a_complaint 4;
    no_channel_tells_of_a_question 5;
    no_channel_tells_of_a_suggested_change 6;
}
