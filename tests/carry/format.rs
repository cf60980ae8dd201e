//! The document of the form says what the schema says: on both databases, so both say the same.

use crate::harness::TestApp;
use std::fmt::Write;
use store::carry::{self, KEPT_BACK, Kind, STAYS};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/operators/export-format.md");
const BEGIN: &str = "<!-- tables: made from the schema; AIMS_WRITE=1 makes them anew -->\n";
const END: &str = "<!-- end of tables -->";

fn kind(kind: Kind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
}

async fn described(app: &TestApp) -> String {
    let org = app.found("Acme", "ada@acme.example").await;
    let door = app.store.read(&app.membership(&org).await).await.unwrap();
    let mut text = String::from("\n| Table | What a row has |\n|---|---|\n");
    for table in carry::carried() {
        let shape = door.shape(table).await.unwrap();
        let columns: Vec<String> = shape
            .columns
            .iter()
            .map(|one| format!("`{}` {}{}", one.name, kind(one.kind), if one.optional { "?" } else { "" }))
            .collect();
        writeln!(text, "| `{table}` | {} |", columns.join(", ")).unwrap();
    }
    door.close().await.unwrap();
    text += "\n| Stays behind | Why |\n|---|---|\n";
    for (table, why) in STAYS {
        writeln!(text, "| `{table}` | {why} |").unwrap();
    }
    for (table, column, why) in KEPT_BACK {
        writeln!(text, "| `{table}.{column}` | {why} |").unwrap();
    }
    text + "\n"
}

#[tokio::test]
async fn the_document_of_the_form_is_the_schema() {
    let app = TestApp::new().await;
    let described = described(&app).await;
    let document = std::fs::read_to_string(DOCUMENT).unwrap();
    let (before, rest) = document.split_once(BEGIN).expect("where the tables begin");
    let (said, after) = rest.split_once(END).expect("where the tables end");
    if said != described && std::env::var_os("AIMS_WRITE").is_some() {
        std::fs::write(DOCUMENT, format!("{before}{BEGIN}{described}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(said, described, "AIMS_WRITE=1 makes the tables anew");
}
