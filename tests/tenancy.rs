//! One organisation never meets another's rows: by type, by statement, by row-level security.

use crate::harness::{Backend, TestApp, TestDatabase, backend};
use domain::access::Reach;
use domain::id::SubjectId;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;
use std::collections::BTreeSet;
use store::tables::{self, Owner, TABLES};

async fn names(db: &impl ConnectionTrait, sql: &str) -> BTreeSet<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect()
}

async fn count(db: &impl ConnectionTrait, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    let row =
        db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn the_table_list_is_the_schema() {
    let database = TestDatabase::new();
    let root = database.root().await;
    let sql = match backend() {
        Backend::Sqlite => {
            "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'"
        }
        Backend::Postgres => "select tablename::text from pg_tables where schemaname = 'public'",
    };
    let listed = TABLES.iter().map(|(name, _)| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(names(&root, sql).await, listed);
    if backend() == Backend::Sqlite {
        let indexes = "select name from pragma_table_list where schema = 'main' and type = 'virtual'";
        let listed = tables::SQLITE_INDEXES.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(names(&root, indexes).await, listed);
    }
    for (name, owner) in TABLES {
        assert!(!matches!(owner, Owner::Global(reason) if reason.is_empty()), "{name} needs a reason");
    }
    root.close().await.unwrap();
}

#[tokio::test]
async fn every_tenant_table_is_keyed_by_its_organisation_first() {
    let database = TestDatabase::new();
    let root = database.root().await;
    for table in tables::tenant() {
        let sql = match backend() {
            Backend::Sqlite => format!("select name from pragma_table_info('{table}') where pk = 1"),
            Backend::Postgres => format!(
                "select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid \
                 and a.attnum = i.indkey[0] where i.indrelid = '{table}'::regclass and i.indisprimary"
            ),
        };
        assert_eq!(names(&root, &sql).await, BTreeSet::from(["org_id".to_owned()]), "{table}");
    }
    root.close().await.unwrap();
}

#[tokio::test]
async fn every_tenant_table_is_locked_on_postgres() {
    if backend() == Backend::Sqlite {
        return; // SQLite has no row-level security; the observer below stands in for it.
    }
    let database = TestDatabase::new();
    let root = database.root().await;
    let sql =
        "select relname::text from pg_class where relkind = 'r' and relrowsecurity and relforcerowsecurity";
    let locked = names(&root, sql).await;
    for table in tables::tenant() {
        assert!(locked.contains(table), "{table} lacks forced row-level security");
    }
    let owned =
        "select tablename::text from pg_tables where schemaname = 'public' and tableowner <> 'aims_owner'";
    assert_eq!(names(&root, owned).await, BTreeSet::new(), "every table belongs to aims_owner");
    root.close().await.unwrap();
}

#[tokio::test]
async fn a_login_without_an_organisation_sees_no_tenant_row_and_no_error() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    org.task("Write the AI policy", 10).await;
    app.run_jobs().await;
    if backend() == Backend::Sqlite {
        return;
    }
    let outside = app.database.as_role("aims_app").await;
    for table in tables::tenant() {
        assert_eq!(count(&outside, table).await, 0, "{table}");
    }
    outside.close().await.unwrap();
    let root = app.database.root().await;
    for table in ["organisation", "person", "control", "task", "delivery", "trail_entry", "obligation"] {
        assert!(count(&root, table).await > 0, "{table} has rows to hide");
    }
    root.close().await.unwrap();
}

#[tokio::test]
async fn the_workers_login_reads_nothing_of_an_organisation_but_what_is_due() {
    if backend() == Backend::Sqlite {
        return;
    }
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.task("Write the AI policy", 10).await;
    let system = app.database.as_role("aims_system").await;
    // What is due, and whose digest; data keys, sealed under the operator's own key; where connections lead.
    const SHOWN: [&str; 4] = ["obligation", "digest_wait", "data_key", "connection"];
    // Whose verifications and certificates lapse, and when: nothing of the controls and certificates themselves.
    const LAPSING: [&str; 2] = ["control_work", "certification"];
    // Which organisations train anybody: nothing of what, and nobody who is asked.
    const TRAINING: [&str; 1] = ["module"];
    // What is removed by its age: when it was, and nothing that it says.
    const PRUNED: [&str; 5] = ["inbound", "consent", "press", "dispatch", "dispatch_attempt"];
    // Which organisations keep files, or expect some: nothing of the files themselves.
    const LOOKED_AFTER: [&str; 2] = ["file", "upload"];
    // Which organisations there are and how many people: who they are, and what an organisation works on, is not shown.
    const OPERATED: [&str; 2] = ["organisation", "person"];
    // How far each trail reaches and how far it was signed: nothing of what it says, and no hash.
    const SIGNED: [&str; 2] = ["trail_head", "trail_anchor"];
    // What failed or waits, and where a way of sending does not work: nothing of what was sent, to whom, or what is wrong.
    const TROUBLED: [&str; 2] = ["delivery", "channel_trouble"];
    let hidden = |table: &&str| {
        ![&SHOWN[..], &TROUBLED, &LAPSING, &TRAINING, &PRUNED, &LOOKED_AFTER, &OPERATED, &SIGNED]
            .iter()
            .any(|some| some.contains(table))
    };
    for table in tables::tenant().filter(hidden) {
        let sql = format!("select count(*) from {table}");
        let answer = system.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await;
        assert!(answer.is_err(), "aims_system has no right to {table}");
    }
    assert_eq!(count(&system, "obligation").await, 1);
    assert!(system.execute_unprepared("delete from obligation").await.is_err());
    for refused in [
        "select hash from trail_head",
        "select certificate from certification",
        "select record from module",
        "update trail_head set seq = 0",
        "select signature from trail_anchor",
        "select name from person",
        "select address_key from person",
        "select reminders from organisation",
        "update organisation set suspended_at = null",
        "select secret from connection",
        "select recipient_id from delivery",
        "select last_error from delivery",
        "update delivery set state = 'dead'",
        "select trouble from channel_trouble",
        "delete from channel_trouble",
        "select notes from control_work",
        "select setup from connection",
        "delete from data_key",
        "select id from digest_wait",
        "select key from inbound",
        "select token_hash from consent",
        "select remote_user from press",
        "select sha256 from file",
        "select name from upload",
        "delete from file",
        "select body from dispatch",
        "select error from dispatch_attempt",
        "update press set outcome = 'done'",
    ] {
        assert!(system.execute_unprepared(refused).await.is_err(), "{refused}");
    }
    system.close().await.unwrap();
}

#[tokio::test]
async fn a_row_for_another_organisation_is_refused_by_postgres_itself() {
    if backend() == Backend::Sqlite {
        return;
    }
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    let (ours, theirs) = (app.membership(&ours).await, app.membership(&theirs).await);
    let door = app.database.as_role("aims_app").await;
    let set = format!("select set_config('app.org_id', '{}', false)", theirs.tenancy().org());
    door.execute_unprepared(&set).await.unwrap();
    let insert =
        format!("insert into counter (org_id, prefix, last) values ('{}', 'TSK', 9)", ours.tenancy().org());
    let refused = door.execute_unprepared(&insert).await.unwrap_err().to_string();
    assert!(refused.contains("row-level security"), "{refused}");
    assert_eq!(count(&door, "organisation").await, 1, "only the own row");
    door.close().await.unwrap();
}

#[test]
fn the_observer_catches_a_statement_that_forgets_its_organisation() {
    use crate::harness::forgets_organisation;
    assert!(forgets_organisation("select * from task where id = ?"));
    assert!(forgets_organisation("UPDATE \"task\" SET \"priority\" = ?"));
    assert!(forgets_organisation("delete from subject"));
    assert!(forgets_organisation("select rowid from search_index where words match ?"));
    assert!(!forgets_organisation("select * from task where org_id = ? and id = ?"));
    assert!(!forgets_organisation("select task from job"));
    assert!(!forgets_organisation("INSERT INTO \"session\" (\"id\") VALUES (?)"));
}

#[tokio::test]
async fn the_store_answers_not_found_for_another_organisations_ids() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    ours.adopt().await;
    let task = ours.task("Write the AI policy", 10).await;
    let id = SubjectId(task["id"].as_str().unwrap().parse().unwrap());
    let read = app.store.read(&app.membership(&theirs).await).await.unwrap();
    assert!(matches!(read.task(id, Reach::All).await, Err(store::Error::NotFound)));
    assert!(matches!(read.control(id, |_| &[]).await, Err(store::Error::NotFound)));
    assert_eq!(read.history(id, None, 10, |_| Reach::All).await.unwrap().items.len(), 0);
    assert_eq!(read.deliveries(id).await.unwrap().0.len(), 0);
    read.close().await.unwrap();
}

#[tokio::test]
async fn foreign_ids_in_a_body_are_like_missing_ones() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    ours.adopt().await;
    let controls = ours.owner.get(&ours.path("/controls?limit=1")).await.ok();
    let control = &controls["items"][0]["id"];
    for (field, value) in [("owner", json!(ours.me)), ("control", control.clone())] {
        let body = json!({ "title": "Take what is theirs", field: value });
        let answer = theirs.owner.post(&theirs.path("/tasks"), body).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.body["errors"][0]["pointer"], format!("/{field}"));
    }
}

/// The doors of reading hand out what could write, as of an account; the database refuses.
#[tokio::test]
async fn a_door_of_reading_changes_nothing() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let session = org.owner.get("/api/v1/session").await.ok();
    let account = domain::id::AccountId(session["account"]["id"].as_str().unwrap().parse().unwrap());
    for whose in [Some(account), None] {
        let door = app.store.account_read(whose).await.unwrap();
        let refused = door.end_sessions(account).await.expect_err("a session was ended by reading");
        let words = match backend() {
            Backend::Sqlite => "readonly",
            Backend::Postgres => "read-only transaction",
        };
        assert!(format!("{refused:?}").contains(words), "{refused:?}");
    }
    org.owner.get("/api/v1/session").await.ok();
}
