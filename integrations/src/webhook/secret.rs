//! The secret that a receiver checks signatures with.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice};
use sha2::Sha256;

/// How a secret begins in text.
const PREFIX: &str = "whsec_";

/// A secret of 24 to 64 bytes, unique to one receiver.
#[derive(Clone, Debug)]
pub struct Secret(SecretSlice<u8>);

impl Secret {
    /// A secret from random bytes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (24..=64).contains(&bytes.len()).then(|| Self(bytes.into()))
    }

    /// Reads the form that a receiver is given.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::new(STANDARD.decode(text.strip_prefix(PREFIX)?).ok()?)
    }

    /// The form that a receiver is given, once.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(self.0.expose_secret()))
    }

    fn signature(&self, signed: &str) -> String {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret()).expect("any length is a key");
        mac.update(signed.as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

/// The signatures of a message, one for each secret: two while a receiver changes from one to the other.
#[must_use]
pub fn sign(secrets: &[Secret], id: &str, timestamp: &str, body: &str) -> String {
    let signed = format!("{id}.{timestamp}.{body}");
    secrets.iter().map(|secret| secret.signature(&signed)).collect::<Vec<_>>().join(" ")
}
