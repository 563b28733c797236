//! A line on every page of a PDF, whatever the page does: turned, cropped, tiny, huge, unbalanced, locked.

use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{EncryptionState, EncryptionVersion, Permissions};

use super::*;

/// A PDF of so many pages, whose media box is inherited, each with what it draws.
fn drawn(pages: usize, draws: &[u8], box_: [i64; 4], says: &Dictionary) -> Document {
    let mut document = Document::with_version("1.5");
    let parent = document.new_object_id();
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let content = document.add_object(Stream::new(Dictionary::new(), draws.to_vec()));
            let mut page =
                dictionary! { "Type" => "Page", "Parent" => parent, "Contents" => content };
            page.extend(says);
            document.add_object(page).into()
        })
        .collect();
    let tree = dictionary! {
        "Type" => "Pages",
        "Count" => pages as i64,
        "Kids" => kids,
        "MediaBox" => box_.map(Object::from).to_vec(),
    };
    document.objects.insert(parent, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).expect("it is written");
    out
}

fn pdf(pages: usize) -> Vec<u8> {
    bytes(drawn(pages, b"0 0 m", [0, 0, 595, 842], &Dictionary::new()))
}

const LINE: &str = "Opened by Councillor O’Neil";

/// Where the line stands on each page, in the settings of the page, and how large: the last text that is drawn,
/// by walking through everything that is drawn as a reader does.
fn places(stamped: &[u8]) -> Vec<([f32; 6], f32)> {
    let document = Document::load_mem(stamped).expect("it reads again");
    let place = |page| {
        let drawn = document.get_page_content(page);
        let drawn = Content::decode(&drawn).expect("what it draws");
        let (mut kept, mut moved) = (Vec::new(), false);
        let (mut matrix, mut size) = ([0.0; 6], 0.0);
        for operation in drawn.operations {
            let number = |n: usize| operation.operands[n].as_float().expect("a number");
            match operation.operator.as_str() {
                "q" => kept.push(moved),
                "Q" => moved = kept.pop().unwrap_or(moved),
                "cm" => moved = true,
                "Tf" => size = number(1),
                "Tm" => matrix = std::array::from_fn(number),
                "Tj" => assert!(!moved, "the page’s own settings move the line"),
                _ => {}
            }
        }
        (matrix, size)
    };
    document.get_pages().into_values().map(place).collect()
}

#[test]
fn the_line_stands_on_every_page() {
    let stamped = every_page(&pdf(3), LINE).expect("stamped");
    let document = Document::load_mem(&stamped).expect("it reads again");
    let pages = document.get_pages();
    assert_eq!(pages.len(), 3);
    for page in pages.into_values() {
        let drawn = document.get_page_content(page);
        let drawn = String::from_utf8_lossy(&drawn).into_owned();
        assert!(drawn.contains("Opened by Councillor O"), "{drawn}");
    }
}

#[test]
fn what_is_no_pdf_or_has_no_pages_is_refused() {
    assert!(matches!(
        every_page(b"%PDF-1.7 broken", "x"),
        Err(StampError::Unreadable(_))
    ));
    assert!(matches!(every_page(&pdf(0), "x"), Err(StampError::Empty)));
}

#[test]
fn on_a_page_that_is_turned_the_line_stands_at_its_foot_and_upright() {
    let at = |turned: i64| {
        let says = dictionary! { "Rotate" => turned };
        let stamped = every_page(&bytes(drawn(1, b"0 0 m", [0, 0, 600, 800], &says)), LINE);
        places(&stamped.expect("stamped"))[0].0
    };
    // As shown: turned by a quarter, the right edge of the sheet is below and its lower edge on the left.
    let direction = |matrix: [f32; 6]| [matrix[0], matrix[1]];
    assert_eq!(direction(at(0)), [1.0, 0.0]);
    assert_eq!(direction(at(90)), [0.0, 1.0]);
    assert_eq!(direction(at(180)), [-1.0, 0.0]);
    assert_eq!(direction(at(-90)), direction(at(270)));
    let [.., x, y] = at(90);
    assert!(x > 560.0 && y < 40.0, "{x} {y}");
    let [.., x, y] = at(180);
    assert!(x > 560.0 && y > 780.0, "{x} {y}");
    let [.., x, y] = at(270);
    assert!(x < 40.0 && y > 760.0, "{x} {y}");
}

#[test]
fn the_line_fits_on_a_slip_and_can_be_read_on_a_poster() {
    for (box_, least, most) in [
        ([0, 0, 120, 200], 4.0, 9.0),
        ([0, 0, 4_000, 6_000], 30.0, 100.0),
        // A box whose corners are named the other way round.
        ([595, 842, 0, 0], 8.5, 9.5),
    ] {
        let stamped = every_page(&bytes(drawn(1, b"0 0 m", box_, &Dictionary::new())), LINE);
        let (matrix, size) = places(&stamped.expect("stamped"))[0];
        assert!((least..=most).contains(&size), "{size} on {box_:?}");
        let width = box_[0].max(box_[2]) as f32;
        assert!(
            matrix[4] + LINE.len() as f32 * 0.6 * size <= width,
            "{matrix:?}"
        );
    }
}

#[test]
fn what_is_cropped_away_does_not_take_the_line_with_it() {
    let says = dictionary! { "CropBox" => [100, 300, 500, 700].map(Object::from).to_vec() };
    let stamped = every_page(&bytes(drawn(1, b"0 0 m", [0, 0, 595, 842], &says)), LINE);
    let (matrix, _) = places(&stamped.expect("stamped"))[0];
    assert!(matrix[4] > 100.0 && matrix[5] > 300.0, "{matrix:?}");
}

#[test]
fn settings_that_a_page_leaves_open_or_closes_too_often_do_not_move_the_line() {
    for draws in [
        &b"q 0.01 0 0 0.01 0 0 cm q 1 0 0 1 9000 0 cm"[..],
        b"Q Q 0.01 0 0 0.01 0 0 cm",
        b"Q q Q Q 2 0 0 2 0 0 cm q",
    ] {
        let says = Dictionary::new();
        let stamped = every_page(&bytes(drawn(1, draws, [0, 0, 595, 842], &says)), LINE);
        assert_eq!(places(&stamped.expect("stamped")).len(), 1);
    }
}

#[test]
fn a_name_is_known_by_its_letters() {
    assert_eq!(latin("Łucja Ŵyn Müller"), b"Lucja Wyn M\xfcller");
    let written = |name| -> String { latin(name).into_iter().map(char::from).collect() };
    for (name, stands) in [
        ("Łukasz Żółć", "Lukasz Zólc"),
        ("Παπαδόπουλος", "Papadopoulos"),
        ("李", "Li"),
        ("李小龙 (2)", "Li Xiao Long (2)"),
        ("Дмитро", "Dmitro"),
        ("محمد خان", "mHmd khn"),
    ] {
        let written = written(name);
        assert!(
            written.contains(stands) && !written.contains('?'),
            "{written}"
        );
    }
    // Two names that differ are not made one by what has no reading.
    assert_ne!(latin("\u{e000}"), latin("\u{e001}"));
}

/// A PDF that opens with these words, and asks who would change it for others.
fn locked(opens: &str) -> Vec<u8> {
    let mut document = drawn(2, b"0 0 m", [0, 0, 595, 842], &Dictionary::new());
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let version = EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: [(b"StdCF".to_vec(), filter)].into(),
        file_encryption_key: &[7; 32],
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: "for changes",
        user_password: opens,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).expect("a lock");
    document.encrypt(&state).expect("it is locked");
    bytes(document)
}

#[test]
fn a_pdf_that_opens_only_with_a_password_is_refused_and_never_sent_without_the_line() {
    assert!(every_page(&locked("secret"), LINE).is_err());
    // One that opens without one is read, and then it has the line on every page.
    match every_page(&locked(""), LINE) {
        Ok(stamped) => assert_eq!(places(&stamped).len(), 2),
        Err(why) => assert!(matches!(why, StampError::Protected), "{why}"),
    }
}
