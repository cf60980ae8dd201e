//! What a word was when this migration was written. `domain::find` says what it is today; a migration does not follow it.

use unicode_normalization::UnicodeNormalization;

const LONGEST: usize = 64;

/// The words of a text without case and accents, one space between two.
pub(super) fn words(text: &str) -> String {
    let mut all: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        let before = word.len();
        fold(c, &mut word);
        if word.len() == before && before > 0 && !is_accent(c) {
            all.push(std::mem::take(&mut word));
        }
    }
    all.push(word);
    all.retain(|word| !word.is_empty());
    let short = |word: String| word.chars().take(LONGEST).collect::<String>();
    all.into_iter().map(short).collect::<Vec<_>>().join(" ")
}

/// The words of a reference, and the whole of it as one.
pub(super) fn reference(reference: &str) -> String {
    let parts = words(reference);
    if parts.is_empty() { parts } else { format!("{parts} {}", parts.replace(' ', "")) }
}

fn fold(c: char, folded: &mut String) {
    let plain = std::iter::once(c).nfkd().filter(|part| !is_accent(*part) && part.is_alphanumeric());
    for lower in plain.flat_map(char::to_lowercase) {
        match lower {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            other if !is_accent(other) => folded.push(other),
            _ => {}
        }
    }
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}
