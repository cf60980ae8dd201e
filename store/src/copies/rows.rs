//! What stands in each part of a copy, and which rows of the database are the person's.

use chrono::NaiveDate;
use domain::clock::Instant;
use sea_orm::{FromQueryResult, Value};
use serde::{Serialize, Serializer};
use uuid::Uuid;

/// Rows of a part. In the statement `{org}` stands for the organisation, `{person}` for the person, `{id}` for that
/// id as text, and `{holds}` for the function that finds a text in another.
pub(super) trait Kept: FromQueryResult + Serialize {
    /// Up to the end of its conditions.
    const SELECT: &'static str;
    /// What the rows are ordered by; no two of them share it.
    const KEY: &'static str = "t.id";

    /// This row's key.
    fn place(&self) -> Value;
}

macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attr:meta])* $field:ident: $kind:ty),+ } $select:literal)+) => {
        $(
            $(#[$doc])*
            #[derive(FromQueryResult, Serialize)]
            pub(super) struct $name {
                #[serde(skip)]
                id: Uuid,
                $($(#[$attr])* $field: $kind),+
            }

            impl Kept for $name {
                const SELECT: &'static str = $select;

                fn place(&self) -> Value {
                    self.id.into()
                }
            }
        )+
    };
}

/// Both databases agree on numbers, not on what a comparison is.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde passes it")]
fn flag<S: Serializer>(value: &i32, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bool(*value != 0)
}

parts! {
    Team { name: String, #[serde(serialize_with = "flag")] leads: i32, archived_at: Option<Instant> }
    "select t.id, t.name, case when t.lead_id = {person} then 1 else 0 end as leads, t.archived_at from team t \
     where t.org_id = {org} and (t.lead_id = {person} or exists (select 1 from team_member m \
     where m.org_id = t.org_id and m.team_id = t.id and m.person_id = {person}))"

    Invitation {
        #[serde(serialize_with = "flag")] sent: i32, sent_at: Instant, expires_at: Instant,
        accepted_at: Option<Instant>, revoked_at: Option<Instant>
    }
    "select t.id, case when t.invited_by = {person} then 1 else 0 end as sent, t.sent_at, t.expires_at, \
     t.accepted_at, t.revoked_at from invitation t \
     where t.org_id = {org} and (t.person_id = {person} or t.invited_by = {person})"

    Elsewhere { service: String, remote_id: Option<String>, name: String, chosen: String, found_at: Instant }
    "select t.id, c.service, t.remote_id, t.name, t.chosen, t.found_at from counterpart t \
     join connection c on c.org_id = t.org_id and c.id = t.connection_id \
     where t.org_id = {org} and t.person_id = {person}"

    /// Its description only where they reported it: else somebody else wrote that.
    Task {
        reference: Option<String>, title: String, state: String, due: Option<NaiveDate>,
        #[serde(serialize_with = "flag")] owned: i32, #[serde(serialize_with = "flag")] reported: i32,
        #[serde(serialize_with = "flag")] reviewed: i32, description: Option<String>,
        created_at: Instant, archived_at: Option<Instant>
    }
    "select t.id, s.reference, s.title, s.state, s.due, case when s.owner_id = {person} then 1 else 0 end as owned, \
     case when s.created_by = {person} then 1 else 0 end as reported, \
     case when w.reviewer_id = {person} then 1 else 0 end as reviewed, \
     case when s.created_by = {person} then t.description end as description, s.created_at, s.archived_at \
     from task t join subject s on s.org_id = t.org_id and s.id = t.id \
     left join task_work w on w.org_id = t.org_id and w.id = t.id where t.org_id = {org} \
     and (s.owner_id = {person} or s.created_by = {person} or w.reviewer_id = {person})"

    Control {
        reference: Option<String>, title: String, state: String, due: Option<NaiveDate>,
        #[serde(serialize_with = "flag")] owned: i32, #[serde(serialize_with = "flag")] implemented: i32,
        #[serde(serialize_with = "flag")] verified: i32, verified_on: Option<NaiveDate>,
        verification_note: Option<String>
    }
    "select t.id, s.reference, s.title, s.state, s.due, case when s.owner_id = {person} then 1 else 0 end as owned, \
     case when w.implemented_by = {person} then 1 else 0 end as implemented, \
     case when w.verified_by = {person} then 1 else 0 end as verified, \
     case when w.verified_by = {person} then w.verified_on end as verified_on, \
     case when w.verified_by = {person} then w.verification_note end as verification_note \
     from control t join subject s on s.org_id = t.org_id and s.id = t.id \
     left join control_work w on w.org_id = t.org_id and w.id = t.id where t.org_id = {org} \
     and (s.owner_id = {person} or w.implemented_by = {person} or w.verified_by = {person})"

    Evidence {
        reference: Option<String>, title: String, state: String,
        #[serde(serialize_with = "flag")] owned: i32, #[serde(serialize_with = "flag")] added: i32,
        description: Option<String>, created_at: Instant
    }
    "select t.id, s.reference, s.title, s.state, case when s.owner_id = {person} then 1 else 0 end as owned, \
     case when s.created_by = {person} then 1 else 0 end as added, \
     case when s.created_by = {person} then t.description end as description, s.created_at \
     from evidence t join subject s on s.org_id = t.org_id and s.id = t.id where t.org_id = {org} \
     and (s.owner_id = {person} or s.created_by = {person})"

    File { evidence: Option<String>, number: i32, name: String, note: String, added_at: Instant }
    "select t.id, s.reference as evidence, t.number, t.name, t.note, t.added_at from evidence_version t \
     join subject s on s.org_id = t.org_id and s.id = t.evidence_id \
     where t.org_id = {org} and t.added_by = {person}"

    /// What was said of it only where they said it.
    Review {
        about: Option<String>, held_on: NaiveDate, due: NaiveDate, outcome: String, changes: Option<String>,
        note: Option<String>, #[serde(serialize_with = "flag")] held: i32,
        #[serde(serialize_with = "flag")] approved: i32, approved_at: Option<Instant>
    }
    "select t.id, s.reference as about, t.held_on, t.due, t.outcome, \
     case when t.held_by = {person} then t.changes end as changes, \
     case when t.held_by = {person} then t.note end as note, \
     case when t.held_by = {person} then 1 else 0 end as held, \
     case when t.approved_by = {person} then 1 else 0 end as approved, t.approved_at \
     from review t join subject s on s.org_id = t.org_id and s.id = t.subject_id \
     where t.org_id = {org} and (t.held_by = {person} or t.approved_by = {person})"

    /// What is answered to it is the organisation's word, whoever wrote it.
    Finding { reference: Option<String>, title: String, grade: String, state: String, raised: NaiveDate }
    "select t.id, s.reference, s.title, t.grade, s.state, t.raised from finding t \
     join subject s on s.org_id = t.org_id and s.id = t.id where t.org_id = {org} and s.owner_id = {person}"

    Readiness { about: Option<String>, item: String, said: String, note: String, said_at: Instant }
    "select t.id, s.reference as about, t.item, t.said, t.note, t.said_at from readiness t \
     join subject s on s.org_id = t.org_id and s.id = t.certification_id \
     where t.org_id = {org} and t.said_by = {person}"

    /// What they confirmed, word by word, is in the text that stands with it.
    Training {
        about: Option<String>, title: String, assigned: NaiveDate, due: NaiveDate, state: String, settled: Option<NaiveDate>,
        waived_reason: Option<String>, version: i32, confirmed_at: Option<Instant>, proof: Option<String>,
        sha256: Option<String>
    }
    "select t.id, m.reference as about, s.title, t.assigned, t.due, t.state, t.settled, t.waived_reason, t.version, \
     a.at as confirmed_at, a.proof, a.sha256 from assignment t \
     join subject s on s.org_id = t.org_id and s.id = t.id join subject m on m.org_id = t.org_id and m.id = t.module_id \
     left join attestation a on a.org_id = t.org_id and a.assignment_id = t.id \
     where t.org_id = {org} and t.person_id = {person}"

    Quiz { about: Option<String>, at: Instant, correct: i32, asked: i32, body: serde_json::Value }
    "select t.id, s.reference as about, t.at, t.correct, t.asked, t.body from quiz_attempt t \
     join assignment n on n.org_id = t.org_id and n.id = t.assignment_id \
     join subject s on s.org_id = t.org_id and s.id = n.module_id \
     where t.org_id = {org} and n.person_id = {person}"

    Postponement {
        about: Option<String>, kind: String, original_due: NaiveDate, from_due: NaiveDate, to_due: NaiveDate,
        reason: String, at: Instant
    }
    "select t.id, s.reference as about, t.kind, t.original_due, t.from_due, t.to_due, t.reason, t.at \
     from postponement t join subject s on s.org_id = t.org_id and s.id = t.subject_id \
     where t.org_id = {org} and t.approved_by = {person}"

    Absence {
        from_day: NaiveDate, until_day: NaiveDate, #[serde(serialize_with = "flag")] theirs: i32,
        noted_at: Instant
    }
    "select t.id, t.from_day, t.until_day, case when t.person_id = {person} then 1 else 0 end as theirs, t.noted_at \
     from absence t where t.org_id = {org} and (t.person_id = {person} or t.delegate_id = {person})"

    Comment {
        about: Option<String>, text: String, created_at: Instant, edited_at: Option<Instant>,
        removed_at: Option<Instant>
    }
    "select t.id, s.reference as about, t.text, t.created_at, t.edited_at, t.removed_at from comment t \
     join subject s on s.org_id = t.org_id and s.id = t.subject_id \
     where t.org_id = {org} and t.author_id = {person}"

    Follow { about: Option<String>, since: Instant, stopped_at: Option<Instant> }
    "select t.id, s.reference as about, t.since, t.stopped_at from follower t \
     join subject s on s.org_id = t.org_id and s.id = t.subject_id \
     where t.org_id = {org} and t.person_id = {person}"

    Delivery {
        about: Option<String>, channel: String, step: String, due: NaiveDate, state: String,
        reason: Option<String>, last_error: Option<String>, planned_at: Instant, settled_at: Option<Instant>
    }
    "select t.id, s.reference as about, t.channel, t.step, t.due, t.state, t.reason, t.last_error, t.planned_at, \
     t.settled_at from delivery t left join subject s on s.org_id = t.org_id and s.id = t.subject_id \
     where t.org_id = {org} and t.recipient_id = {person}"

    Notice { about: Option<String>, kind: String, at: Instant, read_at: Option<Instant> }
    "select t.id, s.reference as about, t.kind, t.at, t.read_at from notice t \
     left join subject s on s.org_id = t.org_id and s.id = t.subject_id \
     where t.org_id = {org} and t.person_id = {person}"

    View { list: String, name: String, query: serde_json::Value, shared: bool, created_at: Instant }
    "select t.id, t.list, t.name, t.query, t.shared, t.created_at from saved_view t \
     where t.org_id = {org} and t.person_id = {person}"

    Token {
        name: String, ends_with: String, granted: serde_json::Value, made_at: Instant, expires_at: Instant,
        last_used_at: Option<Instant>, revoked_at: Option<Instant>
    }
    "select t.id, t.name, t.ends_with, t.granted, t.made_at, t.expires_at, t.last_used_at, t.revoked_at \
     from api_token t where t.org_id = {org} and t.person_id = {person}"
}

/// What was said only where they said it: an entry about them may hold what others typed.
#[derive(FromQueryResult, Serialize)]
pub(super) struct Entry {
    seq: i64,
    at: Instant,
    kind: String,
    about: Option<String>,
    #[serde(serialize_with = "flag")]
    theirs: i32,
    body: Option<String>,
}

impl Kept for Entry {
    const SELECT: &'static str = "select t.seq, t.at, t.kind, s.reference as about, case when t.actor_id = {person} then 1 else 0 end as theirs, \
         case when t.actor_id = {person} then b.body end as body from trail_entry t \
         left join trail_body b on b.org_id = t.org_id and b.id = t.id \
         left join subject s on s.org_id = t.org_id and s.id = t.subject_id \
         where t.org_id = {org} and (t.actor_id = {person} or {holds}(b.body, {id}) > 0)";
    const KEY: &'static str = "t.seq";

    fn place(&self) -> Value {
        self.seq.into()
    }
}
