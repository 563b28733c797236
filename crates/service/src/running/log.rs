//! What the program writes about its own doings, to standard error: lines for people, or one JSON object a
//! line for programs.
//!
//! INVARIANT: no line holds a name, an address, a reference or a word of a case. A request is told by the
//! template of its route, never by its path. As a second guard, whatever looks like a mail address or a
//! reference is taken out of each line before it is written (a mail server's own answer may quote one).
//! Libraries speak from warnings upwards only, whatever the level: some of them tell what they carry.

use std::io::{self, Write};

use domain::reference::Reference;
use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

use crate::config::{Log, LogForm, LogLevel};

/// The crates that speak at the level that is set.
const OURS: [&str; 4] = ["service", "store", "domain", "documents"];

/// Begins to write, once for the program.
pub fn begin(log: Log) {
    let guarded = || Guarded(io::stderr());
    // Set already only where something else in this process has begun it: then that holds.
    let _ = tracing::subscriber::set_global_default(subscriber(log, guarded));
}

/// What writes, to a place of one's own.
pub fn subscriber<W>(log: Log, to: W) -> impl Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let ours = OURS.map(|target| (target, level(log.level)));
    let filter = Targets::new()
        .with_default(LevelFilter::WARN.min(level(log.level)))
        .with_targets(ours);
    let layer = fmt::layer().with_ansi(false).with_writer(to);
    let layer = match log.form {
        LogForm::Lines => layer.boxed(),
        LogForm::Json => layer.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry().with(filter).with(layer)
}

fn level(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    }
}

/// A writer that takes out what could point to somebody.
struct Guarded<W>(W);

impl<W: Write> Write for Guarded<W> {
    /// Each call holds one whole line.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        self.0.write_all(guarded(&text).as_bytes())?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The text without mail addresses and references.
fn guarded(text: &str) -> String {
    let part_of_word = |c: char| c.is_alphanumeric() || "@._+-%'’".contains(c);
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = rest.find(|c| part_of_word(c) != part_of_word(first));
        let (run, after) = rest.split_at(same.unwrap_or(rest.len()));
        clean.push_str(if part_of_word(first) && points(run) {
            "…"
        } else {
            run
        });
        rest = after;
    }
    clean
}

/// Whether a word is an address or a reference.
fn points(word: &str) -> bool {
    let word = word.trim_matches(['.', '-', '_', '\'', '’']);
    let address = word
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    address || word.parse::<Reference>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn what_points_to_somebody_is_taken_out_of_a_line() {
        let reference = domain::reference::Reference::from_entropy("ENQ", 12_345);
        let line =
            format!("550 <ada.o'quill@council.example>: unknown; about {reference}, again\n");
        assert_eq!(guarded(&line), "550 <…>: unknown; about …, again\n");
        let plain = "answered route=/enquiries/{reference} status=200 at 2026-04-02T10:00:00Z é\n";
        assert_eq!(guarded(plain), plain);
    }
}
