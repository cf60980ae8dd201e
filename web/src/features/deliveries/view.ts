import { m } from "~/paraglide/messages.js";
import type { Part } from "./figures.ts";

/** By which way a reminder goes. */
export const channels: Record<string, () => string> = {
  mail: m.channel_mail,
  direct: m.channel_direct,
  posted: m.channel_posted,
  teams: m.channel_teams,
};

/** What became of what was planned. */
export const partWords: Record<Part, () => string> = {
  delivered: m.delivery_delivered,
  suppressed: m.delivery_suppressed,
  waiting: m.delivery_waiting,
  uncertain: m.delivery_uncertain,
  dead: m.delivery_dead,
};
