//! Every key of the set-up, with its word in the environment: what `wardroom config keys` prints, and
//! what the environment may say.

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its sections and name, with dots: `mail.server`.
    pub path: &'static str,
    /// What it is, in one line.
    pub what: &'static str,
    /// What holds where it is not given; empty for nothing.
    pub default: &'static str,
    /// How the environment's text is taken.
    pub kind: Kind,
}

/// How a text of the environment is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As it is.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// Words between commas.
    List,
    /// Only the file can say it.
    FileOnly,
}

impl Key {
    /// Its word in the environment: `WARDROOM_MAIL_SERVER`. Where the data is has no section there.
    pub fn variable(&self) -> String {
        let short = match self.path {
            "serve.data" => "data",
            "serve.database" => "database",
            other => other,
        };
        let plain: String = short
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_uppercase()
                } else {
                    '_'
                }
            })
            .collect();
        format!("WARDROOM_{plain}")
    }
}

const fn key(path: &'static str, kind: Kind, default: &'static str, what: &'static str) -> Key {
    Key {
        path,
        what,
        default,
        kind,
    }
}

/// Every key, in the order of the file.
pub const KEYS: &[Key] = &[
    key(
        "serve.listen",
        Kind::Text,
        "127.0.0.1:8080",
        "where the program listens, for the web server in front of it",
    ),
    key(
        "serve.address",
        Kind::Text,
        "",
        "the address at which people open it: https://wardroom.council.example",
    ),
    key(
        "serve.data",
        Kind::Text,
        "wardroom-data",
        "the folder of the embedded database",
    ),
    key(
        "serve.database",
        Kind::Text,
        "",
        "a PostgreSQL server instead: postgres://user@host/name",
    ),
    key(
        "serve.metrics",
        Kind::Text,
        "",
        "where figures for Prometheus are served, apart from the pages: 127.0.0.1:9464; nowhere if not given",
    ),
    key(
        "serve.inside",
        Kind::List,
        "",
        "hosts inside the council’s network that a page may ask for councillors and wards: democracy.council.local",
    ),
    key(
        "sign-in.link",
        Kind::Flag,
        "true",
        "whether people may ask for a one-time link by mail, where mail is set up",
    ),
    key(
        "sign-in.link-minutes",
        Kind::Number,
        "15",
        "for how many minutes such a link is good, 5 to 60",
    ),
    key(
        "sign-in.openid.name",
        Kind::Text,
        "your council account",
        "what people call the sign-in service, for the button",
    ),
    key(
        "sign-in.openid.issuer",
        Kind::Text,
        "",
        "the sign-in service’s address, exactly as it names itself",
    ),
    key(
        "sign-in.openid.client-id",
        Kind::Text,
        "",
        "the identifier that it gave Wardroom",
    ),
    key(
        "sign-in.openid.client-secret",
        Kind::Text,
        "",
        "the secret that it gave Wardroom",
    ),
    key(
        "sign-in.openid.client-secret-file",
        Kind::Text,
        "",
        "a file with that secret",
    ),
    key(
        "sign-in.openid.scopes",
        Kind::List,
        "profile,email",
        "what to ask of it beside openid",
    ),
    key(
        "sign-in.openid.person-claim",
        Kind::Text,
        "email",
        "the claim that says who somebody is",
    ),
    key(
        "sign-in.openid.person-is",
        Kind::Text,
        "email",
        "what that claim holds: email, or reference (the number in the council’s lists)",
    ),
    key(
        "sign-in.openid.posts-claim",
        Kind::Text,
        "groups",
        "the claim that lists somebody’s groups or roles",
    ),
    key(
        "sign-in.openid.posts",
        Kind::FileOnly,
        "",
        "which value of that claim brings which post: [[sign-in.openid.posts]] value = \"…\", post = { office = \"team-member\", team = \"democratic-services\" }",
    ),
    key(
        "mail.from",
        Kind::Text,
        "",
        "the sender: Wardroom <wardroom@council.example>",
    ),
    key(
        "mail.reply-to",
        Kind::Text,
        "",
        "the address to which people answer, whose mailbox takes anything behind a plus: wardroom@council.example",
    ),
    key("mail.server", Kind::Text, "", "the host of the mail server"),
    key("mail.port", Kind::Number, "587, 465 or 25", "its port"),
    key(
        "mail.security",
        Kind::Text,
        "starttls",
        "starttls, tls, or none (only to a server on this machine)",
    ),
    key(
        "mail.authority-file",
        Kind::Text,
        "",
        "a file with further certificates to trust, in PEM form",
    ),
    key(
        "mail.user",
        Kind::Text,
        "",
        "the name to sign in to the mail server with",
    ),
    key("mail.password", Kind::Text, "", "its password"),
    key(
        "mail.password-file",
        Kind::Text,
        "",
        "a file with that password",
    ),
    key(
        "mail.folder",
        Kind::Text,
        "",
        "a folder for letters instead of a server, one file each: for trying out",
    ),
    key(
        "mail-in.results-of",
        Kind::Text,
        "",
        "the name under which your mail server writes Authentication-Results: mx.council.example",
    ),
    key(
        "mail-in.server",
        Kind::Text,
        "",
        "the host of the mailbox, read over IMAP",
    ),
    key("mail-in.port", Kind::Number, "993 or 143", "its port"),
    key(
        "mail-in.security",
        Kind::Text,
        "tls",
        "tls, starttls, or none (only to a server on this machine)",
    ),
    key(
        "mail-in.authority-file",
        Kind::Text,
        "",
        "a file with further certificates to trust, in PEM form",
    ),
    key(
        "mail-in.user",
        Kind::Text,
        "",
        "the name to sign in to the mailbox with",
    ),
    key("mail-in.password", Kind::Text, "", "its password"),
    key(
        "mail-in.password-file",
        Kind::Text,
        "",
        "a file with that password",
    ),
    key(
        "mail-in.folder",
        Kind::Text,
        "INBOX",
        "the folder of the mailbox that is read",
    ),
    key(
        "mail-in.megabytes",
        Kind::Number,
        "25",
        "the most megabytes that a message may have, 1 to 100",
    ),
    key(
        "log.form",
        Kind::Text,
        "lines",
        "lines for people, or json for programs",
    ),
    key(
        "log.level",
        Kind::Text,
        "info",
        "error, warn, info (every act too) or debug (every request too)",
    ),
];
