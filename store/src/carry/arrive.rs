//! Rows as they arrive, in one transaction from the first to the last: the whole organisation, or nothing of it.
//!
//! On PostgreSQL they come in by the door of their own organisation, so that row-level security refuses a row of another,
//! whatever the file says; on both, keys and triggers hold as ever.

use super::{CarriedAccount, Kind, Row, TableShape, value};
use crate::doors::{OrgRead, OrgTx, Store};
use crate::error::{Error, Result};
use crate::operators::note;
use crate::sql::Sql;
use crate::tenancy::{Actor, Tenancy};
use crate::trail::Stretch;
use domain::id::OrgId;
use domain::obligation::Kind as Duty;
use domain::trail::chain::{Chain, Fault, Report};
use sea_orm::FromQueryResult;
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use uuid::Uuid;

/// How many values one statement takes, at most.
const VALUES: usize = 8_000;

#[derive(FromQueryResult)]
struct Found {
    found: i64,
}

/// An organisation that arrives. Dropped without [`Arrival::commit`], nothing of it is kept.
pub struct Arrival {
    tx: OrgTx,
    accounts: HashMap<Uuid, Uuid>,
}

impl Store {
    /// Opens the door to an organisation that is not here yet; `None` where it is.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn arrival(&self, org: OrgId) -> Result<Option<Arrival>> {
        let tx = self.write_in(Tenancy::new(org, chrono_tz::Tz::UTC, Actor::Operator)).await?;
        let sql = tx.sql("select count(*) as found from organisation where org_id = ");
        let is_here = tx.door.one::<Found>(sql).await?.is_some_and(|row| row.found > 0);
        Ok((!is_here).then(|| Arrival { tx, accounts: HashMap::new() }))
    }
}

impl Arrival {
    /// What a table looks like here.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn shape(&self, table: &'static str) -> Result<TableShape> {
        self.tx.shape(table).await
    }

    /// Takes in an account, before the people who sign in with it.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an address that is none.
    pub async fn account(&mut self, carried: &CarriedAccount) -> Result<()> {
        let here = self.tx.account_for(carried).await?;
        self.accounts.insert(carried.id, here);
        Ok(())
    }

    /// Takes in rows of a table.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that does not fit, or when the database refuses it.
    pub async fn rows(&self, shape: &TableShape, rows: &[Row]) -> Result<()> {
        let columns: Vec<&str> =
            shape.columns.iter().chain(&shape.kept_back).map(|column| column.name.as_str()).collect();
        let each = (VALUES / columns.len()).max(1);
        for some in rows.chunks(each) {
            let mut sql = Sql::new(&format!(
                "insert into \"{}\" (\"{}\") values ",
                shape.table,
                columns.join("\", \"")
            ));
            for (position, row) in some.iter().enumerate() {
                let values = self.values(shape, row)?;
                sql = sql.push(if position > 0 { ", (" } else { "(" }).bind_all(values).push(")");
            }
            self.tx.door.run(sql).await?;
        }
        Ok(())
    }

    fn values(&self, shape: &TableShape, row: &Row) -> Result<Vec<sea_orm::Value>> {
        if let Some(unknown) = row.keys().find(|name| !shape.has(name)) {
            let field = format!("{}.{unknown}", shape.table);
            return Err(Error::Invalid { field, code: "no_such_column" });
        }
        let own = Json::from(self.tx.org().to_string());
        let mut values = Vec::with_capacity(row.len());
        for column in &shape.columns {
            let given = row.get(&column.name).unwrap_or(&Json::Null);
            if column.name == "org_id" && *given != own {
                let field = format!("{}.org_id", shape.table);
                return Err(Error::Invalid { field, code: "another_organisation" });
            }
            values.push(match (shape.table, column.name.as_str()) {
                ("person", "account_id") => self.account_of(given)?,
                _ => value::write(shape.table, column, given)?,
            });
        }
        for column in &shape.kept_back {
            values.push(value::instead(shape.table, column)?);
        }
        Ok(values)
    }

    fn account_of(&self, given: &Json) -> Result<sea_orm::Value> {
        let Some(text) = given.as_str() else { return Ok(value::nothing(Kind::Id)) };
        let known = text.parse().ok().and_then(|id: Uuid| self.accounts.get(&id));
        let unknown = || Error::Invalid { field: "person.account_id".to_owned(), code: "no_such_account" };
        known.copied().map(Into::into).ok_or_else(unknown)
    }

    /// Settles what could not come along: connections and receivers wait for their secrets, nobody is reminded that a secret
    /// ends which is not here, and what was on its way when the organisation left is not sent a second time.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn settle(&self) -> Result<()> {
        const LOST: &str = "the organisation moved before this was sent";
        const MOVED: &str =
            "The organisation moved, and what this was signed with stayed behind: add the receiver again.";
        let tx = &self.tx;
        let connections = Sql::new("update connection set state = 'needs_reconnect' where org_id = ")
            .bind(tx.org())
            .push(" and state in ('new', 'active', 'paused')");
        tx.door.run(connections).await?;
        let endpoints = Sql::new("update endpoint set active = false, disabled_because = ")
            .bind(MOVED)
            .push(" where active and org_id = ")
            .bind(tx.org());
        tx.door.run(endpoints).await?;
        // Tokens and what connections signed in with stayed behind, and with them the days on which they end.
        let ends = Sql::new("delete from obligation where org_id = ")
            .bind(tx.org())
            .push(" and kind in (")
            .bind_all([Duty::Expiry.name(), Duty::Access.name()])
            .push(")");
        tx.door.run(ends).await?;
        let tokens = Sql::new("update subject set archived_at = ")
            .bind(tx.now())
            .push(" where kind = 'token' and archived_at is null and org_id = ")
            .bind(tx.org());
        tx.door.run(tokens).await?;
        for table in ["delivery", "dispatch"] {
            let sent = Sql::new(&format!("update {table} set state = 'dead', last_error = "))
                .bind(LOST)
                .push(", settled_at = ")
                .bind(tx.now())
                .push(" where state in ('planned', 'sending') and org_id = ")
                .bind(tx.org());
            tx.door.run(sent).await?;
        }
        Ok(())
    }

    /// Walks the trail as it lies here now.
    ///
    /// # Errors
    /// The outer when the database fails, the inner at the first entry that does not fit.
    pub async fn check_trail(&self) -> Result<std::result::Result<Report, Fault>> {
        let keys = self.tx.trail_keys().await?;
        let mut chain = Chain::new(self.tx.org());
        loop {
            let stretch: Stretch = self.tx.trail_after(chain.head().0).await?;
            if stretch.entries.is_empty() {
                return Ok(chain.end(stretch.head.0, &stretch.head.1));
            }
            if let Err(fault) = stretch.join(&mut chain, &keys) {
                return Ok(Err(fault));
            }
        }
    }

    /// Keeps the organisation, and notes in the operators' log that it came.
    ///
    /// # Errors
    /// When the database refuses or goes away; then nothing is kept.
    pub async fn commit(self) -> Result<()> {
        let org: &OrgRead = &self.tx;
        let about = Some(org.tenancy.org());
        note(&org.door, &org.store, None, "organisation_imported", about, json!({})).await?;
        self.tx.commit().await.map(drop)
    }
}
