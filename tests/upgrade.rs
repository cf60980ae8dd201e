//! The schema is brought up to date while others work. Two versions of the program side by side are `make upgrade`.

use crate::harness::{Backend, TestApp, TestDatabase, backend};
use migrations::roles::Passwords;
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement, TransactionTrait};
use serde_json::json;
use uuid::Uuid;

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

/// What the newest migration adds, taken away as if the program before had been at work.
const UNWATCHED: &str = "delete from seaql_migrations where version = 'm0027_sweeps'; \
    drop index ix_obligation_org_id_next_reminder_at; delete from obligation where kind = 'expiry'; \
    delete from subject where kind = 'token'";

#[tokio::test]
async fn tokens_of_the_program_before_are_watched_once_it_is_gone() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let token = async |days: i64| {
        let body = json!({ "name": format!("{days} days"), "scope": "read", "days": days });
        org.owner.post(&org.path("/tokens"), body).await.ok()["token"]["id"].as_str().unwrap().to_owned()
    };
    let (revoked, working) = (token(400 - 40).await, token(60).await);
    let gone = org.owner.request(Method::DELETE, &org.path(&format!("/tokens/{revoked}")));
    assert_eq!(gone.send().await.unwrap().status(), 204);
    let root = app.database.root().await;
    root.execute_unprepared(UNWATCHED).await.unwrap();
    app.database.migrate().await;
    let sql = "select o.id, o.person_id, o.kind, s.title, s.state from obligation o join subject s \
               on s.org_id = o.org_id and s.id = o.subject_id where s.kind = 'token'";
    let rows = root.query_all_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    let text = |name: &str| rows[0].try_get::<String>("", name).unwrap();
    let id = |name: &str| rows[0].try_get::<Uuid>("", name).unwrap().to_string();
    assert_eq!((rows.len(), id("id"), id("person_id")), (1, working, org.me.clone()));
    assert_eq!([text("kind"), text("title"), text("state")], ["expiry", "60 days", "made"]);
    root.close().await.unwrap();
    // And it is told of like any other.
    let due =
        org.owner.get(&org.path("/calendar?from=2026-11-24&until=2027-11-24&kind=token&each=5")).await.ok();
    assert_eq!(due["entries"].as_array().unwrap().len(), 1, "{due}");
}
