//! The catalogue keeps its promises: every default is a value it takes, every basis exists.

use super::*;
use crate::protocol::packs::{SHIPPED, shipped};
use jiff::civil::date;

#[test]
fn every_default_is_a_value_that_could_be_set_and_rests_on_a_question() {
    let protocol = shipped("cambridge-updated").expect("a shipped pack");
    for spec in CATALOGUE {
        assert!(
            spec.id.parse::<crate::ids::SettingId>().is_ok(),
            "{}",
            spec.id
        );
        if let Some(default) = spec.default {
            assert_eq!(spec.accept(default).as_deref(), Ok(default), "{}", spec.id);
            assert!(
                spec.question.is_some(),
                "{} has a default of nothing",
                spec.id
            );
        }
        if let Some(question) = spec.question {
            let id = question.parse().expect("a question's key");
            assert!(
                protocol.question(&id).is_some(),
                "{}: no question {question}",
                spec.id
            );
        }
        for (pack, clause) in spec.completes {
            let pack = shipped(pack).expect("a shipped pack");
            assert!(
                pack.cite(clause).is_some(),
                "{}: no clause {clause}",
                spec.id
            );
        }
    }
}

#[test]
fn keys_are_listed_once() {
    let mut ids: Vec<&str> = CATALOGUE.iter().map(|spec| spec.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CATALOGUE.len());
}

#[test]
fn a_value_that_cannot_be_taken_says_what_to_write_instead() {
    let why = |id: &str, value: &str| match accept(id, value, []) {
        Ok(accepted) => panic!("took `{}`", accepted.value),
        Err(invalid) => invalid.why,
    };
    assert_eq!(
        why("enquiries-response-days", "0"),
        "`0` cannot be taken: write a whole number of working days from 1 to 120"
    );
    assert_eq!(
        why("council-colour", "blue"),
        "`blue` is not a colour: write it as #1d4f91"
    );
    assert!(why("council-colour", "#ffff00").contains("choose a darker colour"));
    assert_eq!(
        why("council-name", ""),
        "nothing is written: write some words"
    );
    assert_eq!(
        why("enquirys-cut-off", "17:00"),
        "there is no setting `enquirys-cut-off`: choose one of the list"
    );
}

#[test]
fn a_value_is_recorded_in_one_spelling() {
    let taken = |id: &str, value: &str| accept(id, value, []).map(|a| a.value);
    assert_eq!(taken("session-hours", " 08 ").as_deref(), Ok("8"));
    assert_eq!(taken("council-colour", "#1D4F91").as_deref(), Ok("#1d4f91"));
}

#[test]
fn the_enforcement_of_every_duty_has_a_key_of_its_own() {
    let mut keys = std::collections::BTreeSet::new();
    for pack in SHIPPED {
        let protocol = shipped(pack.id).expect("a shipped pack");
        for (tag, _) in protocol.duties() {
            let key = protocol.enforcement_key(&tag);
            assert!(key.parse::<crate::ids::SettingId>().is_ok(), "{key}");
            assert_eq!(protocol.duty_of_key(&key).as_deref(), Some(tag.as_str()));
            assert!(keys.insert(key.clone()), "two duties share {key}");
        }
    }
}

#[test]
fn stricter_than_the_text_is_taken_and_marked_as_the_councils_own() {
    let protocol = shipped("cambridge-updated").expect("a shipped pack");
    let key = protocol.enforcement_key("7.2/2");
    let own = accept(&key, "refuse", [&protocol]).expect("the council may choose");
    assert!(
        own.remark
            .is_some_and(|remark| remark.contains("the council’s own choice"))
    );
    let supported = accept(&key, "ask", [&protocol]).expect("the council may choose");
    assert_eq!(supported.remark, None);
    assert!(accept(&key, "forbid", [&protocol]).is_err());
}

#[test]
fn a_default_holds_until_the_council_chooses_and_after_it_takes_the_choice_back() {
    let on = date(2026, 4, 2);
    let settings = Settings::default();
    let before = settings
        .whole_number("enquiries-chase-days", on)
        .expect("a default");
    assert_eq!(
        (before.value, before.basis.to_string().as_str()),
        (1, "unruled: default of question W1")
    );
    let set = |value: Option<&str>| SettingSet {
        id: "enquiries-chase-days".parse().expect("a key"),
        value: value.map(str::to_owned),
        from: on,
        set_by: "Full Council".to_owned(),
    };
    let chosen = settings.evolve(set(Some("3")));
    assert_eq!(
        chosen
            .whole_number("enquiries-chase-days", on)
            .map(|c| c.value),
        Some(3)
    );
    let back = chosen.evolve(set(None));
    assert_eq!(
        back.whole_number("enquiries-chase-days", on)
            .map(|c| c.value),
        Some(1)
    );
    assert_eq!(back.value("enquiries-closing-days", on), None);
}

#[test]
fn every_kind_of_value_says_what_to_write_instead() {
    let spec = |kind| SettingSpec {
        id: "sample",
        title: "Sample",
        kind,
        help: "",
        default: None,
        question: None,
        completes: &[],
    };
    let taken = |kind, value: &str| spec(kind).accept(value).map_err(|invalid| invalid.why);
    let time = "`25:00` is not a time: write it as 17:00".to_owned();
    assert_eq!(taken(SettingKind::Time, "25:00"), Err(time));
    assert_eq!(taken(SettingKind::Time, "17:00"), Ok("17:00".to_owned()));
    let day = "`2026-02-31` cannot be taken: write a day as 2026-04-13".to_owned();
    assert_eq!(taken(SettingKind::Date, "2026-02-31"), Err(day));
    let word = "`all` is not one of the choices: write own, everyone".to_owned();
    assert_eq!(
        taken(SettingKind::Choice(&["own", "everyone"]), "all"),
        Err(word)
    );
    let page = "https://www.council.example/complaints";
    assert_eq!(taken(SettingKind::Link, page), Ok(page.to_owned()));
    for wrong in [
        "http://council.example/",
        "https://ada:secret@council.example/",
        "https://council/",
        "https://council.example/a b",
        "https://council.example/\"onclick",
        "javascript:alert(1)",
    ] {
        let said = taken(SettingKind::Link, wrong).expect_err("no address");
        assert!(said.contains("write it as https://"), "{said}");
    }
    let flag = "`true` is not one of the choices: write yes, no".to_owned();
    assert_eq!(taken(SettingKind::Flag, "true"), Err(flag));
}
