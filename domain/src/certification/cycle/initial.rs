//! The dates of the initial audit (tr-11, tr-09), which are over with the decision.

use crate::calendar::shift;
use crate::certification::dates::add_months;
use crate::certification::{Anchor, Anchors, Dated, Day, What};
use crate::workdays::WorkDays;
use chrono::NaiveDate;

/// Stage 2 usually follows stage 1 after so many weeks.
const INTERVAL_WEEKS: (i64, i64) = (4, 10);
/// After so many months it is late, after so many many bodies repeat stage 1.
const INTERVAL_MONTHS: (i32, i32) = (3, 6);
/// So many months after stage 2 major nonconformities are verified.
const MAJORS: i32 = 6;

/// After so many months another stage 2 is needed.
pub(in crate::certification) fn majors_limit(stage_2_end: NaiveDate) -> NaiveDate {
    add_months(stage_2_end, MAJORS)
}

pub(super) fn dates(anchors: &Anchors, days: &WorkDays) -> Vec<Dated> {
    let stage_2 = anchors.stage_1_end.map(|end| Dated {
        earliest: Some(shift(end, 7 * INTERVAL_WEEKS.0)),
        target: Some(Day::planned(shift(end, 7 * INTERVAL_WEEKS.1), days)),
        warn_after: Some(add_months(end, INTERVAL_MONTHS.0)),
        met: anchors.stage_2_begin.or(anchors.stage_2_end),
        ..Dated::by(What::Stage2, (Anchor::Stage1End, end), Day::hard(add_months(end, INTERVAL_MONTHS.1)))
    });
    let had_majors = anchors.majors_verified.is_some() || (anchors.majors_open && anchors.decision.is_none());
    let majors = anchors.stage_2_end.filter(|_| had_majors).map(|end| Dated {
        met: anchors.majors_verified,
        ..Dated::by(What::MajorsAfterStage2, (Anchor::Stage2End, end), Day::hard(majors_limit(end)))
    });
    stage_2.into_iter().chain(majors).collect()
}
