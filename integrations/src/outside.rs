//! The rule that no network call happens while a door to the database is open, kept by a check.
//!
//! This crate does not know the store, so the store's flag is brought here by the program: it calls
//! [`set_guard`] once at its start. In debug builds, and so in tests, [`entering`] then panics.

use std::sync::OnceLock;

static GUARD: OnceLock<fn() -> bool> = OnceLock::new();

/// Says how to find out whether a door is open in the current task. The first call counts.
pub fn set_guard(a_door_is_open: fn() -> bool) {
    // A second test of the same process brings the same guard again.
    let _ = GUARD.set(a_door_is_open);
}

/// To be called by every client before it touches the network. `what` ends the sentence of the panic.
///
/// # Panics
/// In debug builds, when a door is open in this task.
pub fn entering(what: &str) {
    let open = GUARD.get().is_some_and(|a_door_is_open| a_door_is_open());
    debug_assert!(
        !open,
        "a door to the database is open while the program is about to {what}: close it first"
    );
    if open {
        tracing::error!(what, "a door to the database is open during a call to the outside");
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! { static OPEN: Cell<bool> = const { Cell::new(false) }; }

    #[test]
    #[should_panic(expected = "a door to the database is open while the program is about to send a mail")]
    fn the_outside_is_closed_while_a_door_is_open() {
        set_guard(|| OPEN.get());
        entering("send a mail");
        OPEN.set(true);
        entering("send a mail");
    }
}
