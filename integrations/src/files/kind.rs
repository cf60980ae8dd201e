//! What a file holds, by its first bytes; its name only tells kinds of text apart.

/// A file that is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("programs are not taken as files")]
pub struct NotTaken;

/// How many of the first bytes are enough.
const ENOUGH: usize = 8 * 1024;

/// The media type of what begins with `head` and is called `name`.
///
/// # Errors
/// When it is a program.
pub fn media_type(name: &str, head: &[u8]) -> Result<&'static str, NotTaken> {
    let head = &head[..head.len().min(ENOUGH)];
    if infer::is_app(head) {
        return Err(NotTaken);
    }
    if let Some(kind) = infer::get(head) {
        return Ok(match kind.mime_type() {
            // Office files are archives; those that do not say so in their first bytes do so by their name.
            "application/zip" => office(name).unwrap_or("application/zip"),
            "text/html" | "text/xml" if is_text(head) => text(name),
            known => known,
        });
    }
    Ok(if is_text(head) { text(name) } else { "application/octet-stream" })
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default()
}

fn office(name: &str) -> Option<&'static str> {
    match extension(name).as_str() {
        "docx" => Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        "xlsx" => Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "pptx" => Some("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        _ => None,
    }
}

/// Kinds of text: shown as text or not at all, so the name may say which.
fn text(name: &str) -> &'static str {
    match extension(name).as_str() {
        "csv" => "text/csv",
        "md" | "markdown" => "text/markdown",
        "json" => "application/json",
        "html" | "htm" | "xhtml" => "text/html",
        "svg" => "image/svg+xml",
        "xml" => "application/xml",
        "eml" => "message/rfc822",
        _ => "text/plain",
    }
}

/// UTF-8 without control characters; the last character may be cut.
fn is_text(head: &[u8]) -> bool {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !valid.is_empty() && !valid.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_decide_and_the_name_only_tells_texts_apart() {
        assert_eq!(media_type("report.txt", b"%PDF-1.7 and more"), Ok("application/pdf"));
        assert_eq!(media_type("photo.pdf", b"\x89PNG\r\n\x1a\n0000"), Ok("image/png"));
        assert_eq!(media_type("list.csv", "a;b\r\nü;d".as_bytes()), Ok("text/csv"));
        assert_eq!(media_type("page.txt", b"<!DOCTYPE html><script>"), Ok("text/plain"));
        assert_eq!(media_type("page.html", b"<!DOCTYPE html><script>"), Ok("text/html"));
        assert_eq!(media_type("noise", &[0, 1, 2, 3]), Ok("application/octet-stream"));
        // A character that is cut at the end is still text.
        assert_eq!(media_type("cut.txt", &"aü".as_bytes()[..2]), Ok("text/plain"));
    }

    #[test]
    fn programs_are_not_taken_whatever_they_are_called() {
        let elf = [0x7f, b'E', b'L', b'F', 2, 1, 1, 0].repeat(10);
        assert_eq!(media_type("minutes.pdf", &elf), Err(NotTaken));
        assert_eq!(media_type("setup.txt", &b"MZ\x90\x00".repeat(20)), Err(NotTaken));
    }
}
