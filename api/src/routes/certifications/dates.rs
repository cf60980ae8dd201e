//! How the dates of a cycle are shown, and which of them moved.

use crate::names::{AnchorName, CycleDateName, CycleDatePart, CycleDateStanding, ForceName, MissedName};
use chrono::NaiveDate;
use domain::certification::{Dated, Moved};
use serde::Serialize;
use utoipa::ToSchema;

/// The rule that a date rests on, in our words.
#[derive(Serialize, ToSchema)]
#[schema(as = TimingRule)]
pub(crate) struct RuleView {
    /// Such as `tr-03`.
    id: &'static str,
    title: &'static str,
    rule: &'static str,
    /// Where it comes from.
    source: &'static str,
}

/// A date of a cycle.
#[derive(Serialize, ToSchema)]
#[schema(as = CycleDate)]
pub(super) struct DateView {
    #[schema(value_type = CycleDateName)]
    what: &'static str,
    /// Of which calendar year, where there is one of each.
    year: Option<i32>,
    rule: RuleView,
    /// From which day it is reckoned.
    #[schema(value_type = AnchorName)]
    anchor: &'static str,
    anchor_on: NaiveDate,
    /// The first day on which it is sensible.
    earliest: Option<NaiveDate>,
    /// The day to plan for.
    target: Option<NaiveDate>,
    /// The day to plan for as reckoned, before days off.
    target_reckoned: Option<NaiveDate>,
    /// After this day it is later than it should be.
    warn_after: Option<NaiveDate>,
    /// The last day.
    latest: NaiveDate,
    /// How much the last day binds.
    #[schema(value_type = ForceName)]
    force: &'static str,
    /// What follows when it is missed.
    #[schema(value_type = MissedName)]
    missed: &'static str,
    /// When what it asks for was done.
    met: Option<NaiveDate>,
    /// How it stands today.
    #[schema(value_type = CycleDateStanding)]
    standing: &'static str,
}

pub(super) fn date(one: &Dated, today: NaiveDate) -> DateView {
    let (title, rule, source) =
        one.rule.entry().map_or(("", "", ""), |rule| (rule.title, rule.rule, rule.source));
    DateView {
        what: one.what.name(),
        year: one.year,
        rule: RuleView { id: one.rule.id(), title, rule, source },
        anchor: one.anchor.0.name(),
        anchor_on: one.anchor.1,
        earliest: one.earliest,
        target: one.target.map(|day| day.on),
        target_reckoned: one.target.map(|day| day.reckoned),
        warn_after: one.warn_after,
        latest: one.latest.on,
        force: one.force.name(),
        missed: one.missed.name(),
        met: one.met,
        standing: one.standing(today).name(),
    }
}

/// A day that moved.
#[derive(Serialize, ToSchema)]
#[schema(as = MovedDate)]
pub(crate) struct MovedView {
    #[schema(value_type = CycleDateName)]
    what: &'static str,
    year: Option<i32>,
    /// Such as `tr-03`.
    rule: &'static str,
    /// Which day of it.
    #[schema(value_type = CycleDatePart)]
    part: &'static str,
    /// From when; null: it was not asked for before.
    from: Option<NaiveDate>,
    /// To when; null: it is not asked for any more.
    to: Option<NaiveDate>,
}

impl From<Moved> for MovedView {
    fn from(one: Moved) -> Self {
        Self {
            what: one.what.name(),
            year: one.year,
            rule: one.rule.id(),
            part: one.part.name(),
            from: one.from,
            to: one.to,
        }
    }
}
