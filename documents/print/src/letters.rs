//! The fonts: which letters they have, how wide a text is in them, and where a text that is too wide may break.

use documents::plan::Unprintable;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariant};
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Source Sans 3 (SIL Open Font License 1.1, `fonts/OFL.txt`), unchanged.
const INSIDE: [&[u8]; 2] =
    [include_bytes!("../fonts/SourceSans3-Regular.ttf"), include_bytes!("../fonts/SourceSans3-SemiBold.ttf")];

/// What stands for a letter that no font has.
const MISSING: char = '□';
/// Where a word may break that does not fit into a line.
const BREAK: char = '\u{200B}';
/// A letter that is in no font is as wide as most of an em.
const WIDE: f64 = 0.7;

/// How heavy.
#[derive(Clone, Copy)]
pub(crate) enum Weight {
    Regular = 0,
    SemiBold = 1,
}

pub(crate) struct Letters {
    fonts: Vec<Font>,
    /// Those inside, by their weight, to reckon with.
    rulers: Vec<FontInstance>,
}

impl Letters {
    pub(crate) fn new(more: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, Unprintable> {
        let mut fonts: Vec<Font> = Vec::new();
        let inside = INSIDE.into_iter().map(Bytes::new);
        for bytes in inside.chain(more.into_iter().map(Bytes::new)) {
            let before = fonts.len();
            fonts.extend(Font::iter(bytes));
            if fonts.len() == before {
                return Err(Unprintable::Engine("a font cannot be read".to_owned()));
            }
        }
        let ruler =
            |font: &Font| font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &<_>::default());
        let rulers = fonts.iter().take(INSIDE.len()).map(ruler).collect();
        Ok(Self { fonts, rulers })
    }

    pub(crate) fn fonts(&self) -> &[Font] {
        &self.fonts
    }

    /// The text in letters that can be printed: one by one composed, none that steers the direction of others or is
    /// not to be seen, lines only where there were lines.
    pub(crate) fn readable(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n");
        text.trim().nfc().filter_map(|letter| self.printed(letter)).collect()
    }

    /// The same on one line.
    pub(crate) fn line(&self, text: &str) -> String {
        self.readable(text).replace('\n', " ")
    }

    fn printed(&self, letter: char) -> Option<char> {
        match letter {
            '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
            _ if letter.is_whitespace() && letter != '\u{A0}' && letter != '\u{202F}' => Some(' '),
            _ if letter.is_control() || is_unseen(letter) => None,
            _ if self.has(letter) => Some(letter),
            _ if is_combining_mark(letter) => None,
            _ => Some(MISSING),
        }
    }

    fn has(&self, letter: char) -> bool {
        !is_private(letter) && self.fonts.iter().any(|font| font.info().coverage.contains(letter.into()))
    }

    /// How wide it is in points. Pairs that move together are not reckoned with, so it is rather too much.
    pub(crate) fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        text.chars().map(|letter| self.advance(letter, weight)).sum::<f64>() * size
    }

    fn advance(&self, letter: char, weight: Weight) -> f64 {
        let Some(font) = self.rulers.get(weight as usize).filter(|_| letter != BREAK) else { return 0.0 };
        let glyph = font.ttf().glyph_index(letter).and_then(|glyph| font.x_advance(glyph.0));
        glyph.map_or(WIDE, |em| em.get())
    }

    /// With places to break in words that are wider than a line; the others break between them.
    pub(crate) fn breakable(&self, text: &str, room: f64, size: f64, weight: Weight) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive([' ', '\n', '-']) {
            if self.width(piece.trim_end(), size, weight) <= room {
                out.push_str(piece);
                continue;
            }
            // As few places as will do: the engine tries each, and thousands of them take seconds.
            let mut filled = 0.0;
            for letter in piece.chars() {
                let advance = self.advance(letter, weight) * size;
                if filled > 0.0 && filled + advance > room && !is_combining_mark(letter) {
                    out.push(BREAK);
                    filled = 0.0;
                }
                filled += advance;
                out.push(letter);
            }
        }
        out
    }

    /// As much of one line as there is room for.
    pub(crate) fn cut(&self, text: &str, room: f64, size: f64, weight: Weight) -> String {
        if self.width(text, size, weight) <= room {
            return text.to_owned();
        }
        let mut left = room / size - self.advance('…', weight);
        let fits = |letter: &char| {
            left -= self.advance(*letter, weight);
            left >= 0.0
        };
        let kept: String = text.chars().take_while(fits).collect();
        format!("{}…", kept.trim_end())
    }

    /// Roughly how many lines it takes.
    pub(crate) fn lines(&self, text: &str, room: f64, size: f64) -> usize {
        let of = |line: &str| (self.width(line, size, Weight::Regular) * 1.1 / room).ceil().max(1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small number from one up"
        )]
        text.split('\n').map(|line| of(line) as usize).sum()
    }

    /// As lines of their own, at most so many, the last one cut.
    pub(crate) fn wrapped(
        &self,
        text: &str,
        room: f64,
        size: f64,
        weight: Weight,
        most: usize,
    ) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let is_last = lines.len() == most;
            let longer = lines.last().map(|last| format!("{last} {word}"));
            match longer.filter(|line| is_last || self.width(line, size, weight) <= room) {
                Some(line) => {
                    lines.pop();
                    lines.push(line);
                }
                None => lines.push(word.to_owned()),
            }
        }
        lines.iter().map(|line| self.cut(line, room, size, weight)).collect()
    }
}

/// Characters without a shape: they join, vary, mark or turn others around.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Characters that mean nothing to others.
fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_shape_goes_and_what_no_font_has_gets_a_sign() {
        let letters = Letters::new([]).unwrap();
        assert_eq!(
            letters.readable(" e\u{301}\u{202E}\u{FEFF}\u{0}\tx\r\ny 你\u{1F4C5}\u{FE0F} "),
            "é x\ny □□"
        );
        assert_eq!(letters.line("a\nb"), "a b");
    }

    #[test]
    fn only_a_word_that_is_too_wide_gets_places_to_break() {
        let letters = Letters::new([]).unwrap();
        let words = "short words stay, aVeryLongOneDoesNot";
        let broken = letters.breakable(words, 50.0, 10.0, Weight::Regular);
        assert_eq!(broken.replace(BREAK, ""), words);
        assert!(broken.starts_with("short words stay, aVery") && broken.contains(BREAK), "{broken}");
        for part in broken.split([' ', BREAK]) {
            assert!(letters.width(part, 10.0, Weight::Regular) <= 50.0, "{part}");
        }
    }

    #[test]
    fn a_line_is_cut_where_it_has_no_more_room() {
        let letters = Letters::new([]).unwrap();
        let cut = letters.cut("Surveillance at the latest", 60.0, 10.0, Weight::Regular);
        assert!(cut.starts_with("Surveill") && cut.ends_with('…'), "{cut}");
        assert!(letters.width(&cut, 10.0, Weight::Regular) <= 60.0);
        let lines = letters.wrapped("one two three four five", 45.0, 10.0, Weight::Regular, 2);
        assert_eq!(lines.len(), 2, "{lines:?}");
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert!(Letters::new([b"no font".to_vec()]).is_err());
    }
}
