//! Redis, as under `[redis]`.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// Where Redis is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BusSettings {
    /// Such as `redis://127.0.0.1:6379/0`, or `rediss://` with TLS. Empty: none. It may hold a password.
    pub url: SecretString,
    /// Begins every key and channel, so that installations may share a server.
    pub prefix: String,
}

impl BusSettings {
    pub(super) fn is_used(&self) -> bool {
        !self.url.expose_secret().is_empty()
    }

    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.is_used() && redis::Client::open(self.url.expose_secret()).is_err() {
            problems.push("redis.url is no address such as redis://127.0.0.1:6379/0".to_owned());
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if self.prefix.is_empty() || self.prefix.len() > 40 || !self.prefix.chars().all(plain) {
            problems.push("redis.prefix takes 1 to 40 letters, digits, - and _".to_owned());
        }
        problems
    }
}
