//! What the sink remembers; outlives its listeners.

use std::{
    collections::{HashMap, HashSet},
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::watch;

use super::{Fault, StoredMessage};
use crate::fault::Weather;

/// How often a grey address is put off.
const GREY_ANSWERS: u32 = 2;

pub(super) struct Kept {
    messages: watch::Sender<Vec<StoredMessage>>,
    rest: Mutex<Rest>,
    pub(super) login: Option<(String, String)>,
}

#[derive(Default)]
struct Rest {
    spool: Option<File>,
    grey: HashMap<String, u32>,
    delay: Duration,
    connections: usize,
    weather: Option<Weather<Fault>>,
}

impl Kept {
    pub(super) fn open(spool: Option<&Path>, login: Option<(String, String)>) -> io::Result<Self> {
        let (mut messages, mut file) = (Vec::new(), None);
        if let Some(path) = spool {
            let opened = OpenOptions::new().create(true).append(true).read(true).open(path)?;
            for line in BufReader::new(&opened).lines() {
                messages.push(serde_json::from_str(&line?)?);
            }
            file = Some(opened);
        }
        let rest = Rest { spool: file, delay: Duration::from_secs(10), ..Rest::default() };
        Ok(Self { messages: watch::Sender::new(messages), rest: Mutex::new(rest), login })
    }

    /// Keeps a message, in the file first: whoever hears 250 may kill this process.
    pub(super) fn keep(&self, message: StoredMessage) -> io::Result<()> {
        if let Some(file) = &mut self.rest().spool {
            let line = serde_json::to_string(&message)?;
            file.write_all(format!("{line}\n").as_bytes())?;
            file.sync_data()?;
        }
        self.messages.send_modify(|messages| messages.push(message));
        Ok(())
    }

    pub(super) fn messages(&self) -> Vec<StoredMessage> {
        self.messages.borrow().clone()
    }

    pub(super) fn to(&self, address: &str) -> Vec<StoredMessage> {
        let messages = self.messages.borrow();
        messages.iter().filter(|message| message.to.eq_ignore_ascii_case(address)).cloned().collect()
    }

    pub(super) fn distinct_message_ids(&self) -> usize {
        let messages = self.messages.borrow();
        messages.iter().map(|message| message.message_id.as_str()).collect::<HashSet<_>>().len()
    }

    pub(super) async fn received(&self, count: usize) -> Vec<StoredMessage> {
        let mut watch = self.messages.subscribe();
        // Fails only when the sender is gone, which is part of `self`.
        let _ = watch.wait_for(|messages| messages.len() >= count).await;
        self.messages()
    }

    /// Whether a grey address is still to be put off.
    pub(super) fn is_still_grey(&self, address: &str) -> bool {
        let mut rest = self.rest();
        let answers = rest.grey.entry(address.to_ascii_lowercase()).or_default();
        *answers += 1;
        *answers <= GREY_ANSWERS
    }

    pub(super) fn count_connection(&self) {
        self.rest().connections += 1;
    }

    pub(super) fn connections(&self) -> usize {
        self.rest().connections
    }

    pub(super) fn set_delay(&self, delay: Duration) {
        self.rest().delay = delay;
    }

    pub(super) fn delay(&self) -> Duration {
        self.rest().delay
    }

    pub(super) fn set_weather(&self, weather: Option<Weather<Fault>>) {
        self.rest().weather = weather;
    }

    /// What the weather brings to the next message.
    pub(super) fn next_fault(&self) -> Option<Fault> {
        self.rest().weather.as_mut()?.next()
    }

    fn rest(&self) -> MutexGuard<'_, Rest> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
