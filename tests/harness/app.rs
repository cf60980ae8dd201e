//! The real API on a free port, a worker that runs when told to, and a real SMTP server.

use super::{Browser, MASTER, TestClock, TestDatabase};
use aims::vault::{Services, Vault};
use api::{Api, Environment};
use chrono::NaiveDate;
use domain::access::Role;
use domain::id::PersonId;
use domain::job::Job;
use domain::text::Address;
use domain::trail::chain::{Fault, Report};
use integrations::files::Files;
use integrations::http::Http;
use integrations::jira::fake::{CLIENT_ID, CLIENT_SECRET, JiraFake};
use integrations::mail::SmtpMailer;
use integrations::mail::fake::SmtpSink;
use integrations::mail::settings::{Delivery, Settings as MailSettings, Tls};
use integrations::slack::fake::SlackFake;
use integrations::teams::fake::TeamsFake;
use integrations::vault::Refresher;
use serde_json::{Value, json};
use std::sync::Arc;
use store::{Bus, NewPerson, Store};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;
use worker::{Links, OpenVault, Outside, Worker};

/// How long a channel rests after a message: short, and long enough to be seen.
pub(crate) const POST_GAP_MS: u64 = 40;

/// Where mail comes back to, and what whoever hands it over shows.
pub(crate) const BOUNCE_DOMAIN: &str = "mail.aims.test";
pub(crate) const BOUNCE_SECRET: &str = "a secret of the mail server";

/// A password that nobody would try first.
pub(crate) const PASSWORD: &str = "eleven blue teapots";

pub(crate) struct TestApp {
    pub(crate) store: Store,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) sink: SmtpSink,
    pub(crate) jira: JiraFake,
    pub(crate) slack: SlackFake,
    pub(crate) teams: TeamsFake,
    pub(crate) worker: Worker,
    pub(crate) base: String,
    api: Api,
    pub(crate) stop: watch::Sender<bool>,
    serving: Vec<JoinHandle<()>>,
    pub(crate) database: TestDatabase,
    /// Where files lie.
    pub(crate) folder: tempfile::TempDir,
}

/// An organisation with its owner signed in.
pub(crate) struct Organisation {
    pub(crate) slug: String,
    pub(crate) owner: Browser,
    pub(crate) me: String,
}

pub(crate) fn mail_settings(port: u16) -> MailSettings {
    let mut mail: MailSettings = section("mail");
    mail.delivery = Delivery::Smtp;
    mail.smtp.host = "127.0.0.1".to_owned();
    mail.smtp.port = port;
    mail.smtp.tls = Tls::None;
    mail.smtp.command_timeout_seconds = 2;
    mail
}

fn section<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let toml = include_str!("../../src/settings.default.toml");
    let source = config::File::from_str(toml, config::FileFormat::Toml);
    config::Config::builder().add_source(source).build().unwrap().get(name).unwrap()
}

/// Calls to this machine alone, and the fakes on it.
/// One press for all tests: it takes longer to make than to print with.
fn printer() -> Arc<dyn documents::plan::Printer> {
    static PRESS: std::sync::OnceLock<Arc<print::Press>> = std::sync::OnceLock::new();
    let press = PRESS.get_or_init(|| Arc::new(print::Press::new().unwrap()));
    Arc::<print::Press>::clone(press) as Arc<dyn documents::plan::Printer>
}

pub(crate) fn outside(store: &Store, fake: &JiraFake, slack: &SlackFake) -> Outside {
    let mut http: integrations::http::Settings = section("outside");
    http.timeout_seconds = 2;
    http.allow_http = true;
    http.allowed_networks = vec!["127.0.0.0/8".to_owned()];
    let mut jira: integrations::jira::Settings = section("jira");
    jira.client_id = CLIENT_ID.to_owned();
    jira.client_secret = CLIENT_SECRET.into();
    (jira.auth_url, jira.api_url) = (fake.url(), fake.url());
    let slack = slack_settings(slack);
    let mut teams: integrations::teams::Settings = section("teams");
    teams.hosts = vec!["127.0.0.1".to_owned()];
    teams.post_gap_ms = POST_GAP_MS;
    let http = Http::new(&http).unwrap();
    let services: Arc<dyn Refresher> =
        Arc::new(Services { http: http.clone(), jira: jira.clone(), slack: slack.clone() });
    let store = store.clone();
    let vault: OpenVault = Arc::new(move |tenancy, connection| {
        Arc::new(Vault::new(store.clone(), tenancy, connection, Arc::clone(&services)))
    });
    Outside { http, jira, slack, teams, hooks_url: fake.url(), vault }
}

fn slack_settings(fake: &SlackFake) -> integrations::slack::Settings {
    use integrations::slack::fake::{CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET};
    let mut slack: integrations::slack::Settings = section("slack");
    slack.client_id = CLIENT_ID.to_owned();
    slack.client_secret = CLIENT_SECRET.into();
    slack.signing_secret = SIGNING_SECRET.into();
    (slack.auth_url, slack.api_url) = (fake.url(), fake.api_url());
    slack.post_gap_ms = POST_GAP_MS;
    slack
}

impl TestApp {
    pub(crate) async fn new() -> Self {
        Self::build(TestClock::new(), |_| ()).await
    }

    /// At the system's present time, for tests that other processes take part in.
    pub(crate) async fn in_real_time() -> Self {
        Self::build(TestClock::real(), |_| ()).await
    }

    /// The same on a database of the test's own making.
    pub(crate) async fn in_real_time_on(database: TestDatabase) -> Self {
        Self::build_on(database, TestClock::real(), |_| ()).await
    }

    /// On a database of the test's own making.
    pub(crate) async fn on(database: TestDatabase) -> Self {
        Self::build_on(database, TestClock::new(), |_| ()).await
    }

    /// With other settings of the API.
    pub(crate) async fn with(change: impl FnOnce(&mut api::Settings)) -> Self {
        Self::build(TestClock::new(), change).await
    }

    async fn build(clock: TestClock, change: impl FnOnce(&mut api::Settings)) -> Self {
        Self::build_on(TestDatabase::new(), clock, change).await
    }

    async fn build_on(
        database: TestDatabase,
        clock: TestClock,
        change: impl FnOnce(&mut api::Settings),
    ) -> Self {
        integrations::outside::set_guard(store::door_is_open);
        let clock = Arc::new(clock);
        let store = database.store(Arc::clone(&clock)).await;
        let sink = SmtpSink::start().await.unwrap();
        let jira = JiraFake::start("127.0.0.1:0").await.unwrap();
        let slack = SlackFake::start("127.0.0.1:0").await.unwrap();
        let teams = TeamsFake::start("127.0.0.1:0").await.unwrap();
        let mut settings: api::Settings = section("api");
        settings.listen = "127.0.0.1:0".to_owned();
        settings.workers = 1;
        settings.sign_in_attempts_per_minute = 1_000;
        settings.requests_per_minute_account = 0;
        settings.requests_per_minute_organisation = 0;
        change(&mut settings);
        Self::serve(database, clock, store, (sink, jira, slack, teams), settings)
    }

    fn serve(
        database: TestDatabase,
        clock: Arc<TestClock>,
        store: Store,
        (sink, jira, slack, teams): (SmtpSink, JiraFake, SlackFake, TeamsFake),
        settings: api::Settings,
    ) -> Self {
        let mail = mail_settings(sink.port());
        let mailer = Arc::new(SmtpMailer::new(&mail).unwrap());
        let domain = "aims.test".to_owned();
        let public_url = Url::parse("http://localhost:8080").unwrap();
        let links = Links {
            public_url: public_url.clone(),
            message_id_domain: domain.clone(),
            bounce_domain: BOUNCE_DOMAIN.to_owned(),
        };
        let outside = outside(&store, &jira, &slack);
        let folder = tempfile::TempDir::new().unwrap();
        let files = Files::open(&section("files"), folder.path()).unwrap();
        let stop = watch::Sender::new(false);
        let api = Api {
            store: store.clone(),
            outside: api::Outside {
                http: outside.http.clone(),
                jira: outside.jira.clone(),
                slack: outside.slack.clone(),
                teams: outside.teams.clone(),
                vault: Arc::clone(&outside.vault),
            },
            files: files.clone(),
            post: api::Post {
                mailer: Arc::clone(&mailer) as Arc<dyn integrations::mail::Mailer>,
                settings: mail,
            },
            printer: api::Press(printer()),
            settings,
            public_url,
            environment: Environment::Test,
            capture_mailbox: true,
            message_id_domain: domain,
            bounces: api::Bounces { domain: BOUNCE_DOMAIN.to_owned(), secret: BOUNCE_SECRET.into() },
            stop: stop.subscribe(),
        };
        let (server, address) = api::serve(api.clone()).unwrap();
        let base = format!("http://{address}");
        slack.calls(&base, domain::clock::Clock::machine(clock.as_ref()).timestamp());
        let outside = Outside { hooks_url: format!("{base}/api/hooks/jira").parse().unwrap(), ..outside };
        let worker = Worker::new(store.clone(), mailer, section("worker"), links, outside, files);
        let serving = vec![tokio::spawn(async move { server.await.unwrap() })];
        Self { store, clock, sink, jira, slack, teams, worker, base, api, stop, serving, database, folder }
    }

    /// A further API over the same data, as in another process: it shares the database, and the bus it is given.
    pub(crate) async fn another_api(&mut self, bus: Bus) -> Browser {
        let store = self.database.store_on(bus, MASTER.to_vec(), Arc::clone(&self.clock)).await;
        let (server, address) = api::serve(Api { store, ..self.api.clone() }).unwrap();
        self.serving.push(tokio::spawn(async move { server.await.unwrap() }));
        Browser::new(&format!("http://{address}"))
    }

    /// Runs every job that is due, and what they bring, to the end: also what Jira's hooks bring, which come in their own
    /// time.
    pub(crate) async fn run_jobs(&self) {
        loop {
            let told = self.jira.quiet().await;
            self.worker.run_until_idle().await.unwrap();
            if self.jira.quiet().await == told {
                return;
            }
        }
    }

    /// Plans what is due now, as each minute does, and does what follows.
    pub(crate) async fn sweep(&self) {
        let system = self.store.system().await.unwrap();
        system.enqueue(None, Job::FindDueReminders).await.unwrap();
        system.commit().await.unwrap();
        self.run_jobs().await;
    }

    /// The same, at that moment of the calendar.
    pub(crate) async fn sweep_at(&self, at: &str) {
        self.clock.set_calendar(at);
        self.sweep().await;
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&self.base)
    }

    /// Signs up, opens the mailed link and chooses a password.
    pub(crate) async fn found(&self, name: &str, address: &str) -> Organisation {
        self.found_in(name, address, "Europe/Berlin").await
    }

    /// The same in another zone.
    pub(crate) async fn found_in(&self, name: &str, address: &str, zone: &str) -> Organisation {
        let owner = self.browser();
        let body = json!({ "address": address, "name": "Ada Lovelace", "organisation_name": name,
            "zone": zone, "country": "DE" });
        owner.post("/api/v1/sign-up", body).await.ok();
        self.run_jobs().await;
        let token = self.token_mailed_to(address);
        let confirm = json!({ "token": token, "password": PASSWORD });
        let session = owner.post("/api/v1/sign-up/confirm", confirm).await.ok();
        let slug = session["organisations"][0]["slug"].as_str().unwrap().to_owned();
        let org = owner.get(&format!("/api/v1/o/{slug}")).await.ok();
        Organisation { slug, owner, me: org["me"]["person_id"].as_str().unwrap().to_owned() }
    }

    /// The token behind `#` in the latest mail to an address that has one.
    pub(crate) fn token_mailed_to(&self, address: &str) -> String {
        let mails = self.sink.to(address);
        let with_link = mails.iter().rev().find_map(|mail| Some((&mail.text, mail.text.find('#')?)));
        let (text, at) = with_link.expect("a mail that has a link with a token");
        text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
    }

    /// A further person with an account and one role, signed in.
    pub(crate) async fn member(&self, org: &Organisation, role: Role) -> (Browser, String) {
        let address = format!("{role}@{}.example", org.slug);
        let helper = self.found(&format!("{} {role}", org.slug), &address).await;
        let account =
            helper.owner.get("/api/v1/session").await.ok()["account"]["id"].as_str().unwrap().to_owned();
        let membership = self.membership(org).await;
        let tx = self.store.write(&membership).await.unwrap();
        let person = NewPerson {
            name: format!("The {role}"),
            address: Address::parse(&address).unwrap(),
            account: Some(domain::id::AccountId(account.parse().unwrap())),
            zone: "Europe/Berlin".to_owned(),
            roles: vec![role],
        };
        let id: PersonId = tx.add_person(&person).await.unwrap();
        tx.commit().await.unwrap();
        (helper.owner, id.to_string())
    }

    /// Walks the organisation's whole trail.
    pub(crate) async fn check_trail(&self, org: &Organisation) -> Result<Report, Fault> {
        self.store.check_trail(self.membership(org).await.tenancy()).await.unwrap()
    }

    /// The owner's membership, for verbs that no route offers yet.
    pub(crate) async fn membership(&self, org: &Organisation) -> store::Membership {
        let session = org.owner.get("/api/v1/session").await.ok();
        let account = session["account"]["id"].as_str().unwrap().parse().unwrap();
        let door = self.store.account_read(Some(domain::id::AccountId(account))).await.unwrap();
        let found = door.memberships(Some(&org.slug)).await.unwrap().remove(0);
        door.commit().await.unwrap();
        found
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}

impl Organisation {
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/api/v1/o/{}{rest}", self.slug)
    }

    pub(crate) async fn adopt(&self) {
        self.owner.post(&self.path("/adoptions"), json!({ "standard": "iso42001" })).await.ok();
    }

    /// A task that is the owner's and due in so many days from the start of the clock.
    pub(crate) async fn task(&self, title: &str, due_in: i64) -> Value {
        let start: NaiveDate = super::clock::START[..10].parse().unwrap();
        let due = domain::calendar::shift(start, due_in);
        let body = json!({ "title": title, "owner": self.me, "due": due });
        self.owner.post(&self.path("/tasks"), body).await.ok()
    }

    pub(crate) async fn deliveries(&self, task: &Value) -> Value {
        let id = task["id"].as_str().unwrap();
        self.owner.get(&self.path(&format!("/tasks/{id}/deliveries"))).await.ok()
    }
}
