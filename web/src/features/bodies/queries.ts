import { queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const bodiesQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "bodies"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/bodies", { params: { path: { org } } })),
  });

export const readBody = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/bodies/{id}", { params: { path: { org, id } } }));

export const bodyQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["o", org, "bodies", id], queryFn: () => readBody(org, id) });
