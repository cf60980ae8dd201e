//! What people do with reviews that come back.

use super::life::Life;
use super::oracle::{Cycle, Thing};
use crate::harness::TestApp;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::access::Reach;
use domain::control;
use domain::recurrence::{Anchor, Recurrence, Unit};
use domain::review::{Change, Outcome};
use store::NewReview;

impl Life {
    /// Somebody chose when or by whom a control is reviewed, or reviews it.
    pub(super) async fn review(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let control = self.chance.pick(self.controls.len());
        let soon = self.today(now) + Duration::days(40);
        let pressing =
            self.oracle.cycles.iter().filter(|(_, cycle)| cycle.due <= soon).map(|(which, _)| *which);
        let pressing: Vec<usize> = pressing.collect();
        if !pressing.is_empty() && !self.chance.one_in(3) {
            let control = pressing[self.chance.pick(pressing.len())];
            return self.hold(app, control, now).await;
        }
        match self.chance.below(12) {
            // Long before its time.
            0..=1 if self.oracle.cycles.contains_key(&control) => self.hold(app, control, now).await,
            2 if self.oracle.cycles.contains_key(&control) => self.end(app, control).await,
            _ => self.plan_review(app, control, now).await,
        }
    }

    /// The first time begins its reviews.
    async fn plan_review(&mut self, app: &TestApp, control: usize, now: DateTime<Utc>) {
        let today = self.today(now);
        let rule = self
            .chance
            .one_in(2)
            .then(|| (*[1, 3, 6, 12].get(self.chance.pick(4)).unwrap(), self.chance.one_in(2)));
        let due = self.chance.one_in(3).then(|| self.some_day(today));
        let reviewer = self.chance.one_in(3).then(|| (!self.chance.one_in(3)).then(|| self.someone()));
        let approver = self.chance.one_in(4).then(|| self.chance.one_in(2).then_some(self.people[1]));
        let recurrence = rule.map(|(months, fixed)| {
            let anchor = if fixed { Anchor::Due } else { Anchor::Completion };
            // A year is twelve months.
            let (every, unit) = if months == 12 { (1, Unit::Year) } else { (months, Unit::Month) };
            Recurrence::every(every, unit, anchor).unwrap()
        });
        let change = Change {
            rule: recurrence,
            due,
            reviewer: reviewer.map(|one| one.map(|one| self.people[one])),
            approver,
        };
        let (_, tx) = self.write_as_one(app).await;
        tx.set_review_cycle(self.controls[control], change).await.unwrap();
        tx.commit().await.unwrap();
        let cycle = self.oracle.cycles.entry(control).or_insert_with(|| Cycle::begun(today));
        if let Some((months, fixed)) = rule {
            cycle.another_rhythm(i32::from(months), fixed);
        }
        if let Some(due) = due {
            cycle.another_date(due);
        }
        cycle.reviewer = reviewer.unwrap_or(cycle.reviewer);
        self.charge_review(control, now);
    }

    /// Some day ahead, and more often than others one that not every month has.
    fn some_day(&mut self, today: NaiveDate) -> NaiveDate {
        let day = today + Duration::days(self.chance.days(0, 200));
        let last = day + chrono::Months::new(1);
        let last = chrono::Datelike::with_day(&last, 1).unwrap() - Duration::days(1);
        if self.chance.one_in(2) { last } else { day }
    }

    /// Who was chosen reviews it, else who answers for the control, else whoever leads.
    fn charge_review(&mut self, control: usize, now: DateTime<Utc>) {
        let cycle = &self.oracle.cycles[&control];
        let (chosen, due) = (cycle.reviewer, cycle.due);
        let responsible = chosen.or(self.owners[control]).unwrap_or(self.lead.unwrap_or(0));
        self.oracle.charge(Thing::Review(control), responsible, due, now);
    }

    async fn hold(&mut self, app: &TestApp, control: usize, now: DateTime<Utc>) {
        let today = self.today(now);
        let last = self.oracle.cycles[&control].last;
        let on = (today - Duration::days(self.chance.days(0, 3))).max(last.unwrap_or(today));
        let next = self.chance.one_in(10).then(|| self.some_day(today + Duration::days(1)));
        let new =
            NewReview { on, outcome: Outcome::Suitable, changes: String::new(), note: String::new(), next };
        let (_, tx) = self.write_as_one(app).await;
        tx.hold_review(self.controls[control], &new, Reach::All, None).await.unwrap();
        tx.commit().await.unwrap();
        self.held += 1;
        self.oracle.cycles.get_mut(&control).unwrap().held(on, next);
        self.charge_review(control, now);
    }

    async fn end(&mut self, app: &TestApp, control: usize) {
        let tx = self.write(app).await;
        tx.end_review_cycle(self.controls[control]).await.unwrap();
        tx.commit().await.unwrap();
        self.oracle.cycles.remove(&control);
        self.oracle.charges.remove(&Thing::Review(control));
    }

    /// Somebody answers for a control, or nobody any more.
    pub(super) async fn answer_for(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let control = self.chance.pick(self.controls.len());
        let owner = (!self.chance.one_in(3)).then(|| self.someone());
        let (_, tx) = self.write_as_one(app).await;
        let id = self.controls[control];
        let version = tx.control(id, |_| &[]).await.unwrap().row.version;
        let change = control::Change {
            owner: Some(owner.map(|owner| self.people[owner])),
            ..control::Change::default()
        };
        tx.revise_control(id, version, change, Reach::All).await.unwrap();
        tx.commit().await.unwrap();
        self.owners[control] = owner;
        if self.oracle.cycles.contains_key(&control) {
            self.charge_review(control, now);
        }
    }

    /// Whoever leads reviews what nobody was chosen for and nobody answers for.
    pub(super) fn reviews_go_to_lead(&mut self, now: DateTime<Utc>) {
        for control in self.oracle.cycles.keys().copied().collect::<Vec<_>>() {
            self.charge_review(control, now);
        }
    }
}
