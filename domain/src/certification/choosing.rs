//! How an organisation comes to its certification body: it asks some, compares what they offer, decides and says why.

use super::{
    Certification, CertificationRefused, Offer, Quotation, QuotationRefused, QuotationState, QuotationStep,
    Taken,
};
use crate::event::Event;
use crate::id::{BodyId, QuotationId};
use chrono::NaiveDate;

/// The most quotations of one certification.
pub const MOST_QUOTATIONS: usize = 50;

/// What is said of a quotation.
#[derive(Clone, Debug)]
pub struct QuotationTold {
    /// When it was asked for.
    pub asked: NaiveDate,
    /// By when an answer is wanted.
    pub answer_by: Option<NaiveDate>,
    /// What is offered; nothing: there is no offer yet.
    pub offer: Option<Offer>,
    /// What else there is to say.
    pub note: String,
}

impl Certification {
    /// Notes that a body was asked for a quotation.
    ///
    /// # Errors
    /// When it was asked already, there are too many, or it cannot be like that.
    pub fn ask(
        &mut self,
        id: QuotationId,
        body: BodyId,
        told: QuotationTold,
        today: NaiveDate,
    ) -> Result<Event, CertificationRefused> {
        if self.quotations.iter().any(|one| one.body == body && (one.is_open() || is_chosen(one))) {
            return Err(QuotationRefused::AskedAlready.into());
        }
        if self.quotations.len() >= MOST_QUOTATIONS {
            return Err(QuotationRefused::TooMany.into());
        }
        let state = if told.offer.is_some() { QuotationState::Answered } else { QuotationState::Requested };
        let quotation = Quotation {
            id,
            body,
            state,
            since: told.asked,
            asked: told.asked,
            answer_by: told.answer_by,
            offer: told.offer.unwrap_or_default(),
            note: told.note,
            reason: None,
        };
        quotation.check(today)?;
        self.quotations.push(quotation);
        Ok(self.set(id, state))
    }

    /// Says anew what is said of a quotation; an offer answers one that was asked for. `None` when nothing changed.
    ///
    /// # Errors
    /// When somebody decided about it already, or it cannot be like that.
    pub fn tell(
        &mut self,
        id: QuotationId,
        told: QuotationTold,
        today: NaiveDate,
    ) -> Result<Option<Event>, CertificationRefused> {
        let one = self.quotation(id)?;
        if !one.is_open() {
            return Err(QuotationRefused::Decided.into());
        }
        let mut next = one.clone();
        (next.asked, next.since) = (told.asked, told.asked);
        (next.answer_by, next.note) = (told.answer_by, told.note);
        match told.offer {
            Some(offer) => {
                (next.state, next.offer) = (QuotationState::Answered, offer);
            }
            None => (next.state, next.offer) = (QuotationState::Requested, Offer::default()),
        }
        next.check(today)?;
        if next == *one {
            return Ok(None);
        }
        let state = next.state;
        *one = next;
        Ok(Some(self.set(id, state)))
    }

    /// Takes a step about a quotation. Whoever is chosen is the certification body, unless another one's certificate counts:
    /// then it is once it has taken over.
    ///
    /// # Errors
    /// When its state does not allow it, the offer is over, or nobody says why.
    pub fn decide(
        &mut self,
        (id, name): (QuotationId, &str),
        step: QuotationStep,
        taken: &Taken<'_>,
    ) -> Result<Event, CertificationRefused> {
        let (has_certificate, begun) = (self.certificate.state.has_certificate(), self.begun);
        let one = self.quotation(id)?;
        check(one, step, taken)?;
        let decided = one.since;
        // What was signed since is not taken back by thinking again.
        if step == QuotationStep::Reconsider && begun.is_some_and(|day| day >= decided) {
            return Err(QuotationRefused::Signed.into());
        }
        let state = match step {
            QuotationStep::Choose => QuotationState::Chosen,
            QuotationStep::Decline => QuotationState::Declined,
            QuotationStep::Withdraw => QuotationState::Withdrawn,
            QuotationStep::Reconsider => QuotationState::Answered,
        };
        enter(one, state, taken);
        match step {
            QuotationStep::Choose => {
                let others = self.quotations.iter_mut().filter(|other| other.is_open());
                others.for_each(|other| enter(other, QuotationState::NotChosen, taken));
                if !has_certificate {
                    name.clone_into(&mut self.body);
                }
            }
            QuotationStep::Reconsider => {
                // Those that went with the decision come back with it; one that was decided against before does not.
                let with = self
                    .quotations
                    .iter_mut()
                    .filter(|other| other.state == QuotationState::NotChosen && other.since == decided);
                with.for_each(|other| {
                    let has_offer = other.offer != Offer::default();
                    let state = if has_offer { QuotationState::Answered } else { QuotationState::Requested };
                    enter(other, state, taken);
                });
                if !has_certificate && self.body == name {
                    self.body.clear();
                }
            }
            QuotationStep::Decline | QuotationStep::Withdraw => {}
        }
        Ok(self.set(id, state))
    }

    /// By when the next of those who were asked answers.
    #[must_use]
    pub fn answer_awaited(&self) -> Option<NaiveDate> {
        let asked = self.quotations.iter().filter(|one| one.state == QuotationState::Requested);
        asked.filter_map(|one| one.answer_by).min()
    }

    fn quotation(&mut self, id: QuotationId) -> Result<&mut Quotation, CertificationRefused> {
        let found = self.quotations.iter_mut().find(|one| one.id == id);
        found.ok_or_else(|| QuotationRefused::WrongState.into())
    }

    fn set(&self, quotation: QuotationId, what: QuotationState) -> Event {
        let found = self.quotations.iter().find(|one| one.id == quotation);
        let reason = found.and_then(|one| one.reason.clone());
        Event::QuotationSet { certification: self.id, quotation, what, reason }
    }
}

fn is_chosen(one: &Quotation) -> bool {
    one.state == QuotationState::Chosen
}

fn enter(one: &mut Quotation, state: QuotationState, taken: &Taken<'_>) {
    let reason = taken.reason.trim();
    (one.state, one.since) = (state, taken.on);
    one.reason = (!reason.is_empty()).then(|| reason.to_owned());
}

/// Whether a step may be taken like that. Why one was chosen and others not is what is asked about years later; a body that
/// declines owes no reason.
fn check(one: &Quotation, step: QuotationStep, taken: &Taken<'_>) -> Result<(), QuotationRefused> {
    let may = match step {
        QuotationStep::Choose => one.state == QuotationState::Answered,
        QuotationStep::Decline | QuotationStep::Withdraw => one.is_open(),
        QuotationStep::Reconsider => is_chosen(one),
    };
    if !may {
        return Err(QuotationRefused::WrongState);
    }
    if taken.on > taken.today {
        return Err(QuotationRefused::InFuture);
    }
    if taken.on < one.since {
        return Err(QuotationRefused::BeforeLast);
    }
    let chooses = step == QuotationStep::Choose;
    if chooses && one.offer.valid_until.is_some_and(|until| until < taken.on) {
        return Err(QuotationRefused::OfferOver);
    }
    if (chooses || step == QuotationStep::Reconsider) && taken.reason.trim().is_empty() {
        return Err(QuotationRefused::ReasonMissing);
    }
    Ok(())
}

#[cfg(test)]
#[path = "choosing_tests.rs"]
mod tests;
