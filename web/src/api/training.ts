import type { components } from "./schema.d.ts";

type Schemas = components["schemas"];

export type TrainingModule = Schemas["Module"];
export type WholeModule = Schemas["ModuleWithVersions"];
export type ModuleVersion = Schemas["ModuleVersion"];
export type ModuleText = Schemas["ModuleText"];
export type ModuleChange = Schemas["ModuleChange"];
export type NewModule = Schemas["NewModule"];
export type ModuleStateName = Schemas["ModuleStateName"];
export type CatalogueModule = Schemas["CatalogueModule"];
export type AudienceRule = Schemas["AudienceRule"];
export type RuleKindName = Schemas["RuleKindName"];
export type ProofName = Schemas["ProofName"];
export type AgainForName = Schemas["AgainForName"];
export type QuestionKindName = Schemas["QuestionKindName"];
export type QuizQuestion = Schemas["QuizQuestion"];
export type Assignment = Schemas["Assignment"];
export type AssignmentStateName = Schemas["AssignmentStateName"];
export type StandingName = Schemas["StandingName"];
export type TrainingRecord = Schemas["TrainingRecord"];
export type Completion = Schemas["Completion"];
