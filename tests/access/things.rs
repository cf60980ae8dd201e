//! One of each thing that a path, a question or a body may name.

use super::{PREFIX, Route, WORKFLOW, fresh_address};
use crate::evidence::{evidence, upload};
use crate::harness::workspace::install;
use crate::harness::{Browser, Organisation, connect};
use crate::teams::{PNG, put_photo};
use reqwest::Method;
use serde_json::{Value, json};

/// What the certification is called that has a visit.
const VISITED: &str = "AI management, with a visit";

/// And the training that the owner confirmed.
const TO_BE_READ: &str = "To be read";

/// One of the organisation's own things of the kind that the path speaks of.
pub(crate) struct Things {
    pub(super) person: String,
    pub(super) comment: String,
    /// Somebody without an account and without work.
    pub(super) colleague: String,
    pub(super) task: String,
    pub(super) control: String,
    pub(super) connection: String,
    pub(super) workspace: String,
    /// A connection that cards go by.
    pub(super) cards: String,
    pub(super) mirror: String,
    pub(super) endpoint: String,
    pub(super) dispatch: String,
    pub(super) upload: String,
    pub(super) evidence: String,
    pub(super) team: String,
    /// A view of tasks that the owner shares.
    pub(super) view: String,
    pub(super) token: String,
    pub(super) service: String,
    /// What tasks begin with.
    pub(super) template: String,
    /// What came of a review of the control.
    pub(super) record: String,
    /// Some days on which the colleague is away.
    pub(super) absence: String,
    pub(super) certification: String,
    /// A visit of its certification body.
    pub(super) visit: String,
    /// What was found on it.
    pub(super) finding: String,
    /// A certification body that was asked for a quotation.
    pub(super) body: String,
    /// The quotation that it was asked for.
    pub(super) quotation: String,
    /// A training module that the colleague is asked for.
    pub(super) module: String,
    /// What the colleague is asked for.
    pub(super) assignment: String,
    /// What the owner was asked for and confirmed.
    pub(super) attested: String,
}

impl Things {
    pub(crate) async fn of(org: &Organisation) -> Self {
        let task = org.task("Something to reach for", 10).await;
        let controls = org.owner.get(&org.path("/controls?limit=1")).await.ok();
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        let connection = connect(org).await;
        let at = org.path(&format!("/connections/{connection}"));
        let setup = json!({ "project": "10000", "issue_type": "10100", "rule": "by_hand" });
        let etag = org.owner.get(&at).await.etag();
        org.owner.change(Method::PUT, &format!("{at}/setup"), &etag, setup).await.ok();
        org.owner.post(&format!("{at}/tasks"), json!({ "tasks": [task["id"]] })).await.ok();
        let mirrors = org.owner.get(&org.path(&format!("/tasks/{}/mirrors", id(&task)))).await.ok();
        let mirror = id(&mirrors["items"][0]);
        let workspace = install(org).await;
        let workflow = json!({ "url": WORKFLOW, "channel": "AI management" });
        let cards = id(&org.owner.post(&org.path("/connections/teams"), workflow).await.ok());
        let (endpoint, dispatch) = Self::endpoint(org).await;
        let body = json!({ "name": "A colleague", "address": fresh_address() });
        let colleague = id(&org.owner.post(&org.path("/people"), body).await.ok());
        let comments = org.path(&format!("/subjects/{}/comments", id(&task)));
        let said = org.owner.post(&comments, json!({ "text": "First" })).await.ok();
        let upload = upload(&org.owner, org, "Report.pdf", b"%PDF-1.7").await;
        let evidence = id(&evidence(&org.owner, org, "Report.pdf", &id(&task)).await);
        let link = org.path(&format!("/subjects/{}/links/{evidence}", id(&task)));
        Browser::send(org.owner.request(Method::PUT, &link)).await.ok();
        if org.owner.get(&org.path("/photos")).await.ok()["items"] == json!([]) {
            put_photo(&org.owner, org, PNG).await.ok();
        }
        let view = Self::view(org).await;
        let token =
            Self::kept(org, "/tokens", "works", json!({ "name": "One", "scope": "read", "days": 9 })).await;
        let robot = json!({ "name": "Robot", "purpose": "Tests", "role": "staff" });
        let service = Self::kept(org, "/service-accounts", "active", robot).await;
        Self::logo(org).await;
        let template = Self::template(org).await;
        let (record, absence) = Self::reviewed(org, &id(&controls["items"][0]), &colleague).await;
        let (certification, visit) = Self::certification(org).await;
        let finding = Self::finding(org, &certification, &visit).await;
        let (certifier, quotation) = Self::quotation(org, &certification).await;
        let (module, assignment, attested) = Self::training(org, &colleague).await;
        let body = json!({ "name": fresh_address() });
        let team = id(&org.owner.post(&org.path("/teams"), body).await.ok());
        Self {
            token,
            service,
            upload,
            evidence,
            team,
            view,
            template,
            record,
            absence,
            certification,
            visit,
            finding,
            body: certifier,
            quotation,
            module,
            assignment,
            attested,
            comment: id(&said["items"][0]),
            colleague,
            person: org.me.clone(),
            task: id(&task),
            control: id(&controls["items"][0]),
            connection,
            workspace,
            cards,
            mirror,
            endpoint,
            dispatch,
        }
    }

    /// A review that was held of a control, and days on which somebody is away.
    async fn reviewed(org: &Organisation, control: &str, colleague: &str) -> (String, String) {
        let at = org.path(&format!("/reviews/{control}"));
        org.owner.call(Method::PATCH, &at, json!({})).await.ok();
        let today = json!({ "on": "2026-11-24", "outcome": "suitable" });
        let held = org.owner.post(&format!("{at}/held"), today).await;
        // A test that lives in another year holds none again.
        let held = if held.status.is_success() { held.ok() } else { org.owner.get(&at).await.ok() };
        let absences = org.path(&format!("/people/{colleague}/absences"));
        let away =
            org.owner.post(&absences, json!({ "from": "2027-01-01", "until": "2027-01-02" })).await.ok();
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        (id(&held["reviews"][0]), id(&away["items"][0]))
    }

    /// A template that is in use: there may be as many as there may be.
    async fn template(org: &Organisation) -> String {
        let known = org.owner.get(&org.path("/task-templates")).await.ok();
        let used = known["items"].as_array().unwrap().iter().find(|one| one["archived"] == false).cloned();
        let template = match used {
            Some(template) => template,
            None => {
                org.owner.post(&org.path("/task-templates"), json!({ "title": "Every month" })).await.ok()
            }
        };
        template["id"].as_str().unwrap().to_owned()
    }

    /// A certification with a visit that is planned.
    async fn certification(org: &Organisation) -> (String, String) {
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        let list = org.path("/certifications");
        let known = org.owner.get(&list).await.ok();
        let known = known["items"].as_array().unwrap().iter().find(|one| one["title"] == VISITED).cloned();
        if let Some(known) = known {
            let known = org.owner.get(&format!("{list}/{}", id(&known))).await.ok();
            return (id(&known), id(&known["visits"][0]));
        }
        let body = json!({ "title": VISITED, "standard": "ISO/IEC 42001:2023" });
        let made = org.owner.post(&list, body).await;
        let at = format!("{list}/{}/visits", id(&made.body));
        let plan = json!({ "phase": "stage_1", "begins": "2026-11-20" });
        let planned = org.owner.change(Method::POST, &at, &made.etag(), plan).await.ok();
        (id(&planned), id(&planned["visits"][0]))
    }

    /// What was found on a visit of a certification: there may be as many as there may be.
    async fn finding(org: &Organisation, certification: &str, visit: &str) -> String {
        let at = org.path(&format!("/certifications/{certification}"));
        let known = org.owner.get(&at).await.ok()["findings"][0]["id"].as_str().map(str::to_owned);
        if let Some(known) = known {
            return known;
        }
        let new = json!({ "visit": visit, "title": "Found", "grade": "concern", "raised": "2026-11-24" });
        let made = org.owner.post(&format!("{at}/findings"), new).await.ok();
        made["id"].as_str().unwrap().to_owned()
    }

    /// A certification body, and the quotation of a certification that it was asked for.
    async fn quotation(org: &Organisation, certification: &str) -> (String, String) {
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        let at = org.path(&format!("/certifications/{certification}"));
        let known = org.owner.get(&format!("{at}/quotations")).await;
        if let Some(known) = known.body["items"].as_array().and_then(|items| items.first()) {
            return (id(&known["body"]), id(known));
        }
        let body = id(&org.owner.post(&org.path("/bodies"), json!({ "name": "Example Cert" })).await.ok());
        let asked = json!({ "body": body, "asked": "2026-11-02" });
        let made =
            org.owner.change(Method::POST, &format!("{at}/quotations"), &known.etag(), asked).await.ok();
        (body, id(&made["items"][0]))
    }

    /// A training module that somebody and the owner are asked for; the owner confirms it.
    async fn training(org: &Organisation, person: &str) -> (String, String, String) {
        let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
        let known = org.owner.get(&org.path("/modules")).await.ok();
        let read = known["items"].as_array().unwrap().iter().find(|one| one["title"] == TO_BE_READ);
        let made = match read {
            Some(module) => module.clone(),
            None => {
                let new = json!({ "title": TO_BE_READ, "text": { "attested": "I have read it." } });
                org.owner.post(&org.path("/modules"), new).await.ok()
            }
        };
        let at = org.path(&format!("/modules/{}", id(&made)));
        let rules = json!([{ "kind": "person", "id": person }, { "kind": "person", "id": org.me }]);
        let etag = org.owner.get(&at).await.etag();
        let asking = json!({ "audience": { "rules": rules } });
        let etag = org.owner.change(Method::PATCH, &at, &etag, asking).await.etag();
        let alone = json!({ "reason": "for a test" });
        // One that was approved before is asked for already.
        org.owner.change(Method::POST, &format!("{at}/approve"), &etag, alone).await;
        let asked = async |who: &str| {
            let at = org.path(&format!("/assignments?module={}&who={who}&latest=true", id(&made)));
            org.owner.get(&at).await.ok()["items"][0].clone()
        };
        let (theirs, own) = (asked(person).await, asked(&org.me).await);
        let confirm = org.owner.request(Method::POST, &format!("/learn/{}/{}", org.slug, id(&own)));
        let form = format!("do=attest&version={}", own["module_version"]);
        let confirm = confirm.header("content-type", "application/x-www-form-urlencoded").body(form);
        assert!(Browser::send(confirm).await.status.is_success());
        (id(&made), id(&theirs), id(&own))
    }

    /// The organisation's one receiver of webhooks, and something that it is told.
    async fn endpoint(org: &Organisation) -> (String, String) {
        let path = org.path("/webhooks");
        let known = org.owner.get(&path).await.ok()["items"][0]["id"].clone();
        let id = match known.as_str() {
            Some(id) => id.to_owned(),
            None => {
                let body = json!({ "url": "https://93.184.216.34/" });
                org.owner.post(&path, body).await.ok()["endpoint"]["id"].as_str().unwrap().to_owned()
            }
        };
        org.owner.post(&format!("{path}/{id}/test"), json!({})).await;
        let log = org.owner.get(&format!("{path}/{id}/dispatches")).await.ok();
        (id, log["items"][0]["id"].as_str().unwrap().to_owned())
    }

    /// One of a list that is of use, or a new one.
    async fn kept(org: &Organisation, list: &str, useful: &str, new: Value) -> String {
        let known = org.owner.get(&org.path(list)).await.ok();
        let found = known["items"].as_array().unwrap().iter().find(|one| one[useful] == true).cloned();
        let one = match found {
            Some(one) => one,
            None => {
                let made = org.owner.post(&org.path(list), new).await.ok();
                if made["token"].is_object() { made["token"].clone() } else { made }
            }
        };
        one["id"].as_str().unwrap().to_owned()
    }

    /// The organisation has a logo.
    async fn logo(org: &Organisation) {
        let settings = org.owner.get(&org.path("/settings")).await;
        if settings.body["logo"].is_null() {
            let upload = upload(&org.owner, org, "logo.png", &crate::settings::png(64, 32)).await;
            let (at, etag) = (org.path("/settings/logo"), settings.etag());
            org.owner.change(Method::PUT, &at, &etag, json!({ "upload": upload })).await.ok();
        }
    }

    /// The organisation's one view of tasks that its owner shares.
    async fn view(org: &Organisation) -> String {
        let views = org.owner.get(&org.path("/views?list=tasks")).await.ok();
        let shared = views["items"].as_array().unwrap().iter().find(|one| one["shared"] == true).cloned();
        let body = json!({ "list": "tasks", "name": fresh_address(), "query": {}, "shared": true });
        let view = match shared {
            Some(view) => view,
            None => org.owner.post(&org.path("/views"), body).await.ok(),
        };
        view["id"].as_str().unwrap().to_owned()
    }

    /// The id that stands in the path for `{id}`.
    pub(crate) fn id(&self, route: &Route) -> &str {
        match route.path.strip_prefix(PREFIX).unwrap_or_default().split('/').nth(1) {
            Some("tasks") => &self.task,
            Some("task-templates") => &self.template,
            Some("connections") if route.path.ends_with("/channel") => &self.workspace,
            Some("connections") if route.path.ends_with("/cards") => &self.cards,
            Some("connections") => &self.connection,
            Some("webhooks") => &self.endpoint,
            Some("views") => &self.view,
            Some("teams") => &self.team,
            // The owner, of whom there is a photo.
            Some("people") if route.path.ends_with("/photo") => &self.person,
            Some("tokens") => &self.token,
            Some("service-accounts") => &self.service,
            Some("people") => &self.colleague,
            Some("subjects" | "obligations") => &self.task,
            Some("uploads") => &self.upload,
            Some("evidence") => &self.evidence,
            Some("certifications") => &self.certification,
            Some("findings") => &self.finding,
            Some("bodies") => &self.body,
            Some("modules") => &self.module,
            Some("assignments") if route.path.ends_with("/text") => &self.attested,
            Some("assignments") => &self.assignment,
            _ => &self.control,
        }
    }

    /// What stands in a path for its other placeholders.
    pub(crate) fn others(&self) -> [(&'static str, &str); 8] {
        [
            ("{record}", &self.record),
            ("{absence}", &self.absence),
            ("{visit}", &self.visit),
            ("{quotation}", &self.quotation),
            ("{person}", &self.person),
            ("{comment}", &self.comment),
            ("{evidence}", &self.evidence),
            ("{other}", &self.evidence),
        ]
    }

    /// One of each kind that a path, a question or a body may name.
    pub(crate) fn ids(&self) -> [&str; 27] {
        [
            &self.person,
            &self.comment,
            &self.colleague,
            &self.task,
            &self.control,
            &self.connection,
            &self.workspace,
            &self.cards,
            &self.mirror,
            &self.endpoint,
            &self.dispatch,
            &self.upload,
            &self.evidence,
            &self.team,
            &self.view,
            &self.token,
            &self.service,
            &self.template,
            &self.record,
            &self.absence,
            &self.certification,
            &self.visit,
            &self.finding,
            &self.body,
            &self.quotation,
            &self.module,
            &self.assignment,
        ]
    }

    pub(crate) fn task(&self) -> &str {
        &self.task
    }

    pub(crate) fn control(&self) -> &str {
        &self.control
    }

    /// What belongs behind a name in a body.
    pub(crate) fn by_name(&self, name: &str) -> Option<&str> {
        Some(match name {
            "control" => &self.control,
            "tasks" => &self.task,
            "connection" => &self.connection,
            "mirror" => &self.mirror,
            "dispatch" => &self.dispatch,
            "upload" => &self.upload,
            "subjects" => &self.evidence,
            "service_account" => &self.service,
            "visit" => &self.visit,
            "owner" | "reviewer" | "approver" | "delegate" | "manager" | "successor" | "lead" | "top"
            | "members" => &self.person,
            _ => return None,
        })
    }

    pub(crate) fn path(&self, route: &Route, slug: &str) -> String {
        let path = route.path.replace("{org}", slug).replace("{id}", self.id(route));
        let path = self.others().iter().fold(path, |path, (name, id)| path.replace(name, id));
        path.replace("{number}", "1").replace("{day}", "2026-12-25").replace("{item}", "ck-stage1-01")
    }
}
