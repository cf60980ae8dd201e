//! Pictures, and what files hold: the first line is a file's name.

use domain::picture::{LONGEST_SIDE, MOST_BYTES, take};
use integrations::files::media_type;

pub(super) fn check(bytes: &[u8]) {
    picture(bytes);
    let (line, head) = super::first_line(bytes);
    picture(head);
    let name = super::text_of(line);
    for head in [head, bytes] {
        let kind = media_type(&name, head);
        assert!(kind.is_ok() || head.len() > 1, "nothing is a program");
        assert!(kind.is_ok_and(|kind| kind.contains('/')) || kind.is_err());
        if head.starts_with(b"MZ") || head.starts_with(b"\x7fELF") {
            assert!(kind.is_err() || head.len() <= 52, "a program is taken as {kind:?}");
        }
    }
    if let Ok(name) = domain::file::name(&name) {
        assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control) && !name.starts_with('.'));
        assert_eq!(
            domain::file::name(&name).as_ref(),
            Ok(&name),
            "a name that was taken is another the next time"
        );
    }
}

/// What was taken once is taken again as it is, and nothing is added.
fn picture(bytes: &[u8]) {
    let Ok(once) = take(bytes) else { return };
    assert!(once.bytes.len() <= bytes.len() && bytes.len() <= MOST_BYTES, "a picture grows");
    assert_eq!(take(&once.bytes).as_ref(), Ok(&once));
    const { assert!(LONGEST_SIDE <= 4_096) };
    let kind = media_type("picture", &once.bytes).expect("a picture is no program");
    assert_eq!(kind, once.media_type, "it is taken for something else");
}
