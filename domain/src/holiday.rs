//! Holidays, typed or read out of a calendar file (iCalendar, RFC 5545).
//!
//! Only what a calendar of holidays needs is read: whole days with a summary. What repeats by a rule, has a time or
//! lasts too long is left out and counted, never guessed.

use crate::calendar::{can_be_due, shift};
use crate::text::{self, TextRefused};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The longest name of a holiday.
const LONGEST: usize = 120;
/// The largest file that is read.
pub const MOST_BYTES: usize = 512 * 1024;
/// How many events of a file are read.
const MOST_EVENTS: usize = 2_000;
/// The most days that one event may last.
const MOST_DAYS: i64 = 31;
/// The most holidays that an organisation keeps.
pub const MOST_HOLIDAYS: usize = 500;

/// The name of a holiday.
///
/// # Errors
/// Why it is none.
pub fn name(text: &str) -> Result<String, TextRefused> {
    text::line(text, LONGEST)
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The days off with their names.
    pub days: BTreeMap<NaiveDate, String>,
    /// How many events were left out.
    pub left_out: usize,
}

/// Why a file was refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefused {
    /// Too large.
    #[error("the file is larger than a calendar of holidays can be")]
    TooLarge,
    /// Not one that is understood.
    #[error("this is no calendar file (.ics)")]
    NotACalendar,
    /// Nothing in it is a whole day.
    #[error("the file names no whole days")]
    NoDays,
}

impl CalendarRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::NotACalendar => "not_a_calendar",
            Self::NoDays => "no_days",
        }
    }
}

/// Reads the whole days of a calendar file.
///
/// # Errors
/// [`CalendarRefused`].
pub fn read(bytes: &[u8]) -> Result<Calendar, CalendarRefused> {
    if bytes.len() > MOST_BYTES {
        return Err(CalendarRefused::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CalendarRefused::NotACalendar)?;
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(CalendarRefused::NotACalendar);
    }
    let mut calendar = Calendar::default();
    let mut event: Option<Vec<(String, String)>> = None;
    let mut events = 0;
    for (name, value) in unfolded(text).iter().filter_map(|line| property(line)) {
        match (name.as_str(), value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") => event = Some(Vec::new()),
            ("END", "VEVENT") => {
                events += 1;
                let days = event.take().filter(|_| events <= MOST_EVENTS).and_then(|event| days(&event));
                match days {
                    Some((name, days)) => {
                        calendar.days.extend(days.into_iter().map(|day| (day, name.clone())))
                    }
                    None => calendar.left_out += 1,
                }
            }
            _ => {
                if let Some(event) = &mut event {
                    event.push((name, value));
                }
            }
        }
    }
    if calendar.days.is_empty() { Err(CalendarRefused::NoDays) } else { Ok(calendar) }
}

/// The lines of a file, with those that go on in the next put together.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// A property's name without its parameters, and its value.
fn property(line: &str) -> Option<(String, String)> {
    let mut quoted = false;
    let colon = line.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == ':' && !quoted
    })?;
    let (head, value) = line.split_at(colon.0);
    let name = head.split(';').next().unwrap_or_default();
    Some((name.trim().to_ascii_uppercase(), value[1..].trim().to_owned()))
}

/// The days of an event; none where it is not made of whole days.
fn days(event: &[(String, String)]) -> Option<(String, Vec<NaiveDate>)> {
    let get = |wanted: &str| event.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let repeats = get("RRULE").is_some() || get("RDATE").is_some();
    if repeats || get("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
        return None;
    }
    let first = date(get("DTSTART")?)?;
    // The end is the first day that is no longer part of it.
    let end = match get("DTEND") {
        Some(text) => date(text)?,
        None => shift(first, 1),
    };
    let lasts = (end - first).num_days().max(1);
    let fits = lasts <= MOST_DAYS && can_be_due(first) && can_be_due(end);
    let name = name(&plain(get("SUMMARY")?)).ok()?;
    fits.then(|| (name, (0..lasts).map(|days| shift(first, days)).collect()))
}

fn date(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok()).flatten()
}

/// A text as it was meant: without the marks that the format puts before commas and line breaks.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') | None => plain.push(' '),
                Some(other) => plain.push(other),
            },
            other => plain.push(other),
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(events: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn whole_days_are_read_and_everything_else_is_counted() {
        let text = file(
            "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY;LANGUAGE=\"en:x\":Christmas\\, \r\n and after\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nDTSTART:20270101\r\nSUMMARY:New Year\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nDTSTART:20270101T100000Z\r\nSUMMARY:A meeting\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nDTSTART:20270501\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:May Day\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nDTSTART:20270501\r\nDTEND:20280501\r\nSUMMARY:A sabbatical\r\nEND:VEVENT\r\n\
             BEGIN:VEVENT\r\nDTSTART:20270502\r\nSTATUS:CANCELLED\r\nSUMMARY:Not\r\nEND:VEVENT\r\n",
        );
        let calendar = read(text.as_bytes()).unwrap();
        let days: Vec<(NaiveDate, &str)> =
            calendar.days.iter().map(|(day, name)| (*day, name.as_str())).collect();
        assert_eq!(
            days,
            [
                (day("2026-12-25"), "Christmas, and after"),
                (day("2026-12-26"), "Christmas, and after"),
                (day("2027-01-01"), "New Year"),
            ]
        );
        assert_eq!(calendar.left_out, 4);
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        assert_eq!(read(b"name,address\n"), Err(CalendarRefused::NotACalendar));
        assert_eq!(read(&[0xff; 40]), Err(CalendarRefused::NotACalendar));
        assert_eq!(read(&vec![b' '; MOST_BYTES + 1]), Err(CalendarRefused::TooLarge));
        assert_eq!(read(file("").as_bytes()), Err(CalendarRefused::NoDays));
    }

    proptest! {
        /// No file makes it fall over, and what it reads is bounded.
        #[test]
        fn any_file_is_read_or_refused(lines in prop::collection::vec("(BEGIN:VEVENT|END:VEVENT|DTSTART:[0-9T]{6,9}|DTEND:[0-9]{8}|SUMMARY:.{0,200}| .{0,20}|.{0,40})", 0..60)) {
            if let Ok(calendar) = read(file(&lines.join("\r\n")).as_bytes()) {
                prop_assert!(calendar.days.iter().all(|(day, name)| can_be_due(*day) && name.chars().count() <= LONGEST));
            }
        }
    }
}
