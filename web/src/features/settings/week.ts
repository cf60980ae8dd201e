import type { DayName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";

const labels: Record<DayName, () => string> = {
  monday: m.day_monday,
  tuesday: m.day_tuesday,
  wednesday: m.day_wednesday,
  thursday: m.day_thursday,
  friday: m.day_friday,
  saturday: m.day_saturday,
  sunday: m.day_sunday,
};

export const isDay = (text: string): text is DayName => text in labels;

/** The days of the week, for a choice. */
export const days = () => Object.entries(labels).map(([value, label]) => ({ value, label: label() }));
