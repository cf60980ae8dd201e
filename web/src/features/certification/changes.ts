import { useNavigate } from "@tanstack/react-router";
import {
  type Certification,
  type CertificationChange,
  client,
  type NewCertification,
  type StepOnCertificate,
  type VisitPlan,
} from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { useCreating } from "~/lib/creating.ts";
import { stillSays } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { certificationQuery, readCertification } from "./queries.ts";

/** Adds a certification and goes to it. */
export function useAdding(org: string, onClose: () => void) {
  const navigate = useNavigate();
  return useCreating({
    org,
    send: (body: NewCertification, key) => {
      const params = { path: { org }, header: { "Idempotency-Key": key } };
      return answer(client.POST("/api/v1/o/{org}/certifications", { params, body }));
    },
    keyOf: ({ id }) => certificationQuery(org, id).queryKey,
    done: async ({ id, reference }) => {
      onClose();
      await navigate({ to: "/o/$org/certifications/$id", params: { org, id } });
      notifySaved(m.certification_added({ reference }));
    },
  });
}

/** What it says of a field, as a change would. */
const said = (one: Certification, field: keyof CertificationChange) => {
  if (field === "owner") return one.owner?.id;
  if (field === "expiry") return one.expiry_noted;
  return one[field];
};

export function useCertificationChange(org: string, id: string) {
  return useChange<Certification, CertificationChange>({
    org,
    queryKey: certificationQuery(org, id).queryKey,
    read: () => readCertification(org, id),
    holds: stillSays(said),
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.PATCH("/api/v1/o/{org}/certifications/{id}", { params, body }));
    },
  });
}

/** A step on the certificate, which is no slip: what a certification body decided is not taken back by a button. */
export function useCertificateStep(org: string, id: string) {
  return useChange<Certification, StepOnCertificate>({
    org,
    queryKey: certificationQuery(org, id).queryKey,
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.POST("/api/v1/o/{org}/certifications/{id}/steps", { params, body }));
    },
  });
}

/** A visit that is planned or said anew; `visit` is null where it is new. */
export interface VisitChange {
  visit: string | null;
  plan: VisitPlan;
}

export function useVisitChange(org: string, id: string) {
  return useChange<Certification, VisitChange>({
    org,
    queryKey: certificationQuery(org, id).queryKey,
    read: () => readCertification(org, id),
    holds: (one, { visit, plan }) => one.visits.some(({ id, state }) => id === visit && state === plan.state),
    send: (version, { visit, plan: body }) => {
      const header = ifMatch(version);
      return visit
        ? answer(
            client.PUT("/api/v1/o/{org}/certifications/{id}/visits/{visit}", {
              params: { path: { org, id, visit }, header },
              body,
            }),
          )
        : answer(
            client.POST("/api/v1/o/{org}/certifications/{id}/visits", {
              params: { path: { org, id }, header },
              body,
            }),
          );
    },
  });
}

export function useAside(org: string, id: string) {
  return useChange<Certification, { aside: boolean }>({
    org,
    queryKey: certificationQuery(org, id).queryKey,
    read: () => readCertification(org, id),
    holds: stillSays((one, field) => one[field]),
    send: (version, body) => {
      const params = { path: { org, id }, header: ifMatch(version) };
      return answer(client.PUT("/api/v1/o/{org}/certifications/{id}/aside", { params, body }));
    },
  });
}
