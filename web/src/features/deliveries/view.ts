import { m } from "~/paraglide/messages.js";

/** By which way a reminder goes. */
export const channels: Record<string, () => string> = {
  mail: m.channel_mail,
  direct: m.channel_direct,
  posted: m.channel_posted,
  teams: m.channel_teams,
};
