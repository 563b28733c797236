//! Made-up documents that hold every oddity, and what is read of them.

use std::fmt::Write as _;
use std::path::Path;

use documents::Imported;
use domain::protocol::text::{Para, Passage, Reading, TextClause};

/// What was read, as a page of text that a person can check.
fn shown(documents: &[Imported]) -> String {
    let mut out = String::new();
    for document in documents {
        let text = &document.text;
        writeln!(out, "=== {:?}: {}", document.kind, marks(&text.title)).unwrap();
        paras(&mut out, "before", &text.preamble);
        for section in &text.sections {
            writeln!(out, "\n[{}] {}", section.number, marks(&section.heading)).unwrap();
            section
                .clauses
                .iter()
                .for_each(|one| clause(&mut out, one, 1));
        }
        paras(&mut out, "after", &text.closing);
        for note in &text.footnotes {
            writeln!(out, "note {}: {}", note.mark, marks(&note.words)).unwrap();
        }
        for doubt in &text.doubts {
            let at = doubt.clause.as_ref().map_or("-", |id| id.as_str());
            writeln!(
                out,
                "? {} ({at}): {}; {}",
                doubt.kind.words(),
                doubt.why,
                doubt.meanwhile
            )
            .unwrap();
        }
        out.push('\n');
    }
    out
}

fn paras(out: &mut String, place: &str, paras: &[Para]) {
    for para in paras {
        let bullet = "• ".repeat(usize::from(para.bullet));
        writeln!(out, "{place}: {bullet}{}", marks(&para.words)).unwrap();
    }
}

fn clause(out: &mut String, clause: &TextClause, depth: usize) {
    use domain::protocol::text::Part;
    let indent = "  ".repeat(depth);
    if !clause.over.is_empty() {
        writeln!(out, "{indent}over: {}", marks(&clause.over)).unwrap();
    }
    let force = domain::protocol::text::force::read(&clause.words(Reading::After));
    let force = force.map_or("-", |force| force.word());
    writeln!(out, "{indent}{} <{force}>", clause.id).unwrap();
    for part in &clause.body {
        match part {
            Part::Para(para) => paras(out, &format!("{indent} |"), std::slice::from_ref(para)),
            Part::Clause(below) => self::clause(out, below, depth + 1),
        }
    }
}

fn marks(words: &Passage) -> String {
    use domain::protocol::text::Change;
    let mut out = String::new();
    for run in &words.0 {
        let mark = match (run.bold, run.italic) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        };
        let (open, close) = match run.change {
            Change::Kept => ("", ""),
            Change::Struck => ("{-", "-}"),
            Change::Inserted => ("{+", "+}"),
        };
        write!(
            out,
            "{open}{mark}{}{mark}{close}",
            run.text.replace('\n', " ")
        )
        .unwrap();
        if let Some(note) = &run.note {
            write!(out, "[^{note}]").unwrap();
        }
    }
    out
}

fn golden(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    let bytes = std::fs::read(path).unwrap();
    shown(&documents::read(name, &bytes).unwrap())
}

#[test]
fn a_markdown_file_with_every_oddity() {
    insta::assert_snapshot!(golden("oddities.md"));
}

#[test]
fn a_text_that_tells_rules_by_type() {
    insta::assert_snapshot!(golden("types.md"));
}
