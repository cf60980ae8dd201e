//! A calendar that programs subscribe to (RFC 5545, RFC 7986): whole days, each with a lasting identity, so that a program
//! that asks again moves what moved and takes away what is over.

use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};

/// How often a program should ask again; most decide for themselves.
const EVERY: &str = "PT1H";

/// One day on which something is due.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The same for as long as the thing exists, and nobody else's.
    pub uid: String,
    /// The day.
    pub day: NaiveDate,
    /// What is due, in one line.
    pub title: String,
    /// What more there is to say.
    pub text: String,
    /// Where it opens.
    pub url: String,
    /// Its version, which grows with every change.
    pub version: u32,
    /// When it last changed.
    pub changed: DateTime<Utc>,
    /// Whether it is no longer due: done, or given up.
    pub is_over: bool,
}

/// The calendar of that name. The same entries make the same bytes.
#[must_use]
pub fn write(name: &str, entries: &[Entry]) -> String {
    let mut calendar = Calendar::empty();
    for (key, value) in
        [("VERSION", "2.0"), ("PRODID", "-//OpenAIMS//OpenAIMS//EN"), ("CALSCALE", "GREGORIAN")]
    {
        calendar.append_property(Property::new(key, value));
    }
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(name);
    calendar
        .append_property(Property::new("REFRESH-INTERVAL", EVERY).add_parameter("VALUE", "DURATION").done());
    calendar.append_property(Property::new("X-PUBLISHED-TTL", EVERY));
    for entry in entries {
        calendar.push(event(entry));
    }
    calendar.to_string()
}

fn event(entry: &Entry) -> Event {
    let status = if entry.is_over { EventStatus::Cancelled } else { EventStatus::Confirmed };
    let mut event = Event::new();
    event
        .uid(&entry.uid)
        .timestamp(entry.changed)
        .last_modified(entry.changed)
        .sequence(entry.version)
        .summary(&entry.title)
        .url(&entry.url)
        .status(status)
        // A day without an end is that whole day, and nobody is busy because of it.
        .starts(entry.day)
        .append_property(Property::new("TRANSP", "TRANSPARENT"));
    if !entry.text.is_empty() {
        event.description(&entry.text);
    }
    event.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str) -> Entry {
        Entry {
            uid: "01a2@aims.example".to_owned(),
            day: "2026-12-24".parse().unwrap(),
            title: title.to_owned(),
            text: "Control A.6.2.4".to_owned(),
            url: "https://aims.example/o/acme/tasks/01a2".to_owned(),
            version: 3,
            changed: "2026-11-24T09:30:00Z".parse().unwrap(),
            is_over: false,
        }
    }

    #[test]
    fn a_calendar_has_what_programs_need() {
        let text = write("Acme: my tasks", &[entry("TSK-1 Review the policy")]);
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//OpenAIMS//OpenAIMS//EN",
            "METHOD:PUBLISH",
            "NAME:Acme: my tasks",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "BEGIN:VEVENT",
            "UID:01a2@aims.example",
            "DTSTAMP:20261124T093000Z",
            "DTSTART;VALUE=DATE:20261224",
            "SEQUENCE:3",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "SUMMARY:TSK-1 Review the policy",
            "URL:https://aims.example/o/acme/tasks/01a2",
            "END:VCALENDAR",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in\n{text}");
        }
        assert!(!text.contains("DTEND"));
        assert_eq!(text, write("Acme: my tasks", &[entry("TSK-1 Review the policy")]));
    }

    #[test]
    fn no_title_ends_its_line_or_begins_another_property() {
        let text =
            write("Acme", &[entry("One, two; three\\four\nATTENDEE:mailto:eve@example.org \u{1F4C5} ü")]);
        let unfolded = text.replace("\r\n ", "");
        assert!(
            unfolded.contains(
                "SUMMARY:One\\, two\\; three\\\\four\\nATTENDEE:mailto:eve@example.org \u{1F4C5} ü\r\n"
            ),
            "{unfolded}"
        );
        assert!(!unfolded.contains("\r\nATTENDEE"), "{unfolded}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
    }
}
