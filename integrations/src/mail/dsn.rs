//! Mail that came back (RFC 3464): whom it did not reach, and whether for good.
//!
//! Whoever writes such a report is a stranger: it is bounded before it is read, of what it says only the status is
//! believed, and whom it is about follows from the address that we gave the mail to come back to.

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

/// The largest report that is read; those of big mails hold the whole mail.
pub const LARGEST: usize = 10 * 1024 * 1024;

/// The longest text that is kept of what a server said.
const LONGEST_WHY: usize = 300;

/// How many addresses of one report are looked at.
const MOST_TOKENS: usize = 8;

/// Header fields in which servers keep the address that a mail came to.
const CAME_TO: [&str; 7] =
    ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To", "To", "Resent-To"];

/// What a report says of one mail of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The tokens of the addresses that it may have come back to, as they stand there: unverified.
    pub tokens: Vec<String>,
    /// Whether further mail would come back as well.
    pub hard: bool,
    /// What the server over there said, one bounded line.
    pub why: String,
}

/// Whether whoever hands a mail over shows the secret. Without a secret nobody may.
#[must_use]
pub fn is_allowed(authorization: &str, secret: &SecretString) -> bool {
    let secret = secret.expose_secret();
    let given = authorization.strip_prefix("Bearer ").unwrap_or_default();
    // How long it takes to compare two digests tells nothing about the secret.
    !secret.is_empty() && Sha256::digest(given.as_bytes()) == Sha256::digest(secret.as_bytes())
}

/// Reads a report; `None` for what is none, or says that nothing went wrong. `came_to` is the address that it came to,
/// where whoever hands it over knows it, and `domain` the one that our mail comes back to.
#[must_use]
pub fn read(raw: &[u8], came_to: Option<&str>, domain: &str) -> Option<Report> {
    if raw.len() > LARGEST || domain.is_empty() {
        return None;
    }
    let message = MessageParser::default().parse(raw)?;
    let status = message.parts.iter().find_map(delivery_status)?;
    let worst = worst(&status)?;
    Some(Report { tokens: tokens(&message, came_to, domain), ..worst })
}

/// The text of the part that is for machines.
fn delivery_status(part: &mail_parser::MessagePart<'_>) -> Option<String> {
    let kind = part.content_type()?;
    let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
    let ours = kind.ctype().eq_ignore_ascii_case("message")
        && ["delivery-status", "global-delivery-status"].contains(&subtype.as_str());
    if !ours {
        return None;
    }
    match &part.body {
        PartType::Text(text) | PartType::Html(text) => Some(text.to_string()),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
        _ => None,
    }
}

/// Of what is said about recipients, the worst; we write to one at a time, so there is one as a rule.
fn worst(text: &str) -> Option<Report> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let groups = text.split("\n\n").map(fields).filter(|fields| !fields.is_empty());
    let reports = groups.filter_map(|fields| recipient(&fields));
    reports.max_by_key(|report| report.hard)
}

/// The fields of a group with their lines unfolded, names in small letters.
fn fields(group: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in group.lines() {
        match line.split_once(':') {
            _ if line.starts_with([' ', '\t']) => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            Some((name, value)) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
            None => {}
        }
    }
    fields
}

fn recipient(fields: &[(String, String)]) -> Option<Report> {
    let field = |name: &str| fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let action = field("action")?.split_whitespace().next()?.to_ascii_lowercase();
    let said =
        field("diagnostic-code").map(|said| said.split_once(';').map_or(said, |(_, text)| text).trim());
    // Some servers put 5.0.0 into the field and what they mean into the text.
    let stated = field("status").and_then(|text| status(text.split_whitespace().next()?));
    let meant =
        said.and_then(|said| said.split([' ', '-', '(', ')', '#', '<', '>', ';', ',']).find_map(status));
    let (class, subject, detail) = match (stated, meant) {
        (Some((class, 0, 0)), Some(meant)) if meant.0 == class => meant,
        (Some(stated), _) => stated,
        (None, meant) => meant?,
    };
    let failed = match action.as_str() {
        "failed" => true,
        "delayed" => false,
        _ => return None,
    };
    let why = said.map_or_else(|| format!("{class}.{subject}.{detail}"), str::to_owned);
    let hard = failed && class == 5 && !is_of_the_mail(subject, detail);
    Some(Report { tokens: Vec::new(), hard, why: one_line(&why) })
}

/// A mailbox that is full, a mail that is too large or whose content was not taken: the next one may be.
const fn is_of_the_mail(subject: u16, detail: u16) -> bool {
    matches!((subject, detail), (2, 2 | 3) | (3, 4) | (6, _))
}

/// The three numbers of a status such as `5.1.1`.
pub(super) fn status(text: &str) -> Option<(u16, u16, u16)> {
    let mut parts = text.trim_end_matches(['.', ':', ',', ';']).split('.');
    let mut number = || {
        let part = parts.next()?;
        let fine = (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
        if fine { part.parse().ok() } else { None }
    };
    let found: (u16, u16, u16) = (number()?, number()?, number()?);
    ([2, 4, 5].contains(&found.0) && parts.next().is_none()).then_some(found)
}

/// Every token of ours in the addresses that a report may have come back to, including those of the mail that it holds.
fn tokens(message: &Message<'_>, came_to: Option<&str>, domain: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |text: &str| {
        for token in tokens_in(text, domain) {
            if found.len() < MOST_TOKENS && !found.contains(&token) {
                found.push(token);
            }
        }
    };
    came_to.iter().for_each(|text| look(text));
    for (name, value) in message.headers_raw() {
        if CAME_TO.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            look(value);
        }
    }
    for part in &message.parts {
        let text = match &part.body {
            PartType::Message(inner) => String::from_utf8_lossy(inner.raw_message()),
            PartType::Text(text) if is_headers(part) => text.clone(),
            PartType::Binary(bytes) if is_headers(part) => String::from_utf8_lossy(bytes),
            _ => continue,
        };
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        let head = head.split("\n\n").next().unwrap_or_default();
        head.lines().filter(|line| line.to_ascii_lowercase().starts_with("return-path:")).for_each(&mut look);
    }
    found
}

fn is_headers(part: &mail_parser::MessagePart<'_>) -> bool {
    part.content_type().and_then(|kind| kind.subtype()).is_some_and(|subtype| {
        subtype.eq_ignore_ascii_case("rfc822-headers") || subtype.eq_ignore_ascii_case("global-headers")
    })
}

fn tokens_in(text: &str, domain: &str) -> Vec<String> {
    let (lower, ending) = (text.to_ascii_lowercase(), format!("@{}", domain.to_ascii_lowercase()));
    let after_names = lower.match_indices("bounces+").map(|(at, name)| &lower[at + name.len()..]);
    let token = |rest: &str| {
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        (length > 0 && length <= 48 && rest[length..].starts_with(&ending)).then(|| rest[..length].to_owned())
    };
    after_names.filter_map(token).collect()
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_control() || c.is_whitespace()).collect();
    let line = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_WHY).collect()
}

#[cfg(test)]
mod tests;
