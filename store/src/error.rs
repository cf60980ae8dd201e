//! What may go wrong at a door.

use domain::absence::AbsenceRefused;
use domain::certification::CertificationRefused;
use domain::connection::ConnectionRefused;
use domain::control::ControlRefused;
use domain::deletion::DeletionRefused;
use domain::evidence::EvidenceRefused;
use domain::finding::FindingRefused;
use domain::link::LinkRefused;
use domain::obligation::PostponeRefused;
use domain::operator::OperatorRefused;
use domain::person::PersonRefused;
use domain::review::ReviewRefused;
use domain::task::TaskRefused;
use domain::team::TeamRefused;
use domain::training::{AssignmentRefused, ModuleRefused, QuizRefused};
use sea_orm::{DbErr, RuntimeErr};

/// The result of a verb.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a verb did not do what was asked. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing in this organisation.
    #[error("not found")]
    NotFound,
    /// Somebody else changed it in the meantime; its present version is named.
    #[error("the version is stale; it is now {current}")]
    Stale {
        /// The present version.
        current: i32,
    },
    /// A rule of the domain says no.
    #[error("refused: {0}")]
    Refused(#[from] Refused),
    /// A value that cannot be.
    #[error("{field}: {code}")]
    Invalid {
        /// The field or parameter.
        field: String,
        /// The stable code.
        code: &'static str,
    },
    /// The same idempotency key came with another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The database cannot be reached or is busy; trying again later helps.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// There is no room left where the database lies. Somebody has to make some.
    #[error("there is no room left where the database lies")]
    NoRoom(#[source] DbErr),
    /// The database answered with an error that trying again does not mend.
    #[error("database error")]
    Database(#[source] DbErr),
    /// A stored value that this program cannot read.
    #[error("a stored {what} cannot be read")]
    Unreadable {
        /// What it was.
        what: &'static str,
    },
}

/// A rule's refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// By a task.
    #[error(transparent)]
    Task(#[from] TaskRefused),
    /// By a control.
    #[error(transparent)]
    Control(#[from] ControlRefused),
    /// By a connection.
    #[error(transparent)]
    Connection(#[from] ConnectionRefused),
    /// By a person's rules.
    #[error(transparent)]
    Person(#[from] PersonRefused),
    /// By evidence.
    #[error(transparent)]
    Evidence(#[from] EvidenceRefused),
    /// By a review or its cycle.
    #[error(transparent)]
    Review(#[from] ReviewRefused),
    /// By a date that was to be put off.
    #[error(transparent)]
    Postpone(#[from] PostponeRefused),
    /// By days on which somebody is away.
    #[error(transparent)]
    Absence(#[from] AbsenceRefused),
    /// By a team.
    #[error(transparent)]
    Team(#[from] TeamRefused),
    /// By what may be linked.
    #[error(transparent)]
    Link(#[from] LinkRefused),
    /// By what ends an organisation.
    #[error(transparent)]
    Deletion(#[from] DeletionRefused),
    /// By an operator's rules.
    #[error(transparent)]
    Operator(#[from] OperatorRefused),
    /// By a certification.
    #[error(transparent)]
    Certification(#[from] CertificationRefused),
    /// By a finding.
    #[error(transparent)]
    Finding(#[from] FindingRefused),
    /// By a training module.
    #[error(transparent)]
    Module(#[from] ModuleRefused),
    /// By what somebody is asked to learn.
    #[error(transparent)]
    Assignment(#[from] AssignmentRefused),
    /// By a quiz.
    #[error(transparent)]
    Quiz(#[from] QuizRefused),
    /// It was put aside.
    #[error("this was put aside; take it back first")]
    PutAside,
    /// The organisation has as many people as it may.
    #[error("the organisation has as many people as it may; ask whoever runs this installation for more")]
    PeopleLimit,
    /// The organisation keeps as much as it may.
    #[error("the organisation's space for files is used up; remove what is not needed or ask for more")]
    QuotaReached,
    /// Another request goes on with the same upload.
    #[error("this upload is being continued elsewhere; try again in a moment")]
    UploadBusy,
    /// The standard is adopted already.
    #[error("this standard is adopted already")]
    AlreadyAdopted,
    /// Somebody has as many tokens as they may.
    #[error("there are as many tokens that work as there may be; revoke one that is not needed")]
    TooManyTokens,
    /// Only who wrote it changes what somebody said.
    #[error("only who wrote this may change it")]
    NotAuthor,
    /// Whose view it is changes it, and who may share views.
    #[error("only whose view this is, and those who may share views, may change it")]
    NotYourView,
    /// What was looked at is not what would be done now.
    #[error("the file or the organisation changed since you looked; look once more")]
    NotPreviewed,
    /// The caller's permission covers only what is theirs.
    #[error("only what is your own may be changed")]
    NotYours,
}

impl Refused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Task(refused) => refused.code(),
            Self::Control(refused) => refused.code(),
            Self::Connection(refused) => refused.code(),
            Self::Person(refused) => refused.code(),
            Self::Evidence(refused) => refused.code(),
            Self::Review(refused) => refused.code(),
            Self::Postpone(refused) => refused.code(),
            Self::Absence(refused) => refused.code(),
            Self::Team(refused) => refused.code(),
            Self::Link(refused) => refused.code(),
            Self::Deletion(refused) => refused.code(),
            Self::Operator(refused) => refused.code(),
            Self::Certification(refused) => refused.code(),
            Self::Finding(refused) => refused.code(),
            Self::Module(refused) => refused.code(),
            Self::Assignment(refused) => refused.code(),
            Self::Quiz(refused) => refused.code(),
            Self::PutAside => "put_aside",
            Self::PeopleLimit => "people_limit",
            Self::QuotaReached => "quota_reached",
            Self::UploadBusy => "upload_busy",
            Self::AlreadyAdopted => "already_adopted",
            Self::TooManyTokens => "too_many_tokens",
            Self::NotAuthor => "not_author",
            Self::NotYourView => "not_your_view",
            Self::NotPreviewed => "not_previewed",
            Self::NotYours => "not_yours",
        }
    }
}

impl From<TaskRefused> for Error {
    fn from(refused: TaskRefused) -> Self {
        Self::Refused(refused.into())
    }
}

impl From<DeletionRefused> for Error {
    fn from(refused: DeletionRefused) -> Self {
        Self::Refused(refused.into())
    }
}

impl From<OperatorRefused> for Error {
    fn from(refused: OperatorRefused) -> Self {
        Self::Refused(refused.into())
    }
}

impl From<PersonRefused> for Error {
    fn from(refused: PersonRefused) -> Self {
        Self::Refused(refused.into())
    }
}

impl From<EvidenceRefused> for Error {
    fn from(refused: EvidenceRefused) -> Self {
        Self::Refused(refused.into())
    }
}

impl From<TeamRefused> for Error {
    fn from(refused: TeamRefused) -> Self {
        Self::Refused(refused.into())
    }
}

impl From<LinkRefused> for Error {
    fn from(refused: LinkRefused) -> Self {
        Self::Refused(refused.into())
    }
}

impl From<ControlRefused> for Error {
    fn from(refused: ControlRefused) -> Self {
        Self::Refused(refused.into())
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_passing(&error) {
            Self::Unavailable(error)
        } else if code(&error).is_some_and(|code| NO_ROOM.contains(&code.as_str())) {
            Self::NoRoom(error)
        } else {
            Self::Database(error)
        }
    }
}

/// SQLite: the file cannot grow, nor what its processes share of it. PostgreSQL: a file cannot grow.
const NO_ROOM: [&str; 3] = ["13", "4874", "53100"];

/// The database's own code of an error.
fn code(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error
    else {
        return None;
    };
    let sqlx::Error::Database(inner) = error.as_ref() else { return None };
    inner.code().map(Into::into)
}

/// Whether the connection failed rather than the statement.
fn is_passing(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            match error.as_ref() {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                // SQLite: busy, locked. PostgreSQL: connection and shutdown classes, serialisation, deadlock.
                sqlx::Error::Database(inner) => inner.code().is_some_and(|code| {
                    matches!(code.as_ref(), "5" | "6" | "40001" | "40P01" | "53300")
                        || code.starts_with("08")
                        || code.starts_with("57P")
                }),
                _ => false,
            }
        }
        _ => false,
    }
}

/// An [`Error::Unreadable`] for a stored value.
pub(crate) const fn unreadable(what: &'static str) -> Error {
    Error::Unreadable { what }
}
