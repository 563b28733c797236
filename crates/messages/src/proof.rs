//! Whether a sender is who the message says. Only the council's own mail server is believed, under the name
//! that the set-up gives (RFC 8601), and only where it alone can have written: above the line of receipt
//! that it puts on what comes from outside. What anybody else says of a sender is not read, and not kept.

use std::ops::Range;

use jiff::Timestamp;
use mail_parser::{HeaderName, HeaderValue, Host};

/// What the council's own mail server found of a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The sender's address belongs to whoever sent it.
    Proven,
    /// It was checked and is not so.
    Failed,
    /// The server says nothing that would prove it.
    Unproven,
}

/// The header of the results.
const RESULTS: &str = "Authentication-Results";

/// Endings under which anybody can have a name, so that being under the same one proves nothing.
const SHARED: &[&str] = &[
    "uk",
    "co.uk",
    "gov.uk",
    "org.uk",
    "ac.uk",
    "nhs.uk",
    "police.uk",
    "me.uk",
    "ltd.uk",
    "plc.uk",
    "sch.uk",
    "com",
    "net",
    "org",
    "info",
    "wales",
    "cymru",
    "scot",
    "london",
    "llyw.cymru",
    "gov.wales",
    "gov.scot",
];

/// What the server called `server` found of the address `from`.
pub(super) fn proof(parsed: &mail_parser::Message<'_>, server: Option<&str>, from: &str) -> Proof {
    let domain = from.rsplit_once('@').map_or("", |(_, domain)| domain);
    match server.and_then(|server| believed(parsed, server)) {
        Some(results) => judge(&results, domain),
        None => Proof::Unproven,
    }
}

/// The topmost results of this server that it alone can have put there.
fn believed(parsed: &mail_parser::Message<'_>, server: &str) -> Option<String> {
    let own_line = parsed
        .headers()
        .iter()
        .any(|header| received_by(&header.value, server));
    for header in parsed.headers() {
        if header.name == HeaderName::Received && (!own_line || received_by(&header.value, server))
        {
            return None;
        }
        if header.name.as_str().eq_ignore_ascii_case(RESULTS) {
            let raw = raw(parsed, header)?;
            if of_server(&raw, server) {
                return Some(raw);
            }
        }
    }
    None
}

/// When this server took a message: by its own topmost line, since further down anybody can have planted others.
pub(super) fn taken_at(parsed: &mail_parser::Message<'_>, server: &str) -> Option<Timestamp> {
    let mut lines = parsed.headers().iter().map(|header| &header.value);
    let HeaderValue::Received(own) = lines.find(|line| received_by(line, server))? else {
        return None;
    };
    let date = own.date.filter(mail_parser::DateTime::is_valid)?;
    Timestamp::from_second(date.to_timestamp()).ok()
}

fn raw(parsed: &mail_parser::Message<'_>, header: &mail_parser::Header<'_>) -> Option<String> {
    let bytes = parsed
        .raw_message
        .get(header.offset_start as usize..header.offset_end as usize)?;
    Some(without_comments(&String::from_utf8_lossy(bytes)))
}

/// Whether a line of receipt was put on by this server or by a machine under its name.
fn received_by(value: &HeaderValue<'_>, server: &str) -> bool {
    let HeaderValue::Received(received) = value else {
        return false;
    };
    match &received.by {
        Some(Host::Name(by)) => is_under(by, server),
        _ => false,
    }
}

/// Whether results begin with this server's name.
fn of_server(results: &str, server: &str) -> bool {
    let id = results.split(';').next().unwrap_or_default();
    let id = id.split_whitespace().next().unwrap_or_default();
    id.eq_ignore_ascii_case(server)
}

/// The text without what stands in brackets, which is for people; a bracket may stand in quotes.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for c in text.chars() {
        match c {
            _ if escaped => {
                escaped = false;
                continue;
            }
            '\\' => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            // What stands in quotes may hold anything: its signs mean nothing here.
            ';' | '=' if quoted => {}
            c => out.push(c),
        }
    }
    out
}

/// What the results come to: DMARC decides; without it, a signature or a sending machine of the same
/// domain.
fn judge(results: &str, domain: &str) -> Proof {
    let mut found = Proof::Unproven;
    let mut dmarc = None;
    for result in results.split(';').skip(1) {
        let mut words = result.split_whitespace();
        let Some((method, outcome)) = words.next().and_then(|word| word.split_once('=')) else {
            continue;
        };
        let method = method
            .split('/')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        let passed = outcome.eq_ignore_ascii_case("pass");
        let property = |name: &str| {
            let mut all = words.clone().filter_map(|word| word.split_once('='));
            all.find(|(key, _)| key.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim_matches('"').to_ascii_lowercase())
        };
        let of_sender = |name: &str| {
            property(name).is_some_and(|value| {
                let value = value.rsplit('@').next().unwrap_or_default().to_owned();
                aligned(&value, domain)
            })
        };
        match method.as_str() {
            "dmarc" => {
                let about = property("header.from").is_none_or(|from| aligned(&from, domain));
                let proves = if passed && about {
                    Proof::Proven
                } else {
                    Proof::Failed
                };
                // One result for the message: a second one is not believed over the first.
                dmarc = dmarc.or(Some(if outcome.eq_ignore_ascii_case("none") {
                    Proof::Unproven
                } else {
                    proves
                }));
            }
            "dkim" if passed && (of_sender("header.d") || of_sender("header.i")) => {
                found = Proof::Proven;
            }
            "spf" if passed && of_sender("smtp.mailfrom") => found = Proof::Proven,
            "dkim" | "spf" if outcome.eq_ignore_ascii_case("fail") && found == Proof::Unproven => {
                found = Proof::Failed;
            }
            _ => {}
        }
    }
    match dmarc {
        Some(Proof::Unproven) | None => found,
        Some(decided) => decided,
    }
}

/// Whether what was proven speaks for the sender's domain: the same, or one under the other, but not merely
/// under an ending that all share.
fn aligned(proven: &str, domain: &str) -> bool {
    let own = |name: &str| !name.is_empty() && name.contains('.') && !SHARED.contains(&name);
    own(proven) && own(domain) && (is_under(domain, proven) || is_under(proven, domain))
}

fn is_under(name: &str, of: &str) -> bool {
    let (name, of) = (name.trim_end_matches('.'), of.trim_end_matches('.'));
    let dotted = name.len().checked_sub(of.len() + 1);
    name.eq_ignore_ascii_case(of)
        || dotted.is_some_and(|at| {
            name.is_char_boundary(at)
                && name[at..].starts_with('.')
                && name[at + 1..].eq_ignore_ascii_case(of)
        })
}

/// The message as it came, without the ranges `cut` and without results of others than this server.
pub(super) fn stripped(
    parsed: &mail_parser::Message<'_>,
    server: Option<&str>,
    cut: &[Range<usize>],
) -> Vec<u8> {
    let believed = server.and_then(|server| believed(parsed, server));
    let mut ranges: Vec<(Range<usize>, &[u8])> = Vec::new();
    let mut kept = false;
    for header in parsed.headers() {
        let is_results = header.name.as_str().eq_ignore_ascii_case(RESULTS)
            || header
                .name
                .as_str()
                .eq_ignore_ascii_case("ARC-Authentication-Results");
        let keep = !kept && believed.is_some() && raw(parsed, header) == believed;
        if is_results && !keep {
            ranges.push((
                header.offset_field as usize..header.offset_end as usize,
                b"",
            ));
        }
        kept |= is_results && keep;
    }
    for range in cut {
        ranges.push((range.clone(), b"(kept as a file)\r\n"));
    }
    ranges.sort_by_key(|(range, _)| range.start);
    let raw = &parsed.raw_message;
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    for (range, instead) in ranges {
        if range.start < at || range.end > raw.len() || range.start > range.end {
            continue;
        }
        out.extend_from_slice(&raw[at..range.start]);
        out.extend_from_slice(instead);
        at = range.end;
    }
    out.extend_from_slice(&raw[at..]);
    out
}
