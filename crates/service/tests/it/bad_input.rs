//! What people send by mistake or on purpose: each gets a clear page, nothing is half applied, and the
//! words are kept.

use axum::http::StatusCode;
use domain::reference::Reference;

use crate::town::{Visited, town};

/// A form, its fields that take words, and what else it needs.
type Form = (
    &'static str,
    &'static [&'static str],
    &'static [(&'static str, &'static str)],
);

/// The forms that are filled with what people should not write.
const FORMS: [Form; 4] = [
    (
        "raise",
        &["title", "body", "place", "constituent"],
        &[("step", "send")],
    ),
    (
        "answer",
        &["words", "promise", "forward"],
        &[("kind", "full"), ("looked", "yes")],
    ),
    ("hold", &["why", "doing"], &[]),
    ("note", &["words"], &[]),
];

/// Fields with which each form goes through.
fn good(form: &str) -> Vec<(&'static str, String)> {
    let fields: &[(&str, &str)] = match form {
        "raise" => &[
            ("title", "Damp"),
            ("body", "When is it treated?"),
            ("service", "housing-repairs"),
            ("ground", "permission"),
            ("constituent", "A tenant"),
        ],
        "answer" => &[
            ("words", "It is treated on Monday."),
            ("promise", "The wall is treated"),
            ("promise-due-day", "22"),
            ("promise-due-month", "6"),
            ("promise-due-year", "2026"),
        ],
        "hold" => &[
            ("why", "The surveyor is ill."),
            ("doing", "Another one goes."),
            ("until-day", "30"),
            ("until-month", "6"),
            ("until-year", "2026"),
        ],
        _ => &[("words", "A note")],
    };
    let owned = fields
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    owned.collect()
}

impl Visited {
    /// Sends a form with one field changed; gives the answer, and whether anything was recorded.
    async fn send(
        &self,
        form: &str,
        field: &str,
        value: &str,
    ) -> (crate::town::Answer, bool, Reference) {
        let reference = self.raise().await;
        let mut fields = good(form);
        match fields.iter_mut().find(|(name, _)| *name == field) {
            Some(found) => found.1 = value.to_owned(),
            None => fields.push((
                FORMS
                    .iter()
                    .flat_map(|(_, names, _)| names.iter())
                    .find(|name| **name == field)
                    .copied()
                    .unwrap_or("words"),
                value.to_owned(),
            )),
        }
        let more = FORMS.iter().find(|(name, ..)| *name == form);
        let more = more.map_or(&[] as &[_], |(.., more)| *more);
        let mut sent: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        sent.extend(more);
        let before = self.town.events_count();
        let answer = if form == "raise" {
            self.member.post("/enquiries/new", &sent).await
        } else {
            let address = format!("/enquiries/{reference}/acts/{form}");
            self.officer.post(&address, &sent).await
        };
        (answer, self.town.events_count() != before, reference)
    }
}

#[tokio::test]
async fn every_form_goes_through_as_it_should_be_filled_in() {
    let desk = Visited::of(town().await).await;
    for (form, fields, _) in FORMS {
        let value = good(form)
            .iter()
            .find(|(n, _)| *n == fields[0])
            .map(|(_, v)| v.clone());
        let (answer, done, _) = desk.send(form, fields[0], &value.unwrap_or_default()).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{form}: {}",
            answer.main()
        );
        assert!(done, "{form}");
    }
}

#[tokio::test]
async fn an_empty_field_that_is_needed_is_asked_for_again() {
    let desk = Visited::of(town().await).await;
    for (form, field) in [
        ("raise", "title"),
        ("raise", "body"),
        ("answer", "words"),
        ("hold", "why"),
        ("hold", "doing"),
        ("note", "words"),
    ] {
        for empty in ["", "  \t\r\n ", "\u{200b}\u{200f}"] {
            let (answer, done, _) = desk.send(form, field, empty).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{form}.{field} {empty:?}"
            );
            assert!(!done, "{form}.{field} {empty:?}");
            answer.says("There is a problem");
        }
    }
}

#[tokio::test]
async fn words_that_are_too_long_are_shown_again_whole() {
    let desk = Visited::of(town().await).await;
    for (form, fields, _) in FORMS {
        for field in fields {
            let long = format!("begins {} ends", "ü".repeat(20_001));
            let (answer, done, _) = desk.send(form, field, &long).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{form}.{field}: {}",
                answer.status
            );
            assert!(!done, "{form}.{field}");
            answer.says("There is a problem");
            answer.says(&long);
        }
    }
}

#[tokio::test]
async fn odd_signs_do_no_harm_on_any_page() {
    let desk = Visited::of(town().await).await;
    let odd = [
        "<script>alert(1)</script><img src=x onerror=alert(2)>",
        "\"><svg/onload=alert(3)>' autofocus onfocus='alert(4)",
        "{{ 7*7 }} %{x} ${y} \\u0000",
        "\u{202e}txet desrever\u{202c} \u{2066}א ב\u{2069}",
        "👩🏽\u{200d}🔧 🏴󠁧󠁢󠁷󠁬󠁳󠁿 repairs",
        "bell \u{7} null \u{0} escape \u{1b}[31m end",
    ];
    for (form, fields, _) in FORMS {
        for field in fields {
            for value in odd {
                let (answer, done, case) = desk.send(form, field, value).await;
                assert_eq!(
                    answer.status.as_u16() == 303,
                    done,
                    "{form}.{field} {value:?}: {} {}",
                    answer.status,
                    answer.main()
                );
                assert!(
                    matches!(answer.status.as_u16(), 303 | 422),
                    "{form}.{field} {value:?}: {}",
                    answer.status
                );
                let page = if answer.status == StatusCode::SEE_OTHER {
                    let reference = if form == "raise" {
                        answer.reference()
                    } else {
                        case
                    };
                    let page = desk.officer.get(&format!("/enquiries/{reference}")).await;
                    assert_eq!(page.status, StatusCode::OK);
                    page
                } else {
                    answer
                };
                for tag in [
                    "<script>alert",
                    "<img src=x",
                    "<svg/onload",
                    "' autofocus onfocus='",
                ] {
                    assert!(!page.body.contains(tag), "{form}.{field}: {tag}");
                }
                for raw in ['\u{0}', '\u{7}', '\u{1b}', '\u{202e}'] {
                    assert!(
                        !page.main().contains(raw),
                        "{form}.{field}: {raw:?} {}",
                        page.status
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn a_day_that_is_none_is_named() {
    let desk = Visited::of(town().await).await;
    for (form, field) in [("hold", "until"), ("answer", "promise-due")] {
        let reference = desk.raise().await;
        let mut fields = good(form);
        for (name, value) in &mut fields {
            if *name == format!("{field}-day") {
                *value = "31".to_owned();
            } else if *name == format!("{field}-month") {
                *value = "2".to_owned();
            }
        }
        let mut sent: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        sent.push(("kind", "full"));
        let before = desk.town.events_count();
        let address = format!("/enquiries/{reference}/acts/{form}");
        let answer = desk.officer.post(&address, &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_eq!(desk.town.events_count(), before);
        assert!(answer.body.contains("31 February") || answer.body.contains("31 2 2026"));
        for (name, value) in sent.iter().filter(|(name, _)| !name.contains('-')) {
            assert!(answer.body.contains(value), "{form}: `{name}` is lost");
        }
    }
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_or_too_large_is_refused() {
    let desk = Visited::of(town().await).await;
    let program = [b"MZ\x90\x00".as_slice(), &[0; 200], b"PE\0\0".as_slice()].concat();
    let large = vec![b'a'; 11 * 1024 * 1024];
    let reference = desk.raise().await;
    let address = format!("/enquiries/{reference}/acts/add-file");
    let before = desk.town.events_count();
    for (name, bytes) in [
        ("plan.pdf", program.as_slice()),
        (
            "plan.pdf",
            b"<html><script>alert(1)</script></html>".as_slice(),
        ),
        ("plan.txt", large.as_slice()),
    ] {
        let answer = desk
            .officer
            .send(&address, &[("readers", "all")], (name, bytes))
            .await;
        assert!(
            matches!(answer.status.as_u16(), 413 | 422),
            "{name}: {} {}",
            answer.status,
            answer.main()
        );
        assert_eq!(desk.town.events_count(), before, "{name}");
    }
    // When raising, the words are kept on the page that says what is wrong with the file.
    let fields = [
        ("step", "send"),
        ("title", "A plan of the estate"),
        ("body", "Is this the last word?"),
    ];
    let answer = desk
        .member
        .send("/enquiries/new", &fields, ("plan.pdf", &program))
        .await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.main()
    );
    answer.says("Is this the last word?");
    assert_eq!(desk.town.events_count(), before);
}

#[tokio::test]
async fn a_file_s_name_leads_nowhere() {
    let desk = Visited::of(town().await).await;
    for name in [
        "../../x",
        "..\\\\..\\\\x.txt",
        "/etc/passwd",
        "a\u{202e}fdp.exe.txt",
    ] {
        let reference = desk.raise().await;
        let address = format!("/enquiries/{reference}/acts/add-file");
        let answer = desk
            .officer
            .send(&address, &[("readers", "all")], (name, b"plain words"))
            .await;
        if answer.status != StatusCode::SEE_OTHER {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.main().contains("is not a file name"), "{name}");
            assert!(!answer.main().contains('\u{202e}'), "{name}");
        }
        let page = desk.officer.get(&format!("/enquiries/{reference}")).await;
        assert!(!page.main().contains("../"), "{name}");
        assert!(!page.main().contains("..\\"), "{name}");
        assert!(!page.main().contains('\u{202e}'), "{name}");
    }
}
