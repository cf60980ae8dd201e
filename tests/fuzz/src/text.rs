//! What people type into one line, and what they look for: the first line is the question, the rest is searched.

use domain::find::{LONGEST, Piece, Question, folded_words, reference_words};
use domain::text::{Address, folded, line, name, paragraph, slug};

pub(super) fn check(bytes: &[u8]) {
    let (first, rest) = super::first_line(bytes);
    let (asked, text) = (super::text_of(first), super::text_of(rest));
    for text in [&asked, &text] {
        typed(text);
    }
    let Ok(Some(question)) = Question::parse(&asked) else {
        assert!(folded_words(&asked).is_empty() || asked.chars().count() > LONGEST);
        return;
    };
    for word in question.finished().iter().map(String::as_str).chain([question.unfinished()]) {
        assert!(
            !word.is_empty() && word.chars().all(char::is_alphanumeric),
            "{word} means something to a database"
        );
    }
    assert!(question.as_reference().chars().all(char::is_alphanumeric));
    let shown: String = question.mark(&text).into_iter().map(|piece| piece.text).collect();
    let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    assert_eq!(shown, one_line, "marking changes what is said");
    let passage = question.passage(&text);
    assert!(passage.iter().all(|Piece { text, .. }| !text.is_empty() && !text.chars().any(char::is_control)));
    assert!(
        passage.is_empty() || passage.iter().any(|piece| piece.marked),
        "a passage without what was asked for"
    );
    assert!(passage.len() < 200 && passage.iter().all(|piece| piece.text.chars().count() <= 240));
    let _ = reference_words(&asked);
}

fn typed(text: &str) {
    let key = folded(text);
    assert_eq!(folded(&key), key, "a key has two forms");
    if let Ok(line) = line(text, 120) {
        assert_eq!(domain::text::line(&line, 120).as_ref(), Ok(&line));
        assert!(!line.contains(['\r', '\n']));
    }
    if let Ok(name) = name(text, 120) {
        assert!(!name.contains("://") && !name.to_lowercase().contains("www."));
    }
    if let Ok(some) = paragraph(text, 2_000) {
        assert_eq!(
            paragraph(&some, 2_000).as_ref(),
            Ok(&some),
            "a text that was taken is another the next time"
        );
    }
    if let Ok(address) = Address::parse(text) {
        assert_eq!(Address::parse(address.as_str()).as_ref(), Ok(&address));
        assert!(!address.as_str().contains(char::is_whitespace) && address.as_str().contains('@'));
    }
    let slug = slug(text);
    assert!((1..=40).contains(&slug.len()) && !slug.starts_with('-') && !slug.ends_with('-'));
    assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
}
