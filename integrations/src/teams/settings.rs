//! Which workflows may be called, as under `[teams]`.

use serde::Deserialize;
use std::time::Duration;

/// Where Microsoft runs workflows: any name below these.
const MICROSOFT: [&str; 3] =
    ["*.logic.azure.com", "*.environment.api.powerplatform.com", "*.api.powerautomate.com"];

/// What the operator says of Teams. An organisation brings the address of its workflow, and needs nothing else.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Hosts that workflows may have beside Microsoft's own, such as `*.logic.azure.us`.
    pub hosts: Vec<String>,
    /// How long to wait after a card before the next to the same channel: a workflow takes about four a second.
    pub post_gap_ms: u64,
}

impl Settings {
    /// How long to wait after a card before the next to the same channel.
    #[must_use]
    pub const fn post_gap(&self) -> Duration {
        Duration::from_millis(self.post_gap_ms)
    }

    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let unusable = self.hosts.iter().filter(|host| !is_host(host));
        let mut problems: Vec<String> = unusable
            .map(|host| format!("teams.hosts: {host:?} is no host such as *.logic.azure.us"))
            .collect();
        if self.post_gap_ms > 10_000 {
            problems.push("teams.post_gap_ms takes up to 10000".to_owned());
        }
        problems
    }

    /// Whether it is one of Microsoft's hosts.
    pub(super) fn is_microsofts(host: &str) -> bool {
        MICROSOFT.iter().any(|pattern| matches(pattern, host))
    }

    /// Whether a workflow there may be called.
    pub(super) fn allows(&self, host: &str) -> bool {
        Self::is_microsofts(host) || self.hosts.iter().any(|pattern| matches(pattern, host))
    }
}

/// A name, or `*.` and a name that has at least two parts: a whole top-level domain is no house of one's own.
fn is_host(text: &str) -> bool {
    let (name, parts) = text.strip_prefix("*.").map_or((text, 1), |name| (name, 2));
    name.split('.').count() >= parts
        && name.split('.').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        })
}

fn matches(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        // The dot belongs to what is compared: `evillogic.azure.com` is nobody's.
        Some(end) => {
            let at = host.len().checked_sub(end.len());
            at.is_some_and(|at| at > 0 && host.is_char_boundary(at) && host[at..].eq_ignore_ascii_case(end))
        }
        None => host.eq_ignore_ascii_case(pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(hosts: &[&str]) -> Settings {
        Settings { hosts: hosts.iter().map(|host| (*host).to_owned()).collect(), post_gap_ms: 300 }
    }

    #[test]
    fn workflows_run_at_microsoft_and_where_the_operator_says() {
        let plain = settings(&[]);
        for host in [
            "prod-12.westeurope.logic.azure.com",
            "default0123.09.environment.api.powerplatform.com",
            "x.api.powerautomate.com",
            "PROD-1.LOGIC.AZURE.COM",
        ] {
            assert!(plain.allows(host), "{host}");
        }
        for host in [
            "logic.azure.com",
            "evillogic.azure.com",
            "x.logic.azure.com.evil.example",
            "x.logic.azure.us",
            "azure.com",
            "127.0.0.1",
            "",
        ] {
            assert!(!plain.allows(host), "{host}");
        }
        let more = settings(&["*.logic.azure.us", "127.0.0.1"]);
        assert!(more.allows("x.logic.azure.us") && more.allows("127.0.0.1"));
        assert!(!more.allows("127.0.0.2") && !more.allows("logic.azure.us"));
        assert_eq!(more.problems(), Vec::<String>::new());
    }

    #[test]
    fn what_is_no_host_is_said() {
        for host in ["https://x.example", "*", "*.com", "x.example/path", "a..b", "x.example:443", ""] {
            assert_eq!(settings(&[host]).problems().len(), 1, "{host}");
        }
    }
}
