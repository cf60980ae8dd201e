//! Mail that came back: the first line is the address that it came to.

use integrations::mail::dsn::{is_allowed, read};
use secrecy::SecretString;

pub(super) fn check(bytes: &[u8]) {
    let (line, mail) = super::first_line(bytes);
    let came_to = super::text_of(line);
    let secret = SecretString::from("what the mail server knows");
    assert!(!is_allowed(&came_to, &secret) || came_to == "Bearer what the mail server knows");
    assert!(!is_allowed(&came_to, &SecretString::from("")));
    assert_eq!(read(mail, Some(&came_to), ""), None, "read although nothing comes back to us");
    let with = read(mail, Some(&came_to), "bounce.aims.example");
    let without = read(mail, None, "bounce.aims.example");
    assert_eq!(
        with.as_ref().map(|report| (report.hard, &report.why)),
        without.as_ref().map(|one| (one.hard, &one.why))
    );
    for report in with.into_iter().chain(without) {
        assert!(report.tokens.len() <= 8);
        for token in &report.tokens {
            assert!((1..=48).contains(&token.len()), "a token is unbounded");
            assert!(token.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()));
        }
        assert!(report.why.chars().count() <= 300 && !report.why.chars().any(char::is_control));
    }
}
