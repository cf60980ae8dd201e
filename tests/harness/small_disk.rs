//! A disk of a few megabytes, to be filled.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub(crate) struct SmallDisk {
    at: TempDir,
}

impl SmallDisk {
    /// In memory. `None` where this user may not mount one.
    pub(crate) fn mount(megabytes: u32) -> Option<Self> {
        let at = TempDir::new().unwrap();
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"]).arg(at.path());
        let mounted = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        mounted.is_ok_and(|status| status.success()).then_some(Self { at })
    }

    pub(crate) fn path(&self) -> &Path {
        self.at.path()
    }

    fn ballast(&self) -> PathBuf {
        self.at.path().join("ballast")
    }

    /// Leaves no room.
    pub(crate) fn fill(&self) {
        let mut ballast = File::options().create(true).append(true).open(self.ballast()).unwrap();
        // The last page of the disk is taken by smaller and smaller pieces.
        for size in [1 << 20, 1 << 12, 1] {
            while ballast.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Makes room again.
    pub(crate) fn empty(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: something that a test left open does not keep it.
        let _ = Command::new("umount").arg("-l").arg(self.at.path()).status();
    }
}
