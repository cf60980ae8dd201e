import { client, type QuotationSaid, type Quotations, type StepOnQuotation } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { quotationsQuery } from "./queries.ts";

/** What is said of a quotation; `quotation` is null where it is new. */
export interface Telling {
  quotation: string | null;
  said: QuotationSaid;
}

export function useTelling(org: string, id: string) {
  return useChange<Quotations, Telling>({
    org,
    queryKey: quotationsQuery(org, id).queryKey,
    send: (version, { quotation, said: body }) => {
      const header = ifMatch(version);
      return quotation
        ? answer(
            client.PUT("/api/v1/o/{org}/certifications/{id}/quotations/{quotation}", {
              params: { path: { org, id, quotation }, header },
              body,
            }),
          )
        : answer(
            client.POST("/api/v1/o/{org}/certifications/{id}/quotations", {
              params: { path: { org, id }, header },
              body,
            }),
          );
    },
  });
}

/** A decision about a quotation: it is taken back by another one, with its reason. */
export function useDeciding(org: string, id: string) {
  return useChange<Quotations, { quotation: string; step: StepOnQuotation }>({
    org,
    queryKey: quotationsQuery(org, id).queryKey,
    send: (version, { quotation, step: body }) => {
      const params = { path: { org, id, quotation }, header: ifMatch(version) };
      return answer(
        client.POST("/api/v1/o/{org}/certifications/{id}/quotations/{quotation}/steps", { params, body }),
      );
    },
  });
}
