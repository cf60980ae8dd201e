//! Markdown into HTML: headings get the names by which they are linked to, links lead to our pages, wide things can be
//! scrolled, and what is HTML already is left out.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;
use std::collections::HashMap;

/// A heading and the name by which it is linked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Heading {
    pub(super) name: String,
    pub(super) title: String,
}

/// A text as a page.
#[derive(Debug)]
pub(super) struct Rendered {
    pub(super) title: String,
    pub(super) headings: Vec<Heading>,
    pub(super) html: String,
}

/// Around what may be wider than the page: it is scrolled by itself, also by the keyboard.
const WIDE: &str =
    "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"May be wider than the page\">";

/// Renders a text. `resolve` says where a link within our documents leads; one that leads nowhere stays as text.
pub(super) fn render(text: &str, mut resolve: impl FnMut(&str) -> Option<String>) -> Rendered {
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let (title, headings) = name_headings(&mut events);
    let mut shown = Vec::with_capacity(events.len());
    let mut linked = Vec::new();
    for event in events {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => {}
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let leads = if is_elsewhere(&dest_url) {
                    Some(dest_url)
                } else {
                    resolve(&dest_url).map(CowStr::from)
                };
                linked.push(leads.is_some());
                if let Some(dest_url) = leads {
                    shown.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if linked.pop() == Some(true) {
                    shown.push(event);
                }
            }
            Event::Start(Tag::Table(_) | Tag::CodeBlock(_)) => {
                shown.push(Event::Html(WIDE.into()));
                shown.push(event);
            }
            Event::End(TagEnd::Table | TagEnd::CodeBlock) => {
                shown.push(event);
                shown.push(Event::Html("</div>\n".into()));
            }
            other => shown.push(other),
        }
    }
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, shown.into_iter());
    Rendered { title, headings, html: out }
}

/// A sentence or two, with what is code in them.
pub(super) fn inline(text: &str) -> String {
    render(text, |_| None).html
}

fn is_elsewhere(target: &str) -> bool {
    ["https:", "http:", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

/// Gives each heading its name; answers the first one's words, and those of the second rank.
fn name_headings(events: &mut [Event<'_>]) -> (String, Vec<Heading>) {
    let (mut title, mut second, mut seen) = (String::new(), Vec::new(), HashMap::new());
    for at in 0..events.len() {
        let Some(Event::Start(Tag::Heading { level, .. })) = events.get(at) else { continue };
        let level = *level;
        let words = words_of(events.get(at + 1..).unwrap_or_default());
        let name = unique(slug(&words), &mut seen);
        if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(at) {
            *id = Some(CowStr::from(name.clone()));
        }
        match level {
            HeadingLevel::H1 if title.is_empty() => title = words,
            HeadingLevel::H2 => second.push(Heading { name, title: words }),
            _ => {}
        }
    }
    (title, second)
}

fn words_of(events: &[Event<'_>]) -> String {
    let within = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    within
        .filter_map(|event| {
            if let Event::Text(text) | Event::Code(text) = event { Some(text.as_ref()) } else { None }
        })
        .collect()
}

/// As the usual hosts of Markdown do it, and `infra/papers/pages.mjs` checks it.
fn slug(words: &str) -> String {
    let lower = words.to_lowercase();
    let kept = lower.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_'));
    kept.collect::<String>().trim().chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect()
}

fn unique(name: String, seen: &mut HashMap<String, usize>) -> String {
    let many = seen.entry(name.clone()).or_default();
    *many += 1;
    if *many == 1 { name } else { format!("{name}-{}", *many - 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_named_links_lead_on_and_html_is_left_out() {
        let text = "# Title\n\n## A `b`, c?\n\n## A b c\n\n<!-- made -->\n[here](x.md#y) [there](gone.md) <b>bold</b>\n\
                    [out](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | `<c>` |\n\n    <script>\n";
        let rendered = render(text, |target| (target == "x.md#y").then(|| "/docs/x#y".to_owned()));
        assert_eq!(rendered.title, "Title");
        let names: Vec<_> = rendered.headings.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["a-b-c", "a-b-c-1"]);
        let html = rendered.html;
        assert!(
            html.contains("<h2 id=\"a-b-c\">") && html.contains("<a href=\"/docs/x#y\">here</a> there bold"),
            "{html}"
        );
        assert!(html.contains("<a href=\"https://example.org\">"), "{html}");
        assert!(!html.contains("<!--") && !html.contains("<b>") && !html.contains("<script"), "{html}");
        assert_eq!(html.matches("class=\"wide\"").count(), 2, "{html}");
    }
}
