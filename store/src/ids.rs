//! Where ids, tokens and salts come from.

use chrono::{DateTime, Utc};
use rand::TryRng;
use uuid::{Builder, Uuid};

/// A source of randomness, passed in so that tests can choose theirs.
pub trait Randomness: Send + Sync + 'static {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(
            clippy::expect_used,
            reason = "without randomness no token may be made; Linux never fails here"
        )]
        rand::rngs::SysRng.try_fill_bytes(bytes).expect("the operating system gives randomness");
    }
}

/// A UUIDv7 of that moment.
pub(crate) fn id(randomness: &dyn Randomness, at: DateTime<Utc>) -> Uuid {
    let mut bytes = [0; 10];
    randomness.fill(&mut bytes);
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}
