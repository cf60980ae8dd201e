//! What is done with a task: load, verb of the domain, save, record.

use crate::doors::OrgTx;
use crate::entity::{control, task};
use crate::error::{Error, Refused, Result, unreadable};
use crate::idempotency::{Idempotent, Key};
use crate::sql::Sql;
use crate::subjects::{Shared, check_due};

use chrono::NaiveDate;
use domain::access::Reach;
use domain::event::Event;
use domain::id::{ControlId, PersonId, SubjectId, TaskId};
use domain::mirror::{Category, step_for};
use domain::notice::Kind;
use domain::task::{Change, Move, Priority, State, Task, TaskRefused};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// A task to be created.
#[derive(Clone, Debug)]
pub struct NewTask {
    /// One line.
    pub title: String,
    /// What to do.
    pub description: String,
    /// What would show that it is done.
    pub expected_evidence: String,
    /// Whether it ends only with evidence and a review.
    pub evidence_required: bool,
    /// What it serves.
    pub control: Option<ControlId>,
    /// Who does it.
    pub owner: Option<PersonId>,
    /// The day it is due.
    pub due: Option<NaiveDate>,
    /// How much it matters.
    pub priority: Priority,
}

impl NewTask {
    fn task(self, id: TaskId) -> Task {
        Task {
            id,
            title: self.title,
            description: self.description,
            expected_evidence: self.expected_evidence,
            evidence_required: self.evidence_required,
            control: self.control,
            owner: self.owner,
            due: self.due,
            priority: self.priority,
            state: State::Open,
            evidence_note: None,
            evidence_url: None,
            cancel_reason: None,
            completed_at: None,
            attached: false,
        }
    }
}

fn number(priority: Priority) -> i32 {
    let position = Priority::ALL.iter().position(|one| *one == priority).unwrap_or_default();
    i32::try_from(position).unwrap_or_default()
}

fn shared(task: &Task) -> Shared<'_> {
    Shared {
        id: task.id,
        kind: "task",
        reference: None,
        reference_key: None,
        title: &task.title,
        state: task.state.name(),
        owner: task.owner,
        due: task.due,
        text: Some(vec![&task.description, &task.expected_evidence]),
    }
}

impl OrgTx {
    /// Creates a task; its reference is drawn at commit. A repeated `key` answers with the task it made before.
    ///
    /// # Errors
    /// [`Error::Invalid`] when owner or control is not of this organisation, [`Error::KeyReused`] when the key
    /// came with another request.
    pub async fn create_task(&self, new: NewTask, key: Option<&Key>) -> Result<Idempotent> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        if let Some(key) = key
            && let Some(before) = self.answered(key).await?
        {
            return Ok(Idempotent::Repeated(before));
        }
        check_due(new.due)?;
        self.check_owner("/owner", new.owner).await?;
        self.check_control(new.control).await?;
        let task = new.task(SubjectId(self.store.new_id()));
        self.add_subject(&shared(&task), "TSK", by).await?;
        let row = task::ActiveModel {
            org_id: Set(self.org()),
            id: Set(task.id.0),
            control_id: Set(task.control.map(|control| control.0)),
            priority: Set(number(task.priority)),
            description: Set(task.description.clone()),
            expected_evidence: Set(task.expected_evidence.clone()),
            evidence_required: Set(task.evidence_required),
            evidence_note: Set(None),
            evidence_url: Set(None),
            cancel_reason: Set(None),
            completed_at: Set(None),
        };
        task::Entity::insert(row).exec_without_returning(self.door.tx()).await?;
        self.oblige(task.id, task.obligation()).await?;
        self.let_follow(task.id, PersonId(by)).await?;
        self.given(task.id, task.owner).await?;
        if let Some(key) = key {
            self.answer(key, task.id).await?;
        }
        let event = Event::TaskCreated { task: task.id };
        self.revise(task.id, 1, &event, &task)?;
        self.record(event);
        Ok(Idempotent::New(task.id))
    }

    /// Changes what a task says, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Refused::NotYours`] or the refusal of [`Task::revise`].
    pub async fn revise_task(
        &self,
        id: TaskId,
        version: i32,
        change: Change,
        (reach, review): (Reach, Reach),
    ) -> Result<()> {
        check_due(change.due.flatten())?;
        self.check_owner("/owner", change.owner.flatten()).await?;
        let by_reviewer = review == Reach::All;
        self.change_task(id, version, reach, |task| task.revise(change, by_reviewer)).await
    }

    /// Takes a step with a task, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Refused::NotYours`] or the domain's refusal.
    pub async fn move_task(
        &self,
        id: TaskId,
        version: i32,
        step: Move,
        reason: Option<String>,
        (work, review): (Reach, Reach),
    ) -> Result<()> {
        let now = self.now();
        let reason = reason.unwrap_or_default();
        self.change_task(id, version, work.max(review), |task| {
            let event = match step {
                Move::Start => task.start(),
                Move::Submit => task.submit(),
                Move::Complete => task.complete(review == Reach::All, now),
                Move::Cancel => task.cancel(reason),
                Move::Reopen => task.reopen(reason),
            };
            event.map(Some)
        })
        .await
    }

    /// Does what a button elsewhere stands for, as whoever pressed it: begins a task, or finishes it. Where evidence is
    /// asked for, what is finished becomes ready for review. `false` when the task stands there already.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Refused::NotYours`] or the domain's refusal.
    pub async fn press_task(&self, id: TaskId, to: Category, reach: Reach) -> Result<bool> {
        let view = self.task(id, Reach::All).await?;
        let Some(step) = step_for(&view.task, to) else {
            self.check_reach(&view.task, reach)?;
            return Ok(false);
        };
        let now = self.now();
        self.change_task(id, view.row.version, reach, |task| {
            let event = match step {
                Move::Start => task.start(),
                Move::Submit => task.submit_unseen(),
                Move::Complete => task.complete(false, now),
                // A button never takes work back.
                Move::Reopen | Move::Cancel => Err(TaskRefused::WrongState),
            };
            event.map(Some)
        })
        .await?;
        Ok(true)
    }

    fn check_reach(&self, task: &Task, reach: Reach) -> Result<()> {
        let mine = task.owner.is_some() && task.owner.map(|owner| owner.0) == self.tenancy.actor().person();
        if reach == Reach::All || mine { Ok(()) } else { Err(Refused::NotYours.into()) }
    }

    pub(super) async fn change_task(
        &self,
        id: TaskId,
        version: i32,
        reach: Reach,
        verb: impl FnOnce(&mut Task) -> std::result::Result<Option<Event>, TaskRefused>,
    ) -> Result<()> {
        let view = self.task(id, Reach::All).await?;
        let mut task = view.task;
        self.check_reach(&task, reach)?;
        if view.row.version != version {
            return Err(Error::Stale { current: view.row.version });
        }
        let (before, owner) = (task.obligation(), task.owner);
        let Some(event) = verb(&mut task)? else { return Ok(()) };
        self.save_subject(&shared(&task), version).await?;
        self.save_task(&task).await?;
        if before != task.obligation() {
            self.oblige(id, task.obligation()).await?;
        }
        if owner != task.owner {
            self.given(id, task.owner).await?;
        }
        match event {
            Event::TaskSubmitted { .. } => self.tell_followers(Kind::ReviewWanted, id, None, &[]).await?,
            Event::TaskCompleted { .. } => self.tell_followers(Kind::Completed, id, None, &[]).await?,
            _ => {}
        }
        self.revise(id, version + 1, &event, &task)?;
        self.record(event);
        Ok(())
    }

    /// Something became somebody's: they follow it from now on, and are told.
    async fn given(&self, id: TaskId, owner: Option<PersonId>) -> Result<()> {
        let Some(owner) = owner else { return Ok(()) };
        self.let_follow(id, owner).await?;
        self.notify_person(owner, Kind::Assigned, id, None).await
    }

    /// Takes a step with a task that this transaction has just read, and leaves it as it is then.
    pub(crate) async fn change_known_task(
        &self,
        task: &mut Task,
        verb: impl FnOnce(&mut Task) -> std::result::Result<Event, TaskRefused>,
    ) -> Result<()> {
        let version = self.task(task.id, Reach::All).await?.row.version;
        let everywhere = Reach::All;
        let mut after = None;
        self.change_task(task.id, version, everywhere, |task| {
            let event = verb(task)?;
            after = Some(task.clone());
            Ok(Some(event))
        })
        .await?;
        if let Some(after) = after {
            *task = after;
        }
        Ok(())
    }

    async fn save_task(&self, task: &Task) -> Result<()> {
        let sql = Sql::new("update task set priority = ")
            .bind(number(task.priority))
            .push(", description = ")
            .bind(task.description.clone())
            .push(", expected_evidence = ")
            .bind(task.expected_evidence.clone())
            .push(", evidence_required = ")
            .bind(task.evidence_required)
            .push(", evidence_note = ")
            .bind(task.evidence_note.clone())
            .push(", evidence_url = ")
            .bind(task.evidence_url.clone())
            .push(", cancel_reason = ")
            .bind(task.cancel_reason.clone())
            .push(", completed_at = ")
            .bind(task.completed_at)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(task.id.0);
        self.door.run(sql).await.map(drop)
    }

    async fn check_control(&self, id: Option<ControlId>) -> Result<()> {
        let Some(id) = id else { return Ok(()) };
        let found =
            self.find::<control::Entity>().filter(control::Column::Id.eq(id.0)).one(self.door.tx()).await?;
        found.map(drop).ok_or(Error::Invalid { field: "/control".to_owned(), code: "no_such_control" })
    }
}
