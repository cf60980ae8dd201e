//! The data layer: the only crate that reaches a table.
//!
//! A caller gets through one of four doors ([`OrgRead`], [`OrgTx`], [`AccountTx`], [`SystemTx`]) to
//! repositories that speak in verbs and domain types. What an organisation's rows are guarded by is said in
//! `architecture.md` §3; to add a repository see `CONTRIBUTING.md`.

mod absences;
mod accounts;
mod addresses;
mod adoptions;
mod backup;
mod bodies;
mod books;
mod bus;
pub mod calendar;
mod captured;
pub mod carry;
mod certifications;
mod changes;
mod channels;
mod choices;
mod comments;
mod connect;
mod connections;
mod controls;
mod copies;
mod deletions;
mod deliveries;
mod digests;
mod doer;
mod doors;
mod due_days;
mod entity;
mod error;
mod evidence;
mod exports;
mod files;
mod find;
mod findings;
mod founding;
mod history;
mod home;
mod idempotency;
mod ids;
mod invitations;
mod jobs;
mod links;
mod listing;
mod mirrors;
mod my_work;
mod notices;
mod obligations;
mod operators;
mod organisations;
mod people;
mod presses;
mod prune;
mod reviews;
mod revisions;
mod schedule;
mod secrets;
mod sessions;
mod settings;
mod sql;
mod subjects;
pub mod tables;
mod task_links;
mod task_templates;
mod tasks;
mod teams;
mod tenancy;
mod tokens;
mod trail;
mod training;
mod usage;
mod views;
mod webhooks;

pub use absences::AbsenceView;
pub use accounts::{AccountRow, Credentials};
pub use addresses::{AddressTrouble, Bounced, DeadAddress};
pub use adoptions::{Adopted, Adoption};
pub use backup::{KeptFile, Snapshot};
pub use bodies::BodyView;
pub use books::Book;
pub use bus::{Bus, BusSettings, BusState, RedisLook, probe as probe_redis};
pub use captured::{CapturedMail, NewMail};
pub use certifications::{
    AuditsTogether, CertificationName, CertificationRow, CertificationView, NewCertification, NewVisit,
    QuotationsView, ReadinessView, ReadyItem, SaidOf, Stepped,
};
pub use changes::ChangeNote;
pub use channels::{ChannelTrouble, DegradedChannel};
pub use choices::ChoicesView;
pub use comments::CommentView;
pub use connect::{Observer, PoolUse};
pub use connections::{
    Chosen, ConnectionView, Consent, Counterpart, Figures, FoundConnection, KnownCounterpart, LostConnection,
    NewConnection, Recipient, StoredTokens, Tokens,
};
pub use controls::{ControlRow, ControlView, VerificationView};
pub use copies::{Copied, Part, Place as CopyPlace};
pub use deletions::{Arriving, ClosingLetter, Deletion};
pub use deliveries::{
    About, DayCount, DeliveryRow, DeliverySummary, DeliveryView, FailingPerson, Letter, Outcome, Pace,
    ReasonCount, SaidCount, Saying, SayingWork, Upcoming,
};
pub use digests::{DigestLetter, DigestLine, NoticeLetter, Told};
pub use doer::Doer;
pub use doors::{AccountTx, Committed, Keys, OrgRead, OrgTx, Store, SystemTx, door_is_open};
pub use due_days::{
    DueDay, DueDays, DueEntry, DueQuery, DueState, MOST_DAYS, MOST_EACH, MOST_ENTRIES, Whose, due_kind,
};
pub use error::{Error, Refused, Result};
pub use evidence::{EvidenceFor, EvidenceRow, EvidenceView, LinkedSubject, NewEvidence, VersionView};
pub use files::{Arrears, Arrived, FileView, NewUpload, Removal, UploadProgress, UploadView};
pub use find::Found;
pub use findings::{FindingView, NewFinding};
pub use founding::Founded;
pub use history::{Contrast, Difference, FieldDifference, HistoryEntry, OtherEnd, Value};
pub use home::{AreaProgress, Home, LatelyRow, OpenGate, Progress, TaskFigures, WeekItem};
pub use idempotency::{Idempotent, Key};
pub use ids::{Randomness, SystemRandomness};
pub use invitations::{InvitationView, Joined, Joining};
pub use jobs::{ClaimedJob, QueueDepth, Settlement, Verdict, Wanted};
pub use links::{LinkKey, LinkLetter, OpenLink, Purpose};
pub use listing::{Column, Kind, List, ListQuery, Page, WHEN, cursor_again, lists};
pub use mirrors::{Compared, IssueLetter, IssueWork, MirrorNote, MirrorView, Place, RemoteIssue};
pub use my_work::MyWork;
pub use notices::NoticeView;
pub use obligations::{Fate, Foreseen, Outlook, Postponement};
pub use operators::{FailedJob, LogEntry, OperatedOrganisation, Operator, OperatorTx, SUSPENDED};
pub use organisations::{HolidayView, LogoView, OrganisationChange, OrganisationView};
pub use people::{
    HeldRole, ImportPlan, Imported, Mode, NewPerson, Owner, PeopleFile, PersonChange, PersonRow, PortraitRow,
};
pub use presses::{NewPress, Press};
pub use reviews::{CycleView, NewReview, ReviewRow, ReviewView, ReviewsOf};
pub use secrets::{MasterKey, MasterKeys};
pub use sessions::{NewSession, SignedIn};
pub use settings::{PoolSettings, Settings};
pub use subjects::ControlRef;
pub use task_links::{LinkedThing, LinkedThings};
pub use task_templates::TemplateView;
pub use tasks::{GroupedTasks, MyTask, NewTask, Step as TaskStep, TaskReach, TaskRef, TaskRow, TaskView};
pub use teams::{MemberRow, NewTeam, TeamRef, TeamRow, TeamView};
pub use tenancy::{Actor, Membership, Tenancy};
pub use tokens::{Holder, MOST_SERVICES, NewService, NewToken, ServiceView, TokenRefused, TokenView};
pub use trail::{Stretch, TrailRow};
pub use training::{
    ASSIGNMENTS, AssignmentRow, AttemptView as QuizAttemptView, AttestationView, CertificateView, Completion,
    ModuleVersionView, ModuleView, NewModule, RecordView, Seen as QuizSeen, Taking, TrainingLink, Tried,
};
pub use usage::Usage;
pub use views::{Gone, NewView, SavedView, ViewChange, viewable};
pub use webhooks::{
    AttemptView, DisabledEndpoint, DispatchView, DispatchWork, EndpointChange, EndpointView, MOST_ENDPOINTS,
    NewEndpoint, NewSecret, Parcel, Taken,
};
