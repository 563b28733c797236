//! Digests keep to the council's calendar, and together they leave nothing out.

use domain::calendar::{Calendar, Nation, WorkingHours};
use jiff::{SignedDuration, Timestamp};

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn spans(rhythm: Rhythm, now: &str) -> (String, String) {
    let calendar = Calendar::new(Nation::EnglandAndWales);
    let window = window(rhythm, &calendar, WorkingHours::default(), at(now)).expect("a digest");
    (window.from.to_string(), window.until.to_string())
}

fn pair(from: &str, until: &str) -> (String, String) {
    (from.to_owned(), until.to_owned())
}

#[test]
fn a_daily_digest_comes_as_work_begins_and_not_on_a_holiday() {
    // Good Friday 2026 is 3 April, Easter Monday 6 April; summer time, so nine is eight in UTC.
    let thursday = pair("2026-04-01T08:00:00Z", "2026-04-02T08:00:00Z");
    assert_eq!(spans(Rhythm::Daily, "2026-04-02T08:00:00Z"), thursday);
    assert_eq!(spans(Rhythm::Daily, "2026-04-07T07:59:59Z"), thursday);
    let tuesday = pair("2026-04-02T08:00:00Z", "2026-04-07T08:00:00Z");
    assert_eq!(spans(Rhythm::Daily, "2026-04-07T08:00:00Z"), tuesday);
}

#[test]
fn a_weekly_digest_comes_on_the_first_working_day_of_the_week() {
    let easter = pair("2026-03-30T08:00:00Z", "2026-04-07T08:00:00Z");
    assert_eq!(spans(Rhythm::Weekly, "2026-04-10T12:00:00Z"), easter);
    let before = pair("2026-03-23T09:00:00Z", "2026-03-30T08:00:00Z");
    assert_eq!(spans(Rhythm::Weekly, "2026-04-06T12:00:00Z"), before);
}

#[test]
fn every_moment_of_two_years_is_in_exactly_one_digest() {
    let calendar = Calendar::new(Nation::Scotland);
    for rhythm in [Rhythm::Daily, Rhythm::Weekly] {
        let mut now = at("2025-01-20T03:00:00Z");
        let mut last: Option<Window> = None;
        while now < at("2027-01-20T03:00:00Z") {
            let this = window(rhythm, &calendar, WorkingHours::default(), now).expect("a digest");
            assert!(this.from < this.until && this.until <= now);
            if let Some(last) = last.filter(|last| last.until != this.until) {
                assert_eq!(last.until, this.from, "at {now}");
            }
            last = Some(this);
            now += SignedDuration::from_hours(5);
        }
    }
}

#[test]
fn what_is_kept_is_read_back_and_rubbish_is_the_usual() {
    let mut choices = Choices::default();
    choices.rhythm.insert(Topic::News, Rhythm::Weekly);
    choices.hours = Some(WorkingHours::default());
    let kept = serde_json::to_string(&choices).expect("plain data");
    assert_eq!(Choices::kept(Some(&kept)), choices);
    assert_eq!(Choices::kept(Some("?")), Choices::default());
    assert_eq!(choices.of(Topic::News), Rhythm::Weekly);
    assert_eq!(choices.of(Topic::Answers), Rhythm::AtOnce);
}

#[test]
fn every_topic_and_rhythm_has_a_key_of_its_own() {
    let topics: std::collections::BTreeSet<_> = Topic::ALL.iter().map(|t| t.key()).collect();
    assert_eq!(topics.len(), Topic::ALL.len());
    for (rhythm, key, _) in Rhythm::ALL {
        assert_eq!(Rhythm::named(key), Some(rhythm));
    }
    assert_eq!(Topic::of("answered"), Topic::Answers);
    assert_eq!(Topic::of("briefing-arranged"), Topic::Meetings);
    assert_eq!(Topic::of("something new"), Topic::News);
}

#[test]
fn what_waits_for_its_reader_is_told_as_such_whatever_the_register() {
    let of_all = [
        "officer-left",
        "mail-lost",
        "mail-waits",
        "mail-refused",
        "mail-part",
    ];
    for notice in WAITING {
        let known = crate::registers::ALL
            .iter()
            .any(|register| (register.notice)(notice).is_some());
        assert!(
            known || of_all.contains(&notice),
            "nobody is told `{notice}`"
        );
        assert_eq!(Topic::of(notice), Topic::Waiting);
    }
    for (notice, topic) in [
        ("information-decided", Topic::Answers),
        ("complaint-answered", Topic::Answers),
        ("complaint-longer", Topic::Dates),
        ("information-public", Topic::News),
    ] {
        assert_eq!(Topic::of(notice), topic, "{notice}");
    }
}
