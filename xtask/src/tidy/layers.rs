//! Which layer may hold what: SQL and drivers in the store only, a domain whose manifest lists nothing
//! that could act, dependencies in one direction, one noun in every layer.

use super::Complaint;
use crate::repo::{File, Repo};

/// What the domain may depend on. Each computes; none reads a clock, draws randomness or opens anything.
const DOMAIN_MAY_USE: &[&str] = &[
    "csv",  // reads tables from text that the edge hands in
    "jiff", // without its `std` clock in use: clippy.toml bans `Timestamp::now`
    "serde",
    "serde_json",
    "sha2",
    "similar", // differences of two slices; its deadlines, which would read a clock, are not used
    "thiserror",
    "toml",
    "unicode-normalization",
];

/// Which of our crates each may depend on, besides in its tests. Whoever is not listed: on none.
const DIRECTION: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("documents", &["domain"]),
    ("messages", &["domain"]),
    ("service", &["domain", "store", "documents", "messages"]),
    ("scenarios", &["domain"]),
    ("xtask", &[]),
    (
        "bench",
        &[
            "domain",
            "documents",
            "messages",
            "store",
            "service",
            "loopback",
        ],
    ),
    ("loopback", &[]),
    ("fuzz", &["domain", "documents", "messages", "service"]),
];

/// The store's own files, the tests of the whole service, which look at the tables from outside, the
/// benches' floor, which is a bare page on purpose, and these rules.
fn may_hold_sql(file: &File) -> bool {
    const FOLDERS: [&str; 4] = ["crates/store", "crates/service/tests", "benches", "xtask"];
    FOLDERS.iter().any(|folder| file.under(folder))
}

/// No statement outside the store.
pub fn sql(repo: &Repo) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in repo.rust().filter(|file| !may_hold_sql(file)) {
        for (at, line) in file.text.lines().enumerate() {
            if line.split('"').skip(1).any(is_statement) {
                let why = "a statement outside the store: give the store a function for it";
                complaints.push(Complaint::at(&file.path, at + 1, why));
            }
        }
    }
    complaints
}

/// Whether a string literal starts as a statement, written in one case throughout as code is.
fn is_statement(literal: &str) -> bool {
    let literal = literal.trim_start();
    let upper = literal.to_uppercase();
    let first = literal.split(' ').next().unwrap_or_default();
    if first != first.to_lowercase() && first != first.to_uppercase() {
        return false; // a sentence, as `Select one from the list`
    }
    let has = |word: &str| upper.contains(word);
    (upper.starts_with("SELECT ") && has(" FROM "))
        || upper.starts_with("INSERT INTO ")
        || (upper.starts_with("UPDATE ") && has(" SET "))
        || upper.starts_with("DELETE FROM ")
        || upper.starts_with("CREATE TABLE ")
        || upper.starts_with("ALTER TABLE ")
        || upper.starts_with("PRAGMA ")
}

/// No driver outside the store.
pub fn drivers(repo: &Repo) -> Vec<Complaint> {
    const DRIVERS: &[&str] = &["rusqlite", "tokio_postgres", "deadpool_postgres"];
    let mut complaints = Vec::new();
    for file in repo.rust().filter(|file| !may_hold_sql(file)) {
        for (at, line) in file.text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(driver) = DRIVERS.iter().find(|driver| code.contains(**driver)) {
                let why = format!("`{driver}` outside the store: give the store a function for it");
                complaints.push(Complaint::at(&file.path, at + 1, why));
            }
        }
    }
    complaints
}

/// The domain's short list, the direction of dependencies, and the workspace's lints in every crate.
pub fn manifests(repo: &Repo) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let members = repo
        .files
        .iter()
        .filter(|file| file.path.ends_with("/Cargo.toml"));
    for file in members {
        let table: toml::Table = match file.text.parse() {
            Ok(table) => table,
            Err(fault) => {
                complaints.push(Complaint::of(&file.path, fault.to_string()));
                continue;
            }
        };
        let mut complain = |why: String| complaints.push(Complaint::of(&file.path, why));
        let name =
            |table: &toml::Table| Some(table.get("package")?.get("name")?.as_str()?.to_owned());
        let Some(name) = name(&table) else {
            continue;
        };
        let lints = table
            .get("lints")
            .and_then(|lints| lints.get("workspace")?.as_bool());
        if lints != Some(true) {
            complain("add `[lints] workspace = true`".into());
        }
        let uses = dependencies(&table);
        if name == "domain" {
            for other in uses
                .iter()
                .filter(|other| !DOMAIN_MAY_USE.contains(&other.as_str()))
            {
                complain(format!(
                    "the domain uses `{other}`: it computes only; see DOMAIN_MAY_USE in xtask"
                ));
            }
        }
        let allowed = DIRECTION.iter().find(|(from, _)| *from == name);
        let allowed = allowed.map_or(&[][..], |(_, to)| to);
        let ours = |other: &&String| DIRECTION.iter().any(|(crate_, _)| crate_ == other);
        for other in uses.iter().filter(ours) {
            if !allowed.contains(&other.as_str()) {
                complain(format!(
                    "`{name}` depends on `{other}`: the wrong direction"
                ));
            }
        }
    }
    complaints
}

fn dependencies(manifest: &toml::Table) -> Vec<String> {
    ["dependencies", "build-dependencies"]
        .into_iter()
        .filter_map(|key| manifest.get(key)?.as_table())
        .flat_map(|table| table.keys().cloned())
        .collect()
}

/// A register's name is its folder's, so that one noun leads through every layer.
pub fn nouns(repo: &Repo) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let domain = |file: &&File| file.under("crates/domain/src") && !file.is_test();
    for file in repo.rust().filter(domain) {
        for (at, line) in file.text.lines().enumerate() {
            let Some(rest) = line.trim().strip_prefix("const NAME: &'static str = \"") else {
                continue;
            };
            let noun = rest.split('"').next().unwrap_or_default();
            if !file.under(&format!("crates/domain/src/{noun}")) {
                let why = format!("register `{noun}`: move it to crates/domain/src/{noun}/");
                complaints.push(Complaint::at(&file.path, at + 1, why));
            }
            let web = format!("crates/service/src/web/{noun}");
            let generic = format!("crates/service/src/registers/{noun}.rs");
            if repo.has("crates/service/src/web")
                && !repo.has(&web)
                && !repo.has(&format!("{web}.rs"))
                && !repo.has(&generic)
            {
                let why = format!("register `{noun}` has no pages: {web}/ is missing");
                complaints.push(Complaint::at(&file.path, at + 1, why));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_told_from_a_sentence() {
        assert!(is_statement("select a from b where c = ?1"));
        assert!(is_statement("INSERT INTO a VALUES (1)"));
        assert!(is_statement("update a set b = 1"));
        assert!(!is_statement("Select one from the list"));
        assert!(!is_statement("update the date that the council has set"));
        assert!(!is_statement("selected from the list"));
    }

    #[test]
    fn statements_and_drivers_stay_in_the_store() {
        let text = "//! a\nuse rusqlite::Connection;\nlet a = \"delete from a\";\n";
        let repo = Repo::of(&[
            ("crates/service/src/a.rs", text),
            ("crates/store/src/a.rs", text),
        ]);
        assert_eq!(sql(&repo).len(), 1);
        assert_eq!(drivers(&repo).len(), 1);
    }

    #[test]
    fn the_domain_depends_on_nothing_that_acts_and_the_store_not_on_the_service() {
        let head =
            |name: &str| format!("[package]\nname = \"{name}\"\n[lints]\nworkspace = true\n");
        let domain = head("domain") + "[dependencies]\ntokio = \"1\"\nserde = \"1\"\n";
        let store = head("store") + "[dependencies]\nservice = \"1\"\ndomain = \"1\"\n";
        let repo = Repo::of(&[
            ("crates/domain/Cargo.toml", &domain),
            ("crates/store/Cargo.toml", &store),
            ("crates/x/Cargo.toml", "[package]\nname = \"x\"\n"),
        ]);
        let found: Vec<String> = manifests(&repo).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("`tokio`") && found[1].contains("wrong direction"));
    }

    #[test]
    fn a_register_lies_in_the_folder_of_its_name() {
        let text = "//! a\n    const NAME: &'static str = \"enquiries\";\n";
        let right = Repo::of(&[("crates/domain/src/enquiries/mod.rs", text)]);
        let wrong = Repo::of(&[("crates/domain/src/cases/mod.rs", text)]);
        assert_eq!((nouns(&right).len(), nouns(&wrong).len()), (0, 1));
    }
}
