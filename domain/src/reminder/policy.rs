//! How an organisation reminds: which steps, at which hour, on which days.

use super::{Escalation, Step};
use crate::calendar::{SENDING_HOUR, at_hour};
use crate::clock::Instant;
use crate::workdays::WorkDays;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// Days before the due date on which a reminder leaves, where nobody chose others.
pub const LEAD_DAYS: [u16; 4] = [30, 14, 7, 1];
/// The most lead steps, and the farthest.
const MOST_LEADS: usize = 8;
const FARTHEST_LEAD: u16 = 365;
/// The longest time between two reminders of what is overdue, in weeks.
const LONGEST_GAP: u16 = 8;
/// The most reminders by mail to one person on one day, where nobody chose.
const MOST_A_DAY: u16 = 20;

/// The steps of an organisation's ladder and when they leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// So many days before the due date, the farthest first.
    pub lead_days: Vec<u16>,
    /// On the due date itself.
    pub on_the_day: bool,
    /// Every so many weeks while overdue.
    pub overdue_weeks: u16,
    /// The hour of the day in the recipient's zone.
    pub hour: u32,
    /// On days off nothing leaves: what comes before the date leaves on the working day before, what is overdue on the
    /// next.
    pub working_days_only: bool,
    /// Who else hears of what stays overdue.
    #[serde(default)]
    pub escalation: Escalation,
    /// How many reminders one person gets by mail on one day at most; what is more comes together in a digest.
    #[serde(default = "usual_most")]
    pub most_a_day: Option<u16>,
    /// When this policy was chosen. What came before is not sent because of it.
    pub since: Option<Instant>,
}

#[expect(clippy::unnecessary_wraps, reason = "as serde asks for it")]
const fn usual_most() -> Option<u16> {
    Some(MOST_A_DAY)
}

/// What was refused of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyRefused {
    /// Too many lead steps, or one that is not between a day and a year.
    LeadDays,
    /// Not between 1 and 8 weeks.
    OverdueWeeks,
    /// Not an hour of the day.
    Hour,
    /// A level above would hear of it before a nearer one, or not within 1 to 90 days.
    Escalation,
    /// Not between 1 and 200 a day.
    MostADay,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            lead_days: LEAD_DAYS.to_vec(),
            on_the_day: true,
            overdue_weeks: 1,
            hour: SENDING_HOUR,
            working_days_only: false,
            escalation: Escalation::default(),
            most_a_day: usual_most(),
            since: None,
        }
    }
}

impl Policy {
    /// The policy in its one order, if it can be.
    ///
    /// # Errors
    /// All that is refused of it at once.
    pub fn checked(mut self) -> Result<Self, Vec<PolicyRefused>> {
        self.lead_days.sort_unstable_by(|a, b| b.cmp(a));
        self.lead_days.dedup();
        let leads_fit = self.lead_days.len() <= MOST_LEADS
            && self.lead_days.iter().all(|days| (1..=FARTHEST_LEAD).contains(days));
        let refused = [
            (!leads_fit).then_some(PolicyRefused::LeadDays),
            (!(1..=LONGEST_GAP).contains(&self.overdue_weeks)).then_some(PolicyRefused::OverdueWeeks),
            (self.hour > 23).then_some(PolicyRefused::Hour),
            (!self.escalation.is_possible()).then_some(PolicyRefused::Escalation),
            self.most_a_day.is_some_and(|most| !(1..=200).contains(&most)).then_some(PolicyRefused::MostADay),
        ];
        let refused: Vec<PolicyRefused> = refused.into_iter().flatten().collect();
        if refused.is_empty() { Ok(self) } else { Err(refused) }
    }

    /// The names of what another policy says differently.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let differs = [
            ("lead_days", self.lead_days != other.lead_days),
            ("on_the_day", self.on_the_day != other.on_the_day),
            ("overdue_weeks", self.overdue_weeks != other.overdue_weeks),
            ("hour", self.hour != other.hour),
            ("working_days_only", self.working_days_only != other.working_days_only),
            ("escalation", self.escalation != other.escalation),
            ("most_a_day", self.most_a_day != other.most_a_day),
        ];
        differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
    }
}

/// A policy together with the days that it may count with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rhythm {
    /// The steps.
    pub policy: Policy,
    /// When people work.
    pub days: WorkDays,
}

impl Rhythm {
    /// The day on which a step leaves.
    #[must_use]
    pub fn day(&self, step: Step, due: NaiveDate) -> NaiveDate {
        let day = step.day(due);
        match step {
            _ if !self.policy.working_days_only => day,
            // A reminder of a date is of no use after it.
            Step::Lead(_) | Step::Due => self.days.on_or_before(day),
            Step::Overdue(_) | Step::Again(_) | Step::Escalated(_) => self.days.on_or_after(day),
        }
    }

    /// The instant at which a step leaves for a recipient in `zone`.
    #[must_use]
    pub fn at(&self, step: Step, due: NaiveDate, zone: Tz) -> Instant {
        at_hour(self.day(step, due), self.policy.hour, zone)
    }

    /// Whether a step that came at `at` was past when this policy was chosen, for whoever was responsible by then.
    pub(super) fn is_before_policy(&self, at: Instant, responsible_since: Instant) -> bool {
        self.policy.since.is_some_and(|chosen| at <= chosen && responsible_since < chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_comes_in_one_order_and_says_all_that_is_wrong() {
        let policy = Policy { lead_days: vec![3, 10, 3], ..Policy::default() };
        assert_eq!(policy.checked().unwrap().lead_days, [10, 3]);
        let wrong = Policy { lead_days: vec![0], overdue_weeks: 9, hour: 24, ..Policy::default() };
        assert_eq!(
            wrong.checked(),
            Err(vec![PolicyRefused::LeadDays, PolicyRefused::OverdueWeeks, PolicyRefused::Hour])
        );
        assert!(Policy { lead_days: (1..=9).collect(), ..Policy::default() }.checked().is_err());
        assert!(Policy { lead_days: Vec::new(), ..Policy::default() }.checked().is_ok());
    }
}
