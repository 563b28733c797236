//! What ModernGov's web service tells of councillors and wards, as the tables that the directory's import takes:
//! the same for the command line and the page.

use documents::moderngov::{BYTES_MAX, Feed, Noun, tables};
use domain::council::Council;
use domain::directory::import::Source;
use jiff::civil::Date;

use crate::fetch::{NoAnswer, Reach, fetched};

/// Where ModernGov's web service gives councillors by ward, below the address of its site.
const BY_WARD: &str = "/mgWebService.asmx/GetCouncillorsByWard";

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

/// What the web service answers at an address that somebody typed: the site's alone will do.
///
/// # Errors
/// Where the address may not be asked, or gives nothing.
pub(crate) async fn asked(typed: &str, reach: &Reach) -> Result<Vec<u8>, NoAnswer> {
    fetched(&service_at(typed), Some(reach), BYTES_MAX).await
}

/// The address of the web service, from what somebody knows of it.
fn service_at(typed: &str) -> String {
    let typed = typed.trim();
    let whole = match typed.split_once("://") {
        Some(_) => typed.to_owned(),
        None => format!("https://{typed}"),
    };
    let path = whole
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'));
    match path {
        Some((_, path)) if !path.is_empty() => whole,
        _ => format!("{}{BY_WARD}", whole.trim_end_matches('/')),
    }
}

#[cfg(test)]
mod tests {
    use super::service_at;

    #[test]
    fn the_address_of_the_site_leads_to_its_web_service() {
        let whole = "https://democracy.council.example/mgWebService.asmx/GetCouncillorsByWard";
        for typed in [
            " democracy.council.example ",
            "https://democracy.council.example",
            "https://democracy.council.example/",
            whole,
        ] {
            assert_eq!(service_at(typed), whole, "{typed}");
        }
        assert_eq!(service_at("a.example/x.xml"), "https://a.example/x.xml");
    }
}
