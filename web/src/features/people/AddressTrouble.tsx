import { Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Person } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";
import { formatInstant } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { notifySaved } from "~/ui/notify.tsx";

interface Props {
  org: string;
  zone: string;
  person: Person;
  /** Whether it is oneself who looks. */
  mine?: boolean;
  /** Whether whoever looks may try the address again. */
  mayRetry: boolean;
}

/** What is wrong with somebody's address, and what can be done about it. */
export function AddressTrouble({ org, zone, person, mine = false, mayRetry }: Props) {
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: () =>
      answer(
        mine
          ? client.POST("/api/v1/o/{org}/profile/address/retry", { params: { path: { org } } })
          : client.POST("/api/v1/o/{org}/people/{id}/address/retry", {
              params: { path: { org, id: person.id } },
            }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
      notifySaved(m.address_retried({ address: person.address }));
    },
  });
  const trouble = person.address_trouble;
  if (!trouble) return null;
  if (!trouble.dead_at) {
    return (
      <Text size="sm" c="dimmed" mb="md">
        {m.address_soft({ count: trouble.soft_bounces })}
      </Text>
    );
  }
  return (
    <Notice
      tone="amber"
      title={m.address_dead_title()}
      actions={
        mayRetry && (
          <Button size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate()}>
            {m.address_retry()}
          </Button>
        )
      }
    >
      <p>{m.address_dead_since({ at: formatInstant(trouble.dead_at, zone) })}</p>
      {trouble.why && <p>{m.address_said({ why: trouble.why })}</p>}
      {mine && <p>{m.address_mine_how()}</p>}
      <FailureNotice error={retry.error} />
    </Notice>
  );
}
