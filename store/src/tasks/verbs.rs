//! What is done with a task: load, verb of the domain, save, record.

use super::save::shared;
use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result};
use crate::subjects::check_due;
use chrono::NaiveDate;
use domain::access::Reach;
use domain::event::Event;
use domain::id::{PersonId, TaskId};
use domain::mirror::{Category, step_for};
use domain::notice::Kind;
use domain::obligation::Kind as Duty;
use domain::task::{Change, Move, Reviser, State, Task, TaskRefused};

/// How far somebody may reach for a task, and whether what they do belongs to its review, which a named reviewer may do
/// to what is not theirs.
#[derive(Clone, Copy)]
pub(super) struct Grip {
    reach: Reach,
    reviews: bool,
}

impl From<Reach> for Grip {
    fn from(reach: Reach) -> Self {
        Self { reach, reviews: false }
    }
}

/// A step, and what is said with it.
#[derive(Clone, Debug)]
pub enum Step {
    /// One of the usual steps.
    Take(Move),
    /// Give up, for a reason; with what would follow it, or so that it comes back all the same.
    Cancel {
        /// Why.
        reason: String,
        /// Whether it does not come back either.
        following: bool,
    },
    /// Take up again, for a reason.
    Reopen(String),
    /// Send back what waits for review, for a reason.
    SendBack(String),
}

impl OrgTx {
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
        self.check_reviewer(change.reviewer.flatten()).await?;
        let me = self.actor();
        self.change_task(id, version, reach.into(), |task| {
            let owns = me.is_some() && task.owner == me;
            task.revise(change, Reviser { reviews: review == Reach::All, owns })
        })
        .await
    }

    /// Gives a task another date, which somebody who may has approved.
    pub(crate) async fn postpone_task(&self, id: TaskId, to: NaiveDate) -> Result<()> {
        check_due(Some(to))?;
        let version = self.task(id, Reach::All).await?.row.version;
        self.change_task(id, version, Reach::All.into(), |task| {
            let change = Change { due: Some(Some(to)), ..Change::default() };
            task.revise(change, Reviser { reviews: true, owns: true })
        })
        .await
    }

    /// Takes a step with a task, over `version`.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], [`Refused::NotYours`] or the domain's refusal.
    pub async fn move_task(
        &self,
        id: TaskId,
        version: i32,
        step: Step,
        (work, review): (Reach, Reach),
    ) -> Result<()> {
        let (now, me, entitled) = (self.now(), self.actor(), review == Reach::All);
        if let Step::Cancel { following: true, .. } = step {
            self.end_following(id, &step).await?;
        }
        let reviews = matches!(step, Step::Take(Move::Complete) | Step::SendBack(_));
        let grip = Grip { reach: work.max(review), reviews };
        self.change_task(id, version, grip, |task| {
            let event = match step {
                Step::Take(Move::Start) => task.start(),
                Step::Take(Move::Submit) => task.submit(),
                Step::Take(Move::Complete) => task.complete(task.accepts(me, entitled), now),
                Step::Cancel { reason, following } => task.cancel(reason, following),
                Step::Reopen(reason) => task.reopen(reason),
                Step::SendBack(reason) if entitled || task.waits_for(me) => task.send_back(reason),
                Step::SendBack(_) => Err(TaskRefused::ReviewNeeded),
                // These say why.
                Step::Take(Move::Cancel | Move::Reopen) => Err(TaskRefused::WrongState),
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
            self.check_reach(&view.task, reach.into())?;
            return Ok(false);
        };
        let now = self.now();
        self.change_task(id, view.row.version, reach.into(), |task| {
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

    pub(super) fn actor(&self) -> Option<PersonId> {
        self.tenancy.actor().person().map(PersonId)
    }

    fn check_reach(&self, task: &Task, grip: Grip) -> Result<()> {
        let me = self.actor();
        let mine = me.is_some() && (task.owner == me || (grip.reviews && task.waits_for(me)));
        if grip.reach == Reach::All || mine { Ok(()) } else { Err(Refused::NotYours.into()) }
    }

    pub(super) async fn change_task(
        &self,
        id: TaskId,
        version: i32,
        grip: Grip,
        verb: impl FnOnce(&mut Task) -> std::result::Result<Option<Event>, TaskRefused>,
    ) -> Result<()> {
        let view = self.task(id, Reach::All).await?;
        let mut task = view.task;
        self.check_reach(&task, grip)?;
        if view.row.version != version {
            return Err(Error::Stale { current: view.row.version });
        }
        let old = task.clone();
        let Some(event) = verb(&mut task)? else { return Ok(()) };
        self.save_subject(&shared(&task), version).await?;
        self.save_task(&task).await?;
        if old.obligation() != task.obligation() {
            self.oblige(id, Duty::Task, task.obligation()).await?;
        }
        self.tell_of(&old, &task, &event).await?;
        self.revise(id, version + 1, &event, &task)?;
        self.record(event);
        let ended = matches!(task.state, State::Done | State::Cancelled) && old.state != task.state;
        if ended { self.come_back(&task).await } else { Ok(()) }
    }

    /// Tells those whom a change concerns.
    async fn tell_of(&self, old: &Task, task: &Task, event: &Event) -> Result<()> {
        if old.owner != task.owner {
            self.given(task.id, task.owner).await?;
        }
        if old.reviewer != task.reviewer {
            self.named(task.id, task.reviewer).await?;
        }
        let reviewer = task.reviewer.as_slice();
        let asked = old.reviewer != task.reviewer && task.state == State::ReadyForReview;
        if asked || matches!(event, Event::TaskSubmitted { .. }) {
            // Whoever is named is told, whether or not they follow it.
            for one in reviewer {
                self.notify_person(*one, Kind::ReviewWanted, task.id, None).await?;
            }
        }
        match event {
            Event::TaskSubmitted { .. } => {
                self.tell_followers(Kind::ReviewWanted, task.id, None, reviewer).await
            }
            Event::TaskCompleted { .. } => self.tell_followers(Kind::Completed, task.id, None, &[]).await,
            Event::TaskReopened { .. } if old.state == State::ReadyForReview => match task.owner {
                Some(owner) => self.notify_person(owner, Kind::SentBack, task.id, None).await,
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Somebody is to review it: they follow it from now on, and are told when it waits for them.
    pub(super) async fn named(&self, id: TaskId, reviewer: Option<PersonId>) -> Result<()> {
        match reviewer {
            Some(reviewer) => self.let_follow(id, reviewer).await,
            None => Ok(()),
        }
    }

    /// Something became somebody's: they follow it from now on, and are told.
    pub(super) async fn given(&self, id: TaskId, owner: Option<PersonId>) -> Result<()> {
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
        let everywhere = Grip::from(Reach::All);
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

    /// Gives what one person had to do with a task to another, who was found to be one of us. Where that would make one
    /// person both, whoever hands it over reviews it.
    pub(crate) async fn hand_over_task(&self, id: TaskId, from: PersonId, to: PersonId) -> Result<()> {
        let version = self.task(id, Reach::All).await?.row.version;
        let reviews = self.can_review(to).await?;
        let instead = self.actor();
        self.change_task(id, version, Reach::All.into(), |task| {
            let change = task.handed_over(from, (to, reviews), instead);
            task.revise(change, Reviser { reviews: true, owns: false })
        })
        .await
    }
}
