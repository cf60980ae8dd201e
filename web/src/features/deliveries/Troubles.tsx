import type { CarrierName, ChannelTrouble } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { Notice } from "~/ui/Notice.tsx";

const titles: Record<CarrierName, () => string> = {
  mail: m.notice_degraded_mail,
  direct: m.notice_degraded_direct,
  posted: m.notice_degraded_posted,
  teams: m.notice_degraded_teams,
};

/** What those who run the organisation were told, for as long as it lasts. */
export function Troubles({ troubles, zone }: { troubles: ChannelTrouble[]; zone: string }) {
  return troubles.map((trouble) => (
    <Notice key={trouble.channel} tone="amber" title={titles[trouble.channel]()}>
      <p>
        {trouble.trouble === "failing"
          ? m.trouble_failing({
              failed: trouble.failed,
              ended: trouble.ended,
              at: formatInstant(trouble.since, zone),
            })
          : m.trouble_waiting({ at: formatInstant(trouble.waiting_since ?? trouble.since, zone) })}
      </p>
    </Notice>
  ));
}
