//! What happened, in the past tense. Events carry ids, never names or addresses, and a schema number: they are
//! kept for years in the trail, and a golden file holds each form that was ever written.

mod kinds;

use crate::access::Role;
use crate::channel_health::{Carrier, Trouble};
use crate::checklist;
use crate::connection::Service;
use crate::id::{
    CommentId, ConnectionId, EndpointId, FileId, ItemId, PersonId, QuotationId, ReviewId, SubjectId, TeamId,
    TemplateId, TokenId, VisitId,
};
use crate::{certification, finding, obligation, review, training};
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
    /// A certification body was asked for a quotation, answered, or was decided about.
    QuotationSet {
        /// For which certification.
        certification: SubjectId,
        /// Which quotation.
        quotation: QuotationId,
        /// How it stands now.
        what: certification::QuotationState,
    },
    /// A certification body became known.
    BodyAdded {
        /// Which.
        body: SubjectId,
    },
    /// What is known of a certification body changed.
    BodyRevised {
        /// Which.
        body: SubjectId,
        /// Which fields.
        fields: Vec<String>,
    },
    /// A certification body was put aside, or taken back.
    BodyPutAside {
        /// Which.
        body: SubjectId,
        /// Whether it is put aside now.
        aside: bool,
    },
    /// A certification was put aside, or taken back.
    CertificationPutAside {
        /// Which.
        certification: SubjectId,
        /// Whether it is put aside now.
        aside: bool,
    },
    /// Somebody said whether something is ready to be shown to a certification body, or took that back.
    ReadinessSaid {
        /// Of which certification.
        certification: SubjectId,
        /// Which item of the catalogue's checklists.
        item: String,
        /// What; nothing: it was taken back.
        said: Option<certification::Said>,
    },
    /// Somebody who audits raised a finding.
    FindingRaised {
        /// Which.
        finding: SubjectId,
        /// How much it weighs.
        grade: finding::Grade,
    },
    /// What is said of a finding changed.
    FindingRevised {
        /// Which.
        finding: SubjectId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// A step was taken about a finding.
    FindingStepTaken {
        /// About which.
        finding: SubjectId,
        /// Which step.
        step: finding::FindingStep,
        /// On which day.
        on: NaiveDate,
        /// Why, where somebody said.
        reason: Option<String>,
    },
    /// A training module was added.
    ModuleAdded {
        /// Which.
        module: SubjectId,
    },
    /// What is said of a training module changed, or who is asked, or how often.
    ModuleRevised {
        /// Which.
        module: SubjectId,
        /// The names of the fields that changed.
        fields: Vec<String>,
    },
    /// A version of a training module was written.
    ModuleDrafted {
        /// Of which.
        module: SubjectId,
        /// Its number.
        version: u32,
    },
    /// A version of a training module was approved: it is asked for from now on.
    ModuleApproved {
        /// Of which.
        module: SubjectId,
        /// Its number.
        version: u32,
        /// Who is asked again because of it.
        again: training::AgainFor,
        /// Why whoever wrote it approved it themselves, where they did.
        reason: Option<String>,
    },
    /// A training module was put aside, or taken back.
    ModulePutAside {
        /// Which.
        module: SubjectId,
        /// Whether it is put aside now.
        aside: bool,
    },
    /// Who is asked for a training module was looked at anew.
    TrainingAssigned {
        /// Which module.
        module: SubjectId,
        /// How many were asked.
        asked: usize,
        /// How many of those who had been asked are asked for a newer version.
        moved: usize,
        /// How many are asked no more.
        ended: usize,
    },
    /// Somebody confirmed what a training module asks.
    TrainingAttested {
        /// In which assignment.
        assignment: SubjectId,
        /// Of which module.
        module: SubjectId,
        /// Which version.
        version: u32,
        /// Who.
        person: PersonId,
        /// How it is shown that it was them.
        proof: training::Proof,
        /// The SHA-256 of the text that they were shown, in hexadecimal digits.
        sha256: String,
    },
    /// Somebody need not do what they were asked for this once.
    TrainingWaived {
        /// Which assignment.
        assignment: SubjectId,
        /// Whose.
        person: PersonId,
        /// Why.
        reason: String,
    },
    /// Somebody may try a quiz again.
    AttemptsAllowed {
        /// In which assignment.
        assignment: SubjectId,
        /// Who.
        person: PersonId,
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

#[cfg(test)]
#[path = "event_tests.rs"]
mod tests;
