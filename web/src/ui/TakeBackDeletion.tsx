import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "./FailureNotice.tsx";

/** The way back for an owner of an organisation that is to be deleted. */
export function TakeBackDeletion() {
  const { org = "" } = useParams({ strict: false });
  const router = useRouter();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => answer(client.DELETE("/api/v1/o/{org}/deletion", { params: { path: { org } } })),
    // All that this page knows is that everything is closed: it begins anew.
    onSuccess: () => router.navigate({ to: "/o/$org", params: { org }, reloadDocument: true }),
  });
  return (
    <>
      <FailureNotice error={error} />
      <Button loading={isPending} onClick={() => mutate()}>
        {m.closing_take_back()}
      </Button>
    </>
  );
}
