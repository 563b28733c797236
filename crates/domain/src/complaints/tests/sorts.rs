//! What is no complaint.

use super::*;

#[test]
fn a_compliment_is_kept_and_passed_on_and_is_no_complaint() {
    for sort in [Sort::Compliment, Sort::Suggestion] {
        let log = Log {
            sort,
            enquiry: None,
            ..given(Permits::Nothing)
        };
        let act = Act::Log(Box::new(log)).into();
        let story = Story::under(cu()).act("wren", "2026-04-02T10:00", act);
        let story = story.expect("it is taken");
        let row = story.row();
        assert_eq!(
            (row.state.as_str(), row.open, row.due),
            ("closed", false, None)
        );
        let said = sentence(story.state(), &story.council, at("2026-04-02T10:00"));
        assert!(said.contains(sort.words()), "{said}");
        let states = vec![story.state().clone(); 6];
        let quarter = quarter_of(date(2026, 4, 2));
        let counts = report(&states, &story.council, quarter, date(2026, 7, 10)).all;
        assert_eq!(counts.map(|counts| counts.received), Some(0));
    }
}
