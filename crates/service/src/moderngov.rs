//! What ModernGov's web service tells of councillors and wards, as the tables that the directory's import takes:
//! the same for the command line and the page.

use documents::moderngov::{Feed, Noun, tables};
use domain::council::Council;
use domain::directory::import::Source;
use jiff::civil::Date;

/// The tables of a feed. What the council knows by name already keeps its own facts; `from` is the first day of
/// office of whoever the feed gives none for.
///
/// # Errors
/// With a sentence for each councillor whose first day nobody gives.
pub fn sources(
    feed: &Feed,
    council: &Council,
    today: Date,
    from: Option<Date>,
) -> Result<Vec<Source>, Vec<String>> {
    let directory = &council.directory;
    let known = |noun, name: &str| match noun {
        Noun::Ward => directory.wards.on(today).any(|ward| ward.name == name),
        Noun::Group => directory.groups.on(today).any(|group| group.name == name),
    };
    let from = from.map(|from| from.to_string());
    tables(feed, from.as_deref(), known)
}

/// Whether a file of this name, with these bytes, is an answer of that service and no table.
pub fn is_feed(name: &str, bytes: &[u8]) -> bool {
    let named = name.to_lowercase().ends_with(".xml");
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    named || text.trim_ascii_start().starts_with(b"<")
}
