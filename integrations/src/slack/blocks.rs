//! Block Kit, as far as we speak it. Every text of a person's is escaped, so that a title can neither call a channel
//! nor dress up a link.

use serde_json::{Value, json};
use url::Url;

/// The longest text of a section, a field and a button (Block Kit's own limits).
const SECTION: usize = 3_000;
const FIELD: usize = 2_000;
const BUTTON: usize = 75;

/// Somebody's text, with everything that means something in `mrkdwn` taken out of it.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A link that shows somebody's text.
#[must_use]
pub fn link(url: &Url, text: &str) -> String {
    // A bar or a line break would end the text of the link.
    let text = escaped(text).replace('|', "¦").replace(['\n', '\r'], " ");
    format!("<{url}|{text}>")
}

/// A person over there.
#[must_use]
pub fn mention(user: &str) -> String {
    format!("<@{}>", user.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
}

fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(longest - 1).collect();
    // Half an escape would be shown as it is.
    if let Some(at) = cut.rfind('&').filter(|at| !cut[*at..].contains(';')) {
        cut.truncate(at);
    }
    cut + "…"
}

/// A paragraph in `mrkdwn`.
#[must_use]
pub fn section(text: &str) -> Value {
    json!({ "type": "section", "text": { "type": "mrkdwn", "text": cut(text, SECTION) } })
}

/// Facts side by side: names and what they are, in `mrkdwn`. At most ten.
#[must_use]
pub fn fields(facts: &[(&str, String)]) -> Value {
    let fields: Vec<Value> = facts
        .iter()
        .take(10)
        .map(|(name, value)| json!({ "type": "mrkdwn", "text": cut(&format!("*{name}*\n{value}"), FIELD) }))
        .collect();
    json!({ "type": "section", "fields": fields })
}

/// A small grey line.
#[must_use]
pub fn context(text: &str) -> Value {
    json!({ "type": "context", "elements": [{ "type": "mrkdwn", "text": cut(text, FIELD) }] })
}

/// A button that calls us with `value`.
#[must_use]
pub fn button(action: &str, words: &str, value: &str, primary: bool) -> Value {
    let mut button = json!({ "type": "button", "action_id": action, "value": value,
        "text": { "type": "plain_text", "text": cut(words, BUTTON), "emoji": false } });
    if primary {
        button["style"] = json!("primary");
    }
    button
}

/// A button that leads to an address. Slack calls us with it too, and there is nothing to do then.
#[must_use]
pub fn open(words: &str, url: &Url) -> Value {
    json!({ "type": "button", "action_id": "open", "url": url.as_str(),
        "text": { "type": "plain_text", "text": cut(words, BUTTON), "emoji": false } })
}

/// A row of buttons.
#[must_use]
pub fn actions(id: &str, buttons: Vec<Value>) -> Value {
    json!({ "type": "actions", "block_id": id, "elements": buttons })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_calls_nobody_and_dresses_nothing_up() {
        assert_eq!(escaped("<!channel> & <@U1>"), "&lt;!channel&gt; &amp; &lt;@U1&gt;");
        let url = Url::parse("https://aims.example/o/acme").unwrap();
        assert_eq!(link(&url, "a|b>\nc"), "<https://aims.example/o/acme|a¦b&gt; c>");
        assert_eq!(mention("U1> <!here"), "<@U1here>");
    }

    #[test]
    fn what_is_too_long_is_cut_where_it_stays_readable() {
        let text = format!("{}&amp;", "x".repeat(SECTION - 3));
        let section = section(&text);
        let said = section["text"]["text"].as_str().unwrap();
        assert!(said.chars().count() <= SECTION && said.ends_with("x…"), "{}", &said[said.len() - 9..]);
    }
}
