//! Plain text as an Atlassian document (ADF), and back.

use serde_json::{Value, json};
use url::Url;

/// The longest text that is written into a document.
const LONGEST: usize = 20_000;

/// A document under construction: paragraphs, lists, links.
#[derive(Debug, Default)]
pub struct Document {
    content: Vec<Value>,
}

impl Document {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Text as people typed it: blank lines part paragraphs, single ends of lines stay, and lines that begin with
    /// a dash or star become a list.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        let text: String = text.chars().take(LONGEST).collect();
        for block in text.replace("\r\n", "\n").split("\n\n") {
            let lines: Vec<&str> = block.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
            if lines.is_empty() {
                continue;
            }
            let items: Option<Vec<&str>> = lines.iter().map(|line| bullet(line)).collect();
            match items {
                Some(items) => self.content.push(list(&items)),
                None => self.content.push(paragraph(&lines)),
            }
        }
        self
    }

    /// A line with a name and what it is.
    #[must_use]
    pub fn fact(mut self, name: &str, value: &str) -> Self {
        let name = json!({ "type": "text", "text": format!("{name}: "), "marks": [{ "type": "strong" }] });
        if let Some(value) = node(value) {
            self.content.push(json!({ "type": "paragraph", "content": [name, value] }));
        }
        self
    }

    /// A line that leads somewhere.
    #[must_use]
    pub fn link(mut self, words: &str, to: &Url) -> Self {
        let mark = json!({ "type": "link", "attrs": { "href": to.as_str() } });
        let text = json!({ "type": "text", "text": words, "marks": [mark] });
        self.content.push(json!({ "type": "paragraph", "content": [text] }));
        self
    }

    /// The document.
    #[must_use]
    pub fn finish(self) -> Value {
        json!({ "type": "doc", "version": 1, "content": self.content })
    }
}

fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")).filter(|rest| !rest.trim().is_empty())
}

fn list(items: &[&str]) -> Value {
    let items: Vec<Value> =
        items.iter().map(|item| json!({ "type": "listItem", "content": [paragraph(&[item])] })).collect();
    json!({ "type": "bulletList", "content": items })
}

fn paragraph(lines: &[&str]) -> Value {
    let mut content = Vec::new();
    for (position, line) in lines.iter().enumerate() {
        if position > 0 {
            content.push(json!({ "type": "hardBreak" }));
        }
        content.extend(node(line));
    }
    json!({ "type": "paragraph", "content": content })
}

/// A text node; an empty one is not allowed.
fn node(text: &str) -> Option<Value> {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    (!text.is_empty()).then(|| json!({ "type": "text", "text": text }))
}
