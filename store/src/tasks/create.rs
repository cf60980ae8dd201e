//! Makes a task.

use super::save::{number, shared};
use crate::doors::OrgTx;
use crate::entity::{control, task};
use crate::error::{Error, Refused, Result, unreadable};
use crate::idempotency::{Idempotent, Key};
use crate::subjects::check_due;
use chrono::NaiveDate;
use domain::access::{Action, Reach, reach};
use domain::checklist::Checklist;
use domain::event::Event;
use domain::id::{ControlId, ItemId, PersonId, SubjectId, TaskId};
use domain::obligation::Kind as Duty;
use domain::recurrence::Recurrence;
use domain::task::{Priority, State, Task, TaskRefused};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

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
    /// Who accepts it, where somebody is named.
    pub reviewer: Option<PersonId>,
    /// Its parts, each one line.
    pub checklist: Vec<String>,
    /// When it comes back.
    pub recurrence: Option<Recurrence>,
}

impl NewTask {
    /// A task with a title alone.
    #[must_use]
    pub const fn called(title: String) -> Self {
        Self {
            title,
            description: String::new(),
            expected_evidence: String::new(),
            evidence_required: false,
            control: None,
            owner: None,
            due: None,
            priority: Priority::Normal,
            reviewer: None,
            checklist: Vec::new(),
            recurrence: None,
        }
    }

    fn task(self, id: TaskId, fresh: impl FnMut() -> ItemId) -> Result<Task> {
        let recurrence = self
            .recurrence
            .map(|rule| rule.anchored(self.due).ok_or(Error::Refused(Refused::Task(TaskRefused::DueNeeded))));
        let task = Task {
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
            reviewer: self.reviewer,
            checklist: Checklist::of(self.checklist, fresh),
            recurrence: recurrence.transpose()?,
            repeats: None,
            attached: false,
        };
        task.check_whole()?;
        Ok(task)
    }
}

impl OrgTx {
    /// Creates a task; its reference is drawn at commit. A repeated `key` answers with the task it made before.
    ///
    /// # Errors
    /// [`Error::Invalid`] when owner, reviewer or control is not of this organisation, [`Error::KeyReused`] when the key
    /// came with another request, or the domain's refusal.
    pub async fn create_task(&self, new: NewTask, key: Option<&Key>) -> Result<Idempotent> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        if let Some(key) = key
            && let Some(before) = self.answered(key).await?
        {
            return Ok(Idempotent::Repeated(before));
        }
        check_due(new.due)?;
        self.check_owner("/owner", new.owner).await?;
        self.check_reviewer(new.reviewer).await?;
        self.check_control(new.control).await?;
        let task = new.task(SubjectId(self.store.new_id()), || ItemId(self.store.new_id()))?;
        self.add_task(&task, by).await?;
        if let Some(key) = key {
            self.answer(key, task.id).await?;
        }
        Ok(Idempotent::New(task.id))
    }

    /// Writes a new task, lets those follow it whom it concerns, and records it.
    pub(super) async fn add_task(&self, task: &Task, by: Uuid) -> Result<()> {
        self.add_subject(&shared(task), "TSK", by).await?;
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
        self.save_work(task).await?;
        self.oblige(task.id, Duty::Task, task.obligation()).await?;
        self.let_follow(task.id, PersonId(by)).await?;
        self.given(task.id, task.owner).await?;
        self.named(task.id, task.reviewer).await?;
        let event = Event::TaskCreated { task: task.id };
        self.revise(task.id, 1, &event, task)?;
        self.record(event);
        Ok(())
    }

    /// A person who may be asked to review: of this organisation, active, and with a role that lets them answer.
    pub(super) async fn check_reviewer(&self, reviewer: Option<PersonId>) -> Result<()> {
        let Some(person) = reviewer else { return Ok(()) };
        self.check_owner("/reviewer", reviewer).await?;
        if self.can_review(person).await? {
            return Ok(());
        }
        Err(Error::Invalid { field: "/reviewer".to_owned(), code: "cannot_review" })
    }

    pub(super) async fn can_review(&self, person: PersonId) -> Result<bool> {
        Ok(reach(&self.roles_of(person).await?, Action::AnswerReview) != Reach::None)
    }

    async fn check_control(&self, id: Option<ControlId>) -> Result<()> {
        let Some(id) = id else { return Ok(()) };
        let found =
            self.find::<control::Entity>().filter(control::Column::Id.eq(id.0)).one(self.door.tx()).await?;
        found.map(drop).ok_or(Error::Invalid { field: "/control".to_owned(), code: "no_such_control" })
    }
}
