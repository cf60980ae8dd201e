import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useParams, useRouter } from "@tanstack/react-router";
import { client } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "./FailureNotice.tsx";

/** The way back for an owner of an organisation that is to be deleted. */
export function TakeBackDeletion({ reset }: { reset?: () => void }) {
  const { org = "" } = useParams({ strict: false });
  const router = useRouter();
  const queryClient = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => answer(client.DELETE("/api/v1/o/{org}/deletion", { params: { path: { org } } })),
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: ["o", org] });
      reset?.();
      await router.invalidate();
    },
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
