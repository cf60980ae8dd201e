//! What is true of everything that parses bytes from outside, whatever the bytes are. The fuzzer looks for bytes of which
//! it is not; the suite replays those of `corpus/` (`tests/foreign_bytes.rs`).
//!
//! A check panics where something is not as it has to be. It takes bytes and nothing else, so one file is one case.

#![expect(clippy::expect_used, reason = "a check stops where something is not so")]

mod address;
mod adf;
mod bounce;
mod cursor;
mod hook;
mod imports;
mod letter;
mod picture;
mod rich_text;
mod text;
mod token;
mod trail_file;

/// What a target does with bytes that came from anywhere.
type Check = fn(&[u8]);

/// Each way in, by the name of its corpus.
const CHECKS: [(&str, Check); 11] = [
    ("address", address::check),
    ("adf", adf::check),
    ("bounce", bounce::check),
    ("cursor", cursor::check),
    ("hook", hook::check),
    ("imports", imports::check),
    ("picture", picture::check),
    ("rich_text", rich_text::check),
    ("text", text::check),
    ("token", token::check),
    ("trail_file", trail_file::check),
];

/// The names of all checks.
pub fn names() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|(name, _)| *name)
}

/// Runs one check.
///
/// # Panics
/// Where something is not as it has to be, or there is no check of that name.
pub fn check(name: &str, bytes: &[u8]) {
    let (_, check) = CHECKS.iter().find(|(one, _)| *one == name).expect("a check of that name");
    check(bytes);
}

/// The first line, and what comes after it.
fn first_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[]),
    }
}

/// Bytes as text, whatever they are.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Letters and digits only: what has to survive each change of form.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
