//! One open transaction, and the note that this task holds it.

use crate::error::Result;
use crate::sql::Sql;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, ExecResult, FromQueryResult,
    IsolationLevel, QueryResult, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::collections::HashMap;
use std::sync::Mutex;
use tokio::task;
use uuid::Uuid;

/// How many doors each task holds open. Only what is being debugged or tested pays for it.
static OPEN: Mutex<Option<HashMap<task::Id, usize>>> = Mutex::new(None);

/// Whether the running task holds a door open: whatever calls the outside asks this in debug builds and panics,
/// for a network call inside a transaction holds locks for as long as somebody else pleases.
#[must_use]
pub fn door_is_open() -> bool {
    let Some(task) = task::try_id() else { return false };
    let open = OPEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    open.as_ref().and_then(|open| open.get(&task)).is_some_and(|count| *count > 0)
}

struct Held(Option<task::Id>);

impl Held {
    fn by_this_task() -> Self {
        let task = if cfg!(debug_assertions) { task::try_id() } else { None };
        if let Some(task) = task {
            let mut open = OPEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *open.get_or_insert_default().entry(task).or_default() += 1;
        }
        Self(task)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(task) = self.0 else { return };
        let mut open = OPEN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(open) = open.as_mut()
            && let Some(count) = open.get_mut(&task)
        {
            *count -= 1;
            if *count == 0 {
                open.remove(&task);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    Read,
    /// What is read belongs to one moment, however many statements ask for it. On SQLite every read is like that.
    Moment,
    Write,
}

/// An open transaction.
pub(crate) struct OpenDoor {
    tx: DatabaseTransaction,
    _held: Held,
}

impl OpenDoor {
    /// Begins, for what row-level security asks for where that is known already.
    pub(super) async fn begin(
        pool: &DatabaseConnection,
        mode: Mode,
        scope: Option<(&str, Uuid)>,
    ) -> Result<Self> {
        let postgres = pool.get_database_backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: (postgres && mode == Mode::Moment).then_some(IsolationLevel::RepeatableRead),
            access_mode: None,
            // A deferred SQLite transaction that reads and then writes fails when another wrote in between.
            sqlite_transaction_mode: (!postgres && mode == Mode::Write)
                .then_some(SqliteTransactionMode::Immediate),
        };
        let door = Self { tx: pool.begin_with_options(options).await?, _held: Held::by_this_task() };
        if postgres {
            door.enter(mode, scope).await?;
        }
        Ok(door)
    }

    /// Takes away the right to change anything where nothing is to be changed, and sets the scope, in one way to the server and
    /// back. The right does not return: once something was asked, PostgreSQL makes no transaction that reads one that writes.
    async fn enter(&self, mode: Mode, scope: Option<(&str, Uuid)>) -> Result<()> {
        let reads = (mode != Mode::Write).then(|| ("transaction_read_only", "on".to_owned()));
        let settings: Vec<_> =
            reads.into_iter().chain(scope.map(|(name, id)| (name, id.to_string()))).collect();
        if settings.is_empty() {
            return Ok(());
        }
        let sql =
            settings.into_iter().enumerate().fold(Sql::new("select "), |sql, (index, (name, value))| {
                let sql = sql.push(if index == 0 { "set_config(" } else { ", set_config(" });
                sql.bind(name).push(", ").bind(value).push(", true)")
            });
        self.run(sql).await.map(drop)
    }

    /// Sets what row-level security asks for; SQLite has none.
    pub(crate) async fn set(&self, name: &str, id: Uuid) -> Result<()> {
        if self.backend() == DbBackend::Postgres {
            let sql =
                Sql::new("select set_config(").bind(name).push(", ").bind(id.to_string()).push(", true)");
            self.run(sql).await?;
        }
        Ok(())
    }

    /// The same with a text, which is ours and no secret of anybody's.
    pub(crate) async fn set_text(&self, name: &str, text: &str) -> Result<()> {
        if self.backend() == DbBackend::Postgres {
            let sql = Sql::new("select set_config(").bind(name).push(", ").bind(text).push(", true)");
            self.run(sql).await?;
        }
        Ok(())
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    pub(crate) const fn tx(&self) -> &DatabaseTransaction {
        &self.tx
    }

    pub(crate) async fn all<T: FromQueryResult>(&self, sql: Sql) -> Result<Vec<T>> {
        Ok(T::find_by_statement(sql.statement(self.backend())).all(&self.tx).await?)
    }

    pub(crate) async fn one<T: FromQueryResult>(&self, sql: Sql) -> Result<Option<T>> {
        Ok(T::find_by_statement(sql.statement(self.backend())).one(&self.tx).await?)
    }

    pub(crate) async fn rows(&self, sql: Sql) -> Result<Vec<QueryResult>> {
        Ok(self.tx.query_all_raw(sql.statement(self.backend())).await?)
    }

    pub(crate) async fn run(&self, sql: Sql) -> Result<u64> {
        let done: ExecResult = self.tx.execute_raw(sql.statement(self.backend())).await?;
        Ok(done.rows_affected())
    }

    pub(crate) async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}
