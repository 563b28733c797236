//! The files of a message, held to the rules for files of every case: what they are by their bytes, how
//! large, what they are called.

use std::ops::Range;

use domain::enquiries::MEDIA;
use mail_parser::{MimeHeaders as _, PartType};

use super::media;
use super::message::{SizeMax, plain_line, subject};

/// A picture within the text that is smaller is an ornament, and stays in the original.
const ORNAMENT: usize = 8 * 1024;
/// The most characters of a name.
const NAME: usize = 100;

/// A file that came with a message and can be taken.
#[derive(Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its name, made fit for a file.
    pub name: String,
    /// What it is by its bytes.
    pub media: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Attached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attached({}, {} bytes)", self.media, self.bytes.len())
    }
}

/// A file that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its name, made fit for a file.
    pub name: String,
    /// Why not, as the end of a sentence that begins with the name.
    pub why: String,
}

/// The files that can be taken, those that cannot, and where their bytes lie in the message.
pub(super) fn files(
    parsed: &mail_parser::Message<'_>,
    most: SizeMax,
) -> (Vec<Attached>, Vec<LeftOut>, Vec<Range<usize>>) {
    let (mut taken, mut left_out, mut cut) = (Vec::new(), Vec::new(), Vec::new());
    for id in &parsed.attachments {
        let Some(part) = parsed.part(*id) else {
            continue;
        };
        let (given, bytes): (Option<String>, &[u8]) = match &part.body {
            PartType::Message(message) => {
                let name = message
                    .subject()
                    .map(subject)
                    .filter(|name| !name.is_empty());
                let name = name.unwrap_or_else(|| "message".to_owned());
                (Some(format!("{name}.eml")), message.raw_message.as_ref())
            }
            PartType::Multipart(_) => continue,
            _ => (part.attachment_name().map(str::to_owned), part.contents()),
        };
        let is_message = matches!(part.body, PartType::Message(_));
        let shown_within = part.content_id().is_some()
            || part.content_disposition().is_some_and(|d| d.is_inline());
        let kind = if is_message {
            "message/rfc822".to_owned()
        } else {
            media(given.as_deref().unwrap_or_default(), bytes)
        };
        if bytes.is_empty()
            || (shown_within && kind.starts_with("image/") && bytes.len() < ORNAMENT)
        {
            continue;
        }
        let name = cleaned(given.as_deref(), &kind, taken.len() + left_out.len() + 1);
        match fault(&kind, bytes.len(), taken.len(), most) {
            Some(why) => left_out.push(LeftOut { name, why }),
            None => taken.push(Attached {
                name,
                media: kind,
                bytes: bytes.to_vec(),
            }),
        }
        cut.push(part.offset_body as usize..part.offset_end as usize);
    }
    (taken, left_out, cut)
}

pub(super) fn fault(kind: &str, size: usize, before: usize, most: SizeMax) -> Option<String> {
    if !MEDIA.iter().any(|(media, _)| *media == kind) {
        return Some("is of a kind that is not taken".to_owned());
    }
    if size > most.bytes {
        let (is, may) = (size.div_ceil(1_000_000), most.bytes / 1_000_000);
        return Some(format!("has {is} MB; a file may have {may} MB"));
    }
    (before >= most.files).then(|| format!("is one too many; a message may bring {}", most.files))
}

/// A name that a file may have: without signs that paths are made of or that cannot be seen, and not
/// endless. Without a name it is called after its number and its kind.
pub fn cleaned(given: Option<&str>, kind: &str, number: usize) -> String {
    let wild = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
    let line = plain_line(given.unwrap_or_default());
    let name: String = line
        .chars()
        .map(|c| if wild.contains(&c) { '-' } else { c })
        .collect();
    let name = name.trim_matches(['.', ' ', '-']);
    if name.is_empty() {
        let ending = match kind {
            "image/jpeg" => "jpg",
            "image/png" => "png",
            "application/pdf" => "pdf",
            "message/rfc822" => "eml",
            "text/plain" => "txt",
            _ => "bin",
        };
        return format!("file-{number}.{ending}");
    }
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let short: String = stem.chars().take(NAME - 10).collect();
    let ending: String = ending.chars().take(8).collect();
    if ending.is_empty() {
        short
    } else {
        format!("{short}.{ending}")
    }
}
