//! The documents and the reference of the API as pages: all there, all links lead somewhere, nothing comes from elsewhere.

use crate::harness::TestApp;
use reqwest::{Client, StatusCode};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

struct Shown {
    status: StatusCode,
    policy: String,
    html: String,
}

async fn fetch(client: &Client, base: &str, path: &str) -> Shown {
    let answer = client.get(format!("{base}{path}")).send().await.unwrap();
    let status = answer.status();
    let policy =
        answer.headers().get("content-security-policy").map(|value| value.to_str().unwrap().to_owned());
    // The templates write every slash as a reference.
    let html = answer.text().await.unwrap().replace("&#x2f;", "/");
    Shown { status, policy: policy.unwrap_or_default(), html }
}

/// The values of an attribute.
fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// Every page that can be reached from a beginning, by the links within the pages.
async fn walk(base: &str, beginning: &str, within: &str) -> BTreeMap<String, Shown> {
    let client = Client::new();
    let (mut found, mut next) = (BTreeMap::new(), vec![beginning.to_owned()]);
    while let Some(path) = next.pop() {
        if found.contains_key(&path) {
            continue;
        }
        let shown = fetch(&client, base, &path).await;
        for link in values(&shown.html, "href") {
            let target = link.split('#').next().unwrap();
            if target.starts_with(within) && !target.ends_with(".css") {
                next.push(target.to_owned());
            }
        }
        found.insert(path, shown);
    }
    found
}

/// Every link of every page leads to a page, and to a heading of it where it names one.
async fn assert_whole(base: &str, pages: &BTreeMap<String, Shown>) {
    let client = Client::new();
    let mut elsewhere: BTreeMap<String, Shown> = BTreeMap::new();
    for (path, shown) in pages {
        assert_eq!(shown.status, 200, "{path}");
        assert!(
            shown.policy.starts_with("default-src 'none'; style-src 'self';"),
            "{path}: {}",
            shown.policy
        );
        for forbidden in ["<script", "style=\"", "<style", "<iframe", " onclick", "@import", " src=\""] {
            assert!(!shown.html.contains(forbidden), "{path} has {forbidden}");
        }
        for link in values(&shown.html, "href") {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            let (to, anchor) = link.split_once('#').map_or((link, None), |(to, anchor)| (to, Some(anchor)));
            let to = if to.is_empty() { path.as_str() } else { to };
            if !pages.contains_key(to) && !elsewhere.contains_key(to) {
                elsewhere.insert(to.to_owned(), fetch(&client, base, to).await);
            }
            let target = pages.get(to).or(elsewhere.get(to)).unwrap();
            assert_eq!(target.status, 200, "{path} leads to {link}");
            if let Some(anchor) = anchor {
                let ids: BTreeSet<_> = values(&target.html, "id").into_iter().collect();
                assert!(ids.contains(anchor), "{path} leads to {link}");
            }
        }
        let loaded =
            shown.html.split("<link ").skip(1).flat_map(|tag| values(tag.split('>').next().unwrap(), "href"));
        assert!(
            loaded.into_iter().all(|href| href.starts_with('/')),
            "{path} loads something from elsewhere"
        );
    }
}

fn documents() -> Vec<String> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut found = vec!["/docs".to_owned(), "/docs/changelog".to_owned()];
    for folder in ["users", "operators", "developers", "security", "decisions"] {
        for entry in std::fs::read_dir(docs.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let name = name.strip_suffix(".md").unwrap();
            found.push(if name == "README" {
                format!("/docs/{folder}")
            } else {
                format!("/docs/{folder}/{name}")
            });
        }
    }
    found
}

#[tokio::test]
async fn every_document_is_a_page_and_every_link_leads_somewhere() {
    let app = TestApp::new().await;
    let pages = walk(&app.base, "/docs", "/docs").await;
    for path in documents() {
        assert!(pages.contains_key(&path), "nothing leads to {path}");
    }
    assert_whole(&app.base, &pages).await;
    let tasks = &pages["/docs/users/tasks"].html;
    assert!(tasks.contains("<title>") && tasks.contains("aria-current=\"page\""), "{tasks}");
    let css = Client::new().get(format!("{}/docs/style.css", app.base)).send().await.unwrap();
    assert_eq!(css.headers()["content-type"], "text/css; charset=utf-8");
    let css = css.text().await.unwrap();
    assert!(!css.contains("url(") && !css.contains("@import"), "the style loads nothing");
}

#[tokio::test]
async fn the_reference_has_every_operation_and_form_of_the_api() {
    let app = TestApp::new().await;
    let pages = walk(&app.base, "/api/docs", "/api/docs").await;
    assert_whole(&app.base, &pages).await;
    let document: serde_json::Value = serde_json::from_str(&api::openapi()).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let group = operation["tags"][0].as_str().unwrap_or("other");
            let id = operation["operationId"].as_str().unwrap();
            let page = &pages[&format!("/api/docs/{group}")].html;
            assert!(page.contains(&format!("id=\"{id}\"")), "{method} {path}");
        }
    }
    let forms = &pages["/api/docs/schemas"].html;
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(forms.contains(&format!("id=\"{name}\"")), "{name}");
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_says_so() {
    let app = TestApp::new().await;
    let client = Client::new();
    for path in ["/docs/users/nothing", "/docs/../Cargo", "/docs/%2e%2e/README", "/api/docs/nothing"] {
        let shown = fetch(&client, &app.base, path).await;
        let harmless = shown.status == 404
            || shown.html.contains("not part of this build")
            || shown.html.contains("id=\"root\"");
        assert!(harmless, "{path}: {}", shown.status);
    }
}
