//! Taking back a step with a task that one has just taken oneself: two taps finish a task on a phone, so one has to be
//! able to have meant another. It needs no reviewer, for it decides nothing: the task is again what it was.

use crate::clock::Instant;
use crate::event::Event;
use crate::id::PersonId;
use crate::task::{State, Task, TaskRefused};
use chrono::TimeDelta;

/// For how long a step can be taken back: the ten seconds that the page offers, and whatever the network takes.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);
/// What is said of it, where a reason is asked for.
const REASON: &str = "Taken back";

/// The latest that happened to a task.
#[derive(Clone, Debug)]
pub struct LastStep {
    /// The name of the event.
    pub event: String,
    /// Who did it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Instant,
    /// Where the task stood before.
    pub before: State,
}

impl Task {
    /// Stands again where it stood before the latest step.
    ///
    /// # Errors
    /// Unless the latest that happened is a step forward that the same person took within the last minutes.
    pub fn take_back(&mut self, last: &LastStep, by: PersonId, now: Instant) -> Result<Event, TaskRefused> {
        let forward = matches!(last.event.as_str(), "task_started" | "task_submitted" | "task_completed");
        let fresh = now - last.at <= PATIENCE;
        let was_open = matches!(last.before, State::Open | State::InProgress);
        if !forward || last.by != Some(by) || !fresh || !was_open {
            return Err(TaskRefused::WrongState);
        }
        self.state = last.before;
        self.completed_at = None;
        Ok(Event::TaskReopened { task: self.id, reason: REASON.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::Checklist;
    use crate::id::SubjectId;
    use crate::task::Priority;
    use uuid::Uuid;

    fn task(state: State) -> Task {
        Task {
            id: SubjectId(Uuid::from_u128(7)),
            title: "Write the policy".into(),
            description: String::new(),
            expected_evidence: String::new(),
            evidence_required: false,
            control: None,
            owner: None,
            due: None,
            priority: Priority::Normal,
            state,
            evidence_note: None,
            evidence_url: None,
            cancel_reason: None,
            completed_at: None,
            reviewer: None,
            checklist: Checklist::default(),
            recurrence: None,
            repeats: None,
            attached: false,
        }
    }

    fn at(minute: u32) -> Instant {
        format!("2026-11-26T08:{minute:02}:00Z").parse().unwrap()
    }

    #[test]
    fn only_ones_own_step_is_taken_back_and_only_at_once() {
        let (me, other) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let done = |by| LastStep {
            event: "task_completed".into(),
            by: Some(by),
            at: at(0),
            before: State::InProgress,
        };
        let mut mine = task(State::Done);
        assert!(mine.take_back(&done(other), me, at(1)).is_err());
        assert!(mine.take_back(&done(me), me, at(6)).is_err());
        assert!(mine.take_back(&done(me), me, at(1)).is_ok());
        assert_eq!(mine.state, State::InProgress);
    }

    #[test]
    fn a_decision_of_a_reviewer_is_no_slip_of_the_finger() {
        let me = PersonId(Uuid::from_u128(1));
        for (event, before) in [
            ("task_completed", State::ReadyForReview),
            ("task_cancelled", State::Open),
            ("task_reopened", State::Open),
            ("task_revised", State::Open),
        ] {
            let last = LastStep { event: event.into(), by: Some(me), at: at(0), before };
            assert_eq!(
                task(State::Done).take_back(&last, me, at(1)),
                Err(TaskRefused::WrongState),
                "{event}"
            );
        }
    }
}
