//! Files and evidence: arriving in parts, kept once, in versions, linked, withdrawn, and read again.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Duration;
use domain::access::Role;
use domain::job::Job;
use reqwest::Method;
use serde_json::{Value, json};
use std::path::PathBuf;

pub(crate) const PART: usize = 8 * 1024 * 1024;
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// Announces a file; answers where its bytes go.
pub(crate) async fn announce(browser: &Browser, org: &Organisation, name: &str, size: usize) -> Answer {
    let request = browser
        .request(Method::POST, &org.path("/uploads"))
        .header("tus-resumable", "1.0.0")
        .header("upload-length", size.to_string())
        .header("upload-metadata", format!("filename {}", STANDARD.encode(name)));
    Browser::send(request).await
}

pub(crate) async fn append(browser: &Browser, at: &str, from: usize, bytes: &[u8]) -> Answer {
    let request = browser
        .request(Method::PATCH, at)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", from.to_string())
        .header("content-type", "application/offset+octet-stream")
        .body(bytes.to_vec());
    Browser::send(request).await
}

pub(crate) fn place(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.headers["location"].to_str().unwrap().to_owned()
}

/// A file that has arrived: the upload's id.
pub(crate) async fn upload(browser: &Browser, org: &Organisation, name: &str, bytes: &[u8]) -> String {
    let at = place(&announce(browser, org, name, bytes.len()).await);
    let sent = append(browser, &at, 0, bytes).await;
    assert_eq!(sent.status, 204, "{}", sent.body);
    at.rsplit('/').next().unwrap().to_owned()
}

/// Evidence for a thing.
pub(crate) async fn evidence(browser: &Browser, org: &Organisation, name: &str, subject: &str) -> Value {
    let bytes = [PDF, name.as_bytes()].concat();
    let upload = upload(browser, org, name, &bytes).await;
    let body = json!({ "upload": upload, "subjects": [subject] });
    browser.post(&org.path("/evidence"), body).await.ok()
}

fn kept(app: &TestApp) -> Vec<PathBuf> {
    let root = app.folder.path().join("files");
    let folders = std::fs::read_dir(root).into_iter().flatten().map(|folder| folder.unwrap().path());
    folders.flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path())).collect()
}

/// As the timetable does it each night.
async fn look_after_files(app: &TestApp) {
    let system = app.store.system().await.unwrap();
    system.enqueue(None, Job::FindFiles).await.unwrap();
    system.commit().await.unwrap();
    app.run_jobs().await;
}

#[tokio::test]
async fn a_file_arrives_in_parts_and_goes_on_from_where_it_stopped() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let bytes: Vec<u8> = (0..PART + 1_000).map(|n| b'a' + (n % 23) as u8).collect();
    let at = place(&announce(&org.owner, &org, "log.txt", bytes.len()).await);
    // Less than a part that is not the last brings nothing, and says so.
    append(&org.owner, &at, 0, &bytes[..100]).await.refused(400, "malformed");
    assert_eq!(
        append(&org.owner, &at, 0, &bytes[..PART + 10]).await.headers["upload-offset"],
        PART.to_string()
    );
    // What is said about the place to go on from is checked.
    let wrong = append(&org.owner, &at, 5, &bytes[5..]).await;
    wrong.refused(409, "refused");
    assert_eq!(wrong.body["params"]["reason"], "other_offset");
    let head = Browser::send(org.owner.request(Method::HEAD, &at)).await;
    assert_eq!(
        (&head.headers["upload-offset"], &head.headers["upload-length"]),
        (&PART.to_string().parse().unwrap(), &bytes.len().to_string().parse().unwrap())
    );
    assert_eq!(append(&org.owner, &at, PART, &bytes[PART..]).await.status, 204);
    let shown = org.owner.get(&at).await.ok();
    assert_eq!(
        (shown["arrived"].as_bool(), shown["received"].as_u64()),
        (Some(true), Some(bytes.len() as u64))
    );

    let body = json!({ "upload": shown["id"], "description": "The log of March" });
    let made = org.owner.post(&org.path("/evidence"), body).await.ok();
    assert_eq!((made["reference"].as_str(), made["title"].as_str()), (Some("EVD-1"), Some("log.txt")));
    assert_eq!(made["file"]["media_type"], "text/plain");
    let file = org.path(&format!("/evidence/{}/files/1", id(&made)));
    let whole = org.owner.request(Method::GET, &file).send().await.unwrap();
    assert_eq!(
        whole.headers()["content-disposition"].to_str().unwrap().split(';').next(),
        Some("attachment")
    );
    assert_eq!(whole.headers()["content-length"], bytes.len().to_string());
    assert_eq!(whole.bytes().await.unwrap(), bytes);
    let range =
        org.owner.request(Method::GET, &file).header("range", format!("bytes={PART}-")).send().await.unwrap();
    assert_eq!(range.status(), 206);
    assert_eq!(range.bytes().await.unwrap(), bytes[PART..]);
    let beyond =
        org.owner.request(Method::GET, &file).header("range", "bytes=99999999999-").send().await.unwrap();
    assert_eq!(beyond.status(), 416);
    // An upload is used once.
    org.owner
        .post(&org.path("/evidence"), json!({ "upload": shown["id"] }))
        .await
        .refused(422, "invalid_input");
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_before_its_bytes_or_at_their_beginning() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    announce(&org.owner, &org, "nothing.txt", 0).await.refused(422, "invalid_input");
    announce(&org.owner, &org, "huge.bin", 3 * 1024 * 1024 * 1024).await.refused(413, "too_large");
    announce(&org.owner, &org, "../..", 10).await.refused(422, "invalid_input");
    let at = place(&announce(&org.owner, &org, "minutes.pdf", 80).await);
    let program = append(&org.owner, &at, 0, &b"\x7fELF\x02\x01\x01\x00".repeat(10)).await;
    program.refused(422, "invalid_input");
    assert_eq!(program.body["errors"][0]["code"], "program_not_taken");
    org.owner.get(&at).await.refused(404, "not_found");
    let at = place(&announce(&org.owner, &org, "more.txt", 5).await);
    append(&org.owner, &at, 0, b"more than was announced").await.refused(413, "too_large");
    let request = org.owner.request(Method::POST, &org.path("/uploads")).header("upload-length", "5");
    Browser::send(request).await.refused(400, "malformed");
    assert!(kept(&app).is_empty(), "{:?}", kept(&app));
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_in_an_organisation_and_not_shared_with_another() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    for (org, name) in [(&ours, "a.pdf"), (&ours, "b.pdf"), (&theirs, "c.pdf")] {
        let upload = upload(&org.owner, org, name, PDF).await;
        org.owner.post(&org.path("/evidence"), json!({ "upload": upload })).await.ok();
    }
    assert_eq!(kept(&app).len(), 2, "{:?}", kept(&app));
    let list = ours.owner.get(&ours.path("/evidence?sort=title")).await.ok();
    assert_eq!((list["total"].as_i64(), list["items"][0]["file"]["name"].as_str()), (Some(2), Some("a.pdf")));
    assert_eq!(list["items"][0]["file"]["sha256"], list["items"][1]["file"]["sha256"]);
}

#[tokio::test]
async fn evidence_has_versions_a_period_and_a_history_and_is_withdrawn_not_deleted() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let task = org.task("Write the policy", 10).await;
    let made = evidence(&org.owner, &org, "Policy.pdf", id(&task)).await;
    let at = org.path(&format!("/evidence/{}", id(&made)));
    let backwards = json!({ "valid_from": "2027-01-01", "valid_until": "2026-12-31" });
    org.owner.change(Method::PATCH, &at, "\"1\"", backwards).await.refused(409, "refused");
    let period = json!({ "title": "AI policy", "valid_until": "2026-12-10" });
    let revised = org.owner.change(Method::PATCH, &at, "\"1\"", period).await.ok();
    assert_eq!((revised["validity"].as_str(), revised["version"].as_i64()), (Some("runs_out_soon"), Some(2)));
    let newer = upload(&org.owner, &org, "Policy 2.pdf", &[PDF, b"two"].concat()).await;
    let body = json!({ "upload": newer, "note": "Reviewed" });
    let second = org.owner.change(Method::POST, &format!("{at}/files"), "\"2\"", body).await.ok();
    let names: Vec<&str> =
        second["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Policy 2.pdf", "Policy.pdf"]);
    assert_eq!(org.owner.request(Method::GET, &format!("{at}/files/1")).send().await.unwrap().status(), 200);

    let reason = json!({ "reason": "Superseded" });
    let gone = org.owner.change(Method::POST, &format!("{at}/withdraw"), "\"3\"", reason).await.ok();
    assert_eq!(
        (gone["state"].as_str(), gone["withdrawn_because"].as_str()),
        (Some("withdrawn"), Some("Superseded"))
    );
    let refused = org.owner.change(Method::PATCH, &at, "\"4\"", json!({ "title": "X" })).await;
    refused.refused(409, "refused");
    assert_eq!(refused.body["params"]["reason"], "evidence_withdrawn");
    assert_eq!(org.owner.request(Method::GET, &format!("{at}/files/2")).send().await.unwrap().status(), 200);
    org.owner.change(Method::POST, &format!("{at}/restore"), "\"4\"", json!({})).await.ok();
    let history = org.owner.get(&format!("{at}/history")).await.ok();
    let events: Vec<&str> =
        history["items"].as_array().unwrap().iter().map(|one| one["event"].as_str().unwrap()).collect();
    let wanted = [
        "evidence_restored",
        "evidence_withdrawn",
        "evidence_version_added",
        "evidence_revised",
        "evidence_added",
    ];
    assert_eq!(events, wanted);
}

#[tokio::test]
async fn a_file_shows_that_a_task_is_done_and_a_control_implemented_while_it_counts() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    org.adopt().await;
    let body = json!({ "title": "Do it", "owner": org.me, "evidence_required": true });
    let task = org.owner.post(&org.path("/tasks"), body).await.ok();
    let at = org.path(&format!("/tasks/{}", id(&task)));
    org.owner.change(Method::POST, &format!("{at}/submit"), "\"1\"", json!({})).await.refused(409, "refused");
    let made = evidence(&org.owner, &org, "Proof.pdf", id(&task)).await;
    assert_eq!(made["subjects"][0]["id"], task["id"]);
    let seen = org.owner.get(&org.path(&format!("/subjects/{}/evidence", id(&task)))).await.ok();
    assert_eq!(seen["items"][0]["evidence"]["id"], made["id"]);
    // What has run out, or was withdrawn, shows nothing any more.
    let file_at = org.path(&format!("/evidence/{}", id(&made)));
    org.owner.change(Method::PATCH, &file_at, "\"1\"", json!({ "valid_until": "2026-01-31" })).await.ok();
    org.owner.change(Method::POST, &format!("{at}/submit"), "\"1\"", json!({})).await.refused(409, "refused");
    org.owner.change(Method::PATCH, &file_at, "\"2\"", json!({ "valid_until": null })).await.ok();
    org.owner.change(Method::POST, &format!("{at}/submit"), "\"1\"", json!({})).await.ok();
    // Evidence shows something about a thing, not about other evidence.
    let other = evidence(&org.owner, &org, "Other.pdf", id(&task)).await;
    let onto = org.path(&format!("/subjects/{}/evidence/{}", id(&other), id(&made)));
    org.owner.change(Method::PUT, &onto, "*", json!({})).await.refused(404, "not_found");

    let control = org.owner.get(&org.path("/controls?q=A.2.2")).await.ok()["items"][0].clone();
    let control_at = org.path(&format!("/controls/{}", id(&control)));
    org.owner.change(Method::PATCH, &control_at, "\"1\"", json!({ "status": "in_progress" })).await.ok();
    let claim = json!({ "status": "implemented" });
    org.owner.change(Method::PATCH, &control_at, "\"2\"", claim.clone()).await.refused(409, "refused");
    let link = org.path(&format!("/subjects/{}/evidence/{}", id(&control), id(&made)));
    let linked =
        org.owner.change(Method::PUT, &link, "*", json!({ "suggestion": "The approved policy" })).await.ok();
    assert_eq!(linked["items"][0]["suggestion"], "The approved policy");
    let both = org.owner.get(&org.path(&format!("/evidence/{}", id(&made)))).await.ok();
    assert_eq!(both["subjects"].as_array().unwrap().len(), 2);
    // What has run out shows nothing any more.
    let evidence_at = org.path(&format!("/evidence/{}", id(&made)));
    let over = json!({ "valid_until": "2026-01-31" });
    org.owner.change(Method::PATCH, &evidence_at, "\"3\"", over).await.ok();
    org.owner.change(Method::PATCH, &control_at, "\"2\"", claim.clone()).await.refused(409, "refused");
    org.owner.change(Method::PATCH, &evidence_at, "\"4\"", json!({ "valid_until": null })).await.ok();
    org.owner.change(Method::PATCH, &control_at, "\"2\"", claim).await.ok();
    org.owner.change(Method::DELETE, &link, "*", json!({})).await.ok();
    org.owner.change(Method::DELETE, &link, "*", json!({})).await.refused(404, "not_found");
}

#[tokio::test]
async fn staff_see_and_add_evidence_of_their_own_tasks_and_nothing_else() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let (staff, person) = app.member(&org, Role::Staff).await;
    let (auditor, _) = app.member(&org, Role::Auditor).await;
    let mine = org.owner.post(&org.path("/tasks"), json!({ "title": "Mine", "owner": person })).await.ok();
    let other = org.task("Another's", 10).await;
    let theirs = evidence(&org.owner, &org, "Secret.pdf", id(&other)).await;
    let given = evidence(&org.owner, &org, "For you.pdf", id(&mine)).await;
    let own = evidence(&staff, &org, "Own.pdf", id(&mine)).await;
    let list = staff.get(&org.path("/evidence")).await.ok();
    assert_eq!(list["total"], 2, "{list}");
    for (seen, status) in [(&theirs, 404), (&given, 200), (&own, 200)] {
        let at = org.path(&format!("/evidence/{}", id(seen)));
        assert_eq!(staff.get(&at).await.status, status);
        let file = staff.request(Method::GET, &format!("{at}/files/1")).send().await.unwrap();
        assert_eq!(file.status(), status);
        let archive = staff.get(&org.path(&format!("/evidence/archive?ids={}", id(seen)))).await;
        assert_eq!(archive.status, status);
        assert_eq!(auditor.get(&at).await.status, 200);
    }
    staff.get(&org.path(&format!("/subjects/{}/evidence", id(&other)))).await.refused(404, "not_found");
    // Neither alone nor onto another's task; and another's upload is nobody else's.
    let loose = upload(&staff, &org, "Loose.pdf", PDF).await;
    staff.post(&org.path("/evidence"), json!({ "upload": loose })).await.refused(403, "forbidden");
    let body = json!({ "upload": loose, "subjects": [id(&other)] });
    staff.post(&org.path("/evidence"), body).await.refused(422, "invalid_input");
    org.owner.get(&org.path(&format!("/uploads/{loose}"))).await.refused(404, "not_found");
    let body = json!({ "upload": loose, "subjects": [id(&other)] });
    org.owner.post(&org.path("/evidence"), body).await.refused(422, "invalid_input");
    // What was linked to something that they may not see is not named to them.
    let link = org.path(&format!("/subjects/{}/evidence/{}", id(&other), id(&given)));
    org.owner.change(Method::PUT, &link, "*", json!({})).await.ok();
    let seen = staff.get(&org.path(&format!("/evidence/{}", id(&given)))).await.ok();
    assert_eq!(seen["subjects"].as_array().unwrap().len(), 1, "{seen}");
    announce(&auditor, &org, "a.pdf", 10).await.refused(403, "forbidden");
}

#[tokio::test]
async fn what_a_browser_would_run_is_only_downloaded_and_previews_may_do_nothing() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let page = b"<!DOCTYPE html><script>alert(1)</script>";
    for (name, bytes, kind, shown) in [
        ("page.html", page.as_slice(), "application/octet-stream", "attachment"),
        (
            "picture.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            "application/octet-stream",
            "attachment",
        ),
        ("notes.txt", b"<!DOCTYPE html><p>no script".as_slice(), "text/plain; charset=utf-8", "inline"),
        ("really.html", PDF, "application/pdf", "inline"),
    ] {
        let upload = upload(&org.owner, &org, name, bytes).await;
        let made = org.owner.post(&org.path("/evidence"), json!({ "upload": upload })).await.ok();
        let at = org.path(&format!("/evidence/{}/files/1?preview=true", id(&made)));
        let file = org.owner.request(Method::GET, &at).send().await.unwrap();
        let header = |name: &str| file.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(
            (header("content-type").as_str(), header("x-content-type-options").as_str()),
            (kind, "nosniff"),
            "{name}"
        );
        assert!(header("content-disposition").starts_with(shown), "{name}");
        assert!(header("content-security-policy").starts_with("default-src 'none'"), "{name}");
    }
}

#[tokio::test]
async fn a_file_that_rots_is_found_and_healed_by_the_same_bytes() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let task = org.task("Keep it", 10).await;
    let made = evidence(&org.owner, &org, "Kept.pdf", id(&task)).await;
    let path = kept(&app).remove(0);
    std::fs::write(&path, b"rotten").unwrap();
    app.clock.pass(Duration::days(1));
    app.clock.set_calendar("2026-12-28T09:30:00Z");
    look_after_files(&app).await;
    let at = org.path(&format!("/evidence/{}", id(&made)));
    let seen = org.owner.get(&at).await.ok();
    assert_eq!(seen["file"]["damage"], "changed", "{seen}");
    org.owner.get(&format!("{at}/files/1")).await.refused(409, "refused");
    let again = [PDF, b"Kept.pdf"].concat();
    upload(&org.owner, &org, "Found again.pdf", &again).await;
    let seen = org.owner.get(&at).await.ok();
    assert_eq!(seen["file"]["damage"], Value::Null);
    let file = org.owner.request(Method::GET, &format!("{at}/files/1")).send().await.unwrap();
    assert_eq!(file.bytes().await.unwrap(), again);
    let damaged = kept(&app);
    app.clock.pass(Duration::days(2));
    look_after_files(&app).await;
    let left = kept(&app);
    assert!(damaged.contains(&path) && !left.contains(&path) && left.len() == 1, "{damaged:?} {left:?}");
}

#[tokio::test]
async fn what_nobody_uses_is_removed_and_what_is_used_stays() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let task = org.task("Keep it", 10).await;
    let used = evidence(&org.owner, &org, "Used.pdf", id(&task)).await;
    upload(&org.owner, &org, "Unused.pdf", &[PDF, b"unused"].concat()).await;
    let half = place(&announce(&org.owner, &org, "Half.txt", PART + 5).await);
    append(&org.owner, &half, 0, &vec![b'x'; PART]).await;
    assert_eq!(kept(&app).len(), 3);
    app.clock.pass(Duration::days(3));
    look_after_files(&app).await;
    assert_eq!(kept(&app).len(), 1, "{:?}", kept(&app));
    org.owner.get(&half).await.refused(404, "not_found");
    let after = org.owner.get(&org.path(&format!("/evidence/{}", id(&used)))).await.ok();
    assert_eq!(after["file"]["sha256"], used["file"]["sha256"], "what is used is not even marked");
}

#[tokio::test]
async fn several_files_come_as_one_archive_with_their_fingerprints() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let task = org.task("Pack it", 10).await;
    let (one, two) = (
        evidence(&org.owner, &org, "Übersicht.pdf", id(&task)).await,
        evidence(&org.owner, &org, "Two.pdf", id(&task)).await,
    );
    let at = org.path(&format!("/evidence/archive?ids={},{}", id(&one), id(&two)));
    let answer = org.owner.request(Method::GET, &at).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/zip");
    let bytes = answer.bytes().await.unwrap().to_vec();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> =
        (0..archive.len()).map(|n| archive.by_index(n).unwrap().name().unwrap().into_owned()).collect();
    assert_eq!(names, ["EVD-1 Übersicht.pdf", "EVD-2 Two.pdf", "contents.txt"]);
    let list = std::io::read_to_string(archive.by_name("contents.txt").unwrap()).unwrap();
    assert!(list.contains(one["file"]["sha256"].as_str().unwrap()), "{list}");
    let mut first = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_index(0).unwrap(), &mut first).unwrap();
    assert_eq!(first, [PDF, "Übersicht.pdf".as_bytes()].concat());
}
