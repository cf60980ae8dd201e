//! How what people are asked for is shown.

use crate::names::{AssignmentStateName, ProofName, StandingName};
use crate::views::OwnerView;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use store::{AssignmentRow, AttestationView as Attested, QuizAttemptView, RecordView as Stored};
use utoipa::ToSchema;
use uuid::Uuid;

/// A module by its title.
#[derive(Serialize, ToSchema)]
#[schema(as = ModuleRef)]
struct ModuleRefView {
    id: Uuid,
    reference: String,
    title: String,
}

/// What somebody is asked to learn and confirm.
#[derive(Serialize, ToSchema)]
#[schema(as = Assignment)]
pub(crate) struct AssignmentView {
    id: Uuid,
    module: ModuleRefView,
    person: OwnerView,
    /// How it stands today.
    #[schema(value_type = StandingName)]
    standing: &'static str,
    /// How it is kept.
    #[schema(value_type = AssignmentStateName)]
    state: &'static str,
    /// The version of the module.
    module_version: i32,
    /// Since when.
    assigned: NaiveDate,
    /// By when.
    due: NaiveDate,
    /// When it was done, or waived, or asked for no more.
    settled: Option<NaiveDate>,
    /// The last day on which it counts.
    counts_until: Option<NaiveDate>,
    /// How often its quiz was tried.
    attempts: i32,
    /// Its version, for `If-Match`.
    version: i32,
}

impl From<AssignmentRow> for AssignmentView {
    fn from(row: AssignmentRow) -> Self {
        let (id, reference, title) = row.module;
        Self {
            id: row.id,
            module: ModuleRefView { id, reference, title },
            person: row.person.into(),
            standing: row.standing.name(),
            state: row.state.name(),
            module_version: row.module_version,
            assigned: row.assigned,
            due: row.due,
            settled: row.settled,
            counts_until: row.lapses_on,
            attempts: row.attempts,
            version: row.version,
        }
    }
}

/// What the caller has to do, or did.
#[derive(Serialize, ToSchema)]
#[schema(as = MyTraining)]
pub(crate) struct MineView {
    /// What is due first, then what is done; 100 at most.
    pub(super) items: Vec<AssignmentView>,
}

/// One question as it was shown and answered.
#[derive(Serialize, ToSchema)]
#[schema(as = QuizAnswer)]
struct AnswerView {
    question: String,
    /// The options, as they stood.
    options: Vec<String>,
    /// What was chosen; of an order, in that order.
    chosen: Vec<String>,
}

/// One try at a quiz.
#[derive(Serialize, ToSchema)]
#[schema(as = QuizAttempt)]
struct AttemptView {
    at: DateTime<Utc>,
    module_version: i32,
    /// How many answers were right.
    right: i32,
    asked: i32,
    passed: bool,
    answers: Vec<AnswerView>,
}

/// What was confirmed.
#[derive(Serialize, ToSchema)]
#[schema(as = Attestation)]
struct AttestationView {
    at: DateTime<Utc>,
    module_version: i32,
    language: String,
    /// How it is shown that it was them.
    #[schema(value_type = ProofName)]
    proof: &'static str,
    /// The SHA-256 of the bytes that they were shown.
    sha256: String,
    /// The number of the trail's entry that holds the same hash.
    trail_entry: Option<i64>,
    /// The code under which anybody who holds it looks the certificate up, at `/verify/{code}`.
    code: String,
}

/// Why it need not be done.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingWaiver)]
struct WaiverView {
    reason: String,
    by: OwnerView,
}

/// Everything that is kept of one assignment.
#[derive(Serialize, ToSchema)]
#[schema(as = TrainingRecord)]
pub(crate) struct RecordView {
    #[serde(flatten)]
    assignment: AssignmentView,
    waiver: Option<WaiverView>,
    /// The latest first, 50 at most.
    tries: Vec<AttemptView>,
    attestation: Option<AttestationView>,
}

impl From<Stored> for RecordView {
    fn from(stored: Stored) -> Self {
        Self {
            assignment: stored.row.into(),
            waiver: stored.waived.map(|(reason, by)| WaiverView { reason, by: by.into() }),
            tries: stored.attempts.into_iter().map(attempt).collect(),
            attestation: stored.attestation.map(attestation),
        }
    }
}

fn attempt(stored: QuizAttemptView) -> AttemptView {
    let answers = stored.attempt.answers.into_iter().map(|answer| {
        let shown = stored.attempt.shown.iter().find(|one| one.question == answer.question);
        AnswerView {
            options: shown.map(|one| one.options.clone()).unwrap_or_default(),
            question: answer.question,
            chosen: answer.chosen,
        }
    });
    AttemptView {
        at: stored.at,
        module_version: stored.module_version,
        right: stored.correct,
        asked: stored.asked,
        passed: stored.passed,
        answers: answers.collect(),
    }
}

fn attestation(stored: Attested) -> AttestationView {
    AttestationView {
        at: stored.at,
        module_version: stored.module_version,
        language: stored.language,
        proof: stored.proof.name(),
        sha256: stored.sha256,
        trail_entry: stored.trail_seq,
        code: stored.code,
    }
}
