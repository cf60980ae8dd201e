//! Why a message was not taken, sorted by the only question that matters: does trying again help?

use std::time::Duration;

/// The longest reason that is kept.
const LONGEST_REASON: usize = 500;

/// The longest pause that is believed from a server's text.
const LONGEST_PAUSE: Duration = Duration::from_secs(3_600);

/// Why a message was not taken. Reasons are bounded, are one line and do not repeat the recipient's address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendFailure {
    /// Final: the server said no (5xx), or the message can never be sent as it is.
    #[error("refused for good: {reason}")]
    Refused {
        /// The server's code; nothing where we refused the message ourselves and no server saw it.
        code: Option<u16>,
        /// What the server said.
        reason: String,
    },
    /// Not taken now (4xx, no connection, no TLS, no sign-in): no copy was left, a later attempt may succeed.
    #[error("not taken now: {reason}")]
    Later {
        /// What the server said, or what went wrong on the way.
        reason: String,
        /// How long the server asked us to wait.
        retry_after: Option<Duration>,
    },
    /// Handed over completely, but the answer was lost: a copy may have been taken, and nobody can be asked.
    #[error("handed over, but the answer was lost: {reason}")]
    Ambiguous {
        /// What went wrong on the way.
        reason: String,
    },
}

impl SendFailure {
    /// Whether the server said that there is no such address: further mail to it would be refused as well. A refusal of
    /// what a mail says is about that mail.
    #[must_use]
    pub fn is_of_the_address(&self) -> bool {
        let Self::Refused { code: Some(550 | 551 | 553), reason } = self else { return false };
        let status = reason.split_whitespace().nth(1).and_then(super::dsn::status);
        status.is_none_or(|(class, subject, detail)| {
            class == 5 && (subject == 1 || (subject, detail) == (2, 1) || (subject, detail) == (0, 0))
        })
    }

    /// A refusal of our own, before any server saw the message.
    pub(super) fn ours(reason: &str) -> Self {
        Self::Refused { code: None, reason: reason.to_owned() }
    }
}

/// One bounded line without the recipient's address.
pub(super) fn clean(text: &str, recipient: &str) -> String {
    let words = text.split(|c: char| c.is_control() || c.is_whitespace());
    let line = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    without(&line, recipient).chars().take(LONGEST_REASON).collect()
}

fn without(line: &str, recipient: &str) -> String {
    if recipient.is_empty() {
        return line.to_owned();
    }
    // Lower case of ASCII only, so that positions in both texts are the same.
    let (lower, wanted) = (line.to_ascii_lowercase(), recipient.to_ascii_lowercase());
    let mut cleaned = String::with_capacity(line.len());
    let mut at = 0;
    for (found, _) in lower.match_indices(&wanted) {
        cleaned.push_str(&line[at..found]);
        cleaned.push_str("the recipient");
        at = found + wanted.len();
    }
    cleaned.push_str(&line[at..]);
    cleaned
}

/// The pause that a text such as `greylisted, try again in 300 seconds` asks for.
pub(super) fn pause_in(text: &str) -> Option<Duration> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let number: u64 = pair[0].parse().ok()?;
        let unit = pair[1].trim_end_matches(|c: char| !c.is_ascii_alphabetic()).to_ascii_lowercase();
        let seconds = match unit.as_str() {
            "second" | "seconds" | "sec" | "secs" => number,
            "minute" | "minutes" | "min" | "mins" => number.checked_mul(60)?,
            _ => return None,
        };
        Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_bounded_line_without_the_recipient() {
        let said = "5.1.1 <Ada@Example.org>:\r\n no such user ada@example.org\u{0}";
        assert_eq!(clean(said, "ada@example.org"), "5.1.1 <the recipient>: no such user the recipient");
        assert_eq!(clean(&"é".repeat(900), "x@y.z").chars().count(), 500);
        assert_eq!(clean("Grüße Zoë@exämple.org", "zoë@exämple.org"), "Grüße the recipient");
        assert_eq!(clean("as it is", ""), "as it is");
    }

    #[test]
    fn a_refusal_of_the_address_is_told_from_one_of_the_mail() {
        let of_the_address = |code, reason: &str| {
            SendFailure::Refused { code: Some(code), reason: format!("{code} {reason}") }.is_of_the_address()
        };
        for (code, reason, expected) in [
            (550, "5.1.1 no such user", true),
            (550, "No such user here", true),
            (551, "5.1.6 moved away", true),
            (553, "5.1.3 bad address", true),
            (550, "5.2.1 mailbox disabled", true),
            (550, "5.7.1 this looks like spam", false),
            (550, "5.2.2 mailbox full", false),
            (552, "5.3.4 too large", false),
            (554, "5.6.0 refused content", false),
        ] {
            assert_eq!(of_the_address(code, reason), expected, "{code} {reason}");
        }
        assert!(!SendFailure::ours("550 5.1.1").is_of_the_address());
        assert!(!SendFailure::Later { reason: "450 4.1.1".into(), retry_after: None }.is_of_the_address());
    }

    #[test]
    fn a_pause_is_read_where_the_server_names_one() {
        for (text, seconds) in [
            ("4.7.1 Greylisted, try again in 300 seconds", Some(300)),
            ("please come back in 5 minutes.", Some(300)),
            ("retry in 90000 secs", Some(3_600)),
            ("4.2.2 mailbox full", None),
            ("99999999999999999999 minutes", None),
        ] {
            assert_eq!(pause_in(text).map(|pause| pause.as_secs()), seconds, "{text}");
        }
    }
}
