//! What a body offers, as it is said and shown.

use crate::problem::{FieldProblem, Problem};
use crate::routes::certifications::visits::quarters;
use crate::routes::tasks::create::field;
use chrono::NaiveDate;
use domain::certification::{Days, Fees, Offer, QuotationTold, audit_days};
use domain::text::paragraph;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Audit days, in quarters, such as 4.25; 250 each at most.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OfferedDays {
    stage_1: Option<f64>,
    stage_2: Option<f64>,
    surveillance_1: Option<f64>,
    surveillance_2: Option<f64>,
}

/// Fees without tax, in hundredths of the currency; ten million each at most.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OfferedFees {
    /// Stage 1, stage 2, decision and certificate.
    initial: Option<u64>,
    surveillance_1: Option<u64>,
    surveillance_2: Option<u64>,
    /// What is paid each year whoever comes.
    yearly: Option<u64>,
    /// Travel of the whole cycle.
    travel: Option<u64>,
}

/// What a body offers; what it does not say is empty.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Offer)]
pub(crate) struct OfferView {
    /// Until when it holds.
    valid_until: Option<NaiveDate>,
    /// When stage 1 could be.
    stage_1_on: Option<NaiveDate>,
    /// When stage 2 could be.
    stage_2_on: Option<NaiveDate>,
    /// As ISO 4217 writes it, such as `EUR`.
    #[serde(default)]
    currency: String,
    #[serde(default)]
    days: OfferedDays,
    #[serde(default)]
    fees: OfferedFees,
}

/// What is said of a quotation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuotationSaid {
    /// Who is asked; it does not change later.
    pub(super) body: Uuid,
    /// When it was asked for.
    asked: NaiveDate,
    /// By when an answer is wanted.
    answer_by: Option<NaiveDate>,
    /// What is offered; left out: there is no offer yet.
    offer: Option<OfferView>,
    /// What else there is to say, at most 2,000 characters.
    #[serde(default)]
    note: String,
}

impl QuotationSaid {
    pub(super) fn parse(self) -> Result<QuotationTold, Problem> {
        let mut errors = Vec::new();
        let note = field(&mut errors, "/note", paragraph(&self.note, 2_000));
        let offer = self.offer.map(|offer| offer.parse(&mut errors));
        match note {
            Some(note) if errors.is_empty() => {
                Ok(QuotationTold { asked: self.asked, answer_by: self.answer_by, offer, note })
            }
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

impl OfferView {
    fn parse(self, errors: &mut Vec<FieldProblem>) -> Offer {
        let OfferedDays { stage_1, stage_2, surveillance_1, surveillance_2 } = self.days;
        let mut days = |name: &str, days| quarters(errors, &format!("/offer/days/{name}"), days);
        let days = Days {
            stage_1: days("stage_1", stage_1),
            stage_2: days("stage_2", stage_2),
            surveillance_1: days("surveillance_1", surveillance_1),
            surveillance_2: days("surveillance_2", surveillance_2),
        };
        let OfferedFees { initial, surveillance_1, surveillance_2, yearly, travel } = self.fees;
        Offer {
            valid_until: self.valid_until,
            stage_1_on: self.stage_1_on,
            stage_2_on: self.stage_2_on,
            currency: self.currency.trim().to_owned(),
            days,
            fees: Fees { initial, surveillance_1, surveillance_2, yearly, travel },
        }
    }
}

impl From<Offer> for OfferView {
    fn from(offer: Offer) -> Self {
        let Days { stage_1, stage_2, surveillance_1, surveillance_2 } = offer.days;
        let days = |quarters: Option<u16>| quarters.map(audit_days);
        let days = OfferedDays {
            stage_1: days(stage_1),
            stage_2: days(stage_2),
            surveillance_1: days(surveillance_1),
            surveillance_2: days(surveillance_2),
        };
        let Fees { initial, surveillance_1, surveillance_2, yearly, travel } = offer.fees;
        Self {
            valid_until: offer.valid_until,
            stage_1_on: offer.stage_1_on,
            stage_2_on: offer.stage_2_on,
            currency: offer.currency,
            days,
            fees: OfferedFees { initial, surveillance_1, surveillance_2, yearly, travel },
        }
    }
}
