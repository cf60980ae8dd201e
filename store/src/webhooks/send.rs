//! Handing what is told to its receiver.

use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use domain::delivery::State;
use domain::event::Event;
use domain::id::{DispatchId, EndpointId};
use domain::webhook::FAILING_FOR;
use sea_orm::FromQueryResult;
use secrecy::SecretString;
use uuid::Uuid;

/// Everything that one attempt needs.
#[derive(Debug)]
pub struct Parcel {
    /// What it is: the message's id, the same for every attempt.
    pub dispatch: DispatchId,
    /// To which receiver.
    pub endpoint: EndpointId,
    /// Where that is.
    pub url: String,
    /// The very bytes.
    pub body: String,
    /// What signs it: the current secret, and a former one for a while.
    pub secrets: Vec<SecretString>,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

/// What is to be done.
#[derive(Debug)]
pub enum DispatchWork {
    /// Nothing (more).
    Nothing,
    /// Send it.
    Send(Box<Parcel>),
}

/// What the receiver did.
#[derive(Clone, Debug)]
pub enum Taken {
    /// Took it.
    Yes(u16),
    /// Did not, and may be asked again.
    NotYet(Option<u16>, String),
    /// Did not, and that was the last attempt.
    Never(Option<u16>, String),
    /// Is gone, or must not be called: it is switched off.
    Gone(String),
}

#[derive(FromQueryResult)]
struct Row {
    endpoint_id: Uuid,
    body: String,
    state: String,
    attempts: i32,
    url: String,
    active: bool,
    failing_since: Option<domain::clock::Instant>,
}

const SELECT: &str = "select t.endpoint_id, t.body, t.state, t.attempts, e.url, e.active, e.failing_since from dispatch t \
    join endpoint e on e.org_id = t.org_id and e.id = t.endpoint_id where t.org_id = ";

impl OrgTx {
    async fn dispatch_row(&self, id: DispatchId) -> Result<Row> {
        let sql = self.sql(SELECT).push(" and t.id = ").bind(id.0);
        self.door.one(sql).await?.ok_or(Error::NotFound)
    }

    /// Begins an attempt; a receiver that is switched off is not called.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such dispatch here.
    pub async fn begin_dispatch(&self, id: DispatchId) -> Result<DispatchWork> {
        let row = self.dispatch_row(id).await?;
        if State::parse(&row.state).ok_or(unreadable("state"))?.is_final() {
            return Ok(DispatchWork::Nothing);
        }
        if !row.active {
            self.set_dispatch(id, State::Suppressed, Some("switched_off"), None, None).await?;
            return Ok(DispatchWork::Nothing);
        }
        let endpoint = EndpointId(row.endpoint_id);
        let secrets = self.endpoint_secrets(endpoint).await?;
        let now = self.store.clock().machine();
        let former = secrets.former.filter(|(_, until)| *until > now).map(|(secret, _)| secret);
        let sql = self
            .sql("update dispatch set state = 'sending', attempts = attempts + 1 where org_id = ")
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        Ok(DispatchWork::Send(Box::new(Parcel {
            dispatch: id,
            endpoint,
            url: row.url,
            body: row.body,
            secrets: std::iter::once(secrets.current).chain(former).map(SecretString::from).collect(),
            attempt: row.attempts + 1,
        })))
    }

    /// Notes what the receiver did at that attempt, unless a later one has begun or it has ended meanwhile. A receiver
    /// that is gone, or has taken nothing for days, is switched off.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn settle_dispatch(&self, id: DispatchId, attempt: i32, taken: &Taken) -> Result<()> {
        let row = self.dispatch_row(id).await?;
        if !self.is_mine(id, attempt).await? {
            return Ok(());
        }
        let endpoint = EndpointId(row.endpoint_id);
        let (state, status, error) = match taken {
            Taken::Yes(status) => (State::Delivered, Some(*status), None),
            Taken::NotYet(status, error) => (State::Planned, *status, Some(error)),
            Taken::Never(status, error) => (State::Dead, *status, Some(error)),
            Taken::Gone(error) => (State::Dead, None, Some(error)),
        };
        let status = status.map(i32::from);
        self.set_dispatch(id, state, None, status, error).await?;
        self.note_attempt(id, status, error).await?;
        match taken {
            Taken::Yes(_) => self.endpoint_answers(endpoint).await,
            Taken::Gone(why) => self.switch_off(endpoint, why).await,
            Taken::NotYet(_, why) | Taken::Never(_, why) => {
                let now = self.now();
                let since = row.failing_since.unwrap_or(now);
                if row.failing_since.is_none() {
                    self.endpoint_fails(endpoint).await?;
                }
                if now - since > FAILING_FOR { self.switch_off(endpoint, why).await } else { Ok(()) }
            }
        }
    }

    /// Sends something once more, under the same id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the receiver has no such dispatch.
    pub async fn replay_dispatch(&self, endpoint: EndpointId, id: DispatchId) -> Result<()> {
        let row = self.dispatch_row(id).await?;
        if row.endpoint_id != endpoint.0 {
            return Err(Error::NotFound);
        }
        if State::parse(&row.state).is_some_and(State::is_final) {
            let sql = self
                .sql("update dispatch set state = 'planned', attempts = 0, reason = null, settled_at = null where org_id = ")
                .push(" and id = ")
                .bind(id.0);
            self.door.run(sql).await?;
            self.enqueue(domain::job::Job::Dispatch { dispatch: id });
        }
        Ok(())
    }

    /// Whether that attempt is the one that goes on; nobody else settles it before this transaction ends.
    async fn is_mine(&self, id: DispatchId, attempt: i32) -> Result<bool> {
        let sql = self
            .sql("update dispatch set attempts = attempts where org_id = ")
            .push(" and id = ")
            .bind(id.0)
            .push(" and state = 'sending' and attempts = ")
            .bind(attempt);
        Ok(self.door.run(sql).await? == 1)
    }

    async fn set_dispatch(
        &self,
        id: DispatchId,
        state: State,
        reason: Option<&str>,
        status: Option<i32>,
        error: Option<&String>,
    ) -> Result<()> {
        let sql = Sql::new("update dispatch set state = ")
            .bind(state.name())
            .push(", reason = ")
            .bind(reason.map(str::to_owned))
            .push(", last_status = ")
            .bind(status)
            .push(", last_error = ")
            .bind(error.cloned())
            .push(", settled_at = ")
            .bind(state.is_final().then(|| self.now()))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    async fn note_attempt(&self, id: DispatchId, status: Option<i32>, error: Option<&String>) -> Result<()> {
        let sql = self
            .sql("insert into dispatch_attempt (org_id, id, dispatch_id, at, status, error) values (")
            .push(", ")
            .bind(self.store.new_id())
            .push(", ")
            .bind(id.0)
            .push(", ")
            .bind(self.now())
            .push(", ")
            .bind(status)
            .push(", ")
            .bind(error.cloned())
            .push(")");
        self.door.run(sql).await.map(drop)
    }

    async fn endpoint_answers(&self, id: EndpointId) -> Result<()> {
        let sql = Sql::new("update endpoint set failing_since = null, last_ok_at = ")
            .bind(self.now())
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    async fn endpoint_fails(&self, id: EndpointId) -> Result<()> {
        let sql = Sql::new("update endpoint set failing_since = ")
            .bind(self.now())
            .push(" where failing_since is null and org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    async fn switch_off(&self, id: EndpointId, why: &str) -> Result<()> {
        let sql = Sql::new("update endpoint set active = false, disabled_because = ")
            .bind(why)
            .push(", version = version + 1 where active = true and org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        if self.door.run(sql).await? == 1 {
            self.record(Event::EndpointDisabled { endpoint: id });
        }
        Ok(())
    }
}
