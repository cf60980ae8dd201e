//! What would stop a certification, as far as it can be told from what is here. A gate counts exactly what the list
//! behind it shows.

use super::TaskFigures;
use crate::controls::ControlRow;
use crate::subjects::ControlRef;
use domain::control::Status;
use domain::readiness::Gate;

/// The clause that asks for the scope of the system, and the one that asks for a policy: without them there is nothing
/// that an auditor could certify.
const SCOPE: &str = "iso42001:4.3";
const POLICY: &str = "iso42001:5.2";

/// One gate, and how many stand in the way of it.
#[derive(Clone, Debug)]
pub struct OpenGate {
    /// Which.
    pub kind: Gate,
    /// How many stand in the way.
    pub count: i64,
    /// The one requirement that it is about, where it is about one.
    pub control: Option<ControlRef>,
}

pub(super) fn of(rows: &[ControlRow], tasks: &TaskFigures) -> Vec<OpenGate> {
    let count = |kind, matches: &dyn Fn(&ControlRow) -> bool| OpenGate {
        kind,
        count: i64::try_from(rows.iter().filter(|row| matches(row)).count()).unwrap_or(i64::MAX),
        control: None,
    };
    let one = |kind, catalogue_id: &str| {
        let row = rows.iter().find(|row| row.catalogue_id == catalogue_id)?;
        let control = ControlRef { id: row.id, reference: row.reference.clone(), title: row.title.clone() };
        Some(OpenGate { kind, count: i64::from(!row.status.is_met()), control: Some(control) })
    };
    let mut gates: Vec<OpenGate> =
        [one(Gate::Scope, SCOPE), one(Gate::Policy, POLICY)].into_iter().flatten().collect();
    gates.extend([
        count(Gate::NotStarted, &|row| row.status == Status::NotStarted),
        count(Gate::NoOwner, &|row| row.owner.is_none()),
        count(Gate::Unproven, &|row| row.unproven),
        count(Gate::Lapsed, &|row| row.lapsed_on.is_some()),
        count(Gate::ControlsOverdue, &|row| row.overdue),
        OpenGate { kind: Gate::TasksOverdue, count: tasks.overdue, control: None },
    ]);
    gates
}
