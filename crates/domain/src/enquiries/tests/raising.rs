//! Raising: by whom, for whom, with which fields.

use jiff::civil::date;

use super::story::{Story, at, plain};
use super::town::{id, town, with_setting};
use crate::access::Token;
use crate::calendar::Receipt;
use crate::enquiries::command::{
    Act, Command, ConstituentGiven, FileGiven, Means, Raise, ShareWith,
};
use crate::enquiries::event::{Desk, FileReaders, Ground, RaisedBy, UrgentGround};
use crate::enquiries::{Kind, file_readers};
use crate::verdict::Gate;

const THURSDAY: &str = "2026-04-02T10:00";

fn fresh() -> Story {
    Story::under(town("cambridge-updated"))
}

fn raise(raise: Raise) -> Act {
    Act::Raise(Box::new(raise))
}

fn fields(story: &Story, given: Raise) -> Vec<&'static str> {
    let invalid = story.invalid("amin", THURSDAY, raise(given));
    invalid.into_iter().map(|invalid| invalid.field).collect()
}

fn file(name: &str, media: &str, bytes: usize) -> FileGiven {
    FileGiven {
        name: name.to_owned(),
        media: media.to_owned(),
        bytes: vec![1; bytes],
        readers: FileReaders::All,
    }
}

#[test]
fn every_fault_is_found_at_once_and_nothing_is_kept() {
    let given = Raise {
        title: " \u{202e} ".to_owned(),
        body: "x".repeat(20_001),
        ward: Some(id("nowhere")),
        service: Some(id("nothing")),
        received: Some(Receipt::On(date(2026, 4, 1))),
        share: vec![ShareWith::Member(id("amin-member"))],
        ..Raise::default()
    };
    let wrong = fields(&fresh(), given);
    assert_eq!(
        wrong,
        ["received", "ward", "service", "title", "body", "reader"]
    );
}

#[test]
fn words_that_mislead_are_cleaned_and_scripts_of_every_kind_are_kept() {
    let mut given = plain();
    given.title = "مرحبا 🏠 <script>alert(1)</script> \u{202e}txt".to_owned();
    let story = fresh().does("amin", THURSDAY, raise(given));
    let decision = story.last.as_ref().expect("it was decided");
    let title = &story.state().title.key;
    let kept = decision.contents.iter().find(|c| &c.key == title);
    let kept = String::from_utf8(kept.expect("its title is kept").bytes.clone());
    assert_eq!(
        kept.as_deref(),
        Ok("مرحبا 🏠 <script>alert(1)</script> txt")
    );
}

#[test]
fn only_members_and_those_who_act_for_one_raise() {
    let story = fresh();
    assert!(matches!(
        story.gate("hall", THURSDAY, Kind::Raise),
        Gate::Refused(_)
    ));
    assert!(matches!(
        story.gate("amin", THURSDAY, Kind::Raise),
        Gate::Allowed { .. }
    ));
    let by_assistant = story
        .act_for("dean", Some("amin"), THURSDAY, raise(plain()))
        .expect("an assistant with the right");
    assert_eq!(by_assistant.state().raised_by, RaisedBy::Assistant);
    assert!(by_assistant.tells(&Token::holder_of(&id("amin-member"))));
    let other = story.act_for("dean", Some("bell"), THURSDAY, raise(plain()));
    assert!(other.is_err(), "an assistant of somebody else");
}

#[test]
fn an_officer_records_what_a_member_said_earlier_but_never_what_is_still_to_come() {
    let told = |received| {
        let mut given = plain();
        given.means = Some(Means::Telephone);
        given.received = Some(received);
        fresh().act_for("voss", Some("amin"), "2026-04-08T10:00", raise(given))
    };
    let story = told(Receipt::On(date(2026, 4, 2))).expect("it was earlier");
    assert_eq!(story.row().due, Some(date(2026, 4, 13)));
    assert_eq!(story.state().raised_by, RaisedBy::OfficerByTelephone);
    assert!(story.reads("amin", "2026-04-08T11:00"));
    assert!(
        !story.reads("voss", "2026-04-08T11:00"),
        "the service has it"
    );
    assert!(told(Receipt::On(date(2026, 4, 9))).is_err());
    assert!(told(Receipt::At(at("2026-04-08T10:01"))).is_err());
    assert!(
        told(Receipt::On(date(2024, 4, 2))).is_err(),
        "a slip of the year"
    );
}

#[test]
fn a_service_without_anybody_leaves_the_enquiry_with_who_finds_one() {
    let mut given = plain();
    given.service = Some(id("empty"));
    let story = fresh().does("amin", THURSDAY, raise(given));
    let desk = story.state().desk.as_ref().map(|(desk, _)| desk);
    assert_eq!(desk, Some(&Desk::Team(id("contact-centre"))));
    assert!(story.tells(&Token::post("monitoring-officer")));
}

#[test]
fn an_employee_who_is_a_constituent_asks_for_advice_first_or_for_a_reason() {
    let mut given = plain();
    given.constituent = Some(ConstituentGiven {
        details: None,
        ground: Ground::Permission,
        third_party: false,
        child: false,
        employee: true,
        advice_taken: false,
    });
    assert_eq!(fields(&fresh(), given.clone()), ["explanation"]);
    let command = Command {
        act: raise(given.clone()),
        explanation: Some("The boiler is out.".to_owned()),
    };
    let story = fresh().does("amin", THURSDAY, command);
    assert!(story.names().contains(&"explained".to_owned()));
    let silent = Story::under(town("bradford-4c"));
    silent.does("amin", THURSDAY, raise(given));
}

#[test]
fn files_are_held_to_the_list_by_kind_size_and_name() {
    for (given, what) in [
        (file("../../x", "application/pdf", 9), "file name"),
        (file("x.exe", "application/x-msdownload", 9), "kind"),
        (file("x.pdf", "application/pdf", 0), "empty"),
        (file("x.pdf", "application/pdf", 10_000_001), "MB"),
    ] {
        let mut enquiry = plain();
        enquiry.files = vec![given];
        let wrong = fresh().invalid("amin", THURSDAY, raise(enquiry));
        assert!(wrong[0].why.contains(what), "{wrong:?}");
    }
    let mut many = plain();
    many.files = (0..11)
        .map(|_| file("x.pdf", "application/pdf", 9))
        .collect();
    assert_eq!(fields(&fresh(), many), ["files"]);
    let council = with_setting(town("cambridge-updated"), "file-size-max", "1");
    let mut large = plain();
    large.files = vec![file("x.pdf", "application/pdf", 1_000_001)];
    assert_eq!(fields(&Story::under(council), large), ["file"]);
}

#[test]
fn a_file_for_officers_is_for_officers() {
    let mut internal = file("plan.pdf", "application/pdf", 9);
    internal.readers = FileReaders::Internal;
    let story = Story::raised().does("hall", "2026-04-07T10:00", Act::AddFile(internal.clone()));
    let part = &story.state().files[0].part;
    let readers = file_readers(story.state(), part).expect("a file");
    let may = |token| readers.may.iter().any(|reader| reader.token == token);
    assert!(may(Token::service(&id("repairs"))));
    assert!(!may(Token::holder_of(&id("amin-member"))));
    let by_member = Act::AddFile(internal);
    let wrong = Story::raised().invalid("amin", "2026-04-07T10:00", by_member);
    assert_eq!(wrong[0].field, "readers");
}

#[test]
fn a_constituents_matter_is_never_shared_with_a_whole_ward() {
    let mut given = plain();
    given.share = vec![ShareWith::Ward];
    let shared = fresh().does("amin", THURSDAY, raise(given.clone()));
    assert!(shared.reads("bell", THURSDAY) && !shared.reads("cole", THURSDAY));
    given.constituent = Some(ConstituentGiven {
        details: Some("A resident".to_owned()),
        ground: Ground::Representative,
        third_party: true,
        child: true,
        employee: false,
        advice_taken: false,
    });
    assert_eq!(fields(&fresh(), given.clone()), ["reader"]);
    given.share = vec![ShareWith::Member(id("bell-member"))];
    let one = fresh().does("amin", THURSDAY, raise(given));
    assert!(one.reads("bell", THURSDAY));
    let details = one
        .state()
        .constituent
        .as_ref()
        .and_then(|c| c.details.as_ref());
    let contents = &one.last.as_ref().expect("decided").contents;
    let kept = contents
        .iter()
        .find(|c| Some(&c.key) == details.map(|d| &d.key));
    assert!(
        !kept.expect("kept").searchable,
        "a resident is found by search"
    );
}

#[test]
fn who_marks_it_urgent_says_on_what_ground_and_the_service_may_take_it_off() {
    let mut given = plain();
    given.urgent = Some(UrgentGround::HealthOrSafety);
    let story = fresh().does("amin", THURSDAY, raise(given));
    let off = Act::ChangeClass {
        urgent: None,
        why: "The heating works.".to_owned(),
    };
    let story = story.does("hall", "2026-04-07T10:00", off);
    assert_eq!(story.state().urgent, None);
    assert!(story.tells(&Token::holder_of(&id("amin-member"))));
}
