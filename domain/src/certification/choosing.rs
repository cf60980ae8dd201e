//! How an organisation comes to its certification body: it asks some, compares what they offer, decides and says why.
//!
//! A choice stands until it is taken back or a contract is signed on it; then it is history, and the same body may be asked again
//! years later.

use super::{
    Certification, CertificationRefused, Offer, Quotation, QuotationRefused, QuotationState, QuotationStep,
    State, Taken,
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
    /// What is offered; nothing, or one that says nothing: there is no offer yet.
    pub offer: Option<Offer>,
    /// What else there is to say.
    pub note: String,
}

impl QuotationTold {
    /// The offer, where there is one, and how the quotation stands with that.
    fn offered(offer: Option<Offer>) -> (QuotationState, Offer) {
        match offer.filter(|offer| !offer.says_nothing()) {
            Some(offer) => (QuotationState::Answered, offer),
            None => (QuotationState::Requested, Offer::default()),
        }
    }
}

impl Certification {
    /// Notes that a body was asked for a quotation.
    ///
    /// # Errors
    /// When it was asked already, another body took the certification over, there are too many, or it cannot be like that.
    pub fn ask(
        &mut self,
        id: QuotationId,
        body: BodyId,
        told: QuotationTold,
        today: NaiveDate,
    ) -> Result<Event, CertificationRefused> {
        self.check_asking()?;
        if self.quotations.iter().any(|one| one.body == body && (one.is_open() || is_chosen(one))) {
            return Err(QuotationRefused::AskedAlready.into());
        }
        if self.quotations.len() >= MOST_QUOTATIONS {
            return Err(QuotationRefused::TooMany.into());
        }
        let QuotationTold { asked, answer_by, offer, note } = told;
        let (state, offer) = QuotationTold::offered(offer);
        let quotation = Quotation {
            id,
            body,
            state,
            asked,
            answer_by,
            offer,
            note,
            since: asked,
            reason: None,
            replaced: None,
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
        self.check_asking()?;
        let one = self.quotation(id)?;
        if !one.is_open() {
            return Err(QuotationRefused::Decided.into());
        }
        let QuotationTold { asked, answer_by, offer, note } = told;
        let (state, offer) = QuotationTold::offered(offer);
        // What was decided and taken back since stays said: only what was merely asked for stands there since it was.
        let since = if one.since == one.asked { asked } else { one.since.max(asked) };
        let next = Quotation { state, asked, answer_by, offer, note, since, ..one.clone() };
        next.check(today)?;
        if next == *one {
            return Ok(None);
        }
        *one = next;
        Ok(Some(self.set(id, state)))
    }

    /// Takes a step about a quotation. Whoever is chosen is the certification body where none is bound yet; where a contract or a
    /// certificate counts, it is once it has taken over.
    ///
    /// # Errors
    /// When its state does not allow it, another choice stands, the offer is over, or nobody says why.
    pub fn decide(
        &mut self,
        (id, name): (QuotationId, &str),
        step: QuotationStep,
        taken: &Taken<'_>,
    ) -> Result<Event, CertificationRefused> {
        self.check_asking()?;
        if step == QuotationStep::Choose && self.quotations.iter().any(is_chosen) {
            return Err(QuotationRefused::Decided.into());
        }
        // Nobody is bound before a contract, or after a certificate was given up.
        let is_free = matches!(self.certificate.state, State::None | State::Withdrawn);
        let before = self.body.clone();
        let one = self.quotation(id)?;
        check(one, step, taken)?;
        let decided = one.since;
        let state = match step {
            QuotationStep::Choose => QuotationState::Chosen,
            QuotationStep::Decline => QuotationState::Declined,
            QuotationStep::Withdraw => QuotationState::Withdrawn,
            QuotationStep::Reconsider => QuotationState::Answered,
        };
        enter(one, state, taken.on, taken.reason);
        match step {
            QuotationStep::Choose => {
                one.replaced = is_free.then_some(before);
                let others = self.quotations.iter_mut().filter(|other| other.is_open());
                others.for_each(|other| enter(other, QuotationState::NotChosen, taken.on, taken.reason));
                if is_free {
                    name.clone_into(&mut self.body);
                }
            }
            QuotationStep::Reconsider => {
                let replaced = one.replaced.take();
                // Those that went with the decision come back with it; one that was decided against before does not.
                let with = self
                    .quotations
                    .iter_mut()
                    .filter(|other| other.state == QuotationState::NotChosen && other.since == decided);
                with.for_each(|other| {
                    let (state, _) = QuotationTold::offered(Some(other.offer.clone()));
                    enter(other, state, taken.on, "");
                });
                if let Some(replaced) = replaced.filter(|_| is_free) {
                    self.body = replaced;
                }
            }
            QuotationStep::Decline | QuotationStep::Withdraw => {}
        }
        Ok(self.set(id, state))
    }

    /// A contract was signed, or another body took over: what was chosen for that is done with.
    pub(super) fn settle_choice(&mut self, on: NaiveDate) {
        for one in self.quotations.iter_mut().filter(|one| is_chosen(one)) {
            (one.state, one.since) = (QuotationState::Signed, one.since.max(on));
        }
    }

    /// By when the next of those who were asked answers; of what another body took over, nobody is asked any more.
    #[must_use]
    pub fn answer_awaited(&self) -> Option<NaiveDate> {
        self.check_asking().ok()?;
        let asked = self.quotations.iter().filter(|one| one.state == QuotationState::Requested);
        asked.filter_map(|one| one.answer_by).min()
    }

    /// Another body took it over: what there is to ask for is asked for there.
    fn check_asking(&self) -> Result<(), QuotationRefused> {
        match self.certificate.state {
            State::Transferred => Err(QuotationRefused::TakenOver),
            _ => Ok(()),
        }
    }

    fn quotation(&mut self, id: QuotationId) -> Result<&mut Quotation, CertificationRefused> {
        let found = self.quotations.iter_mut().find(|one| one.id == id);
        found.ok_or_else(|| QuotationRefused::WrongState.into())
    }

    const fn set(&self, quotation: QuotationId, what: QuotationState) -> Event {
        Event::QuotationSet { certification: self.id, quotation, what }
    }
}

fn is_chosen(one: &Quotation) -> bool {
    one.state == QuotationState::Chosen
}

fn enter(one: &mut Quotation, state: QuotationState, on: NaiveDate, reason: &str) {
    (one.state, one.since) = (state, on);
    one.reason = (!reason.trim().is_empty()).then(|| reason.trim().to_owned());
}

/// Whether a step may be taken like that. Why one was chosen and others not is what is asked about years later; a body that
/// declines owes no reason.
fn check(one: &Quotation, step: QuotationStep, taken: &Taken<'_>) -> Result<(), QuotationRefused> {
    let may = match step {
        QuotationStep::Choose => one.state == QuotationState::Answered,
        QuotationStep::Decline | QuotationStep::Withdraw => one.is_open(),
        QuotationStep::Reconsider if one.state == QuotationState::Signed => {
            return Err(QuotationRefused::Signed);
        }
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
