//! Anchors: signed at a rhythm, so that nobody who gets hold of the database alone can write the trail anew. The key is
//! the organisation's own and lies sealed as its other secrets do.

use crate::doors::{OrgRead, OrgTx, Store, SystemTx};
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use crate::tenancy::Tenancy;
use domain::clock::Instant;
use domain::id::OrgId;
use domain::trail::GENESIS;
use domain::trail::anchor::{Anchor, PublicKey, SigningKey};
use domain::trail::chain::Fault;
use sea_orm::FromQueryResult;
use secrecy::ExposeSecret;
use uuid::Uuid;

const TABLE: &str = "trail_key";

#[derive(FromQueryResult)]
struct KeyRow {
    id: Uuid,
    public: Vec<u8>,
    sealed: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Row {
    org_id: Uuid,
    seq: i64,
    hash: Vec<u8>,
    at: Instant,
    key_id: String,
    signature: Vec<u8>,
}

impl From<Row> for Anchor {
    fn from(row: Row) -> Self {
        let Row { org_id: org, seq, hash, at, key_id: key, signature } = row;
        Self { org, seq, hash, at, key, signature }
    }
}

const ANCHOR: &str = "select org_id, seq, hash, at, key_id, signature from trail_anchor where org_id = ";

impl OrgRead {
    /// The key that this installation signs with. One that the organisation brought along signs nothing here: its
    /// private half stayed where it came from.
    async fn key_row(&self) -> Result<Option<KeyRow>> {
        let sql = self
            .sql("select id, public, sealed from trail_key where org_id = ")
            .push(" and length(sealed) > 0");
        self.door.one(sql).await
    }

    /// What the organisation's anchors are checked with: the key that signs now first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn trail_keys(&self) -> Result<Vec<PublicKey>> {
        let sql = self
            .sql("select id, public, sealed from trail_key where org_id = ")
            .push(" order by length(sealed) desc, made_at desc");
        let rows: Vec<KeyRow> = self.door.all(sql).await?;
        rows.into_iter().map(|row| PublicKey::new(row.public).ok_or(unreadable("key of the trail"))).collect()
    }

    /// The latest anchor.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn last_anchor(&self) -> Result<Option<Anchor>> {
        let sql = self.sql(ANCHOR).push(" order by seq desc limit 1");
        Ok(self.door.one::<Row>(sql).await?.map(Anchor::from))
    }

    pub(super) async fn anchors_between(&self, after: i64, last: i64) -> Result<Vec<Anchor>> {
        let sql = self
            .sql(ANCHOR)
            .push(" and seq > ")
            .bind(after)
            .push(" and seq <= ")
            .bind(last)
            .push(" order by seq");
        Ok(self.door.all::<Row>(sql).await?.into_iter().map(Anchor::from).collect())
    }
}

impl OrgTx {
    /// The key that anchors are signed with; the first anchor makes it.
    async fn signing_key(&self) -> Result<SigningKey> {
        if let Some(row) = self.key_row().await? {
            let data_key = self.data_key().await?.ok_or(unreadable("data key"))?;
            let seed = data_key.open(TABLE, row.id, &row.sealed)?;
            return SigningKey::of_seed(seed.expose_secret()).ok_or(unreadable("key of the trail"));
        }
        let mut seed = [0; GENESIS.len()];
        self.store.randomness().fill(&mut seed);
        let key = SigningKey::of_seed(&seed).ok_or(unreadable("key of the trail"))?;
        let id = self.store.new_id();
        let sealed = self.seal(TABLE, id, &seed).await?;
        let sql = self
            .sql("insert into trail_key (org_id, id, public, sealed, made_at) values (")
            .push(", ")
            .bind(id)
            .push(", ")
            .bind_all([key.public().bytes().to_vec(), sealed])
            .push(", ")
            .bind(self.now())
            .push(")");
        self.door.run(sql).await?;
        Ok(key)
    }

    async fn add_anchor(&self, anchor: &Anchor) -> Result<()> {
        let sql = self
            .sql("insert into trail_anchor (org_id, id, seq, hash, at, key_id, signature) values (")
            .push(", ")
            .bind(self.store.new_id())
            .push(", ")
            .bind(anchor.seq)
            .push(", ")
            .bind(anchor.hash.clone())
            .push(", ")
            .bind(anchor.at)
            .push(", ")
            .bind(anchor.key.as_str())
            .push(", ")
            .bind(anchor.signature.clone())
            // Another process was faster.
            .push(") on conflict (org_id, seq) do nothing");
        self.door.run(sql).await.map(drop)
    }
}

impl Store {
    /// Checks what came to an organisation's trail since its last anchor, and signs how far it has come. `None` where
    /// nothing came. What does not hold is not signed.
    ///
    /// # Errors
    /// The outer when the database fails, the inner at the first entry that does not fit.
    pub async fn anchor_trail(
        &self,
        tenancy: &Tenancy,
    ) -> Result<std::result::Result<Option<Anchor>, Fault>> {
        let org = self.read_again(tenancy).await?;
        let last = org.last_anchor().await?;
        org.close().await?;
        let chain = match self.walk_on(tenancy, last.as_ref()).await? {
            Ok(chain) => chain,
            Err(fault) => return Ok(Err(fault)),
        };
        let (seq, hash) = chain.head();
        if seq == last.map_or(0, |anchor| anchor.seq) {
            return Ok(Ok(None));
        }
        let tx = self.write_again(tenancy).await?;
        let anchor = tx.signing_key().await?.anchor(tx.org(), seq, hash, tx.now());
        tx.add_anchor(&anchor).await?;
        tx.commit().await?;
        Ok(Ok(Some(anchor)))
    }
}

impl SystemTx {
    /// The organisations whose trail has grown since its last anchor.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn organisations_to_anchor(&self) -> Result<Vec<OrgId>> {
        #[derive(FromQueryResult)]
        struct Grown {
            org_id: Uuid,
        }
        let sql = Sql::new(
            "select h.org_id from trail_head h where h.seq > 0 and not exists \
             (select 1 from trail_anchor a where a.org_id = h.org_id and a.seq = h.seq) order by h.org_id",
        );
        Ok(self.door.all::<Grown>(sql).await?.into_iter().map(|row| OrgId(row.org_id)).collect())
    }
}
