//! A trail as a file: one JSON object a line, described in `docs/trail.md`.
//!
//! The first line says whose it is and names the keys, then come the entries in their order, each anchor after the
//! entry that it stands for, and a last line, without which the file was cut off. Every line is written in one way
//! only, so whatever was changed in it shows.

use super::anchor::{Anchor, PublicKey};
use super::chain::{Chain, Fault, Report, Why};
use super::{Body, Entry, hex};
use crate::clock::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The number of the form.
pub const FORMAT: i32 = 1;
/// The longest line that is read: an entry is a few kilobytes.
pub const LONGEST_LINE: usize = 1 << 20;

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line {
    Trail(Head),
    Entry(EntryLine),
    Anchor(Anchor),
    End(End),
}

/// Whose trail it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// [`FORMAT`].
    pub format: i32,
    /// The organisation.
    pub org: Uuid,
    /// Its name.
    pub organisation: String,
    /// When the file was made.
    pub at: Instant,
    /// The public keys of its anchors, in hexadecimal.
    pub keys: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct EntryLine {
    #[serde(flatten)]
    entry: Entry,
    /// In hexadecimal; null with the body, where it was erased.
    salt: Option<String>,
    body: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct End {
    entries: i64,
    #[serde(with = "hex")]
    head: Vec<u8>,
    /// Of every line before this one, with its line end.
    #[serde(with = "hex")]
    sha256: Vec<u8>,
}

/// Writes a file, line by line.
#[derive(Clone, Debug, Default)]
pub struct Writer(Sha256);

impl Writer {
    /// The first line.
    pub fn head(&mut self, head: Head) -> String {
        self.line(&Line::Trail(head))
    }

    /// An entry.
    pub fn entry(&mut self, entry: Entry, body: Option<Body>) -> String {
        let salt = body.as_ref().map(|body| hex::write(&body.salt));
        self.line(&Line::Entry(EntryLine { entry, salt, body: body.map(|body| body.text) }))
    }

    /// An anchor, right after the entry that it stands for.
    pub fn anchor(&mut self, anchor: Anchor) -> String {
        self.line(&Line::Anchor(anchor))
    }

    /// The last line.
    #[must_use]
    pub fn end(mut self, entries: i64, head: &[u8]) -> String {
        let sha256 = self.0.clone().finalize().to_vec();
        self.line(&Line::End(End { entries, head: head.to_vec(), sha256 }))
    }

    fn line(&mut self, line: &Line) -> String {
        // A line holds texts, numbers and ids only: it can always be written.
        let text = serde_json::to_string(line).unwrap_or_default() + "\n";
        self.0.update(&text);
        text
    }
}

/// What is read is no trail at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no trail that was exported as JSON lines: its first line says something else")]
pub struct NotATrail;

/// A file that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Whose trail it says it is.
    pub head: Head,
    /// What was found.
    pub found: Result<Report, Fault>,
}

/// Checks a file. The anchors are checked with the keys that are `given`, and where none are, with those that the file
/// itself names.
///
/// # Errors
/// The outer when it is no trail; a fault is in [`Read`].
pub fn check(
    lines: impl IntoIterator<Item = impl AsRef<[u8]>>,
    given: &[PublicKey],
) -> Result<Read, NotATrail> {
    let mut lines = lines.into_iter();
    let first = lines.next().ok_or(NotATrail)?;
    let (Some(Line::Trail(head)), mut sha256) = (read(first.as_ref()), Sha256::new()) else {
        return Err(NotATrail);
    };
    take(&mut sha256, first.as_ref());
    let named: Vec<PublicKey> = head.keys.iter().filter_map(|key| PublicKey::parse(key)).collect();
    if head.format != FORMAT || named.len() != head.keys.len() {
        return Err(NotATrail);
    }
    let keys = if given.is_empty() { &named } else { given };
    let chain = Chain::new(head.org);
    let found = walk(chain, &mut lines, sha256, keys);
    let found = found.map_err(|fault| displaced(fault, lines));
    Ok(Read { head, found })
}

fn walk(
    mut chain: Chain,
    lines: &mut impl Iterator<Item = impl AsRef<[u8]>>,
    mut sha256: Sha256,
    keys: &[PublicKey],
) -> Result<Report, Fault> {
    while let Some(text) = lines.next() {
        let next = chain.head().0 + 1;
        let fault = |why| Fault { seq: next, why };
        match read(text.as_ref()).ok_or(fault(Why::Unreadable))? {
            Line::Entry(EntryLine { entry, salt, body }) => {
                let body = match (salt, body) {
                    (None, None) => None,
                    (Some(salt), Some(text)) => {
                        let salt = hex::read(&salt).ok_or(fault(Why::Unreadable))?;
                        Some(Body { salt, text })
                    }
                    _ => return Err(Fault { seq: entry.seq, why: Why::BodyAltered }),
                };
                chain.push(&entry, body.as_ref())?;
            }
            Line::Anchor(anchor) => chain.hold(&anchor, keys)?,
            Line::Trail(_) => return Err(fault(Why::Unreadable)),
            Line::End(end) => {
                if lines.next().is_some() {
                    return Err(fault(Why::Unreadable));
                }
                let report = chain.end(end.entries, &end.head)?;
                let is_whole = sha256.finalize().as_slice() == end.sha256;
                return if is_whole { Ok(report) } else { Err(fault(Why::FileAltered)) };
            }
        }
        take(&mut sha256, text.as_ref());
    }
    Err(Fault { seq: chain.head().0 + 1, why: Why::CutOff })
}

/// An entry that seemed to be missing, and stands further down.
fn displaced(fault: Fault, rest: impl Iterator<Item = impl AsRef<[u8]>>) -> Fault {
    if fault.why != Why::Missing {
        return fault;
    }
    // The line at which the walk stopped holds a later entry, and is gone.
    let mut after = fault.seq + 1;
    for text in rest {
        if let Some(Line::Entry(EntryLine { entry, .. })) = read(text.as_ref()) {
            if entry.seq == fault.seq {
                return Fault { seq: fault.seq, why: Why::Reordered { after } };
            }
            after = entry.seq;
        }
    }
    fault
}

/// A line, where it is written as this program writes it and not otherwise.
fn read(text: &[u8]) -> Option<Line> {
    let line: Line = serde_json::from_slice(text).ok().filter(|_| text.len() <= LONGEST_LINE)?;
    (serde_json::to_vec(&line).ok()? == text).then_some(line)
}

fn take(sha256: &mut Sha256, line: &[u8]) {
    sha256.update(line);
    sha256.update(b"\n");
}
