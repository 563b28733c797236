//! What holds of the directory whatever changes are made to it.

use proptest::prelude::*;

use super::testing::*;
use super::*;
use crate::access::Token;

fn any_role() -> impl Strategy<Value = Role> {
    let ward = prop::sample::select(vec!["castle", "abbey"]).prop_map(member);
    let offices = vec![
        green(),
        Role::MonitoringOfficer,
        Role::DeputyMonitoringOfficer,
        Role::ChiefExecutive,
        Role::ServiceManager {
            service: id("repairs"),
        },
        Role::Officer {
            service: id("repairs"),
        },
        Role::ChiefOfficer {
            directorate: id("homes"),
        },
        Role::AssistantDirector {
            directorate: id("homes"),
            area: "all".into(),
        },
        Role::TeamMember { team: id("homes") },
        Role::GroupLeader { group: id("green") },
        Role::Assistant {
            to: id("a-ada"),
            rights: Rights {
                read: true,
                ..Rights::default()
            },
        },
    ];
    prop_oneof![ward, prop::sample::select(offices)]
}

fn any_command() -> impl Strategy<Value = DirectoryCommand> {
    let who = || prop::sample::select(vec!["ada", "ben", "cai", "dot", "eve", "fay"]);
    let day = || (0_i32..60).prop_map(|n| DAY.checked_add(jiff::Span::new().days(n - 30)).unwrap());
    let appoint =
        (who(), any_role(), day(), prop::option::of(day())).prop_map(|(p, role, from, to)| {
            DirectoryCommand::Appoint(NewAppointment {
                appointment: None,
                person: id(p),
                role,
                from,
                to,
                job_share: false,
            })
        });
    let absent = (who(), prop::option::of(who()), day(), day()).prop_map(|(p, cover, from, to)| {
        DirectoryCommand::RecordAway {
            away: None,
            person: id(p),
            covered_by: cover.map(id),
            from,
            to,
        }
    });
    let held = prop::sample::select(vec![
        "a-ada", "g-ada", "l-ada", "a-ben", "a-cai", "a-dot", "a-eve",
    ]);
    let end = (held, day()).prop_map(|(a, on)| DirectoryCommand::EndAppointment {
        appointment: id(a),
        on,
        reason: EndReason::Other,
    });
    let leave = (who(), day()).prop_map(|(p, on)| DirectoryCommand::EndPerson {
        person: id(p),
        on,
        reason: EndReason::Resigned,
    });
    prop_oneof![4 => appoint, 2 => absent, 2 => end, 1 => leave]
}

proptest! {
    #[test]
    fn relations_and_their_holders_agree(commands in prop::collection::vec(any_command(), 0..14), ahead in 0_i32..40) {
        let mut now = council();
        for command in commands {
            if let Ok(after) = try_with(now.clone(), command) {
                now = after;
            }
        }
        let on = DAY.checked_add(jiff::Span::new().days(ahead - 10)).unwrap();
        let people: Vec<PersonId> = now.people().cloned().collect();
        let mut every: BTreeSet<Token> = BTreeSet::new();
        for person in &people {
            every.extend(now.tokens(person, on));
        }
        for token in &every {
            let told = now.holders_of(token, on);
            for person in &people {
                let reads = now.tokens(person, on).contains(token);
                let is_told = told.contains(person);
                // A person's cover is told, but does not become that person.
                let personal = token.parts().0 == "person" && is_told && !reads;
                prop_assert!(reads == is_told || personal, "{token} {person}: reads {reads}, told {is_told}");
            }
        }
    }

    #[test]
    fn an_event_that_fits_nothing_is_survived(commands in prop::collection::vec(any_command(), 0..8), keep in any::<u64>()) {
        let mut now = council();
        for command in commands {
            if let Ok(after) = try_with(now.clone(), command) {
                now = after;
            }
        }
        let some = now.history().iter().enumerate().filter(|(n, _)| keep >> (n % 64) & 1 == 1);
        let torn = Directory::replay(some.map(|(_, recorded)| recorded), []);
        for person in now.people() {
            let _ = torn.tokens(person, DAY);
        }
        prop_assert!(torn.history().len() <= now.history().len());
    }
}
