//! Finding: for each thing and each person the words they are found by. PostgreSQL keeps them as a `tsvector` with a GIN
//! index, SQLite in an FTS5 table; both follow the one table that the data layer writes, in the same transaction.

use crate::policies::{self, Rights};
use crate::shape::{is_postgres, key, of_org, org_table, text};
use sea_orm_migration::async_trait;
use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table};
use sea_orm_migration::sea_orm::ConnectionTrait;

mod backfill;
mod fold;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The words are made by the program, the same for both databases; the database only takes them apart at the spaces.
/// Beside them stands the organisation, so that the index alone finds what is one organisation's.
const POSTGRES: &str = "
    alter table search_entry add column words tsvector generated always as (array_to_tsvector(array_remove(
        string_to_array('@' || replace(org_id::text, '-', '') || ' ' || reference_words || ' ' || title_words || ' '
        || text_words, ' '), ''))) stored;
    create index ix_search_entry_words on search_entry using gin (words);";

/// Row-level security keeps a query from using an index with an operator that might tell what it saw, and `@@` is one. So
/// the index is asked by this function, as the table's owner, and answers within the organisation that is set; whoever
/// calls it reads the entries themselves under the policy, as always.
const POSTGRES_FUNCTION: &str = "
    create policy search_entry_searched on search_entry for select to aims_owner using (true);
    create function search_entries(asked text) returns table (id uuid) language sql stable security definer
        set search_path = pg_catalog, public as $$
        select e.id from search_entry e where e.org_id = nullif(current_setting('app.org_id', true), '')::uuid
        and e.words @@ cast(asked as tsquery) $$;
    revoke all on function search_entries(text) from public;
    grant execute on function search_entries(text) to aims_app;";

/// `ascii` takes every byte beyond ASCII for a letter, so that a word of ours is a word there, whichever script it is in.
/// The number ties the index to its entry; SQLite may renumber rows that have none.
const SQLITE: [&str; 6] = [
    "alter table search_entry add column number integer",
    "create unique index ux_search_entry_number on search_entry (number)",
    "create virtual table search_index using fts5(org_id, words, content='', contentless_delete=1, detail=column, \
     tokenize='ascii', prefix='2 3')",
    "create trigger search_entry_added after insert on search_entry begin \
       update search_entry set number = (select coalesce(max(number), 0) + 1 from search_entry) \
         where org_id = new.org_id and id = new.id; \
       insert into search_index (rowid, org_id, words) select number, lower(hex(org_id)), \
         reference_words || ' ' || title_words || ' ' || text_words from search_entry \
         where org_id = new.org_id and id = new.id; \
     end",
    "create trigger search_entry_changed after update of reference_words, title_words, text_words on search_entry begin \
       delete from search_index where rowid = old.number; \
       insert into search_index (rowid, org_id, words) values (new.number, lower(hex(new.org_id)), \
         new.reference_words || ' ' || new.title_words || ' ' || new.text_words); \
     end",
    "create trigger search_entry_removed after delete on search_entry begin \
       delete from search_index where rowid = old.number; \
     end",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// All or nothing on SQLite, too: what exists is read once.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        // The id is the thing's or the person's own.
        let entry = org_table("search_entry")
            .col(text("kind"))
            .col(key(m, "reference_words"))
            .col(key(m, "title_words"))
            .col(key(m, "text_words"))
            // As it was written, for the passage that is shown.
            .col(text("text"))
            .foreign_key(&mut of_org("search_entry"))
            .to_owned();
        m.create_table(entry).await?;
        let db = m.get_connection();
        if is_postgres(m) {
            db.execute_unprepared(POSTGRES).await?;
        } else {
            for statement in SQLITE {
                db.execute_unprepared(statement).await?;
            }
        }
        backfill::run(m).await?;
        if is_postgres(m) {
            policies::lock(m, "search_entry", Rights::All).await?;
            db.execute_unprepared(POSTGRES_FUNCTION).await?;
        }
        Ok(())
    }

    async fn down(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let db = m.get_connection();
        if is_postgres(m) {
            db.execute_unprepared("drop function if exists search_entries(text)").await?;
        } else {
            db.execute_unprepared("drop table if exists search_index").await?;
        }
        m.drop_table(Table::drop().table("search_entry").if_exists().to_owned()).await
    }
}
