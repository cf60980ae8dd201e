//! What must never be combined, checked before anything listens.

use crate::migrate::once_it_answers;
use crate::settings::Settings;
use anyhow::bail;
use api::Environment;
use integrations::mail::settings::Delivery;
use std::net::{IpAddr, SocketAddr};
use store::Store;

/// Combinations of settings that are refused, in sentences.
#[must_use]
pub fn problems(settings: &Settings) -> Vec<String> {
    let mut problems = Vec::new();
    let listens_locally = is_loopback_listener(&settings.api.listen);
    let captures = settings.mail.delivery == Delivery::Capture;
    let mail_stays_here = captures || is_loopback_host(&settings.mail.smtp.host);
    if settings.environment == Environment::Test && !(listens_locally && mail_stays_here) {
        problems.push(
            "environment = \"test\" lets the calendar be moved, so it needs api.listen on loopback and mail that is \
             captured or goes to loopback"
                .to_owned(),
        );
    }
    if captures && settings.environment == Environment::Production {
        problems.push("environment = \"production\" sends mail: set mail.delivery = \"smtp\"".to_owned());
    }
    if captures && !listens_locally {
        problems.push(
            "captured mail can be read by whoever reaches /dev/mailbox, so api.listen must be on loopback; \
             for another address set mail.delivery = \"smtp\""
                .to_owned(),
        );
    }
    if settings.environment == Environment::Production && settings.public_url.scheme() != "https" {
        problems.push("environment = \"production\" needs a public_url that begins with https://".to_owned());
    }
    problems
}

/// Refuses to start on a moved calendar outside a test environment.
///
/// # Errors
/// When the stored offset is not zero and may not be honoured.
pub async fn check_calendar(settings: &Settings, store: &Store) -> anyhow::Result<()> {
    let offset = once_it_answers(async || {
        let system = store.system().await?;
        let offset = system.calendar_offset().await?;
        system.commit().await?;
        Ok::<_, store::Error>(offset)
    })
    .await?;
    if !offset.is_zero() && settings.environment != Environment::Test {
        bail!(
            "this database's calendar was moved by {} days for a test, and environment is not \"test\"; \
             real reminders must not go by it",
            offset.num_days()
        );
    }
    Ok(())
}

fn is_loopback_listener(listen: &str) -> bool {
    match listen.parse::<SocketAddr>() {
        Ok(address) => address.ip().is_loopback(),
        Err(_) => listen.rsplit_once(':').is_some_and(|(host, _)| is_loopback_host(host)),
    }
}

fn is_loopback_host(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
