//! How a database finds the entries that carry the words of a question. A question's words are letters and digits alone
//! (`domain::find`), so that none of them can mean anything to a database's own language of search.

use crate::sql::Sql;
use domain::find::Question;
use sea_orm::DbBackend;
use uuid::Uuid;

/// Full text, as one of the two databases does it.
pub(super) trait WordIndex {
    /// Adds what stands behind `from`: the entries `e` that carry the words, those of that organisation alone. The caller
    /// names the organisation once more, as everywhere.
    fn matching(&self, sql: Sql, question: &Question, org: Uuid) -> Sql;
}

/// That of the database behind the door.
pub(super) fn of(backend: DbBackend) -> &'static dyn WordIndex {
    match backend {
        DbBackend::Sqlite => &Fts5,
        _ => &TextSearch,
    }
}

/// PostgreSQL: a `tsvector` with a GIN index, asked through a function that row-level security does not keep from it.
struct TextSearch;

impl WordIndex for TextSearch {
    fn matching(&self, sql: Sql, question: &Question, org: Uuid) -> Sql {
        let words: String = question.finished().iter().map(|word| format!(" & '{word}'")).collect();
        let asked = format!("'@{}'{words} & '{}':*", org.simple(), question.unfinished());
        sql.push("search_entries(").bind(asked).push(") f join search_entry e on e.id = f.id")
    }
}

/// SQLite: an FTS5 table; it is read first, or the planner might look every entry up in it.
struct Fts5;

impl WordIndex for Fts5 {
    fn matching(&self, sql: Sql, question: &Question, org: Uuid) -> Sql {
        let words: String =
            question.finished().iter().map(|word| format!(" AND words : \"{word}\"")).collect();
        let asked =
            format!("org_id : \"{}\"{words} AND words : \"{}\" *", org.simple(), question.unfinished());
        sql.push("search_index f cross join search_entry e on f.search_index match ")
            .bind(asked)
            .push(" and e.number = f.rowid")
    }
}
