//! Given a table as councils keep them, what is raised from it, and what is asked.

use jiff::civil::date;

use super::*;
use crate::calendar::Receipt;
use crate::enquiries::tests::town::town;

const HEADINGS: &str = "Case No;Councillor;Date rec'd;Subject;Details;Dept;Date closed\n";

fn table(rows: &str) -> Table {
    Table::read("list.csv", format!("{HEADINGS}{rows}").as_bytes()).unwrap()
}

#[test]
fn headings_of_any_kind_are_proposed() {
    let mapping = Mapping::suggested(&table(""));
    let proposed: Vec<_> = mapping
        .columns
        .iter()
        .map(|(column, heading)| (column.slug(), heading.as_str()))
        .collect();
    assert_eq!(
        proposed,
        [
            ("key", "Case No"),
            ("member", "Councillor"),
            ("received", "Date rec'd"),
            ("title", "Subject"),
            ("body", "Details"),
            ("service", "Dept"),
            ("ended", "Date closed"),
        ]
    );
}

#[test]
fn a_heading_that_nobody_foresaw_is_proposed_by_a_word_of_it_that_stands_in_no_other() {
    let text = "Our ref. 2024;Cllr (name);Day rcvd;What’s it about?;Which dept;Finished on;Ward A;Ward B\n";
    let table = Table::read("a.csv", text.as_bytes()).unwrap();
    let mapping = Mapping::suggested(&table);
    let proposed = |column| mapping.columns.get(&column).map(String::as_str);
    for (column, heading) in [
        (Column::Key, Some("Our ref. 2024")),
        (Column::Member, Some("Cllr (name)")),
        (Column::Received, Some("Day rcvd")),
        (Column::Title, Some("What’s it about?")),
        (Column::Service, Some("Which dept")),
        (Column::Ended, Some("Finished on")),
        (Column::Ward, None),
    ] {
        assert_eq!(proposed(column), heading, "{column:?}");
    }
}

#[test]
fn days_are_settled_by_the_column_or_asked() {
    let order = |days: &[&str]| dates::order(days.iter().copied());
    assert_eq!(order(&["3/2/24", "15/2/24"]), Ok(Order::DayFirst));
    assert_eq!(order(&["2/15/24", "1/30/24"]), Ok(Order::MonthFirst));
    assert_eq!(
        order(&["3/3/24", "2024-02-03", "3 Feb 2024"]),
        Ok(Order::DayFirst)
    );
    assert!(order(&["3/2/24"]).unwrap_err().contains("read in two ways"));
    assert!(
        order(&["3/2/24", "2/15/24"])
            .unwrap_err()
            .contains("month first")
    );
    assert!(
        order(&["15/2/24", "2/15/24"])
            .unwrap_err()
            .contains("in one way")
    );
}

#[test]
fn a_receipt_is_a_day_or_an_hour() {
    let day = |text, order| dates::receipt(text, order);
    let third = Ok(Receipt::On(date(2024, 2, 3)));
    assert_eq!(day("3/2/24", Order::DayFirst), third);
    assert_eq!(day("2/3/24", Order::MonthFirst), third);
    assert_eq!(day("2024-02-03T00:00:00", Order::MonthFirst), third);
    assert_eq!(day("3 Feb 2024", Order::MonthFirst), third);
    let hour = Ok(Receipt::At("2024-07-03T13:30:00Z".parse().unwrap()));
    assert_eq!(day("03/07/2024 14:30:09", Order::DayFirst), hour);
    assert_eq!(day("3 July 2024 14:30", Order::DayFirst), hour);
    assert!(
        day("45325", Order::DayFirst)
            .unwrap_err()
            .contains("spreadsheet’s own number")
    );
    assert!(
        day("31/2/24", Order::DayFirst)
            .unwrap_err()
            .contains("there is no 31 February")
    );
}

#[test]
fn a_partial_day_a_day_that_is_none_and_a_mistyped_year_are_refused_by_name() {
    for (text, why) in [
        ("2/24", "2/24"),
        ("February 2024", "February 2024"),
        ("31/2/2024", "there is no 31 February"),
        ("3/2/20224", "20224"),
        ("29/2/2023", "there is no 29 February 2023"),
        ("yesterday", "yesterday"),
    ] {
        let no = dates::receipt(text, Order::DayFirst).unwrap_err();
        assert!(no.contains(why), "{text}: {no}");
    }
}

#[test]
fn letters_of_windows_and_wrong_cells_are_met() {
    let bytes = b"Subject\nCaf\xe9 \x93Mill\x94\n";
    let table = Table::read("a.csv", bytes).unwrap();
    assert_eq!(table.examples(0, 1), ["Café “Mill”"]);
    let many = Table::read("a.csv", b"A,B\n1,2,3\n")
        .unwrap_err()
        .to_string();
    assert!(
        many.contains("line 2") && many.contains("3 cells under 2 headings"),
        "{many}"
    );
    assert!(Table::read("a.csv", b"").is_err());
}

#[test]
fn rows_of_a_spreadsheet_are_a_table_below_their_title() {
    let cells = |cells: &[&str]| {
        cells
            .iter()
            .map(|&cell| cell.to_owned())
            .collect::<Vec<_>>()
    };
    let rows = vec![
        (1, cells(&["Members’ enquiries"])),
        (3, cells(&["Ref", "Cllr", "Received"])),
        (4, cells(&["1", "Ada", "2024-02-03"])),
        (9, cells(&["", "", ""])),
        (10, cells(&["2"])),
    ];
    let table = Table::of_rows("open.xlsx", rows.clone()).unwrap();
    assert_eq!(table.headings, ["Ref", "Cllr", "Received"]);
    assert_eq!(table.len(), 2);
    let bad = table.bad_row(1, Some("Cllr"), "is empty").to_string();
    assert_eq!(bad, "open.xlsx, line 10, column `Cllr`: is empty");
    let none = Table::of_rows("open.xlsx", rows[..1].to_vec()).unwrap_err();
    assert!(none.to_string().contains("has no headings"), "{none}");
}

#[test]
fn a_mailbox_is_a_table_whose_strangers_are_passed_over() {
    let council = town("cambridge-updated");
    let now = "2026-04-02T09:00:00Z".parse().unwrap();
    let mail = |n: usize, from: &str| Mail {
        named: format!("inbox, message {n}"),
        id: format!("{n}@x"),
        from: from.to_owned(),
        received: "2026-03-02 10:15".to_owned(),
        subject: "Damp".to_owned(),
        text: "The wall is wet".to_owned(),
        files: Vec::new(),
    };
    let table = Table::of_mail("inbox", vec![mail(1, "stranger@x.example")], Vec::new());
    let mapping = Mapping::suggested(&table);
    let taken = read(&table, &mapping, &council, now).unwrap();
    assert_eq!(taken.others.get("stranger@x.example"), Some(&1));
    assert!(taken.rows.is_empty());
    let strict = Mapping {
        pass_over_others: false,
        ..mapping
    };
    let wrong = read(&table, &strict, &council, now).unwrap_err();
    let said = wrong.lines[0].to_string();
    assert!(
        said.starts_with("inbox, message 1, column `From`: `stranger@x.example` is nobody"),
        "{said}"
    );
}

#[test]
fn a_table_is_taken_whole_or_every_wrong_line_is_named() {
    let council = town("cambridge-updated");
    let now = "2026-04-02T09:00:00Z".parse().unwrap();
    let today = crate::calendar::local_date(now);
    let member = council
        .directory
        .people()
        .find(|person| seat(&council.directory, person, now).is_ok())
        .expect("a member");
    let name = council.directory.name_on(member, today);
    let good = format!(
        "A1;Cllr. {name};15/2/24;Damp;The wall is wet;Bins and more;\n\
         A2;{name};3/3/24 10:15;;Second line;;\n\
         A3;{name};1/1/24;Old;;;4/1/24\n"
    );
    let good = table(&good);
    let mapping = Mapping::suggested(&good);
    let taken = read(&good, &mapping, &council, now).unwrap();
    assert_eq!((taken.rows.len(), taken.ended), (2, 1));
    assert_eq!(taken.unclear.get("Bins and more"), Some(&1));
    let first = &taken.rows[0];
    assert_eq!(first.raise.received, Some(Receipt::On(date(2024, 2, 15))));
    assert!(
        first
            .raise
            .body
            .ends_with("Taken over from the former list, where its number is A1.")
    );
    assert_eq!(taken.rows[1].raise.title, "Second line");

    let bad = format!(
        "A1;{name};15/2/24;Damp;;;\nA1;{name};16/2/24;Damp;;;\n;{name};17/2/24;x;;;\n\
         A4;Zaphod;18/2/24;x;;;\nA5;{name};yesterday;x;;;\nA6;{name};18/2/24;;;;\n"
    );
    let wrong = read(&table(&bad), &mapping, &council, now).unwrap_err();
    let said: Vec<_> = wrong.lines.iter().map(ToString::to_string).collect();
    assert_eq!(wrong.count, 5, "{said:#?}");
    assert_eq!(wrong.strangers.get("Zaphod"), Some(&1));
    for (line, words) in [
        (3, "stands on line 2 too"),
        (4, "column `Case No`: is empty"),
        (5, "`Zaphod` is nobody’s name"),
        (6, "`yesterday` is not a date"),
        (7, "say in a line what it is about"),
    ] {
        let at = format!("list.csv, line {line}, ");
        assert!(
            said.iter().any(|s| s.starts_with(&at) && s.contains(words)),
            "{words}: {said:#?}"
        );
    }
    let doubtful = table(&format!("A1;{name};3/2/24;Damp;;;\n"));
    assert!(
        read(&doubtful, &mapping, &council, now)
            .unwrap_err()
            .asks_order
    );
    let settled = Mapping {
        dates: Some(Order::DayFirst),
        ..mapping
    };
    let taken = read(&doubtful, &settled, &council, now).unwrap();
    assert_eq!(
        taken.rows[0].raise.received,
        Some(Receipt::On(date(2024, 2, 3)))
    );
}

#[test]
fn the_one_wrong_line_of_a_hundred_thousand_is_named_and_nothing_is_taken() {
    let council = town("cambridge-updated");
    let now = "2026-04-02T09:00:00Z".parse().unwrap();
    let mut people = council.directory.people();
    let member = people.find(|person| seat(&council.directory, person, now).is_ok());
    let today = crate::calendar::local_date(now);
    let name = council.directory.name_on(member.expect("a member"), today);
    let rows: String = (1..=100_000)
        .map(|n| match n {
            99_999 => format!("A{n};{name};31/2/24;Damp;;;\n"),
            _ => format!("A{n};{name};15/2/24;Damp;;;\n"),
        })
        .collect();
    let all = table(&rows);
    let wrong = read(&all, &Mapping::suggested(&all), &council, now).unwrap_err();
    let said: Vec<_> = wrong.lines.iter().map(ToString::to_string).collect();
    assert_eq!(wrong.count, 1, "{said:?}");
    assert!(
        said[0].starts_with("list.csv, line 100000, ") && said[0].contains("31"),
        "{said:?}"
    );
}
