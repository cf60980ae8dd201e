//! What people do with tasks.

use super::life::Life;
use super::oracle::{TaskFacts, Thing};
use crate::harness::TestApp;
use chrono::{DateTime, Duration, Utc};
use domain::access::Reach;
use domain::obligation::Kind;
use domain::task::{Change, Move};
use store::{NewTask, OrgTx, TaskStep};

const ALL: (Reach, Reach) = (Reach::All, Reach::All);
/// The most that is open in one organisation: who has more finishes something.
const MOST_OPEN: usize = 14;

async fn version(tx: &OrgTx, id: domain::id::TaskId) -> i32 {
    tx.task(id, Reach::All).await.unwrap().row.version
}

impl Life {
    pub(super) async fn create(&mut self, app: &TestApp, now: DateTime<Utc>) {
        if self.oracle.charges.len() >= MOST_OPEN {
            return self.finish(app, now).await;
        }
        let anyone = (self.someone(), self.today(now) + Duration::days(self.chance.days(-20, 60)));
        let turns = self.turning(now).filter(|_| self.chance.one_in(2));
        let (owner, due) = turns.map_or(anyone, |(person, day, _)| (person, day));
        let (by, tx) = self.write_as_one(app).await;
        let title = format!("Task {}", self.tasks.len());
        let new = NewTask { owner: Some(self.people[owner]), due: Some(due), ..NewTask::called(title) };
        let made = tx.create_task(new, None).await.unwrap();
        tx.commit().await.unwrap();
        let task = self.add_task(made.subject());
        self.oracle.tasks.push(TaskFacts { owner, done: false, followers: vec![by] });
        self.oracle.charge(Thing::Task(task), owner, due, now);
        self.give(task, owner, by, now);
    }

    /// Whoever is given something follows it from then on, and is told by others.
    fn give(&mut self, task: usize, owner: usize, by: usize, now: DateTime<Utc>) {
        let facts = &mut self.oracle.tasks[task];
        facts.owner = owner;
        if !facts.followers.contains(&owner) {
            facts.followers.push(owner);
        }
        if owner != by {
            self.oracle.tell(owner, "assigned", Thing::Task(task), None, now);
        }
    }

    async fn revise(&mut self, app: &TestApp, task: usize, change: Change) -> usize {
        let (by, tx) = self.write_as_one(app).await;
        let id = self.tasks[task];
        tx.revise_task(id, version(&tx, id).await, change, ALL).await.unwrap();
        tx.commit().await.unwrap();
        by
    }

    pub(super) async fn hand_on(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let Some((task, charge)) = self.any_charge() else { return };
        let owner = self.someone();
        if owner == charge.owner {
            return;
        }
        let change = Change { owner: Some(Some(self.people[owner])), ..Change::default() };
        let by = self.revise(app, task, change).await;
        self.oracle.charge(Thing::Task(task), owner, charge.due, now);
        self.give(task, owner, by, now);
    }

    pub(super) async fn another_date(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let Some((task, charge)) = self.any_charge() else { return };
        let due = self.today(now) + Duration::days(self.chance.days(-5, 60));
        self.revise(app, task, Change { due: Some(Some(due)), ..Change::default() }).await;
        self.oracle.charge(Thing::Task(task), charge.owner, due, now);
    }

    /// Says nothing new to whoever does it.
    pub(super) async fn say_differently(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let Some((task, _)) = self.any_charge() else { return };
        let title = format!("Task {task}, said differently at {now}");
        self.revise(app, task, Change { title: Some(title), ..Change::default() }).await;
    }

    async fn step(&mut self, app: &TestApp, task: usize, step: TaskStep) -> usize {
        let (by, tx) = self.write_as_one(app).await;
        let id = self.tasks[task];
        tx.move_task(id, version(&tx, id).await, step, ALL).await.unwrap();
        tx.commit().await.unwrap();
        by
    }

    pub(super) async fn finish(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let Some((task, _)) = self.any_charge() else { return };
        let by = self.step(app, task, TaskStep::Take(Move::Complete)).await;
        self.oracle.charges.remove(&Thing::Task(task));
        self.oracle.tasks[task].done = true;
        self.finished.insert(task);
        self.tell_followers(task, "completed", None, by, now);
    }

    pub(super) fn tell_followers(
        &mut self,
        task: usize,
        kind: &'static str,
        comment: Option<usize>,
        by: usize,
        now: DateTime<Utc>,
    ) {
        for person in self.oracle.tasks[task].followers.clone() {
            if person != by {
                self.oracle.tell(person, kind, Thing::Task(task), comment, now);
            }
        }
    }

    /// Something that was finished lately, or long ago, was not.
    pub(super) async fn take_up_again(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let last = if self.chance.one_in(2) { self.finished.pop_last() } else { self.finished.pop_first() };
        let Some(task) = last else { return };
        self.step(app, task, TaskStep::Reopen("It was not done".to_owned())).await;
        let tx = self.write(app).await;
        let due = tx.task(self.tasks[task], Reach::All).await.unwrap().task.due.unwrap();
        drop(tx);
        self.oracle.tasks[task].done = false;
        let owner = self.oracle.tasks[task].owner;
        self.oracle.charge(Thing::Task(task), owner, due, now);
    }

    pub(super) async fn snooze(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let Some((task, _)) = self.any_charge() else { return };
        let until = self.today(now) + Duration::days(self.chance.days(1, 30));
        let tx = self.write(app).await;
        tx.snooze_task(self.tasks[task], until, Reach::All).await.unwrap();
        tx.commit().await.unwrap();
        self.oracle.charges.get_mut(&Thing::Task(task)).unwrap().snoozed = Some(until);
    }

    /// A date is put off with a reason: a task's, or a review's.
    pub(super) async fn put_off(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let all: Vec<_> =
            self.oracle.charges.iter().map(|(thing, charge)| (*thing, charge.clone())).collect();
        if all.is_empty() {
            return;
        }
        let (thing, charge) = all[self.chance.pick(all.len())].clone();
        let to = charge.due.max(self.today(now)) + Duration::days(self.chance.days(1, 60));
        let (subject, kind) = match thing {
            Thing::Task(task) => (self.tasks[task], Kind::Task),
            Thing::Review(control) => (self.controls[control], Kind::Review),
        };
        let (_, tx) = self.write_as_one(app).await;
        tx.postpone(subject, kind, to, "The provider is late").await.unwrap();
        tx.commit().await.unwrap();
        if let Thing::Review(control) = thing {
            self.oracle.cycles.get_mut(&control).unwrap().put_off(to);
        }
        self.oracle.charge(thing, charge.owner, to, now);
    }
}
