//! What the real program counts, as Prometheus reads it: what happened is in it, nobody's name is, and the list of metrics
//! in the source is what is shown. The same program's log is searched for anybody's name and address.

use crate::evidence::evidence;
use crate::harness::{Browser, MASTER, Organisation, PASSWORD, TestApp, command, lasting_port, until};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::{Child, Stdio};

const TOKEN: &str = "a token that Prometheus shows";

/// The real program, everything in one process, with metrics behind a token.
pub(crate) struct Program {
    pub(crate) child: Child,
    base: String,
    metrics: String,
}

impl Program {
    async fn start(app: &TestApp) -> Self {
        Self::with(app, &[]).await
    }

    /// The same with more settings.
    pub(crate) async fn with(app: &TestApp, more: &[(&str, String)]) -> Self {
        let (api, metrics) = (lasting_port(), lasting_port());
        let log = std::fs::File::create(app.folder.path().join("log")).unwrap();
        let child = command(app, "up")
            .env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER))
            .env("AIMS__API__LISTEN", format!("127.0.0.1:{api}"))
            .env("AIMS__METRICS__LISTEN", format!("127.0.0.1:{metrics}"))
            .env("AIMS__METRICS__TOKEN", TOKEN)
            .envs(more.iter().map(|(name, value)| (name, value)))
            .env("AIMS__LOG__FORMAT", "json")
            .env("AIMS__LOG__FILTER", "debug,sqlx=warn,hyper=info,h2=info,rustls=info,mio=info")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let program = Self {
            child,
            base: format!("http://127.0.0.1:{api}"),
            metrics: format!("http://127.0.0.1:{metrics}/metrics"),
        };
        let browser = Browser::new(&program.base);
        let client = reqwest::Client::new();
        let ready = format!("{}/health/ready", program.base);
        assert!(
            until(async || client.get(&ready).send().await.is_ok_and(|answer| answer.status() == 200)).await
        );
        drop(browser);
        program
    }

    async fn read(&self) -> String {
        let asked = reqwest::Client::new().get(&self.metrics).bearer_auth(TOKEN);
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
        answer.text().await.unwrap()
    }

    /// The value of the series that begins so; 0 where there is none.
    pub(crate) async fn value(&self, series: &str) -> f64 {
        let text = self.read().await;
        let line =
            text.lines().find(|line| line.starts_with(series) && line[series.len()..].starts_with(' '));
        line.map_or(0.0, |line| line.rsplit(' ').next().unwrap().parse().unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Signs up at the program, adopts the standard, and works: every ordinary way once, and some that fail.
pub(crate) async fn work(app: &TestApp, program: &Program) -> Organisation {
    let owner = Browser::new(&program.base);
    let body = json!({ "address": "ada@acme.example", "name": "Ada Lovelace", "organisation_name": "Acme Rockets",
        "zone": "Europe/Berlin", "country": "DE" });
    owner.post("/api/v1/sign-up", body).await.ok();
    assert!(until(async || !app.sink.to("ada@acme.example").is_empty()).await);
    let token = app.token_mailed_to("ada@acme.example");
    owner.post("/api/v1/sign-up/confirm", json!({ "token": token, "password": PASSWORD })).await.ok();
    let slug =
        owner.get("/api/v1/session").await.ok()["organisations"][0]["slug"].as_str().unwrap().to_owned();
    let me =
        owner.get(&format!("/api/v1/o/{slug}")).await.ok()["me"]["person_id"].as_str().unwrap().to_owned();
    let org = Organisation { slug, owner, me };
    org.adopt().await;
    let due = domain::calendar::shift(
        chrono::DateTime::<chrono::Utc>::from(
            std::fs::metadata(app.folder.path()).unwrap().modified().unwrap(),
        )
        .date_naive(),
        7,
    );
    let task = json!({ "title": "Review the Zeppelin model", "owner": org.me, "due": due });
    let task = org.owner.post(&org.path("/tasks"), task).await.ok();
    let id = task["id"].as_str().unwrap().to_owned();
    evidence(&org.owner, &org, "Zeppelin.pdf", &id).await;
    let said = json!({ "text": "Please look at the Zeppelin, Grace" });
    org.owner.post(&org.path(&format!("/subjects/{id}/comments")), said).await.ok();
    let grace = json!({ "name": "Grace Hopper", "address": "grace@acme.example" });
    let grace = org.owner.post(&org.path("/people"), grace).await.ok()["id"].as_str().unwrap().to_owned();
    org.owner.post(&org.path(&format!("/people/{grace}/invitation")), json!({})).await;
    org.owner
        .post(&org.path("/people"), json!({ "name": "Nobody", "address": "bounce-hard@acme.example" }))
        .await
        .ok();
    org.owner.get(&org.path("/find?q=zeppelin")).await.ok();
    org.owner.get(&org.path("/tasks?q=zeppelin")).await.ok();
    org.owner.get(&org.path("/tasks/no-id")).await.refused(404, "not_found");
    org.owner
        .post(&org.path("/tasks"), json!({ "title": 7, "owner": "Ada Lovelace" }))
        .await
        .refused(422, "invalid_input");
    let wrong = json!({ "address": "ada@acme.example", "password": "the wrong teapot" });
    Browser::new(&program.base).post("/api/v1/session", wrong).await.refused(401, "sign_in_failed");
    Browser::new(&program.base)
        .post("/api/v1/password-reset", json!({ "address": "ada@acme.example" }))
        .await
        .ok();
    assert!(until(async || !app.sink.to("grace@acme.example").is_empty()).await);
    org
}

#[tokio::test]
async fn what_happened_is_counted_by_kind_and_names_nobody() {
    let app = TestApp::in_real_time().await;
    let program = Program::start(&app).await;
    let org = work(&app, &program).await;
    let reminded = "aims_deliveries_total{channel=\"mail\",outcome=\"delivered\"}";
    assert!(until(async || program.value(reminded).await >= 1.0).await, "a reminder was delivered");
    let live = org.owner.get(&org.path("/live")).await;
    assert_eq!(live.status, 200);
    let text = program.read().await;
    for series in [
        "aims_http_requests_total{method=\"POST\",route=\"/api/v1/o/{org}/tasks\",status=\"201\"} 1",
        "aims_http_requests_total{method=\"POST\",route=\"/api/v1/o/{org}/tasks\",status=\"422\"} 1",
        "aims_http_requests_total{method=\"GET\",route=\"/api/v1/o/{org}/tasks/{id}\",status=\"404\"} 1",
        "aims_http_requests_total{method=\"POST\",route=\"/api/v1/session\",status=\"401\"} 1",
    ] {
        assert!(text.contains(series), "{series} in\n{text}");
    }
    for begin in [
        "aims_http_request_duration_seconds_bucket{method=\"POST\",route=\"/api/v1/o/{org}/tasks\",le=\"",
        "aims_jobs_total{kind=\"deliver_mail\",outcome=\"done\"}",
        "aims_job_duration_seconds_count{kind=\"mail_link\"}",
        "aims_job_lateness_seconds_bucket{kind=\"mail_link\",le=\"",
        "aims_jobs_waiting{state=\"dead\"} 0",
        "aims_database_connections{pool=\"write\",state=",
        "aims_reminders_total 1",
    ] {
        assert!(text.lines().any(|line| line.starts_with(begin)), "{begin} in\n{text}");
    }
    assert!(program.value("process_resident_memory_bytes").await > 1_000_000.0);
    let ids = [org.me.as_str(), &org.slug];
    for secret in ["Ada", "ada@", "Acme", "acme", "Zeppelin", "zeppelin", "Grace", "@"].iter().chain(&ids) {
        assert!(!text.contains(secret), "{secret} in\n{text}");
    }
}

#[tokio::test]
async fn the_list_in_the_source_is_what_is_shown() {
    let app = TestApp::in_real_time().await;
    let program = Program::start(&app).await;
    let org = work(&app, &program).await;
    org.owner.get(&org.path("/live")).await;
    let source = include_str!("../src/metrics/names.rs");
    let listed = source.split('(').filter_map(|part| part.trim_start().strip_prefix('"')?.split('"').next());
    let shown = || async {
        let text = program.read().await;
        let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next());
        types.map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let listed: BTreeSet<String> = listed.filter(|name| name.contains('_')).map(str::to_owned).collect();
    let all = until(async || shown().await == listed).await;
    assert!(all, "{:?} and {listed:?}", shown().await);
}

#[tokio::test]
async fn nobody_without_the_token_reads_and_the_public_address_shows_nothing() {
    let app = TestApp::in_real_time().await;
    let program = Program::start(&app).await;
    let client = reqwest::Client::new();
    for request in [client.get(&program.metrics), client.get(&program.metrics).bearer_auth("another token")] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 401);
        assert_eq!(answer.text().await.unwrap(), "");
    }
    let public = client.get(format!("{}/metrics", program.base)).send().await.unwrap();
    let kind = public.headers().get("content-type").map(|kind| kind.to_str().unwrap().to_owned());
    let text = public.text().await.unwrap();
    assert!(!text.contains("aims_http_requests_total"), "{kind:?}");
    let mut open = command(&app, "settings");
    open.arg("check").env("AIMS__METRICS__LISTEN", "0.0.0.0:9464");
    let output = tokio::task::spawn_blocking(move || open.output().unwrap()).await.unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("metrics.token is needed"));
}

#[tokio::test]
async fn the_log_names_nobody_however_much_it_says() {
    let app = TestApp::in_real_time().await;
    let program = Program::start(&app).await;
    let org = work(&app, &program).await;
    let token = json!({ "name": "Zeppelin robot", "scope": "read", "days": 1 });
    let secret =
        org.owner.post(&org.path("/tokens"), token).await.ok()["secret"].as_str().unwrap().to_owned();
    Browser::with_token(&program.base, &secret).get(&org.path("/tasks")).await.ok();
    let delivered = "aims_deliveries_total{channel=\"mail\",outcome=\"delivered\"}";
    assert!(until(async || program.value(delivered).await >= 1.0).await);
    let link = app.token_mailed_to("ada@acme.example");
    drop(program);
    let log = std::fs::read_to_string(app.folder.path().join("log")).unwrap();
    assert!(log.lines().count() > 40, "the log says something: {}", log.lines().count());
    assert!(log.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "and each line is JSON");
    for line in log.lines() {
        for secret in [
            "ada@acme",
            "grace@acme",
            "bounce-hard",
            "Ada",
            "Lovelace",
            "Grace",
            "Hopper",
            "Acme",
            "Rockets",
            "Zeppelin",
            "zeppelin",
            "teapot",
            PASSWORD,
            &secret,
            &link,
            TOKEN,
            &STANDARD.encode(MASTER),
        ] {
            assert!(!line.contains(secret), "{secret} in {line}");
        }
    }
}
