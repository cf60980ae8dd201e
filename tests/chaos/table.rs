//! What became of everything, one line for each way.

use super::events::Done;
use super::ledger::Entry;
use domain::delivery::State;
use std::collections::BTreeMap;
use std::fmt;
use store::Book;

/// What of one way.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) planned: usize,
    pub(super) ended: BTreeMap<&'static str, usize>,
    /// Called delivered and nowhere to be found, or never settled.
    pub(super) losses: Vec<String>,
    /// More of it there than the books say were handed over.
    pub(super) doubles: Vec<String>,
    /// Called not sent, and there all the same.
    pub(super) untrue: Vec<String>,
    /// Not delivered, and nobody says why.
    pub(super) unexplained: Vec<String>,
}

impl Line {
    fn add(&mut self, entry: &Entry) {
        self.planned += 1;
        *self.ended.entry(entry.state.name()).or_default() += 1;
        let said = || format!("{}: {}, {} there", entry.name, entry.state, entry.received);
        let sent = entry.state == State::Delivered;
        if !entry.state.is_final() || sent && entry.received == 0 {
            self.losses.push(said());
        }
        if entry.received > entry.handed_over {
            self.doubles.push(format!("{} of {} handed over", said(), entry.handed_over));
        }
        if matches!(entry.state, State::Suppressed | State::Dead) && entry.received > 0 {
            self.untrue.push(said());
        }
        if entry.state.is_final() && !sent && entry.reason.as_ref().is_none_or(String::is_empty) {
            self.unexplained.push(said());
        }
    }

    pub(super) fn count(&self, state: State) -> usize {
        self.ended.get(state.name()).copied().unwrap_or_default()
    }
}

pub(super) struct Table {
    pub(super) lines: BTreeMap<String, Line>,
    books: Vec<Book>,
    done: Done,
}

impl Table {
    pub(super) fn of(entries: &[Entry], books: Vec<Book>, done: Done) -> Self {
        let mut lines: BTreeMap<String, Line> = BTreeMap::new();
        for entry in entries {
            lines.entry(entry.way.clone()).or_default().add(entry);
        }
        Self { lines, books, done }
    }

    /// Checks that nothing was lost and nothing is there twice, and that everything says what became of it.
    pub(super) fn balances(&self, ways: &[&str]) {
        for (way, line) in &self.lines {
            let wrong = [&line.losses, &line.doubles, &line.untrue, &line.unexplained];
            assert!(wrong.iter().all(|list| list.is_empty()), "{way}: {line:#?}\n{self}");
            let ended: usize = [State::Delivered, State::Suppressed, State::Dead, State::Uncertain]
                .map(|state| line.count(state))
                .iter()
                .sum();
            assert_eq!(ended, line.planned, "{way}\n{self}");
            let books: i64 =
                self.books.iter().filter(|book| book.channel == *way).map(|book| book.count).sum();
            assert!(way == "inside" || usize::try_from(books) == Ok(line.planned), "{way}: {books}\n{self}");
        }
        // Whoever can be asked, or knows what it was told before, leaves nothing open.
        for way in ["issue", "webhook", "inside"] {
            let open = self.lines.get(way).map_or(0, |line| line.count(State::Uncertain));
            assert_eq!(open, 0, "{way}\n{self}");
        }
        for way in ways {
            let line = &self.lines[*way];
            assert!(4 * line.count(State::Delivered) > line.planned, "much of {way} arrives\n{self}");
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = ["planned", "delivered", "suppressed", "dead", "uncertain", "losses", "doubles"];
        write!(f, "{:10}", "")?;
        columns.iter().try_for_each(|name| write!(f, "{name:>11}"))?;
        writeln!(f)?;
        for (way, line) in &self.lines {
            let ended = [State::Delivered, State::Suppressed, State::Dead, State::Uncertain];
            write!(f, "{way:10}{:>11}", line.planned)?;
            ended.iter().try_for_each(|state| write!(f, "{:>11}", line.count(*state)))?;
            writeln!(f, "{:>11}{:>11}", line.losses.len(), line.doubles.len())?;
        }
        let why = self.books.iter().filter_map(|book| Some((book, book.reason.as_ref()?)));
        for (book, reason) in why {
            writeln!(f, "  {} {}, {}: {reason}", book.channel, book.state, book.count)?;
        }
        let Done { kills, flushes, crashes, cuts, silences } = self.done;
        write!(f, "kills {kills}, flushes {flushes}, crashes {crashes}, cuts {cuts}, silences {silences}")
    }
}
