//! The settings of the outgoing client, as they stand under `[outside]`.

use super::address::Allowed;
use ipnet::IpNet;
use serde::Deserialize;

/// How the program calls the outside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How long to wait for a connection.
    pub connect_timeout_seconds: u64,
    /// How long a whole call may take.
    pub timeout_seconds: u64,
    /// The largest answer that is read.
    pub max_answer_bytes: usize,
    /// How many calls to one host run at once.
    pub max_calls_per_host: usize,
    /// Allows `http://`: what is sent travels readable.
    pub allow_http: bool,
    /// Networks that may be called although they are not public, such as `10.1.0.0/16` of a Jira in the house.
    pub allowed_networks: Vec<String>,
}

impl Settings {
    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems: Vec<String> = self
            .allowed_networks
            .iter()
            .filter(|text| text.parse::<IpNet>().is_err())
            .map(|text| format!("outside.allowed_networks: {text:?} is no network such as 10.1.0.0/16"))
            .collect();
        for (name, value) in [
            ("connect_timeout_seconds", self.connect_timeout_seconds),
            ("timeout_seconds", self.timeout_seconds),
            ("max_answer_bytes", self.max_answer_bytes as u64),
            ("max_calls_per_host", self.max_calls_per_host as u64),
        ] {
            if value == 0 {
                problems.push(format!("outside.{name} must be more than 0"));
            }
        }
        if self.timeout_seconds > 60 {
            problems.push("outside.timeout_seconds must be 60 or less: a job waits for it".to_owned());
        }
        problems
    }

    pub(super) fn allowed(&self) -> Allowed {
        let networks = self.allowed_networks.iter().filter_map(|text| text.parse().ok()).collect();
        Allowed::new(self.allow_http, networks)
    }
}
