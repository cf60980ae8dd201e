//! What events are called, and which thing each is about.

use super::Event;
use crate::id::SubjectId;

impl Event {
    /// The name of every one.
    pub const KINDS: &[&str] = &[
        "organisation_founded",
        "organisation_revised",
        "organisation_suspended",
        "deletion_asked",
        "deletion_taken_back",
        "organisation_resumed",
        "limits_changed",
        "holidays_changed",
        "reminders_revised",
        "token_made",
        "token_revoked",
        "service_account_added",
        "person_joined",
        "person_revised",
        "roles_changed",
        "person_invited",
        "invitation_revoked",
        "invitation_accepted",
        "person_deactivated",
        "person_reactivated",
        "person_erased",
        "person_copied",
        "notices_chosen",
        "address_died",
        "address_retried",
        "channel_degraded",
        "channel_recovered",
        "people_imported",
        "team_created",
        "team_revised",
        "team_members_changed",
        "team_archived",
        "team_restored",
        "list_exported",
        "standard_adopted",
        "control_revised",
        "control_verified",
        "verification_lapsed",
        "review_cycle_set",
        "review_cycle_ended",
        "review_held",
        "review_approved",
        "obligation_postponed",
        "obligation_waived",
        "absence_noted",
        "absence_ended",
        "task_created",
        "task_revised",
        "task_started",
        "task_submitted",
        "task_completed",
        "task_cancelled",
        "task_reopened",
        "task_snoozed",
        "checklist_changed",
        "task_linked",
        "task_unlinked",
        "template_added",
        "template_revised",
        "template_archived",
        "comment_added",
        "comment_edited",
        "comment_removed",
        "evidence_added",
        "evidence_revised",
        "evidence_version_added",
        "evidence_withdrawn",
        "evidence_restored",
        "evidence_linked",
        "evidence_unlinked",
        "certification_added",
        "certification_revised",
        "certificate_step_taken",
        "visit_set",
        "quotation_set",
        "body_added",
        "body_revised",
        "body_put_aside",
        "certification_put_aside",
        "readiness_said",
        "finding_raised",
        "finding_revised",
        "finding_step_taken",
        "module_added",
        "module_revised",
        "module_drafted",
        "module_approved",
        "module_put_aside",
        "training_assigned",
        "training_attested",
        "training_waived",
        "attempts_allowed",
        "file_damaged",
        "service_connected",
        "connection_set_up",
        "connection_paused",
        "connection_lost",
        "service_disconnected",
        "counterpart_chosen",
        "task_shared",
        "endpoint_added",
        "endpoint_revised",
        "endpoint_disabled",
    ];

    /// Those whose bodies hold words that somebody typed, and so perhaps a name.
    pub const WORDED: &[&str] = &[
        "task_reopened",
        "obligation_postponed",
        "obligation_waived",
        "certificate_step_taken",
        "finding_step_taken",
        "module_approved",
        "training_waived",
    ];

    /// The name under which it is stored.
    #[expect(clippy::too_many_lines, reason = "a line for each event")]
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::OrganisationFounded { .. } => "organisation_founded",
            Self::OrganisationRevised { .. } => "organisation_revised",
            Self::HolidaysChanged { .. } => "holidays_changed",
            Self::OrganisationSuspended => "organisation_suspended",
            Self::OrganisationResumed => "organisation_resumed",
            Self::DeletionAsked { .. } => "deletion_asked",
            Self::DeletionTakenBack => "deletion_taken_back",
            Self::LimitsChanged { .. } => "limits_changed",
            Self::RemindersRevised { .. } => "reminders_revised",
            Self::TokenMade { .. } => "token_made",
            Self::TokenRevoked { .. } => "token_revoked",
            Self::ServiceAccountAdded { .. } => "service_account_added",
            Self::PersonJoined { .. } => "person_joined",
            Self::PersonRevised { .. } => "person_revised",
            Self::RolesChanged { .. } => "roles_changed",
            Self::PersonInvited { .. } => "person_invited",
            Self::InvitationRevoked { .. } => "invitation_revoked",
            Self::InvitationAccepted { .. } => "invitation_accepted",
            Self::PersonDeactivated { .. } => "person_deactivated",
            Self::PersonReactivated { .. } => "person_reactivated",
            Self::PersonErased { .. } => "person_erased",
            Self::PersonCopied { .. } => "person_copied",
            Self::NoticesChosen { .. } => "notices_chosen",
            Self::AddressDied { .. } => "address_died",
            Self::AddressRetried { .. } => "address_retried",
            Self::ChannelDegraded { .. } => "channel_degraded",
            Self::ChannelRecovered { .. } => "channel_recovered",
            Self::PeopleImported { .. } => "people_imported",
            Self::TeamCreated { .. } => "team_created",
            Self::TeamRevised { .. } => "team_revised",
            Self::TeamMembersChanged { .. } => "team_members_changed",
            Self::TeamArchived { .. } => "team_archived",
            Self::TeamRestored { .. } => "team_restored",
            Self::ListExported { .. } => "list_exported",
            Self::StandardAdopted { .. } => "standard_adopted",
            Self::ControlRevised { .. } => "control_revised",
            Self::ControlVerified { .. } => "control_verified",
            Self::VerificationLapsed { .. } => "verification_lapsed",
            Self::ReviewCycleSet { .. } => "review_cycle_set",
            Self::ReviewCycleEnded { .. } => "review_cycle_ended",
            Self::ReviewHeld { .. } => "review_held",
            Self::ReviewApproved { .. } => "review_approved",
            Self::ObligationPostponed { .. } => "obligation_postponed",
            Self::ObligationWaived { .. } => "obligation_waived",
            Self::AbsenceNoted { .. } => "absence_noted",
            Self::AbsenceEnded { .. } => "absence_ended",
            Self::TaskCreated { .. } => "task_created",
            Self::TaskRevised { .. } => "task_revised",
            Self::TaskStarted { .. } => "task_started",
            Self::TaskSubmitted { .. } => "task_submitted",
            Self::TaskCompleted { .. } => "task_completed",
            Self::TaskCancelled { .. } => "task_cancelled",
            Self::TaskReopened { .. } => "task_reopened",
            Self::TaskSnoozed { .. } => "task_snoozed",
            Self::ChecklistChanged { .. } => "checklist_changed",
            Self::TaskLinked { .. } => "task_linked",
            Self::TaskUnlinked { .. } => "task_unlinked",
            Self::TemplateAdded { .. } => "template_added",
            Self::TemplateRevised { .. } => "template_revised",
            Self::TemplateArchived { .. } => "template_archived",
            Self::CommentAdded { .. } => "comment_added",
            Self::CommentEdited { .. } => "comment_edited",
            Self::CommentRemoved { .. } => "comment_removed",
            Self::EvidenceAdded { .. } => "evidence_added",
            Self::EvidenceRevised { .. } => "evidence_revised",
            Self::EvidenceVersionAdded { .. } => "evidence_version_added",
            Self::EvidenceWithdrawn { .. } => "evidence_withdrawn",
            Self::EvidenceRestored { .. } => "evidence_restored",
            Self::EvidenceLinked { .. } => "evidence_linked",
            Self::EvidenceUnlinked { .. } => "evidence_unlinked",
            Self::CertificationAdded { .. } => "certification_added",
            Self::CertificationRevised { .. } => "certification_revised",
            Self::CertificateStepTaken { .. } => "certificate_step_taken",
            Self::VisitSet { .. } => "visit_set",
            Self::QuotationSet { .. } => "quotation_set",
            Self::BodyAdded { .. } => "body_added",
            Self::BodyRevised { .. } => "body_revised",
            Self::BodyPutAside { .. } => "body_put_aside",
            Self::CertificationPutAside { .. } => "certification_put_aside",
            Self::ReadinessSaid { .. } => "readiness_said",
            Self::FindingRaised { .. } => "finding_raised",
            Self::FindingRevised { .. } => "finding_revised",
            Self::FindingStepTaken { .. } => "finding_step_taken",
            Self::ModuleAdded { .. } => "module_added",
            Self::ModuleRevised { .. } => "module_revised",
            Self::ModuleDrafted { .. } => "module_drafted",
            Self::ModuleApproved { .. } => "module_approved",
            Self::ModulePutAside { .. } => "module_put_aside",
            Self::TrainingAssigned { .. } => "training_assigned",
            Self::TrainingAttested { .. } => "training_attested",
            Self::TrainingWaived { .. } => "training_waived",
            Self::AttemptsAllowed { .. } => "attempts_allowed",
            Self::FileDamaged { .. } => "file_damaged",
            Self::ServiceConnected { .. } => "service_connected",
            Self::ConnectionSetUp { .. } => "connection_set_up",
            Self::ConnectionPaused { .. } => "connection_paused",
            Self::ConnectionLost { .. } => "connection_lost",
            Self::ServiceDisconnected { .. } => "service_disconnected",
            Self::CounterpartChosen { .. } => "counterpart_chosen",
            Self::TaskShared { .. } => "task_shared",
            Self::EndpointAdded { .. } => "endpoint_added",
            Self::EndpointRevised { .. } => "endpoint_revised",
            Self::EndpointDisabled { .. } => "endpoint_disabled",
        }
    }

    /// The subject it is about, where it is about one.
    #[expect(clippy::too_many_lines, reason = "a line for each event")]
    #[must_use]
    pub const fn subject(&self) -> Option<SubjectId> {
        match self {
            Self::OrganisationFounded { .. }
            | Self::OrganisationRevised { .. }
            | Self::HolidaysChanged { .. }
            | Self::OrganisationSuspended
            | Self::OrganisationResumed
            | Self::DeletionAsked { .. }
            | Self::DeletionTakenBack
            | Self::LimitsChanged { .. }
            | Self::RemindersRevised { .. }
            | Self::TokenMade { .. }
            | Self::TokenRevoked { .. }
            | Self::ServiceAccountAdded { .. }
            | Self::PersonJoined { .. }
            | Self::PersonRevised { .. }
            | Self::RolesChanged { .. }
            | Self::PersonInvited { .. }
            | Self::InvitationRevoked { .. }
            | Self::InvitationAccepted { .. }
            | Self::PersonDeactivated { .. }
            | Self::PersonReactivated { .. }
            | Self::PersonErased { .. }
            | Self::AbsenceNoted { .. }
            | Self::AbsenceEnded { .. }
            | Self::PersonCopied { .. }
            | Self::NoticesChosen { .. }
            | Self::AddressDied { .. }
            | Self::AddressRetried { .. }
            | Self::ChannelDegraded { .. }
            | Self::ChannelRecovered { .. }
            | Self::PeopleImported { .. }
            | Self::TeamCreated { .. }
            | Self::TeamRevised { .. }
            | Self::TeamMembersChanged { .. }
            | Self::TeamArchived { .. }
            | Self::TeamRestored { .. }
            | Self::ListExported { .. }
            | Self::StandardAdopted { .. }
            | Self::FileDamaged { .. }
            | Self::ServiceConnected { .. }
            | Self::ConnectionSetUp { .. }
            | Self::ConnectionPaused { .. }
            | Self::ConnectionLost { .. }
            | Self::ServiceDisconnected { .. }
            | Self::CounterpartChosen { .. }
            | Self::EndpointAdded { .. }
            | Self::EndpointRevised { .. }
            | Self::EndpointDisabled { .. }
            | Self::TemplateAdded { .. }
            | Self::TemplateRevised { .. }
            | Self::TemplateArchived { .. } => None,
            Self::ReviewCycleSet { subject, .. }
            | Self::ReviewCycleEnded { subject }
            | Self::ReviewHeld { subject, .. }
            | Self::ReviewApproved { subject, .. }
            | Self::ObligationPostponed { subject, .. }
            | Self::ObligationWaived { subject, .. }
            | Self::TaskLinked { subject, .. }
            | Self::TaskUnlinked { subject, .. }
            | Self::CommentAdded { subject, .. }
            | Self::CommentEdited { subject, .. }
            | Self::CommentRemoved { subject, .. } => Some(*subject),
            Self::ControlRevised { control, .. }
            | Self::ControlVerified { control, .. }
            | Self::VerificationLapsed { control, .. } => Some(*control),
            Self::EvidenceAdded { evidence }
            | Self::EvidenceRevised { evidence, .. }
            | Self::EvidenceVersionAdded { evidence, .. }
            | Self::EvidenceWithdrawn { evidence }
            | Self::EvidenceRestored { evidence }
            | Self::EvidenceLinked { evidence, .. }
            | Self::EvidenceUnlinked { evidence, .. } => Some(*evidence),
            Self::CertificationAdded { certification }
            | Self::CertificationRevised { certification, .. }
            | Self::CertificateStepTaken { certification, .. }
            | Self::VisitSet { certification, .. }
            | Self::QuotationSet { certification, .. }
            | Self::ReadinessSaid { certification, .. }
            | Self::CertificationPutAside { certification, .. } => Some(*certification),
            Self::BodyAdded { body } | Self::BodyRevised { body, .. } | Self::BodyPutAside { body, .. } => {
                Some(*body)
            }
            Self::FindingRaised { finding, .. }
            | Self::FindingRevised { finding, .. }
            | Self::FindingStepTaken { finding, .. } => Some(*finding),
            Self::ModuleAdded { module }
            | Self::ModuleRevised { module, .. }
            | Self::ModuleDrafted { module, .. }
            | Self::ModuleApproved { module, .. }
            | Self::ModulePutAside { module, .. }
            | Self::TrainingAssigned { module, .. } => Some(*module),
            Self::TrainingAttested { assignment, .. }
            | Self::TrainingWaived { assignment, .. }
            | Self::AttemptsAllowed { assignment, .. } => Some(*assignment),
            Self::TaskCreated { task }
            | Self::TaskRevised { task, .. }
            | Self::TaskStarted { task }
            | Self::TaskSubmitted { task }
            | Self::TaskCompleted { task }
            | Self::TaskCancelled { task }
            | Self::TaskReopened { task, .. }
            | Self::TaskSnoozed { task, .. }
            | Self::ChecklistChanged { task, .. }
            | Self::TaskShared { task, .. } => Some(*task),
        }
    }
}
