//! The bytes of one request on their way to where files lie, a part at a time: that is all that lies in memory, and what
//! each part added is noted before the next.

use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::State;
use bytes::{Bytes, BytesMut};
use chrono::{DateTime, Utc};
use domain::id::UploadId;
use integrations::files::{FileKey, Files, FilesFailure, Fingerprint, PART, media_type};
use store::{Store, Tenancy, UploadProgress, UploadView};

/// An upload that one request holds.
pub(crate) struct Arrival {
    store: Store,
    files: Files,
    tenancy: Tenancy,
    upload: UploadView,
    fingerprint: Fingerprint,
    buffer: BytesMut,
    held: bool,
}

fn failed(error: FilesFailure) -> Problem {
    tracing::warn!(%error, cause = ?std::error::Error::source(&error), "a file could not be kept");
    Problem::Unavailable
}

fn most() -> i64 {
    i64::try_from(PART).unwrap_or(i64::MAX)
}

impl Arrival {
    pub(crate) async fn hold<P>(caller: &Caller<P>, id: UploadId) -> Result<Self, Problem> {
        let org = caller.write().await?;
        let upload = org.hold_upload(id).await?;
        org.commit().await?;
        let state: &State = caller.state();
        let fingerprint = Fingerprint::resume(&upload.fingerprint).ok_or(Problem::Internal)?;
        Ok(Self {
            store: state.store().clone(),
            files: state.api.files.clone(),
            tenancy: *caller.membership().tenancy(),
            upload,
            fingerprint,
            buffer: BytesMut::new(),
            held: true,
        })
    }

    pub(super) const fn received(&self) -> i64 {
        self.upload.received
    }

    /// How many bytes are still to come.
    pub(super) const fn left(&self) -> i64 {
        self.upload.size - self.upload.received
    }

    pub(super) const fn is_whole(&self) -> bool {
        self.upload.received == self.upload.size
    }

    pub(super) const fn expires_at(&self) -> DateTime<Utc> {
        self.upload.expires_at
    }

    fn key(&self) -> FileKey {
        FileKey { org: self.tenancy.org(), file: self.upload.file }
    }

    /// Takes bytes; each whole part is put away.
    pub(crate) async fn take(&mut self, mut chunk: &[u8]) -> Result<(), Problem> {
        while !chunk.is_empty() {
            let left = self.upload.size - self.upload.received;
            let part = usize::try_from(left.min(most())).unwrap_or(PART);
            if part == 0 {
                return Err(Problem::TooLarge);
            }
            if self.buffer.is_empty() {
                self.buffer.reserve(part);
            }
            let (now, rest) = chunk.split_at(chunk.len().min(part - self.buffer.len()));
            self.buffer.extend_from_slice(now);
            chunk = rest;
            if self.buffer.len() == part {
                let bytes = self.buffer.split().freeze();
                self.put(bytes).await?;
            }
        }
        Ok(())
    }

    async fn put(&mut self, bytes: Bytes) -> Result<(), Problem> {
        let kind = match &self.upload.media_type {
            Some(kind) => kind.clone(),
            None => self.sniff(&bytes).await?.to_owned(),
        };
        let mut handle = self.upload.handle.clone();
        if self.upload.parts.is_empty() {
            handle = self.files.begin(self.key()).await.map_err(failed)?;
        }
        let number = self.upload.parts.len();
        let tag = self.files.part(self.key(), &handle, number, bytes.clone()).await.map_err(failed)?;
        self.fingerprint.add(&bytes);
        let before = self.upload.received;
        let mut parts = self.upload.parts.clone();
        parts.push(tag);
        let progress = UploadProgress {
            received: before + i64::try_from(bytes.len()).unwrap_or_default(),
            handle,
            parts,
            fingerprint: self.fingerprint.state(),
            media_type: kind,
        };
        let org = self.store.write_again(&self.tenancy).await?;
        org.note_progress(self.upload.id, before, &progress).await?;
        org.commit().await?;
        self.upload.received = progress.received;
        self.upload.handle = progress.handle;
        self.upload.parts = progress.parts;
        self.upload.media_type = Some(progress.media_type);
        Ok(())
    }

    /// What the file holds; a program is not taken, and its upload ends.
    async fn sniff(&self, head: &[u8]) -> Result<&'static str, Problem> {
        if let Ok(kind) = media_type(&self.upload.name, head) {
            return Ok(kind);
        }
        let org = self.store.write_again(&self.tenancy).await?;
        org.drop_upload(self.upload.id).await?;
        org.commit().await?;
        Err(Problem::field("/file", "program_not_taken", "is a program; programs are not taken as files"))
    }

    /// Makes a file of what has arrived, once it is whole.
    pub(crate) async fn finish_if_whole(&mut self) -> Result<(), Problem> {
        if !self.is_whole() || self.upload.kept_as.is_some() {
            return Ok(());
        }
        let size = u64::try_from(self.upload.size).unwrap_or_default();
        let finished = self.files.finish(self.key(), &self.upload.handle, &self.upload.parts, size).await;
        finished.map_err(failed)?;
        let org = self.store.write_again(&self.tenancy).await?;
        let arrived = org.keep_upload(self.upload.id, &self.fingerprint.clone().finish()).await?;
        org.commit().await?;
        self.upload.kept_as = Some(arrived.file);
        if arrived.superfluous {
            // The same bytes are kept already. What is not removed now costs space and nothing else.
            if let Err(error) = self.files.remove(self.key()).await {
                tracing::warn!(%error, upload.id = %self.upload.id, "a superfluous file could not be removed");
            }
        }
        Ok(())
    }

    /// Lets another request go on.
    pub(crate) async fn release(&mut self) {
        self.held = false;
        release(&self.store, self.tenancy, self.upload.id).await;
    }
}

async fn release(store: &Store, tenancy: Tenancy, id: UploadId) {
    let released = async {
        let org = store.write_again(&tenancy).await?;
        org.release_upload(id).await?;
        org.commit().await
    };
    // It is free by itself after a minute.
    if let Err(error) = released.await {
        tracing::warn!(%error, upload.id = %id, "an upload could not be released");
    }
}

impl Drop for Arrival {
    /// Whoever went away in the middle comes back soon, and shall not find the upload held.
    fn drop(&mut self) {
        if self.held {
            let (store, tenancy, id) = (self.store.clone(), self.tenancy, self.upload.id);
            actix_web::rt::spawn(async move { release(&store, tenancy, id).await });
        }
    }
}

/// What has arrived whole although nobody was told so: the process ended in between.
pub(crate) async fn finish_arrived<P>(caller: &Caller<P>, id: UploadId) -> Result<(), Problem> {
    let org = caller.read().await?;
    let upload = org.upload(id).await;
    org.close().await?;
    let Ok(upload) = upload else { return Ok(()) };
    if upload.kept_as.is_some() || upload.received != upload.size {
        return Ok(());
    }
    let mut arrival = Arrival::hold(caller, id).await?;
    let finished = arrival.finish_if_whole().await;
    arrival.release().await;
    finished
}
