import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  client,
  type GivenRole,
  type NewMember,
  type Person,
  type PersonChange,
  type ProfileChange,
} from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { useChange } from "~/lib/change.ts";
import { stillSays } from "~/lib/undo.ts";
import { personQuery, profileQuery, readPerson, readProfile } from "./queries.ts";

export function useAdding(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: NewMember) =>
      answer(client.POST("/api/v1/o/{org}/people", { params: { path: { org } }, body })),
    onSuccess: (person) => {
      queryClient.setQueryData(personQuery(org, person.id).queryKey, person);
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
    },
  });
}

type Step =
  | { said: PersonChange }
  | { roles: GivenRole[] }
  | { leaves: true; successor: string | null }
  | { returns: true }
  | { erases: true };

async function send(org: string, id: string, version: number, step: Step): Promise<Person> {
  const params = { path: { org, id }, header: ifMatch(version) };
  if ("said" in step) {
    return answer(client.PATCH("/api/v1/o/{org}/people/{id}", { params, body: step.said }));
  }
  if ("roles" in step) {
    return answer(client.PUT("/api/v1/o/{org}/people/{id}/roles", { params, body: { roles: step.roles } }));
  }
  if ("returns" in step) {
    return answer(client.POST("/api/v1/o/{org}/people/{id}/reactivate", { params }));
  }
  if ("erases" in step) {
    return answer(client.POST("/api/v1/o/{org}/people/{id}/erase", { params }));
  }
  const body = { successor: step.successor };
  const left = await answer(client.POST("/api/v1/o/{org}/people/{id}/deactivate", { params, body }));
  return left.person;
}

const saysStill = stillSays<Person, PersonChange>((person, field) =>
  field === "manager" ? person.manager?.id : person[field],
);

/** Changes a person: what is said of them, their roles, or whether they are here. */
export function usePersonChange(org: string, id: string) {
  return useChange<Person, Step>({
    org,
    queryKey: personQuery(org, id).queryKey,
    read: () => readPerson(org, id),
    holds: (person, step) => "said" in step && saysStill(person, step.said),
    send: (version, step) => send(org, id, version, step),
  });
}

/** Asks a person to join, or takes that back. */
export function useInvitation(org: string, id: string) {
  const queryClient = useQueryClient();
  const params = { path: { org, id } };
  return useMutation({
    mutationFn: (step: "send" | "take_back") =>
      answer(
        step === "send"
          ? client.POST("/api/v1/o/{org}/people/{id}/invitation", { params })
          : client.DELETE("/api/v1/o/{org}/people/{id}/invitation", { params }),
      ),
    onSuccess: (person) => queryClient.setQueryData(personQuery(org, id).queryKey, person),
    // A refusal tells that what is on the page has passed.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org, "people"] }),
  });
}

export function useProfileChange(org: string) {
  return useChange<Person, ProfileChange>({
    org,
    queryKey: profileQuery(org).queryKey,
    read: () => readProfile(org),
    holds: stillSays((person, field) => person[field]),
    send: (version, body) =>
      answer(
        client.PATCH("/api/v1/o/{org}/profile", {
          params: { path: { org }, header: ifMatch(version) },
          body,
        }),
      ),
  });
}
