//! Several certificates side by side: each has its own cycle, and the certification body need not come twice.

use super::{Dated, What};
use chrono::{Datelike, NaiveDate};

/// When the certification body could come for an audit that was not held yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// For what.
    pub what: What,
    /// Of which calendar year, where there is one of each.
    pub year: Option<i32>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// Two audits that could be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// The one of the first cycle.
    pub one: Window,
    /// The one of the second cycle.
    pub other: Window,
    /// The first day on which both could be held.
    pub from: NaiveDate,
    /// The last.
    pub until: NaiveDate,
}

/// The audits of one cycle that are to come, each with its window.
///
/// The surveillance of a calendar year for which another one is planned anyway is the same visit, which then ends with
/// that year at the latest.
#[must_use]
pub fn windows(dates: &[Dated]) -> Vec<Window> {
    let open: Vec<&Dated> = dates.iter().filter(|one| one.what.is_audit() && one.met.is_none()).collect();
    let planned = |one: &Dated| one.target.map(|day| day.reckoned.year());
    let of_year = |year: Option<i32>| open.iter().find(|one| one.year.is_some() && one.year == year);
    let surveillance = |one: &Dated| matches!(one.what, What::FirstSurveillance | What::SecondSurveillance);
    open.iter()
        .filter(|one| {
            let year = one.year;
            year.is_none() || !open.iter().any(|other| surveillance(other) && planned(other) == year)
        })
        .filter_map(|one| {
            let yearly = if surveillance(one) { of_year(planned(one)) } else { None };
            let until = yearly.map_or(one.latest.on, |yearly| yearly.latest.on.min(one.latest.on));
            let from = one.earliest?;
            (from <= until).then_some(Window { what: one.what, year: one.year, from, until })
        })
        .collect()
}

/// Which audits of two cycles could be one, the soonest first.
#[must_use]
pub fn together(one: &[Dated], other: &[Dated]) -> Vec<Together> {
    let others = windows(other);
    let pairs = windows(one).into_iter().flat_map(|one| others.iter().map(move |other| (one, *other)));
    let mut found: Vec<Together> = pairs
        .map(|(one, other)| {
            let (from, until) = (one.from.max(other.from), one.until.min(other.until));
            Together { one, other, from, until }
        })
        .filter(|pair| pair.from <= pair.until)
        .collect();
    found.sort_by_key(|pair| (pair.from, pair.until));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::shift;
    use crate::certification::Anchors;
    use crate::certification::tests::{dates, day, decided};
    use proptest::prelude::*;

    fn show(found: &[Together]) -> Vec<String> {
        let line = |one: &Together| {
            let year = |window: &Window| window.year.map(|year| format!(" {year}")).unwrap_or_default();
            let (ours, theirs) = (one.one, one.other);
            let names = format!("{}{} with {}{}", ours.what, year(&ours), theirs.what, year(&theirs));
            format!("{names}: {} to {}", one.from, one.until)
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn a_second_certificate_half_a_year_later_shares_its_visits_but_the_first() {
        let (one, other) = (dates(decided("2026-11-10")), dates(decided("2027-05-10")));
        assert_eq!(
            show(&together(&one, &other)),
            [
                "second_surveillance with first_surveillance: 2028-03-10 to 2028-05-10",
                "second_surveillance with second_surveillance: 2028-05-10 to 2028-12-31",
                "recertification_audit with second_surveillance: 2028-11-09 to 2029-09-09",
                "recertification_audit with recertification_audit: 2029-05-09 to 2029-09-09",
            ]
        );
    }

    #[test]
    fn a_visit_keeps_to_the_calendar_year_that_would_else_have_none() {
        let second = |anchors| {
            let windows = windows(&dates(anchors));
            *windows.iter().find(|one| one.what == What::SecondSurveillance).unwrap()
        };
        // Decided in January: the limit lies in the recertification year, and 2028 asks for one of its own.
        let early = decided("2027-01-15");
        assert_eq!(second(early.clone()).until, day("2028-12-31"));
        let first_in_2028 = Anchors { surveillances: vec![day("2028-01-14")], ..early };
        assert_eq!(second(first_in_2028).until, day("2029-09-13"));
    }

    proptest! {
        #[test]
        fn two_audits_are_one_only_on_days_that_suit_both(from in 0i64..2_000, apart in -900i64..900) {
            let decision = shift(day("2026-01-01"), from);
            let one = dates(decided(&decision.to_string()));
            let other = dates(decided(&shift(decision, apart).to_string()));
            let found = together(&one, &other);
            prop_assert_eq!(found.len(), together(&other, &one).len());
            for pair in found {
                prop_assert!(pair.from <= pair.until);
                for window in [pair.one, pair.other] {
                    prop_assert!(window.from <= pair.from && pair.until <= window.until);
                }
            }
        }
    }
}
