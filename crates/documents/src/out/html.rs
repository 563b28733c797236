//! A text as a page of HTML that stands alone: to keep, to print, and to import again.

use domain::protocol::text::{Change, Para, Part, Passage, ProtocolText, Reading, Run, TextClause};

use super::{About, Body, escaped, number};

/// The look of the page: quiet, and on paper without a frame.
const STYLE: &str = "body{font:1.05rem/1.55 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}\
h1,h2,h3{font-family:Arial,sans-serif;line-height:1.25}.clause{margin:.8rem 0}\
.parts{list-style:none;padding-left:1.6rem}ins{text-decoration:underline}\
@media print{body{margin:0;max-width:none}h2{break-after:avoid}}";

/// The whole page.
pub fn page(text: &ProtocolText, about: &About) -> String {
    let title = escaped(&text.title.read(Reading::After));
    let heading = passage(&text.title);
    let council = escaped(&about.council);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>{title} – {council}</title>\
         <style>{STYLE}</style></head>\n<body><main>\n<h1>{heading}</h1>\n"
    );
    write_paras(&mut out, &text.preamble.iter().collect::<Vec<_>>());
    for section in &text.sections {
        let heading = passage(&section.heading);
        let is_own = section
            .clauses
            .first()
            .is_some_and(|c| c.id.as_str() == section.number);
        if !section.heading.is_empty() || !section.number.is_empty() && !is_own {
            let stop = if section.number.is_empty() { "" } else { ". " };
            out.push_str(&format!(
                "<h2>{}{stop}{heading}</h2>\n",
                escaped(&section.number)
            ));
        }
        let plain = is_own && section.heading.is_empty();
        for clause in &section.clauses {
            let bare = clause.id.as_str() == section.number && !plain;
            write_clause(&mut out, clause, None, bare || is_named(clause));
        }
    }
    write_paras(&mut out, &text.closing.iter().collect::<Vec<_>>());
    for note in &text.footnotes {
        let (mark, words) = (escaped(&note.mark), passage(&note.words));
        out.push_str(&format!("<p id=\"fn{mark}\">{words}</p>\n"));
    }
    out.push_str("</main></body></html>\n");
    out
}

/// Whether a clause has a name of ours and no number of its own.
fn is_named(clause: &TextClause) -> bool {
    !clause.id.as_str().starts_with(|c: char| c.is_ascii_digit())
}

fn write_clause(out: &mut String, clause: &TextClause, above: Option<&TextClause>, bare: bool) {
    if !clause.over.is_empty() {
        out.push_str(&format!("<h3>{}</h3>\n", passage(&clause.over)));
    }
    let label = if bare {
        String::new()
    } else {
        format!("{} ", escaped(number(clause, above)))
    };
    let body = Body::of(clause);
    let mut lead = body.lead.into_iter();
    let first = lead.as_slice().first().is_some_and(|para| para.bullet == 0);
    let words = if first {
        lead.next().map(|para| passage(&para.words))
    } else {
        None
    };
    let words = words.unwrap_or_default();
    if !label.is_empty() || !words.is_empty() {
        out.push_str(&format!("<p class=\"clause\">{label}{words}</p>\n"));
    }
    write_paras(out, lead.as_slice());
    let mut open = false;
    for part in body.below {
        match part {
            Part::Clause(below) if number(below, Some(clause)).starts_with('(') => {
                out.push_str(if open { "" } else { "<ul class=\"parts\">\n" });
                open = true;
                out.push_str("<li>");
                write_clause(out, below, Some(clause), false);
                out.push_str("</li>\n");
            }
            part => {
                out.push_str(if std::mem::take(&mut open) {
                    "</ul>\n"
                } else {
                    ""
                });
                match part {
                    Part::Clause(below) => write_clause(out, below, Some(clause), false),
                    Part::Para(para) => write_paras(out, &[para]),
                }
            }
        }
    }
    out.push_str(if open { "</ul>\n" } else { "" });
    write_paras(out, &body.tail);
}

/// Paragraphs, with bullets as lists within each other.
pub fn paras(paras: &[&Para]) -> String {
    let mut out = String::new();
    write_paras(&mut out, paras);
    out
}

fn write_paras(out: &mut String, paras: &[&Para]) {
    let mut depth = 0;
    for para in paras {
        while depth > para.bullet {
            out.push_str("</ul>");
            depth -= 1;
        }
        while depth < para.bullet {
            out.push_str("<ul>");
            depth += 1;
        }
        let words = passage(&para.words);
        match para.bullet {
            0 => out.push_str(&format!("<p>{words}</p>\n")),
            _ => out.push_str(&format!("<li>{words}</li>\n")),
        }
    }
    out.push_str(&"</ul>".repeat(usize::from(depth)));
}

/// Words with their marks. Safe to put in a page: everything of the text is escaped.
pub fn passage(words: &Passage) -> String {
    words.0.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    let mut out = escaped(&run.text);
    if let Some(mark) = &run.note {
        let mark = escaped(mark);
        out.push_str(&format!("<sup><a href=\"#fn{mark}\">{mark}</a></sup>"));
    }
    let marks = [
        (run.italic, "em"),
        (run.bold, "strong"),
        (run.change == Change::Struck, "del"),
        (run.change == Change::Inserted, "ins"),
    ];
    for (_, tag) in marks.into_iter().filter(|(on, _)| *on) {
        out = format!("<{tag}>{out}</{tag}>");
    }
    out
}
