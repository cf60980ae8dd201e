//! When the certification body comes to look in between (tr-03, tr-04, tr-05).

use super::Term;
use crate::calendar::shift;
use crate::certification::dates::{add_months, first_of, last_of, years_between};
use crate::certification::{Anchor, Dated, Day, Turn, What};
use crate::workdays::WorkDays;
use chrono::{Datelike, NaiveDate};

/// After the decision: from when and for when the first surveillance is planned, and its limit, in months.
const FIRST: (i32, i32, i32) = (10, 11, 12);
/// When the second year begins, for when the second one is planned, and after when it is late, in months.
const SECOND: (i32, i32, i32) = (12, 23, 24);
/// The second one takes place by the end of so many years after that of the decision.
const SECOND_YEARS: i32 = 2;

pub(super) fn dates(term: Term<'_>, days: &WorkDays) -> Vec<Dated> {
    let mut dates = Vec::from_iter(first(term, days));
    dates.extend(yearly(term));
    dates.extend(second(term, days));
    dates
}

/// After a recertification only calendar years count.
fn first(term: Term<'_>, days: &WorkDays) -> Option<Dated> {
    let (from, target, latest) = FIRST;
    let after = |months| add_months(term.decision, months);
    (term.anchors.turn == Turn::First).then(|| Dated {
        earliest: Some(after(from)),
        target: Some(Day::planned(after(target), days)),
        met: term.anchors.surveillances.first().copied(),
        ..Dated::by(What::FirstSurveillance, (Anchor::Decision, term.decision), Day::hard(after(latest)))
    })
}

/// One that was held in the year of the decision does not count for the year after it: each year has its own.
fn yearly(term: Term<'_>) -> impl Iterator<Item = Dated> {
    years_between(term.decision, term.recertification()).map(move |year| {
        let first = first_of(year, term.decision);
        let held = term.anchors.surveillances.iter().find(|day| day.year() == year);
        Dated {
            year: Some(year),
            earliest: Some(first),
            met: held.copied(),
            ..Dated::by(
                What::YearlySurveillance,
                (Anchor::Year, first),
                Day::hard(last_of(year, term.expiry)),
            )
        }
    })
}

/// It lies before the recertification audit. Where a short certificate leaves no second year for it, there is none.
fn second(term: Term<'_>, days: &WorkDays) -> Option<Dated> {
    let (from, target, warn) = SECOND;
    let after = |months| add_months(term.decision, months);
    // Planned for later than its target, that audit gives no more time; planned for earlier, it leaves less.
    let eve = shift(term.recertification_target().min(term.recertification()), -1);
    let latest = last_of(term.decision.year() + SECOND_YEARS, term.expiry).min(eve);
    (latest >= after(from)).then(|| Dated {
        earliest: Some(after(from)),
        target: Some(Day::planned(after(target).min(latest), days)),
        warn_after: Some(after(warn)).filter(|warn| *warn < latest),
        met: of_second_year(&term.anchors.surveillances, after(from)),
        ..Dated::by(What::SecondSurveillance, (Anchor::Decision, term.decision), Day::hard(latest))
    })
}

/// The first after the first one that lies in the second year, or after it.
fn of_second_year(held: &[NaiveDate], from: NaiveDate) -> Option<NaiveDate> {
    held.iter().copied().skip(1).find(|day| *day >= from)
}
