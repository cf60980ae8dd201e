//! What is chosen for an organisation, and what is said of its people.

use super::life::{Life, ZONES};
use super::oracle::{Away, Habits, Heard, weekend};
use crate::harness::TestApp;
use chrono::{DateTime, Duration, Utc};
use domain::absence::Absence;
use domain::reminder::{Escalation, Policy};
use domain::workdays::{Day, Week};
use std::collections::BTreeMap;
use store::{OrganisationChange, PersonChange};

impl Life {
    /// After how many days, where at all.
    fn after(&mut self, from: i64, to: i64) -> Option<u16> {
        (!self.chance.one_in(5)).then(|| u16::try_from(self.chance.days(from, to)).unwrap())
    }

    fn somebody_or_nobody(&mut self) -> Option<usize> {
        (!self.chance.one_in(3)).then(|| self.someone())
    }

    pub(super) async fn choose_habits(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let leads: [&[u16]; 4] = [&[30, 14, 7, 1], &[10, 3], &[60, 5], &[]];
        let (manager_days, lead_days, top_days) = (self.after(1, 4), self.after(5, 9), self.after(9, 20));
        let (lead, top) = (self.somebody_or_nobody(), self.somebody_or_nobody());
        let most = (!self.chance.one_in(4)).then(|| u16::try_from(self.chance.days(1, 4)).unwrap());
        // Clocks are turned on Sundays.
        let turns = self.turning(now).is_some();
        let person = |one: Option<usize>| one.map(|one| self.people[one]);
        let escalation =
            Escalation { manager_days, lead_days, top_days, lead: person(lead), top: person(top) };
        let policy = Policy {
            escalation,
            most_a_day: most,
            lead_days: leads[self.chance.pick(4)].to_vec(),
            on_the_day: !self.chance.one_in(4) || turns,
            overdue_weeks: u16::try_from(self.chance.days(1, 3)).unwrap(),
            hour: self.some_hour(now),
            working_days_only: self.chance.one_in(2) && !turns,
            ..Policy::default()
        };
        let (_, tx) = self.write_as_one(app).await;
        let before = tx.organisation().await.unwrap();
        tx.revise_reminders(before.version, policy.clone()).await.unwrap();
        tx.commit().await.unwrap();
        // What says the same changes nothing, nor what is not sent because it came before.
        let chosen =
            if before.reminders.differences(&policy).is_empty() { before.reminders.since } else { Some(now) };
        let above = [
            manager_days.map(|days| ("manager", days, Heard::Manager)),
            lead_days.map(|days| ("lead", days, Heard::One(lead.unwrap_or(0)))),
            top_days.zip(top).map(|(days, top)| ("top", days, Heard::One(top))),
        ];
        let above = above.into_iter().flatten().map(|(name, days, heard)| (name, i64::from(days), heard));
        self.oracle.habits = Habits {
            leads: policy.lead_days.iter().map(|days| i64::from(*days)).collect(),
            on_the_day: policy.on_the_day,
            weeks: i64::from(policy.overdue_weeks),
            hour: policy.hour,
            working_days_only: policy.working_days_only,
            off: self.oracle.habits.off.clone(),
            holidays: std::mem::take(&mut self.oracle.habits.holidays),
            most: most.map(usize::from),
            above: above.collect(),
            chosen,
        };
        self.lead = lead;
        self.reviews_go_to_lead(now);
    }

    pub(super) async fn take_a_day_off(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let day = self.today(now) + Duration::days(self.chance.days(1, 60));
        let tx = self.write(app).await;
        let version = tx.organisation().await.unwrap().version;
        if self.chance.one_in(4)
            && let Some(day) = self.oracle.habits.holidays.pop_last()
        {
            tx.remove_holiday(version, day).await.unwrap();
        } else {
            tx.add_holidays(version, &BTreeMap::from([(day, "A day off".to_owned())])).await.unwrap();
            self.oracle.habits.holidays.insert(day);
        }
        tx.commit().await.unwrap();
    }

    /// Another week: from Sunday to Thursday, four days, or as usual.
    pub(super) async fn work_on_other_days(&mut self, app: &TestApp) {
        let (off, days) = match self.chance.below(3) {
            0 => ([4, 5].into(), [6, 0, 1, 2, 3].to_vec()),
            1 => ([4, 5, 6].into(), [0, 1, 2, 3].to_vec()),
            _ => (weekend(), [0, 1, 2, 3, 4].to_vec()),
        };
        let days: Vec<Day> = days.into_iter().map(|day: usize| Day::ALL[day]).collect();
        self.revise_organisation(app, |change| change.week = Some(Week::new(Day::Monday, &days).unwrap()))
            .await;
        self.oracle.habits.off = off;
    }

    async fn revise_organisation(&self, app: &TestApp, set: impl FnOnce(&mut OrganisationChange)) {
        let tx = self.write(app).await;
        let version = tx.organisation().await.unwrap().version;
        let mut change = OrganisationChange::default();
        set(&mut change);
        tx.revise_organisation(version, change).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The organisation is in another zone from now on. Dates stay what they are.
    pub(super) async fn move_away(&mut self, app: &TestApp) {
        let zone = ZONES[self.chance.pick(ZONES.len())];
        self.revise_organisation(app, |change| change.zone = Some(zone.to_owned())).await;
        self.zone = zone.parse().unwrap();
        self.reload(app).await;
    }

    async fn revise_person(&mut self, app: &TestApp, person: usize, change: PersonChange) -> bool {
        let (_, tx) = self.write_as_one(app).await;
        let version = tx.person(self.people[person]).await.unwrap().version;
        if tx.revise_person(self.people[person], version, change).await.is_err() {
            return false;
        }
        tx.commit().await.unwrap();
        true
    }

    pub(super) async fn travel(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let person = self.someone();
        let zone = ZONES[self.chance.pick(ZONES.len())];
        let change = PersonChange { zone: Some(zone.to_owned()), ..PersonChange::default() };
        assert!(self.revise_person(app, person, change).await);
        self.oracle.zones[person] = zone.parse().unwrap();
        self.oracle.move_digest(person, now);
    }

    /// Somebody answers to somebody else, or to nobody.
    pub(super) async fn answer_to(&mut self, app: &TestApp) {
        let (person, manager) = (self.someone(), self.someone());
        let manager = (manager != person).then_some(manager);
        let to = manager.map(|manager| self.people[manager]);
        let change = PersonChange { manager: Some(to), ..PersonChange::default() };
        // Lines that go round in a circle are none.
        if self.revise_person(app, person, change).await {
            self.oracle.lines[person] = manager;
        }
    }

    /// Somebody is away for some days, and perhaps somebody stands in.
    pub(super) async fn go_away(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let person = self.someone();
        let from = self.today(now) + Duration::days(self.chance.days(0, 10));
        let until = from + Duration::days(self.chance.days(0, 20));
        let instead = self.someone();
        let instead = (instead != person).then_some(instead);
        let clash = |(who, begins, ends, _): &Away| *who == person && *begins <= until && from <= *ends;
        if self.oracle.away.iter().any(clash) {
            return;
        }
        let tx = self.write(app).await;
        let absence = Absence { from, until, delegate: instead.map(|instead| self.people[instead]) };
        tx.note_absence(self.people[person], absence).await.unwrap();
        tx.commit().await.unwrap();
        let over = self.today(now) - Duration::days(3);
        self.oracle.away.retain(|(_, _, ends, _)| *ends >= over);
        self.oracle.away.push((person, from, until, instead));
    }
}
