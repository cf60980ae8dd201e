//! Files in a folder of this machine, or of a network drive that every process reaches.

use super::{Content, FileKey, FilesFailure, Keep, PART, Result};
use async_trait::async_trait;
use bytes::Bytes;
use domain::id::OrgId;
use futures::StreamExt;
use std::io::SeekFrom;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tokio::fs::{self, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio_util::io::ReaderStream;

/// How much is read at once.
const CHUNK: usize = 256 * 1024;

pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    fn whole(&self, key: FileKey) -> PathBuf {
        self.root.join(key.path())
    }

    fn arriving(&self, key: FileKey) -> PathBuf {
        self.root.join(format!("{}.part", key.path()))
    }
}

async fn gone(path: &Path) -> Result<()> {
    match fs::remove_file(path).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[async_trait]
impl Keep for Folder {
    async fn begin(&self, key: FileKey) -> Result<String> {
        let path = self.arriving(key);
        if let Some(folder) = path.parent() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).await?;
        }
        OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(path).await?;
        Ok(String::new())
    }

    async fn part(&self, key: FileKey, _: &str, number: usize, bytes: Bytes) -> Result<String> {
        let mut file = OpenOptions::new().write(true).open(self.arriving(key)).await?;
        let from = (number * PART) as u64;
        // Whatever was written after it by an attempt that was not noted is cut off.
        file.set_len(from).await?;
        file.seek(SeekFrom::Start(from)).await?;
        file.write_all(&bytes).await?;
        file.sync_data().await?;
        Ok(number.to_string())
    }

    async fn finish(&self, key: FileKey, _: &str, _: &[String], size: u64) -> Result<()> {
        let (arriving, whole) = (self.arriving(key), self.whole(key));
        match fs::metadata(&arriving).await {
            Ok(found) if found.len() == size => {}
            Ok(_) => return Err(FilesFailure::Incomplete),
            Err(_) if fs::metadata(&whole).await.is_ok_and(|found| found.len() == size) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        fs::rename(&arriving, &whole).await?;
        // The name has to survive a failing machine as well as the bytes.
        if let Some(folder) = whole.parent() {
            fs::File::open(folder).await?.sync_all().await?;
        }
        Ok(())
    }

    async fn abandon(&self, key: FileKey, _: &str) -> Result<()> {
        gone(&self.arriving(key)).await
    }

    async fn read(&self, key: FileKey, range: Option<Range<u64>>) -> Result<Content> {
        let mut file = fs::File::open(self.whole(key)).await?;
        let (from, length) = range.map_or((0, u64::MAX), |range| (range.start, range.end - range.start));
        file.seek(SeekFrom::Start(from)).await?;
        let bytes = ReaderStream::with_capacity(file.take(length), CHUNK);
        Ok(bytes.map(|chunk| chunk.map_err(FilesFailure::from)).boxed())
    }

    async fn remove(&self, key: FileKey) -> Result<()> {
        gone(&self.whole(key)).await
    }

    async fn remove_all(&self, org: OrgId) -> Result<()> {
        match fs::remove_dir_all(self.root.join(org.to_string())).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    async fn is_empty(&self) -> Result<bool> {
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            let mut entries = match fs::read_dir(&folder).await {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                entries => entries?,
            };
            while let Some(entry) = entries.next_entry().await? {
                if !entry.file_type().await?.is_dir() {
                    return Ok(false);
                }
                folders.push(entry.path());
            }
        }
        Ok(true)
    }
}
