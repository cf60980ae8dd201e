import type { CarrierName, DeliveryState, DeliverySummary } from "~/api/client.ts";
import { addDays, formatNumber } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import type { DeliverySearch } from "./queries.ts";

/** What became of what was planned, as the dashboard tells it apart. */
export const partNames = ["delivered", "suppressed", "waiting", "uncertain", "dead"] as const;
export type Part = (typeof partNames)[number];

/** The states of the list behind each part. */
export const partStates: Record<Part, string> = {
  delivered: "delivered",
  suppressed: "suppressed",
  waiting: "planned,sending",
  uncertain: "uncertain",
  dead: "dead",
};

const partOf = (state: DeliveryState): Part =>
  state === "planned" || state === "sending" ? "waiting" : state;

export interface Figures {
  planned: number;
  parts: Record<Part, number>;
}

const none = (): Figures => ({
  planned: 0,
  parts: { delivered: 0, suppressed: 0, waiting: 0, uncertain: 0, dead: 0 },
});

function add(figures: Figures, state: DeliveryState, count: number) {
  figures.planned += count;
  figures.parts[partOf(state)] += count;
}

/** Everything together, by way, and by day with the days on which nothing was planned. */
export function figuresOf({ since, until, counts }: DeliverySummary) {
  const all = none();
  const channels = new Map<CarrierName, Figures>();
  const days = new Map<string, Figures>();
  for (let day = since; day <= until; day = addDays(day, 1)) days.set(day, none());
  for (const { day, channel, state, count } of counts) {
    const figures = channels.get(channel) ?? none();
    channels.set(channel, figures);
    for (const each of [all, figures, days.get(day) ?? none()]) add(each, state, count);
  }
  return { all, channels: [...channels], days: [...days].map(([day, figures]) => ({ day, ...figures })) };
}

/** How many of a hundred that were handed over arrived; null where none was. */
export function shareOf({ parts }: Figures): number | null {
  const ended = parts.delivered + parts.uncertain + parts.dead;
  return ended === 0 ? null : (parts.delivered / ended) * 100;
}

export const shareWords = (figures: Figures) => {
  const share = shareOf(figures);
  return share === null ? "–" : m.percent({ count: formatNumber(share) });
};

/** How long something took, in the unit that says it best. */
export function tookWords(ms: number): string {
  if (ms < 1_000) return m.took_ms({ number: formatNumber(ms) });
  if (ms < 120_000) return m.took_seconds({ number: formatNumber(ms / 1_000) });
  if (ms < 7_200_000) return m.took_minutes({ number: formatNumber(ms / 60_000) });
  return m.took_hours({ number: formatNumber(ms / 3_600_000) });
}

/** What of the list a figure counts: everything else that narrowed it is taken away. */
export const behind = (search: DeliverySearch, days: string | undefined): DeliverySearch => ({
  ...search,
  ...(days && { days }),
});
