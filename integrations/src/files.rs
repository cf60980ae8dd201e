//! Where files lie: a folder, or a bucket of an S3-compatible object store (`docs/decisions/0013`).
//!
//! A file comes in parts of [`PART`] bytes, one after the other, perhaps through several processes, and is there as a
//! whole once it is finished. It lies under its organisation's id and its own; nothing else of it is in the name.

mod bucket;
mod failure;
mod fingerprint;
mod folder;
mod kind;
mod settings;
#[cfg(test)]
mod tests;

pub use failure::FilesFailure;
pub use fingerprint::Fingerprint;
pub use kind::{NotTaken, media_type};
pub use settings::{Place, S3, Settings};

use crate::outside;
use async_trait::async_trait;
use bucket::Bucket;
use bytes::Bytes;
use domain::id::{FileId, OrgId};
use folder::Folder;
use futures::StreamExt;
use futures::stream::BoxStream;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The bytes of each part but the last: S3 takes parts from 5 MiB, and one part is all that lies in memory.
pub const PART: usize = 8 * 1024 * 1024;

/// The result of reaching the place of files.
pub type Result<T> = std::result::Result<T, FilesFailure>;

/// The bytes of a file as they come.
pub type Content = BoxStream<'static, Result<Bytes>>;

/// Which file of which organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileKey {
    /// Whose.
    pub org: OrgId,
    /// Which.
    pub file: FileId,
}

impl FileKey {
    fn path(self) -> String {
        format!("{}/{}", self.org, self.file)
    }
}

/// A place of files. Everything may be asked for twice: what is done already is no error.
#[async_trait]
trait Keep: Send + Sync {
    /// Makes room for a file; answers by which name its parts are known.
    async fn begin(&self, key: FileKey) -> Result<String>;
    /// Puts one part, from 0 up; answers by what it is known.
    async fn part(&self, key: FileKey, handle: &str, number: usize, bytes: Bytes) -> Result<String>;
    /// Makes a file of its parts.
    async fn finish(&self, key: FileKey, handle: &str, parts: &[String], size: u64) -> Result<()>;
    /// Drops what has arrived of a file that will not be finished.
    async fn abandon(&self, key: FileKey, handle: &str) -> Result<()>;
    /// Reads a file, or a range of it.
    async fn read(&self, key: FileKey, range: Option<Range<u64>>) -> Result<Content>;
    /// Removes a file.
    async fn remove(&self, key: FileKey) -> Result<()>;
    /// Removes every file of an organisation, and what has arrived of others.
    async fn remove_all(&self, org: OrgId) -> Result<()>;
    /// Whether there is no file at all.
    async fn is_empty(&self) -> Result<bool>;
}

/// Where files lie. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    place: Arc<dyn Keep>,
    most: u64,
    quota: u64,
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Files").field("most", &self.most).field("quota", &self.quota).finish_non_exhaustive()
    }
}

impl Files {
    /// The place that the settings name; `data_dir` is where the folder lies when none is named.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub fn open(settings: &Settings, data_dir: &Path) -> Result<Self> {
        let place: Arc<dyn Keep> = match settings.place {
            Place::Folder => Arc::new(Folder::new(&settings.folder_in(data_dir))),
            Place::S3 => Arc::new(Bucket::new(&settings.s3)?),
        };
        Ok(Self { place, most: settings.max_file_bytes, quota: settings.quota_bytes })
    }

    /// The largest file, in bytes.
    #[must_use]
    pub const fn most(&self) -> u64 {
        self.most
    }

    /// How much one organisation may keep, in bytes.
    #[must_use]
    pub const fn quota(&self) -> u64 {
        self.quota
    }

    /// Makes room for a file; answers by which name its parts are known.
    ///
    /// # Errors
    /// When the place cannot be reached.
    pub async fn begin(&self, key: FileKey) -> Result<String> {
        outside::entering("make room for a file");
        self.place.begin(key).await
    }

    /// Puts one part, from 0 up, of [`PART`] bytes each but the last; answers by what it is known.
    ///
    /// # Errors
    /// When the place cannot be reached or is full.
    pub async fn part(&self, key: FileKey, handle: &str, number: usize, bytes: Bytes) -> Result<String> {
        outside::entering("put a part of a file");
        self.place.part(key, handle, number, bytes).await
    }

    /// Makes a file of `size` bytes out of its parts. What was finished before is no error.
    ///
    /// # Errors
    /// When the place cannot be reached, or the parts do not make the file.
    pub async fn finish(&self, key: FileKey, handle: &str, parts: &[String], size: u64) -> Result<()> {
        outside::entering("finish a file");
        self.place.finish(key, handle, parts, size).await
    }

    /// Drops what has arrived of a file that will not be finished.
    ///
    /// # Errors
    /// When the place cannot be reached.
    pub async fn abandon(&self, key: FileKey, handle: &str) -> Result<()> {
        outside::entering("drop a file that was not finished");
        self.place.abandon(key, handle).await
    }

    /// Reads a file, or a range of its bytes.
    ///
    /// # Errors
    /// [`FilesFailure::Missing`], or when the place cannot be reached.
    pub async fn read(&self, key: FileKey, range: Option<Range<u64>>) -> Result<Content> {
        outside::entering("read a file");
        self.place.read(key, range).await
    }

    /// Removes a file. One that is not there is no error.
    ///
    /// # Errors
    /// When the place cannot be reached.
    pub async fn remove(&self, key: FileKey) -> Result<()> {
        outside::entering("remove a file");
        self.place.remove(key).await
    }

    /// Removes every file of an organisation, and what has arrived of others. Where there is none that is no error.
    ///
    /// # Errors
    /// When the place cannot be reached.
    pub async fn remove_all(&self, org: OrgId) -> Result<()> {
        outside::entering("remove the files of an organisation");
        self.place.remove_all(org).await
    }

    /// Whether the place holds no file at all.
    ///
    /// # Errors
    /// When the place cannot be reached.
    pub async fn is_empty(&self) -> Result<bool> {
        outside::entering("look for files");
        self.place.is_empty().await
    }

    /// Writes a few bytes under a name that no file bears, reads them again and removes them: what `aims doctor` tries.
    ///
    /// # Errors
    /// With the first of the three that did not work.
    pub async fn probe(&self, key: FileKey) -> std::result::Result<(), ProbeFailure> {
        let failed = |step| move |failure| ProbeFailure { step, failure };
        let bytes = Bytes::from_static(b"aims doctor");
        let size = bytes.len() as u64;
        let handle = self.begin(key).await.map_err(failed("write"))?;
        let part = self.part(key, &handle, 0, bytes.clone()).await.map_err(failed("write"))?;
        self.finish(key, &handle, &[part], size).await.map_err(failed("write"))?;
        let mut content = self.read(key, None).await.map_err(failed("read"))?;
        let mut found = Vec::new();
        while let Some(chunk) = content.next().await {
            found.extend_from_slice(&chunk.map_err(failed("read"))?);
        }
        if found != bytes {
            return Err(failed("read")(FilesFailure::Incomplete));
        }
        self.remove(key).await.map_err(failed("delete"))
    }
}

/// What of a probe did not work.
#[derive(Debug, thiserror::Error)]
#[error("a probe cannot be {}: {failure}", match *step { "write" => "written", "read" => "read", _ => "deleted" })]
pub struct ProbeFailure {
    /// `write`, `read` or `delete`.
    pub step: &'static str,
    /// Why.
    #[source]
    pub failure: FilesFailure,
}
