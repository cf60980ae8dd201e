//! What two texts have in common, what was taken out and what came in: word by word, and for notes line by line.

use crate::access::names;
use crate::notes::Block;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use std::fmt;

/// Texts of more words than this are told as a whole: comparing them word by word takes the square of it.
const MOST_WORDS: usize = 4_000;

names! {
    /// What became of a part.
    Became {
        /// It is in both.
        Same = "same",
        /// It is only in the earlier one.
        Removed = "removed",
        /// It is only in the later one.
        Added = "added",
    }
}

/// A part of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub became: Became,
    /// What it says.
    pub text: String,
}

/// A line of two notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockDifference {
    /// What it is, such as `listItem`.
    pub kind: &'static str,
    /// What became of its words.
    pub pieces: Vec<Piece>,
}

/// The parts of two texts, in their order.
#[must_use]
pub fn words(earlier: &str, later: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |became: Became, text: &str| match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.became == became => last.text.push_str(text),
        _ => pieces.push(Piece { became, text: text.to_owned() }),
    };
    let long = |text: &str| text.split_whitespace().nth(MOST_WORDS).is_some();
    if earlier != later && (long(earlier) || long(later)) {
        add(Became::Removed, earlier);
        add(Became::Added, later);
        return pieces;
    }
    for change in TextDiff::from_words(earlier, later).iter_all_changes() {
        let became = match change.tag() {
            ChangeTag::Equal => Became::Same,
            ChangeTag::Delete => Became::Removed,
            ChangeTag::Insert => Became::Added,
        };
        add(became, change.value());
    }
    pieces
}

/// The lines of two notes, in their order. Lines that changed where they stand are told word by word.
#[must_use]
pub fn blocks(earlier: &[Block], later: &[Block]) -> Vec<BlockDifference> {
    let whole = |block: &Block, became| BlockDifference {
        kind: block.kind,
        pieces: vec![Piece { became, text: block.text.clone() }],
    };
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &keys(earlier), &keys(later)) {
        let (before, after) = (&earlier[op.old_range()], &later[op.new_range()]);
        if let DiffOp::Equal { .. } = op {
            found.extend(after.iter().map(|block| whole(block, Became::Same)));
            continue;
        }
        let both = before.len().min(after.len());
        for (old, new) in before.iter().zip(after) {
            if old.kind == new.kind {
                found.push(BlockDifference { kind: new.kind, pieces: words(&old.text, &new.text) });
            } else {
                found.extend([whole(old, Became::Removed), whole(new, Became::Added)]);
            }
        }
        found.extend(before[both..].iter().map(|block| whole(block, Became::Removed)));
        found.extend(after[both..].iter().map(|block| whole(block, Became::Added)));
    }
    found
}

fn keys(blocks: &[Block]) -> Vec<(&str, &str)> {
    blocks.iter().map(|block| (block.kind, block.text.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(pieces: &[Piece]) -> String {
        let mark = |became| match became {
            Became::Same => "",
            Became::Removed => "-",
            Became::Added => "+",
        };
        pieces.iter().map(|piece| format!("{}[{}]", mark(piece.became), piece.text)).collect()
    }

    fn side(pieces: &[Piece], without: Became) -> String {
        pieces.iter().filter(|piece| piece.became != without).map(|piece| piece.text.as_str()).collect()
    }

    fn line(kind: &'static str, text: &str) -> Block {
        Block { kind, text: text.to_owned() }
    }

    #[test]
    fn words_that_changed_are_told_and_no_others() {
        assert_eq!(told(&words("the old policy", "the new policy")), "[the ]-[old]+[new][ policy]");
        assert_eq!(told(&words("", "all new")), "+[all new]");
        assert_eq!(told(&words("same", "same")), "[same]");
        assert_eq!(told(&words("", "")), "");
    }

    #[test]
    fn a_line_between_others_leaves_them_alone() {
        let (first, last) = (line("heading", "Policy"), line("paragraph", "Read by all"));
        let before = [first.clone(), last.clone()];
        let after = [first, line("listItem", "Signed"), last];
        let found = blocks(&before, &after);
        let told: Vec<String> =
            found.iter().map(|one| format!("{} {}", one.kind, told(&one.pieces))).collect();
        assert_eq!(told, ["heading [Policy]", "listItem +[Signed]", "paragraph [Read by all]"]);
    }

    #[test]
    fn texts_that_are_far_too_long_are_told_as_a_whole() {
        let long = "word ".repeat(MOST_WORDS + 1);
        let pieces = words(&long, "short");
        assert_eq!((pieces.len(), pieces[1].text.as_str()), (2, "short"));
    }

    proptest! {
        #[test]
        fn both_texts_are_read_out_of_their_difference(a in "([a-c]{1,2}[ \n]{0,2}){0,12}", b in "([a-c]{1,2}[ \n]{0,2}){0,12}") {
            let pieces = words(&a, &b);
            prop_assert_eq!(side(&pieces, Became::Added), a);
            prop_assert_eq!(side(&pieces, Became::Removed), b);
        }

        #[test]
        fn every_line_of_both_notes_is_told(
            a in proptest::collection::vec("[a-c]{1,2}( [a-c])?", 0..8), b in proptest::collection::vec("[a-c]{1,2}( [a-c])?", 0..8)
        ) {
            let lines = |texts: &[String]| texts.iter().map(|text| line("paragraph", text)).collect::<Vec<_>>();
            let found = blocks(&lines(&a), &lines(&b));
            let all = |without| found.iter().map(|one| side(&one.pieces, without)).filter(|text| !text.is_empty()).collect::<Vec<_>>();
            prop_assert_eq!(all(Became::Added), a);
            prop_assert_eq!(all(Became::Removed), b);
        }
    }
}
