//! From what the dates of a cycle are reckoned: what is known of a certificate, as it is noted.

mod refused;

pub use refused::AnchorsRefused;

use crate::access::names;
use crate::calendar::can_be_due;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// From which day a date is reckoned.
    Anchor {
        /// The decision on certification or recertification.
        Decision = "decision",
        /// The first day of a calendar year.
        Year = "year",
        /// The last day of the certificate.
        Expiry = "expiry",
        /// The last day of the certificate before, of which this one is the restoration.
        FormerExpiry = "former_expiry",
        /// The end of stage 1.
        Stage1End = "stage_1_end",
        /// The last day of stage 2.
        Stage2End = "stage_2_end",
        /// The day on which a suspension begins.
        Suspension = "suspension",
        /// The day of a change.
        Change = "change",
        /// The last internal audit.
        InternalAudit = "internal_audit",
        /// The last management review.
        ManagementReview = "management_review",
        /// The next audit from outside.
        Visit = "visit",
        /// The day on which another body takes over.
        Transfer = "transfer",
    }
}

/// How a cycle began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Turn {
    /// By initial certification.
    #[default]
    First,
    /// By a recertification in time.
    Renewed,
    /// By one that was finished after the last day of the certificate before.
    Restored {
        /// That day, from which the new last day is reckoned.
        former_expiry: NaiveDate,
    },
}

/// An audit that is planned for a day or was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// Its last day.
    pub on: NaiveDate,
    /// Whether it was held.
    pub held: bool,
}

/// A suspension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// Its first day.
    pub from: NaiveDate,
    /// The limit that the certification body set, where it did.
    pub until: Option<NaiveDate>,
}

/// A change of which the certification body hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The day of the change.
    pub on: NaiveDate,
    /// When the body was told.
    pub told: Option<NaiveDate>,
}

/// What is known of a cycle. What is not known has no dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Anchors {
    /// How it began.
    pub turn: Turn,
    /// The last day of stage 1.
    pub stage_1_end: Option<NaiveDate>,
    /// The first day of stage 2.
    pub stage_2_begin: Option<NaiveDate>,
    /// The last day of stage 2.
    pub stage_2_end: Option<NaiveDate>,
    /// Whether a major nonconformity of stage 2, or of the recertification audit, is open: where none is, none has a limit.
    pub majors_open: bool,
    /// When the last one of stage 2 was verified.
    pub majors_verified: Option<NaiveDate>,
    /// The decision on certification or recertification: not the end of stage 2, not the day of issue.
    pub decision: Option<NaiveDate>,
    /// The last day as the certificate shows it.
    pub expiry: Option<NaiveDate>,
    /// The last days of the surveillances that were held.
    pub surveillances: Vec<NaiveDate>,
    /// The recertification audit at the end of this cycle.
    pub recertification: Option<Audit>,
    /// The limit that the certification body set for the major nonconformities of that audit.
    pub majors_limit: Option<NaiveDate>,
    /// The suspension, while there is one.
    pub suspension: Option<Suspension>,
    /// The last change that the certification body has to hear of.
    pub change: Option<Change>,
    /// The last internal audit.
    pub internal_audit: Option<NaiveDate>,
    /// The last management review.
    pub management_review: Option<NaiveDate>,
    /// The first day of the next audit from outside, where it is known.
    pub next_visit: Option<NaiveDate>,
    /// When another body took the certificate over.
    pub transfer: Option<NaiveDate>,
}

impl Anchors {
    /// What the organisation does by itself, whatever becomes of a certificate.
    pub(super) fn of_organisation(&self) -> Self {
        let Self { internal_audit, management_review, change, .. } = *self;
        Self { internal_audit, management_review, change, ..Self::default() }
    }

    /// Every day that is noted.
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let former = match self.turn {
            Turn::Restored { former_expiry } => Some(former_expiry),
            Turn::First | Turn::Renewed => None,
        };
        let (suspension, change) = (self.suspension, self.change);
        [former, self.stage_1_end, self.stage_2_begin, self.stage_2_end, self.majors_verified]
            .into_iter()
            .chain([self.decision, self.expiry, self.majors_limit, self.transfer, self.next_visit])
            .chain([self.internal_audit, self.management_review, self.recertification.map(|one| one.on)])
            .chain([suspension.map(|one| one.from), suspension.and_then(|one| one.until)])
            .chain([change.map(|one| one.on), change.and_then(|one| one.told)])
            .flatten()
            .chain(self.surveillances.iter().copied())
    }

    /// Whether every day can be meant, and none comes before what it follows.
    pub(super) fn check_order(&self) -> Result<(), AnchorsRefused> {
        if !self.days().all(can_be_due) {
            return Err(AnchorsRefused::Unlikely);
        }
        let before = match self.turn {
            Turn::Restored { former_expiry } => Some(former_expiry),
            Turn::First | Turn::Renewed => None,
        };
        let limit = self.suspension.and_then(|one| Some((Some(one.from), Some(one.until?))));
        let told = self.change.and_then(|one| Some((Some(one.on), Some(one.told?))));
        let pairs = [
            (self.stage_1_end, self.stage_2_begin),
            (self.stage_1_end, self.stage_2_end),
            (self.stage_2_begin, self.stage_2_end),
            (self.stage_2_end, self.decision),
            (before, self.decision),
        ];
        let in_order = pairs
            .into_iter()
            .chain(limit)
            .chain(told)
            .all(|(earlier, later)| earlier.zip(later).is_none_or(|(earlier, later)| earlier <= later));
        if in_order { Ok(()) } else { Err(AnchorsRefused::OutOfOrder) }
    }
}
