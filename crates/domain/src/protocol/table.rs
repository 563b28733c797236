//! The table of every duty with its force and its enforcement, as `docs/duties.md` prints it.

use std::fmt::Write;

use super::force::duty_tag;
use super::{Clause, Does, Duty, Enforce, PrintedType, Protocol};

const HEAD: &str = "\
# Every duty, its force and its enforcement

Made of the packs by `WARDROOM_REWRITE=1 cargo test -p domain --test packs`; a test fails when it is out of date.

*Force* is the verb of the text, with the printed type where it differs from the wording. *Enforcement* is what the
product does unless the council chooses otherwise: **refuse** (the act waits), **ask** (it goes on with a reason, which
is kept), **note** (recorded without asking), **show**. Where it is not what the force alone would give, the reason
stands beside it. The words are Wardroom’s own summary, never the council’s text.
";

/// The whole document.
pub fn duties_table(protocols: &[Protocol]) -> String {
    let mut out = HEAD.to_owned();
    for protocol in protocols {
        pack(&mut out, protocol);
    }
    out
}

fn pack(out: &mut String, protocol: &Protocol) {
    let duties = protocol.duties().count();
    let clauses = protocol.clauses.len();
    let held = |enforce| {
        protocol
            .duties()
            .filter(|(_, d)| d.enforce == enforce)
            .count()
    };
    let [refuse, ask, note, show] =
        [Enforce::Refuse, Enforce::Ask, Enforce::Note, Enforce::Show].map(held);
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "\n## {} (`{}`)\n\n{clauses} clauses, {duties} duties: {refuse} refuse, {ask} ask, {note} note, {show} show.\n\n\
         | duty | summary | who | force | does | enforcement |\n| --- | --- | --- | --- | --- | --- |\n",
        protocol.title, protocol.pack
    );
    for clause in &protocol.clauses {
        for duty in &clause.duties {
            line(out, clause, duty);
        }
    }
}

fn line(out: &mut String, clause: &Clause, duty: &Duty) {
    let tag = duty_tag(clause.id.as_str(), &duty.key);
    let printed = match duty.printed {
        Some(PrintedType::Rule) => ", printed as rule",
        Some(PrintedType::Guidance) => ", printed as guidance",
        Some(PrintedType::Unmarked) => ", unmarked",
        None => "",
    };
    let mut enforcement = duty.enforce.word().to_owned();
    if let Some(because) = &duty.because {
        enforcement += &format!(": {because}");
    }
    if let Some(question) = &duty.question {
        enforcement += &format!(" (question {question})");
    }
    let cells = [
        tag.as_str(),
        &duty.gist,
        &duty.who,
        &format!("{}{printed}", duty.force.word()),
        &format!("{}, {}", duty.doings(), duty.capability),
        &enforcement,
    ];
    let _ = writeln!(
        out,
        "| {} |",
        cells.map(|cell| cell.replace('|', "\\|")).join(" | ")
    );
}

impl Duty {
    /// What the product does about it, in words: `check and measure`.
    pub fn doings(&self) -> String {
        let words: Vec<&str> = self.does.iter().map(|does| does.word()).collect();
        words.join(" and ")
    }
}

impl Does {
    /// The word as packs and pages write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gate => "gate",
            Self::Clock => "clock",
            Self::Route => "route",
            Self::Notify => "notify",
            Self::Record => "record",
            Self::Check => "check",
            Self::Restrict => "restrict",
            Self::Measure => "measure",
            Self::Version => "version",
            Self::Shown => "shown",
        }
    }
}
