//! Akoma Ntoso 1.0, the standard for legal documents (its schema's namespace ends in 3.0). `eId` is the
//! number in this version, `wId` what the clause keeps through all of them; tracked changes stand as
//! insertions and deletions, and each changed clause is listed as a modification.

use std::collections::BTreeSet;

use domain::protocol::text::{
    Change, Para, Part, Passage, ProtocolText, Run, TextClause, TextSection,
};

use super::{About, Body, escaped, number};

/// The schema's name space.
pub const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// The whole document.
pub fn document(text: &ProtocolText, about: &About) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"{NAMESPACE}\">\n<doc name=\"protocol\">\n"
    );
    write_meta(&mut out, text, about);
    let mut writer = Writer::new(text);
    let title = writer.passage(&text.title);
    out.push_str(&format!(
        "<preface eId=\"preface\"><p><docTitle>{title}</docTitle></p></preface>\n"
    ));
    if !text.preamble.is_empty() {
        let paras: Vec<&Para> = text.preamble.iter().collect();
        out.push_str(&format!(
            "<preamble eId=\"preamble\">{}</preamble>\n",
            writer.paras(&paras)
        ));
    }
    out.push_str("<mainBody>\n");
    for (section, id) in text.sections.iter().zip(section_ids(text)) {
        out.push_str(&format!("<section eId=\"{id}\">"));
        if !section.number.is_empty() {
            out.push_str(&format!("<num>{}</num>", escaped(&section.number)));
        }
        if !section.heading.is_empty() {
            out.push_str(&format!(
                "<heading>{}</heading>",
                writer.passage(&section.heading)
            ));
        }
        out.push('\n');
        if section.clauses.is_empty() {
            out.push_str("<content><p/></content>\n");
        }
        for clause in &section.clauses {
            writer.clause(&mut out, clause, None, &id);
        }
        out.push_str("</section>\n");
    }
    if text.sections.is_empty() {
        out.push_str("<p/>\n");
    }
    out.push_str("</mainBody>\n");
    let closing: Vec<&Para> = text.closing.iter().collect();
    let loose = writer.loose_notes();
    if !closing.is_empty() || !loose.is_empty() {
        out.push_str(&format!(
            "<conclusions eId=\"conclusions\">{}{loose}</conclusions>\n",
            writer.paras(&closing)
        ));
    }
    out.push_str("</doc>\n</akomaNtoso>\n");
    out
}

/// The identifier of every section, each once.
fn section_ids(text: &ProtocolText) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let sections = text.sections.iter().enumerate();
    let id = |(n, section): (usize, &TextSection)| {
        let own = section_id(&section.number, n);
        match taken.insert(own.clone()) {
            true => own,
            false => section_id("", n),
        }
    };
    sections.map(id).collect()
}

fn section_id(number: &str, n: usize) -> String {
    match number {
        "" => format!("sec_u{}", n + 1),
        number => format!("sec_{}", clean(number)),
    }
}

/// A number as an identifier: `8.4(b)(v)` is `8.4-b-v`, the second `6.4` is `6.4-2`.
fn clean(number: &str) -> String {
    let mut clean = String::with_capacity(number.len());
    for c in number.chars() {
        match c {
            '(' | '~' | '+' | ' ' => clean.push('-'),
            ')' => {}
            c => clean.push(c),
        }
    }
    escaped(&clean)
}

fn write_meta(out: &mut String, text: &ProtocolText, about: &About) {
    let pack = escaped(&about.pack);
    let version = escaped(&about.version);
    let date = escaped(&about.date);
    let work = format!("/akn/gb/doc/protocol/{pack}");
    let expression = format!("{work}/eng@{version}");
    let council = escaped(&about.council);
    out.push_str("<meta>\n<identification source=\"#wardroom\">\n");
    for (level, uri, more) in [
        ("FRBRWork", work.clone(), "<FRBRcountry value=\"gb\"/>"),
        (
            "FRBRExpression",
            expression.clone(),
            "<FRBRlanguage language=\"eng\"/>",
        ),
        (
            "FRBRManifestation",
            format!("{expression}.xml"),
            "<FRBRformat value=\"application/akn+xml\"/>",
        ),
    ] {
        out.push_str(&format!(
            "<{level}><FRBRthis value=\"{uri}/main\"/><FRBRuri value=\"{uri}\"/>\
             <FRBRdate date=\"{date}\" name=\"version\"/><FRBRauthor href=\"#council\"/>{more}</{level}>\n"
        ));
    }
    out.push_str("</identification>\n<lifecycle source=\"#wardroom\">");
    match &about.adopted {
        Some(adopted) => out.push_str(&format!(
            "<eventRef eId=\"e_1\" date=\"{}\" source=\"#adoption\" type=\"generation\"/>",
            escaped(&adopted.on)
        )),
        None => out.push_str(&format!(
            "<eventRef eId=\"e_1\" date=\"{date}\" source=\"#draft\" type=\"generation\"/>"
        )),
    }
    out.push_str("</lifecycle>\n");
    write_changes(out, text, &expression);
    out.push_str("<references source=\"#wardroom\">");
    match &about.adopted {
        Some(adopted) => {
            let by = escaped(&format!(
                "{}, minute {}, in force from {}",
                adopted.body, adopted.minute, adopted.in_force
            ));
            out.push_str(&format!(
                "<original eId=\"adoption\" href=\"{expression}\" showAs=\"{by}\"/>"
            ));
        }
        None => out.push_str(&format!(
            "<original eId=\"draft\" href=\"{expression}\" showAs=\"not adopted\"/>"
        )),
    }
    out.push_str(&format!(
        "<TLCOrganization eId=\"council\" href=\"/ontology/organization/council\" showAs=\"{council}\"/>\
         <TLCOrganization eId=\"wardroom\" href=\"/ontology/organization/wardroom\" showAs=\"Wardroom\"/>\
         </references>\n</meta>\n"
    ));
}

/// What tracked changes alter, as modifications that the text undergoes: clauses with the headings over
/// them, headings of sections, and what stands around them.
fn write_changes(out: &mut String, text: &ProtocolText, expression: &str) {
    let mut changes = String::new();
    let mut n = 0;
    let mut change = |place: &str, passages: &mut dyn Iterator<Item = &Passage>| {
        let runs: Vec<&Run> = passages.flat_map(|passage| &passage.0).collect();
        let has = |change| runs.iter().any(|run| run.change == change);
        let kind = match (has(Change::Struck), has(Change::Inserted)) {
            (true, true) => "substitution",
            (true, false) => "repeal",
            (false, true) => "insertion",
            (false, false) => return,
        };
        n += 1;
        changes.push_str(&format!(
            "<textualMod eId=\"pmod_{n}\" type=\"{kind}\"><source eId=\"pmod_{n}__source\" href=\"{expression}\"/>\
             <destination eId=\"pmod_{n}__destination\" href=\"#{place}\"/></textualMod>"
        ));
    };
    change("preface", &mut std::iter::once(&text.title));
    change(
        "preamble",
        &mut text.preamble.iter().map(|para| &para.words),
    );
    for (section, id) in text.sections.iter().zip(section_ids(text)) {
        change(&id, &mut std::iter::once(&section.heading));
        for clause in section.clauses.iter().flat_map(TextClause::all) {
            let own = clause.paras().map(|para| &para.words);
            let mut all = std::iter::once(&clause.over).chain(own);
            change(&clause_id(clause, &id), &mut all);
        }
    }
    change(
        "conclusions",
        &mut text.closing.iter().map(|para| &para.words),
    );
    if !changes.is_empty() {
        out.push_str(&format!(
            "<analysis source=\"#wardroom\"><passiveModifications>{changes}</passiveModifications></analysis>\n"
        ));
    }
}

fn clause_id(clause: &TextClause, section: &str) -> String {
    format!("{section}__para_{}", clean(clause.id.as_str()))
}

struct Writer<'t> {
    text: &'t ProtocolText,
    noted: Vec<String>,
    extra: usize,
}

impl<'t> Writer<'t> {
    fn new(text: &'t ProtocolText) -> Self {
        Self {
            text,
            noted: Vec::new(),
            extra: 0,
        }
    }

    fn clause(
        &mut self,
        out: &mut String,
        clause: &TextClause,
        above: Option<&TextClause>,
        section: &str,
    ) {
        let id = clause_id(clause, section);
        if !clause.over.is_empty() {
            let over = self.passage(&clause.over);
            out.push_str(&format!(
                "<crossHeading eId=\"{id}__over\">{over}</crossHeading>\n"
            ));
        }
        let tag = if above.is_some() {
            "subparagraph"
        } else {
            "paragraph"
        };
        let key = clean(&clause.key);
        let num = escaped(number(clause, above));
        out.push_str(&format!(
            "<{tag} eId=\"{id}\" wId=\"para_{key}\"><num>{num}</num>"
        ));
        let body = Body::of(clause);
        if body.below.is_empty() {
            let paras = self.paras(&body.lead);
            let paras = if paras.is_empty() {
                "<p/>".to_owned()
            } else {
                paras
            };
            out.push_str(&format!("<content>{paras}</content></{tag}>\n"));
            return;
        }
        if !body.lead.is_empty() {
            out.push_str(&format!("<intro>{}</intro>", self.paras(&body.lead)));
        }
        out.push('\n');
        for part in body.below {
            match part {
                Part::Clause(below) => self.clause(out, below, Some(clause), section),
                Part::Para(para) => {
                    self.extra += 1;
                    let paras = self.paras(&[para]);
                    out.push_str(&format!(
                        "<hcontainer name=\"continuation\" eId=\"{id}__hcontainer_{}\"><content>{paras}</content></hcontainer>\n",
                        self.extra
                    ));
                }
            }
        }
        if !body.tail.is_empty() {
            out.push_str(&format!("<wrapUp>{}</wrapUp>", self.paras(&body.tail)));
        }
        out.push_str(&format!("</{tag}>\n"));
    }

    fn paras(&mut self, paras: &[&Para]) -> String {
        let mut out = String::new();
        let mut depth = 0;
        for para in paras {
            let words = self.passage(&para.words);
            // A list within a list stands in an item of its own.
            while depth > para.bullet {
                out.push_str(if depth > 1 { "</ul></li>" } else { "</ul>" });
                depth -= 1;
            }
            while depth < para.bullet {
                out.push_str(if depth > 0 { "<li><ul>" } else { "<ul>" });
                depth += 1;
            }
            match para.bullet {
                0 => out.push_str(&format!("<p>{words}</p>")),
                _ => out.push_str(&format!("<li>{words}</li>")),
            }
        }
        for left in (1..=depth).rev() {
            out.push_str(if left > 1 { "</ul></li>" } else { "</ul>" });
        }
        out
    }

    fn passage(&mut self, words: &Passage) -> String {
        words.0.iter().map(|run| self.run(run)).collect()
    }

    fn run(&mut self, run: &Run) -> String {
        let mut out = escaped(&run.text);
        let marks = [
            (run.italic, "i"),
            (run.bold, "b"),
            (run.change == Change::Struck, "del"),
            (run.change == Change::Inserted, "ins"),
        ];
        let seen = !out.is_empty();
        for (_, tag) in marks.into_iter().filter(|(on, _)| *on && seen) {
            out = format!("<{tag}>{out}</{tag}>");
        }
        if let Some(mark) = &run.note {
            let text = self.text;
            let note = text.footnotes.iter().find(|note| &note.mark == mark);
            let words = note.map_or_else(String::new, |note| self.noted_words(&note.words));
            let marker = escaped(mark);
            out.push_str(&format!("<authorialNote marker=\"{marker}\" placement=\"bottom\"><p>{words}</p></authorialNote>"));
            self.noted.push(mark.clone());
        }
        out
    }

    /// The words of a footnote with their tracked changes; a footnote has none of its own.
    fn noted_words(&mut self, words: &Passage) -> String {
        let runs = words.0.iter().filter(|run| run.note.is_none());
        runs.map(|run| self.run(run)).collect()
    }

    /// The footnotes that no mark names.
    fn loose_notes(&mut self) -> String {
        let loose = self
            .text
            .footnotes
            .iter()
            .filter(|note| !self.noted.contains(&note.mark));
        let loose: Vec<_> = loose.collect();
        let words = loose.into_iter().map(|note| {
            let words = self.noted_words(&note.words);
            format!("<p>{} {words}</p>", escaped(&note.mark))
        });
        words.collect()
    }
}
