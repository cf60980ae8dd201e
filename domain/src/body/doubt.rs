//! What somebody asks about before they sign with a body.

use super::{Accredited, Record};
use crate::access::names;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// So long after it advised or audited internally, a body does not certify: ISO/IEC 17021-1, 5.2.6 and 5.2.7.
const APART: Months = Months::new(24);

names! {
    /// Why a body should be asked before somebody signs with it, the heaviest first.
    Doubt {
        /// It is not accredited for an AIMS: its certificate counts as little as whoever relies on it lets it.
        NotAccredited = "not_accredited",
        /// It advised or audited internally less than two years ago (ISO/IEC 17021-1, 5.2.6 and 5.2.7).
        Advised = "advised",
        /// Its accreditation has ended, or nobody looked since (ISO/IEC 17021-1; IAF MD 2 for what follows).
        AccreditationOver = "accreditation_over",
        /// Nobody looked whether it is accredited for an AIMS.
        AccreditationUnknown = "accreditation_unknown",
        /// Something is noted that could make it partial (ISO/IEC 17021-1, 5.2.3).
        Conflict = "conflict",
    }
}

impl Record {
    /// Until when it stays out of the certification of whom it advised, where that has not passed on `today`.
    #[must_use]
    pub fn apart_until(&self, today: NaiveDate) -> Option<NaiveDate> {
        let until = self.advised_until?.checked_add_months(APART)?;
        (until > today).then_some(until)
    }

    /// What should be asked about on `today`, the heaviest first.
    #[must_use]
    pub fn doubts(&self, today: NaiveDate) -> Vec<Doubt> {
        let is_over = self.accredited_until.is_some_and(|last| last < today);
        let holds = |doubt: &Doubt| match doubt {
            Doubt::NotAccredited => self.accredited == Accredited::No,
            Doubt::Advised => self.apart_until(today).is_some(),
            Doubt::AccreditationOver => self.accredited != Accredited::No && is_over,
            Doubt::AccreditationUnknown => self.accredited == Accredited::Unknown && !is_over,
            Doubt::Conflict => !self.conflicts.trim().is_empty(),
        };
        Doubt::ALL.iter().copied().filter(holds).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(date: &str) -> NaiveDate {
        date.parse().unwrap()
    }

    #[test]
    fn two_years_after_it_advised_a_body_may_certify() {
        let record = Record {
            accredited: Accredited::Yes,
            advised_until: Some(day("2024-02-29")),
            ..Record::default()
        };
        assert_eq!(record.doubts(day("2026-02-27")), [Doubt::Advised]);
        assert_eq!(record.apart_until(day("2026-02-27")), Some(day("2026-02-28")));
        assert_eq!(record.doubts(day("2026-02-28")), []);
    }

    #[test]
    fn an_accreditation_is_for_an_aims_and_has_not_ended() {
        let today = day("2026-11-28");
        let said = |accredited, until: Option<&str>| Record {
            accredited,
            accredited_until: until.map(day),
            ..Record::default()
        };
        assert_eq!(said(Accredited::Yes, None).doubts(today), []);
        assert_eq!(said(Accredited::Yes, Some("2026-11-28")).doubts(today), []);
        assert_eq!(said(Accredited::Yes, Some("2026-11-27")).doubts(today), [Doubt::AccreditationOver]);
        assert_eq!(said(Accredited::Unknown, None).doubts(today), [Doubt::AccreditationUnknown]);
        assert_eq!(said(Accredited::Unknown, Some("2026-11-27")).doubts(today), [Doubt::AccreditationOver]);
        assert_eq!(said(Accredited::No, Some("2026-11-27")).doubts(today), [Doubt::NotAccredited]);
    }

    #[test]
    fn what_could_make_it_partial_is_asked_about_last() {
        let record = Record { conflicts: "Its owner sits on our board".into(), ..Record::default() };
        assert_eq!(record.doubts(day("2026-11-28")), [Doubt::AccreditationUnknown, Doubt::Conflict]);
    }
}
