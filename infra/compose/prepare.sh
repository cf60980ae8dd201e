#!/bin/sh
# Makes the keys and passwords of an installation in ./secrets, and an .env to fill in. Changes nothing that is there.
set -eu
cd "$(dirname "$0")"
umask 077
if [ -e secrets ]; then
  echo "secrets/ exists already and is left alone." >&2
  exit 1
fi
letters() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
mkdir secrets
cd secrets
head -c 32 /dev/urandom > link.key
head -c 32 /dev/urandom | base64 > master.key
letters > postgres-password
app=$(letters)
system=$(letters)
cat > settings.toml <<END
[database]
url = "postgres://aims_app:$app@database/aims"
system_url = "postgres://aims_system:$system@database/aims"

# The login at the mail server, where it asks for one; further secrets, such as [jira] and [slack], go here as well.
[mail.smtp]
username = ""
password = ""
END
cat > migrate.toml <<END
[database]
url = "postgres://aims_app:$app@database/aims"
system_url = "postgres://aims_system:$system@database/aims"
owner_url = "postgres://postgres:$(cat postgres-password)@database/aims"
END
# The containers read them as another user; the folder keeps everybody else on this machine out.
chmod 0444 ./*
cd ..
if [ ! -e .env ]; then
  cat > .env <<END
AIMS_HOST=aims.example
ACME_EMAIL=hostmaster@aims.example
MAIL_FROM=aims@aims.example
SMTP_HOST=smtp.aims.example
SMTP_PORT=587
END
fi
echo "Made secrets/. Keep a copy of link.key and master.key where no copy of the database lies. Now fill in .env."
