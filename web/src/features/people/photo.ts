import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type Person } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";
import { m } from "~/paraglide/messages.js";
import { notifySaved } from "~/ui/notify.tsx";
import { profileQuery } from "./queries.ts";

/** As large as it is ever shown, twice over for fine screens. */
const SIDE = 512;

/** The middle of a picture as a square; null for what the browser cannot read. Turns it as its camera was held. */
export async function cropped(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const side = Math.min(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.min(side, SIDE);
  const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
  canvas.getContext("2d")?.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
}

/** Gives oneself a photo, or takes it away. */
export function usePhoto(org: string, me: Person) {
  const queryClient = useQueryClient();
  const params = { path: { org }, header: ifMatch(me.version) };
  return useMutation({
    mutationFn: (picture: Blob | null) =>
      answer(
        picture
          ? client.PUT("/api/v1/o/{org}/profile/photo", {
              params,
              // The bytes as they are.
              body: "" as never,
              bodySerializer: () => picture,
              headers: { "Content-Type": picture.type },
            })
          : client.DELETE("/api/v1/o/{org}/profile/photo", { params }),
      ),
    onSuccess: (person, picture) => {
      queryClient.setQueryData(profileQuery(org).queryKey, person);
      notifySaved(picture ? m.profile_photo_now() : m.profile_photo_removed());
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
}
