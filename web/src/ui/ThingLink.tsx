import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { pageOf } from "~/lib/things.ts";

interface Props {
  org: string;
  kind: string;
  id: string;
  className?: string | undefined;
  title?: string;
  tabIndex?: number;
  "data-time"?: string;
  children: ReactNode;
}

/** The way to a thing that falls due, of whatever kind: tokens are a list among the settings, and have no page each. */
export function ThingLink({ org, kind, id, children, ...rest }: Props) {
  if (kind === "token") {
    return (
      <Link to="/o/$org/settings" params={{ org }} search={{ section: "tokens" }} {...rest}>
        {children}
      </Link>
    );
  }
  return (
    <Link to={pageOf(kind) ?? "/o/$org/controls/$id"} params={{ org, id }} {...rest}>
      {children}
    </Link>
  );
}
