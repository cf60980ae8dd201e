//! Chance that falls the same way in each run.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::{Mutex, PoisonError};
use store::Randomness;

/// What the story's ids are drawn from.
#[derive(Debug)]
pub(super) struct Seeded(Mutex<StdRng>);

impl Seeded {
    pub(super) fn new() -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(42_001)))
    }
}

impl Randomness for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// A number below `below` that depends on the words alone.
pub(super) fn number(words: &str, below: i64) -> i64 {
    // FNV-1a: small, and the same on every machine.
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    i64::try_from(hash % u64::try_from(below.max(1)).unwrap_or(1)).unwrap_or_default()
}
