//! Settings of the API.

use serde::Deserialize;

/// How the API listens and what it takes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Address and port.
    pub listen: String,
    /// Threads that serve requests.
    pub workers: usize,
    /// Believe the last entry of `X-Forwarded-For`: only behind a proxy that writes it.
    pub trust_proxy: bool,
    /// The largest body, in bytes.
    pub max_body_bytes: usize,
    /// Seconds until a request that does not arrive is dropped.
    pub request_timeout_seconds: u64,
    /// Seconds until a connection is closed whose other end takes nothing of what it is sent, or is gone without a word.
    pub unread_timeout_seconds: u64,
    /// The most connections that one thread serves at once; more wait.
    pub max_connections: usize,
    /// How many streams of changes one account may follow at a time in one process: one for each open page.
    pub live_streams_per_account: usize,
    /// The most rows that one exported file holds.
    pub max_export_rows: usize,
    /// How often one peer may try to sign in to one address within a minute; a peer, and an address, ten times as often.
    pub sign_in_attempts_per_minute: u32,
    /// How many requests one account, or one token, may make within a minute; 0: as many as it likes.
    pub requests_per_minute_account: u32,
    /// How many requests everybody of one organisation together may make within a minute; 0: as many as they like.
    pub requests_per_minute_organisation: u32,
}

impl Settings {
    /// Everything that is wrong with these settings, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.listen.contains(':') {
            problems.push("api.listen needs an address and a port, such as 127.0.0.1:8080".to_owned());
        }
        if self.workers == 0 || self.workers > 256 {
            problems.push("api.workers must lie between 1 and 256".to_owned());
        }
        if !(1_024..=104_857_600).contains(&self.max_body_bytes) {
            problems.push("api.max_body_bytes must lie between 1024 and 104857600".to_owned());
        }
        if !(1..=600).contains(&self.request_timeout_seconds) {
            problems.push("api.request_timeout_seconds must lie between 1 and 600".to_owned());
        }
        if !(5..=3_600).contains(&self.unread_timeout_seconds) {
            problems.push("api.unread_timeout_seconds must lie between 5 and 3600".to_owned());
        }
        if !(16..=100_000).contains(&self.max_connections) {
            problems.push("api.max_connections must lie between 16 and 100000".to_owned());
        }
        if self.live_streams_per_account == 0 {
            problems.push("api.live_streams_per_account must be 1 or more".to_owned());
        }
        if !(1..=1_000_000).contains(&self.max_export_rows) {
            problems.push("api.max_export_rows must lie between 1 and 1000000".to_owned());
        }
        if self.sign_in_attempts_per_minute == 0 {
            problems.push("api.sign_in_attempts_per_minute must be 1 or more".to_owned());
        }
        let (each, together) = (self.requests_per_minute_account, self.requests_per_minute_organisation);
        if together != 0 && (each == 0 || each > together) {
            problems.push(
                "api.requests_per_minute_account must be 1 or more and at most api.requests_per_minute_organisation, \
                 unless that is 0"
                    .to_owned(),
            );
        }
        problems
    }
}
