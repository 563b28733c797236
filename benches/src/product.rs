//! The product as it is served, on the demo's council with as many enquiries as asked for, each made
//! through the real decisions. The pages are the demo's own, on a port of the system's choice.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use domain::enquiries::Enquiries;
use domain::enquiries::command::{Act, Command, Raise};
use domain::ids::PersonId;
use domain::reference::Reference;
use loopback::{Connection, get, post};
use service::clock::Clock;
use service::demo::{self, Plan};
use service::entropy::Entropy;
use service::operations::{Operations, Options, Subject};
use service::running::Stop;
use service::web::{self, App};
use store::{Filter, Page, Sort, Store};

use crate::copies;
use crate::time::now;

/// The protocol under which the council is measured.
const PACK: &str = "cambridge-updated";
/// What is raised.
const BODY: &str = "It has been reported three times. The tenant has a small child with asthma; the \
                    surveyor was due in March and did not come. When will it be treated?";
/// The last job of a round, as metrics name it.
const LAST_JOB: &str = "job=\"leavers\"";
/// How many references are gathered for one reader.
const REFERENCES_MAX: usize = 2_000;

/// The product, listening.
pub struct Product {
    operations: Operations,
    /// Where it listens.
    pub address: SocketAddr,
    next: AtomicU64,
}

/// A persona who has signed in.
pub struct Reader {
    person: PersonId,
    /// The session's cookie.
    pub cookie: String,
}

/// How large a council is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// How many enquiries it holds.
    pub enquiries: usize,
    /// How many of them at most are made through the real decisions; the others are copies of those that
    /// the first member may not read.
    pub decided: usize,
    /// Whether only what is over and has the shortest history is copied.
    pub brief: bool,
}

/// A council that only has to be there.
pub const SMALL: Size = Size {
    enquiries: 20,
    decided: 20,
    brief: false,
};

/// The council in a folder, made unless it is there already.
pub async fn council(folder: &Path, size: Size) -> anyhow::Result<Operations> {
    std::fs::create_dir_all(folder)?;
    let store = Store::open_sqlite(&folder.join("wardroom.sqlite"))?;
    store.migrate().await?;
    let made = demo::shown_at(&store).await?;
    let operations = Operations::new(
        store,
        Clock::shown(made.unwrap_or_else(demo::begins_at)),
        Entropy::seeded(demo::SEED),
        Operations::shipped_protocols(),
    );
    let plan = Plan::new(PACK, size.enquiries.min(size.decided))?;
    demo::build(&operations, &plan, &mut |line| eprintln!("{line}")).await?;
    let operations = operations.with_entropy(Entropy::Machine);
    if made.is_none() && size.enquiries > size.decided {
        let member = demo::personas().into_iter().next().context("no persona")?;
        let visible = operations.visible(&member.person).await?;
        copies::fill(&operations, &visible, size, |line| eprintln!("{line}")).await?;
    }
    Ok(operations)
}

fn title(n: u64) -> String {
    format!("Mould in a council flat, number {n}")
}

/// Waits until the jobs that run every quarter of an hour have run once, as they do at every start: what
/// is measured is the product between two rounds. Their time is told, and that of the cases' jobs of the round after it,
/// which passes over what is settled.
async fn first_round(operations: &Operations) -> anyhow::Result<()> {
    let begun = now();
    while !operations.metrics().text(&[]).contains(LAST_JOB) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("the first round of jobs took {seconds:.1} s");
    let begun = now();
    operations.run_jobs().await?;
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("looking at every case once more took {seconds:.2} s");
    Ok(())
}

impl Product {
    /// Makes the council in a folder, unless it is there already, and serves it.
    pub async fn open(folder: &Path, size: Size) -> anyhow::Result<Self> {
        let operations = council(folder, size).await?;
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let app = App::demo(operations.clone());
        tokio::spawn(async move { web::serve::serve(app, listener, Stop::default()).await });
        first_round(&operations).await?;
        Ok(Self {
            operations,
            address,
            next: AtomicU64::new(0),
        })
    }

    /// Signs in as one of the demo's personas, by key.
    pub fn sign_in(&self, key: &str) -> anyhow::Result<Reader> {
        let personas = demo::personas();
        let persona = personas.into_iter().find(|persona| persona.key == key);
        let person = persona
            .with_context(|| format!("no persona `{key}`"))?
            .person;
        let form = [("person", person.as_str()), ("to", "/")];
        let request = post("/sign-in", &self.address.to_string(), "", &form);
        let answer = Connection::open(self.address)?.send(&request)?;
        let cookie = answer
            .header("set-cookie")
            .context("signing in gave no cookie")?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(Reader { person, cookie })
    }

    /// Enquiries that this reader may read, as many as there are up to a limit.
    pub async fn references(&self, reader: &Reader) -> anyhow::Result<Vec<Reference>> {
        let visible = self.operations.visible(&reader.person).await?;
        let enquiries = Filter {
            register: Some("enquiries".to_owned()),
            ..Filter::default()
        };
        let mut page = Page::first(100, Sort::Newest);
        let mut references = Vec::new();
        loop {
            let listing = self
                .operations
                .store()
                .list(&visible, &enquiries, &page)
                .await?;
            references.extend(listing.items.into_iter().map(|item| item.row.reference));
            match listing.next {
                Some(next) if references.len() < REFERENCES_MAX => page.after = Some(next),
                _ => break,
            }
        }
        ensure!(!references.is_empty(), "this persona may read no enquiry");
        Ok(references)
    }

    /// The bytes that one raised enquiry puts into the log: events, what they rest on, and words.
    pub async fn raised_bytes(&self, reader: &Reader) -> anyhow::Result<usize> {
        let request = self.raise(reader);
        let answer = Connection::open(self.address)?.send(&request)?;
        let to = answer.header("location").context("raising led nowhere")?;
        let reference = to.split('/').find(|part| part.starts_with("ENQ-"));
        let reference: Reference = reference.context("raising gave no reference")?.parse()?;
        let visible = self.operations.visible(&reader.person).await?;
        let case = self
            .operations
            .case::<Enquiries>(&reference, &visible)
            .await?;
        let events = self.operations.store().load(&case.stream, 0).await?;
        let logged: usize = events.iter().map(|e| e.payload.len() + e.cites.len()).sum();
        let words: usize = case
            .contents
            .values()
            .map(|content| content.bytes.as_ref().map_or(0, Vec::len))
            .sum();
        Ok(logged + words)
    }

    /// Raises one more enquiry, unlike any before, by the operation that the form calls: decided, committed
    /// and on the disk when it returns.
    pub async fn raise_without_http(&self, reader: &Reader) -> anyhow::Result<()> {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        let raise = Raise {
            title: title(n),
            body: BODY.to_owned(),
            ..Raise::default()
        };
        let actor = self.operations.actor(&reader.person, None).await?;
        let act = Command::from(Act::Raise(Box::new(raise)));
        self.operations
            .act::<Enquiries>(&actor, Subject::New, act, Options::default())
            .await?;
        Ok(())
    }

    /// A form that raises one more enquiry, unlike any before.
    pub fn raise(&self, reader: &Reader) -> Vec<u8> {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        let title = title(n);
        let token = format!("bench-{}-{n}", std::process::id());
        let form = [
            ("step", "send"),
            ("title", title.as_str()),
            ("body", BODY),
            ("act-token", token.as_str()),
        ];
        post(
            "/enquiries/new",
            &self.address.to_string(),
            &reader.cookie,
            &form,
        )
    }

    /// A page as this reader.
    pub fn page(path: &str, reader: &Reader) -> Vec<u8> {
        get(path, &reader.cookie)
    }
}
