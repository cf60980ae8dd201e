//! What processes tell each other beside the database: that there is work, that an organisation's rows changed, and
//! how often somebody has tried. Through Redis where there is one, else inside this process.
//!
//! Redis holds no work. Without it workers find theirs by polling, attempts are counted in each process, and browsers
//! learn of changes made elsewhere when they next ask; nothing is lost, and [`Bus::state`] says so.

mod probe;
mod redis;
mod settings;

pub use probe::{RedisLook, probe};
pub use settings::BusSettings;

use self::redis::Redis;
use domain::id::OrgId;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast};

/// How many changes a browser's stream may lag behind before it is told that it missed some.
const LAG: usize = 256;

/// How the processes are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BusState {
    /// There is no Redis in the settings: one process, or several that poll.
    Off,
    /// Everything goes through Redis.
    Connected,
    /// Redis does not answer: each process goes on by itself.
    Lost,
}

/// What processes tell each other. Cheap to clone.
#[derive(Clone)]
pub struct Bus {
    inner: Arc<Inner>,
}

struct Inner {
    /// That there is work, for the worker of this process.
    wake: Arc<Notify>,
    /// Whose rows changed, for the browsers that this process serves.
    changed: broadcast::Sender<OrgId>,
    redis: Option<Arc<Redis>>,
}

impl std::fmt::Debug for Bus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bus").field("state", &self.state()).finish_non_exhaustive()
    }
}

/// What is to be told to the others, gathered until it goes out.
#[derive(Default)]
struct Outbox {
    work: bool,
    changed: HashSet<OrgId>,
}

impl Bus {
    /// A bus of this process alone.
    #[must_use]
    pub fn local() -> Self {
        let (changed, _) = broadcast::channel(LAG);
        Self { inner: Arc::new(Inner { wake: Arc::new(Notify::new()), changed, redis: None }) }
    }

    /// A bus through Redis where the settings name one. Connects in its own time: a Redis that is away keeps nothing
    /// from starting. `name` tells this process from the others.
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn open(settings: &BusSettings, name: &str) -> Result<Self, String> {
        if !settings.is_used() {
            return Ok(Self::local());
        }
        let (changed, _) = broadcast::channel(LAG);
        let redis = Arc::new(Redis::new(settings, name)?);
        let wake = Arc::new(Notify::new());
        tokio::spawn(redis::listen(Arc::clone(&redis), Arc::clone(&wake), changed.clone()));
        tokio::spawn(redis::publish(Arc::clone(&redis)));
        Ok(Self { inner: Arc::new(Inner { wake, changed, redis: Some(redis) }) })
    }

    /// How the processes are connected now.
    #[must_use]
    pub fn state(&self) -> BusState {
        self.inner.redis.as_ref().map_or(BusState::Off, |redis| redis.state())
    }

    /// Is notified when some process commits jobs.
    #[must_use]
    pub fn wake(&self) -> Arc<Notify> {
        Arc::clone(&self.inner.wake)
    }

    /// The organisations whose rows change from now on, by whichever process.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<OrgId> {
        self.inner.changed.subscribe()
    }

    /// Tells every worker that there is work.
    pub fn tell_work(&self) {
        self.inner.wake.notify_waiters();
        self.inner.wake.notify_one();
        if let Some(redis) = &self.inner.redis {
            redis.tell(|outbox| outbox.work = true);
        }
    }

    /// Tells every browser of an organisation that something changed.
    pub fn tell_change(&self, org: OrgId) {
        // Nobody looks: nobody needs to be told.
        let _ = self.inner.changed.send(org);
        if let Some(redis) = &self.inner.redis {
            redis.tell(|outbox| {
                outbox.changed.insert(org);
            });
        }
    }

    /// Counts something under a key, together with the other processes; answers how long until the next is allowed
    /// where `most` in `window` are used up. `None` when it is allowed, or nobody can be asked: then each process
    /// counts for itself.
    pub async fn count(&self, key: &str, most: u32, window: Duration) -> Option<Duration> {
        let (count, left) = self.add(key, 1, window).await?;
        (count > most).then_some(left)
    }

    /// Adds to what all processes have counted under a key; answers how much it is and how long until it is forgotten.
    /// `None` when nobody can be asked.
    pub async fn add(&self, key: &str, by: u32, window: Duration) -> Option<(u32, Duration)> {
        let redis = self.inner.redis.as_ref()?;
        redis.add(key, by, window).await
    }
}

/// Something that is only touched for a moment.
struct Gathered(Mutex<Outbox>);

impl Gathered {
    fn change(&self, change: impl FnOnce(&mut Outbox)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn take(&self) -> Outbox {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
