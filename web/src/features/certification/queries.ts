import { queryOptions } from "@tanstack/react-query";
import { client, type PhaseName } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

export const certificationsQuery = (org: string) =>
  queryOptions({
    queryKey: ["o", org, "certifications"],
    queryFn: () => answer(client.GET("/api/v1/o/{org}/certifications", { params: { path: { org } } })),
  });

export const readCertification = (org: string, id: string, as_of?: string) =>
  answer(
    client.GET("/api/v1/o/{org}/certifications/{id}", {
      params: { path: { org, id }, query: { ...(as_of && { as_of }) } },
    }),
  );

/** A certification, today or as it stood when a day ended. */
export const certificationQuery = (org: string, id: string, asOf?: string) =>
  queryOptions({
    queryKey: ["o", org, "certifications", id, ...(asOf ? [asOf] : [])],
    queryFn: () => readCertification(org, id, asOf),
  });

/** What has to be ready before a visit, and what is. */
export const readinessQuery = (org: string, id: string, phase: PhaseName) =>
  queryOptions({
    queryKey: ["o", org, "certifications", id, "readiness", phase],
    queryFn: () =>
      answer(
        client.GET("/api/v1/o/{org}/certifications/{id}/readiness", {
          params: { path: { org, id }, query: { phase } },
        }),
      ),
  });

/** The reminders of its dates. */
export const certificationDeliveriesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "certifications", id, "deliveries"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/certifications/{id}/deliveries", { params: { path: { org, id } } })),
  });

export const readFinding = (org: string, id: string) =>
  answer(client.GET("/api/v1/o/{org}/findings/{id}", { params: { path: { org, id } } }));

export const findingQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "findings", id],
    queryFn: () => readFinding(org, id),
  });

/** The reminders of its answer and its correction. */
export const findingDeliveriesQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "findings", id, "deliveries"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/findings/{id}/deliveries", { params: { path: { org, id } } })),
  });

/** Who was asked to certify and what they offer; for those who manage certifications. */
export const quotationsQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "certifications", id, "quotations"],
    queryFn: () =>
      answer(client.GET("/api/v1/o/{org}/certifications/{id}/quotations", { params: { path: { org, id } } })),
  });
