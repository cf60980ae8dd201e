//! One organisation that lives for a while, and a worker that goes wrong now and then.

use super::chance::Chance;
use super::oracle::{Charge, Habits, Heard, Key, Oracle};
use crate::harness::{Organisation, TestApp};
use chrono::{DateTime, Duration, NaiveDate, SecondsFormat, Utc};
use chrono_tz::Tz;
use domain::absence::Absence;
use domain::access::{Reach, Role};
use domain::clock::Clock as _;
use domain::id::{DeliveryId, PersonId, TaskId};
use domain::reminder::{Escalation, Policy};
use domain::task::{Change, Move};
use domain::text::Address;
use futures::future::join;
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use store::{Membership, NewPerson, NewTask, OrgTx, Outcome, PersonChange, TaskStep};
use uuid::Uuid;

/// Where people are: half an hour of summer time, a day that begins later than anybody's, clocks that change at midnight.
const ZONES: [&str; 6] = [
    "Europe/Berlin",
    "America/New_York",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "America/Havana",
    "Asia/Kathmandu",
];
const ALL: (Reach, Reach) = (Reach::All, Reach::All);

/// What happened in a simulation.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) sent: usize,
    pub(super) replaced: usize,
    pub(super) escalated: usize,
    pub(super) delegated: usize,
    pub(super) actions: usize,
    pub(super) looks: usize,
    pub(super) crashes: usize,
    pub(super) doubles: usize,
}

impl Figures {
    pub(super) fn add(&mut self, other: &Self) {
        self.sent += other.sent;
        self.replaced += other.replaced;
        self.escalated += other.escalated;
        self.delegated += other.delegated;
        self.actions += other.actions;
        self.looks += other.looks;
        self.crashes += other.crashes;
        self.doubles += other.doubles;
    }
}

pub(super) struct World<'a> {
    app: &'a TestApp,
    seed: u64,
    membership: Membership,
    chance: Chance,
    people: Vec<PersonId>,
    tasks: Vec<TaskId>,
    finished: BTreeSet<usize>,
    oracle: Oracle,
    now: DateTime<Utc>,
    away_until: Option<DateTime<Utc>>,
    lines: Vec<Option<usize>>,
    figures: Figures,
}

impl<'a> World<'a> {
    pub(super) async fn new(app: &'a TestApp, org: &Organisation, seed: u64) -> Self {
        let membership = app.membership(org).await;
        let mut people = vec![PersonId(org.me.parse().unwrap())];
        let tx = app.store.write(&membership).await.unwrap();
        for (number, zone) in ZONES.iter().enumerate().skip(1) {
            let person = NewPerson {
                name: format!("Person {number}"),
                address: Address::parse(&format!("person{number}@acme.example")).unwrap(),
                account: None,
                zone: (*zone).to_owned(),
                roles: vec![Role::Staff],
            };
            people.push(tx.add_person(&person).await.unwrap());
        }
        tx.commit().await.unwrap();
        let habits = Habits {
            leads: vec![30, 14, 7, 1],
            on_the_day: true,
            weeks: 1,
            hour: 8,
            working_days_only: false,
            holidays: BTreeSet::new(),
            // Nobody was chosen, so whoever founded the organisation leads.
            above: vec![
                ("manager", 1, Heard::ManagerOf(vec![None; ZONES.len()])),
                ("lead", 7, Heard::One(0)),
            ],
            chosen: None,
        };
        let zones = ZONES.iter().map(|zone| zone.parse::<Tz>().unwrap()).collect();
        let oracle = Oracle {
            habits,
            zones,
            charges: BTreeMap::new(),
            sent: BTreeMap::new(),
            replaced: BTreeSet::new(),
            delegated: BTreeSet::new(),
            away: Vec::new(),
        };
        Self {
            app,
            seed,
            membership,
            chance: Chance(seed),
            people,
            tasks: Vec::new(),
            finished: BTreeSet::new(),
            oracle,
            now: app.clock.calendar(),
            away_until: None,
            lines: vec![None; ZONES.len()],
            figures: Figures::default(),
        }
    }

    /// So many days pass; the calendar jumps from one thing that happens to the next.
    pub(super) async fn run(&mut self, days: i64) {
        let end = self.now + Duration::days(days);
        let mut action = self.now;
        while self.now < end {
            let due = match self.away_until {
                Some(back) => Some(back),
                None => {
                    let next = [self.planner_looks_at().await, self.oracle.next_after(self.now)];
                    next.into_iter().flatten().filter(|at| *at > self.now).min()
                }
            };
            self.now = due.map_or(action, |due| due.min(action)).max(self.now);
            self.app.clock.set_calendar(&self.now.to_rfc3339_opts(SecondsFormat::Millis, true));
            if self.away_until.is_some_and(|back| back <= self.now) {
                self.away_until = None;
            }
            if self.now >= action {
                self.act().await;
                action = self.now + Duration::minutes(self.chance.days(1, 2 * 24 * 60));
            }
            if self.away_until.is_none() {
                self.look().await;
            }
        }
    }

    async fn planner_looks_at(&self) -> Option<DateTime<Utc>> {
        let system = self.app.store.system().await.unwrap();
        let next = system.next_reminder_at().await.unwrap();
        system.commit().await.unwrap();
        next
    }

    /// A worker looks, and sometimes dies of it, or is not alone.
    async fn look(&mut self) {
        self.figures.looks += 1;
        if self.chance.one_in(3) {
            let polls = self.chance.pick(40);
            let died = until_poll(sweep(&self.app.store, &self.membership), polls).await;
            self.figures.crashes += usize::from(died);
        }
        if self.chance.one_in(4) {
            self.figures.doubles += 1;
            join(sweep(&self.app.store, &self.membership), sweep(&self.app.store, &self.membership)).await;
        }
        sweep(&self.app.store, &self.membership).await;
        self.deliver().await;
        self.oracle.look(self.now);
        if self.chance.one_in(10) {
            // Its clock is set back a little, and then right again.
            let before = self.now - Duration::seconds(90);
            self.app.clock.set_calendar(&before.to_rfc3339_opts(SecondsFormat::Millis, true));
            sweep(&self.app.store, &self.membership).await;
            self.app.clock.set_calendar(&self.now.to_rfc3339_opts(SecondsFormat::Millis, true));
        }
    }

    async fn act(&mut self) {
        self.figures.actions += 1;
        match self.chance.below(28) {
            0..=7 => self.create().await,
            8..=9 => self.hand_on().await,
            10..=11 => self.another_date().await,
            12..=15 => self.finish().await,
            16 => self.take_up_again().await,
            17 => self.say_differently().await,
            18..=19 => self.put_off().await,
            20 => self.choose_habits().await,
            21 => self.take_a_day_off().await,
            22 => self.travel().await,
            23..=24 => self.answer_to().await,
            25..=26 => self.go_away().await,
            _ => self.away_until = Some(self.now + Duration::hours(self.chance.days(1, 10 * 24))),
        }
    }

    fn today(&self) -> NaiveDate {
        self.now.with_timezone(&chrono_tz::Europe::Berlin).date_naive()
    }

    async fn create(&mut self) {
        let owner = self.chance.pick(self.people.len());
        let due = self.today() + Duration::days(self.chance.days(-20, 60));
        let tx = self.app.store.write(&self.membership).await.unwrap();
        let title = format!("Task {}", self.tasks.len());
        let new = NewTask { owner: Some(self.people[owner]), due: Some(due), ..NewTask::called(title) };
        let made = tx.create_task(new, None).await.unwrap();
        tx.commit().await.unwrap();
        self.tasks.push(made.subject());
        self.charge(self.tasks.len() - 1, owner, due);
    }

    fn charge(&mut self, task: usize, owner: usize, due: NaiveDate) {
        self.oracle.charges.insert(task, Charge { owner, due, since: self.now, snoozed: None });
    }

    fn any_charge(&mut self) -> Option<(usize, Charge)> {
        let all: Vec<_> = self.oracle.charges.iter().map(|(task, charge)| (*task, charge.clone())).collect();
        (!all.is_empty()).then(|| all[self.chance.pick(all.len())].clone())
    }

    async fn open(&self, task: usize) -> (OrgTx, TaskId, i32) {
        let tx = self.app.store.write(&self.membership).await.unwrap();
        let version = tx.task(self.tasks[task], Reach::All).await.unwrap().row.version;
        (tx, self.tasks[task], version)
    }

    async fn revise(&self, task: usize, change: Change) {
        let (tx, id, version) = self.open(task).await;
        tx.revise_task(id, version, change, ALL).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn hand_on(&mut self) {
        let Some((task, charge)) = self.any_charge() else { return };
        let owner = self.chance.pick(self.people.len());
        if owner == charge.owner {
            return;
        }
        self.revise(task, Change { owner: Some(Some(self.people[owner])), ..Change::default() }).await;
        self.charge(task, owner, charge.due);
    }

    async fn another_date(&mut self) {
        let Some((task, charge)) = self.any_charge() else { return };
        let due = self.today() + Duration::days(self.chance.days(-5, 60));
        if due == charge.due {
            return;
        }
        self.revise(task, Change { due: Some(Some(due)), ..Change::default() }).await;
        self.charge(task, charge.owner, due);
    }

    /// Says nothing new to whoever does it.
    async fn say_differently(&mut self) {
        let Some((task, _)) = self.any_charge() else { return };
        let title = format!("Task {task}, said differently at {}", self.now);
        self.revise(task, Change { title: Some(title), ..Change::default() }).await;
    }

    async fn step(&self, task: usize, step: TaskStep) {
        let (tx, id, version) = self.open(task).await;
        tx.move_task(id, version, step, ALL).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn finish(&mut self) {
        let Some((task, _)) = self.any_charge() else { return };
        self.step(task, TaskStep::Take(Move::Complete)).await;
        self.oracle.charges.remove(&task);
        self.finished.insert(task);
    }

    async fn take_up_again(&mut self) {
        let Some(task) = self.finished.pop_first() else { return };
        self.step(task, TaskStep::Reopen("It was not done".to_owned())).await;
        let tx = self.app.store.write(&self.membership).await.unwrap();
        let view = tx.task(self.tasks[task], Reach::All).await.unwrap().task;
        drop(tx);
        let owner = self.people.iter().position(|person| Some(*person) == view.owner).unwrap();
        self.charge(task, owner, view.due.unwrap());
    }

    async fn put_off(&mut self) {
        let Some((task, _)) = self.any_charge() else { return };
        let until = self.today() + Duration::days(self.chance.days(1, 30));
        let tx = self.app.store.write(&self.membership).await.unwrap();
        tx.snooze_task(self.tasks[task], until, Reach::All).await.unwrap();
        tx.commit().await.unwrap();
        self.oracle.charges.get_mut(&task).unwrap().snoozed = Some(until);
    }

    async fn choose_habits(&mut self) {
        let leads: [&[u16]; 4] = [&[30, 14, 7, 1], &[10, 3], &[60, 5], &[]];
        let pick = |chance: &mut Chance, from, to| {
            (!chance.one_in(5)).then(|| u16::try_from(chance.days(from, to)).unwrap())
        };
        let (manager_days, lead_days, top_days) =
            (pick(&mut self.chance, 1, 4), pick(&mut self.chance, 5, 9), pick(&mut self.chance, 9, 20));
        let lead = (!self.chance.one_in(3)).then(|| self.chance.pick(self.people.len()));
        let top = (!self.chance.one_in(3)).then(|| self.chance.pick(self.people.len()));
        let person = |one: Option<usize>| one.map(|one| self.people[one]);
        let escalation =
            Escalation { manager_days, lead_days, top_days, lead: person(lead), top: person(top) };
        let policy = Policy {
            escalation,
            most_a_day: None,
            lead_days: leads[self.chance.pick(4)].to_vec(),
            on_the_day: !self.chance.one_in(4),
            overdue_weeks: u16::try_from(self.chance.days(1, 3)).unwrap(),
            hour: u32::try_from(self.chance.days(0, 23)).unwrap(),
            working_days_only: self.chance.one_in(2),
            ..Policy::default()
        };
        let tx = self.app.store.write(&self.membership).await.unwrap();
        let version = tx.organisation().await.unwrap().version;
        tx.revise_reminders(version, policy.clone()).await.unwrap();
        let chosen = tx.organisation().await.unwrap().reminders.since;
        tx.commit().await.unwrap();
        self.oracle.habits = Habits {
            leads: policy.lead_days.iter().map(|days| i64::from(*days)).collect(),
            on_the_day: policy.on_the_day,
            weeks: i64::from(policy.overdue_weeks),
            hour: policy.hour,
            working_days_only: policy.working_days_only,
            holidays: self.oracle.habits.holidays.clone(),
            above: [
                manager_days.map(|days| ("manager", days, Heard::ManagerOf(self.lines.clone()))),
                lead_days.map(|days| ("lead", days, Heard::One(lead.unwrap_or(0)))),
                top_days.zip(top).map(|(days, top)| ("top", days, Heard::One(top))),
            ]
            .into_iter()
            .flatten()
            .map(|(name, days, heard)| (name, i64::from(days), heard))
            .collect(),
            chosen,
        };
    }

    async fn take_a_day_off(&mut self) {
        let day = self.today() + Duration::days(self.chance.days(1, 60));
        let tx = self.app.store.write(&self.membership).await.unwrap();
        let version = tx.organisation().await.unwrap().version;
        tx.add_holidays(version, &BTreeMap::from([(day, "A day off".to_owned())])).await.unwrap();
        tx.commit().await.unwrap();
        self.oracle.habits.holidays.insert(day);
    }

    async fn travel(&mut self) {
        let person = self.chance.pick(self.people.len());
        let zone = ZONES[self.chance.pick(ZONES.len())];
        let tx = self.app.store.write(&self.membership).await.unwrap();
        let version = tx.person(self.people[person]).await.unwrap().version;
        let change = PersonChange { zone: Some(zone.to_owned()), ..PersonChange::default() };
        tx.revise_person(self.people[person], version, change).await.unwrap();
        tx.commit().await.unwrap();
        self.oracle.zones[person] = zone.parse().unwrap();
    }

    /// Somebody answers to somebody else, or to nobody.
    async fn answer_to(&mut self) {
        let (person, manager) = (self.chance.pick(self.people.len()), self.chance.pick(self.people.len()));
        let manager = (manager != person).then_some(manager);
        let tx = self.app.store.write(&self.membership).await.unwrap();
        let version = tx.person(self.people[person]).await.unwrap().version;
        let to = manager.map(|manager| self.people[manager]);
        let change = PersonChange { manager: Some(to), ..PersonChange::default() };
        if tx.revise_person(self.people[person], version, change).await.is_err() {
            // Lines that go round in a circle are none.
            return;
        }
        tx.commit().await.unwrap();
        self.lines[person] = manager;
        for (_, _, heard) in &mut self.oracle.habits.above {
            if let Heard::ManagerOf(lines) = heard {
                lines[person] = manager;
            }
        }
    }

    /// Somebody is away for some days, and perhaps somebody stands in.
    async fn go_away(&mut self) {
        let person = self.chance.pick(self.people.len());
        let from = self.today() + Duration::days(self.chance.days(0, 10));
        let until = from + Duration::days(self.chance.days(0, 20));
        let instead = self.chance.pick(self.people.len());
        let instead = (instead != person).then_some(instead);
        let clash = |(who, begins, ends, _): &(usize, NaiveDate, NaiveDate, Option<usize>)| {
            *who == person && *begins <= until && from <= *ends
        };
        if self.oracle.away.iter().any(clash) {
            return;
        }
        let tx = self.app.store.write(&self.membership).await.unwrap();
        let absence = Absence { from, until, delegate: instead.map(|instead| self.people[instead]) };
        tx.note_absence(self.people[person], absence).await.unwrap();
        tx.commit().await.unwrap();
        self.oracle.away.push((person, from, until, instead));
    }

    /// Every mail that waits is handed over, and what that brings about as well.
    async fn deliver(&self) {
        loop {
            let rows = self
                .rows("select id from delivery where state = 'planned' and channel = 'mail' and step not like 'told:%' \
                     and subject_id is not null order by id")
                .await;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let delivery = DeliveryId(row.try_get("", "id").unwrap());
                let tx = self.app.store.write(&self.membership).await.unwrap();
                if tx.begin_delivery(delivery).await.unwrap().is_some() {
                    tx.settle_delivery(delivery, &Outcome::Delivered).await.unwrap();
                }
                tx.commit().await.unwrap();
            }
        }
    }

    /// Holds what was planned against what had to be.
    pub(super) async fn compare(mut self) -> Figures {
        let (mut sent, mut replaced, mut wrong) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        let mut delegated = BTreeSet::new();
        for row in self.deliveries().await {
            let key = self.key(&row);
            let state: String = row.try_get("", "state").unwrap();
            let reason: Option<String> = row.try_get("", "reason").unwrap();
            match (state.as_str(), reason.as_deref()) {
                ("suppressed", Some("replaced")) => {
                    replaced.insert(key);
                    continue;
                }
                ("suppressed", Some("delegated")) => {
                    delegated.insert(key);
                    continue;
                }
                ("delivered", None) => {}
                other => wrong.push(format!("neither sent nor replaced: {key:?} {other:?}")),
            }
            if sent.insert(key.clone(), row.try_get::<DateTime<Utc>>("", "planned_at").unwrap()).is_some() {
                wrong.push(format!("twice: {key:?}"));
            }
        }
        for (key, at) in &self.oracle.sent {
            match sent.get(key) {
                None => wrong.push(format!("missing: {key:?} at {at}")),
                Some(planned) if planned != at => wrong.push(format!("late: {key:?} at {planned}, not {at}")),
                Some(_) => {}
            }
        }
        let extra = sent.iter().filter(|(key, _)| !self.oracle.sent.contains_key(*key));
        wrong.extend(extra.map(|(key, at)| format!("too much: {key:?} at {at}")));
        let differ = replaced.symmetric_difference(&self.oracle.replaced);
        wrong.extend(differ.map(|key| format!("replaced by one of the two only: {key:?}")));
        let differ = delegated.symmetric_difference(&self.oracle.delegated);
        wrong.extend(differ.map(|key| format!("passed on by one of the two only: {key:?}")));
        let first: Vec<_> = wrong.iter().take(12).collect();
        assert!(wrong.is_empty(), "seed {}: {} differ, first {first:#?}", self.seed, wrong.len());
        self.figures.sent = sent.len();
        self.figures.replaced = replaced.len();
        self.figures.escalated = sent.keys().filter(|key| key.3.starts_with("escalated")).count();
        self.figures.delegated = delegated.len();
        self.figures
    }

    async fn deliveries(&self) -> Vec<QueryResult> {
        self.rows(
            "select subject_id, due, step, recipient_id, state, reason, planned_at from delivery \
             where channel = 'mail' and subject_id is not null and step not like 'told:%'",
        )
        .await
    }

    async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let root = self.app.database.root().await;
        root.query_all_raw(Statement::from_string(root.get_database_backend(), sql.to_owned())).await.unwrap()
    }

    fn key(&self, row: &QueryResult) -> Key {
        let (subject, recipient): (Uuid, Uuid) =
            (row.try_get("", "subject_id").unwrap(), row.try_get("", "recipient_id").unwrap());
        let task = self.tasks.iter().position(|task| task.0.to_string() == subject.to_string()).unwrap();
        let person = self.people.iter().position(|person| person.0 == recipient).unwrap();
        (task, row.try_get("", "due").unwrap(), person, row.try_get("", "step").unwrap())
    }
}

/// What a worker does for one organisation, until nothing is due.
async fn sweep(store: &store::Store, membership: &Membership) {
    for _ in 0..20 {
        let tx = store.write(membership).await.unwrap();
        let planned = tx.sweep_reminders().await.unwrap();
        tx.commit().await.unwrap();
        if planned == 0 {
            break;
        }
    }
}

/// Lets something run until it was polled so often, and then drops it. Whether it was still running.
async fn until_poll(work: impl Future<Output = ()>, polls: usize) -> bool {
    let mut work = pin!(work);
    let mut polled = 0;
    poll_fn(|context| {
        if polled == polls {
            return Poll::Ready(true);
        }
        polled += 1;
        work.as_mut().poll(context).map(|()| false)
    })
    .await
}
