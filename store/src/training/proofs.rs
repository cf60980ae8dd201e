//! What exactly was confirmed, and what somebody answered: for the person, and for whoever audits.

use crate::deliveries::Letter;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result, unreadable};
use crate::people::Owner;
use domain::clock::Instant;
use domain::id::{AssignmentId, SubjectId};
use domain::obligation::Kind;
use domain::reminder::Step;
use domain::training::{Attempt, Proof};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::assignments::AssignmentRow;

/// The most attempts that are shown, the latest first.
const SHOWN: i64 = 50;

/// What somebody confirmed.
#[derive(Clone, Debug)]
pub struct AttestationView {
    /// When.
    pub at: Instant,
    /// Which version of the module.
    pub module_version: i32,
    /// In which language.
    pub language: String,
    /// How it is shown that it was them.
    pub proof: Proof,
    /// The SHA-256 of what they were shown, in hexadecimal digits.
    pub sha256: String,
    /// The number of the trail's entry that holds the same hash.
    pub trail_seq: Option<i64>,
    /// The code of the certificate.
    pub code: String,
}

/// One try at a quiz.
#[derive(Clone, Debug)]
pub struct AttemptView {
    /// When.
    pub at: Instant,
    /// Of which version of the module.
    pub module_version: i32,
    /// How many answers were right.
    pub correct: i32,
    /// Of how many.
    pub asked: i32,
    /// Whether that was enough.
    pub passed: bool,
    /// What was shown and chosen, word by word.
    pub attempt: Attempt,
}

/// Everything that is kept of one assignment.
#[derive(Clone, Debug)]
pub struct RecordView {
    /// The row.
    pub row: AssignmentRow,
    /// Why it was waived, and by whom.
    pub waived: Option<(String, Owner)>,
    /// The tries at its quiz, the latest first.
    pub attempts: Vec<AttemptView>,
    /// What was confirmed.
    pub attestation: Option<AttestationView>,
}

#[derive(FromQueryResult)]
struct AttemptRow {
    at: Instant,
    version: i32,
    correct: i32,
    asked: i32,
    passed: bool,
    body: serde_json::Value,
}

#[derive(FromQueryResult)]
struct AttestationRow {
    at: Instant,
    version: i32,
    language: String,
    proof: String,
    sha256: String,
    trail_seq: Option<i64>,
}

impl OrgRead {
    /// Everything that is kept of one assignment. The caller has shown that they see it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn training_record(&self, id: AssignmentId) -> Result<RecordView> {
        #[derive(FromQueryResult)]
        struct Waived {
            waived_reason: Option<String>,
            by_id: Option<Uuid>,
            by_name: Option<String>,
        }
        let row = self.assignment(id).await?;
        let sql = self
            .sql(
                "select t.waived_reason, p.id as by_id, p.name as by_name from assignment t left join person p \
                 on p.org_id = t.org_id and p.id = t.waived_by where t.org_id = ",
            )
            .push(" and t.id = ")
            .bind(id.0);
        let waived: Waived = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let sql = self
            .sql("select at, version, correct, asked, passed, body from quiz_attempt where org_id = ")
            .push(" and assignment_id = ")
            .bind(id.0)
            .push(" order by at desc, id desc limit ")
            .bind(SHOWN);
        let attempts: Vec<AttemptRow> = self.door.all(sql).await?;
        Ok(RecordView {
            row,
            waived: waived.waived_reason.zip(Owner::of(waived.by_id, waived.by_name)),
            attempts: attempts.into_iter().map(attempt).collect::<Result<_>>()?,
            attestation: self.attestation(id).await?,
        })
    }

    async fn attestation(&self, id: AssignmentId) -> Result<Option<AttestationView>> {
        let sql = self
            .sql(
                "select a.at, a.version, a.language, a.proof, a.sha256, (select max(e.seq) from trail_entry e \
                 where e.org_id = a.org_id and e.subject_id = a.assignment_id and e.kind = 'training_attested') as trail_seq \
                 from attestation a where a.org_id = ",
            )
            .push(" and a.assignment_id = ")
            .bind(id.0);
        let row: Option<AttestationRow> = self.door.one(sql).await?;
        row.map(|row| {
            Ok(AttestationView {
                at: row.at,
                module_version: row.version,
                language: row.language,
                proof: Proof::parse(&row.proof).ok_or(unreadable("proof"))?,
                sha256: row.sha256,
                trail_seq: row.trail_seq,
                code: self.certificate_code_of(id)?,
            })
        })
        .transpose()
    }

    /// The bytes that somebody was shown when they confirmed. The caller has shown that they see the assignment.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nothing was confirmed.
    pub async fn attested_bytes(&self, id: AssignmentId) -> Result<Vec<u8>> {
        #[derive(FromQueryResult)]
        struct Shown {
            shown: Vec<u8>,
        }
        let sql = self
            .sql(
                "select s.shown from attestation a join shown_text s on s.org_id = a.org_id and s.sha256 = a.sha256 \
                 where a.org_id = ",
            )
            .push(" and a.assignment_id = ")
            .bind(id.0);
        Ok(self.door.one::<Shown>(sql).await?.ok_or(Error::NotFound)?.shown)
    }
}

fn attempt(row: AttemptRow) -> Result<AttemptView> {
    Ok(AttemptView {
        at: row.at,
        module_version: row.version,
        correct: row.correct,
        asked: row.asked,
        passed: row.passed,
        attempt: serde_json::from_value(row.body).map_err(|_| unreadable("attempt"))?,
    })
}

impl OrgTx {
    /// The token that stands in a reminder of a training: only in the one to whoever is asked, since it does what they do.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn token_of(&self, letter: &Letter) -> Result<Option<String>> {
        let to_themselves = letter.step.kind == Kind::Training
            && !matches!(letter.step.step, Step::Escalated(_))
            && letter.stands_for.is_none();
        if !to_themselves {
            return Ok(None);
        }
        self.training_token(SubjectId(letter.subject), letter.recipient).await.map(Some)
    }
}
