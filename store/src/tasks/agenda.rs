//! What is due when: the tasks of a calendar that programs subscribe to.

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use chrono::{Duration, NaiveDate};
use domain::access::Reach;
use domain::clock::Instant;
use domain::id::TaskId;
use domain::task::State;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How many tasks a calendar holds, those that are due first.
const MOST: i64 = 2_000;
/// How long what is over is still told, so that every program has asked meanwhile.
const TOLD: Duration = Duration::days(30);

/// A task on its day.
#[derive(Clone, Debug)]
pub struct AgendaRow {
    /// The task.
    pub task: TaskId,
    /// Such as `TSK-12`.
    pub reference: String,
    /// What is to be done.
    pub title: String,
    /// The day.
    pub due: NaiveDate,
    /// Whether it is done or given up.
    pub is_over: bool,
    /// Its version.
    pub version: i32,
    /// When it last changed.
    pub changed: Instant,
    /// Who does it.
    pub owner: Option<String>,
    /// The reference and title of the control that it serves.
    pub control: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reference: Option<String>,
    title: String,
    due: NaiveDate,
    state: String,
    version: i32,
    updated_at: Instant,
    owner: Option<String>,
    control_reference: Option<String>,
    control: Option<String>,
}

impl OrgRead {
    /// The tasks that have a date: the caller's own or, as far as they may read them, everybody's. What was done or given up
    /// is told for another thirty days.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn agenda(&self, reach: Reach) -> Result<Vec<AgendaRow>> {
        let me = self.tenancy.actor().person();
        let sql = self
            .sql(
                "select s.id, s.reference, s.title, s.due, s.state, s.version, s.updated_at, o.name as owner, \
                 c.reference as control_reference, c.title as control from subject s \
                 join task t on t.org_id = s.org_id and t.id = s.id \
                 left join person o on o.org_id = s.org_id and o.id = s.owner_id \
                 left join subject c on c.org_id = t.org_id and c.id = t.control_id \
                 where s.kind = 'task' and s.due is not null and s.org_id = ",
            )
            .push(" and (s.state not in (")
            .bind_all([State::Done, State::Cancelled].map(State::name))
            .push(") or s.updated_at >= ")
            .bind(self.now() - TOLD)
            .push(")");
        let sql = match (reach, me) {
            (Reach::All, _) => sql,
            (Reach::Own, Some(me)) => sql.push(" and s.owner_id = ").bind(me),
            _ => return Ok(Vec::new()),
        };
        let rows: Vec<Row> = self.door.all(sql.push(" order by s.due, s.id limit ").bind(MOST)).await?;
        rows.into_iter().map(row).collect()
    }
}

fn row(row: Row) -> Result<AgendaRow> {
    let state = State::parse(&row.state).ok_or(unreadable("state"))?;
    let control = row.control.map(|title| match row.control_reference {
        Some(reference) => format!("{reference} {title}"),
        None => title,
    });
    Ok(AgendaRow {
        task: row.id.into(),
        reference: row.reference.unwrap_or_default(),
        title: row.title,
        due: row.due,
        is_over: matches!(state, State::Done | State::Cancelled),
        version: row.version,
        changed: row.updated_at,
        owner: row.owner,
        control,
    })
}
