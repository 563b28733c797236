//! Telling the service manager how far we are, by its own small protocol (sd_notify(3)): one datagram to
//! the socket that `NOTIFY_SOCKET` names. Without one nothing is told.

use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};

/// Requests are answered from now on.
pub fn ready() {
    tell("READY=1");
}

/// No new requests are taken from now on.
pub fn stopping() {
    tell("STOPPING=1");
}

fn tell(what: &str) {
    if let Ok(name) = std::env::var("NOTIFY_SOCKET")
        && let Err(error) = send(&name, what)
    {
        tracing::warn!(%error, "the service manager could not be told");
    }
}

fn send(name: &str, what: &str) -> std::io::Result<()> {
    let address = match name.strip_prefix('@') {
        Some(name) => SocketAddr::from_abstract_name(name)?,
        None => SocketAddr::from_pathname(name)?,
    };
    let socket = UnixDatagram::unbound()?;
    socket.send_to_addr(what.as_bytes(), &address).map(drop)
}
