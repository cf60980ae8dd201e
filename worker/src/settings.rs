//! The worker's settings, as they stand under `[worker]`.

use serde::Deserialize;
use std::ops::RangeInclusive;
use std::time::Duration;

/// How jobs are run in this process.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// How many jobs run at a time.
    pub concurrency: usize,
    /// How many jobs are claimed at a time, at most.
    pub batch: usize,
    /// How long to wait before looking for jobs again; those of this process are taken up at once.
    pub poll_milliseconds: u64,
    /// How long a worker that is gone keeps its jobs. One that lives renews its lease every third of this.
    pub lease_seconds: u64,
    /// How long one attempt at a job may take.
    pub job_timeout_seconds: u64,
    /// How long running jobs may go on after the program was asked to stop.
    pub shutdown_seconds: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            concurrency: 16,
            batch: 16,
            poll_milliseconds: 500,
            lease_seconds: 30,
            job_timeout_seconds: 120,
            shutdown_seconds: 25,
        }
    }
}

impl Settings {
    /// Everything that is wrong with these settings, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        // The widths are equal on every machine that this program is built for.
        let count = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
        let checks: [(&str, u64, RangeInclusive<u64>); 6] = [
            ("concurrency", count(self.concurrency), 1..=256),
            ("batch", count(self.batch), 1..=256),
            ("poll_milliseconds", self.poll_milliseconds, 20..=60_000),
            ("lease_seconds", self.lease_seconds, 1..=600),
            ("job_timeout_seconds", self.job_timeout_seconds, 10..=3_600),
            ("shutdown_seconds", self.shutdown_seconds, 1..=600),
        ];
        let outside = checks.into_iter().filter(|(_, value, range)| !range.contains(value));
        outside
            .map(|(name, _, range)| {
                format!("worker.{name} must lie between {} and {}", range.start(), range.end())
            })
            .collect()
    }

    /// How many jobs of one organisation run at a time, at most.
    pub(crate) fn most_of_one(&self) -> u64 {
        (self.concurrency as u64).div_ceil(2)
    }

    /// How many jobs of organisations run at a time, at most: a few places are kept for the system's own.
    pub(crate) fn most_of_all(&self) -> u64 {
        let all = self.concurrency as u64;
        (all - all / 8).max(1)
    }

    pub(crate) const fn poll(&self) -> Duration {
        Duration::from_millis(self.poll_milliseconds)
    }

    pub(crate) const fn lease(&self) -> Duration {
        Duration::from_secs(self.lease_seconds)
    }

    pub(crate) const fn job_timeout(&self) -> Duration {
        Duration::from_secs(self.job_timeout_seconds)
    }

    pub(crate) const fn shutdown(&self) -> Duration {
        Duration::from_secs(self.shutdown_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_sound_and_every_problem_is_named() {
        assert_eq!(Settings::default().problems(), Vec::<String>::new());
        let settings = Settings { concurrency: 0, lease_seconds: 0, ..Settings::default() };
        assert_eq!(
            settings.problems(),
            [
                "worker.concurrency must lie between 1 and 256",
                "worker.lease_seconds must lie between 1 and 600"
            ]
        );
    }

    #[test]
    fn an_unknown_setting_is_refused() {
        let few: Settings = serde_json::from_str(r#"{ "batch": 4 }"#).unwrap();
        assert_eq!(few, Settings { batch: 4, ..Settings::default() });
        assert!(serde_json::from_str::<Settings>(r#"{ "batches": 4 }"#).is_err());
    }
}
