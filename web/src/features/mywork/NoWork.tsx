import { Link } from "@tanstack/react-router";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { EmptyState } from "~/ui/EmptyState.tsx";

/** Nothing is open: what would stand here, and where it comes from. */
export function NoWork({ organisation: { slug, me } }: { organisation: Organisation }) {
  return (
    <EmptyState
      title={m.work_none_title()}
      action={
        may(me, "create_task") && (
          <Link to="/o/$org/tasks" params={{ org: slug }}>
            {m.work_none_action()}
          </Link>
        )
      }
    >
      <p>{m.work_none_text()}</p>
      <p>{m.work_none_example()}</p>
    </EmptyState>
  );
}
