//! Whoever runs the installation: their own right, their own door, and their own log.
//!
//! An operator sees which organisations there are and how much they use; of what is in them, nothing. Every look at an
//! organisation and every step is written in the transaction that it is done in.

mod jobs;
mod look;
mod suspend;

pub use jobs::{FailedJob, SUSPENDED};
pub use look::{LogEntry, OperatedOrganisation};

use crate::doors::{AccountTx, OpenDoor, OrgRead, OrgTx, Store, SystemTx};
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use crate::tenancy::{Actor, Tenancy};
use domain::id::{AccountId, OrgId};
use domain::text::Address;
use sea_orm::FromQueryResult;
use serde_json::{Value, json};
use uuid::Uuid;

/// Somebody who runs the installation, as loaded for a session. Only this crate makes one.
#[derive(Clone, Copy, Debug)]
pub struct Operator {
    account: AccountId,
}

/// An operator's door: what is done through it is written down with it. Dropped without [`OperatorTx::commit`], nothing of
/// it is kept.
pub struct OperatorTx {
    store: Store,
    door: OpenDoor,
    operator: Operator,
}

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
}

/// Writes down what was done, and by whom; nobody stands for the command line.
pub(crate) async fn note(
    door: &OpenDoor,
    store: &Store,
    by: Option<AccountId>,
    action: &str,
    org: Option<OrgId>,
    body: Value,
) -> Result<()> {
    let sql = Sql::new("insert into operator_entry (id, at, account_id, action, about_org, body) values (")
        .bind(store.new_id())
        .push(", ")
        .bind(store.clock().machine())
        .push(", ")
        .bind(by.map(|account| account.0))
        .push(", ")
        .bind(action)
        .push(", ")
        .bind(org.map(|org| org.0))
        .push(", ")
        .bind(body)
        .push(")");
    door.run(sql).await.map(drop)
}

impl AccountTx {
    /// The door's account as an operator, where it is one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn operator(&self) -> Result<Option<Operator>> {
        let Some(account) = self.account else { return Ok(None) };
        let sql = Sql::new(
            "select account_id as id from operator_account where revoked_at is null and account_id = ",
        )
        .bind(account.0);
        Ok(self.door.one::<Found>(sql).await?.map(|row| Operator { account: AccountId(row.id) }))
    }
}

impl SystemTx {
    /// Makes whoever signs in with that address an operator, or no longer one. Answers whether that changed anything. Only
    /// the command line does this: nobody becomes an operator through the web.
    ///
    /// # Errors
    /// [`Error::NotFound`] where nobody signs in with that address.
    pub async fn let_operate(&self, address: &Address, may: bool) -> Result<bool> {
        let sql = Sql::new("select id from account where address_key = ").bind(address.key());
        let account = self.door.one::<Found>(sql).await?.ok_or(Error::NotFound)?.id;
        let now = self.store.clock().machine();
        let changed = if may {
            let sql = Sql::new("insert into operator_account (account_id, granted_at, revoked_at) values (")
                .bind(account)
                .push(", ")
                .bind(now)
                .push(
                    ", null) on conflict (account_id) do update set granted_at = excluded.granted_at, \
                     revoked_at = null where operator_account.revoked_at is not null",
                );
            self.door.run(sql).await?
        } else {
            let sql = Sql::new("update operator_account set revoked_at = ")
                .bind(now)
                .push(" where revoked_at is null and account_id = ")
                .bind(account);
            self.door.run(sql).await?
        };
        if changed > 0 {
            let action = if may { "operator_granted" } else { "operator_revoked" };
            note(&self.door, &self.store, None, action, None, json!({ "account": account })).await?;
        }
        Ok(changed > 0)
    }

    /// The addresses of operators.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn operators(&self) -> Result<Vec<String>> {
        #[derive(FromQueryResult)]
        struct Row {
            address: String,
        }
        let sql = Sql::new(
            "select a.address from operator_account o join account a on a.id = o.account_id where o.revoked_at is null \
             order by a.address",
        );
        Ok(self.door.all::<Row>(sql).await?.into_iter().map(|row| row.address).collect())
    }
}

impl Store {
    /// Opens an operator's door.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn operate(&self, operator: Operator) -> Result<OperatorTx> {
        let SystemTx { store, door } = self.system().await?;
        Ok(OperatorTx { store, door, operator })
    }

    /// Opens an organisation for an operator, to count what it uses.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none of that id.
    pub async fn read_operated(&self, _: Operator, org: OrgId) -> Result<OrgRead> {
        let zone = self.zone_of(org).await?;
        self.read_in(Tenancy::new(org, zone, Actor::Operator)).await
    }

    /// Opens an organisation for an operator's step.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none of that id.
    pub async fn write_operated(&self, _: Operator, org: OrgId) -> Result<OrgTx> {
        let zone = self.zone_of(org).await?;
        self.write_in(Tenancy::new(org, zone, Actor::Operator)).await
    }
}

impl OperatorTx {
    async fn note(&self, action: &str, org: Option<OrgId>, body: Value) -> Result<()> {
        note(&self.door, &self.store, Some(self.operator.account), action, org, body).await
    }

    /// Keeps what was done, and that it was.
    ///
    /// # Errors
    /// When the database refuses or goes away; then nothing is kept.
    pub async fn commit(self) -> Result<()> {
        self.door.commit().await
    }
}

/// How many rows of one page, at most.
const MOST: u64 = 100;

/// How many rows were asked for.
fn limit(asked: Option<u64>) -> Result<i64> {
    let limit = asked.unwrap_or(50);
    if (1..=MOST).contains(&limit) {
        return i64::try_from(limit).map_err(|_| unreadable("limit"));
    }
    Err(Error::Invalid { field: "limit".to_owned(), code: "out_of_range" })
}
