//! How this server is set up: one file, `wardroom.toml`, and the environment, which goes before it. What
//! the council decides about its work lies in its settings instead; here is only what whoever runs the
//! server decides: addresses, secrets, where mail goes.
//!
//! Never read a key elsewhere, and never print a secret.

mod check;
mod keys;
#[cfg(test)]
mod tests;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use domain::directory::Role;
use serde::Deserialize;

use crate::mail::address::CouncilAddress;
pub use check::Wrong;
pub use keys::{KEYS, Key};

/// The whole set-up.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Config {
    /// Where the pages and the data are.
    pub serve: Serve,
    /// How people sign in.
    pub sign_in: SignIn,
    /// How mail leaves.
    pub mail: Mail,
    /// How mail comes in.
    pub mail_in: MailIn,
    /// What is written about the program's own doings.
    pub log: Log,
}

/// Where the pages and the data are.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Serve {
    /// Where the program listens, for the web server in front of it.
    pub listen: SocketAddr,
    /// The address at which people open it: `https://wardroom.council.example`.
    pub address: String,
    /// The folder of the embedded database.
    pub data: PathBuf,
    /// A PostgreSQL server instead.
    pub database: Option<Secret>,
    /// Where figures for Prometheus are served, apart from the pages; nowhere if not given.
    pub metrics: Option<SocketAddr>,
    /// Hosts inside the council's network that a page may ask for a list of councillors.
    pub inside: Vec<String>,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            address: String::new(),
            data: "wardroom-data".into(),
            database: None,
            metrics: None,
            inside: Vec::new(),
        }
    }
}

impl Serve {
    /// The address without a slash at its end, to put a path behind.
    pub fn base(&self) -> &str {
        self.address.trim_end_matches('/')
    }
}

/// How people sign in.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct SignIn {
    /// Whether people may ask for a link by mail; where mail is set up they may.
    pub link: bool,
    /// For how many minutes such a link is good.
    pub link_minutes: u16,
    /// The council's own sign-in service.
    pub openid: Option<OpenId>,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            link: true,
            link_minutes: 15,
            openid: None,
        }
    }
}

/// The council's own sign-in service, by OpenID Connect.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OpenId {
    /// What people call it, for the button: `your council account`.
    #[serde(default = "account")]
    pub name: String,
    /// Its address, exactly as it names itself.
    pub issuer: String,
    /// The identifier that it gave this product.
    pub client_id: String,
    /// The secret that it gave this product.
    #[serde(default)]
    pub client_secret: Option<Secret>,
    /// A file with that secret.
    #[serde(default)]
    pub client_secret_file: Option<PathBuf>,
    /// What to ask of it beside `openid`.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// The claim that says who somebody is.
    #[serde(default = "email")]
    pub person_claim: String,
    /// What that claim holds: the person's mail address or their number in the council's lists.
    #[serde(default)]
    pub person_is: PersonIs,
    /// The claim that lists somebody's groups or roles.
    #[serde(default = "groups")]
    pub posts_claim: String,
    /// Which value of that claim brings which post. Such a post is kept by the sign-in service: it begins
    /// with the claim and ends without it.
    #[serde(default)]
    pub posts: Vec<PostRule>,
}

fn account() -> String {
    "your council account".to_owned()
}
fn scopes() -> Vec<String> {
    vec!["profile".to_owned(), "email".to_owned()]
}
fn email() -> String {
    "email".to_owned()
}
fn groups() -> String {
    "groups".to_owned()
}

/// By what the sign-in service names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonIs {
    /// The mail address of the directory.
    #[default]
    Email,
    /// The number under which the council's own lists know the person.
    Reference,
}

/// One value of a claim with the post that it brings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PostRule {
    /// The value, as the sign-in service gives it.
    pub value: String,
    /// The post: `{ office = "team-member", team = "democratic-services" }`.
    pub post: Role,
}

/// How mail leaves.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Mail {
    /// The sender: `Wardroom <wardroom@council.example>`.
    pub from: String,
    /// The address to which people answer, whose mailbox lets anything stand behind a plus:
    /// `wardroom@council.example`. Without it, letters cannot be answered.
    pub reply_to: Option<String>,
    /// The host of the mail server.
    pub server: Option<String>,
    /// Its port; what is usual for the kind of security if not given.
    pub port: Option<u16>,
    /// How the way to it is secured.
    pub security: Security,
    /// A file with further certificates to trust, in PEM form.
    pub authority_file: Option<PathBuf>,
    /// The name to sign in to it with.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// A file with that password.
    pub password_file: Option<PathBuf>,
    /// A folder for letters instead of a server, one file each: for trying out.
    pub folder: Option<PathBuf>,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            from: String::new(),
            reply_to: None,
            server: None,
            port: None,
            security: Security::Starttls,
            authority_file: None,
            user: None,
            password: None,
            password_file: None,
            folder: None,
        }
    }
}

impl Mail {
    /// Whether letters go anywhere.
    pub fn is_set(&self) -> bool {
        self.server.is_some() || self.folder.is_some()
    }

    /// The address to which people answer, if there is one.
    pub fn council_address(&self) -> Option<CouncilAddress> {
        self.reply_to.as_deref()?.parse().ok()
    }
}

/// How mail comes in: from a mailbox, or through `wardroom mail ingest`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct MailIn {
    /// The name under which the council's own mail server says what it found of a sender, in its
    /// `Authentication-Results`. Without it nobody is believed, and every message waits for a person.
    pub results_of: Option<String>,
    /// The host of the mailbox (IMAP); none where a mail server hands messages over itself.
    pub server: Option<String>,
    /// Its port; what is usual for the kind of security if not given.
    pub port: Option<u16>,
    /// How the way to it is secured.
    pub security: Security,
    /// A file with further certificates to trust, in PEM form.
    pub authority_file: Option<PathBuf>,
    /// The name to sign in to the mailbox with.
    pub user: String,
    /// Its password.
    pub password: Option<Secret>,
    /// A file with that password.
    pub password_file: Option<PathBuf>,
    /// The folder of the mailbox that is read.
    pub folder: String,
    /// The most megabytes that a message may have.
    pub megabytes: u32,
}

impl Default for MailIn {
    fn default() -> Self {
        Self {
            results_of: None,
            server: None,
            port: None,
            security: Security::Tls,
            authority_file: None,
            user: String::new(),
            password: None,
            password_file: None,
            folder: "INBOX".to_owned(),
            megabytes: 25,
        }
    }
}

impl MailIn {
    /// The most bytes that a message may have.
    pub fn bytes_max(&self) -> usize {
        self.megabytes as usize * 1_000_000
    }
}

/// How the way to the mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// In plain words first, then upgraded; never sent without (port 587).
    Starttls,
    /// From the first byte (port 465).
    Tls,
    /// Not at all: only to a server on this machine (port 25).
    None,
}

/// What is written about the program's own doings.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Log {
    /// In which form.
    pub form: LogForm,
    /// From which gravity on.
    pub level: LogLevel,
}

/// From which gravity on something is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogLevel {
    /// What failed.
    Error,
    /// And what may come to it.
    Warn,
    /// And every act, by the template of its route.
    #[default]
    Info,
    /// And every request.
    Debug,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogForm {
    /// Lines for people.
    #[default]
    Lines,
    /// One JSON object a line, for programs.
    Json,
}

/// A value that is never printed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The value itself, to hand to whom it is for.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Config {
    /// Reads the file, lays the environment over it, reads the files of secrets and checks the whole.
    /// Without a file only the environment counts. All that is wrong comes back at once.
    pub fn read(
        file: Option<&Path>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Vec<Wrong>> {
        let text = match file {
            None => String::new(),
            Some(file) => std::fs::read_to_string(file).map_err(|error| {
                let what = format!("cannot read `{}`: {error}", file.display());
                vec![Wrong::of("the file", None, what)]
            })?,
        };
        check::read(&text, environment)
    }
}
