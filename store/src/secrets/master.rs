//! The installation's master keys: the current one seals, former ones still open until everything is sealed anew.

use super::seal::{KEY, NONCE, open, seal};
use super::{DataKey, Row};
use crate::error::{Result, unreadable};
use secrecy::{ExposeSecret, SecretSlice};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// A master key. Its id is derived from it, so that nobody has to invent one and none is given twice.
#[derive(Clone)]
pub struct MasterKey {
    id: String,
    key: SecretSlice<u8>,
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MasterKey({})", self.id)
    }
}

impl MasterKey {
    /// A key of exactly 32 bytes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        if bytes.len() != KEY {
            return None;
        }
        let digest = Sha256::new().chain_update(b"aims master key").chain_update(&bytes).finalize();
        let id = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        Some(Self { id, key: bytes.into() })
    }

    /// Its id, which says nothing about it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn wrap(&self, nonce: [u8; NONCE], org: Uuid, data_key: &[u8]) -> Result<Vec<u8>> {
        seal(self.key.expose_secret(), nonce, &place(org), data_key).ok_or(unreadable("master key"))
    }
}

/// What is bound to a sealed data key: whose it is.
fn place(org: Uuid) -> Vec<u8> {
    [b"data_key".as_slice(), org.as_bytes()].concat()
}

/// Reads the keys anew, for a process that runs while another one changes them.
type Reload = Arc<dyn Fn() -> Option<Vec<MasterKey>> + Send + Sync>;

/// The master keys of this process, the current one first.
#[derive(Clone)]
pub struct MasterKeys {
    keys: Arc<RwLock<Vec<MasterKey>>>,
    reload: Reload,
}

impl fmt::Debug for MasterKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MasterKeys").finish_non_exhaustive()
    }
}

impl MasterKeys {
    /// The current key, former ones, and how to look for new ones when a secret lies under a key that is not
    /// among them.
    #[must_use]
    pub fn new(
        current: MasterKey,
        former: Vec<MasterKey>,
        reload: impl Fn() -> Option<Vec<MasterKey>> + Send + Sync + 'static,
    ) -> Self {
        let keys = std::iter::once(current).chain(former).collect();
        Self { keys: Arc::new(RwLock::new(keys)), reload: Arc::new(reload) }
    }

    pub(super) fn current(&self) -> MasterKey {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)[0].clone()
    }

    fn find(&self, id: &str) -> Option<MasterKey> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().find(|key| key.id == id).cloned()
    }

    fn find_anew(&self, id: &str) -> Option<MasterKey> {
        let found = (self.reload)().filter(|keys| !keys.is_empty())?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = found;
        self.find(id)
    }

    /// Whether the key of that id is at hand.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    pub(super) fn unwrap(&self, row: &Row) -> Result<DataKey> {
        let master = self.find(&row.master).or_else(|| self.find_anew(&row.master));
        let master = master.ok_or(unreadable("data key: its master key is not at hand"))?;
        let key = open(master.key.expose_secret(), &place(row.org_id), &row.wrapped);
        Ok(DataKey { org: row.org_id, key: key.ok_or(unreadable("data key"))? })
    }
}
