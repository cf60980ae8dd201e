//! A template: what tasks of one sort begin with. It is copied when a task is made, so that a later change of the template
//! changes no task.

use crate::change::set;
use crate::recurrence::Recurrence;
use crate::task::Priority;

/// The most templates that an organisation keeps in use.
pub const MOST: i64 = 200;
/// The most days that a template puts between a task's beginning and its due date.
pub const FURTHEST: i32 = 3660;

/// What tasks of one sort begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// One line of at most 200 characters, which is its name as well.
    pub title: String,
    /// What to do.
    pub description: String,
    /// What would show that it is done.
    pub expected_evidence: String,
    /// Whether it ends only with evidence and a review.
    pub evidence_required: bool,
    /// Its parts, each one line.
    pub checklist: Vec<String>,
    /// How much it matters.
    pub priority: Priority,
    /// Due so many days after it is made.
    pub due_in: Option<i32>,
    /// When it comes back, where it does.
    pub recurrence: Option<Recurrence>,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct TemplateChange {
    /// Another title.
    pub title: Option<String>,
    /// Another description.
    pub description: Option<String>,
    /// Other words on the evidence expected.
    pub expected_evidence: Option<String>,
    /// Whether evidence is required.
    pub evidence_required: Option<bool>,
    /// Other parts.
    pub checklist: Option<Vec<String>>,
    /// Another priority.
    pub priority: Option<Priority>,
    /// Due after another number of days, or on no day.
    pub due_in: Option<Option<i32>>,
    /// When it comes back, or that it does not.
    pub recurrence: Option<Option<Recurrence>>,
}

impl Template {
    /// Changes it; answers with the names of what differs.
    pub fn revise(&mut self, change: TemplateChange) -> Vec<String> {
        let mut fields = Vec::new();
        set(&mut fields, "title", &mut self.title, change.title);
        set(&mut fields, "description", &mut self.description, change.description);
        set(&mut fields, "expected_evidence", &mut self.expected_evidence, change.expected_evidence);
        set(&mut fields, "evidence_required", &mut self.evidence_required, change.evidence_required);
        set(&mut fields, "checklist", &mut self.checklist, change.checklist);
        set(&mut fields, "priority", &mut self.priority, change.priority);
        set(&mut fields, "due_in", &mut self.due_in, change.due_in);
        set(&mut fields, "recurrence", &mut self.recurrence, change.recurrence);
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_what_differs_and_nothing_else() {
        let mut template = Template {
            title: "Access review".into(),
            description: String::new(),
            expected_evidence: String::new(),
            evidence_required: true,
            checklist: vec!["List the accounts".into()],
            priority: Priority::Normal,
            due_in: Some(14),
            recurrence: None,
        };
        let change = TemplateChange {
            title: Some("Access review".into()),
            due_in: Some(None),
            checklist: Some(Vec::new()),
            ..TemplateChange::default()
        };
        assert_eq!(template.revise(change), ["checklist", "due_in"]);
        assert_eq!((template.due_in, template.checklist.len()), (None, 0));
    }
}
