import { createFileRoute } from "@tanstack/react-router";
import { ForgotPage } from "~/features/session/ForgotPage.tsx";

export const Route = createFileRoute("/forgot")({ component: ForgotPage });
