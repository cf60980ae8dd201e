//! The master keys that organisations' data keys are sealed under, and how they are changed.

use super::{All, make_unless_there, random};
use crate::serve::assemble;
use anyhow::{Context, bail};
use api::Environment;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use store::{MasterKey, MasterKeys};

/// Where the master keys are, as under `[keys]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The current one in base64; empty: the first line of the file.
    pub master: SecretString,
    /// Former ones, which still open.
    pub former: Vec<SecretString>,
    /// The file; empty: in the data folder.
    pub file: PathBuf,
}

impl Settings {
    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.is_here() && parse(self.master.expose_secret()).is_none() {
            problems.push("keys.master must be 32 bytes in base64".to_owned());
        }
        if self.former.iter().any(|key| parse(key.expose_secret()).is_none()) {
            problems.push("each of keys.former must be 32 bytes in base64".to_owned());
        }
        problems
    }

    /// Whether the key is in the settings rather than in a file.
    pub(crate) fn is_here(&self) -> bool {
        !self.master.expose_secret().is_empty()
    }
}

fn parse(text: &str) -> Option<MasterKey> {
    MasterKey::new(STANDARD.decode(text.trim()).ok()?)
}

pub(crate) fn path(settings: &All) -> PathBuf {
    let file = &settings.keys.file;
    if file.as_os_str().is_empty() { settings.data_dir.join("keys").join("master.key") } else { file.clone() }
}

/// The keys of a file, the current one first. A file with anything else in it is not half read.
fn in_file(path: &Path) -> anyhow::Result<Vec<MasterKey>> {
    let text = fs::read_to_string(path).with_context(|| {
        format!("cannot read the master keys at {}; every process needs the same ones", path.display())
    })?;
    let keys: Option<Vec<_>> = text.lines().filter(|line| !line.trim().is_empty()).map(parse).collect();
    match keys {
        Some(keys) if !keys.is_empty() => Ok(keys),
        _ => bail!("the master keys at {} must be 32 bytes in base64, one a line", path.display()),
    }
}

pub(super) fn master_keys(settings: &All) -> anyhow::Result<MasterKeys> {
    if !settings.keys.is_here() && settings.environment != Environment::Production {
        make_unless_there(&path(settings), format!("{}\n", STANDARD.encode(random())).as_bytes())?;
    }
    present(settings)
}

/// The keys as they lie there; none is made.
pub(super) fn present(settings: &All) -> anyhow::Result<MasterKeys> {
    let keys = &settings.keys;
    if keys.is_here() {
        let current = parse(keys.master.expose_secret()).context("keys.master is no key")?;
        let former = keys.former.iter().filter_map(|key| parse(key.expose_secret())).collect();
        return Ok(MasterKeys::new(current, former, || None));
    }
    let path = path(settings);
    let mut found = in_file(&path)?;
    let current = found.remove(0);
    // Another process may have changed the file since this one read it.
    Ok(MasterKeys::new(current, found, move || in_file(&path).ok()))
}

/// `aims keys rotate`: a new master key, and every organisation's data key sealed under it.
///
/// Processes that run meanwhile go on: they find the new key in the file when they first meet it, and the former
/// one stays there. With the key in the settings, change it there first (`keys.master`, and the old one into
/// `keys.former`); this then seals what lies under the old one.
///
/// # Errors
/// When the file cannot be written, or a data key lies under a master key that is not at hand.
pub async fn rotate() -> anyhow::Result<()> {
    let settings = All::load()?;
    if !settings.keys.is_here() {
        let path = path(&settings);
        master_keys(&settings)?;
        put_first(&path, &STANDARD.encode(random()))?;
    }
    let store = assemble::store(&settings).await?.0;
    let mut sealed = 0;
    loop {
        let system = store.system().await?;
        let some = system.seal_data_keys_anew().await?;
        system.commit().await?;
        if some == 0 {
            break;
        }
        sealed += some;
    }
    crate::print(&format!(
        "{sealed} data keys lie under the new master key. Former keys are still needed by backups and by processes \
         that were not started anew; remove them from the file when neither exists any more."
    ))
}

/// Writes the file anew beside the old one and takes its place at once: no reader sees half of it.
fn put_first(path: &Path, key: &str) -> anyhow::Result<()> {
    let former = fs::read_to_string(path)?;
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(format!("{key}\n{former}").as_bytes())?;
    file.sync_all()?;
    fs::rename(&beside, path).with_context(|| format!("cannot write the master keys at {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_or_not_at_all() {
        let folder = std::env::temp_dir().join(format!("aims-master-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("master.key");
        let key = |byte: u8| STANDARD.encode([byte; 32]);
        fs::write(&path, format!("{}\n", key(1))).unwrap();
        put_first(&path, &key(2)).unwrap();
        let keys = in_file(&path).unwrap();
        assert_eq!(keys[0].id(), parse(&key(2)).unwrap().id());
        assert_eq!(keys[1].id(), parse(&key(1)).unwrap().id());
        fs::write(&path, format!("{}\nrubbish\n", key(1))).unwrap();
        assert!(in_file(&path).is_err());
        fs::write(&path, "\n").unwrap();
        assert!(in_file(&path).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
