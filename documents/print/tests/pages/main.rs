//! Documents, printed and read back by another library than the one that wrote them.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod bounds;
mod certificate;
mod hostile;
mod long;
mod reader;
mod sample;

use std::sync::LazyLock;

use documents::plan::Printer as _;
use print::Press;
use reader::Read;

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new().unwrap());

#[test]
fn a_plan_says_what_it_was_given() {
    let read = Read::new(&PRESS.cycle_plan(&sample::suspended()).unwrap());
    for words in [
        "Fjordlys Analyse AS",
        "Cycle plan",
        "CRT-1",
        "Version 12",
        "As of 28 November 2026",
        "The certificate has been suspended since 3 November 2026",
        "NC-42001-2025-0187",
        "At the latest 12 months after the decision",
        "ISO/IEC 17021-1, 9.1.3.3",
        "Hard limit",
        "39 days overdue",
        "Jonas Lie-Berg",
        "Complaint CMP-3 was answered without looking for its cause",
        "Decision at the latest",
        "Certificate valid",
        "Page 1 of 3",
        "Page 3 of 3",
    ] {
        assert!(read.says(words), "{words} in\n{}", read.text());
    }
}

#[test]
fn the_file_says_what_it_is() {
    let read = Read::new(&PRESS.cycle_plan(&sample::plan()).unwrap());
    assert_eq!(read.about("Title"), "Cycle plan");
    assert_eq!(read.about("Author"), "Fjordlys Analyse AS");
    assert_eq!(read.about("CreationDate"), "D:20261128093000+01'00");
    assert_eq!(read.language(), "en-GB");
    assert!(read.is_tagged());
    for claim in ["<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>"] {
        assert!(read.metadata().contains(claim), "{claim} in {}", read.metadata());
    }
    let bookmarks = ["Three years at a glance", "Dates", "Visits", "How to read this plan"];
    for heading in bookmarks {
        assert!(read.bookmarks().contains(&heading.to_owned()), "{heading} in {:?}", read.bookmarks());
    }
}

#[test]
fn the_same_values_make_the_same_bytes() {
    let first = PRESS.cycle_plan(&sample::plan()).unwrap();
    let other = PRESS.cycle_plan(&sample::suspended()).unwrap();
    assert_ne!(first, other);
    assert_eq!(first, PRESS.cycle_plan(&sample::plan()).unwrap());
    assert_eq!(first, Press::new().unwrap().cycle_plan(&sample::plan()).unwrap());
}
