//! Given nearly the same from several members, what the officers who have it are shown; and a message that
//! somebody saved, with its files, on a form.

use domain::directory::RoleKind;
use domain::ids::PersonId;
use domain::reference::Reference;
use service::operations::intake::TakenIn;

use crate::mail_in::{OURS, give_address, message, ready, take};
use crate::town::{Town, damp};

/// Another member than this one.
async fn another(town: &Town, member: &PersonId) -> PersonId {
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let mut seats = council.directory.appointments().filter(|a| a.holds(today));
    let other = seats.find(|a| a.role.kind() == RoleKind::Member && &a.person != member);
    other.expect("another member").person.clone()
}

fn raised(taken: TakenIn) -> Reference {
    match taken {
        TakenIn::Raised(reference) => reference,
        other => panic!("not raised: {other:?}"),
    }
}

#[tokio::test]
async fn nearly_the_same_from_several_members_is_taken_as_a_campaign() {
    let (town, member, _) = ready().await;
    let other = another(&town, &member).await;
    give_address(&town, &other, "other@members.example").await;
    let text = "there is damp in the council flats of Abbey House again. Tenants on every floor have asked \
        for the repairs since the winter, and the walls of the bedrooms are black with mould. When will \
        the council treat the walls, and who pays for what was spoiled in the meantime?";
    let first = message(
        "1",
        "member@members.example",
        OURS,
        "Damp in council flats",
        text,
    );
    let first = raised(take(&town, &first).await);
    let again = format!("Dear officers, {text} Yours, another member");
    let second = message(
        "2",
        "other@members.example",
        OURS,
        "Mould in Abbey House",
        &again,
    );
    let second = raised(take(&town, &second).await);
    let state = town.state(&second).await;
    let service = state.desk_service().expect("a service").clone();
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let officers = council.directory.officers_of(&service, today);
    let officer = officers.first().expect("an officer").person.clone();
    // Both have their own clock and their own readers; neither member learns of the other.
    let theirs = town.visit(&other).await;
    let hidden = theirs.get(&format!("/enquiries/{first}")).await;
    assert_eq!(hidden.status, 404);
    assert!(
        !theirs
            .get("/notices")
            .await
            .body
            .contains("nearly the same")
    );
    assert_eq!(theirs.get("/pen/campaigns").await.status, 404);
    let desk = town.visit(&officer).await;
    desk.get("/notices")
        .await
        .says("says nearly the same as another");
    let page = desk.get("/pen/campaigns").await;
    page.says("2 enquiries say nearly the same");
    let fields = [
        ("act", "join-campaign"),
        ("reference", first.as_str()),
        ("reference", second.as_str()),
    ];
    let form = desk.post("/enquiries/several", &fields).await;
    assert_eq!(form.status, 200, "{}", form.main());
    let mut fields = fields.to_vec();
    fields.extend([("step", "do"), ("act-token", "one-form")]);
    desk.post("/enquiries/several", &fields)
        .await
        .says("2 of 2 done");
    let (one, two) = (town.state(&first).await, town.state(&second).await);
    assert!(one.campaign.is_some() && one.campaign == two.campaign);
    let page = desk.get("/pen/campaigns").await;
    assert!(!page.body.contains(first.as_str()), "it is taken");
}

/// A saved message with a file.
const SAVED: &str = "From: A Resident <r@home.example>\r\nSubject: Damp again\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
    The wall is wet.\r\n--b\r\nContent-Type: application/pdf\r\n\
    Content-Disposition: attachment; filename=survey.pdf\r\n\r\n%PDF-1.4 the survey\r\n--b--\r\n";

#[tokio::test]
async fn the_files_of_a_message_chosen_on_a_form_go_along_with_it() {
    let (town, member, officer) = ready().await;
    let there = town.visit(&member).await;
    let saved = ("saved.eml", SAVED.as_bytes());
    let filled = there
        .send_as("message", "/enquiries/new", &[("step", "check")], saved)
        .await;
    filled.says("The wall is wet.");
    filled.says("Its files go along: survey.pdf");
    let carried = filled.value("carried");
    let mut fields = vec![
        ("title", "Damp again"),
        ("body", "The wall is wet."),
        ("service", "housing-repairs"),
        ("carried", carried.as_str()),
        ("step", "check"),
    ];
    let check = there.post("/enquiries/new", &fields).await;
    check.says("survey.pdf");
    // Nobody else finds it by its name.
    let operations = &town.operations;
    assert_eq!(
        operations.carried(&officer, &carried).await.expect("none"),
        []
    );
    fields.retain(|(name, _)| *name != "step");
    fields.push(("step", "send"));
    let before = town.references();
    let sent = there.post("/enquiries/new", &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.main());
    let mut raised = town.references();
    raised.retain(|reference| !before.contains(reference));
    let page = there.get(&format!("/enquiries/{}", raised[0])).await;
    page.says("survey.pdf");
    assert_eq!(
        operations.carried(&member, &carried).await.expect("none"),
        [],
        "it is gone"
    );

    // To an existing case, by an officer: its files are for officers, as the note is.
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    let desk = town.visit(&officer).await;
    let address = format!("/enquiries/{reference}/acts/note");
    let filled = desk.send_as("message", &address, &[], saved).await;
    let carried = filled.value("carried");
    let fields = [("words", "The wall is wet."), ("carried", carried.as_str())];
    let noted = desk.post(&address, &fields).await;
    assert_eq!(noted.status, 303, "{}", noted.main());
    let address = format!("/enquiries/{reference}");
    desk.get(&address).await.says("survey.pdf");
    assert!(!there.get(&address).await.body.contains("survey.pdf"));
}
