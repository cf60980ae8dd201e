import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import {
  adaAsPerson,
  choices,
  control,
  grace,
  home,
  linkedOf,
  myWork,
  organisation,
  session,
  task,
  team,
} from "./samples.ts";

export const api = (path: string) => `*/api/v1${path}`;
const list = (items: unknown[]) => ({ items, next: null, total: items.length });

/** A refusal in the form the API gives it. */
export const problem = (status: number, code: string, more: object = {}) =>
  HttpResponse.json(
    { type: "about:blank", title: code, status, code, detail: code, request_id: "r-1", ...more },
    { status, headers: { "content-type": "application/problem+json" } },
  );

/** An organisation that works; each test replaces what it is about. */
export const server = setupServer(
  http.get(api("/session"), () => HttpResponse.json(session)),
  http.get(api("/o/acme"), () => HttpResponse.json(organisation)),
  http.get(api("/o/acme/home"), () => HttpResponse.json(home)),
  http.get(api("/o/acme/my-work"), () => HttpResponse.json(myWork)),
  http.get(api("/o/acme/photos"), () => HttpResponse.json({ items: [] })),
  http.get(api("/o/acme/teams"), () => HttpResponse.json(list([]))),
  http.get(api("/o/acme/teams/:id"), () => HttpResponse.json(team)),
  http.get(api("/o/acme/people"), () => HttpResponse.json(list([adaAsPerson, grace]))),
  http.get(api("/o/acme/people/:id"), () => HttpResponse.json(grace)),
  http.get(api("/o/acme/profile"), () => HttpResponse.json(adaAsPerson)),
  http.get(api("/o/acme/task-templates"), () => HttpResponse.json({ items: [] })),
  http.get(api("/o/acme/profile/choices"), () => HttpResponse.json(choices)),
  http.get(api("/o/acme/controls"), () => HttpResponse.json(list([control]))),
  http.get(api("/o/acme/controls/:id"), () => HttpResponse.json(control)),
  http.get(api("/o/acme/controls/:id/history"), () => HttpResponse.json(list([]))),
  http.get(api("/o/acme/tasks"), () => HttpResponse.json(list([]))),
  http.get(api("/o/acme/tasks/:id"), () => HttpResponse.json(task)),
  http.get(api("/o/acme/tasks/:id/history"), () => HttpResponse.json(list([]))),
  http.get(api("/o/acme/subjects/:id/links"), () => HttpResponse.json({ of: linkedOf, items: [], total: 0 })),
  http.get(api("/o/acme/subjects/:id/comments"), () => HttpResponse.json({ ...list([]), followers: [] })),
  http.get(api("/o/acme/views"), () => HttpResponse.json({ items: [] })),
  http.get(api("/o/acme/connections"), () => HttpResponse.json({ items: [], offered: [] })),
  http.get(api("/o/acme/notices"), () => HttpResponse.json({ items: [], unread: 0 })),
  http.get(api("/o/acme/tasks/:id/mirrors"), () => HttpResponse.json({ items: [], elsewhere: [] })),
  http.get(api("/o/acme/tasks/:id/deliveries"), () =>
    HttpResponse.json({
      ...list([]),
      postponements: [],
      upcoming: { step: "lead_7", at: "2026-11-26T07:00:00.000Z" },
    }),
  ),
);
