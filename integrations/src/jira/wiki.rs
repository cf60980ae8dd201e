//! Plain text as Jira's wiki markup, for editions that know no documents.

/// Text as people typed it, with everything that means something in the markup made plain.
#[must_use]
pub fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for line in plain.replace("\r\n", "\n").lines() {
        let trimmed = line.trim_start();
        let item = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* "));
        // A sign with nothing behind it is no item, as in a document.
        let item = item.filter(|item| item.chars().any(|c| !c.is_control() && !c.is_whitespace()));
        if let Some(item) = item {
            out.push_str("* ");
            escape(item, &mut out);
        } else {
            escape(line, &mut out);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// A line with a name and what it is.
#[must_use]
pub fn fact(name: &str, value: &str) -> String {
    format!("*{}:* {}", text(name), text(value))
}

/// A line that leads somewhere.
#[must_use]
pub fn link(words: &str, to: &url::Url) -> String {
    format!("[{}|{}]", text(words).replace('|', "\\|"), to.as_str().replace(['|', ']'], ""))
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars().filter(|c| !c.is_control() || *c == '\t') {
        if matches!(
            c,
            '\\' | '*' | '_' | '-' | '+' | '^' | '~' | '{' | '}' | '[' | ']' | '!' | '|' | '#' | '?'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_stays_text() {
        assert_eq!(text("*bold* {code} [x|http://evil]"), "\\*bold\\* \\{code\\} \\[x\\|http://evil\\]");
        assert_eq!(text("- one\n- two\n\nend"), "* one\n* two\n\nend");
        assert_eq!(text("- "), "\\-", "a sign with nothing behind it is no item");
    }
}
