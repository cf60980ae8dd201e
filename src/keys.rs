//! Keys lie in files beside the data or in the settings, never in the database.

mod master;

pub(crate) use master::path as master_path;
pub use master::{Settings, rotate};

use crate::settings::Settings as All;
use anyhow::{Context, bail};
use api::Environment;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use store::{Keys, LinkKey, Randomness, SystemRandomness};

const LENGTH: usize = 32;

/// Every key of this installation.
///
/// # Errors
/// When a file cannot be read or made, or what it holds is no key.
pub fn keys(settings: &All) -> anyhow::Result<Keys> {
    Ok(Keys { links: link_key(settings)?, master: master::master_keys(settings)? })
}

/// The key of mailed links; the embedded default makes one at its first start, readable by its owner alone.
fn link_key(settings: &All) -> anyhow::Result<LinkKey> {
    let path = settings.link_key_path();
    if settings.environment != Environment::Production {
        make_unless_there(&path, &random())?;
    }
    read_link_key(settings)
}

fn read_link_key(settings: &All) -> anyhow::Result<LinkKey> {
    let path = settings.link_key_path();
    let bytes = fs::read(&path).with_context(|| {
        format!("cannot read the key of mailed links at {}; every process needs the same one", path.display())
    })?;
    if bytes.len() < LENGTH {
        bail!("the key of mailed links at {} is shorter than {LENGTH} bytes", path.display());
    }
    Ok(LinkKey::new(bytes))
}

/// Every key of this installation, as it lies there: none is made.
///
/// # Errors
/// When a file is not there, or what it holds is no key.
pub fn present(settings: &All) -> anyhow::Result<Keys> {
    Ok(Keys { links: read_link_key(settings)?, master: master::present(settings)? })
}

fn random() -> [u8; LENGTH] {
    let mut key = [0; LENGTH];
    SystemRandomness.fill(&mut key);
    key
}

/// Of several processes that start at once, one makes the file.
fn make_unless_there(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(mut file) => Ok(file.write_all(content)?),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error).with_context(|| format!("cannot make the key {}", path.display())),
    }
}
