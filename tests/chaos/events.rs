//! What happens to what the program stands on, a hundred kills long and then again.

use super::processes::Processes;
use crate::harness::{PostgresServer, Wire};

/// What was done.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Done {
    pub(super) kills: usize,
    /// Redis emptied.
    pub(super) flushes: usize,
    /// Redis or PostgreSQL ended as by a failing machine.
    pub(super) crashes: usize,
    /// Wires cut.
    pub(super) cuts: usize,
    /// Wires that fell silent.
    pub(super) silences: usize,
}

/// What comes after that kill.
pub(super) async fn after(processes: &mut Processes, kill: usize, done: &mut Done) {
    let wires = &processes.wires;
    match kill % 100 {
        5 => done.cuts += cut(Some(&wires.mail)),
        12 => done.silences += silence(Some(&wires.redis)),
        20 | 60 => {
            processes.redis.flush().await;
            done.flushes += 1;
        }
        25 => done.cuts += cut(wires.database.as_ref()),
        30 => done.silences += silence(Some(&wires.mail)),
        35 | 75 => {
            processes.redis.kill();
            done.crashes += 1;
        }
        45 | 76 => processes.redis.restart(),
        50 => {
            done.crashes += usize::from(processes.postgres.is_some());
            processes.postgres.iter_mut().for_each(PostgresServer::crash_and_recover);
        }
        55 => done.silences += silence(wires.database.as_ref()),
        65 => done.cuts += cut(Some(&wires.redis)),
        80 => done.cuts += cut(wires.database.as_ref()),
        85 => done.silences += silence(wires.database.as_ref()),
        7 | 14 | 27 | 33 | 57 | 67 | 82 | 87 => wires.mend(),
        _ => {}
    }
}

fn cut(wire: Option<&Wire>) -> usize {
    wire.map_or(0, |wire| {
        wire.cut();
        1
    })
}

fn silence(wire: Option<&Wire>) -> usize {
    wire.map_or(0, |wire| {
        wire.silence();
        1
    })
}
