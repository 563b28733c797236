//! Given nearly the same from several members, what the officers who have it are shown; and a message that
//! somebody saved, with its files, on a form.

use std::io::Write as _;

use domain::directory::{Role, RoleKind};
use domain::enquiries::command::{Raise, ShareWith};
use domain::ids::{PersonId, WardId};
use domain::reference::Reference;
use service::operations::intake::{TakenIn, Why};

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

#[tokio::test]
async fn what_many_residents_send_is_raised_once_with_every_message_beside_it() {
    let (town, member, _) = ready().await;
    let keeper = town.visit_as("democratic-services").await;
    let text = "Please mend the lamps in Mill Road before the winter. The path to the school is dark from four \
        o'clock on, the children walk there alone, and nobody has come since we rang in the spring. Every \
        neighbour of ours has asked for it, and the council has answered none of us.";
    for n in 0..5 {
        let words = format!("Dear council,\n\n{text}\n\nResident {n}");
        let from = format!("r{n}@home.example");
        let raw = message(&format!("c{n}"), &from, OURS, "Lamps", &words);
        let raw = match n {
            3 => with_files(&raw, &["photo.pdf"]),
            4 => with_files(&raw, &NINE),
            _ => raw,
        };
        assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Unknown));
    }
    let keys = town
        .rows("SELECT key FROM incoming WHERE state = 'held' ORDER BY told LIKE '%.pdf%', at, key");
    let keys: Vec<_> = keys.iter().map(|key| key.trim_matches('"')).collect();
    let address = format!("/pen/{}", keys[0]);
    let page = keeper.get(&address).await;
    page.says("Take the 4 other messages that say nearly the same along");
    let seat = town.seat(&member).await;
    let before = town.references();
    let mut fields = vec![
        ("do", "raise"),
        ("acting-for", seat.as_str()),
        ("title", "Lamps in Mill Road"),
        ("together", "yes"),
    ];
    fields.extend(keys[1..].iter().map(|key| ("also", *key)));
    let done = keeper.post(&address, &fields).await;
    assert_eq!(done.status, 303, "{}", done.main());
    let told = keeper.get(done.to.as_deref().expect("a page")).await;
    told.says("The messages that are left here bring more files than it could take");
    keeper.post(&address, &fields).await;
    let mut raised = town.references();
    raised.retain(|reference| !before.contains(reference));
    let [reference] = raised.as_slice() else {
        panic!("one enquiry, not {raised:?}");
    };
    let page = town.visit(&member).await;
    let page = page.get(&format!("/enquiries/{reference}")).await;
    page.says("3 more said nearly the same");
    page.says("The other 3 messages.eml");
    page.says("4, photo.pdf");
    // What brings more files than there is room for is left, and stands beside what it is like.
    let left = town.rows("SELECT key FROM incoming WHERE state = 'held'");
    let [left] = left.as_slice() else {
        panic!("one is left, not {left:?}");
    };
    let gone = "SELECT count(*) FROM incoming WHERE state = 'done' AND reference IS NOT NULL";
    assert_eq!(town.rows(gone), ["Integer(4)"]);
    let (left, keeper_is) = (left.trim_matches('"'), town.persona("democratic-services"));
    let visible = town.operations.visible(&keeper_is).await.expect("a person");
    let reads = town.operations.store().glance(reference, &visible).await;
    let reads = reads.expect("asked").is_some();
    let page = keeper.get(&format!("/pen/{left}")).await;
    assert_eq!(page.body.contains("Says nearly the same as"), reads);
    // Nothing that waits is named to who does not keep the pen, however the keys came to them.
    let foreign = town.visit(&member).await;
    let refused = foreign.post(&format!("/pen/{left}"), &fields).await;
    assert_eq!(refused.status, 404);
}

/// As many files as a message may bring.
const NINE: [&str; 9] = [
    "1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf", "6.pdf", "7.pdf", "8.pdf", "9.pdf",
];

/// The same message with files.
fn with_files(raw: &str, names: &[&str]) -> String {
    let (heads, words) = raw.split_once("\r\n\r\n").expect("heads");
    let files = names.iter().map(|name| {
        format!(
            "--b\r\nContent-Type: application/pdf\r\n\
             Content-Disposition: attachment; filename={name}\r\n\r\n%PDF-1.4 {name}\r\n"
        )
    });
    let files: String = files.collect();
    format!(
        "{heads}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/plain\r\n\r\n{words}\r\n{files}--b--\r\n"
    )
}

/// Two members of one ward, that ward, and a member of another.
async fn ward_mates(town: &Town) -> (PersonId, PersonId, WardId, PersonId) {
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let seats = council.directory.appointments().filter(|a| a.holds(today));
    let seats: Vec<_> = seats
        .filter_map(|a| match &a.role {
            Role::Member { ward } => Some((ward.clone(), a.person.clone())),
            _ => None,
        })
        .collect();
    let mate = |(ward, one): &(WardId, PersonId)| {
        let mut mates = seats
            .iter()
            .filter(|(of, other)| of == ward && other != one);
        mates
            .next()
            .map(|(_, other)| (one.clone(), other.clone(), ward.clone()))
    };
    let (one, mate, ward) = seats.iter().find_map(mate).expect("two of one ward");
    let elsewhere = seats.iter().find(|(of, _)| *of != ward);
    (one, mate, ward, elsewhere.expect("another ward").1.clone())
}

#[tokio::test]
async fn what_a_ward_mate_asked_already_is_shown_where_they_share_it_and_else_leaves_no_trace() {
    let (town, ..) = ready().await;
    let (one, mate, ward, elsewhere) = ward_mates(&town).await;
    let fields = [
        ("title", "Foxholes in Wexford Close"),
        ("body", "Residents ask when the path is filled in."),
        ("ward", ward.as_str()),
        ("step", "check"),
    ];
    let check = async |person: &PersonId| {
        let there = town.visit(person).await;
        let page = there.post("/enquiries/new", &fields).await;
        assert_eq!(page.status, 200, "{}", page.main());
        page
    };
    let asked = |share| Raise {
        title: "Wexford Close: foxholes in the path".to_owned(),
        ward: Some(ward.clone()),
        share,
        ..damp()
    };
    let before = check(&mate).await;
    let raised = town.raise(&one, None, asked(Vec::new())).await;
    let kept = raised.expect("raised");
    let hidden = check(&mate).await;
    let (before, hidden) = (without_tokens(before.main()), without_tokens(hidden.main()));
    assert_eq!(before, hidden, "what is not shared leaves no trace");
    let shared = town.raise(&one, None, asked(vec![ShareWith::Ward])).await;
    let shared = shared.expect("raised");
    let seen = check(&mate).await;
    seen.says("Other members may have asked this already");
    seen.says(shared.as_str());
    let council = town.operations.council().await.expect("a council");
    seen.says(&council.directory.name(&one));
    assert!(!seen.body.contains(kept.as_str()));
    for other in [&one, &elsewhere] {
        let page = check(other).await;
        assert!(
            !page.body.contains("Other members may have asked"),
            "{other}"
        );
    }
}

/// A page without what is drawn anew for each form.
fn without_tokens(page: &str) -> String {
    let fields = page.split("<input type=\"hidden\" name=\"act-token\" value=\"");
    let fields = fields.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    fields.collect()
}

/// A saved message with a file.
const SAVED: &str = "From: A Resident <r@home.example>\r\nSubject: Damp again\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
    The wall is wet.\r\n--b\r\nContent-Type: application/pdf\r\n\
    Content-Disposition: attachment; filename=survey.pdf\r\n\r\n%PDF-1.4 the survey\r\n--b--\r\n";

/// A message as Outlook saves one: a compound file with a subject, words and a file.
fn saved_by_outlook() -> Vec<u8> {
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let file = std::io::Cursor::new(Vec::new());
    let mut file = cfb::CompoundFile::create(file).expect("a file");
    let attached = "/__attach_version1.0_#00000000";
    file.create_storage(attached).expect("a storage");
    for (path, bytes) in [
        ("/__properties_version1.0".to_owned(), vec![0; 32]),
        (
            "/__substg1.0_0037001F".to_owned(),
            wide("FW: The lift — again"),
        ),
        (
            "/__substg1.0_1000001F".to_owned(),
            wide("The lift is broken again."),
        ),
        (format!("{attached}/__substg1.0_3707001F"), wide("lift.pdf")),
        (
            format!("{attached}/__substg1.0_37010102"),
            b"%PDF-1.4 the lift".to_vec(),
        ),
    ] {
        let mut stream = file.create_stream(&path).expect("a stream");
        stream.write_all(&bytes).expect("bytes");
    }
    file.into_inner().into_inner()
}

#[tokio::test]
async fn what_outlook_saved_fills_a_new_enquiry_and_an_act_on_one_that_is_there() {
    let (town, member, officer) = ready().await;
    let bytes = saved_by_outlook();
    let saved = ("saved.msg", bytes.as_slice());
    let there = town.visit(&member).await;
    let filled = there
        .send_as("message", "/enquiries/new", &[("step", "check")], saved)
        .await;
    filled.says("The lift — again");
    filled.says("The lift is broken again.");
    filled.says("Its files go along: lift.pdf");
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    let desk = town.visit(&officer).await;
    let address = format!("/enquiries/{reference}/acts/note");
    let filled = desk.send_as("message", &address, &[], saved).await;
    filled.says("The lift is broken again.");
    let broken = ("saved.msg", &bytes[..600]);
    let refused = desk.send_as("message", &address, &[], broken).await;
    refused.says("is no saved message: choose an .eml or .msg file");
}

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
