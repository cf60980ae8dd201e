//! How a connection fares, and when it is left alone.

use crate::doors::OrgTx;
use crate::error::Result;
use crate::sql::Sql;
use domain::connection::rest_after;
use domain::id::ConnectionId;
use sea_orm::FromQueryResult;
use std::time::Duration;

#[derive(FromQueryResult)]
struct Failures {
    failures: i32,
}

impl OrgTx {
    /// Notes that a call succeeded: what went wrong before is past.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_success(&self, id: ConnectionId) -> Result<()> {
        let sql = Sql::new("update connection set failures = 0, rest_until = null, last_ok_at = ")
            .bind(self.now())
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    /// Notes that the service did not answer as it should. After several in a row it is left alone for a while;
    /// answers for how long.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_failure(&self, id: ConnectionId, why: &str) -> Result<Option<Duration>> {
        let sql = Sql::new("update connection set failures = failures + 1, last_error = ")
            .bind(why)
            .push(", last_error_at = ")
            .bind(self.now())
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" returning failures");
        let failures = self.door.one::<Failures>(sql).await?.map_or(0, |row| row.failures);
        let rest = rest_after(failures);
        if let Some(rest) = rest {
            self.rest(id, rest).await?;
        }
        Ok(rest)
    }

    /// Leaves the service alone for so long, because it said so or because it keeps failing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn rest(&self, id: ConnectionId, rest: Duration) -> Result<()> {
        let until = self.store.clock().machine() + chrono::Duration::milliseconds(millis(rest));
        let sql = Sql::new("update connection set rest_until = ")
            .bind(until)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and (rest_until is null or rest_until < ")
            .bind(until)
            .push(")");
        self.door.run(sql).await.map(drop)
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 2)
}
