//! Accounts belong to an installation. What is carried of one is who signs in with it; at the other end they are found by
//! their address, or made without a password: whoever reads mail there chooses one.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use domain::text::Address;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An account of somebody who belongs to the organisation.
#[derive(Clone, Debug, FromQueryResult, Serialize, Deserialize)]
pub struct CarriedAccount {
    /// Its id where it comes from.
    pub id: Uuid,
    /// The verified address.
    pub address: String,
    /// The human being's name.
    pub name: String,
}

#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
}

impl OrgRead {
    /// The accounts of the organisation's people.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn carried_accounts(&self) -> Result<Vec<CarriedAccount>> {
        let sql = self
            .sql("select a.id, a.address, a.name from account a where a.id in (select p.account_id from person p where p.org_id = ")
            .push(") order by a.id");
        self.door.all(sql).await
    }
}

impl OrgTx {
    /// The id of that account here, which is made where nobody signs in with that address.
    pub(super) async fn account_for(&self, carried: &CarriedAccount) -> Result<Uuid> {
        let address = Address::parse(&carried.address)
            .map_err(|_| Error::Invalid { field: "account.address".to_owned(), code: "no_address" })?;
        // Under its own id; under another where that is taken by somebody else.
        for id in [carried.id, self.store.new_id()] {
            let add = Sql::new(
                "insert into account (id, address, address_key, name, password_hash, created_at) values (",
            )
            .bind(id)
            .push(", ")
            .bind_all([address.as_str().to_owned(), address.key(), carried.name.clone(), String::new()])
            .push(", ")
            .bind(self.store.clock().machine())
            .push(") on conflict do nothing");
            self.door.run(add).await?;
            let sql = Sql::new("select id from account where address_key = ").bind(address.key());
            if let Some(found) = self.door.one::<Found>(sql).await? {
                return Ok(found.id);
            }
        }
        Err(unreadable("account"))
    }
}
