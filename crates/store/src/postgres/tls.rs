//! The way to the server: encrypted and verified unless it is on this very machine.
//!
//! INVARIANT: where the address says `sslmode=require`, or names another machine and says nothing, no byte of
//! the council's goes to a server that does not prove its name.

use std::path::{Path, PathBuf};

use rustls_native_certs::load_native_certs;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::fault::Fault;

/// The word by which an address names the file of the authorities that it trusts, as with libpq.
const ROOTS: &str = "sslrootcert";

/// An address as the driver reads it, without the file of trusted authorities, which is ours to read.
pub(super) fn without_roots(url: &str) -> (String, Option<PathBuf>) {
    let Some((head, query)) = url.split_once('?') else {
        return (url.to_owned(), None);
    };
    let mut roots = None;
    let rest: Vec<&str> = query
        .split('&')
        .filter(|pair| match pair.split_once('=') {
            Some((ROOTS, file)) => {
                roots = Some(PathBuf::from(file.replace("%2F", "/").replace("%20", " ")));
                false
            }
            _ => true,
        })
        .collect();
    let url = if rest.is_empty() {
        head.to_owned()
    } else {
        format!("{head}?{}", rest.join("&"))
    };
    (url, roots)
}

/// How to reach the server: TLS, or none where that is asked for or the server is on this machine.
pub(super) fn connector(
    config: &mut Config,
    roots: Option<&Path>,
) -> Result<Option<MakeRustlsConnect>, Fault> {
    let wanted = match config.get_ssl_mode() {
        SslMode::Disable => false,
        SslMode::Prefer => roots.is_some() || !config.get_hosts().iter().all(is_here),
        _ => true,
    };
    if !wanted {
        config.ssl_mode(SslMode::Disable);
        return Ok(None);
    }
    config.ssl_mode(SslMode::Require);
    let trusted = match roots {
        Some(file) => of_file(file)?,
        None => of_machine()?,
    };
    let client = ClientConfig::builder()
        .with_root_certificates(trusted)
        .with_no_client_auth();
    Ok(Some(MakeRustlsConnect::new(client)))
}

/// Whether a server of that address is on this machine.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost"
                || name
                    .parse::<std::net::IpAddr>()
                    .is_ok_and(|address| address.is_loopback())
        }
    }
}

fn of_machine() -> Result<RootCertStore, Fault> {
    let mut trusted = RootCertStore::empty();
    trusted.add_parsable_certificates(load_native_certs().certs);
    if trusted.is_empty() {
        return Err(Fault::unfit(format!(
            "this machine trusts no certificate authority, so the database's server cannot prove its name: \
             install ca-certificates, or add `{ROOTS}=FILE` to the address"
        )));
    }
    Ok(trusted)
}

fn of_file(file: &Path) -> Result<RootCertStore, Fault> {
    let unread = |why: String| {
        let file = file.display();
        Fault::unfit(format!(
            "the authorities of the database's server in `{file}` cannot be read: {why}"
        ))
    };
    let mut trusted = RootCertStore::empty();
    let found = CertificateDer::pem_file_iter(file).map_err(|error| unread(error.to_string()))?;
    for one in found {
        let one = one.map_err(|error| unread(error.to_string()))?;
        trusted
            .add(one)
            .map_err(|error| unread(error.to_string()))?;
    }
    if trusted.is_empty() {
        return Err(unread("it holds no certificate".to_owned()));
    }
    Ok(trusted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> SslMode {
        let (url, roots) = without_roots(url);
        let mut config: Config = url.parse().expect("an address");
        // The authorities of this machine are not what is tested here.
        let _ = connector(&mut config, roots.as_deref());
        config.get_ssl_mode()
    }

    #[test]
    fn another_machine_is_reached_by_tls_unless_the_address_says_otherwise() {
        assert_eq!(mode("postgres://u@db.example/w"), SslMode::Require);
        assert_eq!(
            mode("postgres://u@db.example/w?sslmode=disable"),
            SslMode::Disable
        );
        assert_eq!(mode("postgres://u@127.0.0.1/w"), SslMode::Disable);
        assert_eq!(mode("postgres://u@%2Frun%2Fpostgresql/w"), SslMode::Disable);
        assert_eq!(
            mode("postgres://u@localhost/w?sslmode=require"),
            SslMode::Require
        );
    }

    #[test]
    fn the_file_of_authorities_is_taken_out_of_the_address() {
        let url = "postgres://u@h/w?connect_timeout=3&sslrootcert=%2Fetc%2Fca.pem&sslmode=require";
        let (rest, roots) = without_roots(url);
        assert_eq!(rest, "postgres://u@h/w?connect_timeout=3&sslmode=require");
        assert_eq!(roots.as_deref(), Some(Path::new("/etc/ca.pem")));
        assert_eq!(without_roots("postgres://u@h/w").1, None);
    }

    #[test]
    fn a_file_that_holds_no_authority_is_named() {
        let mut config: Config = "postgres://u@h/w".parse().expect("an address");
        let refused = connector(&mut config, Some(Path::new("/nowhere/ca.pem")));
        let refused = refused.err().expect("refused").to_string();
        assert!(refused.contains("`/nowhere/ca.pem`"), "{refused}");
    }
}
