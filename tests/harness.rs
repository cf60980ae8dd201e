//! What tests stand on: a database of their own, a clock they move, a real SMTP server, and the real API.

mod app;
mod browser;
mod clock;
mod connected;
mod database;
mod observer;
mod port;
mod postgres;
mod program;
mod redis;
mod small_disk;
mod tally;
mod wire;
pub(crate) mod workspace;

pub(crate) use self::redis::RedisServer;
pub(crate) use self::small_disk::SmallDisk;
pub(crate) use self::tally::{MAIL, MIRRORS, open, tally};
pub(crate) use self::wire::Wire;
pub(crate) use app::{BOUNCE_DOMAIN, BOUNCE_SECRET, Organisation, PASSWORD, POST_GAP_MS, TestApp};
pub(crate) use browser::{Answer, Browser};
pub(crate) use clock::TestClock;
pub(crate) use connected::{Connected, came_back, connect};
pub(crate) use database::{Backend, MASTER, TestDatabase, backend, bus};
pub(crate) use observer::forgets_organisation;
pub(crate) use port::lasting_port;
pub(crate) use postgres::PostgresServer;
pub(crate) use program::{command, jira_worker, outside_command, plan_deliveries, until, worker_process};
