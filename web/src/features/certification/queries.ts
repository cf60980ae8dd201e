import { queryOptions } from "@tanstack/react-query";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const certificationsQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "certifications"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/certifications", { params: { path: { org } } })),
  });

export const readCertification = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/certifications/{id}", { params: { path: { org, id } } }));

export const certificationQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "certifications", id],
    queryFn: () => readCertification(org, id),
  });

/** The reminders of its dates. */
export const certificationDeliveriesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "certifications", id, "deliveries"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/certifications/{id}/deliveries", { params: { path: { org, id } } })),
  });
