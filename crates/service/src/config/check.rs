//! What is wrong with a set-up: which key, on which line, and what to write instead.

use std::fmt;
use std::path::Path;

use lettre::message::Mailbox;
use toml::{Table, Value};

use super::keys::Kind;
use super::{Config, KEYS, Key, Mail, MailIn, OpenId, Secret, Security, Serve};
use crate::mail::address::CouncilAddress;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The key with its sections.
    pub key: String,
    /// The line of the file; none where the environment says it or nobody does.
    pub line: Option<usize>,
    /// What is wrong and what to write.
    pub what: String,
}

impl Wrong {
    pub(super) fn of(key: &str, line: Option<usize>, what: impl Into<String>) -> Self {
        Self {
            key: key.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}, ")?;
        }
        write!(f, "`{}`: {}", self.key, self.what)
    }
}

impl std::error::Error for Wrong {}

/// What is found wrong, with the text in which lines are looked up.
struct Findings<'a> {
    text: &'a str,
    all: Vec<Wrong>,
}

impl Findings<'_> {
    fn add(&mut self, key: &str, what: impl Into<String>) {
        let line = line_of(self.text, key);
        self.all.push(Wrong::of(key, line, what));
    }
}

pub(super) fn read(
    text: &str,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Config, Vec<Wrong>> {
    // The file by itself first: only then does an error know its line.
    let mut table: Table = toml::from_str(text).map_err(|error| vec![unread(text, &error)])?;
    if let Err(error) = toml::from_str::<Config>(text)
        && !error.message().starts_with("missing field")
    {
        return Err(vec![unread(text, &error)]);
    }
    let mut found = Findings {
        text,
        all: Vec::new(),
    };
    for key in KEYS {
        let said = environment(&key.variable()).filter(|said| !said.is_empty());
        if let Some(said) = said {
            match value(key, &said) {
                Ok(value) => put(&mut table, key.path, value),
                Err(what) => found.all.push(Wrong::of(&key.variable(), None, what)),
            }
        }
    }
    let read = Value::Table(table).try_into::<Config>();
    let mut config = read.map_err(|error| {
        let what = error.message().trim().to_owned();
        vec![Wrong::of(section_of(&what), None, what)]
    })?;
    secrets(&mut config, &mut found);
    serve(&config.serve, &mut found);
    mail(&config.mail, &mut found);
    mail_in(&config.mail_in, &mut found);
    if let Some(openid) = &config.sign_in.openid {
        sign_in_service(openid, &mut found);
    }
    if !(5..=60).contains(&config.sign_in.link_minutes) {
        found.add(
            "sign-in.link-minutes",
            format!(
                "`{}` is not between 5 and 60: write 15",
                config.sign_in.link_minutes
            ),
        );
    }
    if found.all.is_empty() {
        Ok(config)
    } else {
        Err(found.all)
    }
}

/// An error of the file's own form, with its line.
fn unread(text: &str, error: &toml::de::Error) -> Wrong {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line = before.lines().count().max(1) + usize::from(before.ends_with('\n'));
    let here = text.lines().nth(line - 1).unwrap_or_default();
    let key = here.split('=').next().unwrap_or_default().trim();
    let what = error.message().trim().replace('\n', " ");
    let line = Some(line).filter(|_| error.span().is_some());
    Wrong::of(if key.is_empty() { "the file" } else { key }, line, what)
}

/// Of which section a key is missing: only the sign-in service has keys that must be given.
fn section_of(what: &str) -> &'static str {
    if what.contains("missing field") {
        "sign-in.openid"
    } else {
        "the environment"
    }
}

fn value(key: &Key, said: &str) -> Result<Value, String> {
    match key.kind {
        Kind::Text => Ok(Value::String(said.to_owned())),
        Kind::Number => said
            .parse()
            .map(Value::Integer)
            .map_err(|_| format!("`{said}` is not a number: write digits only")),
        Kind::Flag => said
            .parse()
            .map(Value::Boolean)
            .map_err(|_| format!("`{said}` is neither: write true or false")),
        Kind::List => {
            let words = said
                .split(',')
                .map(|word| Value::String(word.trim().to_owned()));
            Ok(Value::Array(words.collect()))
        }
        Kind::FileOnly => Err("only the file can say this: write it there".to_owned()),
    }
}

fn put(table: &mut Table, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            table.insert(path.to_owned(), value);
        }
        Some((section, rest)) => {
            let inner = table
                .entry(section.to_owned())
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// The line that a key stands on, or that its section begins on.
fn line_of(text: &str, key: &str) -> Option<usize> {
    let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
    let mut here = String::new();
    let mut began = None;
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            here = line.trim_matches(['[', ']', ' ']).to_owned();
            if here == section {
                began = Some(n + 1);
            }
        } else if here == section
            && line
                .split_once('=')
                .is_some_and(|(written, _)| written.trim() == name)
        {
            return Some(n + 1);
        }
    }
    began
}

/// Reads the files of secrets into their places.
fn secrets(config: &mut Config, found: &mut Findings<'_>) {
    let mut read = |key: &str, file: Option<&Path>, place: &mut Option<Secret>| {
        let Some(file) = file else { return };
        if place.is_some() {
            found.add(
                key,
                "is given both here and in its file: keep one of the two",
            );
            return;
        }
        match std::fs::read_to_string(file) {
            Ok(text) => *place = Some(Secret(text.trim().to_owned())),
            Err(error) => found.add(
                &format!("{key}-file"),
                format!(
                    "cannot read `{}`: {error}: write the path of a file that this user may read",
                    file.display()
                ),
            ),
        }
    };
    if let Some(openid) = &mut config.sign_in.openid {
        let file = openid.client_secret_file.clone();
        read(
            "sign-in.openid.client-secret",
            file.as_deref(),
            &mut openid.client_secret,
        );
    }
    let file = config.mail.password_file.clone();
    read("mail.password", file.as_deref(), &mut config.mail.password);
    let file = config.mail_in.password_file.clone();
    read(
        "mail-in.password",
        file.as_deref(),
        &mut config.mail_in.password,
    );
}

fn serve(serve: &Serve, found: &mut Findings<'_>) {
    let address = serve.address.as_str();
    if !address.is_empty() && !is_safe(address) {
        found.add(
            "serve.address",
            format!(
                "`{address}` is not an address that browsers keep secrets on: write \
                 https://wardroom.council.example, or http://127.0.0.1:8080 to try it on this machine"
            ),
        );
    }
    if let Some(url) = &serve.database
        && !["postgres://", "postgresql://"]
            .iter()
            .any(|s| url.reveal().starts_with(s))
    {
        found.add(
            "serve.database",
            "is no database: write postgres://user@host/name",
        );
    }
}

fn sign_in_service(openid: &OpenId, found: &mut Findings<'_>) {
    if !is_safe(&openid.issuer) {
        let issuer = &openid.issuer;
        found.add(
            "sign-in.openid.issuer",
            format!("`{issuer}` is not an https address: write it exactly as the sign-in service gives it"),
        );
    }
    if openid.client_id.trim().is_empty() {
        found.add(
            "sign-in.openid.client-id",
            "is empty: write the identifier that the sign-in service gave Wardroom",
        );
    }
    if openid.person_claim.trim().is_empty() {
        found.add("sign-in.openid.person-claim", "is empty: write `email`");
    }
}

fn mail(mail: &Mail, found: &mut Findings<'_>) {
    if mail.server.is_some() && mail.folder.is_some() {
        found.add(
            "mail.folder",
            "is given beside `mail.server`: keep one of the two",
        );
    }
    if mail.is_set() && mail.from.parse::<Mailbox>().is_err() {
        let from = &mail.from;
        found.add(
            "mail.from",
            format!("`{from}` is not a sender: write Wardroom <wardroom@council.example>"),
        );
    }
    if let Some(Err(wrong)) = mail.reply_to.as_deref().map(str::parse::<CouncilAddress>) {
        found.add("mail.reply-to", wrong.to_string());
    }
    if mail.security == Security::None && mail.server.as_deref().is_some_and(is_far) {
        found.add(
            "mail.security",
            "`none` would send letters readably over the network: write starttls or tls",
        );
    }
    if mail.user.is_some() != mail.password.is_some() {
        found.add(
            "mail.user",
            "needs a password, and a password needs it: write both or neither",
        );
    }
}

fn mail_in(mail: &MailIn, found: &mut Findings<'_>) {
    if mail.security == Security::None && mail.server.as_deref().is_some_and(is_far) {
        found.add(
            "mail-in.security",
            "`none` would fetch mail readably over the network: write tls or starttls",
        );
    }
    if mail.server.is_some() && (mail.user.is_empty() || mail.password.is_none()) {
        found.add(
            "mail-in.user",
            "and a password are needed to read a mailbox: write both",
        );
    }
    if !(1..=100).contains(&mail.megabytes) {
        found.add(
            "mail-in.megabytes",
            format!("`{}` is out of range: write 1 to 100", mail.megabytes),
        );
    }
    let server = mail.results_of.as_deref();
    if server.is_some_and(|name| name.trim().is_empty() || name.contains([' ', ';', '/'])) {
        found.add(
            "mail-in.results-of",
            "is no server’s name: write it as the header Authentication-Results begins, for example mx.council.example",
        );
    }
}

/// Whether a host is not this machine.
fn is_far(host: &str) -> bool {
    !["localhost", "127.0.0.1", "::1"].contains(&host)
}

/// Whether what is sent there cannot be read on the way: HTTPS, or this machine.
fn is_safe(address: &str) -> bool {
    let Ok(uri) = address.parse::<axum::http::Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default();
    match uri.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => ["127.0.0.1", "localhost", "[::1]"].contains(&host),
        _ => false,
    }
}
