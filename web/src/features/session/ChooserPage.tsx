import { Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Session } from "~/api/client.ts";
import { landing } from "~/lib/landing.ts";
import { useSignOut } from "~/lib/signOut.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import classes from "./ChooserPage.module.css";

/** For people who belong to several organisations, or to none any more. */
export function ChooserPage({ organisations, operator }: Pick<Session, "organisations" | "operator">) {
  const none = organisations.length === 0;
  return (
    <FrontPage
      title={none ? m.no_organisation_title() : m.chooser_title()}
      lead={none ? m.no_organisation_text() : m.chooser_lead()}
      below={<SignOutButton />}
    >
      <ul className={classes.list}>
        {organisations.map(({ slug, name, roles, suspended }) => (
          <li key={slug}>
            <Link to={landing(roles)} params={{ org: slug }} className={classes.organisation}>
              {suspended ? m.chooser_suspended({ name }) : name}
              <IconChevronRight size={18} aria-hidden="true" />
            </Link>
          </li>
        ))}
        {operator && (
          <li>
            <Link to="/operator" className={classes.organisation}>
              {m.operator_title()}
              <IconChevronRight size={18} aria-hidden="true" />
            </Link>
          </li>
        )}
      </ul>
    </FrontPage>
  );
}

function SignOutButton() {
  const leave = useSignOut();
  return (
    <>
      <FailureNotice error={leave.error} />
      <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
        {m.sign_out()}
      </Button>
    </>
  );
}
