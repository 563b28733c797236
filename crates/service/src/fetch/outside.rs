//! An address that somebody typed on a page. Whoever can make this machine ask an address of their choice must not
//! reach with it what only this machine can reach: other services of the council's network, its routers, the
//! machine itself.
//!
//! INVARIANT: the address that was judged is the one that is asked; no name is looked up twice.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::{TcpStream, lookup_host};

use super::{NoAnswer, no};

/// The port of HTTPS, the only one that is asked outside.
const PORT: u16 = 443;

/// Where an address that somebody typed may lead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// Hosts inside the network that the set-up names; every other must be outside.
    pub inside: Vec<String>,
}

impl Reach {
    fn names(&self, host: &str) -> bool {
        let mut named = self.inside.iter();
        named.any(|one| one.eq_ignore_ascii_case(host))
    }

    /// Refuses an address that is none to be typed: without TLS, with a name or a password in it, or on a port of
    /// its own. A host that the set-up names may have all but the second.
    pub(super) fn allows(&self, address: &hyper::Uri) -> Result<(), NoAnswer> {
        let authority = address.authority();
        let authority = authority.ok_or_else(|| no("its address names no host"))?;
        if authority.as_str().contains('@') {
            return Err(no(
                "an address with a name or a password in it is not asked",
            ));
        }
        if self.names(authority.host()) {
            return Ok(());
        }
        if address.scheme_str() != Some("https") {
            return Err(no("its address is not https"));
        }
        match authority.port_u16() {
            None | Some(PORT) => Ok(()),
            Some(port) => Err(no(format!("it names port {port}: only 443 is asked"))),
        }
    }

    /// A connection to where a host may be asked.
    pub(super) async fn connect(&self, host: &str, port: u16) -> Result<TcpStream, NoAnswer> {
        let failed = |error| no(format!("`{host}` port {port}: {error}"));
        let found: Vec<SocketAddr> = lookup_host((host, port)).await.map_err(failed)?.collect();
        if !self.names(host) && !found.iter().all(|one| is_outside(one.ip())) {
            return Err(no(format!(
                "`{host}` is inside the council’s network, where a page asks nothing: bring the file, or let \
                 whoever runs the server name it as `serve.inside`"
            )));
        }
        TcpStream::connect(&found[..]).await.map_err(failed)
    }
}

/// Whether an address is one of the public internet (IANA's registries of special purpose, RFC 6890).
fn is_outside(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_outside_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_outside_v4(ip),
            None => is_outside_v6(ip),
        },
    }
}

fn is_outside_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 168, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !special
}

fn is_outside_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Of the unicast space 2000::/3, not what is set apart or carries an IPv4 address within.
    let carries = a == 0x2002 || (a == 0x2001 && b < 0x0200);
    let documents = (a == 0x2001 && b == 0x0db8) || (a == 0x3fff && b < 0x1000);
    a & 0xe000 == 0x2000 && !carries && !documents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_this_machine_can_reach_is_inside() {
        for inside in [
            "127.0.0.1",
            "127.8.9.10",
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2001:0:5ef5::1",
            "2002:a00:1::",
            "2001:db8::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!is_outside(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "8.8.8.8",
            "100.63.0.1",
            "172.32.0.1",
            "193.0.0.1",
            "::ffff:8.8.8.8",
            "2a00:1450:4009::1",
            "2001:4860:4860::8888",
        ] {
            assert!(is_outside(outside.parse().unwrap()), "{outside}");
        }
    }

    #[tokio::test]
    async fn an_address_that_leads_inside_is_not_asked_unless_the_set_up_names_it() {
        let named = Reach {
            inside: vec!["Intranet.example".to_owned(), "127.0.0.1".to_owned()],
        };
        let judged = |reach: &Reach, text: &str| {
            let address = text.parse().unwrap();
            reach.allows(&address).map_err(|none| none.to_string())
        };
        let open = Reach::default();
        for (wrong, why) in [
            ("http://democracy.example/", "not https"),
            (
                "https://ada:secret@democracy.example/",
                "a name or a password",
            ),
            ("https://democracy.example:8443/", "port 8443"),
            ("https://127.0.0.1:22/", "port 22"),
        ] {
            let said = judged(&open, wrong).unwrap_err();
            assert!(said.contains(why), "{wrong}: {said}");
        }
        assert!(judged(&open, "https://democracy.example/x").is_ok());
        assert!(judged(&named, "http://intranet.example:8080/").is_ok());
        assert!(judged(&named, "http://a@intranet.example/").is_err());
        for host in ["127.0.0.1", "localhost", "::1"] {
            let refused = open.connect(host, PORT).await.unwrap_err().to_string();
            assert!(
                refused.contains("inside the council’s network"),
                "{refused}"
            );
        }
        let there = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = there.local_addr().unwrap().port();
        assert!(named.connect("127.0.0.1", port).await.is_ok());
    }
}
