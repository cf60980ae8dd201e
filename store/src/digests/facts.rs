//! What is true now of what notices speak of.

use crate::doors::OrgRead;
use crate::error::{Result, unreadable};
use crate::sql::Sql;
use crate::subjects::READING;
use domain::access::{Reach, reach};
use domain::clock::Instant;
use domain::digest::{Facts, Told};
use domain::id::{NoticeId, PersonId, SubjectId};
use domain::notice::Kind;
use domain::task;
use sea_orm::FromQueryResult;
use std::collections::HashSet;
use uuid::Uuid;

/// The most notices that one digest looks at; further ones wait for the next.
const MOST: i64 = 500;

/// A notice with the words for it.
pub(super) struct Worded {
    pub(super) told: Told,
    pub(super) subject_kind: String,
    pub(super) reference: String,
    pub(super) title: String,
    pub(super) actor: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    subject_id: Uuid,
    subject_kind: String,
    reference: Option<String>,
    title: String,
    state: String,
    owner_id: Option<Uuid>,
    archived_at: Option<Instant>,
    comment_id: Option<Uuid>,
    removed_at: Option<Instant>,
    actor: Option<String>,
    at: Instant,
    read_at: Option<Instant>,
    evidence_of: i64,
    obliged: i64,
}

impl OrgRead {
    /// Notices of one person, oldest first: those of which `narrow` speaks.
    pub(super) async fn worded(
        &self,
        person: PersonId,
        narrow: impl FnOnce(Sql) -> Sql,
    ) -> Result<Vec<Worded>> {
        let sql = Sql::new(
            "select n.id, n.kind, n.subject_id, s.kind as subject_kind, s.reference, s.title, s.state, s.owner_id, \
             s.archived_at, n.comment_id, c.removed_at, a.name as actor, n.at, n.read_at, \
             (select count(*) from evidence_link l join subject o on o.org_id = l.org_id and o.id = l.subject_id \
             where l.org_id = s.org_id and l.evidence_id = s.id and o.owner_id = ",
        )
        .bind(person.0)
        .push(
            ") as evidence_of, (select count(*) from obligation b where b.org_id = n.org_id and b.subject_id = n.subject_id \
             and b.person_id = n.person_id) as obliged from notice n join subject s on s.org_id = n.org_id and s.id = n.subject_id \
             left join comment c on c.org_id = n.org_id and c.id = n.comment_id \
             left join person a on a.org_id = n.org_id and a.id = n.actor_id where n.org_id = ",
        )
        .bind(self.org())
        .push(" and n.person_id = ")
        .bind(person.0);
        let sql = narrow(sql).push(" order by n.id limit ").bind(MOST);
        let rows: Vec<Row> = self.door.all(sql).await?;
        let roles = self.roles_of(person).await?;
        let all: HashSet<&str> = READING
            .iter()
            .filter(|(_, action)| reach(&roles, *action) == Reach::All)
            .map(|(kind, _)| *kind)
            .collect();
        let own: HashSet<&str> = READING
            .iter()
            .filter(|(_, action)| reach(&roles, *action) == Reach::Own)
            .map(|(kind, _)| *kind)
            .collect();
        rows.into_iter()
            .map(|row| {
                let kind = row.subject_kind.as_str();
                let theirs = row.owner_id == Some(person.0) || row.evidence_of > 0;
                let seen = all.contains(kind) || (own.contains(kind) && theirs);
                worded(row, person, seen)
            })
            .collect()
    }
}

fn worded(row: Row, person: PersonId, seen: bool) -> Result<Worded> {
    let kind = Kind::parse(&row.kind).ok_or(unreadable("kind of a notice"))?;
    // Of what is due from somebody they would have had a mail, whether they see its page or it has none.
    let seen = seen || (kind == Kind::HeldBack && row.obliged > 0);
    let task = |state: task::State| row.subject_kind == "task" && row.state == state.name();
    let facts = Facts {
        read: row.read_at.is_some(),
        seen: seen && row.archived_at.is_none(),
        said: row.comment_id.is_none() || row.removed_at.is_none(),
        // A review is whose turn it is, whoever answers for the thing.
        theirs: if row.subject_kind == "task" { row.owner_id == Some(person.0) } else { row.obliged > 0 },
        open: !task(task::State::Done) && !task(task::State::Cancelled),
        awaits_review: task(task::State::ReadyForReview),
        done: task(task::State::Done),
    };
    Ok(Worded {
        told: Told { id: NoticeId(row.id), kind, subject: SubjectId(row.subject_id), at: row.at, facts },
        subject_kind: row.subject_kind,
        reference: row.reference.unwrap_or_default(),
        title: row.title,
        actor: row.actor,
    })
}
