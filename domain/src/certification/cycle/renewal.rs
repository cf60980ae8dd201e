//! How a cycle ends and the next one begins (tr-06, tr-07, tr-08, tr-10).

use super::{RECERTIFICATION, Term};
use crate::calendar::shift;
use crate::certification::dates::{add_months, three_years};
use crate::certification::{Anchor, Dated, Day, What};
use crate::workdays::WorkDays;
use chrono::NaiveDate;

/// The third year begins so many months before the last day.
const THIRD_YEAR: i32 = 12;
/// For so many months after the last day a certificate can be restored.
const RESTORATION: i32 = 6;

/// The last day on which a certificate that ended on `expiry` can be restored.
pub(in crate::certification) fn restorable_until(expiry: NaiveDate) -> NaiveDate {
    add_months(expiry, RESTORATION)
}

pub(super) fn dates(term: Term<'_>, days: &WorkDays) -> Vec<Dated> {
    let expiry = (Anchor::Expiry, term.expiry);
    let target = term.recertification_target();
    let held = term.anchors.recertification.filter(|audit| audit.held);
    let sensible = add_months(term.expiry, -RECERTIFICATION.1).max(target);
    let audit = Dated {
        earliest: Some(add_months(term.expiry, -THIRD_YEAR).clamp(term.decision, target)),
        target: Some(Day::planned(target, days)),
        met: held.map(|audit| audit.on),
        ..Dated::by(What::RecertificationAudit, expiry, Day::hard(sensible))
    };
    let limit = term.anchors.majors_limit.map_or(term.expiry, |set| set.min(term.expiry));
    let majors = held.filter(|_| term.anchors.majors_open);
    let majors = majors.map(|_| Dated::by(What::MajorsAtRecertification, expiry, Day::hard(limit)));
    let restoration = Dated {
        earliest: Some(shift(term.expiry, 1)),
        ..Dated::by(What::Restoration, expiry, Day::hard(restorable_until(term.expiry)))
    };
    let at = |what, date| Some(Dated::by(what, expiry, Day::hard(date)));
    let dates = [
        Some(audit),
        at(What::RecertificationDecision, term.expiry),
        majors,
        at(What::RenewedExpiry, three_years(term.expiry)),
        Some(restoration),
        at(What::RestoredExpiry, three_years(term.expiry)),
    ];
    dates.into_iter().flatten().collect()
}
