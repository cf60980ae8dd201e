import { Button, Group } from "@mantine/core";
import { Link, useRouter } from "@tanstack/react-router";
import { isFailure } from "~/api/failure.ts";
import { supportNumber, words } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading } from "./Page.tsx";

/** A page that could not be shown, with the way back. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter();
  if (isFailure(error, "not_found")) return <NotFoundPage />;
  const number = supportNumber(error);
  const suspended = isFailure(error, "organisation_suspended");
  return (
    <div role="alert">
      <PageHeading title={suspended ? m.suspended_title() : m.error_title()} below={words(error)} />
      {suspended && <p>{m.suspended_text()}</p>}
      {number && <p>{m.support_number({ number })}</p>}
      <Group>
        <Button
          onClick={() => {
            reset?.();
            void router.invalidate();
          }}
        >
          {m.try_again()}
        </Button>
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/" search={suspended ? { choose: true } : {}} {...props} />}
        >
          {m.go_home()}
        </Button>
      </Group>
    </div>
  );
}

export function NotFoundPage() {
  return (
    <div>
      <PageHeading title={m.not_found_title()} below={m.not_found_text()} />
      <Button component={Link} to="/">
        {m.go_home()}
      </Button>
    </div>
  );
}
