//! A certificate: on one page, readable aloud, whatever somebody is called.

use documents::certificate::Certificate;
use documents::paper::Fact;
use documents::plan::{Printer as _, Unprintable};

use super::hostile::{LETTERS, MARKUP};
use super::reader::Read;
use super::{PRESS, sample};

fn certificate() -> Certificate {
    let fact = |name: &str, value: &str| Fact { name: name.to_owned(), value: value.to_owned() };
    let mut paper = sample::plan().paper;
    "Certificate of training".clone_into(&mut paper.title);
    paper.subject = String::new();
    Certificate {
        paper,
        person: "Ingrid Åsland-Ødegård".to_owned(),
        said: "did this training and confirmed what it asks:".to_owned(),
        matter: "AI awareness and policy for everyone".to_owned(),
        facts: vec![fact("Confirmed on", "28 November 2026"), fact("Counts until", "28 December 2027")],
        notes: vec![
            "Whether it was given can be looked up at https://aims.example/verify/5f0c2b7e9d41".to_owned(),
        ],
    }
}

#[test]
fn it_says_what_it_was_given_on_one_page() {
    let read = Read::new(&PRESS.certificate(&certificate()).unwrap());
    for words in [
        "Certificate of training",
        "Ingrid Åsland-Ødegård",
        "AI awareness",
        "28 December 2027",
        "/verify/5f0c",
    ] {
        assert!(read.says(words), "{words} in\n{}", read.text());
    }
    assert_eq!((read.pages().len(), read.is_tagged()), (1, true));
    assert_eq!(PRESS.certificate(&certificate()).unwrap(), PRESS.certificate(&certificate()).unwrap());
}

#[test]
fn whatever_somebody_is_called_is_printed_and_never_obeyed() {
    for text in [MARKUP, LETTERS, "", &"x".repeat(300)] {
        let mut one = certificate();
        for place in [&mut one.person, &mut one.said, &mut one.matter] {
            text.clone_into(place);
        }
        PRESS.certificate(&one).unwrap();
    }
    let long = Certificate { matter: "x".repeat(5_000), ..certificate() };
    assert!(matches!(PRESS.certificate(&long), Err(Unprintable::TooMuch { .. })));
}
