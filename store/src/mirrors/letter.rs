//! Everything that is needed to make or change what stands elsewhere, read at once.

use super::issue::IssueLetter;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result, unreadable};
use domain::access::Reach;
use domain::clock::Instant;
use domain::connection::{Service, Setup, State as ConnectionState};
use domain::delivery::State;
use domain::id::{ConnectionId, MirrorId, TaskId};
use domain::mirror::Said;
use sea_orm::FromQueryResult;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Row {
    connection_id: Uuid,
    subject_id: Uuid,
    state: String,
    copies: i32,
    asked_at: Option<Instant>,
    mirror_place: String,
    remote_id: Option<String>,
    remote_key: Option<String>,
    snapshot: Option<serde_json::Value>,
    gone: Option<String>,
    service: String,
    connection_state: String,
    rest_until: Option<Instant>,
    setup: serde_json::Value,
    place: String,
    place_url: String,
    organisation: String,
    slug: String,
    assignee: Option<String>,
}

const SELECT: &str = "select t.connection_id, t.subject_id, t.state, t.copies, t.asked_at, t.place as mirror_place, t.remote_id, t.remote_key, \
    t.snapshot, t.gone, c.service, c.state as connection_state, c.rest_until, c.setup, c.place, c.place_url, \
    o.name as organisation, o.slug, p.remote_id as assignee \
    from mirror t join connection c on c.org_id = t.org_id and c.id = t.connection_id \
    join organisation o on o.org_id = t.org_id join subject s on s.org_id = t.org_id and s.id = t.subject_id \
    left join counterpart p on p.org_id = t.org_id and p.connection_id = t.connection_id and p.person_id = s.owner_id \
    where t.org_id = ";

/// A mirror as it stands in the books.
pub(super) struct Standing {
    pub(super) state: State,
    pub(super) copies: i32,
    pub(super) asked_at: Option<Instant>,
    pub(super) gone: bool,
    pub(super) connection_state: ConnectionState,
    pub(super) rest_until: Option<Instant>,
    pub(super) letter: IssueLetter,
}

impl OrgRead {
    pub(super) async fn standing(&self, id: MirrorId) -> Result<Standing> {
        let sql = self.sql(SELECT).push(" and t.id = ").bind(id.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let task = self.task(TaskId::from(row.subject_id), Reach::All).await?;
        let said: Option<Said> = row.snapshot.and_then(|snapshot| serde_json::from_value(snapshot).ok());
        let setup: Setup = serde_json::from_value(row.setup).map_err(|_| unreadable("set-up"))?;
        Ok(Standing {
            state: State::parse(&row.state).ok_or(unreadable("state"))?,
            copies: row.copies,
            asked_at: row.asked_at,
            gone: row.gone.is_some(),
            connection_state: ConnectionState::parse(&row.connection_state).ok_or(unreadable("state"))?,
            rest_until: row.rest_until,
            letter: IssueLetter {
                mirror: id,
                connection: ConnectionId(row.connection_id),
                service: Service::parse(&row.service).ok_or(unreadable("service"))?,
                place: row.place,
                place_url: row.place_url,
                setup,
                channel: row.mirror_place,
                organisation: row.organisation,
                slug: row.slug,
                reference: task.row.reference,
                control: task.row.control,
                owner: task.row.owner,
                version: task.row.version,
                overdue: task.row.overdue,
                task: task.task,
                assignee: row.assignee,
                remote_id: row.remote_id,
                remote_key: row.remote_key,
                said,
            },
        })
    }
}

impl OrgTx {
    /// The same, with nobody else changing the mirror until the door closes.
    pub(super) async fn standing_held(&self, id: MirrorId) -> Result<Standing> {
        // A write of nothing: on PostgreSQL it locks the row, on SQLite there is one writer anyway.
        let sql =
            super::change("copies = copies where org_id = ").bind(self.org()).push(" and id = ").bind(id.0);
        self.door.run(sql).await?;
        self.standing(id).await
    }
}
