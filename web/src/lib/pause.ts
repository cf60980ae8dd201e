import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";

/** Says that the page goes on by itself after a while. */
export const sayPause = (seconds: number) => notifySaved(m.requests_wait({ seconds }));
