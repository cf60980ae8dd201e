//! `aims bounce`: takes a mail that came back, as the operator's mail server pipes it.

use crate::serve::assemble::store;
use crate::settings::Settings;
use anyhow::{Context, bail};
use integrations::mail::dsn;
use std::io::Read;
use store::Bounced;

/// Reads the mail from the standard input and notes whom it did not reach.
///
/// # Errors
/// When no bounces are looked after, or the database refuses: then the mail server keeps the mail and tries again.
pub async fn run(recipient: Option<&str>) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    if settings.mail.bounce_domain.is_empty() {
        bail!("mail.bounce_domain is empty, so no mail of this installation comes back here");
    }
    let mut raw = Vec::new();
    let most = u64::try_from(dsn::LARGEST).unwrap_or(u64::MAX) + 1;
    std::io::stdin().take(most).read_to_end(&mut raw).context("the mail cannot be read")?;
    let Some(report) = dsn::read(&raw, recipient, &settings.mail.bounce_domain) else {
        return crate::print("This is no report of a mail that came back; nothing was changed.");
    };
    let (store, _) = store(&settings).await?;
    for token in &report.tokens {
        let words = match store.bounced(token, report.hard, &report.why).await? {
            Bounced::Unknown => continue,
            Bounced::Counted => "It may arrive another time; it was counted.",
            Bounced::Died => "The address is dead from now on.",
            Bounced::WasDead => "The address was dead already.",
        };
        return crate::print(words);
    }
    crate::print("The address that it came back to is none of ours; nothing was changed.")
}
