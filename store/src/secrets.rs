//! Secrets at rest, in envelopes: each organisation has a data key of its own, sealed under the installation's
//! master key, which never lies in the database. What is sealed is bound to where it belongs (organisation, table,
//! row), so a secret that is copied into another row does not open there.
//!
//! XChaCha20-Poly1305 with a random nonce: nothing to count, nothing to repeat.

mod master;
mod seal;

pub use master::{MasterKey, MasterKeys};
use seal::{open, seal};

use crate::doors::{OrgRead, OrgTx, SystemTx};
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use sea_orm::FromQueryResult;
use secrecy::{ExposeSecret, SecretSlice};
use uuid::Uuid;

/// How many data keys are sealed anew in one transaction.
const BATCH: i64 = 200;

#[derive(FromQueryResult)]
struct Row {
    org_id: Uuid,
    id: Uuid,
    master: String,
    wrapped: Vec<u8>,
}

/// An organisation's data key, open. Lives only as long as it is used.
pub(crate) struct DataKey {
    org: Uuid,
    key: SecretSlice<u8>,
}

impl DataKey {
    /// What is bound to an envelope: where it belongs.
    fn place(&self, table: &str, row: Uuid) -> Vec<u8> {
        [self.org.as_bytes().as_slice(), table.as_bytes(), row.as_bytes()].concat()
    }

    pub(crate) fn seal(
        &self,
        nonce: [u8; seal::NONCE],
        table: &str,
        row: Uuid,
        plain: &[u8],
    ) -> Result<Vec<u8>> {
        seal(self.key.expose_secret(), nonce, &self.place(table, row), plain).ok_or(unreadable("data key"))
    }

    pub(crate) fn open(&self, table: &str, row: Uuid, sealed: &[u8]) -> Result<SecretSlice<u8>> {
        open(self.key.expose_secret(), &self.place(table, row), sealed).ok_or(unreadable("secret"))
    }
}

impl OrgRead {
    /// The organisation's data key, where it has one.
    pub(crate) async fn data_key(&self) -> Result<Option<DataKey>> {
        let sql = self.sql("select org_id, id, master, wrapped from data_key where org_id = ");
        let Some(row) = self.door.one::<Row>(sql).await? else { return Ok(None) };
        self.store.master_keys().unwrap(&row).map(Some)
    }

    /// A random nonce for one envelope.
    pub(crate) fn nonce(&self) -> [u8; seal::NONCE] {
        let mut nonce = [0; seal::NONCE];
        self.store.randomness().fill(&mut nonce);
        nonce
    }
}

impl OrgTx {
    /// The organisation's data key; the first secret makes it.
    pub(crate) async fn data_key_or_new(&self) -> Result<DataKey> {
        if let Some(key) = self.data_key().await? {
            return Ok(key);
        }
        let mut key = vec![0; seal::KEY];
        self.store.randomness().fill(&mut key);
        let id = self.store.new_id();
        let master = self.store.master_keys().current();
        let wrapped = master.wrap(self.nonce(), self.org(), &key)?;
        let sql = self
            .sql("insert into data_key (org_id, id, master, wrapped, made_at) values (")
            .push(", ")
            .bind(id)
            .push(", ")
            .bind(master.id())
            .push(", ")
            .bind(wrapped)
            .push(", ")
            .bind(self.now())
            .push(") on conflict (org_id) do nothing");
        self.door.run(sql).await?;
        // Two first secrets at once: the one that waited uses the key of the other.
        self.data_key().await?.ok_or(unreadable("data key"))
    }

    /// Seals a secret of a row.
    pub(crate) async fn seal(&self, table: &str, row: Uuid, plain: &[u8]) -> Result<Vec<u8>> {
        self.data_key_or_new().await?.seal(self.nonce(), table, row, plain)
    }
}

impl SystemTx {
    /// Seals the next data keys that lie under another master key than the current one. Answers how many.
    ///
    /// # Errors
    /// When one lies under a master key that is not at hand: then nothing is changed.
    pub async fn seal_data_keys_anew(&self) -> Result<u64> {
        let keys = self.store.master_keys();
        let current = keys.current();
        let sql = Sql::new(
            "select org_id, id, master, wrapped from data_key where org_id is not null and master <> ",
        )
        .bind(current.id())
        .push(" order by org_id limit ")
        .bind(BATCH);
        let rows: Vec<Row> = self.door.all(sql).await?;
        for row in &rows {
            let open = keys.unwrap(row)?;
            let mut nonce = [0; seal::NONCE];
            self.store.randomness().fill(&mut nonce);
            let wrapped = current.wrap(nonce, row.org_id, open.key.expose_secret())?;
            let sql = Sql::new("update data_key set master = ")
                .bind(current.id())
                .push(", wrapped = ")
                .bind(wrapped)
                .push(" where org_id = ")
                .bind(row.org_id)
                .push(" and id = ")
                .bind(row.id);
            self.door.run(sql).await?;
        }
        Ok(rows.len() as u64)
    }

    /// The ids of master keys that data keys lie under and that are not at hand here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn master_keys_not_at_hand(&self) -> Result<Vec<String>> {
        #[derive(FromQueryResult)]
        struct Used {
            master: String,
        }
        let sql = Sql::new("select distinct master from data_key where org_id is not null order by master");
        let used: Vec<Used> = self.door.all(sql).await?;
        let keys = self.store.master_keys();
        Ok(used.into_iter().map(|row| row.master).filter(|id| !keys.knows(id)).collect())
    }
}
