//! What a protocol only says is proven by the page that says it: every clause and every duty of each pack that
//! comes with the product stands on its page, with whom it binds, and as Wardroom's summary.

use axum::http::StatusCode;
use domain::protocol::Does;
use service::operations::Operations;

use crate::every_field::plain;
use crate::town::town;

#[tokio::test]
async fn every_duty_stands_on_the_page_of_its_protocol() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let mut only_shown = 0;
    for ((pack, version), protocol) in Operations::shipped_protocols() {
        let page = member.get(&format!("/protocol/{pack}/{version}")).await;
        assert_eq!(page.status, StatusCode::OK, "{pack}");
        page.says("These are Wardroom’s summaries, not the council’s words.");
        let text = plain(page.main());
        for clause in &protocol.clauses {
            let number = clause.id.printed();
            assert!(text.contains(number), "{pack} {number} is not there");
            let said = clause.gist.as_str();
            assert!(text.contains(said), "{pack} {number}: no `{said}`");
        }
        for (tag, duty) in protocol.duties() {
            let (said, who) = (duty.gist.as_str(), duty.who.as_str());
            assert!(text.contains(said), "{pack} {tag}: no `{said}`");
            assert!(text.contains(who), "{pack} {tag}: no `{who}`");
            only_shown += usize::from(duty.does.iter().all(|does| *does == Does::Shown));
        }
    }
    assert!(only_shown > 50, "{only_shown} are only shown");
}
