//! What happened, in the past tense. Events carry ids, never names or addresses, and a schema number: they are
//! kept for years in the trail, and a golden file holds each form that was ever written.

use crate::access::Role;
use crate::channel_health::{Carrier, Trouble};
use crate::checklist;
use crate::connection::Service;
use crate::id::{
    CommentId, ConnectionId, EndpointId, FileId, ItemId, PersonId, ReviewId, SubjectId, TeamId, TemplateId,
    TokenId, VisitId,
};
use crate::{certification, obligation, review};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The number of the present form of [`Event`]; raised when a stored form changes.
pub const SCHEMA: i32 = 1;

/// Something that happened in an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The organisation was founded by its first person.
    OrganisationFounded {
        /// The owner.
        founder: PersonId,
    },
    /// What is said of the organisation, or its week, changed.
    OrganisationRevised {
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// Somebody is away for some days.
    AbsenceNoted {
        /// Who.
        person: PersonId,
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
        /// Who is reminded meanwhile, where somebody is.
        delegate: Option<PersonId>,
    },
    /// Somebody is not away after all.
    AbsenceEnded {
        /// Who.
        person: PersonId,
        /// The first day that was noted.
        from: NaiveDate,
    },
    /// The organisation's holidays changed.
    HolidaysChanged {
        /// How many days are off that were not, or bear another name.
        added: usize,
        /// How many no longer are.
        removed: usize,
    },
    /// Whoever runs the installation suspended the organisation.
    OrganisationSuspended,
    /// The suspension ended.
    OrganisationResumed,
    /// An owner asked for the organisation to be deleted.
    DeletionAsked {
        /// The day on which the days of grace have passed.
        on: NaiveDate,
    },
    /// An owner took that back.
    DeletionTakenBack,
    /// Whoever runs the installation changed how much the organisation may use.
    LimitsChanged {
        /// The names of what changed.
        fields: Vec<String>,
    },
    /// How the organisation reminds changed.
    RemindersRevised {
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// A token was made.
    TokenMade {
        /// Which.
        token: TokenId,
        /// For whom.
        person: PersonId,
    },
    /// A token was revoked.
    TokenRevoked {
        /// Which.
        token: TokenId,
        /// Whose it was.
        person: PersonId,
    },
    /// A service account was added.
    ServiceAccountAdded {
        /// Which.
        person: PersonId,
    },
    /// A person joined.
    PersonJoined {
        /// Who.
        person: PersonId,
    },
    /// What is said of a person changed.
    PersonRevised {
        /// Who.
        person: PersonId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// A person's roles changed.
    RolesChanged {
        /// Who.
        person: PersonId,
        /// The roles from now on.
        roles: Vec<Role>,
    },
    /// A person was asked to join with an account.
    PersonInvited {
        /// Who.
        person: PersonId,
    },
    /// An invitation was taken back.
    InvitationRevoked {
        /// Whose.
        person: PersonId,
    },
    /// A person joined with an account.
    InvitationAccepted {
        /// Who.
        person: PersonId,
    },
    /// A person left.
    PersonDeactivated {
        /// Who.
        person: PersonId,
        /// Who took over what was open.
        successor: Option<PersonId>,
    },
    /// A person came back.
    PersonReactivated {
        /// Who.
        person: PersonId,
    },
    /// A person who left was erased: what is said of them is gone, and what they wrote into the trail.
    PersonErased {
        /// Who it was.
        person: PersonId,
        /// The entries of the trail whose bodies were taken out.
        entries: Vec<i64>,
    },
    /// Somebody took a copy of everything that is kept of a person.
    PersonCopied {
        /// Of whom.
        person: PersonId,
    },
    /// Somebody chose what they are told and how often, perhaps by a link that was mailed to them.
    NoticesChosen {
        /// Who.
        person: PersonId,
        /// The names of what changed, such as `commented.mail`.
        fields: Vec<String>,
        /// Whether by a mailed link.
        by_link: bool,
    },
    /// Mail to a person's address came back for good.
    AddressDied {
        /// Whose.
        person: PersonId,
    },
    /// A person's address is tried again.
    AddressRetried {
        /// Whose.
        person: PersonId,
    },
    /// A way of sending was found not to work as it should.
    ChannelDegraded {
        /// Which.
        channel: Carrier,
        /// What is wrong with it.
        trouble: Trouble,
    },
    /// A way of sending was found to work again.
    ChannelRecovered {
        /// Which.
        channel: Carrier,
    },
    /// People were brought in from a file.
    PeopleImported {
        /// How many are new.
        added: usize,
        /// How many say something else now.
        changed: usize,
        /// How many rows were left out because something in them was wrong.
        left_out: usize,
    },
    /// A team was made.
    TeamCreated {
        /// Which.
        team: TeamId,
    },
    /// What is said of a team changed.
    TeamRevised {
        /// Which.
        team: TeamId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// People came to a team, or left it.
    TeamMembersChanged {
        /// Which.
        team: TeamId,
        /// Who came.
        added: Vec<PersonId>,
        /// Who left.
        removed: Vec<PersonId>,
    },
    /// A team is no longer in use.
    TeamArchived {
        /// Which.
        team: TeamId,
    },
    /// A team is in use again.
    TeamRestored {
        /// Which.
        team: TeamId,
    },
    /// Somebody took a list away as a file.
    ListExported {
        /// Which list, as in the URL.
        list: String,
        /// As what, such as `xlsx`.
        format: String,
        /// How many rows.
        rows: i64,
    },
    /// A standard was adopted.
    StandardAdopted {
        /// The adoption.
        adoption: SubjectId,
        /// Which standard, such as `iso42001`.
        standard: String,
        /// Which version of our catalogue.
        catalogue_version: String,
    },
    /// What is said of a control or requirement changed.
    ControlRevised {
        /// Which.
        control: SubjectId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// Somebody else than who made it tested a control.
    ControlVerified {
        /// Which.
        control: SubjectId,
        /// On which day.
        on: NaiveDate,
        /// The first day on which that no longer holds.
        lapses_on: NaiveDate,
    },
    /// A verification no longer holds; its control counts as implemented again.
    VerificationLapsed {
        /// Whose.
        control: SubjectId,
        /// Since which day.
        on: NaiveDate,
    },
    /// When or by whom something is reviewed changed.
    ReviewCycleSet {
        /// Of which.
        subject: SubjectId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// Something is no longer reviewed.
    ReviewCycleEnded {
        /// Which.
        subject: SubjectId,
    },
    /// Something was reviewed.
    ReviewHeld {
        /// What.
        subject: SubjectId,
        /// The record.
        review: ReviewId,
        /// What it came to.
        outcome: review::Outcome,
        /// When it is due next.
        next: NaiveDate,
    },
    /// What a reviewer said was approved.
    ReviewApproved {
        /// Of what.
        subject: SubjectId,
        /// The record.
        review: ReviewId,
    },
    /// A date was put off.
    ObligationPostponed {
        /// Of what.
        subject: SubjectId,
        /// What falls due.
        due: obligation::Kind,
        /// When it was due.
        from: NaiveDate,
        /// When it is due now.
        to: NaiveDate,
        /// Why.
        reason: String,
    },
    /// What is due of something falls away this once.
    ObligationWaived {
        /// Of what.
        subject: SubjectId,
        /// What falls due.
        due: obligation::Kind,
        /// When it was due.
        from: NaiveDate,
        /// When it is due next.
        next: NaiveDate,
        /// Why.
        reason: String,
    },
    /// A task was created.
    TaskCreated {
        /// Which.
        task: SubjectId,
    },
    /// What a task says changed.
    TaskRevised {
        /// Which.
        task: SubjectId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// Somebody began.
    TaskStarted {
        /// Which.
        task: SubjectId,
    },
    /// It waits for review.
    TaskSubmitted {
        /// Which.
        task: SubjectId,
    },
    /// It is done.
    TaskCompleted {
        /// Which.
        task: SubjectId,
    },
    /// It was given up.
    TaskCancelled {
        /// Which.
        task: SubjectId,
    },
    /// It was taken up again.
    TaskReopened {
        /// Which.
        task: SubjectId,
        /// Why.
        reason: String,
    },
    /// Whoever does it asked to be reminded again on another day.
    TaskSnoozed {
        /// Which.
        task: SubjectId,
        /// On which day.
        until: NaiveDate,
    },
    /// A task's checklist changed.
    ChecklistChanged {
        /// Of which.
        task: SubjectId,
        /// Which item.
        item: ItemId,
        /// What happened to it.
        what: checklist::What,
    },
    /// A task and a thing were linked; told once of either.
    TaskLinked {
        /// Of which this is told.
        subject: SubjectId,
        /// To what it is linked.
        to: SubjectId,
    },
    /// A task and a thing are no longer linked; told once of either.
    TaskUnlinked {
        /// Of which this is told.
        subject: SubjectId,
        /// To what it was linked.
        to: SubjectId,
    },
    /// A template for tasks was made.
    TemplateAdded {
        /// Which.
        template: TemplateId,
    },
    /// A template for tasks was changed.
    TemplateRevised {
        /// Which.
        template: TemplateId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// A template for tasks went out of use, or came back into it.
    TemplateArchived {
        /// Which.
        template: TemplateId,
        /// Whether it is out of use now.
        archived: bool,
    },
    /// Somebody said something about a thing.
    CommentAdded {
        /// About which.
        subject: SubjectId,
        /// What.
        comment: CommentId,
    },
    /// Somebody said it differently.
    CommentEdited {
        /// About which.
        subject: SubjectId,
        /// What.
        comment: CommentId,
    },
    /// What somebody said was taken back.
    CommentRemoved {
        /// About which.
        subject: SubjectId,
        /// What.
        comment: CommentId,
    },
    /// Evidence was added.
    EvidenceAdded {
        /// Which.
        evidence: SubjectId,
    },
    /// What is said of evidence changed.
    EvidenceRevised {
        /// Which.
        evidence: SubjectId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// Evidence got a newer file.
    EvidenceVersionAdded {
        /// Which.
        evidence: SubjectId,
        /// The file's number.
        number: i32,
    },
    /// Evidence no longer counts.
    EvidenceWithdrawn {
        /// Which.
        evidence: SubjectId,
    },
    /// Evidence counts again.
    EvidenceRestored {
        /// Which.
        evidence: SubjectId,
    },
    /// Evidence shows something about a thing.
    EvidenceLinked {
        /// Which.
        evidence: SubjectId,
        /// About which.
        subject: SubjectId,
    },
    /// Evidence no longer shows something about a thing.
    EvidenceUnlinked {
        /// Which.
        evidence: SubjectId,
        /// About which.
        subject: SubjectId,
    },
    /// A certification was added.
    CertificationAdded {
        /// Which.
        certification: SubjectId,
    },
    /// What is said of a certification changed.
    CertificationRevised {
        /// Which.
        certification: SubjectId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// A step was taken on a certificate.
    CertificateStepTaken {
        /// Whose.
        certification: SubjectId,
        /// Which step.
        step: certification::Step,
        /// On which day.
        on: NaiveDate,
        /// Why, where somebody said.
        reason: Option<String>,
    },
    /// A visit of a certification body was planned, or something about one changed.
    VisitSet {
        /// Of which certification.
        certification: SubjectId,
        /// Which visit.
        visit: VisitId,
        /// How it stands now.
        what: certification::VisitState,
    },
    /// A certification was put aside, or taken back.
    CertificationPutAside {
        /// Which.
        certification: SubjectId,
        /// Whether it is put aside now.
        aside: bool,
    },
    /// A kept file is not what was kept.
    FileDamaged {
        /// Which.
        file: FileId,
    },
    /// A service outside was connected.
    ServiceConnected {
        /// The connection.
        connection: ConnectionId,
        /// To what.
        service: Service,
    },
    /// Where a connection's things go was set.
    ConnectionSetUp {
        /// The connection.
        connection: ConnectionId,
    },
    /// A connection rests, or is in use again.
    ConnectionPaused {
        /// The connection.
        connection: ConnectionId,
        /// Whether it rests now.
        paused: bool,
    },
    /// The service no longer takes our sign-in.
    ConnectionLost {
        /// The connection.
        connection: ConnectionId,
    },
    /// A connection was ended and its secrets destroyed.
    ServiceDisconnected {
        /// The connection.
        connection: ConnectionId,
    },
    /// Who somebody is at a service outside was chosen by hand, or no longer is.
    CounterpartChosen {
        /// Where.
        connection: ConnectionId,
        /// Who.
        person: PersonId,
    },
    /// A task was meant for a service outside.
    TaskShared {
        /// Which.
        task: SubjectId,
        /// Where.
        connection: ConnectionId,
    },
    /// A receiver of webhooks was added.
    EndpointAdded {
        /// Which.
        endpoint: EndpointId,
    },
    /// A receiver of webhooks was changed.
    EndpointRevised {
        /// Which.
        endpoint: EndpointId,
        /// The names of the fields that changed; a new secret is named `secret`.
        fields: Vec<String>,
    },
    /// A receiver of webhooks was switched off because it kept failing, or said that it is gone.
    EndpointDisabled {
        /// Which.
        endpoint: EndpointId,
    },
}

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
        "certification_put_aside",
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
    pub const WORDED: &[&str] =
        &["task_reopened", "obligation_postponed", "obligation_waived", "certificate_step_taken"];

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
            Self::CertificationPutAside { .. } => "certification_put_aside",
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
            | Self::CertificationPutAside { certification, .. } => Some(*certification),
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[expect(clippy::too_many_lines, reason = "a line for each event")]
    fn every_event() -> Vec<Event> {
        let (task, person) = (SubjectId(Uuid::from_u128(7)), PersonId(Uuid::from_u128(1)));
        let connection = ConnectionId(Uuid::from_u128(3));
        let endpoint = EndpointId(Uuid::from_u128(4));
        let (item, template) = (ItemId(Uuid::from_u128(10)), TemplateId(Uuid::from_u128(11)));
        let team = TeamId(Uuid::from_u128(12));
        vec![
            Event::OrganisationFounded { founder: person },
            Event::PersonJoined { person },
            Event::StandardAdopted {
                adoption: task,
                standard: "iso42001".into(),
                catalogue_version: "1.0.0".into(),
            },
            Event::ControlRevised { control: task, fields: vec!["status".into()] },
            Event::TaskCreated { task },
            Event::TaskRevised { task, fields: vec!["due".into(), "owner".into()] },
            Event::TaskStarted { task },
            Event::TaskSubmitted { task },
            Event::TaskCompleted { task },
            Event::TaskCancelled { task },
            Event::TaskReopened { task, reason: "not enough".into() },
            Event::TaskSnoozed { task, until: "2026-12-01".parse().unwrap() },
            Event::ReviewCycleSet { subject: task, fields: vec!["rule".to_owned()] },
            Event::ReviewCycleEnded { subject: task },
            Event::ReviewHeld {
                subject: task,
                review: ReviewId(Uuid::from_u128(12)),
                outcome: review::Outcome::Suitable,
                next: "2027-12-01".parse().unwrap(),
            },
            Event::ReviewApproved { subject: task, review: ReviewId(Uuid::from_u128(12)) },
            Event::ObligationPostponed {
                subject: task,
                due: obligation::Kind::Review,
                from: "2026-12-01".parse().unwrap(),
                to: "2027-01-15".parse().unwrap(),
                reason: "the audit moved".to_owned(),
            },
            Event::ObligationWaived {
                subject: task,
                due: obligation::Kind::Review,
                from: "2026-12-01".parse().unwrap(),
                next: "2027-12-01".parse().unwrap(),
                reason: "the system was replaced".to_owned(),
            },
            Event::AbsenceNoted {
                person,
                from: "2026-12-21".parse().unwrap(),
                until: "2027-01-03".parse().unwrap(),
                delegate: None,
            },
            Event::AbsenceEnded { person, from: "2026-12-21".parse().unwrap() },
            Event::ServiceConnected { connection, service: Service::JiraCloud },
            Event::ConnectionSetUp { connection },
            Event::ConnectionPaused { connection, paused: true },
            Event::ConnectionLost { connection },
            Event::ServiceDisconnected { connection },
            Event::TaskShared { task, connection },
            Event::EndpointAdded { endpoint },
            Event::EndpointRevised { endpoint, fields: vec!["url".into()] },
            Event::EndpointDisabled { endpoint },
            Event::CounterpartChosen { connection, person },
            Event::PersonRevised { person, fields: vec!["name".into()] },
            Event::RolesChanged { person, roles: vec![Role::Manager] },
            Event::PersonInvited { person },
            Event::InvitationRevoked { person },
            Event::InvitationAccepted { person },
            Event::PersonDeactivated { person, successor: Some(person) },
            Event::PersonReactivated { person },
            Event::PersonErased { person, entries: vec![3, 8] },
            Event::TeamCreated { team },
            Event::TeamRevised { team, fields: vec!["name".into()] },
            Event::TeamMembersChanged { team, added: vec![person], removed: vec![] },
            Event::TeamArchived { team },
            Event::TeamRestored { team },
            Event::CommentAdded { subject: task, comment: CommentId(Uuid::from_u128(5)) },
            Event::CommentEdited { subject: task, comment: CommentId(Uuid::from_u128(5)) },
            Event::CommentRemoved { subject: task, comment: CommentId(Uuid::from_u128(5)) },
            Event::EvidenceAdded { evidence: task },
            Event::EvidenceRevised { evidence: task, fields: vec!["valid_until".into()] },
            Event::EvidenceVersionAdded { evidence: task, number: 2 },
            Event::EvidenceWithdrawn { evidence: task },
            Event::EvidenceRestored { evidence: task },
            Event::EvidenceLinked { evidence: task, subject: SubjectId(Uuid::from_u128(8)) },
            Event::EvidenceUnlinked { evidence: task, subject: SubjectId(Uuid::from_u128(8)) },
            Event::CertificationAdded { certification: task },
            Event::CertificationRevised { certification: task, fields: vec!["expiry".into()] },
            Event::CertificateStepTaken {
                certification: task,
                step: certification::Step::Suspend,
                on: "2027-05-03".parse().unwrap(),
                reason: Some("no surveillance in time".into()),
            },
            Event::VisitSet {
                certification: task,
                visit: VisitId(Uuid::from_u128(13)),
                what: certification::VisitState::Planned,
            },
            Event::CertificationPutAside { certification: task, aside: true },
            Event::FileDamaged { file: FileId(Uuid::from_u128(9)) },
            Event::NoticesChosen { person, fields: vec!["commented.mail".into()], by_link: true },
            Event::AddressDied { person },
            Event::AddressRetried { person },
            Event::ChannelDegraded { channel: Carrier::Mail, trouble: Trouble::Waiting },
            Event::ChannelRecovered { channel: Carrier::Mail },
            Event::PeopleImported { added: 3, changed: 2, left_out: 1 },
            Event::ListExported { list: "tasks".into(), format: "xlsx".into(), rows: 7 },
            Event::OrganisationRevised { fields: vec!["zone".into()] },
            Event::HolidaysChanged { added: 9, removed: 1 },
            Event::OrganisationSuspended,
            Event::OrganisationResumed,
            Event::DeletionAsked { on: NaiveDate::from_ymd_opt(2026, 12, 24).unwrap() },
            Event::DeletionTakenBack,
            Event::LimitsChanged { fields: vec!["people".into()] },
            Event::RemindersRevised { fields: vec!["lead_days".into()] },
            Event::TokenMade { token: TokenId(Uuid::from_u128(10)), person },
            Event::TokenRevoked { token: TokenId(Uuid::from_u128(10)), person },
            Event::ServiceAccountAdded { person },
            Event::ChecklistChanged { task, item, what: checklist::What::Ticked },
            Event::TemplateAdded { template },
            Event::TemplateRevised { template, fields: vec!["due_in".into()] },
            Event::TemplateArchived { template, archived: true },
            Event::ControlVerified {
                control: task,
                on: "2026-11-24".parse().unwrap(),
                lapses_on: "2027-11-24".parse().unwrap(),
            },
            Event::VerificationLapsed { control: task, on: "2027-11-24".parse().unwrap() },
            Event::TaskLinked { subject: task, to: SubjectId(Uuid::from_u128(8)) },
            Event::TaskUnlinked { subject: task, to: SubjectId(Uuid::from_u128(8)) },
            Event::PersonCopied { person },
        ]
    }

    #[test]
    fn stored_events_keep_their_form() {
        insta::assert_json_snapshot!(every_event());
    }

    #[test]
    fn the_kind_is_the_tag_that_is_stored() {
        for event in every_event() {
            let stored = serde_json::to_value(&event).unwrap();
            assert_eq!(stored["kind"], event.kind());
            assert_eq!(serde_json::from_value::<Event>(stored).unwrap(), event);
        }
        let written: BTreeSet<&str> = every_event().iter().map(Event::kind).collect();
        assert_eq!(written, Event::KINDS.iter().copied().collect());
    }
}
