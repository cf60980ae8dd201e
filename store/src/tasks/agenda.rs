//! What is due when: the tasks of a calendar that programs subscribe to.

use super::{FROM, Row, SELECT, TaskRow, row};
use crate::doors::OrgRead;
use crate::error::Result;
use chrono::Duration;
use domain::access::Reach;
use domain::task::State;

/// How many tasks a calendar holds, those that are due first.
const MOST: i64 = 2_000;
/// How long what is over is still told, so that every program has asked meanwhile.
const TOLD: Duration = Duration::days(30);

impl OrgRead {
    /// The tasks that have a date: the caller's own or, as far as they may read them, everybody's. What was done or given up
    /// is told for another thirty days.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn agenda(&self, reach: Reach) -> Result<Vec<TaskRow>> {
        let sql = self
            .sql(&format!(
                "select {SELECT} from {FROM} where s.kind = 'task' and s.due is not null and s.org_id = "
            ))
            .push(" and (s.state not in (")
            .bind_all([State::Done, State::Cancelled].map(State::name))
            .push(") or s.updated_at >= ")
            .bind(self.now() - TOLD)
            .push(")");
        let sql = match (reach, self.tenancy.actor().person()) {
            (Reach::All, _) => sql,
            (Reach::Own, Some(me)) => sql.push(" and s.owner_id = ").bind(me),
            _ => return Ok(Vec::new()),
        };
        let rows: Vec<Row> = self.door.all(sql.push(" order by s.due, s.id limit ").bind(MOST)).await?;
        rows.into_iter().map(|one| row(one, self.today())).collect()
    }
}
