import { createFileRoute } from "@tanstack/react-router";
import { JoinPage } from "~/features/session/JoinPage.tsx";

export const Route = createFileRoute("/join")({ component: JoinPage });
