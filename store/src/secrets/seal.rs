//! One envelope: a version byte, the nonce, and what is sealed with its tag.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::SecretSlice;

/// The length of a key in bytes.
pub(super) const KEY: usize = 32;
/// The length of a nonce in bytes.
pub(super) const NONCE: usize = 24;
const VERSION: u8 = 1;

/// Seals `plain`, bound to `place`. `None` when the key has the wrong length.
pub(super) fn seal(key: &[u8], nonce: [u8; NONCE], place: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new_from_slice(key).ok()?;
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place }).ok()?;
    Some([&[VERSION], nonce.as_slice(), &sealed].concat())
}

/// Opens an envelope. `None` when key or place is another, or when a bit of it was changed.
pub(super) fn open(key: &[u8], place: &[u8], envelope: &[u8]) -> Option<SecretSlice<u8>> {
    let (version, rest) = envelope.split_first()?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE>()?;
    if *version != VERSION {
        return None;
    }
    let cipher = XChaCha20Poly1305::new_from_slice(key).ok()?;
    let plain = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: place }).ok()?;
    Some(plain.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn an_envelope_opens_with_its_key_at_its_place_and_whole() {
        let (key, nonce) = ([7; KEY], [1; NONCE]);
        let sealed = seal(&key, nonce, b"here", b"xoxb-secret").unwrap();
        assert_eq!(open(&key, b"here", &sealed).unwrap().expose_secret(), b"xoxb-secret");
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert!(open(&key, b"there", &sealed).is_none());
        assert!(open(&[8; KEY], b"here", &sealed).is_none());
        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            assert!(open(&key, b"here", &changed).is_none(), "byte {position}");
            assert!(open(&key, b"here", &sealed[..position]).is_none());
        }
    }
}
