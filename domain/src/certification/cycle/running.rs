//! What may come at any time of a cycle (tr-12 to tr-15).

use super::Term;
use crate::calendar::shift;
use crate::certification::dates::{add_months, add_working_days};
use crate::certification::{Anchor, Anchors, Dated, Day, Force, Suspension, What};
use crate::workdays::WorkDays;
use chrono::NaiveDate;

/// A suspension usually takes no longer than so many months.
const SUSPENSION: i32 = 6;
/// So many working days after a change the certification body was told.
const NOTICE: u16 = 10;
/// Internal audit and management review come back after so many months.
pub(in crate::certification) const ROUNDS: i32 = 12;
/// They are finished so many days before an audit from outside.
const BEFORE_VISIT: i64 = 28;

/// The last day of a suspension: as the certification body set it, else the usual one.
pub(in crate::certification) fn suspension_limit(suspension: Suspension) -> NaiveDate {
    suspension.until.unwrap_or_else(|| add_months(suspension.from, SUSPENSION))
}

pub(super) fn of_certificate(term: Term<'_>) -> Vec<Dated> {
    let suspension = term.anchors.suspension.map(|one| Dated {
        earliest: Some(one.from),
        force: if one.until.is_some() { Force::Mandatory } else { Force::Customary },
        ..Dated::by(What::SuspensionEnd, (Anchor::Suspension, one.from), Day::hard(suspension_limit(one)))
    });
    let transfer = term
        .anchors
        .transfer
        .map(|on| Dated::by(What::TransferredExpiry, (Anchor::Transfer, on), Day::hard(term.expiry)));
    suspension.into_iter().chain(transfer).collect()
}

pub(super) fn of_organisation(anchors: &Anchors, days: &WorkDays) -> Vec<Dated> {
    let notice = anchors.change.map(|change| Dated {
        met: change.told,
        ..Dated::by(
            What::NoticeOfChange,
            (Anchor::Change, change.on),
            Day::hard(add_working_days(days, change.on, NOTICE)),
        )
    });
    let audit = (anchors.internal_audit, Anchor::InternalAudit);
    let review = (anchors.management_review, Anchor::ManagementReview);
    let next = |(last, anchor): (Option<NaiveDate>, Anchor), what| {
        last.map(|last| Dated::by(what, (anchor, last), Day::task(add_months(last, ROUNDS), days)))
    };
    let before = |(last, _): (Option<NaiveDate>, Anchor), what| {
        anchors.next_visit.map(|visit| Dated {
            // What was held longer ago than a round is not of this one.
            met: last.filter(|last| add_months(*last, ROUNDS) >= visit),
            ..Dated::by(what, (Anchor::Visit, visit), Day::planned(shift(visit, -BEFORE_VISIT), days))
        })
    };
    [
        notice,
        next(audit, What::InternalAudit),
        next(review, What::ManagementReview),
        before(audit, What::InternalAuditBeforeVisit),
        before(review, What::ManagementReviewBeforeVisit),
    ]
    .into_iter()
    .flatten()
    .collect()
}
