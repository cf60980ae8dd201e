import { Checkbox, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { m } from "~/paraglide/messages.js";
import { quotationsQuery } from "./queries.ts";

interface Props {
  org: string;
  certification: string;
  errors: Record<string, string>;
}

/** Which body takes over: whoever was chosen for that, where somebody was. */
export function TransferFields({ org, certification, errors }: Props) {
  const { data } = useQuery(quotationsQuery(org, certification));
  const chosen = data?.items.find(({ state }) => state === "chosen")?.body.name ?? "";
  return (
    <>
      <TextInput
        key={chosen}
        name="body"
        label={m.step_new_body()}
        required
        withAsterisk={false}
        maxLength={200}
        defaultValue={chosen}
        error={errors.body}
      />
      <Checkbox name="accredited" label={m.step_accredited()} />
    </>
  );
}
