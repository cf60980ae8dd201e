//! A message as it was taken, read by another library than the one that wrote it.

use mail_parser::{Address, MessageParser};
use serde::{Deserialize, Serialize};

/// One message for one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMessage {
    /// The recipient that was named at `RCPT`.
    pub to: String,
    /// The sender that was named at `MAIL`.
    pub from: String,
    /// The name beside the address in the `To` header, decoded.
    pub to_name: String,
    /// The name beside the address in the `From` header, decoded.
    pub from_name: String,
    /// `<id@domain>`.
    pub message_id: String,
    /// Decoded.
    pub subject: String,
    /// The plain text body, decoded, lines ending with `\n`.
    pub text: String,
    /// The HTML body, decoded, lines ending with `\n`.
    pub html: String,
    /// All headers in their order, not decoded.
    pub headers: Vec<(String, String)>,
    /// Everything, as it came.
    pub raw: String,
}

impl StoredMessage {
    /// Reads what came after `DATA`.
    pub(super) fn read(from: &str, to: &str, raw: &[u8]) -> Self {
        let parsed = MessageParser::default().parse(raw).unwrap_or_default();
        let body = |text: Option<std::borrow::Cow<'_, str>>| {
            text.map(|text| text.replace("\r\n", "\n").trim_end().to_owned()).unwrap_or_default()
        };
        Self {
            to: to.to_owned(),
            from: from.to_owned(),
            to_name: name(parsed.to()),
            from_name: name(parsed.from()),
            message_id: parsed.message_id().map(|id| format!("<{id}>")).unwrap_or_default(),
            subject: parsed.subject().unwrap_or_default().to_owned(),
            text: body(parsed.body_text(0)),
            html: body(parsed.body_html(0)),
            headers: parsed
                .headers_raw()
                .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
                .collect(),
            raw: String::from_utf8_lossy(raw).into_owned(),
        }
    }

    /// The first header of this name, not decoded.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

fn name(address: Option<&Address<'_>>) -> String {
    address.and_then(|list| list.first()?.name()).unwrap_or_default().to_owned()
}
