//! What is read: Markdown into HTML, below the page's own headings. What is HTML already is shown
//! as it was typed, pictures from elsewhere are left out, and links lead to web pages and addresses only.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

pub(super) fn rendered(text: &str) -> String {
    let mut linked = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(move |event| match event {
        // Shown as it was typed: what is confirmed holds it, so nobody may miss it.
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: below(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(below(level)))),
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let leads = ["https://", "http://", "mailto:"].iter().any(|scheme| dest_url.starts_with(scheme));
            linked.push(leads);
            leads.then_some(event)
        }
        Event::End(TagEnd::Link) => linked.pop().unwrap_or_default().then_some(event),
        other => Some(other),
    });
    let mut shown = String::new();
    html::push_html(&mut shown, events);
    shown
}

/// The page has the first heading.
const fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        HeadingLevel::H3 => HeadingLevel::H3,
        _ => HeadingLevel::H4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_more_than_a_text() {
        let said = rendered(
            "# Rules\n\n<script>alert(1)</script>\n\nSee <b>x</b> ![p](https://a.example/p.png) \
             [a](javascript:alert(1)) [b](https://b.example/?x=1&y=2)\n\n- one\n- two",
        );
        assert!(
            !said.contains("<script")
                && said.contains("&lt;script&gt;alert(1)")
                && !said.contains("<img")
                && !said.contains("javascript:"),
            "{said}"
        );
        assert!(said.contains("<h2>Rules</h2>") && said.contains("<li>two</li>"), "{said}");
        assert!(said.contains("<a href=\"https://b.example/?x=1&amp;y=2\">b</a>"), "{said}");
    }
}
