//! Keys lie in files beside the data, never in the database.

use crate::settings::Settings;
use anyhow::{Context, bail};
use api::Environment;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use store::{LinkKey, Randomness, SystemRandomness};

const LENGTH: usize = 32;

/// The key of mailed links; the embedded default makes one at its first start, readable by its owner alone.
///
/// # Errors
/// When the file cannot be read or made, or is too short to be a key.
pub fn link_key(settings: &Settings) -> anyhow::Result<LinkKey> {
    let path = settings.link_key_path();
    if settings.environment != Environment::Production {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let mut key = [0; LENGTH];
        SystemRandomness.fill(&mut key);
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => file.write_all(&key)?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(error).with_context(|| format!("cannot make the key {}", path.display()));
            }
        }
    }
    let bytes = fs::read(&path).with_context(|| {
        format!("cannot read the key of mailed links at {}; every process needs the same one", path.display())
    })?;
    if bytes.len() < LENGTH {
        bail!("the key of mailed links at {} is shorter than {LENGTH} bytes", path.display());
    }
    Ok(LinkKey::new(bytes))
}
