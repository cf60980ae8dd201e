//! What a page of the web app needs before it can show anything, named in the page's head: the browser fetches it beside
//! the entry instead of one thing after the other behind it. The build of the web app writes the table (`web/hints.ts`).

use serde::Deserialize;
use std::fmt::Write as _;

/// One address of the web app, with `$` before the name of each part that varies.
#[derive(Deserialize)]
struct Page {
    path: String,
    scripts: Vec<String>,
    styles: Vec<String>,
    /// Addresses of the API; they have the varying parts of `path` in them.
    data: Vec<String>,
}

/// The table of all pages that have hints; an empty one where the web app was not built.
#[derive(Default)]
pub(super) struct Hints(Vec<Page>);

impl Hints {
    /// Reads the table. One that cannot be read gives no hints: pages then load as they do without.
    pub(super) fn read(table: &[u8]) -> Self {
        serde_json::from_slice(table).map(Self).unwrap_or_else(|error| {
            tracing::warn!(%error, "the web app's hints cannot be read");
            Self::default()
        })
    }

    /// The elements for the head of the page at that path. Only who has a session asks for answers of the API.
    pub(super) fn head(&self, path: &str, has_session: bool) -> String {
        let found = self.0.iter().find_map(|page| Some((page, varying(&page.path, path)?)));
        let Some((page, parts)) = found else { return String::new() };
        let mut head = String::new();
        let mut add = |what: &str, href: &str| {
            // Writing to a string cannot fail.
            let _ = writeln!(head, "    <link {what} crossorigin href=\"{href}\">");
        };
        for file in &page.styles {
            add("rel=\"preload\" as=\"style\"", &format!("/{file}"));
        }
        for file in &page.scripts {
            add("rel=\"modulepreload\"", &format!("/{file}"));
        }
        for address in page.data.iter().filter(|_| has_session) {
            let filled = parts.iter().fold(address.clone(), |text, (name, value)| text.replace(name, value));
            add("rel=\"preload\" as=\"fetch\"", &filled);
        }
        head
    }
}

/// The varying parts of a path that has the pattern's form. Only what needs no escaping in HTML or in an address counts.
fn varying<'a>(pattern: &'a str, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let (wanted, given) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
    if wanted.clone().count() != given.clone().count() {
        return None;
    }
    let mut parts = Vec::new();
    for (wanted, given) in wanted.zip(given) {
        if wanted.starts_with('$') {
            let plain =
                given.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
            if given.is_empty() || !plain {
                return None;
            }
            parts.push((wanted, given));
        } else if wanted != given {
            return None;
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"[
        {"path": "/o/$org", "scripts": ["assets/a.js"], "styles": ["assets/a.css"], "data": ["/api/v1/session"]},
        {"path": "/o/$org/tasks/$id", "scripts": [], "styles": [], "data": ["/api/v1/o/$org/tasks/$id"]}
    ]"#;

    #[test]
    fn a_page_names_its_files_and_what_it_asks_for() {
        let hints = Hints::read(TABLE.as_bytes());
        let home = hints.head("/o/plumbline/", true);
        assert!(home.contains("<link rel=\"modulepreload\" crossorigin href=\"/assets/a.js\">"), "{home}");
        assert!(
            home.contains("<link rel=\"preload\" as=\"style\" crossorigin href=\"/assets/a.css\">"),
            "{home}"
        );
        assert!(
            home.contains("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"/api/v1/session\">"),
            "{home}"
        );
        let task = hints.head("/o/plumbline/tasks/TASK-7", true);
        assert!(task.contains("href=\"/api/v1/o/plumbline/tasks/TASK-7\""), "{task}");
    }

    #[test]
    fn nobody_without_a_session_asks_for_answers() {
        let head = Hints::read(TABLE.as_bytes()).head("/o/plumbline", false);
        assert!(head.contains("modulepreload") && !head.contains("/api/"), "{head}");
    }

    #[test]
    fn what_would_need_escaping_gives_no_hints() {
        let hints = Hints::read(TABLE.as_bytes());
        for path in [
            "/o/a\"><script>",
            "/o/a%22",
            "/o//",
            "/o/",
            "/o/a/b",
            "/",
            "/o/é",
            "/o/a/tasks/..",
            "/o/a/tasks/1/2",
        ] {
            assert_eq!(hints.head(path, true), "", "{path}");
        }
    }

    #[test]
    fn a_table_that_cannot_be_read_gives_no_hints() {
        assert_eq!(Hints::read(b"nonsense").head("/o/plumbline", true), "");
    }
}
