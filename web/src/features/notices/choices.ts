import { queryOptions } from "@tanstack/react-query";
import { client, type NoticeChoices, type NoticeChoicesChange } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";

const read = (org: string) =>
  answer(client.GET("/api/v1/o/{org}/profile/choices", { params: { path: { org } } }));

export const choicesQuery = (org: string) =>
  queryOptions({ queryKey: ["o", org, "profile", "choices"], queryFn: () => read(org) });

/** What was chosen of one thing by one way; null where that is what is usual. */
export function chosen(choices: NoticeChoices, topic: string, way: string) {
  const found = choices.topics.find((one) => one.topic === topic);
  const shown = way === "mail" ? found?.mail : found?.in_app;
  return shown?.chosen ? shown.rhythm : null;
}

function holds(choices: NoticeChoices, changed: NoticeChoicesChange): boolean {
  const same = (changed.topics ?? []).every(
    ({ topic, way, rhythm }) => chosen(choices, topic, way) === (rhythm ?? null),
  );
  const times = (["hour", "weekday", "quiet_weekend"] as const).every(
    (field) => changed[field] == null || changed[field] === choices[field],
  );
  return same && times;
}

export function useChoosing(org: string) {
  return useChange<NoticeChoices, NoticeChoicesChange>({
    org,
    queryKey: choicesQuery(org).queryKey,
    read: () => read(org),
    holds,
    send: (version, body) =>
      answer(
        client.PATCH("/api/v1/o/{org}/profile/choices", {
          params: { path: { org }, header: ifMatch(version) },
          body,
        }),
      ),
  });
}
