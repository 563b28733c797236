//! Asking another server: one request on one connection, over TLS unless it is on this machine, with a time limit
//! and a size limit. Never follows a redirect: the sign-in service's addresses are what it published, and an address
//! that somebody typed is judged before it is asked (`outside`).

mod outside;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue, LOCATION, USER_AGENT};
use hyper_util::rt::TokioIo;
use openidconnect::{HttpRequest, HttpResponse};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::ClientConfig;
use tokio_rustls::rustls::pki_types::ServerName;

/// How long one answer may take, from the first packet to the last byte.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of an answer of which only the head is of interest.
const NOTHING: usize = 0;
/// The most bytes that an answer may hold.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

pub use outside::Reach;

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NoAnswer(String);

fn no(what: impl std::fmt::Display) -> NoAnswer {
    NoAnswer(what.to_string())
}

/// Sends a request and reads the whole answer.
pub(crate) async fn send(request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
    in_time(exchange(request, None, ANSWER_BYTES_MAX)).await
}

async fn in_time(
    answer: impl Future<Output = Result<HttpResponse, NoAnswer>>,
) -> Result<HttpResponse, NoAnswer> {
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(answer) => answer,
        Err(_) => Err(no(format!(
            "nothing came within {} seconds",
            PATIENCE.as_secs()
        ))),
    }
}

/// What is at an address, over TLS unless it is on this machine: at most so many bytes. With `reach` the address is
/// one that somebody typed on a page, and must be where that allows.
pub(crate) async fn fetched(
    address: &str,
    reach: Option<&Reach>,
    most: usize,
) -> Result<Vec<u8>, NoAnswer> {
    let request = openidconnect::http::Request::get(address).body(Vec::new());
    let answer = in_time(exchange(request.map_err(no)?, reach, most)).await?;
    if answer.status().is_success() {
        Ok(answer.into_body())
    } else {
        Err(no(format!("the server answered {}", answer.status())))
    }
}

/// What the server of an address that somebody typed answers: its status, and where it says that the page has
/// moved to. Nothing else of the page is read.
pub(crate) async fn answer(
    address: &str,
    reach: &Reach,
) -> Result<(StatusCode, Option<String>), NoAnswer> {
    let request = openidconnect::http::Request::get(address)
        .header(USER_AGENT, "Wardroom")
        .body(Vec::new());
    let answer = in_time(exchange(request.map_err(no)?, Some(reach), NOTHING)).await?;
    let to = answer.headers().get(LOCATION);
    let to = to.and_then(|to| to.to_str().ok()).map(str::to_owned);
    Ok((answer.status(), to))
}

async fn exchange(
    request: HttpRequest,
    reach: Option<&Reach>,
    most: usize,
) -> Result<HttpResponse, NoAnswer> {
    let uri = request.uri().clone();
    if let Some(reach) = reach {
        reach.allows(&uri)?;
    }
    let host = uri.host().ok_or_else(|| no("its address names no host"))?;
    let host = host.trim_matches(['[', ']']).to_owned();
    let secure = uri.scheme_str() == Some("https");
    let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
    let stream = match reach {
        Some(reach) => reach.connect(&host, port).await?,
        None => TcpStream::connect((host.as_str(), port))
            .await
            .map_err(|error| no(format!("`{host}` port {port}: {error}")))?,
    };
    if !secure {
        let near = stream.peer_addr().is_ok_and(|peer| peer.ip().is_loopback());
        return if near {
            over(stream, request, most).await
        } else {
            Err(no("its address is not https"))
        };
    }
    let name = ServerName::try_from(host.clone()).map_err(no)?;
    let stream = TlsConnector::from(tls()?)
        .connect(name, stream)
        .await
        .map_err(|error| no(format!("`{host}`: {error}")))?;
    over(stream, request, most).await
}

async fn over<S>(stream: S, request: HttpRequest, most: usize) -> Result<HttpResponse, NoAnswer>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(no)?;
    let running = tokio::spawn(connection);
    let (mut parts, body) = request.into_parts();
    let authority = parts.uri.authority().map(|a| a.as_str().to_owned());
    let host = HeaderValue::from_str(&authority.unwrap_or_default()).map_err(no)?;
    parts.headers.insert(HOST, host);
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    parts.uri = path.parse().map_err(no)?;
    let asked = hyper::Request::from_parts(parts, Full::new(Bytes::from(body)));
    let answer = sender.send_request(asked).await.map_err(no)?;
    let (parts, body) = answer.into_parts();
    let body = match most {
        NOTHING => Vec::new(),
        most => {
            let body = Limited::new(body, most).collect().await.map_err(no)?;
            body.to_bytes().to_vec()
        }
    };
    running.abort();
    Ok(HttpResponse::from_parts(parts, body))
}

/// What this machine trusts, read once.
fn tls() -> Result<Arc<ClientConfig>, NoAnswer> {
    static KNOWN: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(known) = KNOWN.get() {
        return Ok(known.clone());
    }
    let config = crate::tls::client(None).map_err(no)?;
    Ok(KNOWN.get_or_init(|| config).clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;

    /// A server of this machine that answers with these bytes, whatever it is asked.
    async fn answering(bytes: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked).await;
            let _ = stream.write_all(&bytes).await;
        });
        format!("http://{address}/keys")
    }

    async fn asked(address: &str) -> Result<HttpResponse, String> {
        let request = openidconnect::http::Request::get(address)
            .body(Vec::new())
            .unwrap();
        send(request).await.map_err(|none| none.to_string())
    }

    #[tokio::test]
    async fn only_the_head_of_a_page_is_read() {
        let reach = Reach {
            inside: vec!["127.0.0.1".to_owned()],
        };
        let mut endless = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
        endless.resize(ANSWER_BYTES_MAX + 4096, b'x');
        let there = answer(&answering(endless).await, &reach).await;
        assert_eq!(there.unwrap(), (StatusCode::OK, None));
        let moved =
            b"HTTP/1.1 301 Moved\r\nlocation: https://b.example/\r\ncontent-length: 0\r\n\r\n";
        let moved = answer(&answering(moved.to_vec()).await, &reach).await;
        let to = Some("https://b.example/".to_owned());
        assert_eq!(moved.unwrap(), (StatusCode::MOVED_PERMANENTLY, to));
    }

    #[tokio::test]
    async fn a_server_that_is_down_or_lies_gives_a_clear_line() {
        let down = asked("http://127.0.0.1:9/keys").await.unwrap_err();
        assert!(down.contains("`127.0.0.1` port 9"), "{down}");
        let short = b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\nonly this".to_vec();
        assert!(asked(&answering(short).await).await.is_err());
        let mut endless = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
        endless.resize(ANSWER_BYTES_MAX + 4096, b'x');
        let endless = asked(&answering(endless).await).await.unwrap_err();
        assert!(endless.contains("limit"), "{endless}");
        let well = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".to_vec();
        assert_eq!(asked(&answering(well).await).await.unwrap().body(), b"{}");
    }
}
