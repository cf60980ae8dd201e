//! Handing a reminder over. Its state is `sending` while the outside has it; whoever finds that state after a
//! crash sends again under the same Message-ID and leaves the second copy visible.

use super::letter::{Letter, Said};
use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use domain::clock::Instant;
use domain::delivery::{COPIES_WHEN_REPLY_LOST, Channel, Reason, State};
use domain::id::{DeliveryId, PersonId, SubjectId};
use domain::job::Job;
use sea_orm::FromQueryResult;
use uuid::Uuid;

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

impl OrgTx {
    /// Begins to hand a reminder over, or suppresses it where it is no longer true. `None` when there is nothing
    /// (more) to send.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such delivery here.
    pub async fn begin_delivery(&self, id: DeliveryId) -> Result<Option<Letter>> {
        let row = self.what_is_said(id).await?;
        let state = State::parse(&row.state).ok_or(unreadable("state"))?;
        if state.is_final() {
            return Ok(None);
        }
        // What the outside may already have cannot be called back, so it is not called suppressed either.
        if state == State::Planned && self.is_held_back(id, &row).await? {
            return Ok(None);
        }
        self.set(id, State::Sending, None, None, row.copies + 1).await?;
        row.letter(id, self.today()).map(Some)
    }

    /// Whether a mail that waits is not sent: it is no longer true, goes to somebody else, or is one too many today.
    async fn is_held_back(&self, id: DeliveryId, row: &Said) -> Result<bool> {
        let recipient = PersonId(row.recipient_id);
        if let Some(reason) = self.untrue(row, true).await? {
            self.set(id, State::Suppressed, Some(reason), None, row.copies).await?;
            if reason == Reason::AddressDead {
                self.tell_inside(recipient, SubjectId(row.subject_id)).await?;
            }
            return Ok(true);
        }
        if let Some(delegate) = self.stands_in(row).await? {
            self.set(id, State::Suppressed, Some(Reason::Delegated), None, row.copies).await?;
            if let Some(delivery) = self.pass_on(id, delegate).await? {
                self.enqueue(Job::DeliverMail { delivery });
            }
            return Ok(true);
        }
        if self.is_one_too_many(row).await? {
            self.set(id, State::Suppressed, Some(Reason::OverMost), None, row.copies).await?;
            self.hold_back(recipient, SubjectId(row.subject_id)).await?;
            return Ok(true);
        }
        Ok(false)
    }

    /// What a reminder that waits says, or its end where it is no longer true or goes to somebody else.
    pub(super) async fn still_true(&self, id: DeliveryId, channel: Channel) -> Result<Option<Letter>> {
        let row = self.what_is_said(id).await?;
        if let Some(reason) = self.untrue(&row, false).await? {
            self.set(id, State::Suppressed, Some(reason), None, row.copies).await?;
            return Ok(None);
        }
        if matches!(channel, Channel::Direct(_))
            && let Some(delegate) = self.stands_in(&row).await?
        {
            self.set(id, State::Suppressed, Some(Reason::Delegated), None, row.copies).await?;
            if let Some(delivery) = self.pass_on(id, delegate).await? {
                self.enqueue(Job::DeliverMessage { delivery, to: delegate.to_string() });
            }
            return Ok(None);
        }
        row.letter(id, self.today()).map(Some)
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
            // An earlier copy may be out there, and then this one's refusal does not take it back.
            Outcome::Refused(why) | Outcome::NoSuchAddress(why) if copies > 1 => {
                (State::Uncertain, Some(why), copies)
            }
            Outcome::Refused(why) | Outcome::NoSuchAddress(why) => (State::Dead, Some(why), copies),
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
