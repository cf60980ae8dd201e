//! What becomes of the dates when something that they are reckoned from changes.

use super::{Dated, Rule, What};
use crate::access::names;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// Which day of a date.
    Part {
        /// The first sensible one.
        Earliest = "earliest",
        /// The one to plan for.
        Target = "target",
        /// The one after which it is late.
        WarnAfter = "warn_after",
        /// The last one.
        Latest = "latest",
    }
}

/// A day that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Of what.
    pub what: What,
    /// Of which calendar year, where there is one of each.
    pub year: Option<i32>,
    /// What it follows.
    pub rule: Rule,
    /// Which day of it.
    pub part: Part,
    /// From when; `None`: it was not asked for before.
    pub from: Option<NaiveDate>,
    /// To when; `None`: it is not asked for any more.
    pub to: Option<NaiveDate>,
}

/// Which days are others than before, in the order of the cycle; what is not asked for any more comes last.
#[must_use]
pub fn moved(before: &[Dated], after: &[Dated]) -> Vec<Moved> {
    let find = |dates: &'_ [Dated], wanted: &Dated| -> Option<usize> {
        dates.iter().position(|one| (one.what, one.year) == (wanted.what, wanted.year))
    };
    let mut found = Vec::new();
    for now in after {
        let earlier = find(before, now).and_then(|at| before.get(at));
        found.extend(differences(earlier, Some(now), now));
    }
    for gone in before.iter().filter(|one| find(after, one).is_none()) {
        found.extend(differences(Some(gone), None, gone));
    }
    found
}

fn differences<'a>(
    before: Option<&'a Dated>,
    after: Option<&'a Dated>,
    either: &'a Dated,
) -> impl Iterator<Item = Moved> {
    Part::ALL.iter().filter_map(move |part| {
        let of = |dated: Option<&Dated>| dated.and_then(|dated| part.of(dated));
        let (from, to) = (of(before), of(after));
        let Dated { what, year, rule, .. } = *either;
        (from != to).then_some(Moved { what, year, rule, part: *part, from, to })
    })
}

impl Part {
    /// That day of a date, as it is to be kept.
    #[must_use]
    pub fn of(self, dated: &Dated) -> Option<NaiveDate> {
        match self {
            Self::Earliest => dated.earliest,
            Self::Target => dated.target.map(|day| day.on),
            Self::WarnAfter => dated.warn_after,
            Self::Latest => Some(dated.latest.on),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certification::tests::{dates, day, decided};
    use crate::certification::{Anchors, Audit};

    fn show(moved: &[Moved]) -> Vec<String> {
        let date = |date: Option<NaiveDate>| date.map_or("none".to_owned(), |date| date.to_string());
        let year = |year: Option<i32>| year.map(|year| format!(" {year}")).unwrap_or_default();
        let line = |one: &Moved| {
            format!("{}{} {}: {} to {}", one.what, year(one.year), one.part, date(one.from), date(one.to))
        };
        moved.iter().map(line).collect()
    }

    #[test]
    fn an_earlier_recertification_audit_moves_the_second_surveillance_and_spares_a_year() {
        let planned = Anchors {
            recertification: Some(Audit { on: day("2028-12-05"), held: false }),
            ..decided("2026-11-10")
        };
        let moved = moved(&dates(decided("2026-11-10")), &dates(planned));
        assert_eq!(
            show(&moved),
            [
                "second_surveillance latest: 2028-12-31 to 2028-12-04",
                "yearly_surveillance 2028 earliest: 2028-01-01 to none",
                "yearly_surveillance 2028 latest: 2028-12-31 to none",
            ]
        );
    }

    #[test]
    fn what_the_certificate_shows_moves_what_is_counted_from_its_end() {
        let printed = Anchors { expiry: Some(day("2029-10-31")), ..decided("2026-11-10") };
        let moved = moved(&dates(decided("2026-11-10")), &dates(printed));
        assert_eq!(
            show(&moved),
            [
                "expiry latest: 2029-11-09 to 2029-10-31",
                "recertification_audit earliest: 2028-11-09 to 2028-10-31",
                "recertification_audit target: 2029-07-09 to 2029-06-29",
                "recertification_audit latest: 2029-09-09 to 2029-08-31",
                "recertification_decision latest: 2029-11-09 to 2029-10-31",
                "renewed_expiry latest: 2032-11-09 to 2032-10-31",
                "restoration earliest: 2029-11-10 to 2029-11-01",
                "restoration latest: 2030-05-09 to 2030-04-30",
                "restored_expiry latest: 2032-11-09 to 2032-10-31",
            ]
        );
    }
}
