//! Messages a second on one core: taken in whole, from bytes to a committed case or a place in the pen,
//! beside parsing alone, which is the floor.

use std::hint::black_box;

use anyhow::Context as _;
use domain::directory::{Details, DirectoryCommand};
use messages::SizeMax;
use service::demo;
use service::operations::Keeper;
use service::operations::intake::{Letterbox, TakenIn};

use crate::folder::Folder;
use crate::pairs::median;
use crate::product;
use crate::time::{now, timed};

/// What a second held.
pub struct Rates {
    /// Messages read.
    pub read: f64,
    /// Messages read, kept and raised as an enquiry.
    pub raised: f64,
    /// Messages read, kept and held.
    pub held: f64,
}

const SERVER: &str = "mx.council.example";

/// A message as a phone sends it, with a picture of 30 kB.
fn message(n: usize, from: &str) -> Vec<u8> {
    let picture: String = std::iter::repeat_n("iVBORw0KGgoAAAANSUhEUgAA", 1_700).collect();
    let lines: Vec<_> = picture
        .as_bytes()
        .chunks(76)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    format!(
        "Authentication-Results: {SERVER}; dmarc=pass\r\nReceived: from a by {SERVER}; Thu, 11 Jun 2026 09:00:01 +0000\r\n\
         From: Somebody <{from}>\r\nTo: wardroom@council.example\r\nMessage-ID: <{n}@x.example>\r\n\
         Subject: Damp in flat {n}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear officers,\r\n\r\nthere is damp in flat {n} again, \
         and nobody has come. When will it be treated?\r\n\r\nSent from my phone\r\n\r\n\
         On Thu, 11 Jun 2026 at 10:00, Somebody wrote:\r\n> Hello\r\n\
         --b\r\nContent-Type: image/png; name=\"photo.png\"\r\nContent-Disposition: attachment\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
        lines.join("\r\n")
    )
    .into_bytes()
}

/// Measures, as the medians of runs of so many messages each.
pub async fn rates(runs: usize, count: usize) -> anyhow::Result<Rates> {
    let folder = Folder::new()?;
    let operations = product::council(&folder.join("council"), product::SMALL).await?;
    let member = demo::personas().into_iter().find(|one| one.key == "member");
    let member = member.context("a member")?.person;
    let council = operations.council().await?;
    let details = Details {
        email: Some("member@members.example".to_owned()),
        ..council
            .directory
            .details(&member)
            .cloned()
            .context("known")?
    };
    let person = member.clone();
    let change = DirectoryCommand::ChangePerson { person, details };
    operations
        .keep_directory(Keeper::Operator, vec![change], None)
        .await?;
    let letterbox = Letterbox {
        ours: "wardroom@council.example".parse().ok(),
        server: Some(SERVER.to_owned()),
    };
    let most = SizeMax {
        bytes: 10_000_000,
        files: 9,
    };
    let (mut read, mut raised, mut held) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..runs {
        let of =
            |from: &str| -> Vec<_> { (0..count).map(|n| message(run * count + n, from)).collect() };
        let (members, strangers) = (of("member@members.example"), of("stranger@x.example"));
        let (_, took) = timed(|| {
            for raw in &members {
                let _ = black_box(messages::read(black_box(raw), Some(SERVER), most));
            }
        });
        read.push(count as f64 / took.as_secs_f64());
        for (all, rates) in [(&members, &mut raised), (&strangers, &mut held)] {
            let began = now();
            for raw in all {
                let taken = operations.take_in(&letterbox, raw).await?;
                anyhow::ensure!(taken != TakenIn::Again, "a message was measured twice");
            }
            rates.push(count as f64 / began.elapsed().as_secs_f64());
            // No more than so many of one sender are taken in an hour: the clock goes on.
            let later = operations.now() + jiff::SignedDuration::from_hours(2);
            operations.clock().set(later);
        }
    }
    Ok(Rates {
        read: median(read),
        raised: median(raised),
        held: median(held),
    })
}
