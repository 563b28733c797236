//! From the files of a pack, given as texts, to a [`Protocol`], or to everything that is wrong with
//! them. Opens no file: who calls it has read them.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::check::Checked;
use super::error::{PackError, Sheet, nearest};
use super::raw::{RawClauses, RawEnquiries, RawPack, RawQuestions};
use super::{PROVEN, Proofs, Protocol, Ruling, provisions};

/// The files of one pack: their names within the pack, and their texts.
pub type PackFiles = BTreeMap<String, String>;

/// The product's own questions, which no protocol addresses: the same for every pack.
const COMMON_QUESTIONS: &str = include_str!("../../../../packs/_common/questions.toml");

const FILES: [&str; 4] = [
    "pack.toml",
    "clauses.toml",
    "provisions/enquiries.toml",
    "questions.toml",
];

/// What a protocol provides on further registers; a pack without such a file is silent on it.
const MORE: [&str; 6] = [
    "provisions/groups.toml",
    "provisions/briefings.toml",
    "provisions/information.toml",
    "provisions/interpretations.toml",
    "provisions/amendments.toml",
    "provisions/complaints.toml",
];

/// Reads a pack. Every fault that can be told is told, in the order of files and lines.
pub fn load(files: &PackFiles) -> Result<Protocol, Vec<PackError>> {
    load_ruled(files, Vec::new())
}

/// Reads a pack into whose files rulings were put.
pub(super) fn load_ruled(
    files: &PackFiles,
    rulings: Vec<Ruling>,
) -> Result<Protocol, Vec<PackError>> {
    let mut faults = unknown_files(files);
    let pack: Option<RawPack> = read(files, FILES[0], &mut faults);
    let clauses: Option<RawClauses> = read(files, FILES[1], &mut faults);
    let enquiries: Option<RawEnquiries> = read(files, FILES[2], &mut faults);
    let questions: Option<RawQuestions> = read(files, FILES[3], &mut faults);
    // A pack whose scenarios never ran has no such file.
    let proofs: Option<Proofs> = read_if_there(files, PROVEN, &mut faults);
    let common = common_questions(&mut faults);
    let (Some(pack), Some(clauses), Some(enquiries), Some(questions)) =
        (pack, clauses, enquiries, questions)
    else {
        return Err(sorted(faults));
    };
    let sheets = FILES.map(|file| sheet(files, file));
    let mut checked = Checked::new(sheets, faults);
    let protocol = checked.protocol(pack, clauses, questions, common);
    let Some(mut protocol) = protocol else {
        return Err(sorted(checked.faults));
    };
    protocol.rulings = rulings;
    protocol.files = Arc::new(files.clone());
    protocol.enquiries =
        provisions::enquiries(&protocol, &enquiries, sheets[2], &mut checked.faults);
    // What was proven of another version is no proof of this one.
    protocol.proofs = proofs
        .filter(|proofs| proofs.version.as_ref() == Some(&protocol.version))
        .unwrap_or_default();
    let [
        groups,
        briefings,
        information,
        interpretations,
        amendments,
        complaints,
    ] = MORE.map(|file| sheet(files, file));
    let faults = &mut checked.faults;
    if let Some(raw) = read_if_there(files, MORE[0], faults) {
        protocol.groups = provisions::groups(&protocol, &raw, groups, faults);
    }
    if let Some(raw) = read_if_there(files, MORE[1], faults) {
        protocol.briefings = provisions::briefings(&protocol, &raw, briefings, faults);
    }
    if let Some(raw) = read_if_there(files, MORE[2], faults) {
        protocol.information = provisions::information(&protocol, &raw, information, faults);
    }
    if let Some(raw) = read_if_there(files, MORE[3], faults) {
        protocol.interpretations =
            provisions::interpretations(&protocol, &raw, interpretations, faults);
    }
    if let Some(raw) = read_if_there(files, MORE[4], faults) {
        protocol.amendments = provisions::amendments(&protocol, &raw, amendments, faults);
    }
    if let Some(raw) = read_if_there(files, MORE[5], faults) {
        protocol.complaints = provisions::complaints(&protocol, &raw, complaints, faults);
    }
    if checked.faults.is_empty() {
        Ok(protocol)
    } else {
        Err(sorted(checked.faults))
    }
}

fn sorted(mut faults: Vec<PackError>) -> Vec<PackError> {
    faults.sort();
    faults.dedup();
    faults
}

fn sheet<'a>(files: &'a PackFiles, file: &'a str) -> Sheet<'a> {
    let text = files.get(file).map_or("", String::as_str);
    Sheet { file, text }
}

fn unknown_files(files: &PackFiles) -> Vec<PackError> {
    let known = [&FILES[..], &MORE[..]].concat();
    let strange = files.keys().filter(|name| {
        !known.contains(&name.as_str()) && *name != PROVEN && !name.starts_with("scenarios/")
    });
    strange
        .map(|name| {
            let write = nearest(name, known.iter().copied()).map_or_else(
                || format!("only {} and scenarios/", known.join(", ")),
                |file| format!("the name {file}"),
            );
            let sheet = Sheet {
                file: name,
                text: "",
            };
            sheet.fault(0..0, "a pack has no such file", write)
        })
        .collect()
}

fn read<T: DeserializeOwned>(
    files: &PackFiles,
    file: &str,
    faults: &mut Vec<PackError>,
) -> Option<T> {
    let Some(text) = files.get(file) else {
        let sheet = Sheet { file, text: "" };
        faults.push(sheet.fault(0..0, "this file is missing", missing_file(file)));
        return None;
    };
    let sheet = Sheet { file, text };
    toml::from_str(text)
        .map_err(|error| faults.push(shape_fault(sheet, &error)))
        .ok()
}

/// A file that a pack may do without.
fn read_if_there<T: DeserializeOwned>(
    files: &PackFiles,
    file: &str,
    faults: &mut Vec<PackError>,
) -> Option<T> {
    files
        .contains_key(file)
        .then(|| read(files, file, faults))?
}

fn missing_file(file: &str) -> &'static str {
    match file {
        "pack.toml" => "id, version, council, title, nation and the printed clause numbers",
        "clauses.toml" => "a [[section]] for every heading and a [[clause]] for every number",
        "questions.toml" => "a [[question]] for each open point, or an empty file",
        _ => "what the protocol provides, or `silent = true` where it says nothing",
    }
}

fn common_questions(faults: &mut Vec<PackError>) -> Vec<super::raw::RawQuestion> {
    let sheet = Sheet {
        file: "_common/questions.toml",
        text: COMMON_QUESTIONS,
    };
    match toml::from_str::<RawQuestions>(COMMON_QUESTIONS) {
        Ok(raw) => raw.question,
        Err(error) => {
            faults.push(shape_fault(sheet, &error));
            Vec::new()
        }
    }
}

/// Puts the parser's complaint into words for whoever wrote the pack.
fn shape_fault(sheet: Sheet<'_>, error: &toml::de::Error) -> PackError {
    let span = error.span().unwrap_or(0..0);
    let said = error.message();
    let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let (message, write) = match quoted.as_slice() {
        [word, known @ ..] if said.starts_with("unknown field") => {
            (format!("`{word}` is not a key here"), one_of(word, known))
        }
        [word, known @ ..] if said.starts_with("unknown variant") => {
            (format!("`{word}` is not a value here"), one_of(word, known))
        }
        [key] if said.starts_with("missing field") => {
            (format!("`{key}` is missing"), format!("{key} = …"))
        }
        _ if said.starts_with("invalid type: ") => invalid_type(said),
        _ if said.starts_with("invalid date") => (
            "this is not a day of the calendar".to_owned(),
            "a day as 2026-04-13".to_owned(),
        ),
        _ if said.contains("duplicate key") => (
            "this key is written twice".to_owned(),
            "it once, with the value that is meant".to_owned(),
        ),
        _ => (
            format!("this is not TOML: {said}"),
            "key = \"text\", key = 5 or key = true on a line of its own".to_owned(),
        ),
    };
    sheet.fault(span, message, write)
}

fn invalid_type(said: &str) -> (String, String) {
    let rest = said.trim_start_matches("invalid type: ");
    let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, "a value"));
    let found = found
        .replace("string ", "the text ")
        .replace("integer ", "the number ")
        .replace("boolean ", "the word ");
    let write = match expected {
        "a string" => "text between double quotes",
        "u32" => "a whole number, without quotes",
        "a boolean" => "true or false, without quotes",
        "a sequence" => "a list between square brackets",
        other => other,
    };
    (format!("this is {found}"), write.to_owned())
}

fn one_of(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("`{near}`"),
        None => format!("one of `{}`", known.join("`, `")),
    }
}
