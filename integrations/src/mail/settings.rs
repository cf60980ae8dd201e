//! The settings of mail, as they stand under `[mail]`.

use std::net::IpAddr;

use lettre::Address;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// The shortest secret of the hook for bounces.
const SHORTEST_SECRET: usize = 24;

/// Where mail goes and in whose name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Keep mail in the database, or send it.
    pub delivery: Delivery,
    /// The address that mail comes from.
    pub from_address: String,
    /// The name beside it.
    pub from_name: String,
    /// The part of a `Message-ID` after the `@`, and the name we greet servers with: a domain of ours.
    pub message_id_domain: String,
    /// The domain whose mail for `bounces+…` is handed to `aims bounce` or to the hook; empty: mail comes back to
    /// `from_address`, and nobody here hears of it.
    pub bounce_domain: String,
    /// What whoever hands bounces to the hook shows; empty: the hook is closed. Never shown.
    pub bounce_secret: SecretString,
    /// The server that takes our mail; read only where `delivery = "smtp"`.
    pub smtp: Smtp,
}

/// What happens to mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Kept in the database and shown at `/dev/mailbox`.
    Capture,
    /// Sent.
    Smtp,
}

/// The server that takes our mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// 587 with `required`, 465 with `implicit`.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: Tls,
    /// Allows `tls = "none"` to a server on another machine: mails and password travel readable.
    pub allow_unencrypted: bool,
    /// Empty: the server wants no sign-in.
    pub username: String,
    /// Never shown.
    pub password: SecretString,
    /// How many connections there are at most.
    pub pool_size: u16,
    /// How long to wait for a connection.
    pub connect_timeout_seconds: u64,
    /// How long to wait for each answer.
    pub command_timeout_seconds: u64,
}

/// How the connection to the server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tls {
    /// Starts plain and must change to TLS before anything is said (STARTTLS).
    Required,
    /// TLS from the first byte.
    Implicit,
    /// Not at all: only to this machine.
    None,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            delivery: Delivery::Capture,
            from_address: "aims@localhost".into(),
            from_name: "OpenAIMS".into(),
            message_id_domain: "localhost".into(),
            bounce_domain: String::new(),
            bounce_secret: SecretString::default(),
            smtp: Smtp::default(),
        }
    }
}

impl Default for Smtp {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            tls: Tls::Required,
            allow_unencrypted: false,
            username: String::new(),
            password: SecretString::default(),
            pool_size: 4,
            connect_timeout_seconds: 10,
            command_timeout_seconds: 30,
        }
    }
}

impl Settings {
    /// Everything that would keep mail from working, one sentence each; empty when all is well.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut must = |holds: bool, sentence: &str| {
            if !holds {
                found.push(sentence.to_owned());
            }
        };
        must(self.from_address.parse::<Address>().is_ok(), "mail.from_address is not an e-mail address.");
        must(!self.from_name.chars().any(char::is_control), "mail.from_name must be a single line.");
        must(is_domain(&self.message_id_domain), "mail.message_id_domain is not a domain name.");
        must(
            self.bounce_domain.is_empty() || is_domain(&self.bounce_domain),
            "mail.bounce_domain is not a domain name.",
        );
        let secret = self.bounce_secret.expose_secret();
        must(
            secret.is_empty() || secret.len() >= SHORTEST_SECRET,
            "mail.bounce_secret must have 24 characters or more.",
        );
        if self.delivery == Delivery::Smtp {
            self.smtp.check(&mut must);
        }
        found
    }

    /// The address that mail with this token comes back to, where bounces are looked after.
    #[must_use]
    pub fn returns_to(&self, token: &str) -> Option<String> {
        (!self.bounce_domain.is_empty()).then(|| format!("bounces+{token}@{}", self.bounce_domain))
    }

    /// The identifier of a message about the thing with this id: the same for every attempt.
    #[must_use]
    pub fn message_id(&self, id: impl std::fmt::Display) -> String {
        format!("<{id}@{}>", self.message_id_domain)
    }
}

impl Smtp {
    fn check(&self, must: &mut impl FnMut(bool, &str)) {
        let password = !self.password.expose_secret().is_empty();
        must(!self.host.trim().is_empty(), "mail.smtp.host is needed where mail.delivery is \"smtp\".");
        must(self.port != 0, "mail.smtp.port must not be 0.");
        must(
            self.tls != Tls::None || self.allow_unencrypted || self.is_loopback(),
            "mail.smtp.tls is \"none\" for a server on another machine: use \"required\" or \"implicit\", \
             or set mail.smtp.allow_unencrypted.",
        );
        must(
            self.username.is_empty() != password,
            "mail.smtp.username and mail.smtp.password belong together: set both or none.",
        );
        must((1..=64).contains(&self.pool_size), "mail.smtp.pool_size must be between 1 and 64.");
        must(
            (1..=300).contains(&self.connect_timeout_seconds)
                && (1..=300).contains(&self.command_timeout_seconds),
            "mail.smtp.connect_timeout_seconds and mail.smtp.command_timeout_seconds must be between 1 and 300.",
        );
    }

    /// Whether the server is on this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.host.trim_matches(['[', ']']);
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

fn is_domain(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 253
        && text.split('.').all(|label| !label.is_empty())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp() -> Settings {
        let smtp = Smtp { host: "mail.example.org".into(), ..Smtp::default() };
        Settings { delivery: Delivery::Smtp, smtp, ..Settings::default() }
    }

    #[test]
    fn the_defaults_work_as_they_are() {
        assert_eq!(Settings::default().problems(), Vec::<String>::new());
        assert_eq!(smtp().problems(), Vec::<String>::new());
        assert_eq!(smtp().message_id(7), "<7@localhost>");
    }

    #[test]
    fn each_mistake_is_a_sentence_that_names_the_setting() {
        type Mistake = fn(&mut Settings);
        let mistakes: [(Mistake, &str); 12] = [
            (|s| s.from_address = "aims".into(), "mail.from_address"),
            (|s| s.from_name = "A\r\nBcc: x@example.org".into(), "mail.from_name"),
            (|s| s.message_id_domain = "a b".into(), "mail.message_id_domain"),
            (|s| s.bounce_domain = "a b".into(), "mail.bounce_domain"),
            (|s| s.bounce_secret = "short".into(), "mail.bounce_secret"),
            (|s| s.smtp.host = " ".into(), "mail.smtp.host"),
            (|s| s.smtp.port = 0, "mail.smtp.port"),
            (|s| s.smtp.tls = Tls::None, "mail.smtp.tls"),
            (|s| s.smtp.username = "ada".into(), "mail.smtp.username"),
            (|s| s.smtp.password = "secret".into(), "mail.smtp.password"),
            (|s| s.smtp.pool_size = 0, "mail.smtp.pool_size"),
            (|s| s.smtp.command_timeout_seconds = 0, "mail.smtp.command_timeout_seconds"),
        ];
        for (make, wanted) in mistakes {
            let mut settings = smtp();
            make(&mut settings);
            let found = settings.problems();
            assert!(found.len() == 1 && found[0].contains(wanted), "{wanted}: {found:?}");
        }
    }

    #[test]
    fn a_plain_connection_is_for_this_machine_unless_allowed() {
        let mut settings = smtp();
        settings.smtp.tls = Tls::None;
        for host in ["127.0.0.1", "::1", "[::1]", "localhost"] {
            settings.smtp.host = host.into();
            assert_eq!(settings.problems(), Vec::<String>::new(), "{host}");
        }
        settings.smtp.host = "10.0.0.7".into();
        assert_eq!(settings.problems().len(), 1);
        settings.smtp.allow_unencrypted = true;
        assert_eq!(settings.problems(), Vec::<String>::new());
    }

    #[test]
    fn the_password_is_not_in_the_debug_text() {
        let mut settings = smtp();
        settings.smtp.password = "hunter2".into();
        settings.bounce_secret = "hunter2".into();
        assert!(!format!("{settings:?}").contains("hunter2"));
    }

    #[test]
    fn an_unknown_setting_is_refused() {
        let refused = serde_json::from_str::<Settings>(r#"{"smtp":{"hots":"x"}}"#).unwrap_err();
        assert!(refused.to_string().contains("unknown field `hots`"), "{refused}");
        let read: Settings =
            serde_json::from_str(r#"{"delivery":"smtp","smtp":{"tls":"implicit"}}"#).unwrap();
        assert_eq!((read.delivery, read.smtp.tls), (Delivery::Smtp, Tls::Implicit));
    }
}
