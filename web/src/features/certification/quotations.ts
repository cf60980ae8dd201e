import type { Offer, Quotation, QuotationStateName, QuotationStepName } from "~/api/client.ts";
import { formatDate, formatMoney, formatQuarters } from "~/lib/dates.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

export const quotationStates: Record<QuotationStateName, Look> = {
  requested: { label: m.quotation_requested, shape: "empty", tone: "amber" },
  answered: { label: m.quotation_answered, shape: "half", tone: "blue" },
  declined: { label: m.quotation_declined, shape: "slash", tone: "grey" },
  withdrawn: { label: m.quotation_withdrawn, shape: "slash", tone: "grey" },
  signed: { label: m.quotation_signed, shape: "full", tone: "green" },
  chosen: { label: m.quotation_chosen, shape: "full", tone: "green" },
  not_chosen: { label: m.quotation_not_chosen, shape: "slash", tone: "grey" },
};

/** What a step is called on its button. */
export const quotationSteps: Record<QuotationStepName, () => string> = {
  choose: m.quotation_step_choose,
  decline: m.quotation_step_decline,
  withdraw: m.quotation_step_withdraw,
  reconsider: m.quotation_step_reconsider,
};

/** What may be done about a quotation, the most usual first. */
export function stepsOf({ state }: Quotation): QuotationStepName[] {
  if (state === "requested") return ["decline", "withdraw"];
  if (state === "answered") return ["choose", "decline", "withdraw"];
  return state === "chosen" ? ["reconsider"] : [];
}

/** The choice that stands, or the last that a contract was signed on. */
export function latestChoice(items: Quotation[]): Quotation | undefined {
  const made = items.filter(({ state }) => state === "chosen" || state === "signed");
  return made.sort((one, other) => other.since.localeCompare(one.since))[0];
}

/** Whether that body is asked at this moment, or chosen and not signed with. */
export const isPending = (one: Quotation, body: string) =>
  one.body.id === body && (isOpen(one) || one.state === "chosen");

export const isOpen = ({ state }: Quotation) => state === "requested" || state === "answered";

export const offeredDays = [
  ["stage_1", m.phase_stage_1],
  ["stage_2", m.phase_stage_2],
  ["surveillance_1", m.phase_surveillance_1],
  ["surveillance_2", m.phase_surveillance_2],
] as const;

export const offeredFees = [
  ["initial", m.fee_initial],
  ["surveillance_1", m.phase_surveillance_1],
  ["surveillance_2", m.phase_surveillance_2],
  ["yearly", m.fee_yearly],
  ["travel", m.fee_travel],
] as const;

export const offeredDates = [
  ["stage_1_on", m.offer_stage_1_on],
  ["stage_2_on", m.offer_stage_2_on],
  ["valid_until", m.offer_valid_until],
] as const;

const money = (hundredths: number | null | undefined, currency: string) =>
  hundredths === null || hundredths === undefined ? null : formatMoney(hundredths, currency);

const number = (count: number | null | undefined) =>
  count === null || count === undefined ? null : formatQuarters(count);

/** A line of the comparison: what is compared, and what each of them says to it; null: nothing. */
export interface Line {
  key: string;
  label: string;
  cells: (string | null)[];
  /** Which of them come to the least, where that can be said. */
  least: boolean[];
  strong: boolean;
}

/** Which of some sums is the least; only what is whole and in one currency can be compared, and what differs. */
function leastOf(all: ({ sum: number; unit: string } | null)[]): boolean[] {
  const told = all.flatMap((one) => (one ? [one] : []));
  const differ = new Set(told.map(({ sum }) => sum)).size > 1;
  const comparable = differ && new Set(told.map(({ unit }) => unit)).size === 1;
  const least = Math.min(...told.map(({ sum }) => sum));
  return all.map((one) => comparable && one?.sum === least);
}

/** Everything that is offered, side by side, in the order in which somebody decides. */
export function compare(items: Quotation[]): Line[] {
  const plain = (key: string, label: string, cell: (offer: Offer) => string | null): Line => ({
    key,
    label,
    cells: items.map(({ offer }) => offer && cell(offer)),
    least: items.map(() => false),
    strong: false,
  });
  const counts = ({ state, over }: Quotation) => !over && ["answered", "chosen", "signed"].includes(state);
  const total = (
    key: string,
    label: string,
    of: (one: Quotation) => { sum: number; whole: boolean },
    cell: (one: Quotation) => string | null,
    unit: (one: Quotation) => string,
  ): Line => ({
    key,
    label,
    cells: items.map((one) => {
      const words = one.offer && cell(one);
      return words && !of(one).whole ? m.offer_not_whole({ sum: words }) : words;
    }),
    least: leastOf(
      items.map((one) => (counts(one) && of(one).whole ? { sum: of(one).sum, unit: unit(one) } : null)),
    ),
    strong: true,
  });
  const currency = (one: Quotation) => one.offer?.currency ?? "";
  return [
    total(
      "fees",
      m.offer_fees_total(),
      ({ fees }) => fees,
      (one) => (currency(one) ? formatMoney(one.fees.sum, currency(one)) : null),
      currency,
    ),
    ...offeredFees.map(([field, label]) =>
      plain(`fees.${field}`, label(), ({ fees, currency }) => money(fees[field], currency)),
    ),
    total(
      "days",
      m.offer_days_total(),
      ({ days }) => days,
      ({ days }) => (days.sum > 0 ? formatQuarters(days.sum) : null),
      () => "",
    ),
    ...offeredDays.map(([field, label]) =>
      plain(`days.${field}`, label(), ({ days }) => number(days[field])),
    ),
    ...offeredDates.map(([field, label]) =>
      plain(field, label(), (offer) => {
        const day = offer[field];
        return day ? formatDate(day) : null;
      }),
    ),
  ];
}
