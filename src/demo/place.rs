//! Where a demo may lie: never where somebody's data is, and never where others reach it, for its password is known.

use super::stage::Stage;
use crate::settings::Settings;
use anyhow::{Context, bail};
use api::Environment;
use integrations::mail::settings::Delivery;
use std::fs;

/// Marks a data folder as a demo's, which the next one may clear.
const MARK: &str = "this-is-a-demo";

/// Refuses what is no place for a demo, and clears an earlier one.
pub(super) fn clear(settings: &Settings) -> anyhow::Result<()> {
    if settings.environment == Environment::Production || settings.mail.delivery != Delivery::Capture {
        bail!(
            "a demo's password is known to everybody: it needs environment = \"embedded\" and mail.delivery = \"capture\""
        );
    }
    let (folder, mark) = (&settings.data_dir, settings.data_dir.join(MARK));
    let holds_something = folder.exists() && fs::read_dir(folder)?.next().is_some();
    if holds_something && !mark.exists() {
        bail!(
            "{} holds data that no demo made; name an empty folder, as AIMS__DATA_DIR=var/demo",
            folder.display()
        );
    }
    if holds_something {
        let lock = fs::File::create(folder.join("aims.lock"))?;
        if lock.try_lock().is_err() {
            bail!("a demo is being served from {}; stop it first", folder.display());
        }
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::write(mark, "An invented organisation lies here; `aims demo` may clear this folder.\n")?;
    Ok(())
}

/// Refuses a database that somebody uses.
pub(super) async fn check_empty(stage: &Stage) -> anyhow::Result<()> {
    if stage.mails().await?.is_empty() {
        return Ok(());
    }
    bail!("this database is used already; a demo needs one of its own")
}
