//! The SHA-256 of a file that arrives in parts, perhaps through several processes: its state can be put away in between.

use sha2::digest::common::hazmat::{SerializableState, SerializedState};
use sha2::{Digest, Sha256};

/// The fingerprint of what has arrived so far.
#[derive(Clone, Default)]
pub struct Fingerprint(Sha256);

impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fingerprint").finish_non_exhaustive()
    }
}

impl Fingerprint {
    /// Goes on from what [`Fingerprint::state`] answered; no bytes begin anew. `None` when it is none.
    #[must_use]
    pub fn resume(state: &[u8]) -> Option<Self> {
        if state.is_empty() {
            return Some(Self::default());
        }
        let state = SerializedState::<Sha256>::try_from(state).ok()?;
        Sha256::deserialize(&state).ok().map(Self)
    }

    /// Adds bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Its state, to go on later.
    #[must_use]
    pub fn state(&self) -> Vec<u8> {
        self.0.serialize().to_vec()
    }

    /// The fingerprint of everything, in hexadecimal digits.
    #[must_use]
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_same_in_one_go_and_with_its_state_put_away_after_each_byte() {
        let bytes: Vec<u8> = (0..1_000u32).map(|n| (n % 251) as u8).collect();
        let mut whole = Fingerprint::default();
        whole.add(&bytes);
        let mut state = Vec::new();
        for byte in &bytes {
            let mut so_far = Fingerprint::resume(&state).unwrap();
            so_far.add(&[*byte]);
            state = so_far.state();
        }
        assert_eq!(Fingerprint::resume(&state).unwrap().finish(), whole.finish());
        assert!(Fingerprint::resume(b"no state").is_none());
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Fingerprint::default().finish(), empty);
    }
}
