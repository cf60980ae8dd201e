//! Files in a bucket of an S3-compatible object store, by multipart uploads: a part once put stays put, whichever
//! process puts the next. Multipart uploads that nobody ends are what the bucket's own lifecycle rule is for.

use super::{Content, FileKey, FilesFailure, Keep, Result, S3};
use crate::http::choose_tls;
use async_trait::async_trait;
use bytes::Bytes;
use domain::id::OrgId;
use futures::StreamExt;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::multipart::{MultipartStore, PartId};
use object_store::path::Path;
use object_store::{ClientOptions, GetOptions, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig};
use secrecy::ExposeSecret;
use std::ops::Range;
use std::time::Duration;

/// How long one thing is tried again while the store is busy or away.
const PATIENCE: Duration = Duration::from_secs(30);
const RETRIES: usize = 3;

pub(super) struct Bucket {
    store: AmazonS3,
}

impl Bucket {
    pub(super) fn new(settings: &S3) -> Result<Self> {
        choose_tls();
        let client = ClientOptions::new()
            .with_allow_http(settings.allow_http)
            .with_connect_timeout(Duration::from_secs(settings.connect_timeout_seconds))
            .with_timeout(Duration::from_secs(settings.timeout_seconds));
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key_id)
            .with_secret_access_key(settings.secret_access_key.expose_secret())
            .with_virtual_hosted_style_request(!settings.path_style)
            .with_client_options(client)
            .with_retry(RetryConfig {
                max_retries: RETRIES,
                retry_timeout: PATIENCE,
                ..RetryConfig::default()
            });
        if !settings.endpoint.is_empty() {
            builder = builder.with_endpoint(&settings.endpoint);
        }
        let store = builder.build().map_err(|error| FilesFailure::Settings(error.to_string()))?;
        Ok(Self { store })
    }
}

fn path(key: FileKey) -> Path {
    Path::from(key.path())
}

#[async_trait]
impl Keep for Bucket {
    async fn begin(&self, key: FileKey) -> Result<String> {
        Ok(self.store.create_multipart(&path(key)).await?)
    }

    async fn part(&self, key: FileKey, handle: &str, number: usize, bytes: Bytes) -> Result<String> {
        let handle = handle.to_owned();
        let part = self.store.put_part(&path(key), &handle, number, PutPayload::from(bytes)).await?;
        Ok(part.content_id)
    }

    async fn finish(&self, key: FileKey, handle: &str, parts: &[String], size: u64) -> Result<()> {
        let parts = parts.iter().map(|part| PartId { content_id: part.clone() }).collect();
        let done = self.store.complete_multipart(&path(key), &handle.to_owned(), parts).await;
        match (done, self.store.head(&path(key)).await) {
            (_, Ok(found)) if found.size == size => Ok(()),
            (Ok(_), Ok(_)) => Err(FilesFailure::Incomplete),
            (Ok(_), Err(error)) | (Err(error), _) => Err(error.into()),
        }
    }

    async fn abandon(&self, key: FileKey, handle: &str) -> Result<()> {
        match self.store.abort_multipart(&path(key), &handle.to_owned()).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn read(&self, key: FileKey, range: Option<Range<u64>>) -> Result<Content> {
        let options = GetOptions { range: range.map(Into::into), ..GetOptions::default() };
        let found = self.store.get_opts(&path(key), options).await?;
        Ok(found.into_stream().map(|chunk| chunk.map_err(FilesFailure::from)).boxed())
    }

    async fn remove(&self, key: FileKey) -> Result<()> {
        match self.store.delete(&path(key)).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn remove_all(&self, org: OrgId) -> Result<()> {
        // Behind the organisation's own id as a whole: a prefix of the store ends at a slash.
        let mut found = self.store.list(Some(&Path::from(org.to_string())));
        while let Some(one) = found.next().await {
            match self.store.delete(&one?.location).await {
                Err(object_store::Error::NotFound { .. }) | Ok(()) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn is_empty(&self) -> Result<bool> {
        match self.store.list(None).next().await {
            Some(found) => found.map(|_| false).map_err(FilesFailure::from),
            None => Ok(true),
        }
    }
}
