//! Quotations: which body was asked, what it offers, and what became of it. They are compared over the three years of a
//! certificate, for the first audit alone says little.

use crate::access::names;
use crate::calendar::can_be_due;
use crate::id::{BodyId, QuotationId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most that one fee comes to, in hundredths of its currency: ten million.
const MOST_FEE: u64 = 1_000_000_000;
/// The most audit days of one visit, in quarters of a day.
const MOST_QUARTERS: u16 = 1_000;

names! {
    /// How a quotation stands.
    QuotationState {
        /// The body was asked.
        Requested = "requested",
        /// It made an offer.
        Answered = "answered",
        /// It does not want to, or cannot.
        Declined = "declined",
        /// The organisation no longer asks it.
        Withdrawn = "withdrawn",
        /// The organisation decided for it, and has not signed.
        Chosen = "chosen",
        /// A contract was signed on it, or it took over.
        Signed = "signed",
        /// The organisation decided for another.
        NotChosen = "not_chosen",
    }
}

names! {
    /// What becomes of a quotation.
    QuotationStep {
        /// The organisation decides for it, and with that against the others.
        Choose = "choose",
        /// The body does not want to, or cannot.
        Decline = "decline",
        /// The organisation no longer asks it.
        Withdraw = "withdraw",
        /// The organisation takes its decision back, before it signed.
        Reconsider = "reconsider",
    }
}

/// What a body offers. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Until when it holds.
    pub valid_until: Option<NaiveDate>,
    /// When stage 1 could be.
    pub stage_1_on: Option<NaiveDate>,
    /// When stage 2 could be.
    pub stage_2_on: Option<NaiveDate>,
    /// The currency of its fees, as ISO 4217 writes it, such as `EUR`; empty where it names none.
    pub currency: String,
    /// Audit days, in quarters of a day.
    pub days: Days,
    /// Fees without tax, in hundredths of the currency.
    pub fees: Fees,
}

/// Audit days of the visits of one cycle, in quarters of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// Stage 1.
    pub stage_1: Option<u16>,
    /// Stage 2.
    pub stage_2: Option<u16>,
    /// The first surveillance.
    pub surveillance_1: Option<u16>,
    /// The second surveillance.
    pub surveillance_2: Option<u16>,
}

/// Fees of one cycle, in hundredths of the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fees {
    /// Stage 1, stage 2, decision and certificate.
    pub initial: Option<u64>,
    /// The first surveillance.
    pub surveillance_1: Option<u64>,
    /// The second surveillance.
    pub surveillance_2: Option<u64>,
    /// What is paid each year whoever comes.
    pub yearly: Option<u64>,
    /// Travel of the whole cycle.
    pub travel: Option<u64>,
}

/// What an offer comes to in three years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The sum of what is said.
    pub sum: u64,
    /// Whether everything is said that is always paid or done; a sum that is not whole compares with none.
    pub whole: bool,
}

/// For how many years a certificate counts, and a yearly fee with it.
const YEARS: u64 = 3;

impl Days {
    /// The audit days of one cycle, in quarters of a day.
    #[must_use]
    pub fn total(&self) -> Total {
        let all = [self.stage_1, self.stage_2, self.surveillance_1, self.surveillance_2];
        Total {
            sum: all.iter().flatten().map(|days| u64::from(*days)).sum(),
            whole: all.iter().all(Option::is_some),
        }
    }
}

impl Fees {
    /// What is paid in one cycle, in hundredths. Whoever asks nothing for travel, or for a year, says nought: a part that is not
    /// known makes a sum that looks low.
    #[must_use]
    pub fn total(&self) -> Total {
        let yearly = self.yearly.map(|fee| fee * YEARS);
        let all = [self.initial, self.surveillance_1, self.surveillance_2, yearly, self.travel];
        Total { sum: all.iter().flatten().sum(), whole: all.iter().all(Option::is_some) }
    }
}

/// A quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// Its id.
    pub id: QuotationId,
    /// Who was asked.
    pub body: BodyId,
    /// How it stands.
    pub state: QuotationState,
    /// When it was asked for.
    pub asked: NaiveDate,
    /// By when an answer is wanted.
    pub answer_by: Option<NaiveDate>,
    /// What is offered.
    pub offer: Offer,
    /// What else there is to say, at most 2,000 characters.
    pub note: String,
    /// Since when it stands where it does.
    pub since: NaiveDate,
    /// Why, where somebody had to say.
    pub reason: Option<String>,
    /// Which body the certification named before this one was chosen, where the choice changed that.
    pub replaced: Option<String>,
}

/// Why something about a quotation was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuotationRefused {
    /// Nobody can mean that day.
    #[error("a quotation has likely dates")]
    Unlikely,
    /// The day has not come.
    #[error("this day has not come yet")]
    InFuture,
    /// It would be answered before it was asked for.
    #[error("an answer is wanted after the day on which it was asked for")]
    AnswerEarly,
    /// Stage 2 would come before stage 1.
    #[error("stage 2 comes after stage 1")]
    StagesTurned,
    /// One asks in one currency only.
    #[error("fees have a currency of three letters, such as EUR")]
    CurrencyMissing,
    /// Nobody takes so long, or so much.
    #[error("a visit has 250 audit days and a fee ten million at most")]
    TooMuch,
    /// The same body was asked already and has not answered, or is being compared.
    #[error("this body was asked already")]
    AskedAlready,
    /// The step does not start from where it stands.
    #[error("the quotation's state does not allow this")]
    WrongState,
    /// What was decided for stands.
    #[error("somebody decided already; take that decision back first")]
    Decided,
    /// The contract was signed on the decision.
    #[error("a contract was signed since; it does not end by thinking again")]
    Signed,
    /// Another body took the certification over.
    #[error("another body took this certification over; ask for quotations there")]
    TakenOver,
    /// The offer no longer holds.
    #[error("this offer no longer holds; ask the body, and note until when it does")]
    OfferOver,
    /// Nobody says why.
    #[error("say why")]
    ReasonMissing,
    /// The day lies before the one before.
    #[error("the step before was taken after that day")]
    BeforeLast,
    /// There are very many.
    #[error("a certification has fifty quotations at most")]
    TooMany,
}

impl QuotationRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unlikely => "unlikely_date",
            Self::InFuture => "step_in_future",
            Self::AnswerEarly => "answer_before_asked",
            Self::StagesTurned => "stages_turned",
            Self::CurrencyMissing => "currency_missing",
            Self::TooMuch => "too_much",
            Self::AskedAlready => "asked_already",
            Self::WrongState => "wrong_state",
            Self::Decided => "decided_already",
            Self::Signed => "signed_already",
            Self::TakenOver => "taken_over",
            Self::OfferOver => "offer_over",
            Self::ReasonMissing => "reason_missing",
            Self::BeforeLast => "before_last_step",
            Self::TooMany => "too_many",
        }
    }
}

impl Quotation {
    /// Whether it is still compared with others.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, QuotationState::Requested | QuotationState::Answered)
    }

    /// Whether it can be like that on `today`.
    ///
    /// # Errors
    /// When it cannot.
    pub fn check(&self, today: NaiveDate) -> Result<(), QuotationRefused> {
        let Offer { valid_until, stage_1_on, stage_2_on, .. } = self.offer;
        let days = [Some(self.asked), self.answer_by, valid_until, stage_1_on, stage_2_on];
        if !days.into_iter().flatten().all(can_be_due) {
            return Err(QuotationRefused::Unlikely);
        }
        if self.asked > today {
            return Err(QuotationRefused::InFuture);
        }
        if self.answer_by.is_some_and(|day| day < self.asked) {
            return Err(QuotationRefused::AnswerEarly);
        }
        if stage_1_on.zip(stage_2_on).is_some_and(|(first, second)| second < first) {
            return Err(QuotationRefused::StagesTurned);
        }
        self.offer.check()
    }
}

impl Offer {
    /// Whether it says nothing; a currency alone is no offer.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        Self { currency: String::new(), ..self.clone() } == Self::default()
    }

    fn check(&self) -> Result<(), QuotationRefused> {
        let Days { stage_1, stage_2, surveillance_1, surveillance_2 } = self.days;
        let days = [stage_1, stage_2, surveillance_1, surveillance_2];
        let Fees { initial, surveillance_1, surveillance_2, yearly, travel } = self.fees;
        let fees = [initial, surveillance_1, surveillance_2, yearly, travel];
        let is_much = days.into_iter().flatten().any(|days| days > MOST_QUARTERS)
            || fees.into_iter().flatten().any(|fee| fee > MOST_FEE);
        if is_much {
            return Err(QuotationRefused::TooMuch);
        }
        let is_code = self.currency.len() == 3 && self.currency.bytes().all(|one| one.is_ascii_uppercase());
        let names_none = self.currency.is_empty() && fees.iter().all(Option::is_none);
        if is_code || names_none { Ok(()) } else { Err(QuotationRefused::CurrencyMissing) }
    }
}
