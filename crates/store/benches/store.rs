//! How fast the store takes acts, beside raw group commits of the same bytes, and how fast it reads among
//! many cases. `cargo bench -p store -- [CASES] [postgres://…]`; 20,000 cases on SQLite by default. With
//! `rebuild` before them it only tells how fast the rows of so many cases are written anew.

#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures time and says so"
)]

mod maintenance;
mod rebuilds;
mod steps;
mod trees;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Instant;

use domain::access::{Reader, Readers, Token, Visible};
use domain::fresh::Fresh;
use domain::ids::{PersonId, Stream};
use domain::reference::Reference;
use domain::register::Row;
use domain::text::terms;
use domain::verdict::{Basis, NewContent};
use jiff::Timestamp;
use store::{
    Batch, FiguresFilter, Filter, NewEvent, Page, PersonNotice, Projection, Sort, Store,
    StreamAppend,
};
use tokio::sync::oneshot;

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CLIENTS: [u64; 3] = [1, 8, 64];
const WORDS: [&str; 24] = [
    "damp",
    "mould",
    "stairwell",
    "kitchen",
    "repair",
    "contractor",
    "appointment",
    "missed",
    "boiler",
    "heating",
    "parking",
    "permit",
    "pavement",
    "streetlight",
    "refuse",
    "recycling",
    "collection",
    "planning",
    "noise",
    "neighbour",
    "allotment",
    "cycle",
    "school",
    "crossing",
];

fn person(id: &str) -> PersonId {
    id.parse().expect("a slug")
}

fn start() -> Timestamp {
    "2026-01-01T09:00:00Z".parse().expect("an instant")
}

fn reference(n: u64) -> Reference {
    Reference::from_entropy("ENQ", n.wrapping_mul(0x2C9F_41A7) & 0x3FFF_FFFF)
}

/// An enquiry as it is raised: one event, its words, title and terms, six relations, two notices.
fn raised(n: u64) -> Batch {
    let mut seed = [3; 32];
    seed[..8].copy_from_slice(&n.to_be_bytes());
    let fresh = Fresh::new(seed);
    let word = |k: u64| WORDS[(n.wrapping_mul(k * 2 + 3) >> 3) as usize % WORDS.len()];
    let title = format!("{} and {} at number {}", word(1), word(2), n % 300);
    let mut text = format!("The {} has been reported. ", word(3));
    for k in 0..24 {
        text.push_str(word(k + 4));
        text.push_str(if k % 6 == 5 {
            ". It is still not done; "
        } else {
            " "
        });
    }
    text.push_str(&format!("case{n}"));
    let reference = reference(n);
    let at = start() + jiff::SignedDuration::from_secs(n as i64 * 300);
    let mut batch = Batch::new(at, person("member-1"));
    let content = |k: usize, text: &str| NewContent {
        key: fresh.content_key(k),
        salt: fresh.salt(k),
        media: "text/plain; charset=utf-8".into(),
        bytes: text.as_bytes().to_vec(),
        searchable: true,
    };
    let (title, text) = (content(0, &title), content(1, &text));
    for content in [&title, &text] {
        let words = String::from_utf8_lossy(&content.bytes).into_owned();
        batch.terms.push((content.key.clone(), terms(&words)));
    }
    let payload = serde_json::json!({ "event": "raised",
        "title": { "key": title.key, "digest": title.digest() },
        "text": { "key": text.key, "digest": text.digest() },
        "service": "housing-repairs", "ward": "castle", "pack": "cambridge-updated" });
    let day = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let service = n % 30;
    let row = Row {
        register: "enquiries".into(),
        reference: reference.clone(),
        title: Some(title.key.clone()),
        state: "with-officer".into(),
        open: n.is_multiple_of(10),
        due: Some(day.saturating_add(jiff::Span::new().days(7))),
        waits_on: Some(Token::from_stored(&format!("service:s{service}"))),
        service: Some(format!("s{service}").parse().expect("a slug")),
        ward: Some(format!("w{}", n % 14).parse().expect("a slug")),
        holder: Some(format!("a{}", n % 331).parse().expect("a slug")),
        handler: None,
        received: at,
        received_on: day,
        answered_on: None,
        closed_on: None,
        judged: Some(
            if n.is_multiple_of(7) {
                "late"
            } else {
                "in-time"
            }
            .into(),
        ),
        held: None,
        search: vec![
            reference.to_string(),
            "Housing repairs".into(),
            "Castle".into(),
        ],
    };
    let tokens = [
        format!("holder-of:a{}", n % 331),
        format!("service:s{service}"),
        format!("manager-of:s{service}"),
        "team:contact-centre".into(),
        "post:monitoring-officer".into(),
        "post:chief-executive".into(),
    ];
    let known = (n < 300).then(|| "post:three-hundred".to_owned());
    let may = tokens.iter().chain(&known).map(|token| Reader {
        token: Token::from_stored(token),
        basis: Basis::Statute("a bench".into()),
    });
    batch.notices = ["officer-1", "manager-1"]
        .map(|to| PersonNotice {
            person: person(to),
            kind: "raised".into(),
            reference: reference.clone(),
            basis: r#"{"statute":"a bench"}"#.into(),
        })
        .into();
    batch.appends.push(StreamAppend {
        stream: Stream::case("enquiries", &reference),
        expected: 0,
        events: vec![NewEvent {
            kind: "raised".into(),
            payload: payload.to_string(),
        }],
        cites: r#"[{"value":"7 working days","basis":{"clause":"7.6"}}]"#.into(),
        projection: Some(Projection {
            row,
            readers: Readers {
                may: may.collect(),
                denied: Vec::new(),
            },
            words: None,
        }),
    });
    batch.contents = vec![title, text];
    batch.idempotency = Some(format!("form-{n}"));
    batch
}

/// The bytes of an act that somebody would have to write in any case: its texts, as one line.
fn bytes(batch: &Batch) -> Vec<u8> {
    format!("{batch:?}")
        .into_bytes()
        .into_iter()
        .chain(batch.contents.iter().flat_map(|c| c.bytes.clone()))
        .collect()
}

type Raw = (Vec<u8>, oneshot::Sender<()>);

/// The floor: one table of one column, one writer, one transaction for whatever is queued.
fn raw_writer(path: &std::path::Path) -> mpsc::Sender<Raw> {
    let (jobs, queue) = mpsc::channel::<Raw>();
    let connection = rusqlite::Connection::open(path).expect("a database");
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             CREATE TABLE raw (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
        )
        .expect("a table");
    std::thread::spawn(move || {
        while let Ok(first) = queue.recv() {
            connection.execute_batch("BEGIN IMMEDIATE").expect("begin");
            let mut insert = connection
                .prepare_cached("INSERT INTO raw (bytes) VALUES (?1)")
                .expect("a statement");
            let mut answers = Vec::new();
            let mut job = Some(first);
            while let Some((bytes, answer)) = job {
                insert.execute([bytes]).expect("an insert");
                answers.push(answer);
                job = queue.try_recv().ok();
            }
            connection.execute_batch("COMMIT").expect("commit");
            for answer in answers {
                let _ = answer.send(());
            }
        }
    });
    jobs
}

/// Acts per second of so many clients, each waiting for its answer.
async fn rate<F: Future<Output = ()> + Send>(
    clients: u64,
    acts: u64,
    act: impl Fn(u64) -> F + Clone + Send + 'static,
) -> f64 {
    let next = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let running: Vec<_> = (0..clients)
        .map(|_| {
            let (next, act) = (next.clone(), act.clone());
            tokio::spawn(async move {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= acts {
                        return;
                    }
                    act(n).await;
                }
            })
        })
        .collect();
    for client in running {
        client.await.expect("a client");
    }
    acts as f64 / begun.elapsed().as_secs_f64()
}

/// The median of so many runs, in milliseconds.
async fn median<F: Future>(runs: usize, mut run: impl FnMut(usize) -> F) -> f64 {
    let mut times = Vec::new();
    for n in 0..runs {
        let begun = Instant::now();
        run(n).await;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

/// Bytes that this process has handed to the system to write, log and database together.
fn written() -> u64 {
    let io = std::fs::read_to_string("/proc/self/io").unwrap_or_default();
    let line = io.lines().find_map(|line| line.strip_prefix("wchar: "));
    line.and_then(|n| n.trim().parse().ok()).unwrap_or(0)
}

/// Raw group commits of these lines, acts per second.
async fn raw_rate(file: &std::path::Path, clients: u64, lines: Vec<Vec<u8>>) -> f64 {
    let writer = raw_writer(file);
    let (acts, lines) = (lines.len() as u64, Arc::new(lines));
    rate(clients, acts, move |n| {
        let (writer, line) = (writer.clone(), lines[n as usize].clone());
        async move {
            let (answer, done) = oneshot::channel();
            writer.send((line, answer)).expect("a writer");
            done.await.expect("an answer");
        }
    })
    .await
}

async fn commits(store: &Store, folder: &std::path::Path, mut from: u64) -> u64 {
    println!("acts per second, each answered after its sync; best of three rounds, side by side:");
    println!("  clients    store   raw, its texts   raw, as many bytes as the store writes");
    for clients in CLIENTS {
        let acts = 40 * clients + 200;
        let (mut ours, mut texts, mut same, mut size) = (0.0_f64, 0.0_f64, 0.0_f64, 0);
        for _ in 0..3 {
            let batches: Arc<Vec<Batch>> = Arc::new((from..from + acts).map(raised).collect());
            from += acts;
            let lines: Vec<Vec<u8>> = batches.iter().map(bytes).collect();
            let file = folder.join(format!("texts-{from}.db"));
            texts = texts.max(raw_rate(&file, clients, lines).await);
            let (store, before) = (store.clone(), written());
            let whole = rate(clients, acts, move |n| {
                let (store, batch) = (store.clone(), batches[n as usize].clone());
                async move { store.commit(batch).await.map(drop).expect("a commit") }
            });
            ours = ours.max(whole.await);
            // Half, because the raw writer's bytes go to the log and to the database as well.
            size = (written() - before) / acts / 2;
            let lines = vec![vec![7; size as usize]; acts as usize];
            let file = folder.join(format!("same-{from}.db"));
            same = same.max(raw_rate(&file, clients, lines).await);
        }
        println!(
            "  {clients:>7} {ours:>8.0} {texts:>8.0} ({:.2})   {same:>8.0} ({:.2}; {size} bytes)",
            ours / texts,
            ours / same
        );
    }
    from
}

fn sees(tokens: &[&str]) -> Visible {
    Visible::of(
        &person("reader"),
        tokens.iter().map(|token| Token::from_stored(token)),
    )
}

async fn reads(store: &Store, cases: u64) {
    let few = sees(&["holder-of:a5", "person:reader", "ward:w1", "everyone:"]);
    let many = sees(&[
        "team:contact-centre",
        "person:reader",
        "service:s3",
        "everyone:",
    ]);
    println!("medians in milliseconds among {cases} cases (reader of few, reader of all):");
    let case = |n: usize| reference(5 + 331 * (n as u64 % (cases / 331 - 1)));
    let loaded = median(500, |n| {
        let (store, few) = (store, &few);
        async move {
            let loaded = store.load_visible(&case(n), few).await.expect("a load");
            assert!(loaded.is_some());
        }
    });
    println!("  case with texts: {:.3}", loaded.await);
    let open = Filter {
        open: Some(true),
        ..Filter::default()
    };
    let late = Filter {
        judged: Some("late".into()),
        service: Some("s3".parse().expect("a slug")),
        ..Filter::default()
    };
    let waiting = Filter {
        waiting_on_me: true,
        ..open.clone()
    };
    for (name, filter, sort) in [
        ("everything, newest", Filter::default(), Sort::Newest),
        ("open by due", open, Sort::Due),
        ("waiting on me", waiting, Sort::Due),
        ("late of one service", late, Sort::Newest),
    ] {
        let page = Page::first(25, sort);
        let [a, b] = [&few, &many].map(|visible| {
            let (filter, page) = (&filter, &page);
            median(100, move |_| async move {
                store.list(visible, filter, page).await.expect("a list")
            })
        });
        println!("  list, {name}: {:.3}, {:.3}", a.await, b.await);
    }
    let page = Page::first(25, Sort::Newest);
    let rare = format!("case{}", cases - 5);
    for typed in [
        "boiler",
        "boil",
        "damp refuse",
        "castle boiler cross",
        &rare,
        "xylophone",
    ] {
        let (terms, all) = (terms(typed), Filter::default());
        let [a, b] = [&few, &many].map(|visible| {
            let (terms, all, page) = (&terms, &all, &page);
            median(40, move |_| async move {
                store
                    .search(visible, terms, all, page)
                    .await
                    .expect("a search")
            })
        });
        println!("  search, `{typed}`: {:.3}, {:.3}", a.await, b.await);
    }
    let figures = FiguresFilter {
        cases: Filter::default(),
        today: jiff::civil::date(2026, 6, 1),
    };
    let [a, b] = [&few, &many].map(|visible| {
        let figures = &figures;
        median(5, move |_| async move {
            store.figures(visible, figures).await.expect("figures")
        })
    });
    println!("  figures by service: {:.3}, {:.3}", a.await, b.await);
}

/// Fills up to so many cases, with their words found by search; how many there are then.
async fn fill(store: &Store, filled: u64, cases: u64) -> u64 {
    let begun = Instant::now();
    let left = cases.saturating_sub(filled);
    let filling = store.clone();
    rate(256, left, move |n| {
        let (store, batch) = (filling.clone(), raised(filled + n));
        async move { store.commit(batch).await.map(drop).expect("a commit") }
    })
    .await;
    let took = begun.elapsed().as_secs_f64();
    println!("filled with {left} more in {took:.0} s");
    while store.index_words().await.expect("an index") > 0 {}
    filled + left
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    // `cargo test --all-targets` starts this too, without meaning to measure.
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    let mut args = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .peekable();
    let rebuilds = args.next_if(|arg| arg == "rebuild").is_some();
    let cases: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let folder = std::env::temp_dir().join(format!("wardroom-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let store = match args.next() {
        Some(url) => Store::open(&url).await.expect("a server"),
        None => Store::open_sqlite(&folder.join("wardroom.db")).expect("a file"),
    };
    store.migrate().await.expect("a schema");
    if rebuilds {
        rebuilds::measure(&store, &folder, cases).await;
        drop(store);
        let _ = std::fs::remove_dir_all(&folder);
        return;
    }
    let filled = commits(&store, &folder, 0).await;
    while store.index_words().await.expect("an index") > 0 {}
    let few = (filled, steps::asked(&store).await);
    let filled = fill(&store, filled, cases).await;
    let filled = commits(&store, &folder, filled).await;
    while store.index_words().await.expect("an index") > 0 {}
    let filled = if store.is_postgres() {
        filled
    } else {
        trees::told(&store, &folder, filled).await
    };
    reads(&store, cases).await;
    steps::told(&few, &(filled, steps::asked(&store).await));
    maintenance::told(&store).await;
    drop(store);
    let _ = std::fs::remove_dir_all(&folder);
}
