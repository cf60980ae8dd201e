//! A database for each test, copied from a template that was migrated once.

use crate::harness::observer::Watch;
use crate::harness::{PostgresServer, TestClock};
use migrations::roles::Passwords;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use secrecy::SecretString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use store::{
    Bus, BusSettings, Keys, LinkKey, MasterKey, MasterKeys, PoolSettings, Settings, Store, SystemRandomness,
};
use tempfile::TempDir;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// The database that this run is on.
pub(crate) fn backend() -> Backend {
    match std::env::var("AIMS_TEST_DATABASE").as_deref() {
        Err(_) | Ok("sqlite") => Backend::Sqlite,
        Ok("postgres") => Backend::Postgres,
        Ok(other) => panic!("AIMS_TEST_DATABASE is sqlite or postgres, not {other}"),
    }
}

fn cluster() -> String {
    std::env::var("AIMS_TEST_POSTGRES")
        .expect("AIMS_TEST_POSTGRES names the private cluster; `make test` starts it")
}

/// A login at a database of a cluster.
fn at(cluster: &str, user: &str, database: &str) -> String {
    let mut url = url::Url::parse(cluster).unwrap();
    url.set_username(user).unwrap();
    url.set_path(database);
    url.into()
}

fn superuser(cluster: &str) -> String {
    url::Url::parse(cluster).unwrap().username().to_owned()
}

/// Runs async work to its end on a thread of its own, from wherever the caller stands.
fn block_on<T: Send>(work: impl Future<Output = T> + Send) -> T {
    std::thread::scope(|scope| {
        let run =
            || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work);
        scope.spawn(run).join().unwrap()
    })
}

async fn admin(cluster: &str, database: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(at(cluster, &superuser(cluster), database));
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

/// Makes a database and brings it up to date.
async fn migrated(cluster: &str, name: &str) {
    admin(cluster, "postgres").await.execute_unprepared(&format!("create database {name}")).await.unwrap();
    migrations::up(&at(cluster, &superuser(cluster), name), Passwords::default()).await.unwrap();
}

/// The template: a file, or the name of a database.
fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| match backend() {
        Backend::Sqlite => {
            let folder = TempDir::new().unwrap().keep();
            let file = folder.join("template.sqlite");
            block_on(migrations::up(&format!("sqlite://{}?mode=rwc", file.display()), Passwords::default()))
                .unwrap();
            file.display().to_string()
        }
        Backend::Postgres => block_on(async {
            let name = format!("template_{}", std::process::id());
            migrated(&cluster(), &name).await;
            name
        }),
    })
}

/// The master key of every test.
pub(crate) const MASTER: [u8; 32] = [9; 32];

fn settings(url: String, system_url: String) -> Settings {
    Settings {
        url: SecretString::from(url),
        system_url: SecretString::from(system_url),
        owner_url: SecretString::from(String::new()),
        pool: PoolSettings { max: 8, acquire_timeout_seconds: 20 },
        max_pages: None,
    }
}

pub(crate) struct TestDatabase {
    pub(crate) settings: Settings,
    pub(crate) watch: Watch,
    cluster: String,
    name: String,
    folder: TempDir,
}

impl TestDatabase {
    pub(crate) fn new() -> Self {
        static COPYING: Mutex<u32> = Mutex::new(0);
        let template = template();
        match backend() {
            Backend::Sqlite => Self::copied(template, TempDir::new().unwrap()),
            Backend::Postgres => {
                // A template can be copied by one session at a time.
                let mut count = COPYING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                *count += 1;
                let name = format!("test_{}_{count}", std::process::id());
                block_on(async {
                    let copy = format!("create database {name} template {template}");
                    admin(&cluster(), "postgres").await.execute_unprepared(&copy).await.unwrap();
                });
                Self::of(cluster(), name)
            }
        }
    }

    /// A file of SQLite on another disk.
    pub(crate) fn in_folder(disk: &Path) -> Self {
        Self::copied(template(), TempDir::new_in(disk).unwrap())
    }

    fn copied(template: &str, folder: TempDir) -> Self {
        let file = folder.path().join("aims.sqlite");
        std::fs::copy(template, &file).unwrap();
        let url = format!("sqlite://{}?mode=rw", file.display());
        Self::with(settings(url, String::new()), String::new(), String::new(), folder)
    }

    /// With nothing in it, not even a table.
    pub(crate) fn empty() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        if backend() == Backend::Sqlite {
            let folder = TempDir::new().unwrap();
            let url = format!("sqlite://{}?mode=rwc", folder.path().join("aims.sqlite").display());
            return Self::with(settings(url, String::new()), String::new(), String::new(), folder);
        }
        let name = format!("empty_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        block_on(async {
            let make = format!("create database {name}");
            admin(&cluster(), "postgres").await.execute_unprepared(&make).await.unwrap();
        });
        Self::of(cluster(), name)
    }

    /// The login that owns everything; nothing on SQLite.
    pub(crate) fn owner_url(&self) -> String {
        match backend() {
            Backend::Sqlite => String::new(),
            Backend::Postgres => at(&self.cluster, &superuser(&self.cluster), &self.name),
        }
    }

    /// On a PostgreSQL of the test's own.
    pub(crate) fn on(server: &PostgresServer) -> Self {
        let name = "own".to_owned();
        block_on(migrated(&server.url(), &name));
        Self::of(server.url(), name)
    }

    fn of(cluster: String, name: String) -> Self {
        let settings = settings(at(&cluster, "aims_app", &name), at(&cluster, "aims_system", &name));
        Self::with(settings, cluster, name, TempDir::new().unwrap())
    }

    fn with(settings: Settings, cluster: String, name: String, folder: TempDir) -> Self {
        Self { settings, watch: Watch::default(), cluster, name, folder }
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    fn keys(master: Vec<u8>) -> Keys {
        let master = MasterKey::new(master).unwrap();
        Keys { links: LinkKey::new(vec![7; 32]), master: MasterKeys::new(master, Vec::new(), || None) }
    }

    /// The data layer on this database.
    pub(crate) async fn store(&self, clock: Arc<TestClock>) -> Store {
        self.store_under(MASTER.to_vec(), clock).await
    }

    /// The same under another master key.
    pub(crate) async fn store_under(&self, master: Vec<u8>, clock: Arc<TestClock>) -> Store {
        self.store_on(self.bus(), master, clock).await
    }

    /// The same for a process that meets the others somewhere else.
    pub(crate) async fn store_on(&self, bus: Bus, master: Vec<u8>, clock: Arc<TestClock>) -> Store {
        let watch = (backend() == Backend::Sqlite).then(|| self.watch.observer());
        Store::open(&self.settings, Self::keys(master), clock, Arc::new(SystemRandomness), bus, watch)
            .await
            .unwrap()
    }

    /// One more process's end of what the processes of this test meet in: Redis, where the run has one.
    pub(crate) fn bus(&self) -> Bus {
        let prefix = if self.name.is_empty() { "sqlite" } else { &self.name };
        bus(std::env::var("AIMS_TEST_REDIS").unwrap_or_default(), prefix)
    }

    /// Brings it up to date once more.
    pub(crate) async fn migrate(&self) {
        use secrecy::ExposeSecret;
        let url = match backend() {
            Backend::Sqlite => self.settings.url.expose_secret().to_owned(),
            Backend::Postgres => at(&self.cluster, &superuser(&self.cluster), &self.name),
        };
        migrations::up(&url, Passwords::default()).await.unwrap();
    }

    /// A connection that may do everything: on PostgreSQL as superuser, past every policy.
    pub(crate) async fn root(&self) -> DatabaseConnection {
        use secrecy::ExposeSecret;
        match backend() {
            Backend::Sqlite => {
                let mut options = ConnectOptions::new(self.settings.url.expose_secret());
                options.max_connections(1).sqlx_logging(false);
                Database::connect(options).await.unwrap()
            }
            Backend::Postgres => admin(&self.cluster, &self.name).await,
        }
    }

    /// A connection as one of the two serving roles, outside every door.
    pub(crate) async fn as_role(&self, role: &str) -> DatabaseConnection {
        let mut options = ConnectOptions::new(at(&self.cluster, role, &self.name));
        options.max_connections(1).sqlx_logging(false);
        Database::connect(options).await.unwrap()
    }

    /// Lets no connection in, and cuts those that are open; PostgreSQL only.
    pub(crate) async fn shut(&self, shut: bool) {
        let admin = admin(&self.cluster, "postgres").await;
        let limit = format!("alter database {} with allow_connections {}", self.name, !shut);
        admin.execute_unprepared(&limit).await.unwrap();
        let cut =
            format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'", self.name);
        admin.execute_unprepared(&cut).await.unwrap();
    }
}

/// A process's end of a bus through the Redis at `url`; empty means none.
pub(crate) fn bus(url: String, prefix: &str) -> Bus {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("process-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    Bus::open(&BusSettings { url: SecretString::from(url), prefix: prefix.to_owned() }, &name).unwrap()
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let faults = self.watch.take();
        if !self.name.is_empty() {
            let drop = format!("drop database if exists {} with (force)", self.name);
            block_on(async {
                admin(&self.cluster, "postgres").await.execute_unprepared(&drop).await.unwrap()
            });
        }
        if !faults.is_empty() && !std::thread::panicking() {
            panic!("statements on a tenant's table without org_id:\n{}", faults.join("\n"));
        }
    }
}
