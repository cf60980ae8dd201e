//! A connection that a verified call from outside speaks of: it restores the organisation it belongs to.

use crate::doors::SystemTx;
use crate::error::Result;
use crate::sql::Sql;
use domain::connection::Service;
use domain::id::{ConnectionId, OrgId};
use domain::job::Job;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How many organisations one place may be connected to: a site or workspace shared by several.
const MOST: i64 = 50;
/// How many connections are sent to be looked at in one go.
const BATCH: i64 = 500;

/// A connection found by where it leads. Only this crate makes one.
#[derive(Clone, Debug)]
pub struct FoundConnection {
    pub(crate) org: OrgId,
    /// The connection.
    pub id: ConnectionId,
    /// To what.
    pub service: Service,
    /// The hooks that are registered for it over there.
    pub hooks: Vec<i64>,
}

#[derive(FromQueryResult)]
struct Row {
    org_id: Uuid,
    id: Uuid,
    service: String,
    hooks: serde_json::Value,
}

impl SystemTx {
    /// The connections that lead to a place. The caller has verified that the service itself speaks.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn connections_to(&self, service: Service, place: &str) -> Result<Vec<FoundConnection>> {
        let sql = Sql::new(
            "select org_id, id, service, hooks from connection where state <> 'disconnected' and service = ",
        )
        .bind(service.name())
        .push(" and place = ")
        .bind(place)
        .push(" order by org_id limit ")
        .bind(MOST);
        let rows: Vec<Row> = self.door.all(sql).await?;
        Ok(rows.into_iter().filter_map(found).collect())
    }

    /// Sends every connection in use that nobody has looked at for so long to be looked at, a batch at a time.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn look_at_connections(&self, older_than_ms: i64) -> Result<usize> {
        let now = self.store.clock().machine().timestamp_millis();
        let sql = Sql::new("update connection set looked_at = ")
            .bind(now)
            .push(" where state = 'active' and looked_at < ")
            .bind(now - older_than_ms)
            .push(" and (org_id, id) in (select org_id, id from connection where state = 'active' and looked_at < ")
            .bind(now - older_than_ms)
            .push(" order by looked_at limit ")
            .bind(BATCH)
            .push(") returning org_id, id, service, hooks");
        let rows: Vec<Row> = self.door.all(sql).await?;
        let found: Vec<FoundConnection> = rows.into_iter().filter_map(found).collect();
        for one in &found {
            self.enqueue(Some(one.org), Job::Reconcile { connection: one.id }).await?;
        }
        Ok(found.len())
    }
}

fn found(row: Row) -> Option<FoundConnection> {
    Some(FoundConnection {
        org: OrgId(row.org_id),
        id: ConnectionId(row.id),
        service: Service::parse(&row.service)?,
        hooks: serde_json::from_value(row.hooks).unwrap_or_default(),
    })
}
