//! Of which dates people are reminded, and how many days before: the reminders of `certification.yaml`.
//!
//! Those of which no date of the cycle speaks belong to other nouns, which have dates of their own.

use super::{Dated, What};
use crate::access::names;
use crate::calendar::shift;
use catalog::certification::CERTIFICATION;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// A reminder, in the order of the catalogue.
    Reminder {
        /// The last day for a surveillance.
        Surveillance = "surveillance",
        /// The day for which a recertification audit is planned.
        RecertAudit = "recert_audit",
        /// The last day of a certificate.
        Expiry = "expiry",
        /// Auditors are booked.
        BookBody = "book_body",
        /// An internal audit.
        InternalAudit = "internal_audit",
        /// A management review.
        MgmtReview = "mgmt_review",
        /// An answer to a nonconformity from outside.
        NcExternal = "nc_external",
        /// A corrective action.
        NcInternal = "nc_internal",
        /// The review of a risk.
        RiskReview = "risk_review",
        /// The review of an impact assessment.
        ImpactReview = "impact_review",
        /// The review of a document.
        DocumentReview = "document_review",
        /// A training or attestation.
        Training = "training",
        /// The review of a supplier.
        SupplierReview = "supplier_review",
        /// The last day for a restoration.
        Restore = "restore",
    }
}

impl Reminder {
    /// The identifier in the catalogue.
    #[must_use]
    pub fn id(self) -> String {
        format!("rm-{}", self.name().replace('_', "-"))
    }

    /// So many days before, the farthest first.
    #[must_use]
    pub fn lead_days(self) -> &'static [u16] {
        CERTIFICATION.reminder(&self.id()).map_or(&[], |reminder| reminder.lead_days)
    }

    /// The roles of the catalogue that are told.
    #[must_use]
    pub fn audience(self) -> &'static [&'static str] {
        CERTIFICATION.reminder(&self.id()).map_or(&[], |reminder| reminder.audience)
    }

    /// What is reminded of a date.
    #[must_use]
    pub const fn of(what: What) -> &'static [Self] {
        match what {
            What::FirstSurveillance | What::YearlySurveillance | What::SecondSurveillance => {
                &[Self::Surveillance, Self::BookBody]
            }
            What::RecertificationAudit => &[Self::RecertAudit, Self::BookBody],
            What::Stage2 => &[Self::BookBody],
            What::Expiry => &[Self::Expiry],
            What::Restoration => &[Self::Restore],
            What::MajorsAfterStage2 | What::MajorsAtRecertification => &[Self::NcExternal],
            What::InternalAudit | What::InternalAuditBeforeVisit => &[Self::InternalAudit],
            What::ManagementReview | What::ManagementReviewBeforeVisit => &[Self::MgmtReview],
            // The decision has the day of the expiry, and what asks for nothing is not reminded of. A suspension and a
            // change are news, and the catalogue has no reminder for them.
            What::CycleStart
            | What::RecertificationDecision
            | What::RenewedExpiry
            | What::RestoredExpiry
            | What::SuspensionEnd
            | What::NoticeOfChange
            | What::TransferredExpiry => &[],
        }
    }

    /// From which day of a date its days are counted back: auditors are booked for the day that is planned.
    pub(super) fn counts_to(self, dated: &Dated) -> NaiveDate {
        match (self, dated.target) {
            (Self::RecertAudit | Self::BookBody, Some(target)) => target.on,
            _ => dated.latest.on,
        }
    }
}

impl Dated {
    /// When people are reminded of it, and of which day; of what was done, never.
    #[must_use]
    pub fn reminders(&self) -> Vec<(Reminder, NaiveDate)> {
        if self.met.is_some() {
            return Vec::new();
        }
        let days = |reminder: Reminder| {
            let due = reminder.counts_to(self);
            reminder.lead_days().iter().map(move |days| (reminder, shift(due, -i64::from(*days))))
        };
        Reminder::of(self.what).iter().copied().flat_map(days).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certification::tests::{dates, day, decided};

    #[test]
    fn the_reminders_are_those_of_the_catalogue() {
        let told: Vec<&str> = CERTIFICATION.reminders.iter().map(|reminder| reminder.id).collect();
        let ids: Vec<String> = Reminder::ALL.iter().map(|reminder| reminder.id()).collect();
        assert_eq!(ids, told);
        for reminder in Reminder::ALL {
            let farthest_first = reminder.lead_days().windows(2).all(|pair| pair[0] > pair[1]);
            assert!(farthest_first && !reminder.lead_days().is_empty(), "{reminder}");
            assert!(!reminder.audience().is_empty(), "{reminder}");
        }
    }

    #[test]
    fn reminders_count_back_from_the_limit_and_bookings_from_the_plan() {
        let held =
            crate::certification::Anchors { surveillances: vec![day("2027-10-01")], ..decided("2026-11-10") };
        let of = |anchors, what| {
            let dates = dates(anchors);
            dates.iter().find(|one: &&Dated| one.what == what).unwrap().reminders()
        };
        let first = of(decided("2026-11-10"), What::FirstSurveillance);
        assert_eq!(first.len(), 8);
        assert_eq!(first.first(), Some(&(Reminder::Surveillance, day("2027-05-14"))));
        // Planned for Friday, 8 October.
        assert_eq!(first.last(), Some(&(Reminder::BookBody, day("2027-07-10"))));
        assert_eq!(of(held, What::FirstSurveillance), []);
        let expiry = of(decided("2026-11-10"), What::Expiry);
        assert_eq!(expiry.first(), Some(&(Reminder::Expiry, day("2028-11-09"))));
        assert_eq!(expiry.last(), Some(&(Reminder::Expiry, day("2029-11-08"))));
        let audit = of(decided("2026-11-10"), What::RecertificationAudit);
        assert_eq!(audit.first(), Some(&(Reminder::RecertAudit, day("2028-10-12"))));
    }
}
