//! The methods that we call.

use super::{Slack, SlackFailure};
use serde_json::{Value, json};

/// How many pages of channels are read: those of a very large workspace are found by name over there.
const PAGES: usize = 10;
/// How many channels a page asks for.
const PAGE: usize = 200;

/// The workspace and the bot, as Slack says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// The workspace's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The bot's name there.
    pub bot: String,
}

/// A channel that the app can post to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: String,
    /// Its name, without `#`.
    pub name: String,
    /// Whether only its members see it.
    pub private: bool,
}

/// Somebody in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Slack's id of them.
    pub id: String,
    /// What they are called there.
    pub name: String,
    /// Their address, where Slack has confirmed it.
    pub address: Option<String>,
    /// The workspace that they belong to: a guest of another one keeps an address that this one never confirmed.
    pub team: Option<String>,
    /// That they left, are a program, or are of somewhere else.
    pub is_nobody: bool,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In one line, for notifications and for readers that show no blocks.
    pub text: String,
    /// The blocks.
    pub blocks: Vec<Value>,
}

/// Where a message stands: these two together are its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The channel.
    pub channel: String,
    /// The message in it.
    pub ts: String,
}

impl Slack {
    /// Who we are there: the cheapest question that shows whether the token is taken.
    ///
    /// # Errors
    /// [`SlackFailure`].
    pub async fn team(&self) -> Result<Team, SlackFailure> {
        let said = self.read("auth.test", "try a Slack token", Vec::new()).await?;
        let text = |name: &str| said[name].as_str().map(str::to_owned);
        Ok(Team {
            id: text("team_id").ok_or(SlackFailure::Unreadable)?,
            name: text("team").unwrap_or_default(),
            url: text("url").unwrap_or_default(),
            bot: text("user").unwrap_or_default(),
        })
    }

    /// The channels that are not archived, by name.
    ///
    /// # Errors
    /// [`SlackFailure`].
    pub async fn channels(&self) -> Result<Vec<Channel>, SlackFailure> {
        let (mut channels, mut cursor) = (Vec::new(), String::new());
        for _ in 0..PAGES {
            let mut fields = vec![
                ("types".to_owned(), "public_channel,private_channel".to_owned()),
                ("exclude_archived".to_owned(), "true".to_owned()),
                ("limit".to_owned(), PAGE.to_string()),
            ];
            if !cursor.is_empty() {
                fields.push(("cursor".to_owned(), cursor));
            }
            let said = self.read("conversations.list", "list Slack channels", fields).await?;
            // Pages may be shorter than asked for, or empty: only the cursor says whether there are more.
            channels.extend(said["channels"].as_array().into_iter().flatten().filter_map(channel));
            cursor = said["response_metadata"]["next_cursor"].as_str().unwrap_or_default().to_owned();
            if cursor.is_empty() {
                break;
            }
        }
        channels.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(channels)
    }

    /// Posts a message, in a thread where `thread` names one: then the channel sees it too.
    ///
    /// # Errors
    /// [`SlackFailure`]; after [`SlackFailure::Ambiguous`] it may stand there, and cannot be looked for.
    pub async fn post(
        &self,
        channel: &str,
        message: &Message,
        thread: Option<&str>,
    ) -> Result<Posted, SlackFailure> {
        let mut body = json!({ "channel": channel, "text": message.text, "blocks": message.blocks,
            "unfurl_links": false, "unfurl_media": false });
        if let Some(ts) = thread {
            body["thread_ts"] = json!(ts);
            body["reply_broadcast"] = json!(true);
        }
        let said = self.ask("chat.postMessage", "post a Slack message", body).await?;
        let text = |name: &str| said[name].as_str().map(str::to_owned).ok_or(SlackFailure::Unreadable);
        Ok(Posted { channel: text("channel")?, ts: text("ts")? })
    }

    /// Makes a message say something else.
    ///
    /// # Errors
    /// [`SlackFailure::Gone`] where it is no longer there.
    pub async fn update(&self, at: &Posted, message: &Message) -> Result<(), SlackFailure> {
        let body =
            json!({ "channel": at.channel, "ts": at.ts, "text": message.text, "blocks": message.blocks });
        self.ask("chat.update", "update a Slack message", body).await.map(drop)
    }

    /// Says something in a channel that one person alone sees.
    ///
    /// # Errors
    /// [`SlackFailure`].
    pub async fn whisper(&self, channel: &str, user: &str, text: &str) -> Result<(), SlackFailure> {
        let body = json!({ "channel": channel, "user": user, "text": text });
        self.ask("chat.postEphemeral", "answer a Slack button", body).await.map(drop)
    }

    /// The conversation with one person.
    ///
    /// # Errors
    /// [`SlackFailure`].
    pub async fn direct(&self, user: &str) -> Result<String, SlackFailure> {
        let said =
            self.ask("conversations.open", "open a Slack conversation", json!({ "users": user })).await?;
        said["channel"]["id"].as_str().map(str::to_owned).ok_or(SlackFailure::Unreadable)
    }

    /// Who has that address, and has confirmed it.
    ///
    /// # Errors
    /// [`SlackFailure::Nobody`] where nobody does, or has left.
    pub async fn find(&self, address: &str) -> Result<Member, SlackFailure> {
        let fields = vec![("email".to_owned(), address.to_owned())];
        let said = self.read("users.lookupByEmail", "find a Slack member", fields).await?;
        let found = member(&said["user"]).ok_or(SlackFailure::Unreadable)?;
        let theirs = found.address.as_deref().is_some_and(|one| one.eq_ignore_ascii_case(address));
        if found.is_nobody || !theirs { Err(SlackFailure::Nobody) } else { Ok(found) }
    }

    /// Who that is.
    ///
    /// # Errors
    /// [`SlackFailure::Nobody`] where there is no such person.
    pub async fn member(&self, user: &str) -> Result<Member, SlackFailure> {
        let fields = vec![("user".to_owned(), user.to_owned())];
        let said = self.read("users.info", "read a Slack member", fields).await?;
        member(&said["user"]).ok_or(SlackFailure::Unreadable)
    }
}

fn channel(value: &Value) -> Option<Channel> {
    Some(Channel {
        id: value["id"].as_str()?.to_owned(),
        name: value["name"].as_str()?.to_owned(),
        private: value["is_private"] == true,
    })
}

fn member(value: &Value) -> Option<Member> {
    let id = value["id"].as_str()?;
    let name = value["real_name"].as_str().or(value["name"].as_str()).unwrap_or(id);
    // An address that its owner has not shown to be theirs proves nothing about who they are.
    let confirmed = value["is_email_confirmed"] == true;
    let address = value["profile"]["email"].as_str().filter(|_| confirmed);
    Some(Member {
        id: id.to_owned(),
        name: name.to_owned(),
        address: address.map(str::to_owned),
        team: value["team_id"].as_str().map(str::to_owned),
        is_nobody: ["deleted", "is_bot", "is_stranger"].iter().any(|mark| value[*mark] == true),
    })
}
