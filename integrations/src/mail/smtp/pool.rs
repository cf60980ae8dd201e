//! The few connections: how many at once, and which one is used again.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use lettre::transport::smtp::client::AsyncSmtpConnection;
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::Instant,
};

/// Servers close idle connections after some minutes; none is used again that was idle for longer than this.
const LONGEST_IDLE: Duration = Duration::from_secs(60);

pub(super) struct Pool {
    permits: Semaphore,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl Pool {
    pub(super) fn new(size: usize) -> Self {
        Self { permits: Semaphore::new(size), idle: Mutex::new(Vec::new()) }
    }

    /// The right to use one connection. Nothing only where the pool was closed, which nobody does.
    pub(super) async fn permit(&self) -> Option<SemaphorePermit<'_>> {
        self.permits.acquire().await.ok()
    }

    /// The connection that was used last, where it was not idle for too long.
    pub(super) fn take(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle();
        idle.retain(|idle| idle.since.elapsed() < LONGEST_IDLE);
        idle.pop().map(|idle| idle.connection)
    }

    /// Keeps a connection for the next message; the permit its user holds bounds how many there are.
    pub(super) fn put_back(&self, connection: AsyncSmtpConnection) {
        self.idle().push(Idle { connection, since: Instant::now() });
    }

    /// Forgets all idle connections: the server has closed one, so the others are gone too.
    pub(super) fn clear(&self) {
        self.idle().clear();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
