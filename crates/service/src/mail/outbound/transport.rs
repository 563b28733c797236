//! The way out: a mail server over SMTP, its connections kept and shared, or a folder of files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use sha2::{Digest as _, Sha256};

use crate::config::{Mail, Security};

/// How long the server has for one letter, from the connection to its last word. The library itself waits for
/// the connection only.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is said of a server that is silent.
const SLOW: &str = "the mail server did not answer in time";

/// Why a letter did not go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Trying again is of no use.
    ForGood(String),
    /// It is tried again later.
    ForNow(String),
}

/// The way out.
pub(super) enum Transport {
    Server(AsyncSmtpTransport<Tokio1Executor>, Duration),
    Folder(PathBuf),
}

impl Transport {
    pub(super) fn new(mail: &Mail) -> anyhow::Result<Self> {
        Self::patient(mail, PATIENCE)
    }

    /// The way out over a server that has so long for one letter.
    pub(super) fn patient(mail: &Mail, patience: Duration) -> anyhow::Result<Self> {
        if let Some(folder) = &mail.folder {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
            return Ok(Self::Folder(folder.clone()));
        }
        let host = mail.server.clone().context("no mail server is set up")?;
        let usual = match mail.security {
            Security::Starttls => 587,
            Security::Tls => 465,
            Security::None => 25,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)
            .port(mail.port.unwrap_or(usual))
            .timeout(Some(patience));
        builder = match mail.security {
            Security::Starttls => builder.tls(Tls::Required(trust(mail, host)?)),
            Security::Tls => builder.tls(Tls::Wrapper(trust(mail, host)?)),
            Security::None => builder.tls(Tls::None),
        };
        if let (Some(user), Some(password)) = (&mail.user, &mail.password) {
            builder =
                builder.credentials(Credentials::new(user.clone(), password.reveal().to_owned()));
        }
        Ok(Self::Server(builder.build(), patience))
    }

    /// Hands a letter over.
    pub(super) async fn send(
        &self,
        key: &str,
        envelope: &Envelope,
        bytes: &[u8],
    ) -> Result<(), Refusal> {
        match self {
            Self::Server(server, patience) => {
                let sent = tokio::time::timeout(*patience, server.send_raw(envelope, bytes));
                match sent.await {
                    Ok(Ok(_)) => Ok(()),
                    Ok(Err(error)) if error.is_permanent() => Err(Refusal::ForGood(said(&error))),
                    Ok(Err(error)) => Err(Refusal::ForNow(said(&error))),
                    Err(_) => Err(Refusal::ForNow(SLOW.to_owned())),
                }
            }
            Self::Folder(folder) => {
                put(folder, key, bytes).map_err(|error| Refusal::ForNow(error.to_string()))
            }
        }
    }
}

/// What went wrong, without what the server said of the recipient: it may repeat the address.
fn said(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => SLOW.to_owned(),
        None if error.is_tls() => "the way to the mail server could not be secured".to_owned(),
        None => "the mail server could not be reached or spoke out of turn".to_owned(),
    }
}

fn trust(mail: &Mail, host: String) -> anyhow::Result<TlsParameters> {
    let mut builder = TlsParameters::builder(host);
    if let Some(file) = &mail.authority_file {
        let pem =
            std::fs::read(file).with_context(|| format!("cannot read `{}`", file.display()))?;
        let certificate = Certificate::from_pem(&pem)
            .with_context(|| format!("`{}` holds no certificate", file.display()))?;
        builder = builder.add_root_certificate(certificate);
    }
    Ok(builder.build()?)
}

/// A name for a letter that gives nothing away.
pub(super) fn name(key: &str) -> String {
    domain::fresh::hex(&Sha256::digest(key.as_bytes())[..16])
}

/// One file for a letter, whole or not there; sent twice, it is the same file.
fn put(folder: &Path, key: &str, bytes: &[u8]) -> std::io::Result<()> {
    let name = name(key);
    let beside = folder.join(format!("{name}.part"));
    std::fs::write(&beside, bytes)?;
    std::fs::rename(beside, folder.join(format!("{name}.eml")))
}
