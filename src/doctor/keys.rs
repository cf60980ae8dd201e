//! The keys: there, readable by their owner alone, and the ones that the data lies under.

use super::database::Looked;
use super::{Check, Verdict, patiently};
use crate::keys::{master_path, present};
use crate::settings::Settings;
use api::Environment;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use store::calendar::SystemClock;
use store::{Bus, Keys, Store, SystemRandomness};

pub(super) async fn look(settings: &Settings, database: Option<&Looked>) -> Vec<Check> {
    let keys = match present(settings) {
        Ok(keys) => keys,
        Err(error) => return vec![missing(settings, database, &format!("{error:#}"))],
    };
    let mut checks: Vec<Check> = open_to_others(settings).collect();
    let migrated = database.is_some_and(|looked| looked.look.missing.is_empty());
    checks.push(if migrated { opens(settings, keys).await } else { Check::ok("keys", "there") });
    checks
}

/// The embedded default makes its keys at its first start, but not for data that lies under others.
fn missing(settings: &Settings, database: Option<&Looked>, why: &str) -> Check {
    if settings.environment != Environment::Production && database.is_none() {
        return Check::warning("keys", why, "`aims up` makes them at its first start");
    }
    let advice = "put back the keys that belong to this data: what is sealed under them opens with no others";
    Check::failed("keys", why, advice)
}

fn open_to_others(settings: &Settings) -> impl Iterator<Item = Check> {
    let master = (!settings.keys.is_here()).then(|| master_path(settings));
    let files = std::iter::once(settings.link_key_path()).chain(master);
    files.filter(|path| is_open_to_others(path)).map(|path| {
        let found = format!("{} can be read by others than its owner", path.display());
        Check::warning("keys", found, format!("chmod 600 {}", path.display()))
    })
}

fn is_open_to_others(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
}

/// Whether the keys at hand open what lies in the database.
async fn opens(settings: &Settings, keys: Keys) -> Check {
    match patiently(async { not_at_hand(settings, keys).await.map_err(|error| error.to_string()) }).await {
        Ok(strange) if strange.is_empty() => Check::ok("keys", "there, and they open what is sealed"),
        Ok(strange) => {
            let found = format!(
                "organisations' keys lie under master keys that are not here: {}",
                strange.join(", ")
            );
            let advice = "put the missing one into the file of keys.file, or into keys.former";
            Check::failed("keys", found, advice)
        }
        Err(why) => Check {
            verdict: Verdict::Warning,
            ..Check::failed(
                "keys",
                format!("there; whether they open what is sealed cannot be seen: {why}"),
                "see above",
            )
        },
    }
}

async fn not_at_hand(settings: &Settings, keys: Keys) -> store::Result<Vec<String>> {
    let (clock, _) = SystemClock::adjustable();
    let (clock, randomness) = (Arc::new(clock), Arc::new(SystemRandomness));
    let store = Store::open(&settings.database, keys, clock, randomness, Bus::local(), None).await?;
    let system = store.system().await?;
    let strange = system.master_keys_not_at_hand().await?;
    system.commit().await?;
    Ok(strange)
}
