import type { SavedView } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { Notice } from "~/ui/Notice.tsx";

const words = {
  person_left: m.view_gone_left,
  no_such_person: m.view_gone_person,
  unknown: m.view_gone_part,
} as Record<string, (named: { value: string }) => string>;

/** What a view names and is no more; without a view, that it is gone itself. */
export function Gone({ view }: { view?: SavedView }) {
  if (!view) {
    return (
      <Notice tone="amber" title={m.view_missing_title()}>
        <p>{m.view_missing()}</p>
      </Notice>
    );
  }
  if (view.gone.length === 0) return null;
  return (
    <Notice tone="amber" title={m.view_gone_title({ name: view.name })}>
      <ul>
        {view.gone.map(({ part, value, why }) => (
          <li key={`${part} ${value}`}>{(words[why] ?? m.view_gone_part)({ value })}</li>
        ))}
      </ul>
    </Notice>
  );
}
