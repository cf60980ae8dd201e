//! Finding by words. What a word is, is said here once, for what is searched and for what is asked: no database decides
//! it, so both find alike.

use crate::text::TextRefused;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The longest question, in characters.
pub const LONGEST: usize = 200;
/// How many words of a question count.
const WORDS: usize = 16;
/// A longer word is known by its beginning.
const WORD: usize = 64;
/// About how much of a text is shown around a match, before and after it.
const BEFORE: usize = 40;
const AFTER: usize = 120;

/// A word in its folded form, and where it stands in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    folded: String,
    at: Range<usize>,
}

/// A piece of a text; those that were asked for are marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what was asked for.
    pub marked: bool,
}

/// What somebody asks for: every word must occur, the last one perhaps unfinished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    words: Vec<String>,
}

impl Question {
    /// Reads what was typed; `None` where there is no word in it.
    ///
    /// # Errors
    /// When it is longer than [`LONGEST`].
    pub fn parse(text: &str) -> Result<Option<Self>, TextRefused> {
        if text.chars().count() > LONGEST {
            return Err(TextRefused::TooLong(LONGEST));
        }
        let words: Vec<String> = words(text).into_iter().take(WORDS).map(|word| word.folded).collect();
        Ok((!words.is_empty()).then_some(Self { words }))
    }

    /// The words that are finished.
    #[must_use]
    pub fn finished(&self) -> &[String] {
        self.words.split_last().map_or(&[], |(_, finished)| finished)
    }

    /// The last word, of which perhaps only the beginning was typed.
    #[must_use]
    pub fn unfinished(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// Every word behind the other, as [`folded_words`] writes a text.
    #[must_use]
    pub fn phrase(&self) -> String {
        self.words.join(" ")
    }

    /// The question as one word, in the form of [`reference_words`]: `A.6.2.4` and `a624` are the same.
    #[must_use]
    pub fn as_reference(&self) -> String {
        self.words.concat()
    }

    fn asks_for(&self, word: &str) -> bool {
        word.starts_with(self.unfinished()) || self.finished().iter().any(|one| one == word)
    }

    /// The whole of a text, with what was asked for marked.
    #[must_use]
    pub fn mark(&self, text: &str) -> Vec<Piece> {
        self.pieces(text, &words(text), 0..text.len())
    }

    /// The part of a text around the first match; nothing where there is none.
    #[must_use]
    pub fn passage(&self, text: &str) -> Vec<Piece> {
        let all = words(text);
        let Some(first) = all.iter().position(|word| self.asks_for(&word.folded)) else { return Vec::new() };
        let at = all[first].at.clone();
        let from = all[..first].iter().find(|word| at.start - word.at.start <= BEFORE);
        let until = all[first..].iter().take_while(|word| word.at.end <= at.start + AFTER).last();
        let from = from.map_or(at.start, |word| word.at.start);
        let until = until.map_or(at.end, |word| word.at.end);
        let (cut_before, cut_after) =
            (from > all[0].at.start, all.last().is_some_and(|last| until < last.at.end));
        let from = if cut_before { from } else { 0 };
        let until = if cut_after { until } else { text.len() };
        let mut pieces = self.pieces(text, &all, from..until);
        // Writing without spaces is one word, however long it is.
        for piece in &mut pieces {
            piece.text = piece.text.chars().take(2 * AFTER).collect();
        }
        let cut = || Piece { text: "…".to_owned(), marked: false };
        if cut_before {
            pieces.insert(0, cut());
        }
        if cut_after {
            pieces.push(cut());
        }
        pieces
    }

    fn pieces(&self, text: &str, all: &[Word], range: Range<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut push = |range: Range<usize>, marked| {
            if let Some(part) = text.get(range).filter(|part| !part.is_empty()) {
                pieces.push(Piece { text: part.chars().map(one_line).collect(), marked });
            }
        };
        let mut from = range.start;
        let within = |word: &&Word| word.at.start >= range.start && word.at.end <= range.end;
        for word in all.iter().filter(within).filter(|word| self.asks_for(&word.folded)) {
            push(from..word.at.start, false);
            push(word.at.clone(), true);
            from = word.at.end;
        }
        push(from..range.end, false);
        pieces
    }
}

fn one_line(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// The words of a text in the form that is searched: without case and accents, one space between two.
#[must_use]
pub fn folded_words(text: &str) -> String {
    words(text).into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ")
}

/// The words of a reference, and the whole of it as one: `tsk 12 tsk12`.
#[must_use]
pub fn reference_words(reference: &str) -> String {
    let parts: Vec<String> = words(reference).into_iter().map(|word| word.folded).collect();
    if parts.is_empty() { String::new() } else { format!("{} {}", parts.join(" "), parts.concat()) }
}

fn words(text: &str) -> Vec<Word> {
    let mut all = Vec::new();
    let mut word = Word { folded: String::new(), at: 0..0 };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let before = word.folded.len();
        fold(c, &mut word.folded);
        if word.folded.len() > before {
            word.at = if before == 0 { at..end } else { word.at.start..end };
        } else if is_accent(c) && before > 0 {
            word.at.end = end;
        } else if before > 0 {
            all.push(std::mem::replace(&mut word, Word { folded: String::new(), at: 0..0 }));
        }
    }
    if !word.folded.is_empty() {
        all.push(word);
    }
    for word in &mut all {
        if let Some((cut, _)) = word.folded.char_indices().nth(WORD) {
            word.folded.truncate(cut);
        }
    }
    all
}

/// Adds a character's letters and digits, decomposed, without accents, in lower case. Others add nothing.
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
            // As the letter is written at the end of a word.
            'ς' => folded.push('σ'),
            other if !is_accent(other) => folded.push(other),
            _ => {}
        }
    }
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
