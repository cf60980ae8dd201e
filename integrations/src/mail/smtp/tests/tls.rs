//! Encryption, against a server with a certificate of its own that passes everything on to the sink.

use std::sync::Arc;

use lettre::transport::smtp::client::{Certificate, TlsParameters};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

use super::*;

/// The certificate is made out to `localhost`.
struct Front {
    port: u16,
    certificate: Vec<u8>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Front {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn a_front(sink: u16, tls: Tls) -> Front {
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let chain = vec![cert.der().clone()];
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let task = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that turns away is what some of the tests are about.
            let _ = pass_on(stream, &acceptor, sink, tls).await;
        }
    });
    Front { port, certificate: cert.der().to_vec(), task }
}

async fn pass_on(client: TcpStream, acceptor: &TlsAcceptor, sink: u16, tls: Tls) -> std::io::Result<()> {
    let mut client = BufReader::new(client);
    let mut sink = BufReader::new(TcpStream::connect(("127.0.0.1", sink)).await?);
    let mut line = String::new();
    if tls == Tls::Required {
        // The plain part of the conversation; the sink's own greeting is left out after it.
        client.write_all(b"220 front.test\r\n").await?;
        client.read_line(&mut line).await?;
        client.write_all(b"250-front.test\r\n250 STARTTLS\r\n").await?;
        client.read_line(&mut line).await?;
        assert!(line.ends_with("STARTTLS\r\n") && client.buffer().is_empty(), "{line}");
        client.write_all(b"220 go on\r\n").await?;
        sink.read_line(&mut line).await?;
    }
    let mut client = acceptor.accept(client.into_inner()).await?;
    copy_bidirectional(&mut client, &mut sink).await?;
    Ok(())
}

/// A mailer that trusts the front's certificate for this name.
fn a_mailer(front: &Front, tls: Tls, trusted: bool, name: &str) -> SmtpMailer {
    let mut settings = settings(front.port);
    settings.smtp.tls = tls;
    settings.smtp.username = "aims".into();
    settings.smtp.password = "hunter2".into();
    let mut mailer = SmtpMailer::new(&settings).unwrap();
    let mut parameters = TlsParameters::builder(name.to_owned());
    if trusted {
        let root = Certificate::from_der(front.certificate.clone()).unwrap();
        parameters = parameters.add_root_certificate(root);
    }
    mailer.route.tls = Some(parameters.build().unwrap());
    mailer
}

async fn a_sink() -> SmtpSink {
    let setup = Setup { login: Some(("aims".into(), "hunter2".into())), ..Setup::default() };
    setup.start().await.unwrap()
}

#[tokio::test]
async fn a_message_travels_encrypted_either_way() {
    for tls in [Tls::Implicit, Tls::Required] {
        let sink = a_sink().await;
        let front = a_front(sink.port(), tls).await;
        let mailer = a_mailer(&front, tls, true, "localhost");
        mailer.send(&a_message("ada@example.org")).await.unwrap();
        mailer.send(&a_message("bob@example.org")).await.unwrap();
        assert_eq!((sink.distinct_message_ids(), sink.connections()), (2, 1), "{tls:?}");
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_or_of_another_server_gets_nothing() {
    for (trusted, name) in [(false, "localhost"), (true, "mail.example.org")] {
        for tls in [Tls::Implicit, Tls::Required] {
            let sink = a_sink().await;
            let front = a_front(sink.port(), tls).await;
            let mailer = a_mailer(&front, tls, trusted, name);
            let failed = mailer.send(&a_message("ada@example.org")).await.unwrap_err();
            assert!(matches!(failed, SendFailure::Later { .. }), "{failed:?}");
            assert_eq!(sink.messages(), [], "{tls:?}");
        }
    }
}
