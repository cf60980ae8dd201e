//! The files that people upload: short papers, and tables.

use chrono::NaiveDate;
use std::fmt::Write;

/// How many characters fit into a line of a paper.
const WIDTH: usize = 84;

/// What stands in a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content<'a> {
    pub(super) company: &'a str,
    pub(super) title: &'a str,
    pub(super) edition: i32,
    pub(super) author: &'a str,
    pub(super) day: NaiveDate,
    pub(super) text: &'a str,
}

/// The bytes of a file of that name.
pub(super) fn bytes(file: &str, content: &Content<'_>) -> Vec<u8> {
    if file.rsplit('.').next() == Some("csv") { table(content) } else { pdf(&lines(content)) }
}

fn table(content: &Content<'_>) -> Vec<u8> {
    let mut text = String::from("No.;What;Who;Checked on;Remark\r\n");
    let systems = ["Crackwatch", "Siteflow", "Veil", "Concierge", "Scribe"];
    for (number, system) in (1..).zip(systems) {
        let remark = if number == content.edition { content.text } else { "" };
        // Nobody reads it when the text cannot grow.
        let _ = write!(text, "{number};{system};{};{};{remark}\r\n", content.author, content.day);
    }
    text.into_bytes()
}

fn lines(content: &Content<'_>) -> Vec<String> {
    let mut lines = vec![
        content.title.to_owned(),
        String::new(),
        format!("{}, edition {}", content.company, content.edition),
        format!("{}, {}", content.author, content.day.format("%-d %B %Y")),
        String::new(),
    ];
    for paragraph in content.text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.extend([line, String::new()]);
    }
    lines
}

/// One page of text in the Latin alphabet: enough to open, and small.
fn pdf(lines: &[String]) -> Vec<u8> {
    let mut stream = b"BT /F1 18 Tf 16 TL 64 770 Td\n".to_vec();
    for (position, line) in lines.iter().enumerate() {
        if position == 1 {
            stream.extend_from_slice(b"/F1 10.5 Tf\n");
        }
        stream.push(b'(');
        for letter in line.chars() {
            // WinAnsi agrees with Latin-1 where these papers need it.
            let byte = u8::try_from(u32::from(letter)).unwrap_or(b'-');
            if matches!(byte, b'(' | b')' | b'\\') {
                stream.push(b'\\');
            }
            stream.push(byte);
        }
        stream.extend_from_slice(b") Tj T*\n");
    }
    stream.extend_from_slice(b"ET");
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
          /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_vec(),
    ];
    objects.push(
        [format!("<< /Length {} >>\nstream\n", stream.len()).as_bytes(), &stream, b"\nendstream"].concat(),
    );
    objects
        .push(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec());
    whole(&objects)
}

/// The objects as a file with its table of where they lie.
fn whole(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let (at, size) = (file.len(), objects.len() + 1);
    let trailer = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    );
    file.extend_from_slice(trailer.as_bytes());
    file
}
