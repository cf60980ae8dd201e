//! Consequences: which jobs an event brings about. Pure, so each is tested without a database.

use crate::event::Event;
use crate::job::Job;

/// What an organisation has that decides about consequences: small and cached. Channels join it one by one.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrgFacts {}

/// The jobs that follow from an event, to be inserted in its transaction.
#[must_use]
pub fn jobs_for(event: &Event, _facts: &OrgFacts) -> Vec<Job> {
    match event {
        // A lead day may already have come: plan at once instead of waiting for the next sweep.
        Event::TaskCreated { .. } | Event::TaskRevised { .. } | Event::TaskReopened { .. } => {
            vec![Job::SweepReminders]
        }
        Event::OrganisationFounded { .. }
        | Event::PersonJoined { .. }
        | Event::StandardAdopted { .. }
        | Event::ControlRevised { .. }
        | Event::TaskStarted { .. }
        | Event::TaskSubmitted { .. }
        | Event::TaskCompleted { .. }
        | Event::TaskCancelled { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SubjectId;
    use uuid::Uuid;

    #[test]
    fn a_new_task_is_swept_at_once() {
        let task = SubjectId(Uuid::from_u128(7));
        assert_eq!(jobs_for(&Event::TaskCreated { task }, &OrgFacts::default()), [Job::SweepReminders]);
        assert_eq!(jobs_for(&Event::TaskCompleted { task }, &OrgFacts::default()), []);
    }
}
