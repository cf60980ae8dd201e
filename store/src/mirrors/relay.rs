//! Bringing a task's change to every place where it stands, or belongs by a rule.

use super::{ISSUE, MESSAGE};
use crate::doors::OrgTx;
use crate::error::{Result, unreadable};
use domain::access::Reach;
use domain::connection::{Service, Setup, State};
use domain::id::{ConnectionId, MirrorId, PersonId, TaskId};
use domain::job::Job;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// How many mirrors are woken with one statement.
const BATCH: i64 = 500;
/// How many of one person's open tasks are brought up to date at once; the rest follow when they change.
const MOST_OF_ONE: i64 = 1_000;

#[derive(FromQueryResult)]
struct Place {
    id: Uuid,
    service: String,
    state: String,
    setup: serde_json::Value,
    connected_by: Uuid,
    mirror_id: Option<Uuid>,
    mirror_kind: Option<String>,
    mirror_place: Option<String>,
    mirror_state: Option<String>,
}

#[derive(FromQueryResult)]
struct Waiting {
    id: Uuid,
    kind: String,
    place: String,
}

/// Which kind of thing a service takes.
pub(super) const fn kind_for(service: Service) -> &'static str {
    if service.takes_issues() { ISSUE } else { MESSAGE }
}

/// The id of the project or channel that a set-up names.
pub(super) fn place_of(setup: &Setup) -> Option<&str> {
    match setup {
        Setup::None | Setup::Cards(_) => None,
        Setup::Issues(setup) => Some(&setup.project.id),
        Setup::Messages(setup) => Some(&setup.channel.id),
    }
}

fn job(id: MirrorId, kind: &str, place: String) -> Job {
    if kind == ISSUE {
        Job::PushIssue { mirror: id }
    } else {
        Job::PostMessage { mirror: id, channel: place }
    }
}

impl OrgTx {
    /// Brings a task's change to where it stands elsewhere, and to where it belongs by a rule.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn relay_task(&self, id: TaskId) -> Result<()> {
        let task = self.task(id, Reach::All).await?.task;
        for place in self.places(id).await? {
            let (connection, state) = (ConnectionId(place.id), State::parse(&place.state));
            let setup: Setup = serde_json::from_value(place.setup).map_err(|_| unreadable("set-up"))?;
            let service = Service::parse(&place.service).ok_or(unreadable("service"))?;
            // What stands at a connection that rests waits with it and is woken when it is taken up again.
            let live = state == Some(State::Active);
            let is_new = place.mirror_state.as_deref() == Some("planned");
            match (place.mirror_id, place.mirror_kind, place.mirror_place) {
                // What is not there yet is looked for; what is gathers what follows at once.
                (Some(mirror), Some(kind), Some(at)) if live && is_new => {
                    self.enqueue_at_once(job(MirrorId(mirror), &kind, at));
                }
                (Some(mirror), Some(kind), Some(at)) if live => {
                    self.enqueue(job(MirrorId(mirror), &kind, at));
                }
                (Some(_), ..) => {}
                _ if setup.rule().takes(&task) => {
                    let kind = kind_for(service);
                    if let Some(at) = place_of(&setup) {
                        let mirror = self.add_mirror(connection, id, kind, at, place.connected_by).await?;
                        if let Some(mirror) = mirror.filter(|_| live) {
                            self.enqueue_at_once(job(mirror, kind, at.to_owned()));
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn places(&self, task: TaskId) -> Result<Vec<Place>> {
        let sql = crate::sql::Sql::new(
            "select c.id, c.service, c.state, c.setup, c.connected_by, m.id as mirror_id, m.kind as mirror_kind, \
             m.place as mirror_place, m.state as mirror_state from connection c \
             left join mirror m on m.org_id = c.org_id and m.connection_id = c.id and m.subject_id = ",
        )
        .bind(task.0)
        .push(" where c.state <> 'disconnected' and c.org_id = ")
        .bind(self.org());
        self.door.all(sql).await
    }

    /// Writes down that a task is to stand there; the unique key lets it be written once.
    pub(super) async fn add_mirror(
        &self,
        connection: ConnectionId,
        task: TaskId,
        kind: &'static str,
        place: &str,
        by: Uuid,
    ) -> Result<Option<MirrorId>> {
        let id = MirrorId(self.store.new_id());
        let sql = self
            .sql(
                "insert into mirror (org_id, id, connection_id, subject_id, kind, place, state, copies, shown_version, \
                 shared_by, planned_at) values (",
            )
            .push(", ")
            .bind(id.0)
            .push(", ")
            .bind(connection.0)
            .push(", ")
            .bind(task.0)
            .push(", ")
            .bind(kind)
            .push(", ")
            .bind(place)
            .push(", 'planned', 0, 0, ")
            .bind(by)
            .push(", ")
            .bind(self.now())
            .push(") on conflict (org_id, connection_id, subject_id, kind) do nothing");
        Ok((self.door.run(sql).await? == 1).then_some(id))
    }

    /// Sends everything of a connection on its way that waits or says something old.
    pub(crate) async fn wake_mirrors(&self, connection: ConnectionId) -> Result<()> {
        let mut after = Uuid::nil();
        loop {
            let sql = self
                .sql(
                    "select t.id, t.kind, t.place from mirror t join subject s on s.org_id = t.org_id and s.id = t.subject_id \
                     where t.org_id = ",
                )
                .push(" and t.connection_id = ")
                .bind(connection.0)
                .push(" and t.id > ")
                .bind(after)
                .push(" and (t.state in ('planned', 'sending') or (t.state = 'delivered' and t.gone is null and t.shown_version < s.version)) \
                       order by t.id limit ")
                .bind(BATCH);
            let rows: Vec<Waiting> = self.door.all(sql).await?;
            let full = i64::try_from(rows.len()).unwrap_or_default() == BATCH;
            for row in rows {
                after = row.id;
                self.enqueue(job(MirrorId(row.id), &row.kind, row.place));
            }
            if !full {
                return Ok(());
            }
        }
    }

    /// Brings what stands at a connection of one person's open tasks up to date: they are called something else there.
    pub(crate) async fn wake_mirrors_of(&self, connection: ConnectionId, person: PersonId) -> Result<()> {
        let sql = self
            .sql(
                "select t.id, t.kind, t.place from mirror t join subject s on s.org_id = t.org_id and s.id = t.subject_id \
                 where t.org_id = ",
            )
            .push(" and t.connection_id = ")
            .bind(connection.0)
            .push(" and s.owner_id = ")
            .bind(person.0)
            .push(" and t.gone is null and t.state in ('planned', 'sending', 'delivered') and s.state not in ('done', 'cancelled') \
                   order by t.id limit ")
            .bind(MOST_OF_ONE);
        for row in self.door.all::<Waiting>(sql).await? {
            self.enqueue(job(MirrorId(row.id), &row.kind, row.place));
        }
        Ok(())
    }

    /// What was on its way to a connection that ended is not sent.
    pub(crate) async fn drop_mirrors(&self, connection: ConnectionId) -> Result<()> {
        let sql = super::change("state = 'suppressed', reason = 'disconnected', settled_at = ")
            .bind(self.now())
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and connection_id = ")
            .bind(connection.0)
            .push(" and state = 'planned'");
        self.door.run(sql).await.map(drop)
    }

    /// Sends one on its way again.
    pub(super) fn send_mirror(&self, id: MirrorId, kind: &str, place: String) {
        self.enqueue_at_once(job(id, kind, place));
    }
}
