//! What is to be done about a task's issue, judged at the moment of doing it.

use crate::doors::{OrgRead, OrgTx};
use crate::error::Result;
use crate::people::Owner;
use crate::subjects::ControlRef;
use domain::clock::Instant;
use domain::connection::{Service, Setup, State as ConnectionState};
use domain::delivery::State;
use domain::id::{ConnectionId, MirrorId};
use domain::job::Job;
use domain::mirror::Said;
use domain::task::Task;
use sea_orm::FromQueryResult;
use std::time::Duration;
use uuid::Uuid;

/// Everything that an issue, or a message, says of a task.
#[derive(Clone, Debug)]
pub struct IssueLetter {
    /// The mirror.
    pub mirror: MirrorId,
    /// By which connection.
    pub connection: ConnectionId,
    /// To which service.
    pub service: Service,
    /// The connection's place: a site's cloud id, a base URL, a workspace.
    pub place: String,
    /// The place's address, for people.
    pub place_url: String,
    /// Where things go there.
    pub setup: Setup,
    /// The project or channel that it stands in, or is to.
    pub channel: String,
    /// The organisation's name.
    pub organisation: String,
    /// Its part of a URL.
    pub slug: String,
    /// The task's reference.
    pub reference: String,
    /// What it serves.
    pub control: Option<ControlRef>,
    /// Who does it.
    pub owner: Option<Owner>,
    /// Its version.
    pub version: i32,
    /// Whether its date has passed.
    pub overdue: bool,
    /// What it says.
    pub task: Task,
    /// The owner over there, where known.
    pub assignee: Option<String>,
    /// What it is called there among machines, once it is there.
    pub remote_id: Option<String>,
    /// And among people.
    pub remote_key: Option<String>,
    /// What was last said of it there.
    pub said: Option<Said>,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum IssueWork {
    /// Nothing, or nothing now: what waits is woken when its connection is.
    Nothing,
    /// The service is left alone for so long.
    Wait(Duration),
    /// Make it: that the outside is about to be asked is written down.
    Create(Box<IssueLetter>),
    /// Look whether it was made: the outside was asked before, and the answer was lost.
    Ask {
        /// What to look for.
        letter: Box<IssueLetter>,
        /// When the outside was last asked, by the machine's clock.
        asked_at: Instant,
        /// How often it was asked.
        copies: i32,
    },
    /// Make it say what its task says.
    Update(Box<IssueLetter>),
}

impl OrgTx {
    /// Begins to bring a task's issue, or message, up to date. Where it is to be made, that is noted before the
    /// outside hears of it, so that whoever comes after a crash looks before making it again.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such mirror here.
    pub async fn begin_mirror(&self, id: MirrorId) -> Result<IssueWork> {
        let standing = self.standing_held(id).await?;
        let now = self.store.clock().machine();
        match standing.connection_state {
            ConnectionState::Active => {}
            ConnectionState::Disconnected if standing.state == State::Planned => {
                self.suppress(id, "disconnected").await?;
                return Ok(IssueWork::Nothing);
            }
            _ => return Ok(IssueWork::Nothing),
        }
        if let Some(until) = standing.rest_until.filter(|until| *until > now) {
            return Ok(IssueWork::Wait((until - now).to_std().unwrap_or_default()));
        }
        let letter = Box::new(standing.letter);
        Ok(match standing.state {
            State::Planned => {
                self.ask_outside(id, standing.copies + 1, now).await?;
                IssueWork::Create(letter)
            }
            State::Sending => {
                IssueWork::Ask { letter, asked_at: standing.asked_at.unwrap_or(now), copies: standing.copies }
            }
            State::Delivered if !standing.gone => IssueWork::Update(letter),
            State::Delivered | State::Suppressed | State::Dead | State::Uncertain => IssueWork::Nothing,
        })
    }

    /// Notes that the outside is asked once more, after it was looked for in vain.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn ask_again(&self, id: MirrorId) -> Result<()> {
        let standing = self.standing_held(id).await?;
        self.ask_outside(id, standing.copies + 1, self.store.clock().machine()).await
    }

    async fn ask_outside(&self, id: MirrorId, copies: i32, now: Instant) -> Result<()> {
        let sql = super::change("state = 'sending', reason = null, copies = ")
            .bind(copies)
            .push(", asked_at = ")
            .bind(now)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    async fn suppress(&self, id: MirrorId, reason: &str) -> Result<()> {
        let sql = super::change("state = 'suppressed', reason = ")
            .bind(reason)
            .push(", settled_at = ")
            .bind(self.now())
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }
}

impl OrgRead {
    /// What is needed to read an issue of ours over there; `None` where there is none, or its connection rests.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such mirror here.
    pub async fn issue_to_read(&self, id: MirrorId) -> Result<Option<IssueLetter>> {
        let standing = self.standing(id).await?;
        let live = standing.connection_state.is_live() && standing.letter.remote_id.is_some();
        Ok(live.then_some(standing.letter))
    }

    /// What a message is to say; `None` where there is nothing to say now. Begins nothing.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] when there is no such mirror here.
    pub async fn message_to_post(&self, id: MirrorId) -> Result<Option<IssueLetter>> {
        let standing = self.standing(id).await?;
        let waits = matches!(standing.state, State::Planned | State::Delivered | State::Sending);
        Ok((standing.connection_state == ConnectionState::Active && waits).then_some(standing.letter))
    }

    /// The next of a connection's issues after `after`, in the order of their ids.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn issues_to_compare(
        &self,
        id: ConnectionId,
        after: MirrorId,
        limit: i64,
    ) -> Result<Vec<Compared>> {
        let sql = self
            .sql("select id, remote_id, remote_state from mirror where org_id = ")
            .push(" and connection_id = ")
            .bind(id.0)
            .push(" and kind = 'issue' and state = 'delivered' and gone is null and remote_id is not null and id > ")
            .bind(after.0)
            .push(" order by id limit ")
            .bind(limit);
        let rows: Vec<ComparedRow> = self.door.all(sql).await?;
        let compared = |row: ComparedRow| Compared {
            mirror: MirrorId(row.id),
            remote_id: row.remote_id,
            status: row.remote_state,
        };
        Ok(rows.into_iter().map(compared).collect())
    }
}

/// An issue of ours, to be compared with what is over there.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Ours.
    pub mirror: MirrorId,
    /// Theirs.
    pub remote_id: String,
    /// The status that was last seen, in the workflow's words.
    pub status: Option<String>,
}

#[derive(FromQueryResult)]
struct ComparedRow {
    id: Uuid,
    remote_id: String,
    remote_state: Option<String>,
}

impl OrgTx {
    /// Sends an issue to be brought up to date once more.
    pub fn push_again(&self, mirror: MirrorId) {
        self.enqueue(Job::PushIssue { mirror });
    }

    /// Sends issues to be read again.
    pub fn read_again(&self, mirrors: &[MirrorId]) {
        for mirror in mirrors {
            self.enqueue(Job::PullIssue { mirror: *mirror });
        }
    }
}
