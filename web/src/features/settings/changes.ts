import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  client,
  type NewServiceAccount,
  type NewToken,
  type OrganisationChange,
  type ReminderPolicy,
  type ServiceAccount,
  type Settings,
} from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
import { readSettings, settingsQuery } from "./queries.ts";
import { sendLogo } from "./sendLogo.ts";

type Step =
  | { said: OrganisationChange }
  | { reminders: ReminderPolicy }
  | { day: string; name: string | null }
  | { logo: string | null };

const saysStill = stillSays<Settings, OrganisationChange>((settings, field) => settings[field]);

async function send(org: string, version: number, step: Step): Promise<Settings> {
  const params = { path: { org }, header: ifMatch(version) };
  if ("said" in step) return answer(client.PATCH("/api/v1/o/{org}/settings", { params, body: step.said }));
  if ("reminders" in step) {
    return answer(client.PUT("/api/v1/o/{org}/settings/reminders", { params, body: step.reminders }));
  }
  if ("logo" in step) {
    return step.logo
      ? answer(client.PUT("/api/v1/o/{org}/settings/logo", { params, body: { upload: step.logo } }))
      : answer(client.DELETE("/api/v1/o/{org}/settings/logo", { params }));
  }
  const day = { ...params, path: { org, day: step.day } };
  return step.name === null
    ? answer(client.DELETE("/api/v1/o/{org}/settings/holidays/{day}", { params: day }))
    : answer(
        client.PUT("/api/v1/o/{org}/settings/holidays/{day}", { params: day, body: { name: step.name } }),
      );
}

/** Changes the settings: what is said of the organisation, its reminders, its days off or its logo. */
export function useSettingsChange(org: string) {
  return useChange<Settings, Step>({
    org,
    queryKey: settingsQuery(org).queryKey,
    read: () => readSettings(org),
    holds: (settings, step) => {
      if ("said" in step) return saysStill(settings, step.said);
      if ("day" in step) {
        const known = settings.holidays.find(({ day }) => day === step.day);
        return (known?.name ?? null) === step.name;
      }
      return "reminders" in step && JSON.stringify(settings.reminders) === JSON.stringify(step.reminders);
    },
    send: (version, step) => send(org, version, step),
  });
}

/** Takes the days of a calendar file off. */
export function useHolidayImport(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) => {
      const { version } = await readSettings(org);
      return answer(
        client.POST("/api/v1/o/{org}/settings/holidays/import", {
          params: { path: { org }, header: ifMatch(version) },
          headers: { "Content-Type": "text/calendar" },
          body: await file.text(),
          bodySerializer: (text) => text,
        }),
      );
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: settingsQuery(org).queryKey }),
  });
}

/** Sends a picture as files are sent; answers by which id it is here. */
export const useLogoUpload = (org: string, onArrived: (upload: string) => void) =>
  useMutation({ mutationFn: (file: File) => sendLogo(org, file), onSuccess: onArrived });

/** What a policy would send; nothing is written. */
export const useOutlook = (org: string) =>
  useMutation({
    mutationFn: (body: ReminderPolicy) =>
      answer(client.POST("/api/v1/o/{org}/settings/reminders/preview", { params: { path: { org } }, body })),
  });

export const useMailTest = (org: string) =>
  useMutation({
    mutationFn: () =>
      answer(client.POST("/api/v1/o/{org}/settings/mail/test", { params: { path: { org } } })),
  });

/** What can be done with tokens and service accounts; each changes the lists. */
export function useTokens(org: string) {
  const queryClient = useQueryClient();
  const onSettled = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ["o", org, "tokens"] }),
      queryClient.invalidateQueries({ queryKey: ["o", org, "service-accounts"] }),
    ]);
  return {
    make: useMutation({
      mutationFn: (body: NewToken) =>
        answer(client.POST("/api/v1/o/{org}/tokens", { params: { path: { org } }, body })),
      onSettled,
    }),
    revoke: useMutation({
      mutationFn: (id: string) =>
        answer(client.DELETE("/api/v1/o/{org}/tokens/{id}", { params: { path: { org, id } } })),
      onSettled,
    }),
    add: useMutation({
      mutationFn: (body: NewServiceAccount) =>
        answer(client.POST("/api/v1/o/{org}/service-accounts", { params: { path: { org } }, body })),
      onSettled,
    }),
    end: useMutation({
      mutationFn: ({ id, version }: ServiceAccount) =>
        answer(
          client.POST("/api/v1/o/{org}/service-accounts/{id}/end", {
            params: { path: { org, id }, header: ifMatch(version) },
          }),
        ),
      onSettled,
    }),
  };
}

/** Asks for the organisation's deletion by its name; from then on it is closed, and every page of it says so. */
export function useDeletion(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      answer(client.POST("/api/v1/o/{org}/deletion", { params: { path: { org } }, body: { name } })),
    onSuccess: () => queryClient.resetQueries({ queryKey: ["o", org] }),
  });
}
