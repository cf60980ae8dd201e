import { Button, FileButton, Group, Input } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person } from "~/api/client.ts";
import { photosQuery } from "~/lib/photos.ts";
import { m } from "~/paraglide/messages.js";
import { Face } from "~/ui/Face.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { cropped, usePhoto } from "./photo.ts";

/** One's photo: chosen from a file, cut to a square before it leaves this device. */
export function PhotoField({ org, me }: { org: string; me: Person }) {
  const photo = usePhoto(org, me);
  const [unreadable, setUnreadable] = useState(false);
  const has = useQuery(photosQuery(org)).data?.has(me.id) ?? false;
  const choose = async (file: File | null) => {
    if (!file) return;
    const picture = await cropped(file);
    setUnreadable(!picture);
    if (picture) photo.mutate(picture);
  };
  return (
    <Input.Wrapper labelElement="div" label={m.profile_photo()} description={m.profile_photo_why()}>
      <Group mt={6} gap="md">
        <Face person={me} size={64} />
        <Group gap="xs">
          <FileButton onChange={choose} accept="image/png,image/jpeg,image/webp">
            {(props) => (
              <Button {...props} variant="default" loading={photo.isPending}>
                {has ? m.profile_photo_other() : m.profile_photo_choose()}
              </Button>
            )}
          </FileButton>
          {has && (
            <Button
              variant="subtle"
              color="gray"
              disabled={photo.isPending}
              onClick={() => photo.mutate(null)}
            >
              {m.profile_photo_remove()}
            </Button>
          )}
        </Group>
      </Group>
      {unreadable && (
        <Notice tone="red">
          <p>{m.profile_photo_unreadable()}</p>
        </Notice>
      )}
      <FailureNotice error={photo.error} />
    </Input.Wrapper>
  );
}
