//! Forms filled again with what was typed, and what is wrong with them, named by its field.

use super::*;

fn form() -> Form {
    let choices = vec![Choice::new("a", "Alpha"), Choice::new("b", "Beta")];
    Form::new(
        "/x",
        "Send",
        vec![
            Field::line("title", "What it is about"),
            Field::day("until", "Until when"),
            Field::one("kind", "Which kind", choices),
        ],
    )
}

#[test]
fn a_form_with_errors_keeps_every_word_and_names_each_error_twice() {
    let sent = Posted::of(&[
        ("title", "<b>damp</b>"),
        ("until-day", "31"),
        ("until-month", "2"),
        ("until-year", "2026"),
        ("kind", "b"),
    ]);
    let form = form().refill(&sent, &[Invalid::new("until", "no such day")]);
    let html = form.render().expect("it renders");
    assert!(html.contains("&#60;b&#62;damp&#60;/b&#62;"), "{html}");
    assert!(html.contains(r#"value="31""#) && html.contains("No such day"));
    assert!(html.contains(r#"value="b" checked"#));
    let summary = form.errors().render().expect("it renders");
    assert!(summary.contains("#until-day") && summary.contains("No such day"));
}

#[test]
fn what_reads_on_after_its_field_is_named_by_it_above_the_form_and_whole_beside_it() {
    let wrong = [
        Invalid::new("title", "is empty: write at least one word"),
        Invalid::new("kind", "choose one"),
    ];
    let form = form().refill(&Posted::default(), &wrong);
    let summary = form.errors().render().expect("it renders");
    assert!(
        summary.contains("What it is about: It is empty"),
        "{summary}"
    );
    assert!(summary.contains("Which kind: Choose one"), "{summary}");
    let html = form.render().expect("it renders");
    assert!(
        html.contains("It is empty: write at least one word"),
        "{html}"
    );
}

#[test]
fn an_error_of_no_field_is_still_shown() {
    let form = form().refill(&Posted::default(), &[Invalid::new("elsewhere", "not this")]);
    assert!(
        form.errors()
            .render()
            .expect("it renders")
            .contains("Not this")
    );
}

#[test]
fn a_day_given_as_a_date_fills_its_boxes() {
    let field = Field::day("on", "On").with("2026-04-03");
    let html = field.render().expect("it renders");
    assert!(
        html.contains(r#"value="3""#)
            && html.contains(r#"value="4""#)
            && html.contains(r#"value="2026""#)
    );
}
