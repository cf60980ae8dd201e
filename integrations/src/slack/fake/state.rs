//! What the fake remembers.

use crate::fault::Troubles;
use serde::Serialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

/// A message.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    /// The channel or conversation.
    pub channel: String,
    /// Its key there.
    pub ts: String,
    /// The text for notifications.
    pub text: String,
    /// The blocks.
    pub blocks: Value,
    /// The message whose thread it is in.
    pub thread: Option<String>,
    /// How often it was changed.
    pub changes: u32,
    /// When it was posted or last changed.
    #[serde(skip)]
    pub at: Option<Instant>,
}

/// What was said to one person alone.
#[derive(Clone, Debug, Serialize)]
pub struct Whisper {
    /// In which channel.
    pub channel: String,
    /// To whom.
    pub user: String,
    /// What.
    pub text: String,
}

/// A call of a method.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// The method's name.
    pub method: String,
    /// What it was called with, whether by JSON or by form.
    pub body: Value,
    /// What was answered; null while nothing was.
    pub answer: Value,
}

/// Somebody.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) address: String,
    pub(super) confirmed: bool,
}

pub(super) struct State {
    pub(super) messages: Vec<Kept>,
    pub(super) whispers: Vec<Whisper>,
    pub(super) asked: Vec<Asked>,
    pub(super) faults: Troubles,
    pub(super) codes: HashMap<String, String>,
    pub(super) access_tokens: HashSet<String>,
    pub(super) refresh_tokens: HashSet<String>,
    pub(super) token_requests: usize,
    pub(super) rotates: bool,
    pub(super) latency: Duration,
    pub(super) people: Vec<Person>,
    /// Where the program that installed the app is: learnt from where it wanted people sent back to.
    pub(super) app: Option<String>,
    pub(super) called: Vec<(String, u16)>,
    /// Another time than this machine's, in seconds, where a test says so.
    pub(super) at: Option<i64>,
    pub(super) next: u64,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            messages: Vec::new(),
            whispers: Vec::new(),
            asked: Vec::new(),
            faults: Troubles::default(),
            codes: HashMap::new(),
            access_tokens: HashSet::new(),
            refresh_tokens: HashSet::new(),
            token_requests: 0,
            rotates: false,
            latency: Duration::ZERO,
            people: Vec::new(),
            app: None,
            called: Vec::new(),
            at: None,
            next: 1,
        }
    }

    /// The next number: ids, times, tokens.
    pub(super) fn draw(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }

    /// The time that calls are signed at.
    #[expect(
        clippy::disallowed_methods,
        reason = "it stands for a machine of Slack's, which has a clock of its own"
    )]
    pub(super) fn now(&self) -> i64 {
        self.at.unwrap_or_else(|| chrono::Utc::now().timestamp())
    }

    pub(super) fn join(&mut self, address: &str, confirmed: bool) -> String {
        let id = format!("U{:08}", self.draw());
        self.people.push(Person { id: id.clone(), address: address.to_owned(), confirmed });
        id
    }

    pub(super) fn member_of(&mut self, address: &str) -> Option<String> {
        if address.starts_with("nobody") {
            return None;
        }
        let known = self.people.iter().find(|one| one.address == address).map(|one| one.id.clone());
        Some(known.unwrap_or_else(|| self.join(address, true)))
    }
}
