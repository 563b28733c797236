//! What must hold of whatever is read of a table, and a council of nobody to read it for.

use std::collections::BTreeMap;
use std::sync::Arc;

use documents::spreadsheet;
use domain::calendar::{Calendar, Nation};
use domain::council::Council;
use domain::directory::Directory;
use domain::directory::import::{BadLine, Source, plan};
use domain::enquiries::takeover::{Mapping, Order, Table, read};
use domain::fresh::Fresh;
use domain::protocol::Versions;
use domain::settings::Settings;

/// The most rows that a sheet may have here.
const ROWS: usize = 2_000;

fn nobody() -> Council {
    Council {
        name: "Nowhere".into(),
        protocols: BTreeMap::new(),
        versions: Versions::default(),
        directory: Arc::new(Directory::default()),
        calendar: Arc::new(Calendar::new(Nation::EnglandAndWales)),
        settings: Arc::new(Settings::default()),
    }
}

/// A table that was read is refused line by line, or every line of it is accounted for.
pub fn table(read_as: Result<Table, BadLine>) {
    let Ok(table) = read_as else { return };
    for heading in 0..table.headings.len() {
        table.examples(heading, 2);
    }
    let now = "2026-04-02T09:00:00Z".parse().expect("an instant");
    for (pass_over_others, dates) in [(true, None), (false, Some(Order::MonthFirst))] {
        let mapping = Mapping {
            pass_over_others,
            dates,
            ..Mapping::suggested(&table)
        };
        match read(&table, &mapping, &nobody(), now) {
            Ok(taken) => {
                let others: usize = taken.others.values().sum();
                assert_eq!(taken.rows.len() + taken.ended + others, table.len());
            }
            Err(wrong) => assert!(wrong.count > 0 && !wrong.lines.is_empty()),
        }
    }
}

/// Bytes that are a spreadsheet or a refusal; its rows are in order and within what was asked.
pub fn spreadsheet(bytes: &[u8]) {
    let Ok(sheet) = spreadsheet::read(bytes, ROWS) else {
        return;
    };
    assert!(!sheet.rows.is_empty() && sheet.rows.len() <= ROWS);
    assert!(sheet.rows.iter().all(|(_, cells)| !cells.is_empty() && cells.len() <= 256));
    table(Table::of_rows("a.xlsx", sheet.rows));
}

/// Tables that the directory's import plans or refuses.
pub fn imported(sources: &[Source]) {
    let (on, now) = ("2026-04-02", "2026-04-02T09:00:00Z");
    let (on, now) = (on.parse().expect("a day"), now.parse().expect("an instant"));
    if let Err(wrong) = plan(&Directory::default(), sources, on, now, &Fresh::new([7; 32])) {
        assert!(!wrong.is_empty());
    }
}
