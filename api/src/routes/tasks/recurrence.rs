//! How it is said when something comes back.

use crate::names::{RecurrenceAnchor, RecurrenceUnit, WeekdayName};
use crate::problem::FieldProblem;
use chrono::NaiveDate;
use domain::recurrence::{Anchor, Recurrence, RecurrenceRefused, Unit, Weekday};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When something comes back: every so many days, weeks, months or years.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Recurrence)]
pub(crate) struct RecurrenceView {
    /// 1 to 366.
    every: u16,
    #[schema(value_type = RecurrenceUnit)]
    unit: String,
    /// Counted from the due date (the rhythm stays) or from the day it is done (the pause stays).
    #[schema(value_type = RecurrenceAnchor)]
    anchor: String,
    /// For weeks: on these days. Without any, on that of the date before.
    #[serde(default)]
    #[schema(value_type = Vec<WeekdayName>)]
    weekdays: Vec<String>,
    /// For months and years: on this day of the month, or its last where it is shorter.
    day: Option<u8>,
    /// The last day on which it may be due.
    until: Option<NaiveDate>,
}

impl RecurrenceView {
    /// The rule, or `None` and a note of what is wrong with it.
    pub(crate) fn parse(&self, errors: &mut Vec<FieldProblem>) -> Option<Recurrence> {
        let before = errors.len();
        let mut unknown = |field: &str| {
            errors.push(FieldProblem::new(&format!("/recurrence/{field}"), "unknown", "is not known here"));
        };
        let (unit, anchor) = (Unit::parse(&self.unit), Anchor::parse(&self.anchor));
        let weekdays: Vec<Weekday> = self.weekdays.iter().filter_map(|name| Weekday::parse(name)).collect();
        if unit.is_none() {
            unknown("unit");
        }
        if anchor.is_none() {
            unknown("anchor");
        }
        if weekdays.len() < self.weekdays.len() {
            unknown("weekdays");
        }
        if errors.len() > before {
            return None;
        }
        let rule = self.rule(unit?, anchor?, weekdays).map_err(|why| {
            let field = format!("/recurrence/{}", why.field());
            errors.push(FieldProblem::new(&field, why.code(), why.to_string()));
        });
        rule.ok()
    }

    fn rule(&self, unit: Unit, anchor: Anchor, on: Vec<Weekday>) -> Result<Recurrence, RecurrenceRefused> {
        Recurrence::every(self.every, unit, anchor)?.on_weekdays(on)?.on_day(self.day)?.until(self.until)
    }
}

impl From<&Recurrence> for RecurrenceView {
    fn from(rule: &Recurrence) -> Self {
        let (every, unit) = rule.interval();
        Self {
            every,
            unit: unit.to_string(),
            anchor: rule.anchor().to_string(),
            weekdays: rule.weekdays().iter().map(ToString::to_string).collect(),
            day: rule.day(),
            until: rule.last(),
        }
    }
}
