//! One SMTP conversation. Commands are read one by one and each gets its answer, so pipelining works by itself.

use std::io;

use mail_parser::decoders::base64::base64_decode;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::{StoredMessage, fault::Fault, kept::Kept};

/// What to do after a command.
enum Next {
    Say(String),
    TakeText,
    Cut,
    Mute,
    Bye,
}

struct Session<'a> {
    kept: &'a Kept,
    signed_in: bool,
    from: Option<String>,
    to: Vec<String>,
    /// What the weather brings to this message.
    met: Option<Fault>,
}

/// Speaks until either side ends the conversation.
pub(super) async fn run(stream: TcpStream, kept: &Kept) -> io::Result<()> {
    kept.count_connection();
    let mut stream = BufReader::new(stream);
    let mut session =
        Session { kept, signed_in: kept.login.is_none(), from: None, to: Vec::new(), met: None };
    say(&mut stream, "220 sink.test ESMTP").await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        match session.command(String::from_utf8_lossy(&line).trim_end()) {
            Next::Say(answer) => say(&mut stream, &answer).await?,
            Next::Cut => return Ok(()),
            Next::Mute => return stream.read_to_end(&mut line).await.map(drop),
            Next::Bye => return say(&mut stream, "221 2.0.0 bye").await,
            Next::TakeText => {
                say(&mut stream, "354 end with a single dot").await?;
                let text = read_text(&mut stream).await?;
                match session.text(&text).await? {
                    Some(answer) => say(&mut stream, &answer).await?,
                    None => return Ok(()),
                }
            }
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, answer: &str) -> io::Result<()> {
    stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    stream.flush().await
}

/// Everything up to the single dot, with doubled dots undone.
async fn read_text(stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let (mut text, mut line) = (Vec::new(), Vec::new());
    loop {
        line.clear();
        if stream.read_until(b'\n', &mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            return Ok(text);
        }
        text.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

impl Session<'_> {
    fn command(&mut self, line: &str) -> Next {
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" if self.kept.login.is_some() => {
                "250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-AUTH PLAIN\r\n250 SMTPUTF8"
            }
            "EHLO" => "250-sink.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8",
            "AUTH" => return self.sign_in(line),
            "MAIL" if !self.signed_in => "530 5.7.0 sign in first",
            "MAIL" => {
                self.begin_again();
                self.from = Some(path(line));
                self.met = self.kept.next_fault();
                "250 2.1.0 ok"
            }
            "RCPT" if self.from.is_none() => "503 5.5.1 MAIL first",
            "RCPT" if self.met.or(Fault::of(&path(line))) == Some(Fault::Mute) => return Next::Mute,
            "RCPT" => return Next::Say(self.recipient(path(line))),
            "DATA" if self.to.is_empty() => "503 5.5.1 RCPT first",
            "DATA" if self.asks_for(Fault::Drop) => return Next::Cut,
            "DATA" => return Next::TakeText,
            "RSET" => {
                self.begin_again();
                "250 2.0.0 ok"
            }
            "NOOP" => "250 2.0.0 ok",
            "QUIT" => return Next::Bye,
            _ => "500 5.5.2 unknown command",
        };
        Next::Say(answer.to_owned())
    }

    fn sign_in(&mut self, line: &str) -> Next {
        let given = line.rsplit(' ').next().and_then(|text| base64_decode(text.as_bytes()));
        let wanted = self.kept.login.as_ref().map(|(name, password)| format!("\0{name}\0{password}"));
        self.signed_in = given.is_some() && given == wanted.map(String::into_bytes);
        let answer = if self.signed_in { "235 2.7.0 welcome" } else { "535 5.7.8 name or password is wrong" };
        Next::Say(answer.to_owned())
    }

    fn recipient(&mut self, address: String) -> String {
        match self.met.or(Fault::of(&address)) {
            Some(Fault::Hard) => return format!("550 5.1.1 <{address}>: no such user"),
            Some(Fault::Full) => return format!("452 4.2.2 <{address}>: mailbox full"),
            Some(Fault::Grey) if self.kept.is_still_grey(&address) => {
                return "451 4.7.1 greylisted, try again in 300 seconds".to_owned();
            }
            _ => self.to.push(address),
        }
        "250 2.1.5 ok".to_owned()
    }

    /// The answer to the text, or nothing where the connection is cut instead.
    async fn text(&mut self, text: &[u8]) -> io::Result<Option<String>> {
        if self.asks_for(Fault::Poison) {
            self.begin_again();
            return Ok(Some("554 5.6.0 message refused".to_owned()));
        }
        let from = self.from.clone().unwrap_or_default();
        for to in &self.to {
            self.kept.keep(StoredMessage::read(&from, to, text))?;
        }
        if self.asks_for(Fault::Lost) {
            return Ok(None);
        }
        if self.asks_for(Fault::Slow) {
            tokio::time::sleep(self.kept.delay()).await;
        }
        self.begin_again();
        Ok(Some("250 2.0.0 queued".to_owned()))
    }

    fn asks_for(&self, fault: Fault) -> bool {
        self.met == Some(fault) || self.to.iter().any(|address| Fault::of(address) == Some(fault))
    }

    fn begin_again(&mut self) {
        (self.from, self.met) = (None, None);
        self.to.clear();
    }
}

/// What stands between the angle brackets.
fn path(line: &str) -> String {
    let inside = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(path, _)| path.to_owned()).unwrap_or_default()
}
