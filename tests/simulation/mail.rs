//! Hands over what was planned, as the worker does: each mail that a job waits for, some of them twice.

use super::compare;
use super::oracle::Said;
use super::world::World;
use domain::id::{DeliveryId, OrgId};
use domain::job::Job;
use sea_orm::ConnectionTrait;
use store::Outcome;

/// What waits to be mailed: of which organisation, and which delivery.
#[derive(Default)]
struct Waiting {
    mails: Vec<(usize, DeliveryId)>,
    notices: Vec<(usize, DeliveryId)>,
    digests: Vec<(usize, DeliveryId)>,
}

impl World<'_> {
    /// Every mail that a job waits for is handed over, and what that brings about as well: reminders first, then notices,
    /// then what came together.
    pub(super) async fn deliver(&mut self) {
        let mut waiting = Waiting::default();
        loop {
            self.take_jobs(&mut waiting).await;
            if waiting.mails.is_empty() {
                break;
            }
            for (life, mails) in self.in_order(std::mem::take(&mut waiting.mails)).await {
                self.hand_over(life, &mails).await;
            }
        }
        for (life, notice) in waiting.notices {
            let tx = self.lives[life].write(self.app).await;
            if let Some(letter) = tx.begin_notice(notice).await.unwrap() {
                tx.settle_delivery(notice, &Outcome::Delivered).await.unwrap();
                let life = &mut self.lives[life];
                let thing = life.thing(letter.line.subject);
                let kind = letter.line.kind.name().to_owned();
                life.got(Said::Notice(life.person(letter.told.recipient.0), kind, thing), self.now);
                self.figures.at_once += 1;
            }
            tx.commit().await.unwrap();
        }
        for (life, digest) in waiting.digests {
            self.hand_digest_over(life, digest).await;
        }
    }

    async fn hand_over(&mut self, life: usize, mails: &[DeliveryId]) {
        let mut tx = self.lives[life].write(self.app).await;
        for mail in mails {
            let Some(mut letter) = tx.begin_delivery(*mail).await.unwrap() else { continue };
            if self.chance.one_in(20) {
                // The worker dies when the mail has left: whoever takes over sends the same once more.
                tx.commit().await.unwrap();
                tx = self.lives[life].write(self.app).await;
                let again = tx.begin_delivery(*mail).await.unwrap().unwrap();
                assert_eq!(
                    (again.recipient, again.step, again.due),
                    (letter.recipient, letter.step, letter.due)
                );
                letter = again;
                self.figures.copies += 1;
            }
            tx.settle_delivery(*mail, &Outcome::Delivered).await.unwrap();
            self.figures.passed_on += usize::from(letter.stands_for.is_some());
            let life = &mut self.lives[life];
            let (thing, person) = (life.thing(letter.subject), life.person(letter.recipient.0));
            life.got(Said::Reminder((thing, letter.due, person, letter.step.to_string())), self.now);
        }
        tx.commit().await.unwrap();
    }

    async fn hand_digest_over(&mut self, life: usize, digest: DeliveryId) {
        let said = |letter: &store::DigestLetter| -> Vec<_> {
            letter.lines.iter().map(|line| (line.kind.name().to_owned(), line.subject, line.count)).collect()
        };
        let mut tx = self.lives[life].write(self.app).await;
        if let Some(letter) = tx.begin_digest(digest).await.unwrap() {
            if self.chance.one_in(10) {
                tx.commit().await.unwrap();
                tx = self.lives[life].write(self.app).await;
                let again = tx.begin_digest(digest).await.unwrap().unwrap();
                assert_eq!(said(&again), said(&letter), "a second copy says the same");
            }
            tx.settle_delivery(digest, &Outcome::Delivered).await.unwrap();
            let life = &mut self.lives[life];
            let person = life.person(letter.told.recipient.0);
            for (kind, subject, count) in said(&letter) {
                let thing = life.thing(subject);
                life.got(Said::Line(person, letter.weekly, kind, thing, count), self.now);
            }
            self.figures.digests += 1;
        }
        tx.commit().await.unwrap();
    }

    /// Takes what waits out of the queue, as far as it is mail.
    async fn take_jobs(&self, waiting: &mut Waiting) {
        let rows = self.rows("select org_id, payload from job where state = 0").await;
        for row in &rows {
            let Some(org) = row.try_get::<Option<uuid::Uuid>>("", "org_id").unwrap() else { continue };
            let life = self.life(OrgId(org));
            match Job::decode(row.try_get("", "payload").unwrap()).unwrap() {
                Job::DeliverMail { delivery } => waiting.mails.push((life, delivery)),
                Job::DeliverNotice { delivery } => waiting.notices.push((life, delivery)),
                Job::DeliverDigest { delivery } => waiting.digests.push((life, delivery)),
                _ => {}
            }
        }
        if !rows.is_empty() {
            self.root.execute_unprepared("delete from job where state = 0").await.unwrap();
        }
    }

    /// Which of several mails is one too many depends on their order, so they get one that the oracle knows too.
    async fn in_order(&self, mails: Vec<(usize, DeliveryId)>) -> Vec<(usize, Vec<DeliveryId>)> {
        let mut ordered = Vec::new();
        for (index, life) in self.lives.iter().enumerate() {
            let of_life: Vec<_> =
                mails.iter().filter(|(one, _)| *one == index).map(|(_, mail)| mail.0).collect();
            if of_life.is_empty() {
                continue;
            }
            let rows = compare::deliveries(&self.root, life, Some(&of_life)).await;
            let mut keys: Vec<_> =
                rows.iter().map(|row| (life.key(row), DeliveryId(row.try_get("", "id").unwrap()))).collect();
            keys.sort();
            ordered.push((index, keys.into_iter().map(|(_, mail)| mail).collect()));
        }
        ordered
    }
}
