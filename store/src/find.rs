//! Finding things and people by reference, words or name. What is searched of each is written with it, in the same
//! transaction (`find/entries.rs`); how each database finds the words is in `find/index.rs`.

mod entries;
mod index;

pub(crate) use entries::{Searched, name_searched};

use crate::doors::OrgRead;
use crate::error::{Error, Result};
use crate::sql::Sql;
use crate::subjects::READING;
use domain::access::{Action, Reach};
use domain::find::{Piece, Question};
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The most that is found at once.
const MOST: u64 = 20;

/// A thing or a person that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its kind: a subject's, or `person`.
    pub kind: String,
    /// Its id.
    pub id: Uuid,
    /// Its reference, where it has one.
    pub reference: Option<String>,
    /// Its title or name, with what was asked for marked.
    pub title: Vec<Piece>,
    /// Where it stands; a person is `active` or `left`.
    pub state: String,
    /// The part of its text that was found, or a person's address.
    pub passage: Vec<Piece>,
}

const SELECT: &str = "select e.kind, e.id, s.reference, coalesce(s.title, p.name) as title, \
    coalesce(s.state, case when p.active then 'active' else 'left' end) as state, e.text from ";
/// What is shown and who owns it is read where it stands, so that it is never older than its thing.
const REST: &str = " left join subject s on s.org_id = e.org_id and s.id = e.id and s.archived_at is null \
    left join person p on p.org_id = e.org_id and p.id = e.id \
    where (s.id is not null or p.id is not null) and e.org_id = ";

#[derive(FromQueryResult)]
struct Row {
    kind: String,
    id: Uuid,
    reference: Option<String>,
    title: String,
    state: String,
    text: String,
}

impl OrgRead {
    /// What the caller, whose permissions reach so far, may see of what was asked for: the thing of exactly that reference
    /// first, then what is called so, then where all words stand in the title, then by text; the latest first.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a limit that cannot be.
    pub async fn find_words(
        &self,
        question: &Question,
        limit: u64,
        reach_of: impl Fn(Action) -> Reach,
    ) -> Result<Vec<Found>> {
        if !(1..=MOST).contains(&limit) {
            return Err(Error::Invalid { field: "limit".to_owned(), code: "out_of_range" });
        }
        let index = index::of(self.door.backend());
        let sql = index.matching(Sql::new(SELECT), question, self.org()).push(REST).bind(self.org());
        let sql = ranked(self.within_reach(sql, reach_of), question);
        let sql = sql.push(" limit ").bind(i64::try_from(limit).unwrap_or(i64::MAX));
        let rows: Vec<Row> = self.door.all(sql).await?;
        Ok(rows.into_iter().map(|row| shown(row, question)).collect())
    }

    /// What the caller may read of each kind: all of it, or what is theirs.
    fn within_reach(&self, sql: Sql, reach_of: impl Fn(Action) -> Reach) -> Sql {
        let me = self.tenancy.actor().person();
        let mut sql = sql.push(" and (false");
        for (kind, action) in READING {
            sql = match reach_of(*action) {
                Reach::All => sql.push(" or e.kind = ").bind(*kind),
                Reach::Own => sql
                    .push(" or e.kind = ")
                    .bind(*kind)
                    .push(" and (s.owner_id = ")
                    .bind(me)
                    .push(" or exists (select 1 from task_work w where w.org_id = s.org_id and w.id = s.id and w.reviewer_id = ")
                    .bind(me)
                    .push("))"),
                Reach::None => sql,
            };
        }
        sql.push(")")
    }
}

/// The order of what was found. Words are letters and digits alone, so that `like` has nothing to escape.
fn ranked(sql: Sql, question: &Question) -> Sql {
    let mut sql = sql
        .push(" order by case when ' ' || e.reference_words like ")
        .bind(format!("% {}", question.as_reference()))
        .push(" then 0 when e.title_words like ")
        .bind(format!("{}%", question.phrase()))
        .push(" then 1 when ' ' || e.title_words || ' ' like ")
        .bind(format!("% {}%", question.unfinished()));
    for word in question.finished() {
        sql = sql.push(" and ' ' || e.title_words || ' ' like ").bind(format!("% {word} %"));
    }
    sql.push(" then 2 else 3 end, coalesce(s.updated_at, p.created_at) desc, e.id")
}

fn shown(row: Row, question: &Question) -> Found {
    let passage = match row.kind.as_str() {
        // An address says which of two people of one name it is, whatever was asked for.
        "person" => question.mark(&row.text),
        _ => question.passage(&row.text),
    };
    Found {
        kind: row.kind,
        id: row.id,
        reference: row.reference,
        title: question.mark(&row.title),
        state: row.state,
        passage,
    }
}
