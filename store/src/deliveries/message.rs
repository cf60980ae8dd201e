//! Reminders that go as messages, beside the mail: to whoever is reminded, and where the task's message stands.
//!
//! A message cannot be recognised when it is sent again, so it is asked for once: where the answer was lost, it is
//! uncertain, and shown so.

use super::{Letter, Planned};
use crate::connections::Counterpart;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result, unreadable};
use chrono::NaiveDate;
use domain::clock::Instant;
use domain::connection::{Service, Setup, State as ConnectionState};
use domain::delivery::{Channel, Reason, State};
use domain::id::{ConnectionId, DeliveryId, MirrorId};
use domain::job::Job;
use domain::obligation::Due;
use domain::reminder::Step;
use sea_orm::FromQueryResult;
use std::collections::HashSet;
use std::time::Duration;
use uuid::Uuid;

/// Where reminders go beside the mail.
#[derive(Clone, Debug)]
pub(crate) struct MessagePlace {
    connection: ConnectionId,
    setup: Setup,
}

impl MessagePlace {
    /// Whether owners are also written to in person.
    pub(crate) const fn is_direct(&self) -> bool {
        matches!(&self.setup, Setup::Messages(setup) if setup.direct)
    }

    /// Whether a step is posted there as a card, whatever its task.
    pub(crate) const fn hears(&self, due: Due) -> bool {
        matches!(&self.setup, Setup::Cards(setup) if due.kind.declaration().announced && setup.reminders.hears(due.step))
    }
}

/// A reminder that is to be said.
#[derive(Clone, Debug)]
pub struct Saying {
    /// What it says.
    pub letter: Letter,
    /// Who is reminded.
    pub recipient: Uuid,
    /// Who that is over there.
    pub counterpart: Counterpart,
    /// By which way.
    pub channel: Channel,
    /// By which connection.
    pub connection: ConnectionId,
    /// Its workspace.
    pub place: String,
    /// The task's message, where there is one: its buttons work in a reminder too.
    pub mirror: Option<MirrorId>,
    /// Where the task's message stands, where it does: its channel and its key there.
    pub thread: Option<(String, String)>,
    /// The channel that things are posted to.
    pub posts_to: String,
}

/// What is to be done about a reminder.
#[derive(Clone, Debug)]
pub enum SayingWork {
    /// Nothing.
    Nothing,
    /// Its connection rests: later.
    Wait(Duration),
    /// Say it.
    Say(Box<Saying>),
}

#[derive(FromQueryResult)]
struct PlaceRow {
    id: Uuid,
    setup: serde_json::Value,
}

#[derive(FromQueryResult)]
struct Standing {
    state: String,
    channel: String,
    step: String,
    due: NaiveDate,
    planned_at: Instant,
    subject_id: Uuid,
    recipient_id: Uuid,
}

#[derive(FromQueryResult)]
struct Thread {
    id: Uuid,
    place: String,
    remote_id: Option<String>,
}

/// How long until a connection that rests is tried again.
const RESTS: Duration = Duration::from_secs(600);

impl OrgRead {
    /// The places that take messages now.
    pub(crate) async fn message_places(&self) -> Result<Vec<MessagePlace>> {
        let sql = self
            .sql("select id, setup from connection where org_id = ")
            .push(" and state <> 'disconnected' and service in (")
            .bind_all([Service::Slack, Service::Teams].map(Service::name))
            .push(")");
        let rows: Vec<PlaceRow> = self.door.all(sql).await?;
        let place = |row: PlaceRow| {
            let setup = serde_json::from_value(row.setup).ok()?;
            Some(MessagePlace { connection: ConnectionId(row.id), setup })
        };
        Ok(rows.into_iter().filter_map(place).collect())
    }

    /// The things that have a message of their own somewhere.
    pub(crate) async fn posted_subjects(&self) -> Result<HashSet<Uuid>> {
        #[derive(FromQueryResult)]
        struct Posted {
            subject_id: Uuid,
        }
        let sql = self
            .sql("select distinct m.subject_id from mirror m join connection c on c.org_id = m.org_id and \
                  c.id = m.connection_id and c.state <> 'disconnected' where m.kind = 'message' and m.org_id = ");
        Ok(self.door.all::<Posted>(sql).await?.into_iter().map(|row| row.subject_id).collect())
    }
}

impl OrgTx {
    /// Plans a step's messages beside its mail.
    pub(crate) async fn plan_messages(&self, planned: &Planned, places: &[MessagePlace]) -> Result<()> {
        for place in places {
            if place.hears(planned.step) {
                let to = place.connection.to_string();
                self.plan_message(planned, Channel::Teams(place.connection), to).await?;
            }
            if place.is_direct() {
                let to = planned.recipient.to_string();
                self.plan_message(planned, Channel::Direct(place.connection), to).await?;
            }
            // A channel hears of what is due or late, not of each step on the way.
            if matches!(planned.step.step, Step::Due | Step::Overdue(_))
                && let Some(thread) = self.thread(place.connection, planned.subject).await?
            {
                self.plan_message(planned, Channel::Posted(place.connection), thread.place).await?;
            }
        }
        Ok(())
    }

    async fn plan_message(&self, planned: &Planned, channel: Channel, to: String) -> Result<()> {
        if let Some(id) = self.insert_delivery(planned, channel).await? {
            self.enqueue(Job::DeliverMessage { delivery: id, to });
        }
        Ok(())
    }

    async fn thread(&self, connection: ConnectionId, subject: Uuid) -> Result<Option<Thread>> {
        let sql = self
            .sql("select id, place, remote_id from mirror where org_id = ")
            .push(" and kind = 'message' and connection_id = ")
            .bind(connection.0)
            .push(" and subject_id = ")
            .bind(subject);
        self.door.one(sql).await
    }

    /// Looks at a reminder that is to be said, without beginning.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such delivery here.
    pub async fn saying(&self, id: DeliveryId) -> Result<SayingWork> {
        let sql = self
            .sql("select state, channel, step, due, planned_at, subject_id, recipient_id from delivery where org_id = ")
            .push(" and id = ")
            .bind(id.0);
        let row: Standing = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let channel = Channel::parse(&row.channel).ok_or(unreadable("channel"))?;
        let Some(connection) = channel.connection() else { return Ok(SayingWork::Nothing) };
        match State::parse(&row.state).ok_or(unreadable("state"))? {
            State::Planned => {}
            State::Sending => {
                self.abandon_delivery(id, "whoever posted it ended before the answer was noted").await?;
                return Ok(SayingWork::Nothing);
            }
            _ => return Ok(SayingWork::Nothing),
        }
        let to = match self.connection(connection).await {
            Ok(to) => to,
            Err(Error::NotFound) => return self.unsaid(id, Reason::Disconnected).await,
            Err(error) => return Err(error),
        };
        // What waits for somebody may end meanwhile, and is judged each time.
        let Some(letter) = self.still_true(id, channel).await? else { return Ok(SayingWork::Nothing) };
        if let Some(reason) = self.unheard(&row, channel, &to.setup).await? {
            return self.unsaid(id, reason).await;
        }
        match to.state {
            ConnectionState::Active => {}
            state => return self.waits(id, state).await,
        }
        let now = self.store.clock().machine();
        if let Some(until) = to.rest_until.filter(|until| *until > now) {
            return Ok(SayingWork::Wait((until - now).to_std().unwrap_or_default()));
        }
        let counterpart = self.counterpart(connection, row.recipient_id).await?;
        if counterpart == Counterpart::NotThere && matches!(channel, Channel::Direct(_)) {
            return self.unsaid(id, Reason::NotThere).await;
        }
        let thread = self.thread(connection, row.subject_id).await?;
        Ok(SayingWork::Say(Box::new(Saying {
            letter,
            recipient: row.recipient_id,
            counterpart,
            channel,
            connection,
            place: to.place,
            mirror: thread.as_ref().map(|thread| MirrorId(thread.id)),
            thread: thread.and_then(|thread| Some((thread.place, thread.remote_id?))),
            posts_to: match to.setup {
                Setup::Messages(setup) => setup.channel.id,
                _ => String::new(),
            },
        })))
    }

    /// Why the connection is no longer there for a reminder, where it is not.
    async fn unheard(&self, row: &Standing, channel: Channel, setup: &Setup) -> Result<Option<Reason>> {
        let step = Due::parse(&row.step).ok_or(unreadable("step"))?.step;
        Ok(match (channel, setup) {
            (Channel::Teams(_), Setup::Cards(setup)) if !setup.reminders.hears(step) => {
                Some(Reason::NotHeard)
            }
            // Steps that waited together are one card, not a row of them.
            (Channel::Teams(_), Setup::Cards(_)) if self.has_later(row).await? => Some(Reason::Replaced),
            (Channel::Teams(_), Setup::Cards(_)) | (_, Setup::Messages(_)) => None,
            _ => Some(Reason::Disconnected),
        })
    }

    /// Whether a later step of the same matter goes the same way.
    async fn has_later(&self, row: &Standing) -> Result<bool> {
        #[derive(FromQueryResult)]
        struct Later {
            count: i64,
        }
        let sql = self
            .sql("select count(*) as count from delivery where org_id = ")
            .push(" and subject_id = ")
            .bind(row.subject_id)
            .push(" and recipient_id = ")
            .bind(row.recipient_id)
            .push(" and due = ")
            .bind(row.due)
            .push(" and channel = ")
            .bind(row.channel.as_str())
            .push(" and planned_at > ")
            .bind(row.planned_at);
        Ok(self.door.one::<Later>(sql).await?.is_some_and(|later| later.count > 0))
    }

    /// Leaves a reminder where it is, and says in the sent-log for what it waits.
    async fn waits(&self, id: DeliveryId, state: ConnectionState) -> Result<SayingWork> {
        let why = match state {
            ConnectionState::NeedsReconnect => "waits until somebody connects the service again",
            ConnectionState::Paused => "waits while the connection is paused",
            _ => "waits until somebody has chosen where things go",
        };
        self.set(id, State::Planned, None, Some(&why.to_owned()), 0).await?;
        Ok(SayingWork::Wait(RESTS))
    }

    async fn unsaid(&self, id: DeliveryId, reason: Reason) -> Result<SayingWork> {
        self.suppress_delivery(id, reason).await?;
        Ok(SayingWork::Nothing)
    }
}
