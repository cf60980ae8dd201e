import createClient from "openapi-fetch";
import type { components, paths } from "./schema.d.ts";

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "http://localhost",
  // Looked up at each call, so that tests can stand in between.
  fetch: (request) => globalThis.fetch(request),
});

type Schemas = components["schemas"];
export type Session = Schemas["Session"];
export type Organisation = Schemas["Organisation"];
export type Home = Schemas["Home"];
export type Area = Schemas["Area"];
export type PersonRef = Schemas["PersonRef"];
export type Person = Schemas["Person"];
export type PersonRow = Schemas["PersonRow"];
export type PersonChange = Schemas["PersonChange"];
export type ProfileChange = Schemas["ProfileChange"];
export type NewMember = Schemas["NewMember"];
export type ImportPreview = Schemas["ImportPreview"];
export type ImportRow = Schemas["ImportRow"];
export type ImportFate = Schemas["ImportFate"];
export type ImportField = Schemas["ImportField"];
export type ImportOutcome = Schemas["ImportOutcome"];
export type RoleName = Schemas["RoleName"];
export type HeldRole = Schemas["HeldRole"];
export type GivenRole = Schemas["GivenRole"];
export type InvitationLink = Schemas["InvitationLink"];
export type Control = Schemas["Control"];
export type ControlRow = Schemas["ControlRow"];
export type ControlStatus = Schemas["ControlStatus"];
export type ControlChange = Schemas["ControlChange"];
export type Task = Schemas["Task"];
export type TaskRow = Schemas["TaskRow"];
export type TaskState = Schemas["TaskState"];
export type TaskAction = Schemas["TaskAction"];
export type TaskChange = Schemas["TaskChange"];
export type ManyTasksChange = Schemas["ManyTasksChange"];
export type NewTask = Schemas["NewTask"];
export type Priority = Schemas["Priority"];
export type Comment = Schemas["Comment"];
export type Conversation = Schemas["Conversation"];
export type Found = Schemas["Found"];
export type FoundPiece = Schemas["FoundPiece"];
export type Notice = Schemas["Notice"];
export type Delivery = Schemas["Delivery"];
export type DeliveryRow = Schemas["DeliveryRow"];
export type DeliveryState = Schemas["DeliveryState"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type Problem = Schemas["Problem"];
export type SignUp = Schemas["SignUp"];
export type Connection = Schemas["Connection"];
export type ConnectionState = Schemas["ConnectionState"];
export type IssueSetup = Schemas["NewIssueSetup"];
export type MessageSetup = Schemas["NewMessageSetup"];
export type Counterpart = Schemas["Counterpart"];
export type Mirror = Schemas["Mirror"];
export type RemoteField = Schemas["RemoteField"];
export type Endpoint = Schemas["Endpoint"];
export type NewEndpoint = Schemas["NewEndpoint"];
export type SavedView = Schemas["SavedView"];
export type ViewChange = Schemas["ViewChange"];
export type Dispatch = Schemas["Dispatch"];
