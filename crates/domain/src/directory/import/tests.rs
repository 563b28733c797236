//! Tables of people, posts and services: read whole, or refused by line and column.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::directory::Role;
use crate::register::Recorded;

const DAY: Date = date(2026, 4, 2);

fn source(name: &str, text: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

fn planned(directory: &Directory, sources: &[Source]) -> Result<Plan, Vec<BadLine>> {
    let now = "2026-04-02T09:00:00Z".parse().unwrap();
    let seed = [directory.version() as u8 + 1; 32];
    plan(directory, sources, DAY, now, &Fresh::new(seed))
}

fn applied(directory: &Directory, plan: &Plan) -> Directory {
    let mut after = directory.clone();
    for event in plan
        .decision
        .appends
        .iter()
        .flat_map(|append| &append.events)
    {
        after = after.clone().evolve(&Recorded {
            version: after.version() + 1,
            at: "2026-04-02T09:00:00Z".parse().unwrap(),
            actor: "clerk".parse().unwrap(),
            event: event.clone(),
        });
    }
    for content in &plan.decision.contents {
        after.learn(&content.key, &content.bytes);
    }
    after
}

fn good() -> Vec<Source> {
    vec![
        source(
            "appointments.csv",
            "Person,Office,Of,Topic,From,To,Ended,Managed by,Rights\r\n\
             101,Member,Castle,,8/5/2025,,,,\n\
             101,group member,The Greens,,08/05/2025,,,,\n\
             101,group-leader,the-greens,,2025-05-08,,,,\n\
             102,chief officer,Homes,,1/1/2020,,,,\n\
             103,Service manager,Housing repairs,,1/1/2021,,,,\n\
             104,officer,housing-repairs,,1/1/2022,,,103,\n\
             104,assistant director,Homes,Tenancies,1/1/2018,31/12/2021,moved,,\n\
             105,assistant,101,,1/6/2025,,,,raise read\n",
        ),
        source(
            "people.csv",
            "\u{feff}NAME;Reference;E-mail\nAda Quill;101;ada@council.example\nBen Marl;102;\n\
             Cai Prosser;103;\nDot Umber;104;\n\"Eve; of the Lane\";105;\n"
                .replace("E-mail", "email")
                .as_str(),
        ),
        source("groups.csv", "name,from\nThe Greens,8/5/2025\n"),
        source("teams.csv", "name,kind,from\nHomes,Directorate,1/1/2015\n"),
        source(
            "wards.csv",
            "name,gss,seats,from\nCastle,E05099001,3,1/1/2015\n",
        ),
        source(
            "services.csv",
            "name,words,try first,directorate,from\n\
             Housing repairs,damp; mould |leak,\"Turn the water off.\nThen ring.\",homes,1/1/2015\n",
        ),
    ]
}

#[test]
fn tables_of_every_kind_are_taken_whole() {
    let plan = planned(&Directory::default(), &good()).unwrap();
    assert_eq!((plan.count(Effect::Added), plan.unchanged), (18, 0));
    assert_eq!(plan.decision.appends.len(), 1);
    let now = applied(&Directory::default(), &plan);
    let service = "housing-repairs".parse().unwrap();
    let manager = now.manager_of(&service, DAY).unwrap();
    assert_eq!(now.name(&manager.person), "Cai Prosser");
    assert_eq!(now.who_does_what("mold and damp", DAY)[0].service, service);
    let seat = now.members_of_ward(&"castle".parse().unwrap(), DAY)[0].clone();
    let assistants = now.assistants_of(&seat.id, DAY);
    assert_eq!(now.name(&assistants[0].person), "Eve; of the Lane");
    assert!(matches!(&assistants[0].role, Role::Assistant { rights, .. } if !rights.answer));
}

#[test]
fn the_commands_of_a_plan_come_to_its_events() {
    let plan = planned(&Directory::default(), &good()).unwrap();
    let now = "2026-04-02T09:00:00Z".parse().unwrap();
    let fresh = Fresh::new([9; 32]);
    let mut draft = Draft::new(&Directory::default(), now, &fresh);
    for command in plan.commands.clone() {
        draft.apply(command).unwrap();
    }
    let kinds = |events: &[DirectoryEvent]| -> Vec<_> {
        events.iter().map(std::mem::discriminant).collect()
    };
    assert_eq!(
        kinds(draft.events()),
        kinds(&plan.decision.appends[0].events)
    );
}

#[test]
fn a_second_run_changes_nothing() {
    let first = planned(&Directory::default(), &good()).unwrap();
    let now = applied(&Directory::default(), &first);
    let second = planned(&now, &good()).unwrap();
    assert_eq!(second.changes, []);
    assert!(second.decision.appends.is_empty() && second.decision.contents.is_empty());
}

#[test]
fn a_later_table_says_what_it_changes_and_ends() {
    let first = planned(&Directory::default(), &good()).unwrap();
    let now = applied(&Directory::default(), &first);
    let later = [
        source(
            "people.csv",
            "reference,name\n101,Ada Quill-Moss\n106,Fay Orme\n",
        ),
        source(
            "appointments.csv",
            "person,office,of,from,to,ended\n106,service manager,housing repairs,1/4/2026,,\n\
             103,service manager,housing repairs,1/1/2021,31/3/2026,retired\n",
        ),
    ];
    let plan = planned(&now, &later).unwrap();
    let said: Vec<_> = plan
        .changes
        .iter()
        .map(|c| format!("{:?} {}", c.effect, c.what))
        .collect();
    assert_eq!(
        said,
        [
            "Changed Ada Quill-Moss",
            "Added Fay Orme",
            "Ended Cai Prosser: Service manager (housing-repairs)",
            "Added Fay Orme: Service manager (housing-repairs)",
        ]
    );
    let after = applied(&now, &plan);
    let ada = after
        .people()
        .find(|p| after.name(p) == "Ada Quill-Moss")
        .unwrap();
    let email = after.details(ada).unwrap().email.as_deref();
    assert_eq!(
        email,
        Some("ada@council.example"),
        "a column left out keeps what is known"
    );
}

#[test]
fn a_bad_line_is_named_by_file_line_and_column_and_nothing_is_applied() {
    for (name, text, says) in [
        (
            "pepole.csv",
            "name\n",
            "pepole.csv: is not a table that can be imported: name it one of teams.csv,",
        ),
        (
            "people.csv",
            "",
            "people.csv: is empty: give it a line of headings",
        ),
        (
            "people.csv",
            "reference,nmae\n1,x\n",
            "people.csv, line 1, column `nmae`: is no column of people: leave it out, or use one of reference, name,",
        ),
        (
            "people.csv",
            "reference\n1\n",
            "people.csv, line 1, column `name`: is missing",
        ),
        (
            "people.csv",
            "reference,name,Name\n",
            "people.csv, line 1, column `name`: stands twice",
        ),
        (
            "people.csv",
            "reference,name\n7,Ada\n\n,Ben\n",
            "people.csv, line 4, column `reference`: is empty: give each person",
        ),
        (
            "people.csv",
            "reference,name,email\n7,Ada,ada at home\n",
            "people.csv, line 2, column `email`: `ada at home` is not a mail address",
        ),
        (
            "people.csv",
            "reference,name\n7,Marl, Ben\n",
            "people.csv, line 2: has 3 cells under 2 headings, the first too many `Ben`",
        ),
        (
            "wards.csv",
            "name,seats,from\nCastle,three,1/1/2015\n",
            "wards.csv, line 2, column `seats`: `three` is not a number of members: write 1 to 10",
        ),
        (
            "wards.csv",
            "name,seats,from\nCastle,3,31/2/2015\n",
            "wards.csv, line 2, column `from`: ",
        ),
        (
            "bodies.csv",
            "name,kind,from\nPlanning,comittee,1/1/2015\n",
            "bodies.csv, line 2, column `kind`: `comittee` is not known here: write one of council, cabinet",
        ),
        (
            "appointments.csv",
            "person,office,from\n9,boss,1/1/2015\n",
            "appointments.csv, line 2, column `office`: `boss` is no office: write one of member,",
        ),
        (
            "appointments.csv",
            "person,office,from\n9,leader,1/1/2015\n",
            "appointments.csv, line 2, column `person`: `9` is nobody’s reference or mail address: add the person to people.csv",
        ),
        (
            "services.csv",
            "name,from,report\nBins,1/1/2015,www\n",
            "services.csv, line 2, column `report`: `www` is not a web address: begin it with https://",
        ),
    ] {
        let wrong = planned(&Directory::default(), &[source(name, text)]).unwrap_err();
        assert!(
            wrong[0].to_string().starts_with(says),
            "{} instead of {says}",
            wrong[0]
        );
    }
    let latin = Source {
        name: "people.csv".into(),
        bytes: b"reference,name\n1,Jos\xe9\n".to_vec(),
    };
    let wrong = planned(&Directory::default(), &[latin]).unwrap_err();
    assert_eq!(
        wrong[0].to_string(),
        "people.csv, line 2: is not UTF-8: save it as “CSV UTF-8”"
    );
}

#[test]
fn a_line_is_not_blamed_for_the_fault_of_another() {
    let sources = [
        source("people.csv", "reference,name,phone\n1,Ada,none\n"),
        source(
            "appointments.csv",
            "person,office,from\n1,leader,1/1/2026\n",
        ),
    ];
    let wrong = planned(&Directory::default(), &sources).unwrap_err();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
}

#[test]
fn a_second_run_reads_spaces_and_accents_as_the_first_kept_them() {
    let sources = [
        source("teams.csv", "name,kind,from\nHomes,directorate,1/1/2015\n"),
        source(
            "people.csv",
            "reference,name\n7  a,Zoe\u{308}\u{200b}  Marl\n",
        ),
        source(
            "appointments.csv",
            "person,office,of,topic,from\n7 a,assistant director,homes,Rent  \u{202e}and care,1/1/2020\n",
        ),
    ];
    let first = planned(&Directory::default(), &sources).unwrap();
    let now = applied(&Directory::default(), &first);
    assert_eq!(now.name(now.people().next().unwrap()), "Zoë Marl");
    assert_eq!(planned(&now, &sources).unwrap().changes, []);
}

proptest! {
    #[test]
    fn any_bytes_are_a_plan_or_a_named_complaint(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..9) {
        let name = sheet::names().split(", ").nth(at).unwrap().to_owned();
        if let Err(wrong) = planned(&Directory::default(), &[Source { name: name.clone(), bytes }]) {
            prop_assert!(!wrong.is_empty() && wrong.iter().all(|bad| bad.file == name));
        }
    }

    #[test]
    fn a_torn_table_is_a_plan_or_a_complaint_and_a_plan_holds_twice(cut in 0_usize..600, file in 0_usize..6, junk in "[,;\"\n0-9a-z/é ]{0,6}") {
        let mut sources = good();
        let text = String::from_utf8(sources[file].bytes.clone()).unwrap();
        let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        sources[file].bytes = format!("{}{junk}{}", &text[..at], &text[at..]).into_bytes();
        if let Ok(plan) = planned(&Directory::default(), &sources) {
            let now = applied(&Directory::default(), &plan);
            let again = planned(&now, &sources);
            prop_assert!(again.as_ref().is_ok_and(|p| p.changes.is_empty()), "{again:?}");
        }
    }

    #[test]
    fn columns_may_stand_in_any_order(order in Just(vec![0_usize, 1, 2, 3, 4]).prop_shuffle(), upper in any::<bool>()) {
        let rows = [
            ["reference", "name", "title", "address as", "email"],
            ["7", "Ada Quill", "Dr", "Ada", "ada@council.example"],
        ];
        let mut text = String::new();
        for (n, row) in rows.iter().enumerate() {
            let cells: Vec<String> = order.iter().map(|at| row[*at].to_owned()).collect();
            let line = cells.join(",");
            text.push_str(&if upper && n == 0 { line.to_uppercase().replace(' ', "_") } else { line });
            text.push('\n');
        }
        let plan = planned(&Directory::default(), &[source("people.csv", &text)]).unwrap();
        let now = applied(&Directory::default(), &plan);
        let ada = now.people().next().unwrap();
        prop_assert_eq!(now.name(ada), "Dr Ada Quill");
        prop_assert_eq!(now.details(ada).unwrap().address_as.as_deref(), Some("Ada"));
    }
}
