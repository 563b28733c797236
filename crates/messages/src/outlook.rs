//! Outlook's own file of a message (`.msg`): a compound file whose streams are named after MAPI's properties
//! (MS-OXMSG). Read for what fills a form, nothing else.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;
use jiff::{SignedDuration, Timestamp};
use mail_parser::decoders::charsets::map::charset_decoder;

use super::files::{Attached, LeftOut, cleaned, fault};
use super::fold::fold;
use super::html;
use super::media;
use super::message::{Filled, SizeMax, subject, tidied};

type File<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// With what such a file begins.
const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// MAPI's properties: subject, plain body, HTML body, the sender's name and SMTP address, a file's long and
/// short name and its bytes, when it was sent.
const SUBJECT: u16 = 0x0037;
const BODY: u16 = 0x1000;
const PAGE: u16 = 0x1013;
const SENDER_NAME: u16 = 0x0c1a;
const SENDER_ADDRESS: u16 = 0x5d01;
const LONG_NAME: u16 = 0x3707;
const SHORT_NAME: u16 = 0x3704;
const BYTES: u16 = 0x3701;
const SENT: u16 = 0x0039;
/// Seconds from 1601, from which such times count in tenths of a microsecond, to 1970.
const EPOCH: i64 = 11_644_473_600;

/// Whether these are the bytes of a compound file.
pub fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// What a message of Outlook fills in; none where it is another kind of compound file or broken.
pub fn read(bytes: &[u8], most: SizeMax) -> Option<Filled> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let root = Path::new("/");
    if !file.is_stream(root.join("__properties_version1.0")) {
        return None;
    }
    let plain = text(&mut file, root, BODY);
    let body = plain.filter(|body| !body.trim().is_empty()).or_else(|| {
        let page = text(&mut file, root, PAGE).or_else(|| {
            Some(String::from_utf8_lossy(&stream(&mut file, root, PAGE, "0102")?).into_owned())
        })?;
        Some(html::text(&page))
    });
    let name = text(&mut file, root, SENDER_NAME);
    let address = text(&mut file, root, SENDER_ADDRESS);
    let (files, left_out) = attachments(&mut file, most);
    Some(Filled {
        subject: subject(&text(&mut file, root, SUBJECT).unwrap_or_default()),
        text: fold(&tidied(&body.unwrap_or_default())),
        from: address.or(name).map(|from| from.trim().to_owned()),
        sent: sent(&mut file),
        files,
        left_out,
    })
}

/// The bytes of a property of this type.
fn stream(file: &mut File<'_>, of: &Path, property: u16, kind: &str) -> Option<Vec<u8>> {
    let path = of.join(format!("__substg1.0_{property:04X}{kind}"));
    let mut bytes = Vec::new();
    file.open_stream(path).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A text, in UTF-16 or in the Western character set of old files.
fn text(file: &mut File<'_>, of: &Path, property: u16) -> Option<String> {
    if let Some(wide) = stream(file, of, property, "001F") {
        let units: Vec<u16> = wide
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        return Some(
            String::from_utf16_lossy(&units)
                .trim_end_matches('\0')
                .to_owned(),
        );
    }
    let narrow = stream(file, of, property, "001E")?;
    let western = charset_decoder(b"windows-1252");
    let read = String::from_utf8(narrow).or_else(|wrong| {
        let decode = western.ok_or(())?;
        Ok::<_, ()>(decode(wrong.as_bytes()))
    });
    let read = read.ok()?;
    Some(read.trim_end_matches('\0').to_owned())
}

/// When it was sent: among the properties of fixed size, after a head of 32 bytes, 16 bytes each.
fn sent(file: &mut File<'_>) -> Option<Timestamp> {
    let mut bytes = Vec::new();
    let mut properties = file.open_stream("/__properties_version1.0").ok()?;
    properties.read_to_end(&mut bytes).ok()?;
    let tag = (u32::from(SENT) << 16 | 0x0040).to_le_bytes();
    let found = bytes
        .get(32..)?
        .chunks_exact(16)
        .find(|one| one[..4] == tag)?;
    let ticks = i64::try_from(u64::from_le_bytes(found[8..16].try_into().ok()?)).ok()?;
    let since = Timestamp::from_second(-EPOCH).ok()?;
    since
        .checked_add(SignedDuration::from_micros(ticks / 10))
        .ok()
}

fn attachments(file: &mut File<'_>, most: SizeMax) -> (Vec<Attached>, Vec<LeftOut>) {
    let entries = file
        .read_root_storage()
        .map(|e| (e.is_storage(), e.path().to_owned()));
    let mut storages: Vec<PathBuf> = entries
        .filter(|(storage, path)| {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            *storage && name.starts_with("__attach_version1.0_")
        })
        .map(|(_, path)| path)
        .collect();
    storages.sort();
    let (mut taken, mut left_out) = (Vec::new(), Vec::new());
    for storage in storages {
        let given = text(file, &storage, LONG_NAME).or_else(|| text(file, &storage, SHORT_NAME));
        let number = taken.len() + left_out.len() + 1;
        let Some(bytes) = stream(file, &storage, BYTES, "0102") else {
            let name = cleaned(given.as_deref(), "", number);
            let why = "is a message or object within the message: attach it by itself".to_owned();
            left_out.push(LeftOut { name, why });
            continue;
        };
        let kind = media(given.as_deref().unwrap_or_default(), &bytes);
        let name = cleaned(given.as_deref(), &kind, number);
        match fault(&kind, bytes.len(), taken.len(), most) {
            _ if bytes.is_empty() => {}
            Some(why) => left_out.push(LeftOut { name, why }),
            None => taken.push(Attached {
                name,
                media: kind,
                bytes,
            }),
        }
    }
    (taken, left_out)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const MOST: SizeMax = SizeMax {
        bytes: 10_000_000,
        files: 10,
    };

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    /// A file as Outlook writes one, with the properties that are read.
    fn made() -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
        let mut put = |path: &str, bytes: &[u8]| {
            if let Some((storage, _)) = path.rsplit_once('/').filter(|(s, _)| !s.is_empty()) {
                file.create_storage_all(storage).expect("a storage");
            }
            let mut stream = file.create_stream(path).expect("a stream");
            stream.write_all(bytes).expect("bytes");
        };
        let at: Timestamp = "2026-04-02T09:00:00Z".parse().expect("a moment");
        let ticks = (at.as_second() + EPOCH) * 10_000_000;
        let mut fixed = vec![0; 32];
        fixed.extend((u32::from(SENT) << 16 | 0x40).to_le_bytes());
        fixed.extend([6, 0, 0, 0]);
        fixed.extend(ticks.to_le_bytes());
        put("/__properties_version1.0", &fixed);
        put("/__substg1.0_0037001F", &wide("FW: The lift — again"));
        put(
            "/__substg1.0_1000001E",
            b"It is broken \x96 again.\r\n-- \r\nAda\0",
        );
        put("/__substg1.0_5D01001F", &wide("resident@home.example"));
        put(
            "/__attach_version1.0_#00000000/__substg1.0_3707001F",
            &wide("a/b.png"),
        );
        put(
            "/__attach_version1.0_#00000000/__substg1.0_37010102",
            b"\x89PNG\r\n\x1a\n....",
        );
        put(
            "/__attach_version1.0_#00000001/__substg1.0_3707001F",
            &wide("run.exe"),
        );
        put(
            "/__attach_version1.0_#00000001/__substg1.0_37010102",
            b"MZ\x90\0\x03\0\0\0",
        );
        file.into_inner().into_inner()
    }

    #[test]
    fn what_outlook_saved_is_read() {
        let bytes = made();
        assert!(is_compound(&bytes));
        let file = Cursor::new(bytes.as_slice());
        assert!(read(file.get_ref(), MOST).is_some());
        let filled = read(&bytes, MOST).expect("a message");
        assert_eq!(filled.subject, "The lift — again");
        assert_eq!(filled.text.words, "It is broken – again.");
        assert_eq!(filled.from.as_deref(), Some("resident@home.example"));
        assert_eq!(filled.sent, "2026-04-02T09:00:00Z".parse().ok());
        assert_eq!(filled.files.len(), 1);
        assert_eq!(
            (
                filled.files[0].name.as_str(),
                filled.files[0].media.as_str()
            ),
            ("a-b.png", "image/png")
        );
        assert_eq!(filled.left_out[0].name, "run.exe");
    }

    #[test]
    fn a_broken_file_is_none_and_breaks_nothing() {
        let whole = made();
        for n in 0..400 {
            let mut bent = whole.clone();
            let at = (n * 97) % bent.len();
            bent[at] ^= 0xff;
            let _ = read(&bent, MOST);
            let _ = read(&whole[..at], MOST);
        }
        assert_eq!(read(b"no compound file", MOST), None);
    }
}
