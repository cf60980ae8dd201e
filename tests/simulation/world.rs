//! Several organisations that live side by side in one database, and a worker that goes wrong now and then.

use super::chance::Chance;
use super::compare;
use super::figures::Figures;
use super::life::Life;
use crate::harness::{Organisation, TestApp};
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use domain::clock::Clock as _;
use domain::id::{AccountId, OrgId};
use futures::future::join;
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use store::{Membership, Store};

/// Every organisation begins here: within seven months lie the 29th of February and both changes of the clock.
const BEGINNING: &str = "2027-10-01T06:00:00Z";

pub(super) struct World<'a> {
    pub(super) app: &'a TestApp,
    pub(super) root: DatabaseConnection,
    pub(super) lives: Vec<Life>,
    pub(super) chance: Chance,
    pub(super) now: DateTime<Utc>,
    away_until: Option<DateTime<Utc>>,
    pub(super) figures: Figures,
}

async fn account_of(org: &Organisation) -> AccountId {
    let session = org.owner.get("/api/v1/session").await.ok();
    AccountId(session["account"]["id"].as_str().unwrap().parse().unwrap())
}

impl<'a> World<'a> {
    /// One organisation for each seed. Whoever founded one works in the next as well.
    pub(super) async fn new(app: &'a TestApp, seeds: &[u64]) -> Self {
        let root = app.database.root().await;
        let mut founded = Vec::new();
        for seed in seeds {
            let zone = super::life::zone_of(*seed);
            let address = format!("ada@life{seed}.example");
            let org = app.found_in(&format!("Life {seed}"), &address, zone).await;
            org.adopt().await;
            let account = account_of(&org).await;
            founded.push((org, account, address));
        }
        app.run_jobs().await;
        app.clock.set_calendar(BEGINNING);
        let mut lives = Vec::new();
        for (position, (org, account, _)) in founded.iter().enumerate() {
            let (_, other, address) = &founded[(position + 1) % founded.len()];
            let accounts = [*account, *other];
            lives.push(Life::new(app, &root, org, accounts, address, seeds[position]).await);
        }
        let now = app.clock.calendar();
        let figures = Figures { organisations: lives.len(), ..Figures::default() };
        Self { app, root, lives, chance: Chance(seeds[0]), now, away_until: None, figures }
    }

    /// So many days pass; the calendar jumps from one thing that happens to the next.
    pub(super) async fn run(&mut self, days: i64) {
        let end = self.now + Duration::days(days);
        self.figures.days = usize::try_from(days).unwrap() * self.lives.len();
        while self.now < end {
            let next = self.next_moment().await.min(end);
            self.set_clock(next);
            self.now = next;
            if self.away_until.is_some_and(|back| back <= self.now) {
                self.away_until = None;
            }
            for life in self.lives.iter_mut().filter(|life| life.next_deed <= next) {
                life.act(self.app, next).await;
                self.figures.deeds += 1;
                if self.away_until.is_none() && self.chance.one_in(60) {
                    self.figures.absences += 1;
                    self.away_until = Some(next + Duration::hours(self.chance.days(1, 10 * 24)));
                }
            }
            if self.away_until.is_none() {
                self.look().await;
            }
        }
    }

    fn set_clock(&self, to: DateTime<Utc>) {
        self.app.clock.set_calendar(&to.to_rfc3339_opts(SecondsFormat::Millis, true));
    }

    /// When somebody does something, or something comes: by the program's own plan, or by the oracle's.
    async fn next_moment(&self) -> DateTime<Utc> {
        let deed = self.lives.iter().map(|life| life.next_deed).min().unwrap();
        if let Some(back) = self.away_until {
            return back.min(deed);
        }
        let planned = self
            .rows(
                "select min(next_reminder_at) as next from obligation union all select min(next_at) from digest_wait",
            )
            .await;
        let planned =
            planned.iter().filter_map(|row| row.try_get::<Option<DateTime<Utc>>>("", "next").unwrap());
        let foreseen = self.lives.iter().filter_map(|life| life.oracle.next_after(self.now));
        planned.chain(foreseen).filter(|at| *at > self.now).fold(deed, DateTime::min)
    }

    /// A worker looks, and sometimes dies of it, or is not alone.
    async fn look(&mut self) {
        self.figures.looks += 1;
        self.sweep_all(true).await;
        self.deliver().await;
        for life in &mut self.lives {
            life.oracle.look(self.now);
        }
        if self.chance.one_in(10) {
            // Its clock is set back for a while, and then right again.
            self.figures.clock_steps += 1;
            let back = Duration::seconds(self.chance.days(90, 2 * 24 * 3600));
            self.set_clock(self.now - back);
            self.sweep_all(false).await;
            self.set_clock(self.now);
        }
    }

    /// Finds the organisations in which something is due, as the worker does, and plans it.
    async fn sweep_all(&mut self, troubled: bool) {
        let system = self.app.store.system().await.unwrap();
        let reminders = system.organisations_with_due_reminders().await.unwrap();
        let digests = system.organisations_with_due_digests().await.unwrap();
        system.commit().await.unwrap();
        for life in self.in_turn(&reminders) {
            let member = self.lives[life].members[0].clone();
            if troubled {
                self.trouble(|store, member| Box::pin(sweep(store, member)), &member).await;
            }
            sweep(&self.app.store, &member).await;
        }
        for life in self.in_turn(&digests) {
            let member = self.lives[life].members[0].clone();
            if troubled {
                self.trouble(|store, member| Box::pin(sweep_digests(store, member)), &member).await;
            }
            sweep_digests(&self.app.store, &member).await;
        }
    }

    /// Before it is swept in peace, a worker dies of it or two do it at once.
    async fn trouble<'s>(
        &mut self,
        work: impl Fn(&'s Store, &'s Membership) -> std::pin::Pin<Box<dyn Future<Output = ()> + 's>>,
        member: &'s Membership,
    ) where
        'a: 's,
    {
        let app: &'s TestApp = self.app;
        if self.chance.one_in(4) {
            let polls = self.chance.pick(40);
            self.figures.crashes += usize::from(until_poll(work(&app.store, member), polls).await);
        }
        if self.chance.one_in(8) {
            self.figures.doubles += 1;
            join(work(&app.store, member), work(&app.store, member)).await;
        }
    }

    /// In an order that can be had again, which that of their ids is not.
    fn in_turn(&self, orgs: &[OrgId]) -> Vec<usize> {
        let mut lives: Vec<usize> = orgs.iter().map(|org| self.life(*org)).collect();
        lives.sort_unstable();
        lives
    }

    pub(super) fn life(&self, org: OrgId) -> usize {
        self.lives.iter().position(|life| life.org() == org).unwrap()
    }

    pub(super) async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let statement = Statement::from_string(self.root.get_database_backend(), sql.to_owned());
        self.root.query_all_raw(statement).await.unwrap()
    }

    /// Holds what arrived against what had to: the figures, and what differs.
    pub(super) async fn compare(self) -> (Figures, Vec<String>) {
        let (mut figures, mut differences) = (self.figures, Vec::new());
        for life in &self.lives {
            figures.held += life.held;
            compare::compare(&self.root, life, &mut figures, &mut differences).await;
        }
        self.root.close().await.unwrap();
        (figures, differences)
    }
}

/// What a worker does for one organisation.
async fn sweep(store: &Store, member: &Membership) {
    let tx = store.write(member).await.unwrap();
    tx.sweep_reminders().await.unwrap();
    tx.commit().await.unwrap();
}

async fn sweep_digests(store: &Store, member: &Membership) {
    let tx = store.write(member).await.unwrap();
    tx.sweep_digests().await.unwrap();
    tx.commit().await.unwrap();
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
