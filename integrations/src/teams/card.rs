//! What is posted: Adaptive Cards 1.5, as far as we speak them. Every text of a person's is bounded and escaped, so that
//! a title can neither dress up a link nor push the rest out of sight.

use serde_json::{Value, json};
use url::Url;

/// The longest title, fact and paragraph, in characters. Each is at most four bytes in the end, escaped or not, so that a
/// whole card stays below the 21 KB that Teams surely takes.
const TITLE: usize = 400;
const FACT: usize = 400;
const EVIDENCE: usize = 1_000;

/// A card in the envelope that a workflow takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message(Value);

impl Message {
    /// As it goes over the wire.
    #[must_use]
    pub fn json(&self) -> Value {
        self.0.clone()
    }
}

/// A reminder: how long there is, and what for.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// The task, with its reference.
    pub task: String,
    /// How long there is, such as `is due tomorrow`.
    pub when: String,
    /// Whether its day has passed.
    pub late: bool,
    /// Whose it is.
    pub owner: String,
    /// When it is due, as people write it.
    pub due: String,
    /// What it serves, with its reference.
    pub serves: Option<String>,
    /// What would show that it is done.
    pub evidence: String,
    /// Where it is.
    pub link: Url,
}

/// A card that shows that cards arrive.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Whose connection is tried.
    pub organisation: String,
    /// What they call the channel.
    pub channel: String,
    /// Who tries it.
    pub by: String,
    /// Where the connection is.
    pub link: Url,
}

impl Reminder {
    /// The card.
    #[must_use]
    pub fn message(&self) -> Message {
        let mut facts = vec![
            fact("About", &self.task, FACT),
            fact("Owner", &self.owner, FACT),
            fact("Due", &self.due, FACT),
        ];
        facts.extend(self.serves.as_deref().map(|serves| fact("Serves", serves, FACT)));
        if !self.evidence.trim().is_empty() {
            facts.push(fact("Expected evidence", &self.evidence, EVIDENCE));
        }
        let title = format!("{} {}", cut(&self.task, TITLE), self.when);
        let colour = if self.late { "attention" } else { "default" };
        message(&[heading(&title, colour), fact_set(&facts)], "Open in OpenAIMS", &self.link)
    }
}

impl Trial {
    /// The card.
    #[must_use]
    pub fn message(&self) -> Message {
        let facts = [
            fact("Organisation", &self.organisation, FACT),
            fact("Channel", &self.channel, FACT),
            fact("Tried by", &self.by, FACT),
        ];
        let heading = heading("OpenAIMS can post here", "good");
        message(&[heading, fact_set(&facts)], "Open connection", &self.link)
    }
}

fn message(body: &[Value], words: &str, link: &Url) -> Message {
    Message(json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.5",
                "body": body,
                "actions": [{ "type": "Action.OpenUrl", "title": words, "url": link.as_str() }],
            },
        }],
    }))
}

fn heading(text: &str, colour: &str) -> Value {
    json!({ "type": "TextBlock", "text": escaped(text), "size": "medium", "weight": "bolder", "color": colour,
        "wrap": true })
}

fn fact_set(facts: &[Value]) -> Value {
    json!({ "type": "FactSet", "facts": facts })
}

fn fact(name: &str, value: &str, longest: usize) -> Value {
    json!({ "title": name, "value": escaped(&cut(value, longest)) })
}

/// One line without anything that moves the cursor.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.trim().to_owned()
}

/// At most so many characters.
fn cut(text: &str, longest: usize) -> String {
    let text = plain(text);
    if text.chars().count() <= longest {
        return text;
    }
    text.chars().take(longest - 1).chain(['…']).collect()
}

/// Somebody's text, with everything that means something in a `TextBlock` taken out of it: its Markdown, what CommonMark
/// reads as HTML, links and entities, and the braces of `{{DATE(…)}}`.
pub(super) fn escaped(text: &str) -> String {
    let text = plain(text);
    let mut safe = String::with_capacity(text.len());
    let numbered = text.find(|c: char| !c.is_ascii_digit()).filter(|at| *at > 0);
    for (at, c) in text.char_indices() {
        let means = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '&' | '~' | '|' => true,
            // These make a list or a heading where a text begins with them.
            '#' | '+' | '-' | '=' => at == 0,
            '.' | ')' => numbered == Some(at),
            _ => false,
        };
        if means {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
