//! Cursors of lists: as text, and as what lies inside the text.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

pub(super) fn check(bytes: &[u8]) {
    takes(&super::text_of(bytes));
    takes(&URL_SAFE_NO_PAD.encode(bytes));
}

fn takes(text: &str) {
    let mut taken = 0;
    for list in &store::lists() {
        for column in list.columns.iter().filter(|column| column.sortable) {
            for descending in [false, true] {
                let Some(again) = store::cursor_again(list, column, descending, text) else { continue };
                taken += 1;
                assert!(again.len() <= 2 * text.len() + 100, "a cursor grows");
                can_be_compared(&again);
                let twice = store::cursor_again(list, column, descending, &again);
                assert!(
                    twice.is_none_or(|twice| twice == again),
                    "a cursor means something else when written again"
                );
            }
        }
    }
    assert!(taken <= 1, "a cursor belongs to {taken} lists and sorts");
}

/// No database knows days and moments that are too far away, and texts with control characters.
fn can_be_compared(cursor: &str) {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).expect("what was written is base64");
    let wire: Value = serde_json::from_slice(&bytes).expect("and JSON");
    let key = &wire["key"];
    if let Some(day) = key["date"].as_str().or_else(|| key["instant"].as_str()) {
        assert!(
            day.as_bytes()[0].is_ascii_digit() && day.as_bytes().get(4) == Some(&b'-'),
            "{day} is too far away"
        );
    }
    assert!(key["text"].as_str().is_none_or(|text| !text.chars().any(char::is_control)));
}
