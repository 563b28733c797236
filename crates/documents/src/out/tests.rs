//! What is written is read again as it was, and stands in the shape that the standard asks for.

use domain::ids::NoteMark;
use domain::protocol::text::{
    Change, Footnote, Para, Part, Passage, Place, ProtocolText, Run, TextChange, TextClause,
    TextSection,
};
use proptest::prelude::*;

use super::{About, akoma, html};

fn about() -> About {
    About {
        council: "Fernmoor District Council".to_owned(),
        pack: "fernmoor".to_owned(),
        version: "2026".to_owned(),
        date: "2026-11-22".to_owned(),
        adopted: None,
    }
}

/// A sentence that is no heading and no number.
fn sentence() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{2,7}( [a-z]{1,8}){2,6}\\."
}

fn passage() -> impl Strategy<Value = Passage> {
    let look = prop_oneof![
        4 => Just((false, false, Change::Kept)),
        1 => Just((true, false, Change::Kept)),
        1 => Just((false, true, Change::Kept)),
        1 => Just((false, false, Change::Inserted)),
    ];
    (sentence(), look, proptest::option::of(sentence())).prop_map(|(words, look, struck)| {
        let (bold, italic, change) = look;
        let mut passage = Passage::default();
        if let Some(struck) = struck {
            passage.push(Run {
                change: Change::Struck,
                ..Run::plain(format!("{struck} "))
            });
        }
        passage.push(Run {
            bold,
            italic,
            change,
            ..Run::plain(words)
        });
        passage
    })
}

fn para(words: Passage, bullet: u8) -> Part {
    Part::Para(Para { bullet, words })
}

/// A clause with bullets, or with lettered parts of which the last may have parts of its own.
fn clause() -> impl Strategy<Value = Vec<(Vec<Part>, usize, usize)>> {
    let one = (
        passage(),
        proptest::collection::vec(passage(), 0..3),
        0usize..4,
        0usize..4,
    );
    let one = one.prop_map(|(words, bullets, parts, deep)| {
        let mut body = vec![para(words, 0)];
        body.extend(bullets.into_iter().map(|words| para(words, 1)));
        (body, parts, deep)
    });
    proptest::collection::vec(one, 1..4)
}

fn part(id: String) -> TextClause {
    let parts: Vec<_> = id
        .split(['(', ')', '.'])
        .filter(|p| !p.is_empty())
        .collect();
    let words = format!("The part called {} stands here.", parts.join(" "));
    TextClause::new(id.parse().unwrap(), Passage::plain(words))
}

fn text() -> impl Strategy<Value = ProtocolText> {
    let sections = proptest::collection::vec((clause(), "[A-Z][a-z]{3,9}( [a-z]{3,9}){0,3}"), 1..4);
    (sections, prop::sample::select(vec!["1", "†", "‡‡"])).prop_map(|(sections, mark)| {
        let sections = sections
            .into_iter()
            .enumerate()
            .map(|(s, (clauses, heading))| {
                let clauses =
                    clauses
                        .into_iter()
                        .enumerate()
                        .map(|(c, (mut body, parts, deep))| {
                            let id = format!("{}.{}", s + 1, c + 1);
                            for (n, letter) in ["a", "b", "c"].iter().take(parts).enumerate() {
                                let mut below = part(format!("{id}({letter})"));
                                for numeral in ["i", "ii", "iii"].iter().take(if n + 1 == parts {
                                    deep
                                } else {
                                    0
                                }) {
                                    below.body.push(Part::Clause(part(format!(
                                        "{id}({letter})({numeral})"
                                    ))));
                                }
                                body.push(Part::Clause(below));
                            }
                            let mut clause =
                                TextClause::new(id.parse().unwrap(), Passage::default());
                            clause.body = body;
                            clause
                        });
                TextSection {
                    number: (s + 1).to_string(),
                    heading: Passage::plain(heading),
                    clauses: clauses.collect(),
                }
            });
        let mut text = ProtocolText {
            title: Passage::plain("Protocol on Members and Officers"),
            sections: sections.collect(),
            ..ProtocolText::default()
        };
        if let Some(Part::Para(para)) = text.sections[0].clauses[0].body.first_mut() {
            para.words.push(Run {
                note: Some(mark.to_owned()),
                ..Run::default()
            });
            let words = Passage::plain("A note on it.");
            text.footnotes.push(Footnote {
                mark: mark.to_owned(),
                words,
            });
        }
        text
    })
}

proptest! {
    #[test]
    fn what_is_exported_is_imported_as_the_same_tree(text in text()) {
        let page = html::page(&text, &about());
        let blocks = crate::blocks("a.html", page.as_bytes()).unwrap();
        let mut documents = crate::sort(blocks);
        prop_assert_eq!(documents.len(), 1);
        let mut read = documents.remove(0).text;
        // What reading doubts of made-up words is not part of the tree.
        read.doubts.clear();
        let ids = |text: &ProtocolText| -> Vec<String> {
            text.clauses().map(|(_, clause)| clause.id.to_string()).collect()
        };
        prop_assert_eq!(ids(&read), ids(&text));
        prop_assert_eq!(read, text);
    }

    #[test]
    fn akoma_ntoso_is_well_formed_with_identifiers_that_stand_once(text in text()) {
        let xml = akoma::document(&text, &about());
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut ids = std::collections::BTreeSet::new();
        let mut open: Vec<String> = Vec::new();
        loop {
            use quick_xml::events::Event;
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    let name = start.name().as_ref().to_owned();
                    if let Some(id) = start.try_get_attribute("eId").unwrap() {
                        prop_assert!(ids.insert(id.value.to_string()), "twice: {}", id.value);
                    }
                    let above = open.last().map_or("", String::as_str);
                    prop_assert!(may_stand_in(&name, above), "<{}> in <{}>", name, above);
                    open.push(name);
                }
                Event::End(_) => { open.pop(); }
                Event::Eof => break,
                _ => {}
            }
        }
        for (_, clause) in text.clauses() {
            let num = format!("<num>{}</num>", super::escaped(clause.id.printed()));
            let last = clause.id.as_str().rfind('(').map(|at| format!("<num>{}</num>", &clause.id.as_str()[at..]));
            prop_assert!(xml.contains(&num) || last.is_some_and(|last| xml.contains(&last)));
        }
    }
}

/// What the standard lets stand in what, of the elements that are used here.
fn may_stand_in(name: &str, above: &str) -> bool {
    match name {
        "section" => above == "mainBody",
        "paragraph" => above == "section",
        "subparagraph" => above == "paragraph" || above == "subparagraph",
        "crossHeading" => matches!(above, "section" | "paragraph" | "subparagraph"),
        "num" => matches!(above, "section" | "paragraph" | "subparagraph"),
        "heading" => above == "section",
        "content" => matches!(
            above,
            "paragraph" | "subparagraph" | "section" | "hcontainer"
        ),
        "intro" | "wrapUp" => matches!(above, "paragraph" | "subparagraph"),
        "ul" => matches!(
            above,
            "content" | "intro" | "wrapUp" | "preamble" | "conclusions" | "li"
        ),
        "li" => above == "ul",
        "meta" | "preface" | "preamble" | "mainBody" | "conclusions" => above == "doc",
        _ => true,
    }
}

/// A text with every kind of tracked change.
fn drafted(text: &ProtocolText) -> ProtocolText {
    let number = |number: &str| number.parse().unwrap();
    let mark: NoteMark = "1".parse().unwrap();
    let over = text.clauses().find(|(_, clause)| !clause.over.is_empty());
    let over = over.map(|(_, clause)| Place::Over(clause.id.clone()));
    let places = [
        Place::Title,
        Place::Preamble,
        Place::Heading(number("2")),
        Place::Heading(number("99")),
        Place::Footnote(mark),
        Place::Footnote("†".parse().unwrap()),
        Place::Closing,
    ]
    .into_iter()
    .chain(over);
    let around = places.map(|place| TextChange::Around {
        place,
        words: "Members and officers read it otherwise.".to_owned(),
    });
    let ids: Vec<_> = text
        .clauses()
        .map(|(_, clause)| clause.id.clone())
        .collect();
    let reworded = ids.first().map(|clause| TextChange::Reworded {
        clause: clause.clone(),
        words: "Members and officers work together.[^†]\n• Both do.".to_owned(),
    });
    let struck = ids.get(1).map(|clause| TextChange::Struck {
        clause: clause.clone(),
    });
    let added = |id: &str| TextChange::Added {
        clause: number(id),
        after: None,
        words: "It is put in.".to_owned(),
    };
    let added = [added("99.1"), added("99.1(a)")];
    let all = around.chain(reworded).chain(struck).chain(added);
    all.fold(text.clone(), |text, change| text.tracked(&change).unwrap())
}

#[test]
fn tracked_changes_around_the_clauses_stand_in_every_format() {
    let golden = include_bytes!("../../tests/golden/oddities.md");
    let text = crate::read("oddities.md", golden)
        .unwrap()
        .swap_remove(1)
        .text;
    let drafted = drafted(&text);
    let xml = akoma::document(&drafted, &about());
    let page = html::page(&drafted, &about());
    for (format, heading) in [(&xml, "<docTitle>"), (&page, "<h1>")] {
        let (_, title) = format.split_once(heading).expect("a title");
        let title = title.split("</").next().expect("a title");
        assert!(
            title.contains("<del>") || title.contains("<ins>"),
            "{title}"
        );
    }
    assert!(xml.contains("href=\"#preface\"") && xml.contains("href=\"#sec_99\""));
    for (format, heading) in [
        (&xml, "<heading><del>Enquiries</del><ins>"),
        (&page, "<h2>2. <del>Enquiries</del><ins>"),
    ] {
        assert!(format.contains(heading), "{format}");
        assert!(format.contains("<del>Post</del>"), "the footnote: {format}");
    }
}

/// With `AKOMA_NTOSO_XSD` set to the standard's schema, and `xmllint` at hand, the schema is asked.
#[test]
fn the_standards_own_schema_accepts_it() {
    let Ok(schema) = std::env::var("AKOMA_NTOSO_XSD") else {
        return;
    };
    let golden: [(&str, &[u8]); 2] = [
        (
            "oddities.md",
            include_bytes!("../../tests/golden/oddities.md"),
        ),
        ("types.md", include_bytes!("../../tests/golden/types.md")),
    ];
    for (name, bytes) in golden {
        let texts = crate::read(name, bytes).unwrap().into_iter();
        let texts = texts.flat_map(|document| [drafted(&document.text), document.text]);
        for text in texts {
            let xml = akoma::document(&text, &about());
            let file = std::env::temp_dir().join(format!("akn-{}-{name}.xml", std::process::id()));
            std::fs::write(&file, &xml).unwrap();
            let done = std::process::Command::new("xmllint")
                .args(["--noout", "--schema", &schema])
                .arg(&file)
                .output()
                .unwrap();
            std::fs::remove_file(&file).unwrap();
            assert!(
                done.status.success(),
                "{}\n{xml}",
                String::from_utf8_lossy(&done.stderr)
            );
        }
    }
}
