//! What the fake remembers.

use crate::fault::Troubles;
use domain::mirror::Category;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

/// An issue.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    /// Its immutable id.
    pub id: String,
    /// Its key.
    pub key: String,
    /// The site it is on.
    pub cloud: String,
    /// The id of its project.
    pub project: String,
    /// Where it stands.
    pub category: Category,
    /// Its fields, as they were said.
    pub fields: Map<String, Value>,
    /// What was kept with it.
    pub properties: Map<String, Value>,
    /// When it was made; searches find it later.
    #[serde(skip)]
    pub made: Option<Instant>,
    /// How often it was changed.
    pub changes: u32,
}

/// A call to the API.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// The path below the API, without its query.
    pub path: String,
    /// The body.
    pub body: Value,
    /// What was answered; 0 while nothing was.
    pub status: u16,
    /// The answer's body.
    pub answer: Value,
    /// The path as the specification knows it, with the site left out.
    pub query: String,
}

/// A hook that somebody registered.
#[derive(Clone, Debug)]
pub(super) struct Hook {
    pub(super) id: i64,
    pub(super) url: String,
    pub(super) jql: String,
    pub(super) cloud: String,
}

pub(super) struct State {
    pub(super) issues: Vec<Kept>,
    pub(super) asked: Vec<Asked>,
    pub(super) faults: Troubles,
    pub(super) codes: HashMap<String, String>,
    pub(super) access_tokens: HashSet<String>,
    pub(super) refresh_tokens: HashMap<String, String>,
    pub(super) token_requests: usize,
    pub(super) tokens_live_for: u64,
    pub(super) search_lag: Duration,
    pub(super) latency: Duration,
    pub(super) hooks: Vec<Hook>,
    pub(super) called: Vec<(String, u16)>,
    pub(super) next: u64,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            issues: Vec::new(),
            asked: Vec::new(),
            faults: Troubles::default(),
            codes: HashMap::new(),
            access_tokens: HashSet::new(),
            refresh_tokens: HashMap::new(),
            token_requests: 0,
            tokens_live_for: 3_600,
            search_lag: Duration::ZERO,
            latency: Duration::ZERO,
            hooks: Vec::new(),
            called: Vec::new(),
            next: 1,
        }
    }

    /// The next number: ids, keys, tokens.
    pub(super) fn draw(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }

    pub(super) fn expire_tokens(&mut self) {
        self.access_tokens.clear();
    }

    pub(super) fn issue(&mut self, cloud: &str, id: &str) -> Option<&mut Kept> {
        self.issues.iter_mut().find(|issue| issue.cloud == cloud && (issue.id == id || issue.key == id))
    }
}
