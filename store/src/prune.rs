//! Removing what has served: its books are closed, and the trail keeps what mattered.

use crate::doors::SystemTx;
use crate::error::Result;
use crate::sql::Sql;
use chrono::TimeDelta;

/// Calls from outside are told apart from their retries for this long: services give up within days.
const HEARD: TimeDelta = TimeDelta::days(30);
/// What was sent to receivers of webhooks can be looked at and sent again for this long.
const SENT: TimeDelta = TimeDelta::days(90);

impl SystemTx {
    /// Removes calls that were heard long ago, journeys that nobody can finish, and webhooks that were sent long ago.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn prune_outside(&self) -> Result<u64> {
        let now = self.store.clock().machine();
        let mut removed = 0;
        for table in ["inbound", "press"] {
            removed += self
                .door
                .run(
                    Sql::new(&format!("delete from {table} where org_id is not null and at < "))
                        .bind(now - HEARD),
                )
                .await?;
        }
        removed += self
            .door
            .run(Sql::new("delete from consent where org_id is not null and expires_at < ").bind(now))
            .await?;
        let attempts = Sql::new(
            "delete from dispatch_attempt where (org_id, dispatch_id) in (select org_id, id from dispatch where settled_at < ",
        );
        let sent = self.store.clock().calendar() - SENT;
        removed += self.door.run(attempts.bind(sent).push(")")).await?;
        removed += self
            .door
            .run(Sql::new("delete from dispatch where org_id is not null and settled_at < ").bind(sent))
            .await?;
        Ok(removed)
    }
}
