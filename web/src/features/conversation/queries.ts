import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type Comment, type Conversation, client } from "~/api/client.ts";
import { answer, ifMatch } from "~/api/failure.ts";

export const conversationQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ["o", org, "conversation", id],
    queryFn: () => everything(org, id),
  });

/** All of it: a conversation is read from its beginning, and seldom has more than one page. */
async function everything(org: string, id: string): Promise<Conversation> {
  let page = await fetchPage(org, id);
  const items = [...page.items];
  while (page.next) {
    page = await fetchPage(org, id, page.next);
    items.push(...page.items);
  }
  return { ...page, items };
}

const fetchPage = (org: string, id: string, cursor?: string) =>
  answer(
    client.GET("/api/v1/o/{org}/subjects/{id}/comments", {
      params: { path: { org, id }, query: cursor ? { cursor } : {} },
    }),
  );

export type Said =
  | { add: string }
  | { edit: Comment; text: string }
  | { remove: Comment }
  | { follows: boolean };

function send(org: string, id: string, said: Said): Promise<Conversation> {
  const path = { org, id };
  if ("add" in said) {
    const body = { text: said.add };
    return answer(client.POST("/api/v1/o/{org}/subjects/{id}/comments", { params: { path }, body }));
  }
  if ("follows" in said) {
    return answer(client.PUT("/api/v1/o/{org}/subjects/{id}/following", { params: { path }, body: said }));
  }
  const comment = "edit" in said ? said.edit : said.remove;
  const params = { path: { ...path, comment: comment.id }, header: ifMatch(comment.version) };
  if ("edit" in said) {
    const body = { text: said.text };
    return answer(client.PATCH("/api/v1/o/{org}/subjects/{id}/comments/{comment}", { params, body }));
  }
  return answer(client.DELETE("/api/v1/o/{org}/subjects/{id}/comments/{comment}", { params }));
}

/** Says something, says it differently, takes it back, follows. */
export function useSaying(org: string, id: string) {
  const queryClient = useQueryClient();
  const { queryKey } = conversationQuery(org, id);
  return useMutation({
    mutationFn: (said: Said) => send(org, id, said),
    // What is answered is one page: the rest, where there is any, is read again.
    onSuccess: (conversation) =>
      conversation.next
        ? queryClient.invalidateQueries({ queryKey })
        : queryClient.setQueryData(queryKey, conversation),
  });
}
