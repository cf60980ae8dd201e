//! The schema is brought up to date while others work. Two versions of the program side by side are `make upgrade`.

use crate::harness::{Backend, TestDatabase, backend};
use migrations::roles::Passwords;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};

/// The newest migration, undone by hand.
const BEFORE: &str = "delete from seaql_migrations where version = 'm0023_list_order'; drop index ix_subject_by_date; \
    drop index ix_subject_org_id_kind_updated_at_id; drop index ix_subject_org_id_kind_state_due_owner_id; \
    create index ix_subject_org_id_kind_due on subject (org_id, kind, due)";

/// Asks until somebody waits for a table, or nobody does any more.
async fn until_somebody_waits(root: &DatabaseConnection, wanted: bool) {
    let sql = "select count(*) > 0 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    for _ in 0..20_000 {
        let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
        if row.unwrap().try_get_by_index::<bool>(0).unwrap() == wanted {
            return;
        }
    }
    panic!("{}", if wanted { "it never asked for the table" } else { "it never gave way" });
}

#[tokio::test]
async fn a_migration_gives_way_to_work_and_comes_again() {
    if backend() == Backend::Sqlite {
        // One file, which one program brings up to date before it serves.
        return;
    }
    let place = TestDatabase::new();
    let (root, watch) = (place.root().await, place.root().await);
    root.execute_unprepared(BEFORE).await.unwrap();
    let work = root.begin().await.unwrap();
    work.execute_unprepared("lock table subject in row exclusive mode").await.unwrap();
    let url = place.owner_url();
    let migration = tokio::spawn(async move { migrations::up(&url, Passwords::default()).await });
    until_somebody_waits(&watch, true).await;
    // The work goes on, and whoever wants the table meanwhile stands behind nobody.
    until_somebody_waits(&watch, false).await;
    work.commit().await.unwrap();
    migration.await.unwrap().unwrap();
    assert_eq!(migrations::pending(&place.owner_url()).await.unwrap(), Vec::<String>::new());
    root.close().await.unwrap();
    watch.close().await.unwrap();
}
