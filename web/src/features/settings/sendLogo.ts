import type { Problem } from "~/api/client.ts";
import { Failure } from "~/api/failure.ts";

/** What the server takes as a logo: nothing larger sets out. */
const MOST = 512 * 1024;
const protocol = { "Tus-Resumable": "1.0.0" };

async function call(url: string, init: RequestInit): Promise<Response> {
  const response = await globalThis.fetch(url, init).catch(() => {
    throw new Failure("unreachable", 0);
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  throw new Failure(problem.code ?? "internal", response.status, problem);
}

/** Sends a picture by the protocol of uploads, in its one part; answers by which id it is here. */
export async function sendLogo(org: string, file: File): Promise<string> {
  if (file.size > MOST) throw new Failure("too_large", 413);
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const begun = await call(`/api/v1/o/${encodeURIComponent(org)}/uploads`, {
    method: "POST",
    headers: { ...protocol, "Upload-Length": String(file.size), "Upload-Metadata": `filename ${name}` },
  });
  const place = begun.headers.get("Location") ?? "";
  await call(place, {
    method: "PATCH",
    headers: { ...protocol, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" },
    body: file,
  });
  return place.split("/").at(-1) ?? "";
}
