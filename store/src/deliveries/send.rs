//! Handing a reminder over. Its state is `sending` while the outside has it; whoever finds that state after a
//! crash sends again under the same Message-ID and leaves the second copy visible.

use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::clock::Instant;
use domain::delivery::{COPIES_WHEN_REPLY_LOST, Facts, Reason, State, suppressed};
use domain::id::{DeliveryId, PersonId, SubjectId};
use domain::task;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// Everything a reminder says.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The delivery: the local part of its Message-ID.
    pub delivery: DeliveryId,
    /// When it was planned: the date of the letter, the same for every copy.
    pub planned_at: Instant,
    /// Which step.
    pub step: String,
    /// The recipient.
    pub recipient: PersonId,
    /// The recipient's name.
    pub recipient_name: String,
    /// The recipient's address.
    pub recipient_address: String,
    /// The recipient's language.
    pub locale: String,
    /// The organisation's name.
    pub organisation: String,
    /// The organisation's part of a URL.
    pub slug: String,
    /// The task's id.
    pub task: Uuid,
    /// The task's reference.
    pub reference: String,
    /// The task's title.
    pub title: String,
    /// When it is due.
    pub due: NaiveDate,
    /// How many days that is from the organisation's today; negative when overdue.
    pub distance_days: i64,
    /// What the task serves, with its reference.
    pub control: Option<String>,
    /// What would show that it is done.
    pub expected_evidence: String,
}

/// What the outside did with a reminder.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Accepted it.
    Delivered,
    /// Refused it for good.
    Refused(String),
    /// The same, because there is no such address: further mail would come back as well.
    NoSuchAddress(String),
    /// Surely did not take it; it may be tried again.
    NotTaken(String),
    /// Had it, but the answer was lost.
    ReplyLost(String),
    /// The same, and a second copy would not be recognised: it is not sent again.
    Unknown(String),
}

/// By which way a delivery went.
#[derive(FromQueryResult)]
struct Reached {
    channel: String,
}

/// Where a delivery stands.
#[derive(FromQueryResult)]
pub(crate) struct Standing {
    pub(crate) state: String,
    pub(crate) copies: i32,
    pub(crate) step: String,
    pub(crate) recipient_id: Uuid,
    pub(crate) planned_at: Instant,
}

#[derive(FromQueryResult)]
struct Row {
    state: String,
    copies: i32,
    planned_at: Instant,
    due: NaiveDate,
    step: String,
    recipient_id: Uuid,
    recipient_name: String,
    recipient_address: String,
    recipient_active: bool,
    dead_at: Option<Instant>,
    locale: String,
    organisation: String,
    slug: String,
    task_id: Uuid,
    task_state: String,
    owner_id: Option<Uuid>,
    task_due: Option<NaiveDate>,
    reference: Option<String>,
    title: String,
    expected_evidence: String,
    control_reference: Option<String>,
    control_title: Option<String>,
}

const SELECT: &str = "select d.state, d.copies, d.planned_at, d.due, d.step, d.recipient_id, p.name as recipient_name, \
    p.address as recipient_address, p.active as recipient_active, x.dead_at, p.locale, o.name as organisation, o.slug, \
    s.id as task_id, s.state as task_state, s.owner_id, s.due as task_due, s.reference, s.title, \
    t.expected_evidence, c.reference as control_reference, c.title as control_title \
    from delivery d join person p on p.org_id = d.org_id and p.id = d.recipient_id \
    join organisation o on o.org_id = d.org_id join subject s on s.org_id = d.org_id and s.id = d.subject_id \
    join task t on t.org_id = s.org_id and t.id = s.id \
    left join subject c on c.org_id = t.org_id and c.id = t.control_id \
    left join address_trouble x on x.org_id = p.org_id and x.id = p.id and x.address_key = p.address_key \
    where d.org_id = ";

impl OrgTx {
    /// Begins to hand a reminder over, or suppresses it where it is no longer true. `None` when there is nothing
    /// (more) to send.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such delivery here.
    pub async fn begin_delivery(&self, id: DeliveryId) -> Result<Option<Letter>> {
        let sql = self.sql(SELECT).push(" and d.id = ").bind(id.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let state = State::parse(&row.state).ok_or(unreadable("state"))?;
        if state.is_final() {
            return Ok(None);
        }
        let recipient = PersonId(row.recipient_id);
        // What the outside may already have cannot be called back, so it is not called suppressed either.
        let reason = suppressed(recipient, row.due, &facts(&row, true)?).filter(|_| state == State::Planned);
        if let Some(reason) = reason {
            self.set(id, State::Suppressed, Some(reason), None, row.copies).await?;
            if reason == Reason::AddressDead {
                self.tell_inside(recipient, SubjectId(row.task_id)).await?;
            }
            return Ok(None);
        }
        self.set(id, State::Sending, None, None, row.copies + 1).await?;
        let today = self.today();
        Ok(Some(letter(id, row, today)))
    }

    /// What a reminder that waits says, or its end where it is no longer true.
    pub(super) async fn still_true(&self, id: DeliveryId) -> Result<Option<Letter>> {
        let sql = self.sql(SELECT).push(" and d.id = ").bind(id.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        if let Some(reason) = suppressed(PersonId(row.recipient_id), row.due, &facts(&row, false)?) {
            self.set(id, State::Suppressed, Some(reason), None, row.copies).await?;
            return Ok(None);
        }
        let today = self.today();
        Ok(Some(letter(id, row, today)))
    }

    pub(super) async fn suppress_delivery(&self, id: DeliveryId, reason: Reason) -> Result<()> {
        self.set(id, State::Suppressed, Some(reason), None, 0).await
    }

    /// Ends a reminder that has nobody to reach by its way.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn nobody_there(&self, id: DeliveryId) -> Result<()> {
        self.suppress_delivery(id, Reason::NotThere).await
    }

    /// Notes that the outside is about to be asked to say a reminder.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin_saying(&self, id: DeliveryId) -> Result<()> {
        // What it waited for is over.
        let sql =
            self.sql("update delivery set last_error = null where org_id = ").push(" and id = ").bind(id.0);
        self.door.run(sql).await?;
        self.set(id, State::Sending, None, None, 1).await
    }

    /// Notes what the outside did. Answers whether the delivery has come to its end.
    ///
    /// # Errors
    /// When the database refuses; the delivery then stays `sending`.
    pub async fn settle_delivery(&self, id: DeliveryId, outcome: &Outcome) -> Result<bool> {
        let copies = self.copies(id).await?;
        let (state, error, copies) = match outcome {
            Outcome::Delivered => (State::Delivered, None, copies),
            Outcome::Refused(why) | Outcome::NoSuchAddress(why) => (State::Dead, Some(why), copies),
            // An earlier copy may be out there, and then this one's refusal does not take it back.
            Outcome::NotTaken(why) if copies > 1 => (State::Sending, Some(why), copies - 1),
            Outcome::NotTaken(why) => (State::Planned, Some(why), 0),
            Outcome::ReplyLost(why) if copies >= COPIES_WHEN_REPLY_LOST => {
                (State::Uncertain, Some(why), copies)
            }
            Outcome::Unknown(why) => (State::Uncertain, Some(why), copies),
            Outcome::ReplyLost(why) => (State::Sending, Some(why), copies),
        };
        self.set(id, state, None, error, copies).await?;
        if let Outcome::NoSuchAddress(why) = outcome {
            self.address_of_delivery_died(id, why).await?;
        }
        Ok(state.is_final())
    }

    /// Ends a delivery whose job was given up.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn abandon_delivery(&self, id: DeliveryId, why: &str) -> Result<()> {
        let Some(row) = self.delivery_standing(id).await? else { return Ok(()) };
        let state = match State::parse(&row.state).ok_or(unreadable("state"))? {
            State::Planned => State::Dead,
            State::Sending => State::Uncertain,
            _ => return Ok(()),
        };
        self.set(id, state, None, Some(&why.to_owned()), row.copies).await
    }

    /// Where a delivery of whatever kind stands.
    pub(crate) async fn delivery_standing(&self, id: DeliveryId) -> Result<Option<Standing>> {
        let sql = self
            .sql("select state, copies, step, recipient_id, planned_at from delivery where org_id = ")
            .push(" and id = ")
            .bind(id.0);
        self.door.one(sql).await
    }

    async fn copies(&self, id: DeliveryId) -> Result<i32> {
        #[derive(FromQueryResult)]
        struct Copies {
            copies: i32,
        }
        let sql = self
            .sql("select copies from delivery where state = 'sending' and org_id = ")
            .push(" and id = ")
            .bind(id.0);
        Ok(self.door.one::<Copies>(sql).await?.ok_or(Error::NotFound)?.copies)
    }

    pub(crate) async fn set(
        &self,
        id: DeliveryId,
        state: State,
        reason: Option<Reason>,
        error: Option<&String>,
        copies: i32,
    ) -> Result<()> {
        let sql = Sql::new("update delivery set state = ")
            .bind(state.name())
            .push(", reason = ")
            .bind(reason.map(|reason| reason.name().to_owned()))
            .push(", last_error = coalesce(")
            .bind(error.cloned())
            .push(", last_error), copies = ")
            .bind(copies)
            .push(", settled_at = ")
            .bind(state.is_final().then(|| self.now()))
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" returning channel");
        for Reached { channel } in self.door.all(sql).await? {
            if state.is_final() {
                self.pending().ended.push((channel, state));
            }
        }
        Ok(())
    }
}

fn facts(row: &Row, by_mail: bool) -> Result<Facts> {
    let state = task::State::parse(&row.task_state).ok_or(unreadable("state"))?;
    Ok(Facts {
        open: matches!(state, task::State::Open | task::State::InProgress),
        owner: row.owner_id.map(PersonId),
        due: row.task_due,
        recipient_active: row.recipient_active,
        address_dead: by_mail && row.dead_at.is_some(),
    })
}

fn letter(delivery: DeliveryId, row: Row, today: NaiveDate) -> Letter {
    let control = row.control_reference.zip(row.control_title);
    Letter {
        delivery,
        planned_at: row.planned_at,
        step: row.step,
        recipient: PersonId(row.recipient_id),
        recipient_name: row.recipient_name,
        recipient_address: row.recipient_address,
        locale: row.locale,
        organisation: row.organisation,
        slug: row.slug,
        task: row.task_id,
        reference: row.reference.unwrap_or_default(),
        title: row.title,
        due: row.due,
        distance_days: (row.due - today).num_days(),
        control: control.map(|(reference, title)| format!("{reference} {title}")),
        expected_evidence: row.expected_evidence,
    }
}
