//! What people say about tasks, what they read, and what they want to be told.

use super::life::{Life, TOPICS};
use super::oracle::Times;
use crate::harness::TestApp;
use chrono::{DateTime, Utc};
use domain::access::Reach;
use domain::choice::{Change, Way};
use domain::comment::Words;

impl Life {
    pub(super) async fn comment(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let Some((task, _)) = self.any_charge() else { return };
        let (by, tx) = self.write_as_one(app).await;
        let id = tx.comment(self.tasks[task], &Words::parse("How far is it?").unwrap()).await.unwrap();
        tx.commit().await.unwrap();
        self.comments.push((task, id));
        let followers = &mut self.oracle.tasks[task].followers;
        if !followers.contains(&by) {
            followers.push(by);
        }
        self.tell_followers(task, "commented", Some(self.comments.len() - 1), by, now);
    }

    /// What was said last is taken back.
    pub(super) async fn take_back(&mut self, app: &TestApp) {
        let Some(last) = self.comments.len().checked_sub(1) else { return };
        if !self.oracle.removed.insert(last) {
            return;
        }
        let (task, comment) = self.comments[last];
        let tx = self.write(app).await;
        tx.remove_comment(self.tasks[task], comment, 1, Reach::All).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// One of those who do something reads what they were told.
    pub(super) async fn read(&mut self, app: &TestApp, _: DateTime<Utc>) {
        let (who, tx) = self.write_as_one(app).await;
        tx.read_notices(None).await.unwrap();
        tx.commit().await.unwrap();
        self.oracle.notices.iter_mut().filter(|one| one.person == who).for_each(|one| one.read = true);
    }

    async fn choose_for(&mut self, app: &TestApp, person: usize, change: Change, now: DateTime<Utc>) {
        let tx = self.write(app).await;
        let version = tx.choices_of(self.people[person]).await.unwrap().version;
        tx.choose(self.people[person], version, &change).await.unwrap();
        tx.commit().await.unwrap();
        self.oracle.move_digest(person, now);
    }

    /// Somebody wants to be told something more or less often.
    pub(super) async fn choose(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let (person, (kind, topic)) = (self.someone(), TOPICS[self.chance.pick(TOPICS.len())]);
        let rhythm = self.some_rhythm();
        let change = Change { rhythms: vec![(topic, Way::Mail, Some(rhythm))], ..Change::default() };
        self.oracle.wants.insert((person, kind), rhythm);
        self.choose_for(app, person, change, now).await;
    }

    /// Somebody's digests leave at another time.
    pub(super) async fn choose_times(&mut self, app: &TestApp, now: DateTime<Utc>) {
        let person = self.someone();
        let times = Times {
            hour: self.some_hour(now),
            weekday: u32::try_from(self.chance.days(1, 5)).unwrap(),
            quiet_weekend: self.chance.one_in(2),
        };
        let change = Change {
            hour: Some(times.hour),
            weekday: Some(times.weekday),
            quiet_weekend: Some(times.quiet_weekend),
            ..Change::default()
        };
        self.oracle.times[person] = times;
        self.choose_for(app, person, change, now).await;
    }
}
