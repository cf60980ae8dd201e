//! Lists as files: the same rows, order and words as the list shows, for each who may see it, and nothing else.

use crate::harness::{Browser, Organisation, TestApp};
use calamine::{Data, Reader, Xlsx};
use chrono::{NaiveDate, NaiveDateTime};
use domain::access::{Action, Reach, Role, allows};
use reqwest::{Method, StatusCode};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::io::Cursor;

const ADA: &str = "ada@acme.example";
const BOM: &str = "\u{feff}";

/// A file as it came.
struct File {
    name: String,
    kind: String,
    bytes: Vec<u8>,
}

async fn export(browser: &Browser, path: &str) -> Result<File, (StatusCode, Value)> {
    let response = browser.request(Method::GET, path).send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.bytes().await.unwrap().to_vec();
    if !status.is_success() {
        return Err((status, serde_json::from_slice(&bytes).unwrap()));
    }
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let text = |name: &str| headers[name].to_str().unwrap().to_owned();
    Ok(File { name: text("content-disposition"), kind: text("content-type"), bytes })
}

/// The rows of a CSV below its heading, and its last line.
fn rows_of(file: &File) -> (Vec<Vec<String>>, String) {
    let text = std::str::from_utf8(&file.bytes).unwrap().strip_prefix(BOM).unwrap();
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let last = rows.pop().unwrap().swap_remove(0);
    assert!(last.starts_with("# "), "{last}");
    (rows, last)
}

fn sheets(file: &File) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(file.bytes.clone())).unwrap()
}

/// A number of tasks beside one another, of every state and priority, some of them the owner's.
pub(crate) async fn many(app: &TestApp, org: &Organisation, count: u32) {
    org.task("Bulk 0", 20).await;
    let postgres = matches!(crate::harness::backend(), crate::harness::Backend::Postgres);
    let id = if postgres { "gen_random_uuid()" } else { "randomblob(16)" };
    let root = app.database.root().await;
    root.execute_unprepared(&format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < {count}) \
         insert into subject (org_id, id, kind, reference, reference_key, title, title_key, state, owner_id, due, version, \
         archived_at, created_by, created_at, updated_at) select s.org_id, {id}, s.kind, 'BLK-' || i, \
         'blk-' || (1000000 + i), 'Bulk ' || i, 'bulk ' || i, case i % 5 when 0 then 'open' when 1 then 'in_progress' \
         when 2 then 'done' when 3 then 'cancelled' else 'ready_for_review' end, case when i % 3 = 0 then s.owner_id end, \
         s.due, 1, s.archived_at, s.created_by, s.created_at, s.updated_at from subject s, n where s.title = 'Bulk 0'"
    ))
    .await
    .unwrap();
    root.execute_unprepared(
        "insert into task (org_id, id, control_id, priority, description, expected_evidence, evidence_required) \
         select s.org_id, s.id, null, length(s.title) % 4, '', '', false from subject s where s.title like 'Bulk %' \
         and s.title <> 'Bulk 0'",
    )
    .await
    .unwrap();
    root.close().await.unwrap();
}

/// Every row of a list by its own pages.
pub(crate) async fn listed(browser: &Browser, org: &Organisation, list: &str, query: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = browser.get(&org.path(&format!("/{list}?limit=100&{query}{cursor}"))).await.ok();
        rows.extend(page["items"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str() else { return rows };
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test]
async fn an_export_has_the_rows_of_the_list_in_its_order_whatever_is_asked() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    many(&app, &org, 1_300).await;
    for query in [
        "sort=due",
        "sort=-reference",
        "sort=title&state=open,done",
        "sort=-priority&owner=me",
        "sort=state&owner=none&q=bulk%201",
        "sort=updated&state=cancelled&q=7",
        "q=nothing%20like%20it",
    ] {
        let wanted: Vec<Vec<String>> = listed(&org.owner, &org, "tasks", query)
            .await
            .iter()
            .map(|row| {
                ["reference", "title"].iter().map(|name| row[*name].as_str().unwrap().to_owned()).collect()
            })
            .collect();
        let ask = |format: &str| {
            org.path(&format!("/tasks/export?format={format}&columns=reference,title&{query}"))
        };
        let (rows, last) = rows_of(&export(&org.owner, &ask("csv")).await.unwrap());
        assert_eq!(rows, wanted, "{query}");
        assert!(last.contains(&format!(": {} row", wanted.len())), "{last}");
        let file = export(&org.owner, &ask("xlsx")).await.unwrap();
        let sheet = sheets(&file).worksheet_range("Tasks").unwrap();
        let cells: Vec<Vec<String>> =
            sheet.rows().skip(1).map(|row| row.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(cells, wanted, "{query}");
    }
}

/// Memory does not grow with the rows: each page is gone before the next is asked for, so that a statement that would
/// fetch more than a page at once is what this would have to show; it cannot, and 10,000 rows come complete.
#[tokio::test]
async fn ten_thousand_tasks_come_complete() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    many(&app, &org, 9_999).await;
    let (rows, last) = rows_of(&export(&org.owner, &org.path("/tasks/export?format=csv")).await.unwrap());
    assert_eq!(rows.len(), 10_000);
    assert!(
        last.contains(": 10000 rows, made on 24 Nov 2026 at 10:30 (Europe/Berlin) by Ada Lovelace"),
        "{last}"
    );
    let titles: std::collections::BTreeSet<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(titles.len(), 10_000, "none twice");
    let file = export(&org.owner, &org.path("/tasks/export?format=xlsx")).await.unwrap();
    assert_eq!(sheets(&file).worksheet_range("Tasks").unwrap().height(), 10_001);
    assert!(app.database.watch.take().is_empty(), "every statement names the organisation");
}

#[tokio::test]
async fn more_rows_than_a_file_holds_are_refused_and_not_cut() {
    let app = TestApp::with(|settings| settings.max_export_rows = 3).await;
    let org = app.found("Acme", ADA).await;
    for number in 0..4 {
        org.task(&format!("Task {number}"), 10 + number).await;
    }
    let (status, problem) =
        export(&org.owner, &org.path("/tasks/export?format=csv")).await.err().expect("more than 3");
    assert_eq!((status.as_u16(), &problem["params"]["reason"]), (409, &json!("too_many_rows")));
    assert!(problem["detail"].as_str().unwrap().starts_with("4 rows match"), "{problem}");
    export(&org.owner, &org.path("/tasks/export?format=csv&q=Task%201")).await.expect("one");
}

#[tokio::test]
async fn no_cell_is_a_formula_and_every_letter_arrives() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let titles = [
        "=HYPERLINK(\"http://evil.example\",\"click\")",
        "+1",
        "-1",
        "@SUM(A1)",
        "Prüfung, \"neu\"; 完成 🦉",
    ];
    for title in titles {
        org.owner.post(&org.path("/tasks"), json!({ "title": title })).await.ok();
    }
    let ask = |format: &str| org.path(&format!("/tasks/export?columns=title&sort=reference&format={format}"));
    let (rows, _) = rows_of(&export(&org.owner, &ask("csv")).await.unwrap());
    let guarded: Vec<String> = titles
        .iter()
        .map(|title| if title.starts_with('P') { (*title).to_owned() } else { format!("'{title}") })
        .collect();
    assert_eq!(rows.concat(), guarded);
    let mut book = sheets(&export(&org.owner, &ask("xlsx")).await.unwrap());
    let sheet = book.worksheet_range("Tasks").unwrap();
    let cells: Vec<String> = sheet.rows().skip(1).map(|row| row[0].to_string()).collect();
    assert_eq!(cells, titles);
    assert!(book.worksheet_formula("Tasks").unwrap().is_empty(), "text stays text");
}

#[tokio::test]
async fn a_workbook_has_real_dates_the_organisations_clock_and_says_what_it_is() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.task("Write the AI policy", 10).await;
    let path = org.path("/tasks/export?format=xlsx&state=open,in_progress&owner=me&q=policy&sort=-due");
    let file = export(&org.owner, &path).await.unwrap();
    assert_eq!(file.kind, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_eq!(file.name, "attachment; filename=\"acme-tasks-2026-11-24.xlsx\"");
    let mut book = sheets(&file);
    assert_eq!(book.sheet_names(), ["Tasks", "About"]);
    let sheet = book.worksheet_range("Tasks").unwrap();
    let heading: Vec<String> = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let at = |name: &str| heading.iter().position(|one| one == name).unwrap();
    let row = sheet.rows().nth(1).unwrap();
    let moment = |cell: &Data| match cell {
        Data::DateTime(at) => at.as_datetime().unwrap(),
        other => panic!("{other:?} is no date"),
    };
    assert_eq!(moment(&row[at("Due")]).date(), NaiveDate::from_ymd_opt(2026, 12, 4).unwrap());
    // 09:30 in UTC is 10:30 in Berlin.
    let changed: NaiveDateTime = moment(&row[at("Last changed")]);
    assert_eq!(changed.to_string(), "2026-11-24 10:30:00");
    assert_eq!(
        (row[at("State")].to_string(), row[at("Owner")].to_string()),
        ("Open".into(), "Ada Lovelace".into())
    );
    let about = book.worksheet_range("About").unwrap();
    let said: Vec<(String, String)> =
        about.rows().map(|row| (row[0].to_string(), row[1].to_string())).collect();
    for (name, value) in [
        ("Organisation", "Acme"),
        ("Filter: State", "Open or In progress"),
        ("Filter: Owner", "Ada Lovelace"),
        ("Filter: Search", "policy"),
        ("Sorted by", "Due, descending"),
        ("Rows", "1"),
        ("Time zone", "Europe/Berlin"),
        ("Made by", "Ada Lovelace"),
    ] {
        assert!(said.contains(&(name.to_owned(), value.to_owned())), "{name} {value}: {said:?}");
    }
}

#[tokio::test]
async fn every_list_leaves_in_both_forms_and_unknown_wishes_are_refused() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    org.task("Write the AI policy", 5).await;
    app.run_jobs().await;
    for (list, rows) in [("tasks", 1), ("controls", 70), ("people", 1), ("deliveries", 1)] {
        let (csv, _) =
            rows_of(&export(&org.owner, &org.path(&format!("/{list}/export?format=csv"))).await.unwrap());
        assert_eq!(csv.len(), rows, "{list}");
        let file = export(&org.owner, &org.path(&format!("/{list}/export?format=xlsx"))).await.unwrap();
        assert_eq!(sheets(&file).worksheet_range_at(0).unwrap().unwrap().height(), rows + 1, "{list}");
        for wrong in
            ["", "format=pdf", "format=csv&columns=secret", "format=csv&limit=3", "format=csv&colour=red"]
        {
            let (status, problem) =
                export(&org.owner, &org.path(&format!("/{list}/export?{wrong}"))).await.err().unwrap();
            assert_eq!(
                (status.as_u16(), problem["code"].as_str()),
                (422, Some("invalid_input")),
                "{list} {wrong}"
            );
        }
    }
    let log = org.owner.get(&org.path("/deliveries?state=delivered&channel=mail")).await.ok();
    assert_eq!((&log["total"], &log["items"][0]["about"]["reference"]), (&json!(1), &json!("TSK-1")));
    assert_eq!(org.owner.get(&org.path("/deliveries?channel=direct,posted")).await.ok()["total"], 0);
    let (rows, _) = rows_of(&export(&org.owner, &org.path("/deliveries/export?format=csv")).await.unwrap());
    let said = [
        "TSK-1",
        "Write the AI policy",
        "Reminder 7 days before the due date",
        "Mail",
        "Ada Lovelace",
        "2026-11-29",
        "Sent",
    ];
    assert_eq!(&rows[0][1..8], said);
    assert_eq!(rows[0][0], "2026-11-24T10:30:00+01:00");
}

/// Whoever may not see the list takes nothing away, and whoever sees what is theirs takes that.
#[tokio::test]
async fn each_role_takes_away_what_it_sees_and_no_more() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    org.task("Somebody else's", 5).await;
    app.run_jobs().await;
    for role in Role::ALL {
        let (browser, id) = app.member(&org, *role).await;
        let body = json!({ "title": format!("Of the {role}"), "owner": id, "due": "2026-11-29" });
        org.owner.post(&org.path("/tasks"), body).await.ok();
        app.run_jobs().await;
        for (list, action) in [
            ("tasks", Action::ReadTasks),
            ("controls", Action::ReadControls),
            ("people", Action::ReadPeople),
            ("deliveries", Action::ReadDeliveries),
        ] {
            let answer = export(&browser, &org.path(&format!("/{list}/export?format=csv"))).await;
            match allows(*role, action) {
                Reach::None => assert_eq!(answer.err().unwrap().0.as_u16(), 403, "{role} {list}"),
                Reach::All => assert!(!rows_of(&answer.ok().unwrap()).0.is_empty(), "{role} {list}"),
                Reach::Own => {
                    let (rows, last) = rows_of(&answer.ok().unwrap());
                    let text = format!("{rows:?}");
                    assert!(
                        rows.len() == 1 && text.contains(&format!("Of the {role}")),
                        "{role} {list}: {text}"
                    );
                    assert!(last.contains("Reach: Only what is one's own"), "{last}");
                }
            }
        }
    }
}

#[tokio::test]
async fn another_organisations_lists_are_like_none_and_its_rows_are_in_no_file() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", ADA).await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    ours.task("Ours alone", 5).await;
    theirs.task("Theirs alone", 5).await;
    app.run_jobs().await;
    for list in ["tasks", "controls", "people", "deliveries"] {
        let path = ours.path(&format!("/{list}/export?format=csv"));
        assert_eq!(export(&theirs.owner, &path).await.err().unwrap().0.as_u16(), 404, "{list}");
        let file = export(&theirs.owner, &theirs.path(&format!("/{list}/export?format=csv"))).await.unwrap();
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(!text.contains("Ours") && !text.contains(ADA), "{list}: {text}");
    }
}

#[tokio::test]
async fn who_took_what_away_is_in_the_trail() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.task("Write the AI policy", 5).await;
    let (auditor, id) = app.member(&org, Role::Auditor).await;
    export(&auditor, &org.path("/tasks/export?format=csv")).await.unwrap();
    export(&auditor, &org.path("/people/export?format=xlsx")).await.unwrap();
    export(&auditor, &org.path("/people/export?format=pdf")).await.err().unwrap();
    let read = app.store.read(&app.membership(&org).await).await.unwrap();
    let notes = read.changes_after(0, 100).await.unwrap();
    assert_eq!(notes.iter().filter(|note| note.what == "list_exported").count(), 2);
    read.close().await.unwrap();
    app.check_trail(&org).await.unwrap();
    let root = app.database.root().await;
    let sql = "select b.body from trail_body b join trail_entry e on e.org_id = b.org_id and e.id = b.id \
               where e.kind = 'list_exported' order by e.seq";
    let statement = sea_orm::Statement::from_string(root.get_database_backend(), sql);
    let bodies: Vec<String> = root
        .query_all_raw(statement)
        .await
        .unwrap()
        .iter()
        .map(|row| row.try_get("", "body").unwrap())
        .collect();
    root.close().await.unwrap();
    let body: Vec<Value> = bodies.iter().map(|body| serde_json::from_str(body).unwrap()).collect();
    let event = |list: &str, format: &str, rows: i64| json!({ "kind": "list_exported", "list": list, "format": format, "rows": rows });
    assert_eq!(body, [event("tasks", "csv", 1), event("people", "xlsx", 2)]);
    assert!(!id.is_empty());
}
