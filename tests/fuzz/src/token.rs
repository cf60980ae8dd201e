//! Tokens and keys that are pasted into a header or a command line.

use domain::token::{ALPHABET, Kind, RANDOM_LETTERS, read, write};
use domain::trail::anchor::PublicKey;
use integrations::webhook::Secret;

pub(super) fn check(bytes: &[u8]) {
    let text = super::text_of(bytes);
    if let Some(kind) = read(&text) {
        is_token(&text, kind, bytes.len());
    }
    if let Some(key) = PublicKey::parse(&text) {
        assert_eq!(key.to_string(), text.trim());
    }
    if let Some(secret) = Secret::parse(&text) {
        let again = Secret::parse(&secret.reveal()).expect("what is shown is taken");
        assert_eq!(again.reveal(), secret.reveal());
    }
    made_of(bytes);
}

/// Any 43 letters and digits make a token, and it is read as what it was made for.
fn made_of(bytes: &[u8]) {
    let letter = |byte: &u8| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]);
    let random: String =
        bytes.iter().map(letter).chain(std::iter::repeat('0')).take(RANDOM_LETTERS).collect();
    for kind in Kind::ALL {
        let token = write(*kind, &random);
        assert_eq!(read(&token), Some(*kind));
        is_token(&token, *kind, bytes.iter().map(|byte| usize::from(*byte)).sum());
    }
}

/// It can be written in one way only, and a slip shows wherever it is.
fn is_token(token: &str, kind: Kind, at: usize) {
    let random = &token[token.len() - RANDOM_LETTERS - 6..token.len() - 6];
    assert_eq!(write(kind, random), token);
    let at = at % token.len();
    let other = if token.as_bytes()[at] == b'x' { 'y' } else { 'x' };
    let slipped: String =
        token.chars().enumerate().map(|(here, c)| if here == at { other } else { c }).collect();
    assert_eq!(read(&slipped), None, "a wrong letter at {at} is not noticed");
}
