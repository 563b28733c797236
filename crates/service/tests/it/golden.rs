//! The dates of the issue through the whole product: raised by a member, shown day by day on the page.

use crate::town::{damp, town};

#[tokio::test]
async fn an_answer_is_due_on_the_day_that_the_page_counts_to() {
    let town = town().await;
    let member = town.persona("member");
    let cases: [(&str, &str, &[&str]); 4] = [
        (
            "2026-04-02T10:00",
            "13 April 2026",
            &["Good Friday", "Easter Monday"],
        ),
        (
            "2026-05-02T12:00",
            "11 May 2026",
            &["Early May bank holiday"],
        ),
        (
            "2026-12-23T09:00",
            "4 January 2027",
            &["Christmas Day", "Boxing Day", "New Year"],
        ),
        (
            "2026-06-12T23:59",
            "19 June 2026",
            &["Sat 13 Jun", "Sun 14 Jun", "Fri 19 Jun"],
        ),
    ];
    for (received, due, days) in cases {
        town.set(received);
        let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
        let state = town.state(&reference).await;
        let council = town.operations.council().await.expect("a council");
        let clock = domain::enquiries::clock(&state, &council, town.operations.now());
        let next = clock.next.map(domain::calendar::long_date);
        assert!(
            next.as_ref().is_some_and(|next| next.contains(due)),
            "{next:?}"
        );
        let visitor = town.visit(&member).await;
        let page = visitor.get(&format!("/enquiries/{reference}")).await;
        page.says(due);
        let page = page.body.to_lowercase();
        for day in days {
            assert!(page.contains(&day.to_lowercase()), "{received}: no {day}");
        }
    }
}
