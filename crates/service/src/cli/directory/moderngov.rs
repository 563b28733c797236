//! Councillors and wards from ModernGov's web service: a file, or its address.

use std::path::Path;

use anyhow::{Context as _, bail};
use documents::moderngov::{BYTES_MAX, Feed, read};
use domain::directory::import::Source;
use jiff::civil::Date;

use crate::fetch::fetched;
use crate::moderngov::sources;
use crate::operations::Operations;

/// The feed at an address or in a file that ends in `.xml`; none for anything else.
pub(super) async fn feed(path: &Path) -> anyhow::Result<Option<Feed>> {
    let text = path.to_string_lossy();
    let bytes = if text.starts_with("https://") || text.starts_with("http://") {
        let fetched = fetched(&text, None, BYTES_MAX).await;
        fetched.with_context(|| format!("`{text}` gave no list of councillors"))?
    } else if path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("xml"))
    {
        let cannot = || format!("cannot read `{text}`");
        let size = std::fs::metadata(path).with_context(cannot)?.len();
        if size > BYTES_MAX as u64 {
            bail!(
                "`{text}` is larger than {} MB: no council has as many members",
                BYTES_MAX >> 20
            );
        }
        std::fs::read(path).with_context(cannot)?
    } else {
        return Ok(None);
    };
    let feed = read(&bytes).with_context(|| format!("`{text}`"))?;
    for passed in &feed.passed_over {
        eprintln!("passed over: {passed}");
    }
    Ok(Some(feed))
}

/// The feed as the tables of an import.
pub(super) async fn tables(
    operations: &Operations,
    feed: &Feed,
    from: Option<Date>,
) -> anyhow::Result<Vec<Source>> {
    let council = operations.council().await?;
    let sources = sources(feed, &council.council, operations.today(), from);
    sources.map_err(|wrong| anyhow::anyhow!("{}: give one with --from", wrong.join("\n")))
}
