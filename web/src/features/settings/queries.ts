import { queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

const at = (org: string) => ({ params: { path: { org } } });

export const readSettings = (org: string) => answer(client.GET("/api/v1/o/{org}/settings", at(org)));

export const settingsQuery = (org: string) =>
  queryOptions({ queryKey: ["o", org, "settings"], queryFn: () => readSettings(org) });

export const mailQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "settings", "mail"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/settings/mail", at(org))),
  });

export const limitsQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "settings", "limits"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/settings/limits", at(org))),
  });

export const tokensQuery = (org: string, all: boolean) =>
  queryOptions({
    queryKey: ["o", org, "tokens", all],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/tokens", { params: { path: { org }, query: { all } } })),
  });

export const servicesQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "service-accounts"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/service-accounts", at(org))),
  });
