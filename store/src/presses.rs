//! Buttons that people pressed in a service outside. A press is written down at once and answered by a job, so that
//! the service never waits, and so that one that comes twice is answered once.

use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use domain::connection::{Service, Setup, channel_name};
use domain::id::{ConnectionId, MirrorId, PressId, TaskId};
use domain::job::Job;
use domain::mirror::message_url;
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

/// A press as the service tells of it.
#[derive(Clone, Debug)]
pub struct NewPress {
    /// The same over retries.
    pub key: String,
    /// Which of ours the button stands for.
    pub mirror: MirrorId,
    /// Who pressed it, by the service's id.
    pub user: String,
    /// Which button.
    pub action: String,
    /// The channel it stands in.
    pub channel: String,
    /// The message it stands in.
    pub ts: String,
}

/// A press that waits for its answer.
#[derive(Clone, Debug)]
pub struct Press {
    /// By which connection.
    pub connection: ConnectionId,
    /// Of which service.
    pub service: Service,
    /// Which message.
    pub mirror: MirrorId,
    /// Of which task.
    pub task: TaskId,
    /// Who pressed it, by the service's id.
    pub user: String,
    /// Which button.
    pub action: String,
    /// The channel it stands in.
    pub channel: String,
    /// What became of it, where it is answered.
    pub outcome: Option<String>,
    /// The organisation's part of a URL.
    pub slug: String,
}

#[derive(FromQueryResult)]
struct Row {
    connection_id: Uuid,
    service: String,
    mirror_id: Uuid,
    subject_id: Uuid,
    remote_user: String,
    action: String,
    channel: String,
    outcome: Option<String>,
    slug: String,
}

#[derive(FromQueryResult)]
struct Place {
    place: String,
    place_url: String,
    setup: serde_json::Value,
}

impl OrgTx {
    /// Notes a press, and sends it to be answered. `false` when it was heard before, or the button is none of this
    /// connection's. A message whose posting was never answered shows itself by its button: it is known from then on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn hear_press(&self, connection: ConnectionId, new: &NewPress) -> Result<bool> {
        let sql = self
            .sql(
                "select m.place, c.place_url, c.setup from mirror m \
                 join connection c on c.org_id = m.org_id and c.id = m.connection_id \
                 where m.kind = 'message' and m.org_id = ",
            )
            .push(" and m.id = ")
            .bind(new.mirror.0)
            .push(" and m.connection_id = ")
            .bind(connection.0);
        let Some(found) = self.door.one::<Place>(sql).await? else { return Ok(false) };
        let id = PressId(self.store.new_id());
        let sql = self
            .sql("insert into press (org_id, id, connection_id, mirror_id, key, remote_user, action, channel, ts, at) values (")
            .push(", ")
            .bind(id.0)
            .push(", ")
            .bind(connection.0)
            .push(", ")
            .bind(new.mirror.0)
            .push(", ")
            .bind_all([
                new.key.as_str(),
                new.user.as_str(),
                new.action.as_str(),
                new.channel.as_str(),
                new.ts.as_str(),
            ])
            .push(", ")
            .bind(self.store.clock().machine())
            .push(") on conflict (org_id, connection_id, key) do nothing");
        if self.door.run(sql).await? == 0 {
            return Ok(false);
        }
        if found.place == new.channel {
            self.show_itself(new.mirror, &found, &new.ts).await?;
        }
        self.enqueue(Job::AnswerPress { press: id });
        Ok(true)
    }

    /// A message that nobody knew of stands there after all.
    async fn show_itself(&self, mirror: MirrorId, at: &Place, ts: &str) -> Result<()> {
        let setup: Setup = serde_json::from_value(at.setup.clone()).map_err(|_| unreadable("set-up"))?;
        let sql =
            crate::mirrors::change("state = 'delivered', reason = null, last_error = null, remote_id = ")
                .bind(ts)
                .push(", remote_key = ")
                .bind(channel_name(&setup, &at.place))
                .push(", remote_url = ")
                .bind(message_url(&at.place_url, &at.place, ts))
                .push(", settled_at = ")
                .bind(self.now())
                .push(" where remote_id is null and state in ('sending', 'uncertain') and org_id = ")
                .bind(self.org())
                .push(" and id = ")
                .bind(mirror.0);
        if self.door.run(sql).await? == 1 {
            self.note(mirror, "in", "found", json!({})).await?;
        }
        Ok(())
    }

    /// Notes what became of a press.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn answer_press(
        &self,
        id: PressId,
        mirror: MirrorId,
        action: &str,
        outcome: &str,
    ) -> Result<()> {
        let sql = Sql::new("update press set outcome = ")
            .bind(outcome)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        self.note(mirror, "in", "pressed", json!({ "button": action, "outcome": outcome })).await
    }
}

impl OrgRead {
    /// A press.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none here.
    pub async fn press(&self, id: PressId) -> Result<Press> {
        let sql = self
            .sql(
                "select t.connection_id, c.service, t.mirror_id, m.subject_id, t.remote_user, t.action, t.channel, t.outcome, \
                 o.slug from press t join mirror m on m.org_id = t.org_id and m.id = t.mirror_id \
                 join connection c on c.org_id = t.org_id and c.id = t.connection_id \
                 join organisation o on o.org_id = t.org_id where t.org_id = ",
            )
            .push(" and t.id = ")
            .bind(id.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        Ok(Press {
            connection: ConnectionId(row.connection_id),
            service: Service::parse(&row.service).ok_or(unreadable("service"))?,
            mirror: MirrorId(row.mirror_id),
            task: TaskId::from(row.subject_id),
            user: row.remote_user,
            action: row.action,
            channel: row.channel,
            outcome: row.outcome,
            slug: row.slug,
        })
    }
}
