//! The names that fields take, as schemas of their own, so that a client knows each of them.

use domain::access::Role;
use domain::certification;
use domain::connection;
use domain::control::{Kind, Status};
use domain::delivery;
use domain::evidence;
use domain::file;
use domain::recurrence;
use domain::task::{self, Move};
use domain::webhook;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

macro_rules! names {
    ($($(#[$doc:meta])* $schema:ident of $of:ty;)+) => { $(
        $(#[$doc])*
        pub(crate) struct $schema;

        impl PartialSchema for $schema {
            fn schema() -> RefOr<Schema> {
                let names = <$of>::ALL.iter().map(|value| value.name());
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).into()
            }
        }

        impl ToSchema for $schema {}
    )+ };
}

names! {
    /// What somebody is in an organisation.
    RoleName of Role;
    /// A day of the week.
    DayName of domain::workdays::Day;
    /// Whether a token may change anything.
    TokenScope of domain::token::Scope;
    /// What somebody may do.
    ActionName of domain::access::Action;
    /// What another policy would do about a reminder.
    ReminderFate of store::Fate;
    /// Requirement or control.
    ControlKind of Kind;
    /// How far a requirement or control is.
    ControlStatus of Status;
    /// What may stand in the way of a certification.
    GateName of domain::readiness::Gate;
    /// What is to be done by a day.
    UpcomingName of domain::readiness::Upcoming;
    /// What became of a part of two texts.
    BecameName of domain::difference::Became;
    /// Where a task stands.
    TaskState of task::State;
    /// What moves a task.
    TaskAction of Move;
    /// What a notice is about.
    NoticeKind of domain::notice::Kind;
    /// What mails and notices are about.
    NoticeTopic of domain::choice::Topic;
    /// How often somebody is told.
    Rhythm of domain::choice::Rhythm;
    /// How urgent a task is.
    Priority of task::Priority;
    /// What is counted between two of what comes back.
    RecurrenceUnit of recurrence::Unit;
    /// From what it is counted.
    RecurrenceAnchor of recurrence::Anchor;
    /// A day of the week.
    WeekdayName of recurrence::Weekday;
    /// Why a task stands where it does among one's work.
    WorkGroup of domain::my_work::Group;
    /// A service outside.
    ServiceName of connection::Service;
    /// Which reminders a channel hears of.
    HearingName of connection::Hearing;
    /// Where a connection stands.
    ConnectionState of connection::State;
    /// What a receiver of webhooks is told.
    EventTypeName of webhook::EventType;
    /// What falls due.
    ObligationKind of domain::obligation::Kind;
    /// What a review came to.
    ReviewOutcome of domain::review::Outcome;
    /// Whether evidence counts.
    EvidenceState of evidence::State;
    /// What a period of validity says today.
    Validity of evidence::Validity;
    /// How a file may be shown.
    Preview of file::Preview;
    /// What is wrong with a kept file.
    Damage of file::Damage;
    /// What a column of a file of people may hold.
    ImportField of domain::people_import::Field;
    /// What became of a planned letter.
    DeliveryState of delivery::State;
    /// Why a planned letter was not sent.
    DeliveryReason of delivery::Reason;
    /// A way of sending.
    CarrierName of domain::channel_health::Carrier;
    /// What is wrong with a way of sending.
    ChannelTroubleName of domain::channel_health::Trouble;
    /// Where a certificate stands.
    CertificateState of certification::State;
    /// A step on a certificate.
    CertificateStep of certification::Step;
    /// Whose word a step takes.
    PartyName of certification::Party;
    /// What a certificate may be used for.
    CertificateUsage of certification::Usage;
    /// What has a date in a cycle.
    CycleDateName of certification::What;
    /// Which day of a date.
    CycleDatePart of certification::Part;
    /// How a date stands on a day.
    CycleDateStanding of certification::Standing;
    /// From what a date is reckoned.
    AnchorName of certification::Anchor;
    /// How much a date binds.
    ForceName of certification::Force;
    /// What follows when a date is missed.
    MissedName of certification::Consequence;
    /// A part of the way to a certificate and through its cycle.
    PhaseName of certification::Phase;
    /// How a visit stands.
    VisitStateName of certification::VisitState;
    /// Whether a certification body is accredited for an AIMS.
    AccreditedName of domain::body::Accredited;
    /// Why a body should be asked before somebody signs with it.
    DoubtName of domain::body::Doubt;
    /// What a rule of an audience goes by.
    RuleKindName of domain::training::RuleKind;
    /// Where a training module stands.
    ModuleStateName of domain::training::ModuleState;
    /// How it is shown that whoever confirms is who was asked.
    ProofName of domain::training::Proof;
    /// Who is asked again for a new version.
    AgainForName of domain::training::AgainFor;
    /// How a question is answered.
    QuestionKindName of domain::training::QuestionKind;
    /// How an assignment stands today.
    StandingName of domain::training::Standing;
    /// How an assignment is kept.
    AssignmentStateName of domain::training::AssignmentState;
    /// How a quotation stands.
    QuotationStateName of certification::QuotationState;
    /// A step about a quotation.
    QuotationStepName of certification::QuotationStep;
    /// What somebody says of what has to be ready.
    SaidName of certification::Said;
    /// What requirements and controls show of it.
    ShownName of certification::Shown;
    /// What stands in the way of a visit.
    VisitGateName of certification::VisitGate;
    /// How much a finding weighs, the heaviest first.
    FindingGrade of domain::finding::Grade;
    /// How a finding stands.
    FindingStateName of domain::finding::FindingState;
    /// A step about a finding.
    FindingStepName of domain::finding::FindingStep;
}

/// How major nonconformities stand.
pub(crate) struct MajorsName;

impl PartialSchema for MajorsName {
    fn schema() -> RefOr<Schema> {
        let names = ["none", "open", "verified"];
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).into()
    }
}

impl ToSchema for MajorsName {}

/// What a row of a file would do.
pub(crate) struct ImportFate;

impl PartialSchema for ImportFate {
    fn schema() -> RefOr<Schema> {
        let names = ["added", "changed", "same", "wrong"];
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).into()
    }
}

impl ToSchema for ImportFate {}

/// How many requirements and controls have each status.
pub(crate) struct StatusCounts;

impl PartialSchema for StatusCounts {
    fn schema() -> RefOr<Schema> {
        let count = || ObjectBuilder::new().schema_type(Type::Integer);
        let object = Status::ALL
            .iter()
            .fold(ObjectBuilder::new(), |object, status| object.property(status.name(), count()));
        object.into()
    }
}

impl ToSchema for StatusCounts {}
