import type { ControlStatus, DeliveryState, TaskState } from "~/api/client.ts";

/** Every name once, in the order given here; the type tells when one is missing. */
const every = <T extends string>(names: Record<T, true>) => Object.keys(names) as T[];

// Without words: the address is read by these before any page's words are loaded.
export const controlStatusNames = every<ControlStatus>({
  not_started: true,
  planned: true,
  in_progress: true,
  implemented: true,
  verified: true,
});

export const taskStateNames = every<TaskState>({
  open: true,
  in_progress: true,
  ready_for_review: true,
  done: true,
  cancelled: true,
});

export const deliveryStateNames = every<DeliveryState>({
  planned: true,
  sending: true,
  delivered: true,
  suppressed: true,
  dead: true,
  uncertain: true,
});
