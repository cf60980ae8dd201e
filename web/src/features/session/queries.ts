import { queryOptions } from "@tanstack/react-query";
import { client, type Session, type SignUp } from "~/api/client.ts";
import { answer, isFailure } from "~/api/failure.ts";
import { begun, isLeaving, leave } from "~/lib/leaving.ts";

/** Who is signed in; null for nobody. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ["session"],
    queryFn: async (): Promise<Session | null> => {
      try {
        // Whoever signed out without a connection is signed out, whatever the cookie says.
        if (isLeaving()) {
          await leave();
          return null;
        }
        return await answer(client.GET("/api/v1/session"));
      } catch (error) {
        if (isFailure(error) && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });

export const signIn = (body: { address: string; password: string }) =>
  begun(answer(client.POST("/api/v1/session", { body })));

export const signUp = (body: SignUp) => answer(client.POST("/api/v1/sign-up", { body }));

/** What a mailed link belongs to; looking does not use it up. */
export const signUpCheckQuery = (token: string) =>
  queryOptions({
    queryKey: ["sign-up", token],
    queryFn: () => answer(client.POST("/api/v1/sign-up/check", { body: { token } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const confirmSignUp = (body: { token: string; password: string }) =>
  begun(answer(client.POST("/api/v1/sign-up/confirm", { body })));

export const askForReset = (body: { address: string }) =>
  answer(client.POST("/api/v1/password-reset", { body }));

export const confirmReset = (body: { token: string; password: string }) =>
  answer(client.POST("/api/v1/password-reset/confirm", { body }));
