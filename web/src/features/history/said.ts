import type { TrailEntry } from "~/api/client.ts";
import { humanise } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";
import { fieldWords } from "./view.ts";

interface Body {
  reason?: string;
  fields?: string[];
  list?: string;
  format?: string;
  rows?: number;
}

/** What was written down with an entry, beyond its sentence. */
export function saidWords({ body }: Pick<TrailEntry, "body">): string | null {
  if (!body) return m.trail_said_erased();
  const { reason, fields, list, format, rows } = body as Body;
  if (reason) return m.trail_said_reason({ reason });
  if (fields?.length) return m.trail_said_fields({ fields: fields.map(fieldWords).join(", ") });
  if (list && format) {
    return m.trail_said_export({ list: humanise(list), count: rows ?? 0, format: format.toUpperCase() });
  }
  return null;
}
