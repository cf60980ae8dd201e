import { createFileRoute } from "@tanstack/react-router";
import { SentPage } from "~/features/session/SentPage.tsx";

export const Route = createFileRoute("/sign-up/sent")({ component: SentPage });
