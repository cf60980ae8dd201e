//! `aims doctor`: looks at everything that the program stands on, changes nothing, and says what to do.

mod clock;
mod database;
mod keys;
mod places;
mod redis;

pub(crate) use database::sqlite_file;

use crate::settings::Settings;
use domain::clock::{Clock, Instant};
use serde::Serialize;
use std::fmt::Write;
use std::process::ExitCode;
use std::time::Duration;
use store::calendar::SystemClock;

/// How long one thing may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// How one thing fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It works, and should be looked at.
    Warning,
    /// The program does not work like this.
    Failed,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Its stable name, such as `database`.
    pub check: &'static str,
    /// How it fares.
    pub verdict: Verdict,
    /// What was found.
    pub found: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
}

impl Check {
    fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Ok, found: found.into(), advice: None }
    }

    fn warning(check: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Warning, found: found.into(), advice: Some(advice.into()) }
    }

    fn failed(check: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Failed, found: found.into(), advice: Some(advice.into()) }
    }
}

/// Looks at everything and prints it; answers 1 where something does not work.
///
/// # Errors
/// When nobody reads.
pub async fn run(json: bool) -> anyhow::Result<ExitCode> {
    let checks = look().await;
    crate::print(&if json { serde_json::to_string_pretty(&checks)? } else { told(&checks) })?;
    let failed = checks.iter().any(|check| check.verdict == Verdict::Failed);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Looks at everything.
pub async fn look() -> Vec<Check> {
    let settings = match Settings::read() {
        Ok(settings) => settings,
        Err(error) => {
            let advice = "correct it; `aims settings check` reads the settings alone";
            return vec![Check::failed("settings", format!("{error:#}"), advice)];
        }
    };
    let mut checks = settings_of(&settings);
    let (looked, databases) = database::look(&settings).await;
    checks.extend(databases);
    let (redis, redis_clock) = redis::look(&settings).await;
    checks.push(redis);
    checks.push(places::mail(&settings).await);
    checks.push(places::files(&settings).await);
    checks.push(clock::look(looked.as_ref(), redis_clock));
    checks.extend(clock::calendar(&settings, looked.as_ref()));
    // Settings that cannot be do not open what is sealed either.
    let sound = checks.iter().all(|check| check.check != "settings" || check.verdict == Verdict::Ok);
    checks.extend(keys::look(&settings, looked.as_ref().filter(|_| sound)).await);
    checks
}

/// What is to be said about the keys of these settings, where something is.
pub(crate) async fn keys_of(settings: &Settings) -> Vec<String> {
    let (looked, _) = database::look(settings).await;
    let checks = keys::look(settings, looked.as_ref()).await;
    let told = checks.into_iter().filter(|check| check.verdict != Verdict::Ok);
    told.map(|check| format!("{}; {}", check.found, check.advice.unwrap_or_default())).collect()
}

fn settings_of(settings: &Settings) -> Vec<Check> {
    let problems = settings.problems();
    if problems.is_empty() {
        let environment = format!("{:?}", settings.environment).to_lowercase();
        return vec![Check::ok("settings", format!("{environment}, {}", settings.public_url))];
    }
    let advice = "change the setting, in the file that AIMS_SETTINGS names or in the environment";
    problems.into_iter().map(|problem| Check::failed("settings", problem, advice)).collect()
}

/// One line for each check, and a last one that sums them up.
fn told(checks: &[Check]) -> String {
    let mut text = String::new();
    for check in checks {
        let verdict = match check.verdict {
            Verdict::Ok => "ok",
            Verdict::Warning => "warning",
            Verdict::Failed => "failed",
        };
        let advice = check.advice.as_ref().map(|advice| format!(" → {advice}")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{verdict:<8} {:<12} {}{advice}", check.check, one_line(&check.found));
    }
    let count = |verdict| checks.iter().filter(|check| check.verdict == verdict).count();
    let (failed, warned) = (count(Verdict::Failed), count(Verdict::Warning));
    let _ = write!(text, "\n{} checks: {failed} failed, {warned} warnings", checks.len());
    text
}

/// What others said may have several lines, and letters that a terminal would act on.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// This machine's clock.
fn now() -> Instant {
    SystemClock::adjustable().0.machine()
}

/// Waits for something, but not for ever.
async fn patiently<T>(work: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(answer) => answer,
        Err(_) => Err(format!("no answer within {} seconds", PATIENCE.as_secs())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_check_is_one_line_with_what_to_do() {
        let checks = [
            Check::ok("redis", "Redis 8.0"),
            Check::failed("mail", "no\nanswer\u{1b}[31m", "look whether the server runs"),
        ];
        let text = told(&checks);
        assert_eq!(text.lines().count(), 4);
        assert!(text.contains("failed   mail         no answer [31m → look whether the server runs"));
        assert!(text.ends_with("2 checks: 1 failed, 0 warnings"));
    }
}
