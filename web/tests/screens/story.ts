import { expect, type Page } from "@playwright/test";
import { linkTo, mailWith } from "../browser/mail.ts";
import { workflow } from "../browser/workflows.ts";

/** What the pictures show, by id. */
export interface Story {
  slug: string;
  control: string;
  task: string;
  evidence: string;
  person: string;
  /** The link that was mailed to somebody who has not joined yet. */
  invitation: string;
  jira: string;
  slack: string;
  teams: string;
  certification: string;
  finding: string;
  /** One that certifies, and the certification that it and another were asked about. */
  body: string;
  compared: string;
  /** A training that is asked for, what is to be learned of it, and what was confirmed of another. */
  module: string;
  learning: string;
  attested: string;
}

async function call(page: Page, method: string, path: string, body?: object, version?: number) {
  const headers: Record<string, string> = { "sec-fetch-site": "same-origin" };
  if (version !== undefined) headers["if-match"] = `"${version}"`;
  const answer = await page.request.fetch(path, { method, headers, ...(body && { data: body }) });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

/** A day so many days from today, as the program writes it. */
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

/** Goes to a service and back, as a browser would. */
async function connect(page: Page, org: string, service: string): Promise<string> {
  const { url } = await call(page, "POST", `${org}/connections/consent`, { service });
  const consent = await (await page.request.get(url)).text();
  const back = new URL((consent.match(/href="([^"]*code=[^"]*)"/)?.[1] ?? "").replaceAll("&amp;", "&"));
  const state = back.searchParams.get("state")?.split(".")[1];
  const body = { state, code: back.searchParams.get("code") };
  const { id } = await call(page, "POST", `${org}/connections/complete`, body);
  return id;
}

async function setUp(page: Page, org: string, id: string, what: string, body: object) {
  const { version } = await call(page, "GET", `${org}/connections/${id}`);
  await call(page, "PUT", `${org}/connections/${id}/${what}`, body, version);
}

/** Pastes the address of a workflow. */
async function connectTeams(page: Page, org: string): Promise<string> {
  const body = { url: await workflow("tasks"), channel: "AI management" };
  const { id } = await call(page, "POST", `${org}/connections/teams`, body);
  await setUp(page, org, id, "cards", { channel: "AI management", reminders: "due" });
  return id;
}

/** Those who take part: some sign in elsewhere, some are asked to, one is a guest for some days, one has left. */
async function addPeople(page: Page, org: string, me: string) {
  const people = [
    ["Grace Hopper", "contributor", true],
    ["Katherine Johnson", "manager", true],
    ["Dorothy Vaughan", "staff", false],
    ["Mary Jackson", "auditor", false],
    ["Annie Easley", "contributor", false],
  ] as const;
  const made: { id: string; address: string }[] = [];
  for (const [name, role, invite] of people) {
    const address = `${name.replace(" ", ".").toLowerCase()}-${Date.now()}@example.org`;
    made.push(await call(page, "POST", `${org}/people`, { name, address, roles: [role], invite }));
  }
  const [grace, , , mary, annie] = made;
  const change = async (id: string | undefined, method: string, what: string, body: object) => {
    const { version } = await call(page, "GET", `${org}/people/${id}`);
    await call(page, method, `${org}/people/${id}${what}`, body, version);
  };
  for (const { id } of made) await change(id, "PATCH", "", { manager: me });
  await change(mary?.id, "PUT", "/roles", { roles: [{ role: "auditor", until: day(21) }] });
  const roles = ["manager", "contributor"].map((role) => ({ role, until: null }));
  await change(grace?.id, "PUT", "/roles", { roles });
  await change(annie?.id, "POST", "/deactivate", {});
  const invitation = linkTo("/join#", await mailWith(grace?.address ?? "", "/join#"));
  return { person: grace?.id ?? "", invitation };
}

/** Sends a small file, as any client of the protocol would. */
async function upload(page: Page, org: string, name: string, content: string): Promise<string> {
  const headers = { "sec-fetch-site": "same-origin", "tus-resumable": "1.0.0" };
  const bytes = Buffer.from(content);
  const begun = await page.request.post(`${org}/uploads`, {
    headers: {
      ...headers,
      "upload-length": String(bytes.length),
      "upload-metadata": `filename ${Buffer.from(name).toString("base64")}`,
    },
  });
  const address = begun.headers().location ?? "";
  const type = { "content-type": "application/offset+octet-stream", "upload-offset": "0" };
  const sent = await page.request.patch(address, { headers: { ...headers, ...type }, data: bytes });
  expect(sent.status()).toBe(204);
  return address.split("/").at(-1) ?? "";
}

/** Files that show something: one that holds, one that runs out soon, one that ran out, one withdrawn. */
async function addEvidence(page: Page, org: string, control: string, task: string): Promise<string> {
  const suggestion = (await call(page, "GET", `${org}/controls/${control}`)).evidence[0];
  const minutes =
    "Minutes of the management review\n\n1. The AI policy was approved as presented.\n2. It is reviewed again in a year.\n";
  const add = async (name: string, content: string, more: object) =>
    call(page, "POST", `${org}/evidence`, { upload: await upload(page, org, name, content), ...more });
  await add("training-records.csv", "name,course,date\n", {
    title: "Training records",
    valid_until: day(-20),
  });
  await add("vendor-test-results.txt", "All 214 cases passed.\n", {
    title: "Test results of the chatbot's vendor",
    valid_until: day(12),
    subjects: [task],
  });
  const old = await add("inventory-2024.csv", "system,owner\n", { title: "Inventory of AI systems, 2024" });
  const reason = "The inventory is kept in the register now.";
  await call(page, "POST", `${org}/evidence/${old.id}/withdraw`, { reason }, old.version);
  const kept = await add("minutes-management-review.txt", "Draft\n", {
    title: "Minutes of the management review",
    description: "Who approved the AI policy, on which day, and what was asked to be changed before.",
    valid_from: day(-30),
    valid_until: day(335),
    subjects: [control, task],
    suggestion,
  });
  const newer = { upload: await upload(page, org, "minutes-management-review.txt", minutes), note: "Signed" };
  await call(page, "POST", `${org}/evidence/${kept.id}/files`, newer, kept.version);
  return kept.id;
}

/** Controls that are in place and reviewed: one was, with changes to make, of one the next date is put off. */
async function addReviews(page: Page, org: string, controls: string[]) {
  for (const [number, control] of controls.entries()) {
    const reviews = `${org}/reviews/${control}`;
    await call(page, "PATCH", reviews, {});
    if (number === 0) continue;
    const outcome = number === 1 ? "changes_needed" : "suitable";
    const changes = number === 1 ? "Name the board as owner." : "";
    const note = "Read with those who use it.";
    await call(page, "POST", `${reviews}/held`, { on: day(-2), outcome, changes, note });
  }
  const body = { kind: "review", to: day(380), reason: "The board meets later next year." };
  await call(page, "POST", `${org}/obligations/${controls[1]}/postpone`, body);
}

/** A certificate in its first year, whose first surveillance is planned, and a second one that nobody has applied for. */
async function addCertifications(
  page: Page,
  org: string,
): Promise<Pick<Story, "certification" | "finding" | "body" | "compared">> {
  const made = await call(page, "POST", `${org}/certifications`, {
    title: "AI management, head office",
    standard: "ISO/IEC 42001:2023",
    body: "Example Cert",
    scope: "Development and operation of AI systems for customer service, at the head office.",
  });
  const at = `${org}/certifications/${made.id}`;
  let { version } = made;
  const post = async (what: string, body: object) => {
    version = (await call(page, "POST", `${at}/${what}`, body, version)).version;
  };
  const held = (phase: string, from: number, until: number) =>
    post("visits", {
      phase,
      begins: day(from),
      ends: day(until),
      state: "held",
      note: "Dr Marsh, in person.",
    });
  await post("steps", { step: "sign_contract", on: day(-520) });
  await post("steps", { step: "begin_stage_1", on: day(-430) });
  await held("stage_1", -430, -429);
  await held("stage_2", -381, -380);
  await post("steps", { step: "finish_stage_2", on: day(-380) });
  await post("steps", { step: "grant", on: day(-330), plans_accepted: true });
  await post("visits", {
    phase: "surveillance_1",
    begins: day(20),
    ends: day(21),
    note: "Dr Marsh and a colleague.",
  });
  const body = { number: "EC-42-0815", internal_audit: day(-60), management_review: day(-40) };
  await call(page, "PATCH", at, body, version);
  const other = await call(page, "POST", `${org}/certifications`, {
    title: "Information security",
    standard: "ISO/IEC 27001:2022",
  });
  const asked = await addBodies(page, org, other.id);
  return { certification: made.id, finding: await addFindings(page, org, made.id), ...asked };
}

/** A training with questions that is asked of everybody, and a policy that one of them confirmed. */
async function addTraining(page: Page, org: string) {
  const approved = async (body: object) => {
    const { id } = await call(page, "POST", `${org}/modules`, body);
    const audience = { rules: [{ kind: "everybody" }] };
    const { version } = await call(page, "PATCH", `${org}/modules/${id}`, { audience }, 1);
    const alone = { reason: "Nobody else is here yet" };
    await call(page, "POST", `${org}/modules/${id}/approve`, alone, version);
    return id as string;
  };
  const module = await approved({ catalogue: "trn-awareness" });
  const text = "## What our AI policy asks\n\n- Every AI system has an owner.\n- People can reach a person.";
  const policy = await approved({
    title: "AI policy",
    text: { text, attested: "I have read the AI policy." },
  });
  const { items } = await call(page, "GET", `${org}/my-training`);
  const of = (id: string) =>
    items.find((one: { module: { id: string } }) => one.module.id === id).id as string;
  await page.request.fetch(`/learn/${org.split("/").at(-1)}/${of(policy)}`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin" },
    form: { do: "attest", version: "1" },
  });
  return { module, learning: of(module), attested: of(policy) };
}

/** Three bodies that are known; one made an offer that was chosen, one another, and one has not answered. */
async function addBodies(page: Page, org: string, id: string): Promise<{ body: string; compared: string }> {
  const add = (body: object) => call(page, "POST", `${org}/bodies`, body);
  const first = await add({
    name: "Example Cert",
    accredited: "yes",
    accreditation: "National accreditation body, EX-0042",
    accredited_until: day(600),
    competence: "Three auditors for ISO/IEC 42001; one of them built vision systems.",
    sectors: "Software, health",
    languages: "English, German",
    conflicts: "Its sister company trains our people.",
    contacts: [{ name: "Jutta Seidel", role: "Planning", mail: "seidel@cert.example", phone: "+49 30 1234" }],
  });
  const second = await add({ name: "Nordcert", accredited: "yes" });
  const third = await add({ name: "Rasch & Partner", advised_until: day(-300) });
  const at = `${org}/certifications/${id}`;
  let { version } = await call(page, "GET", at);
  const ask = async (body: string, offer: object | null) => {
    const said = { body, asked: day(-20), answer_by: day(5), note: "", ...(offer && { offer }) };
    const after = await call(page, "POST", `${at}/quotations`, said, version);
    version = after.version;
    return after.items.find((one: { body: { id: string } }) => one.body.id === body).id;
  };
  const offer = (initial: number, more: object) => ({
    valid_until: day(40),
    stage_1_on: day(60),
    stage_2_on: day(110),
    currency: "EUR",
    days: { stage_1: 1.5, stage_2: 4.25, surveillance_1: 2, surveillance_2: 2 },
    fees: { initial, surveillance_1: 420_000, surveillance_2: 420_000, ...more },
  });
  await ask(first.id, offer(1_250_000, { yearly: 65_000, travel: 180_000 }));
  await ask(second.id, offer(1_180_050, { yearly: 0, travel: 240_000 }));
  await ask(third.id, null);
  return { body: first.id, compared: id };
}

/** What was found on stage 2: one is answered, one was closed, and something was good. Answers with the first. */
async function addFindings(page: Page, org: string, id: string): Promise<string> {
  const { visits } = await call(page, "GET", `${org}/certifications/${id}`);
  const visit = visits.find(({ phase }: { phase: string }) => phase === "stage_2").id;
  const raise = (body: object) =>
    call(page, "POST", `${org}/certifications/${id}/findings`, { visit, ...body });
  const finding = await raise({
    grade: "minor",
    title: "Three suppliers were not looked at again",
    requirement: "A.10.3",
    evidence: "Of seven suppliers three had no review within the fifteen months that the procedure allows.",
    due: day(12),
  });
  const at = `${org}/findings/${finding.id}`;
  const answered = await call(
    page,
    "PATCH",
    at,
    {
      cause: "The list of reviews was kept by somebody who changed teams.",
      correction: "The three reviews were held.",
      action: "Reviews of suppliers have owners and dates here.",
      act_by: day(40),
    },
    finding.version,
  );
  await call(page, "POST", `${at}/steps`, { step: "answer", on: day(0) }, answered.version);
  await raise({ grade: "opportunity", title: "Likelihoods could have a range", requirement: "6.1.2" });
  await raise({ grade: "positive", title: "Restoring was tried twice and timed" });
  return finding.id;
}

/** Somebody is away in a while, and somebody stands in. */
async function addAbsence(page: Page, org: string, who: string, instead: string) {
  const body = { from: day(20), until: day(34), delegate: instead };
  await call(page, "POST", `${org}/people/${who}/absences`, body);
}

/** An organisation in the middle of its work. */
export async function fill(page: Page): Promise<Story> {
  const slug = (await call(page, "GET", "/api/v1/session")).organisations[0].slug;
  const org = `/api/v1/o/${slug}`;
  await call(page, "POST", `${org}/adoptions`, { standard: "iso42001" }).catch(() => null);
  const me = (await call(page, "GET", org)).me.person_id;
  const { person, invitation } = await addPeople(page, org, me);
  const controls = (await call(page, "GET", `${org}/controls?limit=100`)).items;
  const find = (reference: string) =>
    controls.find((one: { reference: string }) => one.reference === reference).id;
  const jira = await connect(page, org, "jira_cloud");
  await setUp(page, org, jira, "setup", {
    project: "10000",
    issue_type: "10100",
    rule: "control_tasks",
    labels: ["ai-management"],
  });
  const slack = await connect(page, org, "slack");
  await setUp(page, org, slack, "channel", { channel: "C0TASKS", rule: "by_hand", direct: false });
  const teams = await connectTeams(page, org);
  const tasks = [
    ["Write the AI policy", "A.2.2", 12, "high"],
    ["List every AI system, bought ones too", "A.4.2", 3, "urgent"],
    ["Agree how impact on people is assessed", "A.5.2", 30, "normal"],
    ["Ask the chatbot's vendor for test results", "A.10.3", -6, "high"],
    ["Brief customer support on reporting concerns", "A.3.3", 45, "normal"],
    ["Keep the logs of the image model for a year", "A.6.2.8", 60, "low"],
  ] as const;
  const made: { id: string; version: number }[] = [];
  for (const [title, control, ahead, priority] of tasks) {
    const body = {
      title,
      control: find(control),
      owner: priority === "normal" ? person : me,
      due: day(ahead),
      priority,
      evidence_required: priority === "high",
      expected_evidence: "The approved text, its date and who approved it.",
      description:
        "Agree the first draft with those who use the systems, then have top management approve it.",
    };
    made.push(await call(page, "POST", `${org}/tasks`, body));
  }
  await call(page, "POST", `${org}/tasks/${made[0]?.id}/start`, {}, 1);
  await call(page, "POST", `${org}/connections/${slack}/tasks`, { tasks: [made[0]?.id] });
  await call(page, "POST", `${org}/webhooks`, {
    url: `${process.env.RECEIVER_URL}/hook`,
    description: "Data lake",
  });
  await expect
    .poll(
      async () =>
        (await call(page, "GET", `${org}/tasks/${made[0]?.id}/mirrors`)).items.filter(
          (one: { state: string }) => one.state === "delivered",
        ).length,
      { timeout: 30_000 },
    )
    .toBe(2);
  const [control, task] = [find("A.2.2"), made[0]?.id ?? ""];
  const evidence = await addEvidence(page, org, control, task);
  await addReviews(page, org, [control, find("A.2.3"), find("A.3.2"), find("A.5.2")]);
  await addAbsence(page, org, me, person);
  const certified = await addCertifications(page, org);
  const trained = await addTraining(page, org);
  return { slug, control, task, evidence, person, invitation, jira, slack, teams, ...certified, ...trained };
}
