import { Button, Group } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import { isFailure } from "~/api/failure.ts";
import { formatLongDate } from "~/lib/dates.ts";
import { supportNumber, words } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./ErrorPage.module.css";
import { PageHeading } from "./Page.tsx";
import { TakeBackDeletion } from "./TakeBackDeletion.tsx";

/** A page that could not be shown, with the way back. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter();
  if (isFailure(error, "not_found")) return <NotFoundPage />;
  const number = supportNumber(error);
  const suspended = isFailure(error, "organisation_suspended");
  const closing = isFailure(error, "organisation_closing") ? error.closing : null;
  const title = suspended ? m.suspended_title() : closing ? m.closing_title() : m.error_title();
  return (
    <div role="alert" className={classes.page}>
      <PageHeading
        title={title}
        below={closing ? m.closing_on({ day: formatLongDate(closing.on) }) : words(error)}
      />
      {suspended && <p>{m.suspended_text()}</p>}
      {closing && <p>{closing.yours ? m.closing_yours() : m.closing_ask_owner()}</p>}
      {number && <p>{m.support_number({ number })}</p>}
      <Group>
        {closing?.yours && <TakeBackDeletion />}
        <Button
          variant={closing?.yours ? "default" : "filled"}
          onClick={() => {
            reset?.();
            void router.invalidate();
          }}
        >
          {m.try_again()}
        </Button>
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/" search={suspended || closing ? { choose: true } : {}} {...props} />
          )}
        >
          {m.go_home()}
        </Button>
      </Group>
    </div>
  );
}

export function NotFoundPage() {
  return (
    <div className={classes.page}>
      <PageHeading title={m.not_found_title()} below={m.not_found_text()} />
      <Button component={Link} to="/">
        {m.go_home()}
      </Button>
    </div>
  );
}
