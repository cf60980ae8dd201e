//! Whatever is done to a trail is noticed, and where.

use super::anchor::SigningKey;
use super::chain::{Chain, Fault, Report, Why};
use super::file::{FORMAT, Head, NotATrail, Writer, check};
use super::{Body, Entry, GENESIS};
use crate::event::Event;
use crate::id::{PersonId, SubjectId};
use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use uuid::Uuid;

const ORG: Uuid = Uuid::from_u128(1);

fn key() -> SigningKey {
    SigningKey::of_seed(&[7; 32]).unwrap()
}

/// Entries 3 and 5 are what somebody wrote; entry 6 erased them, where `erased`.
fn entries(erased: bool) -> Vec<(Entry, Option<Body>)> {
    let begun = DateTime::from_timestamp_millis(1_790_000_000_123).unwrap();
    let (task, mut previous) = (SubjectId(Uuid::from_u128(9)), GENESIS.to_vec());
    let mut entries = Vec::new();
    for seq in 1..=8 {
        let event = match seq {
            3 | 5 => Event::TaskReopened { task, reason: format!("reason {seq}, said Grace") },
            6 if erased => Event::PersonErased { person: PersonId(Uuid::from_u128(4)), entries: vec![3, 5] },
            _ => Event::TaskCreated { task },
        };
        let body =
            Body { salt: vec![u8::try_from(seq).unwrap(); 16], text: serde_json::to_string(&event).unwrap() };
        let mut entry = Entry {
            seq,
            org: ORG,
            id: Uuid::from_u128(100 + u128::try_from(seq).unwrap()),
            at: begun + TimeDelta::seconds(seq),
            actor_kind: "person".into(),
            actor: Some(Uuid::from_u128(4)),
            kind: event.kind().into(),
            schema: 1,
            subject: event.subject().map(|subject| subject.0),
            body_hash: body.hash(),
            previous: previous.clone(),
            hash: Vec::new(),
        };
        entry.hash = entry.own_hash();
        previous.clone_from(&entry.hash);
        entries.push((entry, (!erased || ![3, 5].contains(&seq)).then_some(body)));
    }
    entries
}

fn lines(erased: bool) -> Vec<String> {
    let entries = entries(erased);
    let (end, at) = (entries[7].0.hash.clone(), entries[7].0.at);
    let mut writer = Writer::default();
    let keys = vec![key().public().to_string()];
    let head = Head { format: FORMAT, org: ORG, organisation: "Acme".into(), at, keys };
    let mut lines = vec![writer.head(head)];
    for (entry, body) in entries {
        let anchor = [4, 7].contains(&entry.seq).then(|| key().anchor(ORG, entry.seq, &entry.hash, at));
        lines.push(writer.entry(entry, body));
        lines.extend(anchor.map(|anchor| writer.anchor(anchor)));
    }
    lines.push(writer.end(8, &end));
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn found(lines: &[String]) -> Result<Report, Fault> {
    check(lines, &[]).unwrap().found
}

#[test]
fn a_trail_that_was_only_written_holds() {
    let report = Report { entries: 8, erased: 0, anchors: 2, anchored: 7 };
    assert_eq!(found(&lines(false)), Ok(report));
    assert_eq!(found(&lines(true)), Ok(Report { erased: 2, ..report }));
    let given = check(lines(false), &[key().public()]).unwrap();
    assert_eq!(given.found, Ok(report));
    assert_eq!(given.head.organisation, "Acme");
    insta::assert_snapshot!(lines(true).join("\n"));
}

#[test]
fn what_is_missing_or_out_of_order_is_named_by_its_number() {
    // The head, four entries, an anchor, three entries, an anchor, one entry, the end.
    let whole = lines(false);
    let mut missing = whole.clone();
    missing.remove(3);
    assert_eq!(found(&missing), Err(Fault { seq: 3, why: Why::Missing }));
    let mut swapped = whole.clone();
    swapped.swap(2, 3);
    assert_eq!(found(&swapped), Err(Fault { seq: 2, why: Why::Reordered { after: 3 } }));
    let mut moved = whole.clone();
    let second = moved.remove(2);
    moved.insert(8, second);
    assert_eq!(found(&moved), Err(Fault { seq: 2, why: Why::Reordered { after: 7 } }));
    let mut twice = whole.clone();
    twice.insert(3, whole[2].clone());
    assert_eq!(found(&twice), Err(Fault { seq: 2, why: Why::Repeated }));
    let mut cut = whole.clone();
    cut.truncate(9);
    assert_eq!(found(&cut), Err(Fault { seq: 8, why: Why::CutOff }));
    let mut without_last = whole.clone();
    without_last.remove(10);
    assert_eq!(found(&without_last), Err(Fault { seq: 8, why: Why::OtherEnd }));
    assert_eq!(check(&whole[1..], &[]).unwrap_err(), NotATrail);
}

#[test]
fn a_body_is_only_missing_where_a_person_was_erased() {
    let mut chain = Chain::new(ORG);
    for (entry, body) in entries(false) {
        chain.push(&entry, body.filter(|_| entry.seq != 5).as_ref()).unwrap();
    }
    let head = chain.head().1.to_vec();
    assert_eq!(chain.end(8, &head), Err(Fault { seq: 5, why: Why::BodyMissing }));
}

#[test]
fn an_anchor_stands_for_one_entry_one_organisation_and_one_key() {
    let whole = entries(false);
    let mut chain = Chain::new(ORG);
    for (entry, body) in &whole[..4] {
        chain.push(entry, body.as_ref()).unwrap();
    }
    let (at, hash) = (whole[0].0.at, whole[3].0.hash.clone());
    let (good, keys) = (key().anchor(ORG, 4, &hash, at), [key().public()]);
    assert_eq!(chain.hold(&good, &keys), Ok(()));
    let why = |anchor| chain.clone().hold(&anchor, &keys).unwrap_err().why;
    assert_eq!(why(key().anchor(ORG, 4, &GENESIS, at)), Why::AnchorDiffers);
    assert_eq!(why(key().anchor(Uuid::from_u128(2), 4, &hash, at)), Why::Foreign);
    let other = SigningKey::of_seed(&[8; 32]).unwrap();
    assert_eq!(why(other.anchor(ORG, 4, &hash, at)), Why::AnchorUnknown);
    let mut forged = other.anchor(ORG, 4, &hash, at);
    forged.key = good.key.clone();
    assert_eq!(why(forged), Why::AnchorForged);
    let mut later = good;
    later.at += TimeDelta::milliseconds(1);
    assert_eq!(why(later), Why::AnchorForged);
    assert_eq!(check(lines(false), &[other.public()]).unwrap().found.unwrap_err().why, Why::AnchorUnknown);
}

proptest! {
    /// No byte of a file can be another.
    #[test]
    fn one_flipped_bit_anywhere_is_noticed(erased: bool, at: prop::sample::Index, bit in 0_u8..8) {
        let mut bytes = lines(erased).join("\n").into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let read = check(bytes.split(|byte| *byte == b'\n'), &[]);
        prop_assert!(read.is_err() || read.unwrap().found.is_err());
    }

    /// Of an entry that says something else, the number is told.
    #[test]
    fn an_altered_entry_is_named(line in 1_usize..9, bit in 0_u8..8, at: prop::sample::Index) {
        let mut whole = lines(false);
        // An anchor stands after entry 4 and after entry 7.
        let index = line + usize::from(line > 4) + usize::from(line > 7);
        let mut bytes = whole[index].clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assume!(bytes[at] != b'\n');
        let all: Vec<Vec<u8>> = whole.drain(..).map(String::into_bytes).collect();
        let all = all.into_iter().enumerate().map(|(one, text)| if one == index { bytes.clone() } else { text });
        let fault = check(all, &[]).unwrap().found.unwrap_err();
        let line = i64::try_from(line).unwrap();
        // A number that was changed makes the entry another, which then is missing or comes twice.
        prop_assert!(fault.seq == line || matches!(fault.why, Why::Repeated), "{fault}");
    }
}
