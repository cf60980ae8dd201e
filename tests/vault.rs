//! Sealed tokens: one refresh for many that ask, no lock across the call, and nothing readable in the database.

use crate::harness::{MASTER, Organisation, TestApp};
use aims::vault::Vault;
use async_trait::async_trait;
use base64::Engine;
use chrono::TimeDelta;
use domain::connection::{Service, State};
use domain::id::ConnectionId;
use futures::future::join_all;
use integrations::vault::{Fresh, RefreshFailure, Refresher, TokenVault, VaultFailure};
use sea_orm::{ConnectionTrait, Statement};
use secrecy::{ExposeSecret, SecretString};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{NewConnection, Tenancy, Tokens};

/// Answers by a script, then with new tokens; counts what it is asked.
#[derive(Default)]
struct Script {
    asked: Mutex<Vec<String>>,
    answers: Mutex<VecDeque<RefreshFailure>>,
}

#[async_trait]
impl Refresher for Script {
    async fn refresh(&self, _: Service, refresh: &SecretString) -> Result<Fresh, RefreshFailure> {
        integrations::outside::entering("refresh a token in a test");
        let number = {
            let mut asked = self.asked.lock().unwrap();
            asked.push(refresh.expose_secret().to_owned());
            asked.len()
        };
        // Others have all the time to try the same.
        tokio::time::sleep(Duration::from_millis(50)).await;
        if let Some(failure) = self.answers.lock().unwrap().pop_front() {
            return Err(failure);
        }
        Ok(Fresh {
            access: format!("access-{}", number + 1).into(),
            refresh: Some(format!("refresh-{}", number + 1).into()),
            expires_in: Some(Duration::from_secs(3_600)),
        })
    }
}

struct Fixture {
    app: TestApp,
    org: Organisation,
    tenancy: Tenancy,
    id: ConnectionId,
    script: Arc<Script>,
}

impl Fixture {
    async fn with_token_for(lifetime: TimeDelta) -> Self {
        let app = TestApp::new().await;
        let org = app.found("Ours", "ada@ours.example").await;
        let tenancy = *app.membership(&org).await.tenancy();
        let tx = app.store.write_again(&tenancy).await.unwrap();
        let id = tx.connect(&jira(app.store.clock().machine() + lifetime)).await.unwrap();
        tx.commit().await.unwrap();
        Self { app, org, tenancy, id, script: Arc::default() }
    }

    fn vault(&self) -> Vault {
        Vault::new(
            self.app.store.clone(),
            self.tenancy,
            self.id,
            Arc::clone(&self.script) as Arc<dyn Refresher>,
        )
    }

    fn asked(&self) -> Vec<String> {
        self.script.asked.lock().unwrap().clone()
    }

    fn answer(&self, failure: RefreshFailure) {
        self.script.answers.lock().unwrap().push_back(failure);
    }

    async fn state(&self) -> State {
        let org = self.app.store.read_again(&self.tenancy).await.unwrap();
        let state = org.connection(self.id).await.unwrap().state;
        org.close().await.unwrap();
        state
    }
}

fn jira(expires_at: domain::clock::Instant) -> NewConnection {
    NewConnection {
        service: Service::JiraCloud,
        name: "Example".into(),
        place: "cloud-1".into(),
        place_url: "https://example.atlassian.net".into(),
        account: Some("ada".into()),
        tokens: Tokens {
            access: "access-1".into(),
            refresh: Some("refresh-1".into()),
            expires_at: Some(expires_at),
        },
        ends: None,
    }
}

#[tokio::test]
async fn a_token_that_is_good_is_handed_out_without_a_call() {
    let fixture = Fixture::with_token_for(TimeDelta::hours(1)).await;
    assert_eq!(fixture.vault().token().await.unwrap().access.expose_secret(), "access-1");
    assert!(fixture.asked().is_empty());
}

#[tokio::test]
async fn twenty_that_find_a_token_expired_make_one_request_for_a_new_one() {
    let fixture = Fixture::with_token_for(TimeDelta::seconds(-1)).await;
    let vaults: Vec<Vault> = (0..20).map(|_| fixture.vault()).collect();
    let tokens = join_all(vaults.iter().map(|vault| vault.token())).await;
    for token in tokens {
        assert_eq!(token.unwrap().access.expose_secret(), "access-2");
    }
    assert_eq!(fixture.asked(), ["refresh-1"]);
}

#[tokio::test]
async fn many_whose_token_is_refused_before_its_time_make_one_request_too() {
    let fixture = Fixture::with_token_for(TimeDelta::hours(1)).await;
    let refused = fixture.vault().token().await.unwrap();
    let vaults: Vec<Vault> = (0..20).map(|_| fixture.vault()).collect();
    let tokens = join_all(vaults.iter().map(|vault| vault.after_refusal(&refused))).await;
    assert!(tokens.into_iter().all(|token| token.unwrap().access.expose_secret() == "access-2"));
    assert_eq!(fixture.asked(), ["refresh-1"]);
}

#[tokio::test]
async fn an_answer_that_is_lost_is_asked_for_once_more_with_the_same_token() {
    let fixture = Fixture::with_token_for(TimeDelta::seconds(-1)).await;
    fixture.answer(RefreshFailure::Ambiguous("no answer in time".into()));
    assert_eq!(fixture.vault().token().await.unwrap().access.expose_secret(), "access-3");
    assert_eq!(fixture.asked(), ["refresh-1", "refresh-1"]);
}

#[tokio::test]
async fn a_passing_failure_leaves_the_connection_as_it_is_and_the_right_to_refresh_free() {
    let fixture = Fixture::with_token_for(TimeDelta::seconds(-1)).await;
    fixture.answer(RefreshFailure::Later { after: Duration::from_secs(7), reason: "busy".into() });
    let failure = fixture.vault().token().await.unwrap_err();
    assert_eq!(failure, VaultFailure::Later { after: Duration::from_secs(7), reason: "busy".into() });
    assert_eq!(fixture.state().await, State::New);
    assert_eq!(fixture.vault().token().await.unwrap().access.expose_secret(), "access-3");
}

#[tokio::test]
async fn a_dead_refresh_token_pauses_the_connection_and_tells_those_who_run_the_organisation_once() {
    let fixture = Fixture::with_token_for(TimeDelta::seconds(-1)).await;
    fixture.answer(RefreshFailure::Invalid("Unknown or invalid refresh token.".into()));
    let vaults: Vec<Vault> = (0..5).map(|_| fixture.vault()).collect();
    let failures = join_all(vaults.iter().map(|vault| vault.token())).await;
    assert!(failures.into_iter().all(|failure| failure.unwrap_err() == VaultFailure::Reconnect));
    assert_eq!(fixture.state().await, State::NeedsReconnect);
    assert_eq!(fixture.asked(), ["refresh-1"]);
    fixture.app.run_jobs().await;
    let mails = fixture.app.sink.to("ada@ours.example");
    let told = mails.iter().filter(|mail| mail.text.contains("connect it again")).count();
    assert_eq!(told, 1, "{:?}", mails.last().map(|mail| &mail.text));
    // Somebody connects again: the same place, so the same connection.
    let tx = fixture.app.store.write_again(&fixture.tenancy).await.unwrap();
    let again = tx.connect(&jira(fixture.app.store.clock().machine() + TimeDelta::hours(1))).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(again, fixture.id);
    assert_eq!(fixture.vault().token().await.unwrap().access.expose_secret(), "access-1");
}

/// The lease of a process that died lets the next one try; one that was only slow finds its fence taken and
/// uses what the other got.
#[tokio::test]
async fn a_refresh_that_comes_too_late_does_not_overwrite_a_later_one() {
    let fixture = Fixture::with_token_for(TimeDelta::seconds(-1)).await;
    let now = fixture.app.store.clock().machine();
    let tx = fixture.app.store.write_again(&fixture.tenancy).await.unwrap();
    assert!(tx.lease_refresh(fixture.id, 1, "a slow one", now - TimeDelta::seconds(1)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(fixture.vault().token().await.unwrap().fence, 2);
    let late = Tokens { access: "late".into(), refresh: None, expires_at: None };
    let tx = fixture.app.store.write_again(&fixture.tenancy).await.unwrap();
    assert!(!tx.keep_refreshed(fixture.id, 1, &late).await.unwrap());
    assert!(!tx.lose_connection(fixture.id, 1, "late").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(fixture.vault().token().await.unwrap().access.expose_secret(), "access-2");
}

#[tokio::test]
async fn no_token_lies_readable_in_the_database_and_none_opens_in_another_row() {
    let fixture = Fixture::with_token_for(TimeDelta::hours(1)).await;
    let root = fixture.app.database.root().await;
    let read = |sql: &str| Statement::from_string(root.get_database_backend(), sql.to_owned());
    let row = root.query_one_raw(read("select secret from connection")).await.unwrap().unwrap();
    let sealed: Vec<u8> = row.try_get("", "secret").unwrap();
    assert!(!sealed.windows(6).any(|part| part == b"access"));
    // Another place of the same organisation, so under the same key.
    let elsewhere = NewConnection { place: "cloud-2".into(), ..jira(fixture.app.store.clock().machine()) };
    let tx = fixture.app.store.write_again(&fixture.tenancy).await.unwrap();
    let other = tx.connect(&elsewhere).await.unwrap();
    tx.commit().await.unwrap();
    let steal = format!(
        "update connection set secret = (select secret from connection where id <> {other}) where id = {other}",
        other = match root.get_database_backend() {
            sea_orm::DbBackend::Sqlite => format!("x'{}'", other.0.simple()),
            _ => format!("'{other}'"),
        }
    );
    root.execute_unprepared(&steal).await.unwrap();
    let org = fixture.app.store.read_again(&fixture.tenancy).await.unwrap();
    assert!(matches!(org.tokens(other).await, Err(store::Error::Unreadable { .. })));
    org.close().await.unwrap();
    let theirs = fixture.app.found("Theirs", "eve@theirs.example").await;
    let tenancy = *fixture.app.membership(&theirs).await.tenancy();
    let org = fixture.app.store.read_again(&tenancy).await.unwrap();
    assert!(matches!(org.tokens(fixture.id).await, Err(store::Error::NotFound)));
    org.close().await.unwrap();
}

#[tokio::test]
async fn the_master_key_is_changed_by_the_program_and_every_secret_still_opens() {
    let fixture = Fixture::with_token_for(TimeDelta::hours(1)).await;
    let folder = fixture.app.database.folder().join("keys");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("link.key"), [7; 32]).unwrap();
    let file = folder.join("master.key");
    std::fs::write(&file, base64::engine::general_purpose::STANDARD.encode(MASTER)).unwrap();
    let done = crate::harness::command(&fixture.app, "keys").arg("rotate").output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(String::from_utf8_lossy(&done.stdout).starts_with("1 data keys"));
    // This process knows the former key alone: what it needs now lies under the new one.
    let org = fixture.app.store.read_again(&fixture.tenancy).await.unwrap();
    assert!(matches!(org.tokens(fixture.id).await, Err(store::Error::Unreadable { .. })));
    org.close().await.unwrap();
    let keys = std::fs::read_to_string(&file).unwrap();
    let new = base64::engine::general_purpose::STANDARD.decode(keys.lines().next().unwrap()).unwrap();
    let store = fixture.app.database.store_under(new, Arc::clone(&fixture.app.clock)).await;
    let org = store.read_again(&fixture.tenancy).await.unwrap();
    assert_eq!(org.tokens(fixture.id).await.unwrap().tokens.access.expose_secret(), "access-1");
    org.close().await.unwrap();
    assert!(!fixture.org.slug.is_empty());
}
