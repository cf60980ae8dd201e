//! Walks a trail and stops at the first entry that does not fit.

use super::anchor::{Anchor, PublicKey};
use super::{Body, Entry, GENESIS};
use crate::clock::to_millis;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Its number is skipped.
    #[error("it is missing")]
    Missing,
    /// It stands after a later one.
    #[error("it is out of order: it stands after entry {after}")]
    Reordered {
        /// The one before it.
        after: i64,
    },
    /// Its number comes twice.
    #[error("it stands there twice")]
    Repeated,
    /// It names another predecessor than the one it stands after.
    #[error("it does not follow from the entry before it")]
    Detached,
    /// Its hash is not that of what it says.
    #[error("it was altered")]
    Altered,
    /// It belongs to another organisation.
    #[error("it belongs to the trail of another organisation")]
    Foreign,
    /// What it says is not what was said.
    #[error("its body was altered")]
    BodyAltered,
    /// What it says is gone, and nobody was erased.
    #[error("its body is missing, and no erasure of a person names it")]
    BodyMissing,
    /// The head of the trail names another entry as the last.
    #[error("the trail ends elsewhere than it should: entries after it were removed, or added")]
    OtherEnd,
    /// An anchor names another hash.
    #[error("an anchor was signed for another entry of this number: what stands here was written later")]
    AnchorDiffers,
    /// An anchor's signature is not of the key, or not of this anchor.
    #[error("the signature of its anchor is not valid")]
    AnchorForged,
    /// An anchor was signed with a key that is not among those to be trusted.
    #[error("its anchor was signed with another key than those to be trusted")]
    AnchorUnknown,
    /// The line is none that this program writes.
    #[error("its line cannot be read as this program writes it")]
    Unreadable,
    /// The file ends before its last line.
    #[error("the file was cut off before it")]
    CutOff,
    /// All fits, but the file is not the one that was written.
    #[error("every entry before it fits, but the file was changed elsewhere")]
    FileAltered,
}

/// The first entry that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the trail is broken at entry {seq}: {why}")]
pub struct Fault {
    /// Its number.
    pub seq: i64,
    /// What does not fit.
    pub why: Why,
}

/// A trail that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// How many entries it has.
    pub entries: i64,
    /// How many of their bodies were erased with a person.
    pub erased: i64,
    /// How many anchors were checked.
    pub anchors: i64,
    /// The last entry that an anchor stands for.
    pub anchored: i64,
}

/// A trail as far as it was walked.
#[derive(Clone, Debug)]
pub struct Chain {
    org: Uuid,
    seq: i64,
    head: Vec<u8>,
    /// Entries without a body that no erasure has named yet.
    bare: BTreeSet<i64>,
    erased: i64,
    anchors: i64,
    anchored: i64,
}

impl Chain {
    /// From the first entry on.
    #[must_use]
    pub fn new(org: Uuid) -> Self {
        Self::after(org, 0, &GENESIS)
    }

    /// From the entry after this one on, which was checked before.
    #[must_use]
    pub fn after(org: Uuid, seq: i64, head: &[u8]) -> Self {
        let (bare, head) = (BTreeSet::new(), head.to_vec());
        Self { org, seq, head, bare, erased: 0, anchors: 0, anchored: 0 }
    }

    /// The number and the hash of the entry that was last walked over.
    #[must_use]
    pub fn head(&self) -> (i64, &[u8]) {
        (self.seq, &self.head)
    }

    /// Takes the next entry; no body, where it was erased.
    ///
    /// # Errors
    /// When it is not the next one, or says something else than was written.
    pub fn push(&mut self, entry: &Entry, body: Option<&Body>) -> Result<(), Fault> {
        let next = self.seq + 1;
        if entry.seq > next {
            return Err(Fault { seq: next, why: Why::Missing });
        }
        let fault = |why| Err(Fault { seq: entry.seq, why });
        if entry.seq < next {
            return fault(Why::Repeated);
        }
        if entry.org != self.org {
            return fault(Why::Foreign);
        }
        if entry.previous != self.head {
            return fault(Why::Detached);
        }
        // The hash counts milliseconds: anything finer was never written.
        if to_millis(entry.at) != entry.at || entry.hash != entry.own_hash() {
            return fault(Why::Altered);
        }
        match body {
            Some(body) if body.hash() != entry.body_hash => return fault(Why::BodyAltered),
            Some(body) => {
                for named in body.erased() {
                    self.erased += i64::from(self.bare.remove(&named));
                }
            }
            None => drop(self.bare.insert(entry.seq)),
        }
        self.seq = entry.seq;
        self.head.clone_from(&entry.hash);
        Ok(())
    }

    /// Takes an anchor for the entry that was last walked over.
    ///
    /// # Errors
    /// When it stands for something else, or none of the keys signed it.
    pub fn hold(&mut self, anchor: &Anchor, keys: &[PublicKey]) -> Result<(), Fault> {
        let fault = |why| Err(Fault { seq: anchor.seq, why });
        if anchor.org != self.org {
            return fault(Why::Foreign);
        }
        let Some(key) = keys.iter().find(|key| key.id() == anchor.key) else {
            return fault(Why::AnchorUnknown);
        };
        if to_millis(anchor.at) != anchor.at || !key.signed(anchor) {
            return fault(Why::AnchorForged);
        }
        if anchor.seq != self.seq || anchor.hash != self.head {
            return fault(Why::AnchorDiffers);
        }
        self.anchors += 1;
        self.anchored = anchor.seq;
        Ok(())
    }

    /// Whether every body that is gone was erased with a person, as far as it was walked.
    ///
    /// # Errors
    /// When one is not.
    pub fn is_whole(&self) -> Result<(), Fault> {
        self.bare.first().map_or(Ok(()), |bare| Err(Fault { seq: *bare, why: Why::BodyMissing }))
    }

    /// Ends where the head says that the trail ends.
    ///
    /// # Errors
    /// When that is elsewhere, or a body is gone that nobody erased.
    pub fn end(self, seq: i64, head: &[u8]) -> Result<Report, Fault> {
        self.is_whole()?;
        if (self.seq, self.head.as_slice()) != (seq, head) {
            return Err(Fault { seq: self.seq + 1, why: Why::OtherEnd });
        }
        let Self { erased, anchors, anchored, .. } = self;
        Ok(Report { entries: seq, erased, anchors, anchored })
    }
}
