//! What the text says to whoever asks for information and to whoever decides, shown where they do: above the
//! form of a request and beside each decision. Nothing waits on it.

use jiff::civil::Date;

use crate::council::Council;
use crate::protocol::information::{InformationRules, Saying};
use crate::verdict::{Basis, Cite, Cited};

/// The setting with the council’s own extract of its Access to Information Procedure Rules.
const EXTRACT: &str = "information-rules-extract";

/// The lines that a text may have above the form of a request, in order.
const LINES: [(Saying, &str); 4] = [
    (Saying::Reasonable, "A request is to be reasonable"),
    (
        Saying::NeedConsidered,
        "Think first which of your duties needs it; you need not say",
    ),
    (
        Saying::NoCuriosity,
        "Speaking for a resident, or taking part in a decision, is a need; curiosity alone is none",
    ),
    (
        Saying::Advice,
        "Advice is on Council business, the issues of constituents included",
    ),
];

/// What stands above the form of a request, each line with the clause that says it.
pub fn guidance(rules: &InformationRules, council: &Council, on: Date) -> Vec<Cite> {
    let line = |(saying, line): &(Saying, &str)| {
        let basis = rules.basis(*saying)?;
        Some(Cited::new((*line).to_owned(), basis))
    };
    let lines = LINES.iter().filter_map(line);
    lines.chain(rights(rules, council, on)).collect()
}

/// Which rules give members their rights of access, in the council’s own words where it has set them; none
/// where the text does not say.
pub fn rights(rules: &InformationRules, council: &Council, on: Date) -> Option<Cite> {
    let basis = rules.basis(Saying::ProcedureRules)?;
    let extract = council.settings.get(EXTRACT, on, basis.clause().cloned());
    Some(match extract {
        Some(extract) => extract.map(str::to_owned),
        None => Cited::new(
            "Rights to inspect documents are those of the Access to Information Procedure Rules in the \
             Constitution"
                .to_owned(),
            basis,
        ),
    })
}

/// What a member accepts before a document opens, with the clause that points to the Members’ Code of Conduct; the
/// purpose alone where the text does not.
pub fn acceptance(rules: &InformationRules, purpose: &Basis) -> Cite {
    match rules.basis(Saying::CodeOfConduct) {
        Some(code) => Cited::new(
            "I use it for this purpose only, and treat it as the Members’ Code of Conduct requires"
                .to_owned(),
            code,
        ),
        None => Cited::new("I use it for this purpose only".to_owned(), purpose.clone()),
    }
}
