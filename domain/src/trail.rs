//! The trail of an organisation: what happened, in order, each entry bound to the one before.
//!
//! An entry's hash covers its predecessor's and `sha256(salt ‖ body)`. Body and salt lie apart, so that erasing what
//! a person wrote leaves a chain that still holds. [`chain`] walks it, [`anchor`] signs how far it had come, [`file`] is
//! the form in which it is taken away. What is checked in the database and what is checked in a file is the same code.

pub mod anchor;
pub mod chain;
pub mod file;
mod hex;

use crate::clock::Instant;
use crate::event::Event;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The hash before the first entry.
pub const GENESIS: [u8; 32] = [0; 32];

/// A link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number; the first is 1, and none is left out.
    pub seq: i64,
    /// Whose trail it belongs to.
    pub org: Uuid,
    /// Its id.
    pub id: Uuid,
    /// When, to the millisecond.
    pub at: Instant,
    /// What acted, such as `person` or `system`.
    pub actor_kind: String,
    /// Which person, where one did.
    pub actor: Option<Uuid>,
    /// What happened, such as `task_completed`.
    pub kind: String,
    /// The form of its body.
    pub schema: i32,
    /// About which subject, where it is about one.
    pub subject: Option<Uuid>,
    /// `sha256(salt ‖ body)`.
    #[serde(with = "hex")]
    pub body_hash: Vec<u8>,
    /// The hash of the entry before.
    #[serde(with = "hex")]
    pub previous: Vec<u8>,
    /// Its own.
    #[serde(with = "hex")]
    pub hash: Vec<u8>,
}

/// What an entry says beyond its head, apart from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Random, so that nobody guesses an erased text by its hash.
    pub salt: Vec<u8>,
    /// The event, in JSON, exactly as it was hashed.
    pub text: String,
}

impl Body {
    /// What an entry keeps of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        Sha256::new().chain_update(&self.salt).chain_update(&self.text).finalize().to_vec()
    }

    /// The entries whose texts were taken out, where that is what it says.
    fn erased(&self) -> Vec<i64> {
        match serde_json::from_str(&self.text) {
            Ok(Event::PersonErased { entries, .. }) => entries,
            _ => Vec::new(),
        }
    }
}

impl Entry {
    /// What its hash has to be.
    #[must_use]
    pub fn own_hash(&self) -> Vec<u8> {
        let actor = self.actor.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
        let subject = self.subject.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
        digest(&[
            &self.previous,
            self.org.as_bytes(),
            self.id.as_bytes(),
            &self.seq.to_be_bytes(),
            &self.at.timestamp_millis().to_be_bytes(),
            self.actor_kind.as_bytes(),
            &actor,
            self.kind.as_bytes(),
            &self.schema.to_be_bytes(),
            &subject,
            &self.body_hash,
        ])
        .to_vec()
    }
}

/// Bytes as they are written down, in lower-case hexadecimal.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    hex::write(bytes)
}

/// Every field with its length before it, so that no two lists of fields share one encoding.
fn encoded(fields: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for field in fields {
        bytes.extend(u64::try_from(field.len()).unwrap_or_default().to_be_bytes());
        bytes.extend_from_slice(field);
    }
    bytes
}

fn digest(fields: &[&[u8]]) -> [u8; 32] {
    Sha256::digest(encoded(fields)).into()
}

#[cfg(test)]
#[path = "trail_tests.rs"]
mod tests;
