//! An anchor says, signed, how far a trail had come. Whoever rewrote the whole chain with hashes that fit would need
//! the key as well. Ed25519; the key is the organisation's own.

use super::{GENESIS, digest, encoded, hex};
use crate::clock::Instant;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// What a signature is about, so that one made for something else is none here.
const PURPOSE: &[u8] = b"aims trail anchor 1";

/// How far a trail had come at some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Whose trail.
    pub org: Uuid,
    /// The number of its last entry then.
    pub seq: i64,
    /// The hash of that entry.
    #[serde(with = "hex")]
    pub hash: Vec<u8>,
    /// When it was signed, to the millisecond.
    pub at: Instant,
    /// The id of the key.
    pub key: String,
    /// The signature.
    #[serde(with = "hex")]
    pub signature: Vec<u8>,
}

/// What anchors are checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    /// A key of 32 bytes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (bytes.len() == GENESIS.len()).then_some(Self(bytes))
    }

    /// The same in hexadecimal.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::new(hex::read(text.trim())?)
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its id, which is derived from it: nobody has to invent one, and none is given twice.
    #[must_use]
    pub fn id(&self) -> String {
        hex::write(&digest(&[b"aims trail key", &self.0])[..8])
    }

    /// Whether the anchor was signed with this key, and nothing of it was changed since.
    #[must_use]
    pub fn signed(&self, anchor: &Anchor) -> bool {
        let key = UnparsedPublicKey::new(&ED25519, &self.0);
        anchor.key == self.id() && key.verify(&anchor.message(), &anchor.signature).is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::write(&self.0))
    }
}

/// What anchors are signed with.
pub struct SigningKey(Ed25519KeyPair);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public().id())
    }
}

impl SigningKey {
    /// The key of 32 random bytes.
    #[must_use]
    pub fn of_seed(seed: &[u8]) -> Option<Self> {
        Ed25519KeyPair::from_seed_unchecked(seed).ok().map(Self)
    }

    /// What checks its signatures.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.public_key().as_ref().to_vec())
    }

    /// Signs that the trail of `org` ended at `at` with entry `seq` and its hash.
    #[must_use]
    pub fn anchor(&self, org: Uuid, seq: i64, hash: &[u8], at: Instant) -> Anchor {
        let key = self.public().id();
        let mut anchor = Anchor { org, seq, hash: hash.to_vec(), at, key, signature: Vec::new() };
        anchor.signature = self.0.sign(&anchor.message()).as_ref().to_vec();
        anchor
    }
}

impl Anchor {
    fn message(&self) -> Vec<u8> {
        encoded(&[
            PURPOSE,
            self.org.as_bytes(),
            &self.seq.to_be_bytes(),
            &self.hash,
            &self.at.timestamp_millis().to_be_bytes(),
            self.key.as_bytes(),
        ])
    }
}
