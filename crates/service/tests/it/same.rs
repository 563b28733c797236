//! The demo is the same every time, and under a protocol that is silent every enquiry says so.

use crate::town::{Folder, build, town};

async fn told(pack: &str) -> Vec<String> {
    let folder = Folder::new();
    let operations = build(&folder.file(), pack, 40).await;
    operations
        .store()
        .seal(operations.now())
        .await
        .expect("a seal");
    let mut lines = Vec::new();
    let exported = operations.store().export(|line| {
        lines.push(line.to_owned());
        Ok(())
    });
    exported.await.expect("an export");
    lines
}

#[tokio::test]
async fn the_demo_is_the_same_every_time() {
    let first = told("cambridge-updated").await;
    assert!(first.len() > 100, "{}", first.len());
    let second = told("cambridge-updated").await;
    for (first, second) in first.iter().zip(&second) {
        assert_eq!(first, second);
    }
    assert_eq!(first.len(), second.len());
}

#[tokio::test]
async fn every_enquiry_says_that_the_protocol_is_silent() {
    for pack in ["bradford-4c", "cambridge-existing"] {
        let mut town = town().await;
        let folder = Folder::new();
        town.operations = build(&folder.file(), pack, 40).await;
        town.app = service::web::App::demo(town.operations.clone());
        town.folder = folder;
        let references = town.references();
        assert!(references.len() >= 40);
        let council = town.operations.council().await.expect("a council");
        for reference in references {
            let state = town.state(&reference).await;
            let seat = council.directory.appointment(&state.holder);
            let seat = seat.expect("an appointment");
            if !seat.holds(town.operations.today()) {
                continue; // the member has left
            }
            let holder = seat.person.clone();
            let clock = domain::enquiries::clock(&state, &council, town.operations.now());
            let visitor = town.visit(&holder).await;
            let page = visitor.get(&format!("/enquiries/{reference}")).await;
            assert!(
                clock
                    .targets
                    .iter()
                    .all(|t| t.name != domain::clock::TargetName::Answer)
            );
            page.says("This protocol says nothing about members");
        }
    }
}
