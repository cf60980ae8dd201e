//! The books: how much was to go each way, what became of it, and why.

use crate::deliveries::CHANNEL;
use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use domain::delivery::State;
use sea_orm::FromQueryResult;

/// What of one way came to the same end for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// By which way: `mail`, `direct`, `posted` and `teams` are reminders and notices, `issue` and `message` stand
    /// elsewhere for a task, `webhook` is what receivers are told.
    pub channel: String,
    /// How far it got.
    pub state: State,
    /// Why it did not arrive, or does not yet: a reason of ours, or what the outside said.
    pub reason: Option<String>,
    /// How much.
    pub count: i64,
}

#[derive(FromQueryResult)]
struct Row {
    channel: String,
    state: String,
    reason: Option<String>,
    count: i64,
}

/// What arrived needs no reason, whatever was said on the way.
const WHY: &str =
    "case when t.state = 'delivered' then null else coalesce(t.reason, t.last_error) end as reason";

impl OrgRead {
    /// Everything that was ever planned for the outside, counted by way, end and reason.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn books(&self) -> Result<Vec<Book>> {
        let sql = self
            .sql(&format!(
                "select channel, state, reason, count(*) as count from (\
                 select {CHANNEL} as channel, t.state, {WHY} from delivery t where t.org_id = "
            ))
            .push(&format!(" union all select t.kind, t.state, {WHY} from mirror t where t.org_id = "))
            .bind(self.org())
            .push(&format!(" union all select 'webhook', t.state, {WHY} from dispatch t where t.org_id = "))
            .bind(self.org())
            .push(") b group by channel, state, reason order by channel, state, reason");
        let rows: Vec<Row> = self.door.all(sql).await?;
        rows.into_iter()
            .map(|row| {
                let state = State::parse(&row.state).ok_or(unreadable("state"))?;
                Ok(Book { channel: row.channel, state, reason: row.reason, count: row.count })
            })
            .collect()
    }
}
