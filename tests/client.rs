//! The command-line client: the built program against the API.

use crate::harness::{Organisation, TestApp};
use serde_json::{Value, json};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};

const ADA: &str = "ada@acme.example";

struct Terminal {
    home: tempfile::TempDir,
    base: String,
}

impl Terminal {
    fn new(app: &TestApp) -> Self {
        Self { home: tempfile::TempDir::new().unwrap(), base: app.base.clone() }
    }

    /// Runs the program; the API goes on meanwhile.
    async fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(arguments).env_clear().env("XDG_CONFIG_HOME", self.home.path());
        let input = input.to_owned();
        let run = move || {
            let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = piped.spawn().unwrap();
            child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
            child.wait_with_output().unwrap()
        };
        tokio::task::spawn_blocking(run).await.unwrap()
    }

    async fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments, "").await;
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The exit code and what was complained.
    async fn fails(&self, arguments: &[&str], input: &str) -> (i32, String) {
        let output = self.run(arguments, input).await;
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    async fn login(&self, token: &str) {
        let output = self.run(&["login", "--url", &self.base], &format!("{token}\n")).await;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

async fn token(org: &Organisation, scope: &str) -> String {
    let body = json!({ "name": "A terminal", "scope": scope, "days": 30 });
    org.owner.post(&org.path("/tokens"), body).await.ok()["secret"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_works_on_tasks_from_a_terminal() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let terminal = Terminal::new(&app);
    terminal.login(&token(&org, "write").await).await;
    let kept = terminal.home.path().join("openaims").join("client.json");
    assert_eq!(std::fs::metadata(kept).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(terminal.says(&["whoami"]).await.contains("Ada Lovelace (owner) in Acme"));

    let create =
        ["tasks", "create", "Write the AI policy", "--due", "2026-12-24", "--control", "A.2.2", "--mine"];
    assert_eq!(terminal.says(&create).await, "TSK-1 created: Write the AI policy\n");
    terminal.says(&["tasks", "create", "Another"]).await;
    let list = terminal.says(&["tasks", "list", "--mine"]).await;
    assert!(list.contains("TSK-1  open   2026-12-24  Ada Lovelace  Write the AI policy"), "{list}");
    assert!(!list.contains("Another"));
    let both: Value = serde_json::from_str(&terminal.says(&["tasks", "list", "--json"]).await).unwrap();
    assert_eq!((both["total"].as_u64(), both["items"].as_array().unwrap().len()), (Some(2), 2));
    let shown = terminal.says(&["tasks", "show", "tsk-1"]).await;
    assert!(shown.contains("Control   A.2.2"), "{shown}");
    terminal.says(&["tasks", "comment", "TSK-1", "Done by the script"]).await;
    assert_eq!(terminal.says(&["tasks", "done", "TSK-1"]).await, "TSK-1 is done: Write the AI policy\n");
    let (code, why) = terminal.fails(&["tasks", "done", "TSK-1"], "").await;
    assert_eq!((code, why.contains("TSK-1 is done")), (1, true), "{why}");

    let controls = terminal.says(&["controls", "list", "--search", "A.2.2"]).await;
    assert!(controls.contains("A.2.2"), "{controls}");
    assert!(terminal.says(&["controls", "show", "A.2.2"]).await.starts_with("A.2.2  "));

    let file = terminal.home.path().join("report.txt");
    std::fs::write(&file, "The policy was approved.").unwrap();
    let added =
        terminal.says(&["evidence", "add", file.to_str().unwrap(), "--to", "TSK-2", "--to", "A.2.2"]).await;
    assert!(added.contains("added to TSK-2, A.2.2"), "{added}");
    let task = org.owner.get(&org.path("/tasks?q=TSK-2")).await.ok();
    let evidence = org.path(&format!("/subjects/{}/evidence", task["items"][0]["id"].as_str().unwrap()));
    assert!(org.owner.get(&evidence).await.ok().to_string().contains("report.txt"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_says_what_to_do_and_has_a_code_for_scripts() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let terminal = Terminal::new(&app);
    let (code, why) = terminal.fails(&["tasks", "list"], "").await;
    assert_eq!((code, why.contains("aims login --url")), (3, true), "{why}");
    let login = ["login", "--url", terminal.base.as_str()];
    assert_eq!(terminal.fails(&login, "aims_pat_slip\n").await.0, 1);
    let unknown = domain::token::write(domain::token::Kind::Person, &"A".repeat(43));
    let (code, why) = terminal.fails(&login, &unknown).await;
    assert_eq!((code, why.contains("not valid")), (3, true), "{why}");
    let (code, why) = terminal.fails(&["login", "--url", "http://aims.example"], &unknown).await;
    assert_eq!((code, why.contains("https")), (1, true), "{why}");
    // Nobody listens there.
    let (code, why) = terminal.fails(&["login", "--url", "http://127.0.0.1:9"], &unknown).await;
    assert_eq!((code, why.contains("not reached")), (5, true), "{why}");

    let secret = token(&org, "read").await;
    terminal.login(&secret).await;
    let (code, why) = terminal.fails(&["tasks", "create", "No"], "").await;
    assert_eq!((code, why.contains("only reads")), (1, true), "{why}");
    let (code, why) = terminal.fails(&["tasks", "show", "TSK-9"], "").await;
    assert_eq!((code, why.contains("TSK-9")), (4, true), "{why}");
    assert!(!why.contains(&secret));
    assert_eq!(terminal.fails(&["tasks", "fly"], "").await.0, 2);
    terminal.says(&["logout"]).await;
    assert_eq!(terminal.fails(&["whoami"], "").await.0, 3);
}
