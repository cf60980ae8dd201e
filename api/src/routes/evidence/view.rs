//! How evidence is shown.

use crate::caller::Caller;
use crate::names;
use crate::problem::Problem;
use crate::views::{OwnerView, versioned};
use actix_web::{HttpResponse, HttpResponseBuilder};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Action, Reach};
use domain::file::{Damage, Preview};
use domain::id::EvidenceId;
use serde::Serialize;
use store::{EvidenceFor, EvidenceRow, EvidenceView as Stored, LinkedSubject, OrgRead, VersionView};
use utoipa::ToSchema;
use uuid::Uuid;

/// One of the files of evidence.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceFile)]
pub(crate) struct FileView {
    /// From 1 up.
    number: i32,
    name: String,
    /// Why it replaced the one before.
    note: String,
    /// In bytes.
    size: i64,
    /// By its first bytes, whatever it is called.
    media_type: String,
    #[schema(value_type = names::Preview)]
    preview: &'static str,
    /// In hexadecimal digits.
    sha256: String,
    /// What is wrong with it, where something is.
    #[schema(value_type = Option<names::Damage>)]
    damage: Option<&'static str>,
    /// When its bytes were last read and compared.
    checked_at: DateTime<Utc>,
    added_by: Option<OwnerView>,
    added_at: DateTime<Utc>,
}

impl From<VersionView> for FileView {
    fn from(stored: VersionView) -> Self {
        Self {
            number: stored.number,
            name: stored.name,
            note: stored.note,
            size: stored.size,
            media_type: stored.media_type,
            preview: Preview::name(stored.preview),
            sha256: stored.sha256,
            damage: stored.damage.map(Damage::name),
            checked_at: stored.checked_at,
            added_by: stored.added_by.map(OwnerView::from),
            added_at: stored.added_at,
        }
    }
}

/// Evidence in a list, with its latest file.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceRow)]
pub(crate) struct EvidenceRowView {
    id: Uuid,
    /// Such as `EVD-12`.
    reference: String,
    title: String,
    #[schema(value_type = names::EvidenceState)]
    state: &'static str,
    /// What its period says today.
    #[schema(value_type = names::Validity)]
    validity: &'static str,
    valid_from: Option<NaiveDate>,
    valid_until: Option<NaiveDate>,
    owner: Option<OwnerView>,
    /// How many things it is linked to.
    links: i64,
    file: FileView,
    version: i32,
    updated_at: DateTime<Utc>,
}

impl From<EvidenceRow> for EvidenceRowView {
    fn from(row: EvidenceRow) -> Self {
        Self {
            id: row.id,
            reference: row.reference,
            title: row.title,
            state: row.state.name(),
            validity: row.validity.name(),
            valid_from: row.valid_from,
            valid_until: row.valid_until,
            owner: row.owner.map(OwnerView::from),
            links: row.links,
            file: row.file.into(),
            version: row.version,
            updated_at: row.updated_at,
        }
    }
}

/// Something that evidence shows something about.
#[derive(Serialize, ToSchema)]
#[schema(as = LinkedSubject)]
pub(crate) struct SubjectView {
    id: Uuid,
    /// `task`, `requirement` or `control`.
    kind: String,
    reference: Option<String>,
    title: String,
    state: String,
}

impl From<LinkedSubject> for SubjectView {
    fn from(stored: LinkedSubject) -> Self {
        Self {
            id: stored.id,
            kind: stored.kind,
            reference: stored.reference,
            title: stored.title,
            state: stored.state,
        }
    }
}

/// What the caller may do with it.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceRights)]
struct Rights {
    revise: bool,
    withdraw: bool,
}

/// Evidence with everything that belongs to it.
#[derive(Serialize, ToSchema)]
#[schema(as = Evidence)]
pub(crate) struct EvidenceView {
    #[serde(flatten)]
    row: EvidenceRowView,
    /// What it shows.
    description: String,
    withdrawn_because: Option<String>,
    created_by: Option<OwnerView>,
    created_at: DateTime<Utc>,
    /// Latest first.
    files: Vec<FileView>,
    subjects: Vec<SubjectView>,
    may: Rights,
}

impl EvidenceView {
    pub(super) fn of<P>(stored: Stored, caller: &Caller<P>) -> Self {
        let me = Some(caller.membership().person().0);
        let mine = stored.row.owner.as_ref().is_some_and(|owner| Some(owner.id) == me);
        let may = |action| match caller.reach_of(action) {
            Reach::All => true,
            Reach::Own => mine,
            Reach::None => false,
        };
        // What it is linked to is shown as far as the caller may see that.
        let seen = |subject: &LinkedSubject| {
            let action = match subject.kind.as_str() {
                "task" => Action::ReadTasks,
                "finding" => Action::ReadFindings,
                "certification" => Action::ReadCertification,
                _ => Action::ReadControls,
            };
            match caller.reach_of(action) {
                Reach::All => true,
                Reach::Own => subject.owner_id.is_some() && subject.owner_id == me,
                Reach::None => false,
            }
        };
        Self {
            description: stored.evidence.description,
            withdrawn_because: stored.evidence.withdrawn_because,
            created_by: stored.created_by.map(OwnerView::from),
            created_at: stored.created_at,
            files: stored.versions.into_iter().map(FileView::from).collect(),
            subjects: stored.subjects.into_iter().filter(seen).map(SubjectView::from).collect(),
            may: Rights { revise: may(Action::ReviseEvidence), withdraw: may(Action::WithdrawEvidence) },
            row: stored.row.into(),
        }
    }
}

/// Evidence for a thing.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceFor)]
pub(crate) struct EvidenceForView {
    evidence: EvidenceRowView,
    /// Which of the catalogue's suggestions it answers.
    suggestion: Option<String>,
    linked_by: Option<OwnerView>,
    linked_at: DateTime<Utc>,
}

impl From<EvidenceFor> for EvidenceForView {
    fn from(stored: EvidenceFor) -> Self {
        Self {
            evidence: stored.row.into(),
            suggestion: stored.suggestion,
            linked_by: stored.linked_by.map(OwnerView::from),
            linked_at: stored.linked_at,
        }
    }
}

/// The evidence as it is now, for whoever may read all of it or what is theirs.
pub(super) async fn show<P>(
    caller: &Caller<P>,
    org: &OrgRead,
    id: EvidenceId,
    response: HttpResponseBuilder,
) -> Result<HttpResponse, Problem> {
    let stored = org.evidence(id, caller.reach_of(Action::ReadEvidence)).await?;
    let version = stored.row.version;
    Ok(versioned(response, version, &EvidenceView::of(stored, caller)))
}
