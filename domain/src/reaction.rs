//! Consequences: which jobs an event brings about. Pure, so each is tested without a database.

use crate::event::Event;
use crate::id::TaskId;
use crate::job::Job;

/// What an organisation has that decides about consequences: small and cached. Channels join it one by one.
#[derive(Clone, Copy, Debug, Default)]
pub struct OrgFacts {
    /// Something outside is connected that shows tasks, or may.
    pub shows_tasks_elsewhere: bool,
}

/// The jobs that follow from an event, to be inserted in its transaction.
#[must_use]
pub fn jobs_for(event: &Event, facts: &OrgFacts) -> Vec<Job> {
    let mut jobs = Vec::new();
    // A lead day may already have come: plan at once instead of waiting for the next sweep.
    if matches!(
        event,
        Event::TaskCreated { .. }
            | Event::TaskRevised { .. }
            | Event::TaskReopened { .. }
            | Event::RemindersRevised { .. }
            | Event::HolidaysChanged { .. }
            | Event::OrganisationRevised { .. }
            | Event::OrganisationResumed
            | Event::DeletionTakenBack
    ) {
        jobs.push(Job::SweepReminders);
    }
    if changes_who_is_asked(event) {
        jobs.push(Job::SweepTraining);
    }
    if facts.shows_tasks_elsewhere
        && let Some(task) = changed_task(event)
    {
        jobs.push(Job::RelayTask { task });
    }
    if let Event::ConnectionLost { connection } = event {
        jobs.push(Job::MailConnectionLost { connection: *connection });
    }
    if let Event::EndpointDisabled { endpoint } = event {
        jobs.push(Job::MailEndpointDisabled { endpoint: *endpoint });
    }
    if matches!(event, Event::DeletionAsked { .. }) {
        jobs.push(Job::MailClosing);
    }
    if let Event::AddressDied { person } = event {
        jobs.push(Job::MailAddressDied { person: *person });
    }
    if let Event::ChannelDegraded { channel, .. } = event {
        jobs.push(Job::MailChannelDegraded { channel: *channel });
    }
    jobs
}

/// Whether somebody may be asked for a training because of it, or no longer.
const fn changes_who_is_asked(event: &Event) -> bool {
    matches!(
        event,
        Event::ModuleRevised { .. }
            | Event::ModuleApproved { .. }
            | Event::ModulePutAside { .. }
            | Event::PersonJoined { .. }
            | Event::PersonRevised { .. }
            | Event::PersonDeactivated { .. }
            | Event::PersonReactivated { .. }
            | Event::PeopleImported { .. }
            | Event::RolesChanged { .. }
            | Event::InvitationAccepted { .. }
            | Event::TeamMembersChanged { .. }
            | Event::TeamArchived { .. }
            | Event::TeamRestored { .. }
            | Event::AbsenceEnded { .. }
    )
}

/// The task that says something else than before.
#[expect(clippy::too_many_lines, reason = "a line for each event")]
#[must_use]
pub const fn changed_task(event: &Event) -> Option<TaskId> {
    match event {
        Event::TaskCreated { task }
        | Event::TaskRevised { task, .. }
        | Event::TaskStarted { task }
        | Event::TaskSubmitted { task }
        | Event::TaskCompleted { task }
        | Event::TaskCancelled { task }
        | Event::TaskReopened { task, .. }
        | Event::TaskShared { task, .. } => Some(*task),
        Event::OrganisationFounded { .. }
        | Event::OrganisationRevised { .. }
        | Event::HolidaysChanged { .. }
        | Event::OrganisationSuspended
        | Event::DeletionAsked { .. }
        | Event::DeletionTakenBack
        | Event::OrganisationResumed
        | Event::LimitsChanged { .. }
        | Event::RemindersRevised { .. }
        | Event::TokenMade { .. }
        | Event::TokenRevoked { .. }
        | Event::ServiceAccountAdded { .. }
        | Event::PersonJoined { .. }
        | Event::PersonRevised { .. }
        | Event::RolesChanged { .. }
        | Event::PersonInvited { .. }
        | Event::InvitationRevoked { .. }
        | Event::InvitationAccepted { .. }
        | Event::PersonDeactivated { .. }
        | Event::PersonReactivated { .. }
        | Event::PersonErased { .. }
        | Event::PersonCopied { .. }
        | Event::NoticesChosen { .. }
        | Event::AddressDied { .. }
        | Event::AddressRetried { .. }
        | Event::ChannelDegraded { .. }
        | Event::ChannelRecovered { .. }
        | Event::PeopleImported { .. }
        | Event::TeamCreated { .. }
        | Event::TeamRevised { .. }
        | Event::TeamMembersChanged { .. }
        | Event::TeamArchived { .. }
        | Event::TeamRestored { .. }
        | Event::ListExported { .. }
        | Event::StandardAdopted { .. }
        | Event::ControlRevised { .. }
        | Event::ControlVerified { .. }
        | Event::VerificationLapsed { .. }
        | Event::TaskSnoozed { .. }
        | Event::ReviewCycleSet { .. }
        | Event::ReviewCycleEnded { .. }
        | Event::ReviewHeld { .. }
        | Event::ReviewApproved { .. }
        | Event::ObligationPostponed { .. }
        | Event::ObligationWaived { .. }
        | Event::AbsenceNoted { .. }
        | Event::AbsenceEnded { .. }
        | Event::ChecklistChanged { .. }
        | Event::TaskLinked { .. }
        | Event::TaskUnlinked { .. }
        | Event::TemplateAdded { .. }
        | Event::TemplateRevised { .. }
        | Event::TemplateArchived { .. }
        | Event::CommentAdded { .. }
        | Event::CommentEdited { .. }
        | Event::CommentRemoved { .. }
        | Event::EvidenceAdded { .. }
        | Event::EvidenceRevised { .. }
        | Event::EvidenceVersionAdded { .. }
        | Event::EvidenceWithdrawn { .. }
        | Event::EvidenceRestored { .. }
        | Event::EvidenceLinked { .. }
        | Event::EvidenceUnlinked { .. }
        | Event::CertificationAdded { .. }
        | Event::CertificationRevised { .. }
        | Event::CertificateStepTaken { .. }
        | Event::VisitSet { .. }
        | Event::QuotationSet { .. }
        | Event::BodyAdded { .. }
        | Event::BodyRevised { .. }
        | Event::BodyPutAside { .. }
        | Event::CertificationPutAside { .. }
        | Event::ReadinessSaid { .. }
        | Event::FindingRaised { .. }
        | Event::FindingRevised { .. }
        | Event::FindingStepTaken { .. }
        | Event::ModuleAdded { .. }
        | Event::ModuleRevised { .. }
        | Event::ModuleDrafted { .. }
        | Event::ModuleApproved { .. }
        | Event::ModulePutAside { .. }
        | Event::TrainingAssigned { .. }
        | Event::TrainingAttested { .. }
        | Event::TrainingWaived { .. }
        | Event::AttemptsAllowed { .. }
        | Event::FileDamaged { .. }
        | Event::ServiceConnected { .. }
        | Event::ConnectionSetUp { .. }
        | Event::ConnectionPaused { .. }
        | Event::ConnectionLost { .. }
        | Event::ServiceDisconnected { .. }
        | Event::CounterpartChosen { .. }
        | Event::EndpointAdded { .. }
        | Event::EndpointRevised { .. }
        | Event::EndpointDisabled { .. } => None,
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

    #[test]
    fn a_task_is_relayed_only_where_somebody_outside_looks() {
        let task = SubjectId(Uuid::from_u128(7));
        let facts = OrgFacts { shows_tasks_elsewhere: true };
        assert_eq!(jobs_for(&Event::TaskCompleted { task }, &facts), [Job::RelayTask { task }]);
    }
}
