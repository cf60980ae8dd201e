//! A full disk: changes are refused in words that say so, what is there is read, nothing is half-kept, and once there is
//! room everything goes on by itself.

use super::ledger::{self, jobs_left};
use super::table::Table;
use crate::harness::{
    Answer, Backend, Browser, Organisation, PostgresServer, SmallDisk, TestApp, TestDatabase, backend,
    lasting_port, outside_command, until,
};
use chrono::NaiveDate;
use reqwest::{Method, RequestBuilder};
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult, Statement};
use serde_json::json;
use std::process::{Child, Stdio};

/// More tasks than fit into whatever is left of the last page.
const MOST: usize = 400;

/// Somebody who makes tasks at a process of the program.
struct Making<'a> {
    org: &'a Organisation,
    base: String,
    due: NaiveDate,
}

impl<'a> Making<'a> {
    fn at(base: &str, app: &TestApp, org: &'a Organisation) -> Self {
        let due = domain::calendar::shift(app.store.clock().calendar().date_naive(), 10);
        Self { org, base: base.to_owned(), due }
    }

    fn request(&self, method: Method) -> RequestBuilder {
        self.org.owner.elsewhere(&self.base, method, &self.org.path("/tasks"))
    }

    async fn create(&self, title: &str) -> Answer {
        let body = json!({ "title": title, "owner": self.org.me, "due": self.due });
        Browser::send(self.request(Method::POST).json(&body)).await
    }

    /// Makes tasks until there is no room for one more; answers how many were made.
    async fn fill_up(&self) -> (usize, Answer) {
        for made in 0..MOST {
            let answer = self.create(&format!("Task {made}")).await;
            if !answer.status.is_success() {
                return (made, answer);
            }
        }
        panic!("there was always room");
    }

    /// How many tasks there are.
    async fn total(&self) -> usize {
        let listed = Browser::send(self.request(Method::GET)).await.ok();
        usize::try_from(listed["total"].as_u64().unwrap()).unwrap()
    }

    async fn is_served(&self) -> bool {
        self.request(Method::GET).send().await.is_ok_and(|answer| answer.status().is_success())
    }
}

#[derive(FromQueryResult)]
struct Pages {
    pages: i64,
}

async fn pages(root: &DatabaseConnection) -> u32 {
    let sql = "select page_count as pages from pragma_page_count()";
    let statement = Statement::from_string(root.get_database_backend(), sql);
    let found = Pages::find_by_statement(statement).one(root).await.unwrap().unwrap();
    u32::try_from(found.pages).unwrap()
}

/// What became of the reminders, beside the mails that arrived.
async fn table(app: &TestApp, org: &Organisation) -> Table {
    let entries = ledger::read(app, &[], &["mail"]).await;
    let read = app.store.read(&app.membership(org).await).await.unwrap();
    let table = Table::of(&entries, read.books().await.unwrap(), super::events::Done::default());
    read.close().await.unwrap();
    table
}

#[tokio::test]
async fn a_full_database_says_so_and_goes_on_when_there_is_room() {
    if backend() == Backend::Postgres {
        return; // What a page count is to PostgreSQL is its disk.
    }
    let mut database = TestDatabase::new();
    let most = pages(&database.root().await).await + 300;
    database.settings.max_pages = Some(most);
    let app = TestApp::on(database).await;
    let org = app.found("Acme", "ada@acme.example").await;
    let root = app.database.root().await;
    root.execute_unprepared("create table ballast (bytes blob)").await.unwrap();
    while pages(&root).await < most {
        root.execute_unprepared("insert into ballast values (zeroblob(3000))").await.unwrap();
    }
    let making = Making::at(&app.base, &app, &org);
    let (made, refused) = making.fill_up().await;
    refused.refused(507, "no_room");
    assert!(!refused.body.to_string().contains("sqlite"), "{}", refused.body);
    assert_eq!(making.total().await, made, "what was refused is not there");
    // The worker finds no room either; what it cannot note it does again.
    let _ = app.worker.run_until_idle().await;
    root.execute_unprepared("delete from ballast").await.unwrap();
    making.create("With room").await.ok();
    app.run_jobs().await;
    assert_eq!(making.total().await, made + 1);
    let table = table(&app, &org).await;
    println!("{table}");
    table.balances(&[]);
}

/// A full disk's processes: on SQLite one with everything in it.
struct Running(Vec<Child>);

impl Drop for Running {
    fn drop(&mut self) {
        for child in &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn begin(app: &TestApp, port: u16) -> Running {
    let names: &[&str] = if backend() == Backend::Sqlite { &["up"] } else { &["api", "worker"] };
    let begin = |name: &&str| {
        outside_command(app, name)
            .env("AIMS__API__LISTEN", format!("127.0.0.1:{port}"))
            .env("AIMS__PUBLIC_URL", "http://localhost:8080")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    Running(names.iter().map(begin).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_says_so_and_the_program_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount(if backend() == Backend::Sqlite { 24 } else { 160 }) else {
        println!("no disk may be mounted here; the page count of the test before stands for it");
        return;
    };
    let mut server = (backend() == Backend::Postgres).then(|| PostgresServer::on_disk(disk.path()));
    let database = server.as_ref().map_or_else(|| TestDatabase::in_folder(disk.path()), TestDatabase::on);
    let app = TestApp::in_real_time_on(database).await;
    let org = app.found("Acme", "ada@acme.example").await;
    let port = lasting_port();
    let running = begin(&app, port);
    let making = Making::at(&format!("http://127.0.0.1:{port}"), &app, &org);
    assert!(until(async || making.is_served().await).await, "it serves");
    making.create("Before").await.ok();
    disk.fill();
    let (made, refused) = making.fill_up().await;
    refused.refused(507, "no_room");
    assert_eq!(making.total().await, made + 1, "what was refused is not there");
    disk.empty();
    // PostgreSQL ends where its log finds no room; whoever runs it begins it again.
    server.iter_mut().for_each(PostgresServer::begin_again);
    let goes_on = until(async || making.create("With room").await.status.is_success()).await;
    assert!(goes_on, "there is room again");
    let settled = until(async || jobs_left(&app).await == 0).await;
    drop(running);
    assert!(settled, "jobs are left");
    assert_eq!(Making::at(&app.base, &app, &org).total().await, made + 2);
    let table = table(&app, &org).await;
    println!("{table}");
    table.balances(&[]);
}
