//! Accounts: a human being's verified address and credentials. Passwords come here only as hashes.

use crate::doors::AccountTx;
use crate::entity::account;
use crate::error::{Error, Result};
use crate::founding::is_taken;
use crate::links::Purpose;
use crate::sessions::NewSession;
use crate::sql::Sql;
use domain::id::AccountId;
use domain::text::Address;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;

/// What an account shows of itself.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// Its id.
    pub id: AccountId,
    /// The human being's name.
    pub name: String,
    /// The verified address.
    pub address: String,
}

/// What a sign-in is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose.
    pub account: AccountId,
    /// The password's hash in PHC form.
    pub password_hash: String,
}

impl AccountTx {
    /// What a sign-in with that address is checked against.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn credentials(&self, address: &Address) -> Result<Option<Credentials>> {
        // One that came with an organisation from elsewhere has no password until somebody chooses one by a mailed link.
        let row = self.account_by_key(&address.key()).await?.filter(|row| !row.password_hash.is_empty());
        Ok(row.map(|row| Credentials { account: AccountId(row.id), password_hash: row.password_hash }))
    }

    /// The door's account.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the door is nobody's, or the account is gone.
    pub async fn account_row(&self) -> Result<AccountRow> {
        let id = self.account.ok_or(Error::NotFound)?;
        let row = account::Entity::find_by_id(id.0).one(self.door.tx()).await?.ok_or(Error::NotFound)?;
        Ok(AccountRow { id, name: row.name, address: row.address })
    }

    pub(crate) async fn add_account(
        &self,
        address: &Address,
        name: &str,
        password_hash: &str,
    ) -> Result<AccountId> {
        let id = AccountId(self.store.new_id());
        let row = account::ActiveModel {
            id: Set(id.0),
            address: Set(address.as_str().to_owned()),
            address_key: Set(address.key()),
            name: Set(name.to_owned()),
            password_hash: Set(password_hash.to_owned()),
            created_at: Set(self.machine_now()),
        };
        match account::Entity::insert(row).exec_without_returning(self.door.tx()).await {
            Ok(_) => Ok(id),
            // Somebody used another link of the same address a moment ago.
            Err(error) if is_taken(&error) => Err(Error::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    /// Sets a new password by a mailed link, and ends every session of the account.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the link is unknown, expired or used.
    pub async fn reset_password(&self, token: &str, password_hash: &str) -> Result<AccountId> {
        let link = self.use_link(Purpose::PasswordReset, token).await?;
        let account = link.account.ok_or(Error::NotFound)?;
        let sql = Sql::new("update account set password_hash = ")
            .bind(password_hash)
            .push(" where id = ")
            .bind(account.0);
        self.door.run(sql).await?;
        self.begin_anew(account).await?;
        Ok(account)
    }

    /// Sets a new password in place of the one whose hash is `former`. Every session of the account ends, and a new one
    /// begins for whoever did this.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the account has another password by now.
    pub async fn change_password(
        &self,
        account: AccountId,
        former: &str,
        password_hash: &str,
    ) -> Result<NewSession> {
        let sql = Sql::new("update account set password_hash = ")
            .bind(password_hash)
            .push(" where id = ")
            .bind(account.0)
            .push(" and password_hash = ")
            .bind(former);
        if self.door.run(sql).await? != 1 {
            return Err(Error::NotFound);
        }
        self.begin_anew(account).await?;
        self.begin_session(account).await
    }

    /// What follows from a new password, however it came about.
    async fn begin_anew(&self, account: AccountId) -> Result<()> {
        // Whoever saw another mail cannot take the account back with it. What only tells is not held back.
        let others = Sql::new("update link set used_at = ")
            .bind(self.now())
            .push(" where used_at is null and purpose <> ")
            .bind(Purpose::PasswordChanged.name())
            .push(" and account_id = ")
            .bind(account.0);
        self.door.run(others).await?;
        self.end_sessions(account).await?;
        self.mail_password_changed(account).await
    }
}
