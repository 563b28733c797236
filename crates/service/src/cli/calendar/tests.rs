//! The command's output, as others read it.

use clap::Parser;
use serde_json::{Value, json};

use super::*;

#[derive(Debug, Parser)]
struct Line {
    #[command(flatten)]
    calendar: CalendarArgs,
}

/// Carries the command out.
fn run(args: CalendarArgs, out: &mut Vec<u8>) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(super::run(args, out))
}

/// Runs a line such as `due 2026-04-02 --working-days 5`.
fn output(line: &str) -> String {
    let words = std::iter::once("calendar").chain(line.split(' '));
    let line = Line::try_parse_from(words).expect("a line that is understood");
    let mut out = Vec::new();
    run(line.calendar, &mut out).expect("a line that is carried out");
    String::from_utf8(out).expect("text")
}

fn data(line: &str) -> Value {
    serde_json::from_str(&output(line)).expect("JSON")
}

fn misunderstood(line: &str) -> String {
    let words = std::iter::once("calendar").chain(line.split(' '));
    Line::try_parse_from(words)
        .expect_err("wrong usage")
        .to_string()
}

#[test]
fn holidays_as_data_are_dates_and_titles() {
    let days = data("holidays --nation scotland --from 2026 --to 2026 --json");
    let days = days.as_array().expect("a list");
    assert_eq!(days.len(), 10);
    assert_eq!(
        days[2],
        json!({"date": "2026-04-03", "title": "Good Friday", "proclaimed": true})
    );
    assert_eq!(days[5]["date"], "2026-06-15");
}

#[test]
fn holidays_in_words_mark_what_is_not_yet_proclaimed() {
    let days = output("holidays --from 2027 --to 2028");
    assert!(days.starts_with("2027-01-01  Fri 1 January     New Year’s Day\n"));
    assert!(days.contains(
        "2028-04-14  Fri 14 April      Good Friday (bank holidays not yet proclaimed)\n"
    ));
    assert_eq!(
        output("holidays").lines().count(),
        data("holidays --json").as_array().map_or(0, Vec::len)
    );
}

#[test]
fn due_as_data_has_the_date_and_its_days() {
    let due = data("due 2026-04-02T10:00 --working-days 5 --nation england-and-wales --json");
    assert_eq!(due["due"], "2026-04-13");
    assert_eq!(due["days"].as_array().map(Vec::len), Some(12));
    assert_eq!(
        due["days"][1],
        json!({"date": "2026-04-03", "counted": null, "why": "Good Friday", "proclaimed": true})
    );
    assert_eq!(due["days"][11]["counted"], 5);
}

#[test]
fn the_golden_dates_in_words() {
    for (received, due) in [
        ("2026-04-02T10:00", "Monday 13 April 2026"),
        ("2026-05-02", "Monday 11 May 2026"),
        ("2026-12-23", "Monday 4 January 2027"),
        ("2026-06-12T23:59", "Friday 19 June 2026"),
    ] {
        let said = output(&format!("due {received} --working-days 5"));
        assert_eq!(said, format!("Due by the end of {due}\n"));
    }
}

#[test]
fn explain_tells_every_day_and_closures_count_not() {
    let said = output("explain 2026-12-23 --working-days 2 --closure 2026-12-24=Early");
    assert_eq!(
        said,
        "2026-12-23  Wed 23 December   received\n\
         2026-12-24  Thu 24 December   closed: Early\n\
         2026-12-25  Fri 25 December   Christmas Day\n\
         2026-12-26  Sat 26 December   Saturday\n\
         2026-12-27  Sun 27 December   Sunday\n\
         2026-12-28  Mon 28 December   Boxing Day (substitute day)\n\
         2026-12-29  Tue 29 December   day 1\n\
         2026-12-30  Wed 30 December   day 2\n\
         Due by the end of Wednesday 30 December 2026\n"
    );
}

#[test]
fn a_pack_gives_its_target_with_the_clause() {
    let said = output("due 2026-04-02T10:00 --pack cambridge-updated");
    assert_eq!(
        said,
        "Due by the end of Monday 13 April 2026 under clause 7.6\n"
    );
}

#[test]
fn a_silent_pack_gives_no_date() {
    let words = "calendar due 2026-04-02 --pack cambridge-existing".split(' ');
    let line = Line::try_parse_from(words).expect("a line that is understood");
    let refused = run(line.calendar, &mut Vec::new())
        .expect_err("no target")
        .to_string();
    assert!(
        refused.ends_with("sets no target for enquiries: give --working-days"),
        "{refused}"
    );
}

#[test]
fn a_cut_off_a_holiday_and_calendar_days() {
    assert_eq!(
        data("due 2026-06-11T17:00 --working-days 5 --cut-off 17:00 --json")["due"],
        "2026-06-19"
    );
    assert_eq!(
        data("due 2026-06-12 --working-days 5 --holiday 2026-06-15 --json")["due"],
        "2026-06-22"
    );
    assert_eq!(
        data("due 2026-04-02 --calendar-days 10 --json")["due"],
        "2026-04-12"
    );
}

#[test]
fn wrong_usage_says_what_to_write_instead() {
    assert!(misunderstood("due 2026-02-31 --working-days 5").contains("February 2026 has 28 days"));
    assert!(
        misunderstood("due 20226-04-02 --working-days 5").contains("give a year from 2000 to 2100")
    );
    assert!(misunderstood("due 2026-04-02").contains("--working-days"));
    assert!(
        misunderstood("due 2026-04-02 --working-days 5 --nation wales")
            .contains("england-and-wales")
    );
    assert!(misunderstood("holidays --from 1900").contains("2000..=2100"));
    let words = "calendar holidays --from 2027 --to 2026".split(' ');
    let line = Line::try_parse_from(words).expect("a line that is understood");
    let code = run(line.calendar, &mut Vec::new()).expect("an exit code");
    assert_eq!(format!("{code:?}"), format!("{:?}", ExitCode::from(2)));
}

#[test]
fn a_list_that_is_not_there_is_one_clear_line() {
    let words = "calendar holidays --list /nowhere/at-all.json".split(' ');
    let line = Line::try_parse_from(words).expect("a line that is understood");
    let refused = run(line.calendar, &mut Vec::new()).expect_err("no file");
    assert!(format!("{refused:#}").starts_with("cannot read `/nowhere/at-all.json`: "));
}
