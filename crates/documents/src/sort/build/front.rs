//! What stands before the first section: a covering text, the title, the preamble.

use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{Doubt, Passage, ProtocolText, Reading, Run};

use super::{Builder, into_para};
use crate::sort::document::Front;
use crate::sort::{imported, names_protocol};
use crate::{DocumentKind, Imported};

impl Builder {
    pub(super) fn front_takes_pending(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let headings = pending
            .into_iter()
            .map(|marked| Front::Heading(marked.block.words));
        self.document.front.extend(headings);
    }

    /// What stood before the first section is title and preamble, and before those perhaps a covering
    /// text.
    pub(super) fn title(&mut self) {
        let mut front = std::mem::take(&mut self.document.front);
        let title = title_of(&front);
        let Some(title) = title else {
            let paras = front.into_iter().map(into_para);
            self.document.text.preamble.extend(paras);
            let why = "the document has no title".to_owned();
            self.document
                .doubt(DoubtKind::Boundary, why, "it is called `Untitled`", "");
            self.document.text.title = Passage::plain("Untitled");
            return;
        };
        let covers = front[..title]
            .iter()
            .filter(|f| matches!(f, Front::Para(_)))
            .count()
            > 1;
        let after = front.split_off(title + 1);
        let heading = front.pop().map(into_para).unwrap_or_default();
        self.document.text.title = titled(heading.words);
        if covers {
            let before = self.document.text.title.read(Reading::After);
            let covering = covering(front, &before);
            self.done.push(covering);
        } else {
            self.document
                .text
                .preamble
                .extend(front.into_iter().map(into_para));
        }
        self.document
            .text
            .preamble
            .extend(after.into_iter().map(into_para));
    }
}

/// Which heading of the front is the title: the last with text before it, else the one that names a
/// protocol or code, else the last.
fn title_of(front: &[Front]) -> Option<usize> {
    let headings = || {
        front
            .iter()
            .enumerate()
            .filter_map(|(n, front)| match front {
                Front::Heading(words) => Some((n, words)),
                Front::Para(_) => None,
            })
    };
    let texts = |n: usize| {
        front[..n]
            .iter()
            .filter(|f| matches!(f, Front::Para(_)))
            .count()
    };
    let named = |words: &Passage| names_protocol(&words.read(Reading::After));
    let last = headings().next_back()?.0;
    let after_text = headings().rfind(|(n, _)| texts(*n) > 1);
    let by_name = headings().find(|(_, words)| named(words));
    Some(after_text.or(by_name).map_or(last, |(n, _)| n))
}

/// A title with its tracked changes and footnotes; how it is printed says nothing.
fn titled(words: Passage) -> Passage {
    if !words.is_tracked() && words.0.iter().all(|run| run.note.is_none()) {
        return Passage::plain(words.read(Reading::After));
    }
    let mut title = Passage::default();
    for run in words.0 {
        title.push(Run {
            bold: false,
            italic: false,
            ..run
        });
    }
    title
}

/// The text that stands before a protocol in its file.
fn covering(front: Vec<Front>, before: &str) -> Imported {
    let mut text = ProtocolText::default();
    let mut front = front.into_iter().peekable();
    text.title = match front.next_if(|first| matches!(first, Front::Heading(_))) {
        Some(heading) => titled(into_para(heading).words),
        None => Passage::plain("Covering text"),
    };
    text.preamble = front.map(into_para).collect();
    let why = format!("the text before `{before}` is no part of it");
    let meanwhile = "it is taken as a covering text without clauses";
    let doubt = Doubt::new(DoubtKind::Boundary, None, why, meanwhile);
    text.doubts.push(doubt);
    imported(DocumentKind::Covering, text)
}
