//! The dates of one cycle: every date of the timing rules, from what is known of the certificate.
//!
//! Hard limits fall where they fall; what we plan moves to the working day before, what we do by ourselves to the next
//! (`domain.md` §4.4). Before there is a decision only the dates of the initial audit are reckoned.

mod initial;
mod renewal;
mod running;
mod surveillance;

pub(super) use initial::majors_limit;
pub(super) use renewal::restorable_until;
pub(super) use running::{ROUNDS, suspension_limit};

use super::dates::{add_months, last_of_three_years, three_years};
use super::{Anchor, Anchors, AnchorsRefused, Dated, Day, Rule, Turn, What};
use crate::workdays::WorkDays;
use chrono::{Datelike, NaiveDate};

/// So many months before the last day the recertification audit is planned, and so many it is late (tr-06).
const RECERTIFICATION: (i32, i32) = (4, 2);

/// A cycle whose days fit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    anchors: Anchors,
}

/// A cycle that has begun.
#[derive(Clone, Copy, Debug)]
struct Term<'a> {
    anchors: &'a Anchors,
    decision: NaiveDate,
    expiry: NaiveDate,
}

impl Anchors {
    /// The certificate's last day: what it shows; else three years that begin with the decision (tr-02), which end no
    /// later than what may be shown after a recertification in time (tr-07); for one that was restored, as if it had never
    /// ended (tr-08).
    #[must_use]
    pub fn last_day(&self) -> Option<NaiveDate> {
        let decision = self.decision?;
        Some(self.expiry.unwrap_or_else(|| match self.turn {
            Turn::Restored { former_expiry } => three_years(former_expiry),
            Turn::First | Turn::Renewed => last_of_three_years(decision),
        }))
    }
}

impl Cycle {
    /// A cycle of these days.
    ///
    /// # Errors
    /// When they do not fit together.
    pub fn of(mut anchors: Anchors) -> Result<Self, AnchorsRefused> {
        anchors.check_order()?;
        anchors.surveillances.sort_unstable();
        let running = [
            anchors.surveillances.first().copied(),
            anchors.recertification.map(|audit| audit.on),
            anchors.suspension.map(|one| one.from),
            anchors.transfer,
        ];
        // An audit for recertification that comes too late still counts for restoration: it may lie after the last day.
        let valid = [anchors.surveillances.last().copied(), running[2], running[3]];
        match (anchors.decision, anchors.last_day()) {
            (Some(decision), Some(expiry)) => {
                if expiry <= decision {
                    return Err(AnchorsRefused::ExpiryEarly);
                }
                if running.into_iter().flatten().any(|day| day < decision) {
                    return Err(AnchorsRefused::BeforeDecision);
                }
                if valid.into_iter().flatten().any(|day| day > expiry) {
                    return Err(AnchorsRefused::AfterExpiry);
                }
            }
            _ if running.iter().any(Option::is_some) => return Err(AnchorsRefused::BeforeDecision),
            _ => {}
        }
        Ok(Self { anchors })
    }

    /// The days it is made of.
    #[must_use]
    pub const fn anchors(&self) -> &Anchors {
        &self.anchors
    }

    /// The calendar year in which no surveillance is asked for, because the recertification audit is (tr-04): that of
    /// the audit where it is planned or held, else that of its target as reckoned (tr-06), whatever working day is taken
    /// for that. It can be the year before the last.
    #[must_use]
    pub fn recertification_year(&self) -> Option<i32> {
        Some(self.term()?.recertification().year())
    }

    /// Every date, those of one rule together, in the order of a cycle. `days`: when the organisation works.
    #[must_use]
    pub fn dates(&self, days: &WorkDays) -> Vec<Dated> {
        let mut dates = initial::dates(&self.anchors, days);
        if let Some(term) = self.term() {
            dates.extend(term.bounds());
            dates.extend(surveillance::dates(term, days));
            dates.extend(renewal::dates(term, days));
            dates.extend(running::of_certificate(term));
        }
        dates.extend(running::of_organisation(&self.anchors, days));
        dates
    }

    fn term(&self) -> Option<Term<'_>> {
        let anchors = &self.anchors;
        Some(Term { anchors, decision: anchors.decision?, expiry: anchors.last_day()? })
    }
}

impl Term<'_> {
    /// Where it begins and ends (tr-01; tr-02, or tr-08 for one that was restored).
    fn bounds(self) -> [Dated; 2] {
        let begins = (Anchor::Decision, self.decision);
        let end = Dated::by(What::Expiry, begins, Day::hard(self.expiry));
        let end = match self.anchors.turn {
            Turn::Restored { former_expiry } if self.anchors.expiry.is_none() => {
                Dated { rule: Rule::AfterExpiry, anchor: (Anchor::FormerExpiry, former_expiry), ..end }
            }
            _ => end,
        };
        [Dated::by(What::CycleStart, begins, Day::hard(self.decision)), end]
    }

    /// The day to plan the recertification audit for, as reckoned (tr-06). A certificate that is shorter than usual is
    /// not audited before it is decided on.
    fn recertification_target(self) -> NaiveDate {
        add_months(self.expiry, -RECERTIFICATION.0).max(self.decision)
    }

    /// The day of that audit, planned or held; its target where nobody said.
    fn recertification(self) -> NaiveDate {
        self.anchors.recertification.map_or(self.recertification_target(), |audit| audit.on)
    }
}

#[cfg(test)]
#[path = "cycle_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "cycle_property_tests.rs"]
mod property_tests;
