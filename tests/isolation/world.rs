//! Two organisations of the same shape, and what may not pass between them.

use super::dump::{Dump, ids_in};
use crate::access::Things;
use crate::harness::{Organisation, TestApp};
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use uuid::Uuid;

/// A word that stands in everything of theirs that has a name, and nowhere else.
pub(crate) const WORD: &str = "zwetschge";

/// Ours, theirs, and what of theirs nobody of ours may ever see.
pub(crate) struct World {
    pub(crate) app: TestApp,
    pub(crate) ours: Organisation,
    pub(crate) our: Things,
    pub(crate) theirs: Organisation,
    pub(crate) their: Things,
    /// The ids of the two organisations themselves.
    pub(crate) org: [Uuid; 2],
    secrets: BTreeSet<Uuid>,
    before: Dump,
    mails: usize,
}

impl World {
    pub(crate) async fn new() -> Self {
        let app = TestApp::new().await;
        let ours = app.found("Ours", "ada@ours.example").await;
        let theirs = app.found("Zwetschge Works", "eve@zwetschge.example").await;
        ours.adopt().await;
        theirs.adopt().await;
        for say in [&ours, &theirs] {
            say.task(if say.slug == ours.slug { "Plain" } else { "Zwetschge harvest" }, 3).await;
        }
        let (our, their) = (Things::of(&ours).await, Things::of(&theirs).await);
        let said = json!({ "text": "A zwetschge in confidence" });
        theirs.owner.post(&theirs.path(&format!("/subjects/{}/comments", their.task())), said).await.ok();
        app.run_jobs().await;
        let org = [&ours, &theirs];
        let org = [org_id(&app, org[0]).await, org_id(&app, org[1]).await];
        let before = Dump::of(&app, org[1]).await;
        let shared = Dump::of(&app, org[0]).await.ids();
        let secrets = before.ids().difference(&shared).copied().collect();
        let mails = app.sink.messages().len();
        Self { app, ours, our, theirs, their, org, secrets, before, mails }
    }

    /// What ours has may have changed; theirs has not.
    pub(crate) async fn renew(&mut self) {
        self.our = Things::of(&self.ours).await;
    }

    /// Sends, and says how it was answered; an answer with anything of theirs that was not in the request is a leak.
    pub(crate) async fn send(&self, request: RequestBuilder, named: &str) -> Result<Seen, String> {
        let response = request.send().await.map_err(|error| error.to_string())?;
        let status = response.status();
        let headers = format!("{:?}", response.headers());
        let streams = response.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream");
        // A stream goes on; what it tells of whom is tested in `live`.
        let bytes = if streams { Vec::new() } else { response.bytes().await.unwrap().to_vec() };
        let text = headers + &readable(bytes);
        // A service outside may not know what it is asked for.
        if status.is_server_error() && code(&text) != "service_failed" {
            return Err(format!("{status} {text}"));
        }
        let known: BTreeSet<Uuid> = ids_in(named).collect();
        if let Some(id) = ids_in(&text).find(|id| self.secrets.contains(id) && !known.contains(id)) {
            return Err(format!("{status} tells the id {id}: {text}"));
        }
        let words = text.to_lowercase().matches(WORD).count();
        if words > named.to_lowercase().matches(WORD).count() {
            return Err(format!("{status} tells a name of theirs: {text}"));
        }
        Ok(Seen { status, code: code(&text) })
    }

    /// Nothing of theirs has changed, nothing of ours names anything of theirs, nobody of theirs was written to.
    pub(crate) async fn is_whole(&self) -> Result<usize, String> {
        let after = Dump::of(&self.app, self.org[1]).await;
        if let Some(difference) = self.before.differs(&after) {
            return Err(format!("theirs has changed: {difference}"));
        }
        if let Some(row) = Dump::of(&self.app, self.org[0]).await.names(&self.secrets) {
            return Err(format!("ours names something of theirs: {row}"));
        }
        let to_them = |mail: &&integrations::mail::fake::StoredMessage| mail.to.contains(WORD);
        let mails = self.app.sink.messages();
        if let Some(mail) = mails[self.mails..].iter().find(to_them) {
            return Err(format!("theirs got a mail: {}", mail.text));
        }
        Ok(after.count())
    }
}

/// How a request was answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) status: StatusCode,
    pub(crate) code: String,
}

fn code(text: &str) -> String {
    let at = text.find("\"code\":\"").map(|at| &text[at + 8..]);
    at.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// The bytes as text; of a file of files, what is in each.
fn readable(bytes: Vec<u8>) -> String {
    if !bytes.starts_with(b"PK") {
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return String::new() };
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        text += &file.name().unwrap();
        let mut inner = Vec::new();
        file.read_to_end(&mut inner).unwrap();
        text += &String::from_utf8_lossy(&inner);
    }
    text
}

async fn org_id(app: &TestApp, org: &Organisation) -> Uuid {
    app.membership(org).await.tenancy().org().0
}

/// The API document.
pub(crate) fn document() -> Value {
    serde_json::from_str(&api::openapi()).unwrap()
}
