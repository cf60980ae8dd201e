//! What has a date in a cycle, and which rule that follows.

use super::{Consequence, Force, Rule};
use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// What happens on a date of the cycle, or by it.
    What {
        /// Stage 2 begins.
        Stage2 = "stage_2",
        /// Major nonconformities of stage 2 are verified.
        MajorsAfterStage2 = "majors_after_stage_2",
        /// The cycle begins.
        CycleStart = "cycle_start",
        /// The certificate's last day.
        Expiry = "expiry",
        /// The first surveillance after initial certification.
        FirstSurveillance = "first_surveillance",
        /// The surveillance of one calendar year.
        YearlySurveillance = "yearly_surveillance",
        /// The second surveillance.
        SecondSurveillance = "second_surveillance",
        /// The recertification audit.
        RecertificationAudit = "recertification_audit",
        /// The decision on recertification.
        RecertificationDecision = "recertification_decision",
        /// Major nonconformities of the recertification audit are verified.
        MajorsAtRecertification = "majors_at_recertification",
        /// The last day of the certificate after this one, if it is renewed in time.
        RenewedExpiry = "renewed_expiry",
        /// What is outstanding of a recertification is completed after the last day.
        Restoration = "restoration",
        /// The last day of a certificate that is restored.
        RestoredExpiry = "restored_expiry",
        /// A suspension ends.
        SuspensionEnd = "suspension_end",
        /// The certification body is told of a change.
        NoticeOfChange = "notice_of_change",
        /// The next internal audit.
        InternalAudit = "internal_audit",
        /// The next management review.
        ManagementReview = "management_review",
        /// An internal audit is finished before somebody comes from outside.
        InternalAuditBeforeVisit = "internal_audit_before_visit",
        /// So is a management review.
        ManagementReviewBeforeVisit = "management_review_before_visit",
        /// The last day of a certificate that another body took over.
        TransferredExpiry = "transferred_expiry",
    }
}

impl What {
    /// Which rule it follows, how much that binds as a rule, and what follows when it is missed.
    pub(super) const fn follows(self) -> (Rule, Force, Consequence) {
        use Force::{Customary, Mandatory, Ours};
        match self {
            Self::Stage2 => (Rule::StageInterval, Customary, Consequence::Stage1Again),
            Self::MajorsAfterStage2 => (Rule::MajorsAfterStage2, Mandatory, Consequence::Stage2Again),
            Self::CycleStart => (Rule::CycleStart, Mandatory, Consequence::Nothing),
            Self::Expiry => (Rule::Expiry, Mandatory, Consequence::Expired),
            Self::FirstSurveillance => (Rule::FirstSurveillance, Mandatory, Consequence::Suspended),
            Self::YearlySurveillance => (Rule::YearlySurveillance, Mandatory, Consequence::Suspended),
            Self::SecondSurveillance => (Rule::SecondSurveillance, Mandatory, Consequence::Suspended),
            Self::RecertificationAudit => (Rule::Recertification, Customary, Consequence::LittleTime),
            Self::RecertificationDecision => (Rule::Recertification, Mandatory, Consequence::Expired),
            Self::MajorsAtRecertification => (Rule::MajorsAtRecertification, Mandatory, Consequence::Expired),
            Self::RenewedExpiry => (Rule::RenewedExpiry, Force::Option, Consequence::Nothing),
            Self::Restoration => (Rule::AfterExpiry, Mandatory, Consequence::Stage2Again),
            Self::RestoredExpiry => (Rule::AfterExpiry, Mandatory, Consequence::Nothing),
            Self::SuspensionEnd => (Rule::Suspension, Customary, Consequence::WithdrawnOrReduced),
            Self::NoticeOfChange => (Rule::NoticeOfChanges, Ours, Consequence::AgreementBroken),
            Self::InternalAudit
            | Self::ManagementReview
            | Self::InternalAuditBeforeVisit
            | Self::ManagementReviewBeforeVisit => (Rule::InternalRounds, Customary, Consequence::Finding),
            Self::TransferredExpiry => (Rule::Transfer, Mandatory, Consequence::Nothing),
        }
    }

    /// Whether the certification body comes for it.
    #[must_use]
    pub const fn is_audit(self) -> bool {
        matches!(
            self,
            Self::Stage2
                | Self::FirstSurveillance
                | Self::YearlySurveillance
                | Self::SecondSurveillance
                | Self::RecertificationAudit
        )
    }
}
