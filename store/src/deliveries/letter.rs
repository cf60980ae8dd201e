//! What a reminder says, and whether it is still to be said: judged at the moment of delivery.

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use chrono::NaiveDate;
use domain::calendar::{at_hour, local_date, shift, zone};
use domain::clock::Instant;
use domain::delivery::{Facts, Reason, suppressed};
use domain::id::{DeliveryId, PersonId};
use domain::obligation::{Due, Kind};
use domain::reminder::{Level, Step};
use domain::task;
use sea_orm::{DbBackend, FromQueryResult};
use uuid::Uuid;

/// Everything a reminder says.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The delivery: the local part of its Message-ID.
    pub delivery: DeliveryId,
    /// When it was planned: the date of the letter, the same for every copy.
    pub planned_at: Instant,
    /// Of what it is, and which step.
    pub step: Due,
    /// The recipient.
    pub recipient: PersonId,
    /// The recipient's name.
    pub recipient_name: String,
    /// The recipient's address.
    pub recipient_address: String,
    /// The recipient's language.
    pub locale: String,
    /// In whose place they are told, where somebody is away.
    pub stands_for: Option<String>,
    /// Who is responsible.
    pub responsible: Option<String>,
    /// The organisation's name.
    pub organisation: String,
    /// The organisation's part of a URL.
    pub slug: String,
    /// The thing's id.
    pub subject: Uuid,
    /// What kind of thing it is.
    pub subject_kind: String,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// When it is due.
    pub due: NaiveDate,
    /// How many days that is from the organisation's today; negative when overdue.
    pub distance_days: i64,
    /// What a task serves, with its reference.
    pub control: Option<String>,
    /// What would show that a task is done.
    pub expected_evidence: String,
}

impl Letter {
    /// As what the recipient hears that it stays overdue, where they are not responsible themselves.
    #[must_use]
    pub const fn level(&self) -> Option<Level> {
        match self.step.step {
            Step::Escalated(level) => Some(level),
            _ => None,
        }
    }
}

/// A delivery with everything it speaks of.
#[derive(FromQueryResult)]
pub(super) struct Said {
    pub(super) state: String,
    pub(super) copies: i32,
    planned_at: Instant,
    due: NaiveDate,
    step: String,
    pub(super) recipient_id: Uuid,
    recipient_name: String,
    recipient_address: String,
    recipient_zone: String,
    recipient_active: bool,
    dead_at: Option<Instant>,
    for_id: Option<Uuid>,
    for_name: Option<String>,
    locale: String,
    organisation: String,
    slug: String,
    pub(super) subject_id: Uuid,
    subject_kind: String,
    subject_state: String,
    owner_id: Option<Uuid>,
    subject_due: Option<NaiveDate>,
    obliged_id: Option<Uuid>,
    obliged_due: Option<NaiveDate>,
    responsible: Option<String>,
    reference: Option<String>,
    title: String,
    expected_evidence: Option<String>,
    control_reference: Option<String>,
    control_title: Option<String>,
}

const SELECT: &str = "select d.state, d.copies, d.planned_at, d.due, d.step, d.recipient_id, p.name as recipient_name, \
    p.address as recipient_address, p.zone as recipient_zone, p.active as recipient_active, x.dead_at, p.locale, \
    d.for_id, f.name as for_name, o.name as organisation, o.slug, s.id as subject_id, s.kind as subject_kind, \
    s.state as subject_state, s.owner_id, s.due as subject_due, b.person_id as obliged_id, b.due as obliged_due, \
    w.name as responsible, s.reference, s.title, \
    t.expected_evidence, c.reference as control_reference, c.title as control_title \
    from delivery d join person p on p.org_id = d.org_id and p.id = d.recipient_id \
    join organisation o on o.org_id = d.org_id join subject s on s.org_id = d.org_id and s.id = d.subject_id \
    left join person f on f.org_id = d.org_id and f.id = d.for_id \
    left join obligation b on b.org_id = d.org_id and b.subject_id = d.subject_id \
      and (d.step like b.kind || '.%' or (b.kind = 'task' and d.step not like '%.%')) \
    left join task t on t.org_id = s.org_id and t.id = s.id \
    left join person w on w.org_id = s.org_id and w.id = coalesce(b.person_id, s.owner_id) \
    left join subject c on c.org_id = t.org_id and c.id = t.control_id \
    left join address_trouble x on x.org_id = p.org_id and x.id = p.id and x.address_key = p.address_key \
    where d.org_id = ";

impl Said {
    fn step(&self) -> Result<Due> {
        Due::parse(&self.step).ok_or(unreadable("step"))
    }

    fn facts(&self, by_mail: bool) -> Result<Facts> {
        let (open, owner, due) = match self.step()?.kind {
            Kind::Task => {
                let state = task::State::parse(&self.subject_state).ok_or(unreadable("state"))?;
                let open = matches!(state, task::State::Open | task::State::InProgress);
                (open, self.owner_id, self.subject_due)
            }
            // Of everything else the obligation is there for as long as it asks for something.
            _ => (self.obliged_id.is_some(), self.obliged_id, self.obliged_due),
        };
        Ok(Facts {
            open,
            owner: owner.map(PersonId),
            due,
            recipient_active: self.recipient_active,
            address_dead: by_mail && self.dead_at.is_some(),
        })
    }

    pub(super) fn letter(self, delivery: DeliveryId, today: NaiveDate) -> Result<Letter> {
        let (step, control) = (self.step()?, self.control_reference.zip(self.control_title));
        Ok(Letter {
            delivery,
            planned_at: self.planned_at,
            step,
            recipient: PersonId(self.recipient_id),
            recipient_name: self.recipient_name,
            recipient_address: self.recipient_address,
            locale: self.locale,
            stands_for: self.for_name,
            responsible: self.responsible,
            organisation: self.organisation,
            slug: self.slug,
            subject: self.subject_id,
            subject_kind: self.subject_kind,
            reference: self.reference.unwrap_or_default(),
            title: self.title,
            due: self.due,
            distance_days: (self.due - today).num_days(),
            control: control.map(|(reference, title)| format!("{reference} {title}")),
            expected_evidence: self.expected_evidence.unwrap_or_default(),
        })
    }
}

impl OrgRead {
    /// A delivery with what it speaks of.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such delivery here.
    pub(super) async fn what_is_said(&self, id: DeliveryId) -> Result<Said> {
        let sql = self.sql(SELECT).push(" and d.id = ").bind(id.0);
        self.door.one(sql).await?.ok_or(Error::NotFound)
    }

    /// Why it is not to be said, where it is not.
    pub(super) async fn untrue(&self, row: &Said, by_mail: bool) -> Result<Option<Reason>> {
        let mut facts = row.facts(by_mail)?;
        let told = PersonId(row.for_id.unwrap_or(row.recipient_id));
        if let (Step::Escalated(level), Some(owner)) = (row.step()?.step, facts.owner) {
            let ladder = self.ladder(&[owner.0], &self.rhythm().await?).await?;
            let holds = ladder.of(owner.0).iter().any(|one| one.level == level && one.person == told);
            facts.owner = holds.then_some(told);
        }
        Ok(suppressed(told, row.due, &facts))
    }

    /// Who stands in for the recipient on their present day.
    pub(super) async fn stands_in(&self, row: &Said) -> Result<Option<Uuid>> {
        // Nobody learns or confirms anything in another's place.
        if row.step()?.kind == Kind::Training {
            return Ok(None);
        }
        // Somebody who stands in and is away themselves finds it when they are back: it goes round nobody.
        if row.for_id.is_some() {
            return Ok(None);
        }
        let zone = zone(&row.recipient_zone).ok_or(unreadable("time zone"))?;
        self.delegate_of(row.recipient_id, local_date(self.now(), zone)).await
    }

    /// Whether the recipient has had as many reminders by mail on this day of theirs as the organisation allows. What
    /// goes to those above, or to somebody in another's place, is not counted out.
    pub(super) async fn is_one_too_many(&self, row: &Said) -> Result<bool> {
        #[derive(FromQueryResult)]
        struct Count {
            count: i64,
        }
        let theirs = row.for_id.is_none() && !matches!(row.step()?.step, Step::Escalated(_));
        let (true, Some(most)) = (theirs, self.organisation().await?.reminders.most_a_day) else {
            return Ok(false);
        };
        self.one_mail_at_a_time(row.recipient_id).await?;
        let zone = zone(&row.recipient_zone).ok_or(unreadable("time zone"))?;
        let today = local_date(self.now(), zone);
        let sql = self
            .sql("select count(*) as count from delivery where org_id = ")
            .push(" and recipient_id = ")
            .bind(row.recipient_id)
            .push(" and channel = 'mail' and state in ('sending', 'delivered', 'uncertain') and subject_id is not null \
                   and step not like 'told:%' and planned_at >= ")
            .bind(at_hour(today, 0, zone))
            .push(" and planned_at < ")
            .bind(at_hour(shift(today, 1), 0, zone));
        Ok(self.door.one::<Count>(sql).await?.is_some_and(|row| row.count >= i64::from(most)))
    }

    /// Two mails that begin at once to one person would each count without the other. SQLite writes one at a time anyway.
    async fn one_mail_at_a_time(&self, person: Uuid) -> Result<()> {
        if self.door.backend() == DbBackend::Postgres {
            let sql = self.sql("select id from person where org_id = ").push(" and id = ").bind(person);
            self.door.run(sql.push(" for no key update")).await?;
        }
        Ok(())
    }
}
