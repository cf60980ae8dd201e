import { Anchor, Button, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { countries, likelyCountry, likelyZone, zones } from "~/lib/places.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { FrontPage } from "~/ui/FrontPage.tsx";
import { field, useFocusFirstError } from "./form.ts";
import { signUp } from "./queries.ts";

const text = { required: true, withAsterisk: false, maxLength: 200 } as const;

export function SignUpPage() {
  const navigate = useNavigate();
  const submit = useMutation({
    mutationFn: signUp,
    onSuccess: (_, { address }) => navigate({ to: "/sign-up/sent", state: { address } }),
  });
  const form = useFocusFirstError(submit.error);
  const errors = fieldErrors(submit.error);
  const choices = useMemo(() => ({ countries: countries(), zones: zones() }), []);
  return (
    <FrontPage
      title={m.sign_up_title()}
      lead={m.sign_up_lead()}
      below={
        <>
          {m.have_account()}{" "}
          <Anchor component={Link} to="/sign-in" underline="always" inherit>
            {m.sign_in()}
          </Anchor>
        </>
      }
    >
      <FailureNotice error={submit.error} />
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          const read = (name: string) => field(event.currentTarget, name).trim();
          submit.mutate({
            name: read("name"),
            address: read("address"),
            organisation_name: read("organisation_name"),
            country: read("country"),
            zone: read("zone"),
          });
        }}
      >
        <Stack>
          <TextInput {...text} name="name" label={m.your_name()} autoComplete="name" error={errors.name} />
          <TextInput
            {...text}
            name="address"
            type="email"
            label={m.work_address()}
            description={m.work_address_why()}
            autoComplete="email"
            error={errors.address}
          />
          <TextInput
            {...text}
            name="organisation_name"
            label={m.organisation_name()}
            autoComplete="organization"
            error={errors.organisation_name}
          />
          <NativeSelect
            name="country"
            label={m.country()}
            required
            withAsterisk={false}
            defaultValue={likelyCountry()}
            data={[{ value: "", label: m.choose_country() }, ...choices.countries]}
            error={errors.country}
          />
          <NativeSelect
            name="zone"
            label={m.zone()}
            description={m.zone_why()}
            required
            withAsterisk={false}
            defaultValue={likelyZone()}
            data={choices.zones}
            error={errors.zone}
          />
          <Button type="submit" loading={submit.isPending}>
            {m.sign_up_submit()}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  );
}
