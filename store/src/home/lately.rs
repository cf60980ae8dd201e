//! What happened lately to the things that the caller may see, read from the trail.

use crate::doer::Doer;
use crate::doors::OrgRead;
use crate::error::Result;
use crate::subjects::READING;
use domain::access::{Action, Reach};
use domain::clock::Instant;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How much is shown.
const MOST: i64 = 8;

/// Something that happened.
#[derive(Clone, Debug)]
pub struct LatelyRow {
    /// When.
    pub at: Instant,
    /// Who did it.
    pub doer: Doer,
    /// What, such as `task_completed`.
    pub event: String,
    /// The thing's id.
    pub subject: Uuid,
    /// Its kind.
    pub kind: String,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
}

#[derive(FromQueryResult)]
struct Row {
    at: Instant,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor_name: Option<String>,
    event: String,
    subject_id: Uuid,
    kind: String,
    reference: Option<String>,
    title: String,
}

impl OrgRead {
    pub(super) async fn lately(&self, reach_of: impl Fn(Action) -> Reach) -> Result<Vec<LatelyRow>> {
        let kinds = READING.iter().filter(|(_, action)| reach_of(*action) == Reach::All);
        let sql = self
            .sql(
                "select t.at, t.actor_kind, t.actor_id, p.name as actor_name, t.kind as event, s.id as subject_id, \
                 s.kind, s.reference, s.title from trail_entry t \
                 join subject s on s.org_id = t.org_id and s.id = t.subject_id and s.archived_at is null \
                 left join person p on p.org_id = t.org_id and p.id = t.actor_id where t.org_id = ",
            )
            .push(" and s.kind in ('', ")
            .bind_all(kinds.map(|(kind, _)| *kind))
            // A link is told of either end, and here once.
            .push(") and not (t.kind in ('task_linked', 'task_unlinked') and s.kind <> 'task') order by t.seq desc limit ")
            .bind(MOST);
        let rows: Vec<Row> = self.door.all(sql).await?;
        let shown = rows.into_iter().map(|row| LatelyRow {
            at: row.at,
            doer: Doer::of(&row.actor_kind, row.actor_id, row.actor_name),
            event: row.event,
            subject: row.subject_id,
            kind: row.kind,
            reference: row.reference.unwrap_or_default(),
            title: row.title,
        });
        Ok(shown.collect())
    }
}
