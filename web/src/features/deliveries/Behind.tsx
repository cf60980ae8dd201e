import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { behind } from "./figures.ts";
import type { DeliverySearch } from "./queries.ts";

interface Props {
  org: string;
  days: string | undefined;
  search: DeliverySearch;
  className?: string | undefined;
  label?: string;
  children: ReactNode;
}

/** Where the list begins. */
export const LIST = "list";

/** The way from a figure to exactly what it counts. */
export function Behind({ org, days, search, className, label, children }: Props) {
  return (
    <Link
      to="/o/$org/deliveries"
      params={{ org }}
      search={behind(search, days)}
      hash={LIST}
      className={className ?? ""}
      aria-label={label}
    >
      {children}
    </Link>
  );
}
