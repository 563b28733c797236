//! Messages as they come, good and bad, and what is made of them.

use super::*;

const MOST: SizeMax = SizeMax {
    bytes: 10_000_000,
    files: 10,
};
const SERVER: &str = "mx.council.example";

fn of(text: &str) -> Result<Message, Unreadable> {
    read(text.replace('\n', "\r\n").as_bytes(), Some(SERVER), MOST)
}

fn message(text: &str) -> Message {
    of(text).expect("a message")
}

const HEAD: &str = "From: Cllr Ada Quill <Ada@members.example>\n\
    To: wardroom+cabc@council.example\nMessage-ID: <1@members.example>\n\
    Subject: Re: [EXTERNAL] FW: The lift\nDate: Thu, 2 Apr 2026 10:00:00 +0100\n";

#[test]
fn what_matters_of_a_plain_message() {
    let read = message(&format!(
        "Delivered-To: wardroom@council.example\n{HEAD}References: <a@x> <b@x>\n\nIt is broken.\n-- \nAda\n"
    ));
    assert_eq!(read.from.address, "ada@members.example");
    assert_eq!(read.from.name.as_deref(), Some("Cllr Ada Quill"));
    assert_eq!(
        read.to,
        ["wardroom+cabc@council.example", "wardroom@council.example"]
    );
    assert_eq!(read.subject, "The lift");
    assert_eq!(read.text.words, "It is broken.");
    assert_eq!(read.text.folded, "-- \nAda".replace("-- ", "--"));
    assert_eq!(read.references, ["a@x", "b@x"]);
    assert_eq!(read.sent, "2026-04-02T09:00:00Z".parse().ok());
    assert_eq!((read.automatic, read.garbled), (None, false));
}

#[test]
fn without_an_author_or_with_several_it_is_said() {
    assert_eq!(of("Subject: x\n\nHello\n"), Err(Unreadable::NoAuthor));
    assert_eq!(
        of("From: \nSubject: x\n\nHello\n"),
        Err(Unreadable::NoAuthor)
    );
    let two = "From: a@x.example, b@x.example\nSubject: x\n\nHello\n";
    assert_eq!(of(two), Err(Unreadable::SeveralAuthors));
    let twice = "From: a@x.example\nFrom: ada@members.example\nSubject: x\n\nHello\n";
    assert_eq!(of(twice), Err(Unreadable::SeveralAuthors));
    assert_eq!(of(""), Err(Unreadable::NotAMessage));
}

#[test]
fn absence_notices_lists_and_senders_who_do_not_read_are_told_apart() {
    let with = |line: &str| message(&format!("{line}\n{HEAD}\nHello\n")).automatic;
    assert_eq!(
        with("Auto-Submitted: auto-replied"),
        Some(Automatic::Answer)
    );
    assert_eq!(with("Auto-Submitted: no"), None);
    assert_eq!(with("Return-Path: <>"), Some(Automatic::Answer));
    assert_eq!(with("X-Autoreply: yes"), Some(Automatic::Answer));
    assert_eq!(with("Precedence: bulk"), Some(Automatic::Bulk));
    assert_eq!(with("List-Id: <news.example>"), Some(Automatic::List));
    assert_eq!(
        with("Content-Type: multipart/report; report-type=delivery-status; boundary=b"),
        Some(Automatic::Returned)
    );
    let quiet = message("From: no-reply+x@works.example\nSubject: Done\n\nJob 7 is done.\n");
    assert_eq!(quiet.automatic, Some(Automatic::NoReply));
}

#[test]
fn only_the_councils_own_server_is_believed_and_only_above_its_own_line_of_receipt() {
    let line = "Received: from a.example by mx.council.example with ESMTPS; Thu, 2 Apr 2026 09:00:01 +0000";
    let with =
        |above: &str, below: &str| message(&format!("{above}{line}\n{below}{HEAD}\nHello\n")).proof;
    let pass =
        "Authentication-Results: mx.council.example;\n dmarc=pass header.from=members.example\n";
    assert_eq!(with(pass, ""), Proof::Proven);
    // A forged header: put in by the sender, or of a server that is not ours.
    assert_eq!(with("", pass), Proof::Unproven);
    let other = pass.replace("mx.council", "mx.evil");
    assert_eq!(with(&other, ""), Proof::Unproven);
    let fail = pass.replace("dmarc=pass", "dmarc=fail");
    assert_eq!(with(&format!("{fail}{pass}"), ""), Proof::Failed);
    assert_eq!(with(&fail, pass), Proof::Failed);
    // Proven for another domain, or for an ending that all share.
    for domain in ["evil.example", "example"] {
        let wrong = pass.replace("members.example", domain);
        assert_eq!(with(&wrong, ""), Proof::Failed, "{domain}");
    }
    // Another program's line above, then ours.
    let hop = "Received: from mx.council.example by store.council.example with LMTP; Thu, 2 Apr 2026 09:00:02 +0000\n";
    assert_eq!(with(&format!("{hop}{pass}"), ""), Proof::Proven);
}

#[test]
fn without_dmarc_a_signature_or_a_machine_of_the_same_domain_counts() {
    let with = |results: &str| {
        let text = format!("Authentication-Results: {SERVER}; {results}\n{HEAD}\nHello\n");
        message(&text).proof
    };
    assert_eq!(with("dkim=pass header.d=members.example"), Proof::Proven);
    assert_eq!(with("dkim=pass header.d=evil.example"), Proof::Unproven);
    assert_eq!(
        with("spf=pass smtp.mailfrom=x@members.example"),
        Proof::Proven
    );
    assert_eq!(
        with("spf=fail smtp.mailfrom=members.example"),
        Proof::Failed
    );
    assert_eq!(with("none"), Proof::Unproven);
    // What stands in comments and quotes is not a result.
    assert_eq!(
        with("spf=fail (dmarc=pass; dmarc=pass) reason=\"; dmarc=pass\""),
        Proof::Failed
    );
    let plain = format!("Authentication-Results: {SERVER}; dmarc=pass\n{HEAD}\nHello\n");
    let read = read(plain.replace('\n', "\r\n").as_bytes(), None, MOST).expect("a message");
    assert_eq!(read.proof, Proof::Unproven);
}

#[test]
fn what_others_say_of_a_sender_is_not_kept() {
    let text = format!(
        "Authentication-Results: {SERVER}; dmarc=pass\nReceived: from a by {SERVER}; Thu, 2 Apr 2026 09:00:01 +0000\n\
         Authentication-Results: {SERVER}; forged=1\nARC-Authentication-Results: i=1; forged=2\n{HEAD}\nHello\n"
    );
    let kept = String::from_utf8(message(&text).original).expect("text");
    assert!(
        kept.contains("dmarc=pass") && !kept.contains("forged"),
        "{kept}"
    );
}

const PARTS: &str = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
    --b\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\n\
    The lift =96 again.\n--b\nContent-Type: application/pdf; name=\"../a:b\u{202e}.pdf\"\n\
    Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjcK\n\
    --b\nContent-Type: image/png\nContent-Disposition: attachment; filename=photo.png\n\
    Content-Transfer-Encoding: base64\n\nTVqQAAMAAAAEAAAA\n--b--\n";

#[test]
fn files_are_what_their_bytes_are_and_have_fit_names() {
    let read = message(&format!("{HEAD}{PARTS}"));
    assert_eq!(read.text.words, "The lift – again.");
    let names: Vec<_> = read
        .files
        .iter()
        .map(|f| (f.name.as_str(), f.media.as_str()))
        .collect();
    assert_eq!(names, [("a-b.pdf", "application/pdf")]);
    assert_eq!(read.left_out[0].name, "photo.png");
    assert!(read.left_out[0].why.contains("kind that is not taken"));
    let original = String::from_utf8(read.original).expect("text");
    assert!(original.contains("(kept as a file)") && !original.contains("JVBERi0"));
    let small = SizeMax { bytes: 5, files: 1 };
    let text = format!("{HEAD}{PARTS}").replace('\n', "\r\n");
    let cut = super::read(text.as_bytes(), None, small).expect("a message");
    assert_eq!((cut.files.len(), cut.left_out.len()), (0, 2));
}

#[test]
fn a_page_is_read_as_text_and_a_wrong_character_set_is_noticed() {
    let page = message(&format!(
        "{HEAD}Content-Type: text/html\n\n<p>The lift</p><style>x</style><script>y</script>\n"
    ));
    assert_eq!(page.text.words, "The lift");
    let mut wrong = format!("{HEAD}Content-Type: text/plain; charset=utf-8\n\n").into_bytes();
    wrong.extend([0xff, 0xfe, 0xe9, b'a', 0xff]);
    let read = read(&wrong, None, MOST).expect("a message");
    assert!(read.garbled);
    let unknown = message(&format!(
        "{HEAD}Content-Type: text/plain; charset=x-none\n\nHello\n"
    ));
    assert_eq!(
        (unknown.text.words.as_str(), unknown.garbled),
        ("Hello", false)
    );
}

#[test]
fn the_same_message_is_known_again_and_another_with_its_identifier_is_not() {
    let one = message(&format!("Received: a\n{HEAD}\nHello\n"));
    let again = message(&format!("X-Way: another\n{HEAD}\nHello\n"));
    let forged = message(&format!("{HEAD}\nGoodbye\n"));
    assert_eq!(one.digest, again.digest);
    assert_ne!(one.digest, forged.digest);
}

#[test]
fn crowds_and_nests_end() {
    let crowd: Vec<_> = (0..10_000).map(|n| format!("p{n}@x.example")).collect();
    let text = format!(
        "From: a@x.example\nTo: {}\nSubject: x\n\nHello\n",
        crowd.join(",\n ")
    );
    let read = message(&text);
    assert_eq!((read.addresses, read.to.len()), (10_000, 200));
    let mut nested = String::from("From: a@x.example\nSubject: x\n");
    for n in 0..3_000 {
        nested.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"
        ));
    }
    assert_eq!(of(&nested), Err(Unreadable::TooManyParts));
    let mut forwarded = String::new();
    for _ in 0..1_000 {
        forwarded.push_str("From: a@x.example\nSubject: x\nContent-Type: message/rfc822\n\n");
    }
    assert!(of(&forwarded).is_ok() || of(&forwarded) == Err(Unreadable::TooManyParts));
}

/// Bends whole messages at many places, the same ones every time: each is read or said to be unreadable.
#[test]
fn a_forward_of_a_forward_is_read() {
    let forwarded = "From: a@x.example\nSubject: Fwd: the lamps\n\
        Content-Type: multipart/mixed; boundary=b\n\n\
        --b\nContent-Type: text/plain\n\nSee below.\n\
        --b\nContent-Type: message/rfc822\n\nContent-Type: message/rfc822\n\n\n--b--\n";
    let read = message(forwarded);
    assert_eq!(read.subject, "the lamps");
    assert!(read.text.words.contains("See below."), "{:?}", read.text);
    assert!(fill(forwarded.as_bytes(), MOST).is_some());
}

#[test]
fn a_bent_message_breaks_nothing() {
    let seeds = [
        format!("Authentication-Results: {SERVER}; dmarc=pass\n{HEAD}{PARTS}"),
        format!("{HEAD}Content-Type: text/html\n\n<p>On Friday<blockquote>x</blockquote></p>\n"),
        format!("{HEAD}Content-Type: message/rfc822\n\n{HEAD}{PARTS}"),
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut roll = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("thirty-one bits") % below
    };
    let bits = [
        &b"\r\n"[..],
        b"--b",
        b"=?utf-8?B?",
        b"\0",
        b"\xff\xfe",
        b";",
        b"\"",
        b"(((",
        b"Content-Type: ",
    ];
    for _ in 0..2_000 {
        let mut bent = seeds[roll(3)].replace('\n', "\r\n").into_bytes();
        for _ in 0..=roll(6) {
            let at = roll(bent.len());
            match roll(4) {
                0 => bent[at] = u8::try_from(roll(256)).expect("a byte"),
                1 => drop(bent.drain(at..(at + roll(40)).min(bent.len()))),
                2 => bent.truncate(at.max(1)),
                _ => drop(bent.splice(at..at, bits[roll(bits.len())].iter().copied())),
            }
            if bent.is_empty() {
                bent.push(b'x');
            }
        }
        if let Ok(read) = read(&bent, Some(SERVER), MOST) {
            assert!(read.to.len() <= 200 && read.subject.chars().count() <= 150);
            for file in &read.files {
                assert!(
                    !file.name.contains(['/', '\\', '\0', '\n']),
                    "{}",
                    file.name
                );
            }
        }
        let _ = fill(&bent, MOST);
    }
}

#[test]
fn when_the_council_s_server_took_it_is_read_of_its_own_topmost_line_alone() {
    let own =
        format!("Received: from a.example by {SERVER} with ESMTPS; Thu, 2 Apr 2026 09:00:01 +0000");
    let planted = format!("Received: from b by {SERVER}; Mon, 2 Feb 2026 09:00:00 +0000");
    let hop = "Received: from c by d.example; Wed, 1 Apr 2026 08:00:00 +0000";
    let at = |heads: &str, server| {
        let raw = format!("{heads}\nFrom: a@x.example\nSubject: x\n\nHello\n");
        let most = SizeMax {
            bytes: 1 << 20,
            files: 9,
        };
        read(raw.as_bytes(), server, most)
            .expect("a message")
            .received
    };
    let took = "2026-04-02T09:00:01Z".parse().ok();
    assert_eq!(at(&format!("{own}\n{hop}"), Some(SERVER)), took);
    assert_eq!(at(&format!("{own}\n{hop}\n{planted}"), Some(SERVER)), took);
    assert_eq!(at(hop, Some(SERVER)), None);
    assert_eq!(at(&own, None), None);
}
